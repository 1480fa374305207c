"""The fields of a step, a session or an exercise, from the types of the routine."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

from msgspec.structs import fields

from coach.config.key_path import Path
from coach.config.keymap.actions import Keys
from coach.config.plan import Plan
from coach.config.reading import ITEMS
from coach.config.typed_values import typed
from coach.config.value_names import allowed, choices
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.model import Exercise
from coach.domain.routine.week_times import week_text
from coach.domain.units import Duration, duration_text
from coach.tui.widgets.editors import ChoiceEditor, DaysEditor, Editor, TextEditor

_ABOUT = frozenset({"id", "exercises"})
_ABOUT_THE_LIBRARY = _ABOUT | {"name", "target", "kind", "cue", "source", "basis"}
_NAMES_OF = {"after": "steps", "before": "steps", "session": "sessions"}
ANCHORS = frozenset({"after", "before"})
_OF_A_DAY = ("enabled", "at", "days", "every", "after", "before", "delay")
_OF_A_DOSE = ("sets", "reps", "hold", "move", "tempo", "release", "rest", "side", "feet")
_COMMON = (*_OF_A_DAY, *_OF_A_DOSE)
"""What people change, in the order in which they look for it."""
_NOTES = {
    "name": "what the screens call it",
    "at": "17:30, or weekdays 06:45, weekend 08:30; replaces after and before",
    "after": "due once that step is done; replaces at and before",
    "before": "due before that step; replaces at and after",
    "delay": "how long after, or how long before",
    "session": "the session to play",
    "days": "space or a click switches a day",
    "every": "2 means every second day at most",
    "window": "how long it stays due before it counts as missed",
    "optional": "yes: if not done, it counts as skipped, not missed",
    "short": "yes: the first exercises of its session, ten minutes at most",
    "note": "shown beside the step; may be empty",
    "caution": "shown during the session; may be empty",
    "most": "the longest it can get by adding ten seconds",
    "cue": "how to do it, in one or two short sentences",
    "source": "where the dose comes from",
    "basis": "whether the source gives this dose, or it was adapted, or is ours",
    "kind": "what sort it is; what Coach does with it depends on this",
    "target": "what it works on",
    "figure": "its figure; if empty, the one with the same id, or one that fits",
    "sets": "how many sets",
    "reps": "repetitions in a set",
    "hold": "how long to stay; replaces move and tempo",
    "move": "how long to keep moving; replaces hold and tempo",
    "tempo": "how slowly to rise and come down; replaces hold and move",
    "release": "the pause between two repetitions",
    "rest": "the pause between two sets",
    "side": "how the feet take turns",
    "feet": "which feet to train if only one hurts",
}


class Field(NamedTuple):
    """One key of a step, a session or an exercise, with the type of its value."""

    key: str
    kind: Any
    default: object = None

    @property
    def label(self) -> str:
        """The label on the screen."""
        return "on" if self.key == "enabled" else self.key

    def hint(self, keys: Keys) -> str:
        """What it means and what may be written, in one line."""
        if self == SWITCH:
            does = "switches it, and whatever depends on it"
            return keys.sentence(("plan.switch", does)) or f"A click {does}."
        is_plain = self.is_bool or self.is_days or self.is_text
        needs_no_words = is_plain or self.key in {*_NAMES_OF, "at"}
        words = "" if needs_no_words else allowed(self.kind).replace('"', "")
        text = ": ".join(one for one in (_NOTES.get(self.label), words) if one)
        return f"{text[0].upper()}{text[1:]}."

    @property
    def is_common(self) -> bool:
        """Whether people often change it, so that it stands first."""
        return self.key in _COMMON

    @property
    def is_bool(self) -> bool:
        """Whether it is on or off."""
        return self.kind is bool

    @property
    def is_text(self) -> bool:
        """Whether any text may be written, even a long one."""
        return self.kind is str

    @property
    def is_days(self) -> bool:
        """Whether it is a list of days."""
        return bool(self.kind == tuple[Weekday, ...])

    def options(self, plan: Plan) -> list[str]:
        """The values to choose from, if the field has them."""
        if collection := _NAMES_OF.get(self.key):
            return plan.ids(collection)
        return [] if self.is_days else choices(self.kind)

    def value(self, table: dict[str, Any]) -> Any:  # noqa: ANN401 - TOML values are of any type
        """The value in a table, or the default where it has none."""
        return table.get(self.key, self.default)

    def shown(self, value: Any) -> str:  # noqa: ANN401 - as above
        """A value as displayed and typed."""
        match value:
            case None:
                return ""
            case bool():
                return "yes" if value else "no"
            case dict():
                return week_text(value)
            case list() | tuple():
                return " ".join(str(one) for one in value)
            case int() if Duration in (self.kind, *get_args(self.kind)):
                return duration_text(value)
            case _:
                return str(value)

    def typed(self, text: str) -> object:
        """The value for a typed text; reading the file decides whether it is valid."""
        return typed(text, self.kind)


SWITCH = Field("enabled", bool, default=True)


def fields_of(place: Path) -> list[Field]:
    """The fields of the item at a place: what people change, then the rest as in their types."""
    is_entry = len(place) > len(("sessions", "id"))
    kind = Exercise if is_entry else ITEMS[str(place[0])]
    left_out = _ABOUT_THE_LIBRARY if is_entry else _ABOUT
    found = [
        Field(one.name, one.type, None if one.required else one.default)
        for one in fields(kind)
        if one.name not in left_out
    ]
    common = sorted((one for one in found if one.is_common), key=lambda one: _COMMON.index(one.key))
    rest = [one for one in found if not one.is_common]
    return [*([] if is_entry else [SWITCH]), *common, *rest]


def editor_of(field: Field, plan: Plan, place: Path) -> Editor:
    """The editor for a field."""
    value = field.value(plan.table(place))
    if field.is_days:
        return DaysEditor([str(one) for one in value])
    if field.key in ANCHORS and (steps := _anchors(plan, str(place[1]))):
        return ChoiceEditor(steps, field.shown(value) or _nearest(field, steps, plan, place))
    if options := field.options(plan):
        return ChoiceEditor(options, field.shown(value))
    return TextEditor(field.shown(value), field.typed, is_whole=not field.is_text)


def _anchors(plan: Plan, step: str) -> list[str]:
    """The steps that a step may depend on: not itself, and none that depends on it."""
    ids = plan.ids("steps")
    hanging = {step}
    for _ in ids:
        tables = ((one, plan.table(("steps", one))) for one in ids)
        hanging |= {one for one, table in tables if {table.get(key) for key in ANCHORS} & hanging}
    return [one for one in ids if one not in hanging]


def _nearest(field: Field, steps: list[str], plan: Plan, place: Path) -> str:
    """The step to suggest: the one above in the list, or below if this one comes before it."""
    ids = plan.ids("steps")
    here = ids.index(str(place[1]))
    above = [one for one in ids[:here] if one in steps]
    below = [one for one in ids[here:] if one in steps]
    first, other = (above[-1:], below[:1]) if field.key == "after" else (below[:1], above[-1:])
    return (first or other)[0]
