"""What the commands say about themselves, and the pages of `coach help`."""

import re
import tomllib
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result
from support.project import PROJECT

from coach.cli.help_page import page_lines
from coach.cli.main import COMMANDS, GROUPS, coach_command
from coach.wording.documents import TOPICS, document
from coach.wording.markdown import Kind, blocks

LEFT_OUT = re.compile(
    r"^```.*$|!\[.*\]\(.*\)|\[[\w-]+\.md(?=\])|\]\([^)]*\)|https?:\S+",
    re.MULTILINE,
)
"""What a terminal does not need: languages of code, pictures and targets."""
TERMINAL, INNER = 80, 78
"""The columns of a terminal, and what click uses of them."""


def commands(
    command: click.Command = coach_command, above: click.Context | None = None
) -> Iterator[click.Context]:
    """Every command, with its names as its path."""
    name = command.name if above else "coach"
    settings = {"terminal_width": INNER, **command.context_settings}
    context = click.Context(command, above, name, **settings)
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below, f"{context.command_path} lists {name}, which is not there"
            yield from commands(below, context)


EVERY = {context.command_path: context for context in commands()}


def coach(*words: str) -> Result:
    """A command in this process."""
    return CliRunner().invoke(coach_command, words, prog_name="coach", env={"COLUMNS": "80"})


def test_every_command_has_one_group() -> None:
    assert sum(map(len, GROUPS.values())) == len(COMMANDS)
    listed = coach("--help").output
    titles = [listed.index(f"\n{title}:\n") for title in GROUPS]
    assert titles == sorted(titles)
    for name in COMMANDS:
        assert len(re.findall(rf"^  {name} +[A-Z]", listed, re.MULTILINE)) == 1


@pytest.mark.parametrize("path", EVERY)
def test_every_command_explains_itself(path: str) -> None:
    context = EVERY[path]
    said = context.get_help()
    assert said.startswith(f"Usage: {path}")
    assert "-h, --help" in said
    assert "..." not in re.sub(r"\S+\.\.\.( |$)", "", usage_off(said)), "a description is cut"
    assert max(map(len, said.splitlines())) <= INNER


@pytest.mark.parametrize("path", EVERY)
def test_every_option_says_what_it_is_for(path: str) -> None:
    options = [one for one in EVERY[path].command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def usage_off(said: str) -> str:
    """A help text without its first lines, which may have dots."""
    return said.partition("\n\n")[2]


@pytest.mark.parametrize("words", [("-h",), ("next", "-h"), ("config", "show", "-h")])
def test_a_short_option_asks_for_help(words: tuple[str, ...]) -> None:
    assert coach(*words).output == coach(*words[:-1], "--help").output


def test_the_help_names_every_variable_and_file() -> None:
    said = coach("--help").output
    tables = [one.rows[1:] for one in blocks(document("files")) if one.kind is Kind.TABLE]
    assert all(f"  {row[0]} " in said for rows in tables for row in rows)
    code = "".join(one.read_text("utf-8") for one in (PROJECT / "coach").rglob("*.py"))
    assert set(re.findall(r'envvar="(\w+)"', code)) <= {row[0] for row in tables[1]}


# Topics


def test_the_wheel_contains_the_pages_of_all_topics() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    files = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    shipped = {f"docs/{page}.md": f"coach/docs/{page}.md" for page in TOPICS.values()}
    assert {one: place for one, place in files.items() if one.endswith(".md")} == shipped
    pages = {one.stem for one in (PROJECT / "docs").glob("*.md")}
    assert pages - set(TOPICS.values()) == {"architecture"}  # It is for programmers.


def test_without_a_topic_all_are_listed() -> None:
    said = coach("help").output
    assert [line.split()[0] for line in said.splitlines()[: len(TOPICS)]] == list(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_its_whole_page_in_lines_of_text(topic: str) -> None:
    said = coach("help", topic).output
    page = LEFT_OUT.sub("", document(TOPICS[topic]))
    assert words_of(page) <= words_of(said)
    for sign in ("](", "**", "|--", "```"):
        assert sign not in said


@pytest.mark.parametrize("topic", TOPICS)
def test_only_code_and_tables_that_fit_are_not_wrapped(topic: str) -> None:
    code = {
        f"    {line}".rstrip() for block in blocks(document(TOPICS[topic])) for line in block.lines
    }
    wide = [line for line in page_lines(document(TOPICS[topic])) if len(line) > TERMINAL]
    assert set(wide) <= code


def test_a_page_is_laid_out_for_reading() -> None:
    page = """# Title
![a picture](images/x.png)

Some **bold** text with a [`[link]`](data.md), and [another](https://x.org).

- one
  goes on
- two

1. first

| a | b |
|---|---|
| 1 | 2 |

```toml
x = 1  # | **kept**
```
"""
    assert list(page_lines(page)) == [
        "Title",
        "",
        "  Some bold text with a `[link]`, and another (https://x.org).",
        "",
        "  - one goes on",
        "  - two",
        "  1. first",
        "",
        "  a  b",
        "  1  2",
        "",
        "    x = 1  # | **kept**",
    ]


def test_a_wide_table_is_one_paragraph_for_each_row() -> None:
    page = f"| key | default | meaning |\n|---|---|---|\n| theme | | {'word ' * 20}|\n"
    lines = list(page_lines(page))
    assert lines[:3] == ["  key", "  theme", f"      meaning: {'word ' * 13}".rstrip()]
    pair = f"| key | meaning |\n|---|---|\n| theme | {'word ' * 20}|\n"
    assert list(page_lines(pair))[:3] == ["  key", "      meaning", "  theme"]


@pytest.mark.parametrize("names", [("ran",), ("theme",), ("theme", "new")])
def test_help_explains_a_command_too(names: tuple[str, ...]) -> None:
    assert coach("help", *names).output == coach(*names, "--help").output


def test_a_page_with_the_name_of_a_command_leads_to_it() -> None:
    assert coach("help", "sync").output.endswith("\n\n`coach sync -h` explains the command.\n")
    assert "explains the command" not in coach("help", "data").output


def test_a_page_names_another_by_the_command_that_prints_it() -> None:
    said = " ".join(coach("help", "reminders").output.split())
    assert "`coach help service` describes how it" in said


def test_an_unknown_topic_is_answered_with_the_nearest() -> None:
    run = coach("help", "remindes")
    assert run.exit_code == 2
    assert "no topic or command 'remindes'; did you mean `reminders`?" in run.output


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))
