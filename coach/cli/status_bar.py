"""The next step, in the formats of status bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from string import Formatter

import msgspec

from coach.cli.output import is_plain
from coach.domain.day.planned import PlannedStep
from coach.domain.units import span_text
from coach.errors import FormatError
from coach.wording.day import GLYPHS, DayWords

FIELDS = ("step", "name", "status", "glyph", "time", "wait", "detail")


class _Template(Formatter):
    """Formats texts by name only, without access to their attributes."""

    def get_field(
        self, field_name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        del args
        return kwargs[field_name], field_name


def bar_text(words: DayWords, planned: PlannedStep | None, wanted: str) -> str:
    """The next step for `waybar`, for `tmux`, or in a template of the user's own.

    Raises:
        FormatError: if the template has an unknown field.
    """
    fields = _fields(words, planned) if planned else dict.fromkeys(FIELDS, "")
    if wanted == "waybar":
        return _waybar(fields)
    if wanted == "tmux":
        return "{glyph} {name} {wait}".format_map(fields).replace("#", "##").strip()
    try:
        return _Template().vformat(wanted, (), fields).strip() if planned else ""
    except (KeyError, ValueError) as error:
        known = ", ".join(f"{{{field}}}" for field in FIELDS)
        raise FormatError(f"{wanted!r} is not a format; it may contain {known}.") from error


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
    """Waybar's JSON object: two texts with markup, and a class for the style."""
    said = {
        "text": escape("{glyph} {name} {wait}".format_map(fields).strip()),
        "tooltip": escape(fields["detail"]),
        "class": fields["status"].replace(" ", "-"),
    }
    return msgspec.json.encode(said).decode()
