"""A player at an instant, as pieces of text for the player's screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from math import ceil

from textual.content import Content

from coach.config.keymap.actions import Keys
from coach.core.session_clock import SessionClock
from coach.domain.routine.kinds import ExerciseKind, Foot
from coach.domain.session.breathing import breath_at
from coach.domain.session.heel_raises import is_until_tired
from coach.domain.session.player import Player
from coach.domain.session.timeline import GAPS, PhaseKind
from coach.domain.units import span_text, stopwatch_text
from coach.tui.player import ending
from coach.tui.style import (
    DONE,
    DUE,
    HOLD,
    MISSED,
    MUTED,
    READY,
    REST,
    TITLE,
    fine_bar,
    line,
    lines,
)
from coach.wording.exercises import dose_source

_STYLES = {
    PhaseKind.GET_READY: READY,
    PhaseKind.SWITCH: READY,
    PhaseKind.REST: REST,
    PhaseKind.RELEASE: REST,
}
_SECOND = timedelta(seconds=1)
_CHEST = 8
"""The columns of the bar beside the pace for breathing."""


def heading(playing: SessionClock, now: datetime) -> tuple[Content, Content]:
    """The session's name, and how far along it is."""
    player = playing.player
    total = len(player.session.exercises)
    place = f"{player.phase.position + 1} of {total}  ·  " if total > 1 else ""
    left = f"{place}{_clock(player.session_left(now))} left"
    if is_until_tired(player.session):
        left = "until you are tired"
    if player.ended:
        left = "done" if playing.is_enough else "not done"
    return line((player.session.name, TITLE)), line((left, MUTED))


def session_bar(playing: SessionClock, now: datetime, width: int) -> Content:
    """How much of the session is done; of one that was left, how much was exercised."""
    player = playing.player
    if is_until_tired(player.session):
        return line()
    if player.ended and not playing.is_enough:
        return fine_bar(playing.part_done, width, DONE)
    total = sum(phase.seconds for phase in player.phases)
    left = player.session_left(now) / _SECOND
    return fine_bar(1 - left / total if total else 1, width, DONE)


def outline(playing: SessionClock, width: int) -> Content:
    """The exercises, with a mark at the current one and the source of its dose; then the times."""
    player = playing.player
    if player.ended:
        return lines(*ending.results(playing, width, partial(_mark, playing)))
    here = player.phase.position
    rows = []
    for position, exercise in enumerate(player.session.exercises):
        name = (exercise.name, TITLE if position == here else MUTED)
        rows.append(line(_mark(playing, position), " ", name))
    return lines(*rows, line(), _dose(player)) if len(rows) > 1 else _dose(player)


def marks(playing: SessionClock, _: int) -> Content:
    """The same in few rows: only the marks."""
    player = playing.player
    count = len(player.session.exercises)
    row = Content(" ").join(_mark(playing, position) for position in range(count))
    return lines(row, _dose(player)) if count > 1 else _dose(player)


def caution(player: Player) -> Content:
    """The caution of this session."""
    return line((player.session.caution, MUTED))


def exercise(playing: SessionClock) -> Content:
    """The current exercise, foot, set and repetition; at the end how much was done."""
    player = playing.player
    if player.ended:
        return ending.headline(playing)
    now, phase = player.exercise, player.phase
    pieces = [line((_foot(phase.foot), f"bold {DUE}"))] if phase.foot else []
    if now.sets > 1:
        dots = " ".join("●" if number <= phase.set else "○" for number in range(1, now.sets + 1))
        pieces.append(line(("set ", MUTED), (dots, DUE)))
    if now.reps > 1:
        of = "" if is_until_tired(player.session) else f" of {now.reps}"
        pieces.append(line((f"{phase.rep}{of}", MUTED)))
    name = line((now.name, TITLE))
    return lines(name, Content("   ").join(pieces)) if pieces else name


def phase_word(playing: SessionClock, now: datetime) -> Content:
    """What to do just now, in one word."""
    player = playing.player
    if player.ended:
        return ending.time_word(playing, now)
    if player.away:
        return line(("Paused while you were away", f"bold {READY}"))
    if player.is_paused:
        return line(("Paused", f"bold {READY}"))
    is_cooling = player.exercise.kind is ExerciseKind.ICE and player.phase.kind not in GAPS
    word = "Cooling" if is_cooling else player.phase.kind.capitalize()
    return line((word, f"bold {phase_style(player)}"))


def breath(playing: SessionClock, now: datetime, *, moves: bool) -> Content:
    """A pace for breathing: in words, and as a bar that grows and shrinks where things may move."""
    found = breath_at(playing.player, now)
    if found is None:
        return line()
    word = f"   breathe {'in ' if found.is_in else 'out'}  "
    return line((word, MUTED), fine_bar(found.part, _CHEST, REST) if moves else "")


def big_time(playing: SessionClock, now: datetime) -> tuple[str, str, str]:
    """The text of the countdown, the longest of this phase, and the style.

    Ice keeps counting after its time.
    """
    player = playing.player
    if playing.is_ice_to_come_off:
        over = f"+{stopwatch_text(player.overtime(now) // _SECOND)}"
        return over, over, MISSED
    if player.ended:
        return stopwatch_text(playing.worked), "", DONE
    style = MUTED if player.is_paused else phase_style(player)
    return _clock(player.time_left(now)), _clock(player.length), style


def phase_bar(player: Player, now: datetime, width: int) -> Content:
    """How much of the phase is done."""
    if player.ended:
        return line()
    length = player.length / _SECOND
    part = 1 - player.time_left(now) / _SECOND / length if length else 1
    return fine_bar(part, width, phase_style(player))


def cue(playing: SessionClock, keys: Keys) -> Content:
    """How to do the exercise well; or what to do after a gap."""
    player = playing.player
    if player.away:
        away = span_text(player.away.total_seconds())
        ways_on = keys.sentence(
            ("player.pause", "continues from here"), ("player.back", "restarts this set")
        )
        return line(f"You were away for {away}. {ways_on}")
    return line(player.exercise.cue)


def coming(player: Player) -> Content:
    """What comes after this set."""
    if player.ended:
        return line()
    return line(("Next   ", MUTED), (_next(player), MUTED))


def phase_style(player: Player) -> str:
    """The colour of the phase."""
    return _STYLES.get(player.phase.kind, HOLD)


def _mark(playing: SessionClock, position: int) -> Content:
    player = playing.player
    if player.ended or position < player.phase.position:
        return line(("✓", DONE) if playing.has_worked_in(position) else ("–", MUTED))
    return line(("▶", DUE) if position == player.phase.position else ("○", MUTED))


def _dose(player: Player) -> Content:
    if player.ended or is_until_tired(player.session):
        return line()
    return line((dose_source(player.exercise), MUTED))


def _clock(left: timedelta) -> str:
    return stopwatch_text(ceil(left / _SECOND))


def _next(player: Player) -> str:
    following = player.next_part
    if following is None:
        return "the end of this session"
    name = player.session.exercises[following.position].name
    if following.position != player.phase.position:
        return f"{name}, {following.foot}" if following.foot else name
    if following.foot != player.phase.foot:
        return f"same, {following.foot} foot"
    return f"same, set {following.set}"


def _foot(foot: Foot) -> str:
    return f"{foot.upper()} FOOT"
