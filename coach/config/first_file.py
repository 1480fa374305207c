"""The first config file: turn a few answers into a short, commented text.

The first start of the full screen and `coach config init` ask differently and write the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from coach.config.editing import create
from coach.domain.routine.kinds import Foot, Weekday
from coach.domain.routine.settings import DaySettings
from coach.domain.units import WallTime
from coach.errors import ConfigError

STRETCHES = ("morning", "midday", "evening")
"""The steps of the shipped routine that are stretch sessions."""

_HEAD = """\
# Your routine: only what differs from the one Coach ships with.
# `coach config check` checks this file; an open screen follows what you save.
"""
_NOTHING = """\
# Nothing is set yet. For example, to get up at another time:
#
#     [steps.pain-check]
#     at = "06:30"
"""
_OFF = "enabled = false\n"
_COMMENT_COLUMN = 36
_CHECK_TO_STRETCHES = timedelta(minutes=5)
_UP_AFTER_TURN = timedelta(hours=1)
_ANY_DAY = date(2000, 1, 1)


class Answers(Struct, frozen=True, kw_only=True):
    """A runner's answers; None if a question was left open.

    `stretches` are those of `STRETCHES` that the runner wants.
    """

    wake: WallTime | None = None
    run_days: tuple[Weekday, ...] | None = None
    run_at: WallTime | None = None
    stretches: tuple[str, ...] | None = None
    foot: Foot | None = None
    theme: str | None = None


def begin(path: Path, answers: Answers) -> None:
    """Write the first config file, and beside it the schema that its first line names.

    Raises:
        ConfigError: if there is one already, or it cannot be written.
    """
    from coach.config.schema import first_line, write_beside  # noqa: PLC0415 - once in a life

    create(path, f"{first_line(path)}\n{text_of(answers)}")
    with suppress(ConfigError):  # only editors need it, and the next `config edit` tries again
        write_beside(path)


def text_of(answers: Answers) -> str:
    """The text of a file with exactly these answers."""
    return "\n".join((_HEAD, *(_blocks(answers) or (_NOTHING,))))


def stretches_at(wake: WallTime) -> WallTime:
    """When the first-step stretches come."""
    return _moved(wake, _CHECK_TO_STRETCHES)


def day_starts(wake: WallTime) -> WallTime:
    """When the coach day turns: as shipped, or an hour before an early riser gets up."""
    hour_before = _moved(wake, -_UP_AFTER_TURN) if wake > WallTime(1) else WallTime(0)
    return min(DaySettings().starts, hour_before)


def _blocks(answers: Answers) -> list[str]:
    """One block for each table, as TOML requires: the key without a table first."""
    theme = [_line("theme", answers.theme, "")] if answers.theme else []
    tables = (
        ("day", _day(answers)),
        ("profile", _profile(answers)),
        ("steps.pain-check", _pain_check(answers)),
        *((f"steps.{step}", _stretch(step, answers)) for step in STRETCHES),
        ("steps.run", _run(answers)),
    )
    filled = ((name, list(lines)) for name, lines in tables)
    return theme + ["".join((f"[{name}]\n", *lines)) for name, lines in filled if lines]


def _day(answers: Answers) -> Iterator[str]:
    if answers.wake and day_starts(answers.wake) != DaySettings().starts:
        yield _line("starts", day_starts(answers.wake), "while you are still asleep")


def _profile(answers: Answers) -> Iterator[str]:
    if answers.foot:
        yield _line("foot", answers.foot, "which one hurts: left, right or both")


def _pain_check(answers: Answers) -> Iterator[str]:
    if answers.wake:
        yield _line("at", answers.wake, "when you get up")


def _stretch(step: str, answers: Answers) -> Iterator[str]:
    if answers.stretches is not None and step not in answers.stretches:
        yield _OFF
    elif step == "morning" and answers.wake:
        yield _line("at", stretches_at(answers.wake), "right after the pain check")


def _run(answers: Answers) -> Iterator[str]:
    if answers.run_days is not None:
        yield _line("days", answers.run_days, "" if answers.run_days else "none for now")
    if answers.run_at:
        yield _line("at", answers.run_at, "the warm-up comes a quarter of an hour earlier")


def _line(key: str, value: object, comment: str) -> str:
    setting = f"{key} = {_toml(value)}"
    return f"{setting:<{_COMMENT_COLUMN}}# {comment}\n" if comment else f"{setting}\n"


def _toml(value: object) -> str:
    match value:
        case WallTime():
            return f'"{value:%H:%M}"'
        case tuple():
            return f"[{', '.join(_toml(one) for one in value)}]"
        case _:
            import tomli_w  # noqa: PLC0415 - only needed where a text is written

            return tomli_w.dumps({"": str(value)}).partition(" = ")[2].strip()


def _moved(at: WallTime, span: timedelta) -> WallTime:
    moved = datetime.combine(_ANY_DAY, at) + span
    return WallTime(moved.hour, moved.minute)
