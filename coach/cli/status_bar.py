"""The next step, in the formats of status bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from string import Formatter

import msgspec

from coach.cli.output import is_plain
from coach.core.coach import Coach
from coach.domain.day.planned import PlannedStep
from coach.domain.heel.rules import Level
from coach.domain.units import span_text
from coach.errors import FormatError
from coach.wording.day import GLYPHS, DayWords

FIELDS = ("step", "name", "status", "glyph", "time", "wait", "detail")
DAY_FIELDS = ("level", "most", "pain", "paused")
"""Fields that say something even if nothing is left to do."""


class _Template(Formatter):
    """Formats texts by name only, without access to their attributes."""

    def get_field(
        self, field_name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        del args
        return kwargs[field_name], field_name


def bar_text(
    coach: Coach,
    words: DayWords,
    planned: PlannedStep | None,
    wanted: str,
    paused_until: datetime | None = None,
) -> str:
    """The next step for `waybar`, for `tmux`, or in a template of the user's own.

    Raises:
        FormatError: if the template has an unknown field.
    """
    fields = _fields(words, planned) if planned else dict.fromkeys(FIELDS, "")
    fields["paused"] = f"paused until {words.when(paused_until)}" if paused_until else ""
    if wanted == "waybar":
        return _waybar(fields)
    if wanted == "tmux":
        line = "{glyph} {name} {wait} {paused}".format_map(fields)
        return " ".join(line.replace("#", "##").split())
    is_about_day = any(f"{{{one}" in wanted for one in DAY_FIELDS)
    if is_about_day:
        fields |= _of_day(coach)
    try:
        text = _Template().vformat(wanted, (), fields).strip()
    except (KeyError, ValueError) as error:
        known = ", ".join(f"{{{field}}}" for field in (*FIELDS, *DAY_FIELDS))
        raise FormatError(f"{wanted!r} is not a format; it may contain {known}.") from error
    return text if planned or is_about_day else ""


def _of_day(coach: Coach) -> dict[str, str]:
    """What the heel allows today, and the pain at its first steps."""
    from coach.wording.judgement import headline  # noqa: PLC0415 - few templates want it

    judgement, check = coach.judgement(), coach.days.check_of(coach.present_day())
    may_run = judgement.level >= Level.NO_INCREASE and judgement.most_today is not None
    most = coach.routine.display.most(judgement.most_today or 0) if may_run else ""
    return {
        "level": headline(judgement),
        "most": most,
        "pain": "" if check is None else str(check.pain),
    }


def _fields(words: DayWords, planned: PlannedStep) -> dict[str, str]:
    status = planned.status(words.now)
    wait = (planned.due - words.now).total_seconds() if planned.due else 0
    return {
        "step": planned.step.id,
        "name": planned.step.name,
        "status": str(status),
        "glyph": "" if is_plain() else GLYPHS[status],
        "time": words.time_of(planned),
        "wait": f"in {span_text(wait)}" if wait > 0 else "now",
        "detail": " · ".join(words.details(planned)),
    }


def _waybar(fields: dict[str, str]) -> str:
    """Waybar's JSON object: two texts with markup, and a class for the style, or two of them."""
    status, paused = fields["status"].replace(" ", "-"), fields["paused"]
    said = {
        "text": escape("{glyph} {name} {wait}".format_map(fields).strip()),
        "tooltip": escape("\n".join(filter(None, (fields["detail"], paused)))),
        "class": [one for one in (status, "paused") if one] if paused else status,
    }
    return msgspec.json.encode(said).decode()
