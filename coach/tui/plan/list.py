"""The list on the left of the Plan screen, and the tabs above it."""

from __future__ import annotations

from textual.content import Content

from coach.config.key_path import Path
from coach.config.keymap.actions import Keys
from coach.config.plan import Plan
from coach.domain.routine.kinds import Weekday
from coach.tui.plan.page import PlanPage, name_of
from coach.tui.style import DUE, MUTED, TITLE, clickable, line, spread
from coach.tui.widgets.rows import Draw

COLLECTIONS = ("steps", "sessions", "exercises")
_TABS = ("Day", "Sessions", "Exercises")


def tabs(chosen: int, keys: Keys) -> Content:
    """The three tabs, each clickable."""
    pieces = [
        clickable(line((name, f"bold underline {DUE}" if at == chosen else MUTED)), at)
        for at, name in enumerate(_TABS)
    ]
    key = keys.text("plan.turn")
    return Content("   ").join([*([line((key, f"bold {DUE}"))] if key else []), *pieces])


def ids_of(plan: Plan, collection: str) -> list[str]:
    """The ids in a collection's list, in order."""
    return plan.in_order if collection == "steps" else plan.ids(collection)


def list_of(page: PlanPage) -> tuple[Draw, int]:
    """The list on the left for a width, and which of its rows is chosen."""
    collection, key = page.place[:2]
    ids = ids_of(page.plan, str(collection))

    def draw(width: int) -> list[Content]:
        return [_item(page, (collection, one), width) for one in ids]

    return draw, ids.index(str(key))


def _item(page: PlanPage, place: Path, width: int) -> Content:
    """A row of the list, including what is being typed."""
    plan = page.plan
    is_off = page.routine is not None and place[1] not in getattr(page.routine, str(place[0]))
    is_active = page.chosen is None and place == page.place
    style = MUTED if is_off else TITLE if is_active else "$foreground"
    time = f"{plan.time_of(str(place[1])):>5}  " if place[0] == "steps" else ""
    left = line(("▸ " if is_active else "  ", DUE), (time, MUTED), (name_of(plan, place), style))
    total = page._replace(place=place).total() if place[0] != "steps" else _when(plan, place)
    right = line(("off" if is_off else total, MUTED), " ")
    has_room = left.cell_length + right.cell_length < width or is_off or place[0] != "steps"
    return spread(left, right if has_room else Content(), width)


def _when(plan: Plan, place: Path) -> str:
    table = plan.table(place)
    days, every = table.get("days", list(Weekday)), table.get("every", 1)
    if len(days) < len(Weekday):
        return " ".join(day[:2].capitalize() for day in days)
    return f"every {every} days" if every > 1 else ""
