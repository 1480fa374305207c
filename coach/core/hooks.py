"""Hooks: which of the runner's own programs run after a recording, and what they get.

They run in a process of their own (`coach/system/hooks`), so they neither slow nor break anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec import Struct

from coach.core.days import Days
from coach.core.level_notes import ToldLevel
from coach.core.routine_file import RoutineFile
from coach.domain.events.types import Event, PainChecked, RunLogged, StepDone
from coach.domain.routine.settings import Hooks
from coach.journal.ledger import Ledger
from coach.system.hooks.order import HookCall, start
from coach.system.owners import is_only_ours
from coach.wording import judgement as advice
from coach.wording.events import event_text

HOOK_VERSION = 1
_DAY = timedelta(days=1)


class HookName(StrEnum):
    """The hooks, by their keys in the config file."""

    CHECK = "on-check"
    DONE = "on-done"
    RAN = "on-ran"
    LEVEL = "on-level"


class HookEvent(Struct, frozen=True, kw_only=True):
    """What `on-check`, `on-done` and `on-ran` get: an event as in the journal, and in words."""

    version: int = HOOK_VERSION
    hook: HookName
    day: date
    text: str
    event: PainChecked | StepDone | RunLogged


class HookLevel(Struct, frozen=True, kw_only=True):
    """What `on-level` gets: today's level, 0 to 4, and the one announced earlier that day."""

    version: int = HOOK_VERSION
    hook: HookName = HookName.LEVEL
    day: date
    text: str
    at: datetime
    level: int
    name: str
    row: str
    before: int | None


def programs(hooks: Hooks) -> dict[HookName, tuple[str, ...]]:
    """The program of each hook that has one."""
    all_of_them = {
        HookName.CHECK: hooks.on_check,
        HookName.DONE: hooks.on_done,
        HookName.RAN: hooks.on_ran,
        HookName.LEVEL: hooks.on_level,
    }
    return {name: argv for name, argv in all_of_them.items() if argv}


class HookRunner:
    """Runs the runner's own programs after a recording."""

    def __init__(self, routine_file: RoutineFile, ledger: Ledger, days: Days) -> None:
        self._file = routine_file
        self._ledger = ledger
        self._days = days

    def run(self, events: Sequence[Event], level: ToldLevel | None) -> None:
        """Start the hooks for events that were just recorded, and for a level that was announced.

        Only for today and the day before: what comes from years of files is not news.
        """
        argvs = programs(self._file.routine.hooks)
        calls = [
            HookCall(str(one.hook), argvs[one.hook], msgspec.json.encode(one).decode())
            for one in self._told(events, level)
            if one.hook in argvs
        ]
        if calls and is_only_ours(self._file.path):
            start(calls, self._ledger.journal.path)

    def _told(
        self, events: Sequence[Event], level: ToldLevel | None
    ) -> Iterator[HookEvent | HookLevel]:
        yesterday = self._days.present_day() - _DAY
        for event in events:
            if event.day >= yesterday and (told := self._about(event)):
                yield told
        if level and level.is_another:
            yield self._about_level(level)

    def _about(self, event: Event) -> HookEvent | None:
        match event:
            case PainChecked():
                hook = HookName.CHECK
            case StepDone():
                hook = HookName.DONE
            case RunLogged():
                hook = HookName.RAN
            case _:
                return None
        text = event_text(event, self._file.routine)
        return HookEvent(hook=hook, day=event.day, text=text, event=event)

    def _about_level(self, told: ToldLevel) -> HookLevel:
        judgement, now = self._days.judgement(), told.now
        name = advice.headline(judgement)
        return HookLevel(
            day=now.day,
            text=f"{name}. {advice.reason(judgement)}",
            at=now.at,
            level=now.level,
            name=name,
            row=now.row,
            before=told.before.level if told.before else None,
        )
