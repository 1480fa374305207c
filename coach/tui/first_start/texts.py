"""The texts of the first start: what follows from each answer, a sample day, and the end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from textual.content import Content

from coach.config.first_file import STRETCHES
from coach.config.keymap.actions import Keys
from coach.domain.day.planned import Status
from coach.domain.routine.kinds import Foot, Weekday
from coach.domain.routine.model import Routine, Step
from coach.domain.session.timeline import session_seconds
from coach.domain.units import WallTime, clock_text, length_text
from coach.tui.style import (
    CHOSEN,
    DONE,
    DUE,
    HOLD,
    LINE,
    MISSED,
    MUTED,
    TITLE,
    bar,
    line,
    lines,
    spread,
)
from coach.wording.day import GLYPHS
from coach.wording.sources import names_of

WHAT_IT_IS = (
    "Coach takes you through the day with a sore heel: the pain check, the stretches, the run "
    "that the heel allows, and the ice. It counts the seconds, reminds you, and says why."
)
_ENOUGH = 2
_SAMPLE_WIDTH = 35
_DAY_MINUTES = 24 * 60


def follows(question: str, routine: Routine, keys: Keys) -> Content:
    """The effect of an answer; `routine` is as it would be with it."""
    return _theme(keys) if question == "theme" else _FOLLOWS[question](routine)


def sample() -> Content:
    """Part of a day in which every colour appears."""
    return lines(
        _row("06:45", Status.DONE, "Pain check", "3/10"),
        _row("06:50", Status.MISSED, "Stretches", "missed"),
        _row("12:30", Status.DUE, "Midday stretches", "9 min 56 s").stylize(CHOSEN),
        line((" 12:31 ", f"bold {DUE}"), ("─" * (_SAMPLE_WIDTH - 12), LINE), (" now ", DUE)),
        _row("17:30", Status.UPCOMING, "Run", "easy"),
        Content(),
        line((" HOLD", f"bold {HOLD}"), "  0:18  ", bar(0.4, _SAMPLE_WIDTH - 14, DONE)),
    )


def day(routine: Routine, width: int) -> Content:
    """The steps of a day that have a time."""
    steps = [step for step in routine.steps.values() if step.at]
    steps.sort(key=lambda step: _minutes_into(routine.day.starts, step))
    return lines(*(_planned(routine, step, width) for step in steps))


def ending(path: Path) -> Content:
    """Where the answers are saved, and what comes next."""
    return Content("\n\n").join(
        [
            line(("Saved in ", MUTED), _short(path), (". You can change it at any time.", MUTED)),
            line(
                "How much you may run depends on your heel and on how you have run so far. Coach "
                "can ask about that now. Until it knows, it begins with walk-jogs."
            ),
            line(("Have you run with a watch or an app? Drop its export onto this window.", MUTED)),
        ]
    )


def _short(path: Path) -> str:
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def _wake(routine: Routine) -> Content:
    text = f"Pain check at {_at(routine.steps['pain-check'])}"
    if "morning" in routine.steps:
        text += f", first-step stretches at {_at(routine.steps['morning'])}"
    return line((f"{text}.", MUTED))


def _run_days(routine: Routine) -> Content:
    days = [list(Weekday).index(one) for one in routine.steps["run"].days]
    if not days:
        return line(("No runs planned. You can still log one.", MUTED))
    if any(later - earlier == 1 for earlier, later in pairwise([*days, days[0] + len(Weekday)])):
        return line(("We suggest a day off between runs; walk-jogs need one.", MUTED))
    return line(("Each morning your heel decides what kind of run it is.", MUTED))


def _run_at(routine: Routine) -> Content:
    del routine
    return line(("The warm-up comes before it, cool-down and ice after it.", MUTED))


def _stretches(routine: Routine) -> Content:
    kept = [routine.steps[one] for one in STRETCHES if one in routine.steps]
    times = " · ".join(_at(one) for one in kept) or "None"
    style = MUTED if len(kept) >= _ENOUGH else MISSED
    adviser = names_of("S19")[0]
    return line((f"{times}. Two or three a day are advised ({adviser}).", style))


def _foot(routine: Routine) -> Content:
    is_both = routine.profile.foot is Foot.BOTH
    feet = "One after the other" if is_both else "Only that foot is stretched"
    kept = [routine.steps[one] for one in STRETCHES if one in routine.steps]
    session = routine.session_of(kept[-1]) if kept else None
    if session is None:
        return line((f"{feet}.", MUTED))
    length = length_text(session_seconds(session, routine.profile.foot))
    return line((f"{feet}: {session.name.lower()} take {length}.", MUTED))


def _reminders(routine: Routine) -> Content:
    del routine
    return line(("Also while this screen is closed; `coach service remove` ends it.", MUTED))


def _theme(keys: Keys) -> Content:
    moves = " ".join(filter(None, (keys.text("first.before"), keys.text("first.after"))))
    palette = keys.text("everywhere.palette")
    told = (
        f"{moves} to try them on." if moves else "",
        f"Later, change it with {palette}." if palette else "",
    )
    return line((" ".join(filter(None, told)), MUTED))


_FOLLOWS: dict[str, Callable[[Routine], Content]] = {
    "wake": _wake,
    "run_days": _run_days,
    "run_at": _run_at,
    "stretches": _stretches,
    "foot": _foot,
    "reminders": _reminders,
}
_STYLES = {Status.DONE: DONE, Status.MISSED: MISSED, Status.DUE: DUE, Status.UPCOMING: MUTED}


def _row(at: str, status: Status, name: str, result: str) -> Content:
    is_open = status in {Status.DUE, Status.UPCOMING}
    style = TITLE if status is Status.DUE else "$foreground" if is_open else MUTED
    left = line((f" {at}  ", style), (GLYPHS[status], _STYLES[status]), (f"  {name}", style))
    return spread(left, line((f"{result} ", style)), _SAMPLE_WIDTH)


def _planned(routine: Routine, step: Step, width: int) -> Content:
    session = routine.session_of(step)
    result = length_text(session_seconds(session, routine.profile.foot)) if session else ""
    if len(step.days) < len(Weekday):
        result = ", ".join(step.days) or "no day"
    elif step.every > 1:
        result = f"every second day  {result}"
    left = line((f" {_at(step)}  ", MUTED), step.name)
    return spread(left, line((f"{result} ", MUTED)), width)


def _at(step: Step) -> str:
    return clock_text(step.at.usual) if step.at else ""


def _minutes_into(day_starts: WallTime, step: Step) -> int:
    """How far into the coach day a step comes on most days."""
    if step.at is None:
        return 0
    at = step.at.usual
    return ((at.hour - day_starts.hour) * 60 + at.minute - day_starts.minute) % _DAY_MINUTES
