"""Each command line that README and docs show is one that Coach understands."""

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest

from coach.cli.main import coach_command

_ROOT = Path(__file__).parents[2]
_PAGES = [_ROOT / "README.md", *sorted((_ROOT / "docs").glob("*.md"))]
_FENCE = re.compile(r"^```", re.MULTILINE)
_ENDS = {"|", ">", ">>", "<", "&&", "||", ";", "&"}


def shown(page: Path) -> Iterator[tuple[str, ...]]:
    """The words of each `coach` command in the blocks of a page; two spaces end an example."""
    # Of the parts between fences, every second one is a block.
    for block in _FENCE.split(page.read_text())[1::2]:
        language, _, text = block.partition("\n")
        prompt = "$ " if language == "console" else ""
        for line in text.replace("\\\n", " ").splitlines():
            if line.startswith(f"{prompt}coach "):
                yield from in_words(line.removeprefix(prompt).partition("  ")[0])


def in_words(example: str) -> Iterator[tuple[str, ...]]:
    lexer = shlex.shlex(example, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:
        return  # a quotation that goes on in the next line
    while "coach" in words:
        words = words[words.index("coach") + 1 :]
        end = next((at for at, one in enumerate(words) if one in _ENDS), len(words))
        yield tuple(words[:end])


def understand(
    command: click.Command, name: str, words: list[str], above: click.Context | None = None
) -> None:
    """Read the words as the command line does, without running anything."""
    context = command.make_context(name, words, parent=above)
    if isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        found, inner, others = command.resolve_command(context, rest)
        assert found, f"{context.command_path} has no {rest[0]}"
        assert inner
        understand(inner, found, others, context)


COMMANDS = sorted({one for page in _PAGES for one in shown(page) if one})


def test_there_are_many() -> None:
    assert len(COMMANDS) > 50


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_it_is_understood(words: tuple[str, ...]) -> None:
    with suppress(click.exceptions.Exit):  # as `--help` ends
        understand(coach_command, "coach", list(words))
