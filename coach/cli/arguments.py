"""Arguments and options with values that a shell can complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from coach.cli.open_coach import coach_for, config_of
from coach.errors import CoachError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Options = Mapping[str, Any]
"""What the command line says about the files, as every command gets it."""
Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def offering(values: Callable[[Options, str], Iterable[tuple[str, str]]]) -> Complete:
    """Complete by values, each with a few words about it; they may depend on what was typed.

    They get all options and arguments of the line so far.

    Where they cannot be found out, nothing is offered: a message would end up in the line that is
    being typed.
    """

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while completing

        offered: list[CompletionItem] = []
        with suppress(CoachError, OSError, ValueError):
            for value, about in values(ctx.find_root().params | ctx.params, begun):
                if value.startswith(begun):
                    offered.append(CompletionItem(value, help=about or None))
        return offered

    return complete


def _steps(options: Options, _: str) -> list[tuple[str, str]]:
    with coach_for(dict(options)) as coach:
        return [(planned.step.id, planned.step.name) for planned in coach.today().steps]


def _config_keys(options: Options, begun: str) -> list[tuple[str, str]]:
    """The keys one level deep, as folders in a path; those within a table that is the only one."""
    from coach.config import load, showing  # noqa: PLC0415 - only while completing

    keys = [one.key for one in showing.settings_of(load(config_of(dict(options))))]
    depth = begun.count(".") + 1
    found = _cut(keys, begun, depth)
    return [(key, "") for key in (found if len(found) > 1 else _cut(keys, begun, depth, depth + 1))]


def _cut(keys: Iterable[str], begun: str, *depths: int) -> list[str]:
    """The keys that go on from what was typed, cut after so many parts; each once."""
    parts = [key.split(".") for key in keys if key.startswith(begun)]
    return list(dict.fromkeys(".".join(one[:depth]) for depth in depths for one in parts))


def _config_values(options: Options, _: str) -> list[tuple[str, str]]:
    """The words that the value of a key must be chosen from, and the names of themes."""
    from coach.config.key_path import parse_path  # noqa: PLC0415 - only while completing
    from coach.config.keymap.presets import PRESETS  # noqa: PLC0415 - as above
    from coach.config.themes import ThemeStore  # noqa: PLC0415 - as above
    from coach.config.typed_values import kind_of  # noqa: PLC0415 - as above
    from coach.config.value_names import choices  # noqa: PLC0415 - as above

    kind = kind_of(parse_path(options["key"]))
    match options["key"]:
        case "theme":
            words = ThemeStore(config_of(dict(options))).names()
        case "keys.preset":
            words = [*PRESETS]
        case _:
            words = ["true", "false"] if kind is bool else choices(kind)
    return [(word, "") for word in words]


STEP = click.argument("step", shell_complete=offering(_steps))
STEP_IF_ANY = click.argument("step", required=False, shell_complete=offering(_steps))
COMPLETE_CONFIG_KEY = offering(_config_keys)
COMPLETE_CONFIG_VALUE = offering(_config_values)
