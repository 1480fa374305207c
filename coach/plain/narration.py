"""A session under way in words: what to say when a phase begins, and while it lasts.

A voice needs time to speak, and a Braille display needs time to read. So each phase is announced
once, when it begins; of the time left only halfway and the last seconds; and of many quick
repetitions only the first, the middle and the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from coach.core.session_clock import SessionClock
from coach.domain.routine.kinds import ExerciseKind, SessionKind
from coach.domain.session.heel_raises import is_until_tired
from coach.domain.session.player import Player
from coach.domain.session.timeline import Phase, PhaseKind
from coach.domain.units import counted
from coach.plain.text import sentence, spoken
from coach.wording.exercises import dose_source

KEYS = (
    "Enter pauses and continues. n: next set. b: restart this set, twice: the one before. "
    "+: ten more seconds. m: mute. w: where am I. q: stop, what you did is kept."
)
_SLOW = 8
"""Seconds; repetitions that take as long are announced one by one."""
_WORTH_A_WORD = 5
_HALF_OF = 20
"""Seconds from which on halfway is announced; in longer phases the last seconds are too."""
_LAST = ((40, 10), (240, 60))
"""In phases of so many seconds, so many seconds left are announced."""
_MANY = 4
_COUNTED = 5
"""Of repetitions until tired, so many pass between two that are announced."""
_SECOND = timedelta(seconds=1)


def opening(player: Player, now: datetime) -> Iterator[str]:
    """What to say when a session begins, or is resumed."""
    session = player.session
    count = len(session.exercises)
    exercises = f"{counted(count, 'exercise')}, " if count > 1 else ""
    left = f" {exercises}{spoken(player.session_left(now) / _SECOND)}."
    yield f"{session.name}.{'' if is_until_tired(session) else left}"
    if session.caution:
        yield session.caution
    yield "Type h and enter to see what you can type."
    yield from exercise(player)
    yield from phase(player)


def passed(before: Player, player: Player, earlier: datetime, now: datetime) -> Iterator[str]:
    """What to say about the time from `earlier` to `now`."""
    if player.ended:
        yield from _over(player, earlier, now) if before.ended else ()
    elif player.away and not before.away:
        away = spoken(player.away.total_seconds())
        yield f"Paused while you were away for {away}."
        yield "Enter continues from here, b restarts this set."
    elif player.index != before.index:
        if player.phase.position != before.phase.position:
            yield from exercise(player)
        yield from phase(player)
    elif player.deadline and player.deadline == before.deadline:
        yield from _left(player, earlier, now)


def exercise(player: Player) -> Iterator[str]:
    """The exercise that begins, and once in a session how to do it well."""
    exercises, position = player.session.exercises, player.phase.position
    place = f"{position + 1} of {len(exercises)}: " if len(exercises) > 1 else ""
    yield f"{place}{player.exercise.name}."
    if player.exercise.cue not in {one.cue for one in exercises[:position]}:
        yield player.exercise.cue


def phase(player: Player) -> Iterator[str]:
    """The phase that begins; nothing for a later part of a repetition."""
    pieces = [_doing(player)]
    if player.index == 0 or player.phases[player.index - 1].part != player.phase.part:
        pieces.append(_where(player, player.phase))
    if any(pieces):
        yield " ".join(f"{piece}." for piece in pieces if piece)


def place(player: Player, now: datetime) -> Iterator[str]:
    """The present place in the session, on request."""
    left = spoken(player.time_left(now) / _SECOND)
    doing = "Paused" if player.is_paused else player.phase.kind.capitalize()
    yield f"{doing}, {left} left. {player.exercise.name}."
    until_tired = is_until_tired(player.session)
    of = "" if until_tired else f" of {player.exercise.reps}"
    count = f"{player.phase.rep}{of}" if player.exercise.reps > 1 else ""
    if pieces := [piece for piece in (_where(player, player.phase), count) if piece]:
        yield sentence(pieces)
    yield player.exercise.cue
    following = player.next_part
    if following is None:
        yield "Next: the end of this session."
    else:
        name = player.session.exercises[following.position].name
        yield sentence((f"Next: {name}", _where(player, following).lower()))
    if not until_tired:
        yield f"The whole session: {spoken(player.session_left(now) / _SECOND)} left."
        yield sentence((dose_source(player.exercise),))


def ending(playing: SessionClock) -> Iterator[str]:
    """What to say at the end."""
    worked, is_ice = playing.worked, playing.session.kind is SessionKind.ICE
    if is_until_tired(playing.session):
        return  # a form asks to confirm the count
    if not worked:
        yield "Nothing was done. It stays on the list."
    elif not playing.is_enough:
        time = "cooling" if is_ice else "exercise"
        yield f"Stopped early, after {spoken(worked)} of {time}. It stays on the list."
    elif not is_ice:
        yield f"Well done. {spoken(worked)} of exercise."
    if is_ice and worked:
        yield "Take the ice off. Check the skin, and let it warm up on its own."
    if playing.is_ice_to_come_off:
        yield "Press enter when it is off."


def _over(player: Player, earlier: datetime, now: datetime) -> Iterator[str]:
    """Ice has to come off: announce each minute over the time."""
    minutes = player.overtime(now) // timedelta(minutes=1)
    if minutes > player.overtime(earlier) // timedelta(minutes=1):
        yield f"Over the time by {spoken(minutes * 60)}. Take the ice off."


def _left(player: Player, earlier: datetime, now: datetime) -> Iterator[str]:
    """The time left, if it is one of those to announce."""
    length = player.length / _SECOND
    moments = {float(last) for least, last in _LAST if length >= least}
    if length >= _HALF_OF:
        moments.add(length / 2)
    before, after = player.time_left(earlier) / _SECOND, player.time_left(now) / _SECOND
    if any(after <= one < before for one in moments):
        yield f"{spoken(after)} left."


def _doing(player: Player) -> str:
    """What to do in this phase; empty if that was said already."""
    now, lasts = player.phase, spoken(player.phase.seconds)
    match now.kind:
        case PhaseKind.GET_READY | PhaseKind.REST:
            return f"{now.kind.capitalize()}, {lasts}"
        case PhaseKind.SWITCH:
            return f"Switch sides, {lasts}"
        case PhaseKind.RELEASE:
            return f"Release, {lasts}" if now.seconds >= _WORTH_A_WORD else ""
        case _ if player.exercise.reps > 1 or player.exercise.tempo:
            return _repetition(player)
        case _ if player.exercise.kind is ExerciseKind.ICE:
            return f"Cooling, {lasts}"
        case _:
            return f"{now.kind.capitalize()}, {lasts}"


def _repetition(player: Player) -> str:
    """One of several repetitions; quick ones and tempos are announced three times a set."""
    now, reps = player.phase, player.exercise.reps
    if _is_under_way(player):
        return ""
    if is_until_tired(player.session):
        return _tempo(player).capitalize() if now.rep == 1 else _every_fifth(now.rep)
    word = now.kind.capitalize()
    if not player.exercise.tempo and now.seconds >= _SLOW:
        first = f", {spoken(now.seconds)}" if now.rep == 1 else ""
        return f"{word} {now.rep} of {reps}{first}"
    if now.rep == 1:
        return f"{reps} times: {_tempo(player)}"
    if now.rep == reps:
        return "The last one"
    is_middle = reps >= _MANY and now.rep == reps // 2 + 1
    return f"{now.rep} of {reps}" if is_middle else ""


def _every_fifth(number: int) -> str:
    return str(number) if number % _COUNTED == 0 else ""


def _tempo(player: Player) -> str:
    if tempo := player.exercise.tempo:
        pieces = (("up", tempo.up), ("hold", tempo.hold), ("down", tempo.down))
        return ", ".join(f"{word} {spoken(seconds)}" for word, seconds in pieces if seconds)
    return f"{player.phase.kind} {spoken(player.phase.seconds)}"


def _is_under_way(player: Player) -> bool:
    """Whether this phase is a later part of its repetition."""
    if player.index == 0:
        return False
    before, now = player.phases[player.index - 1], player.phase
    return (before.part, before.rep) == (now.part, now.rep) and before.kind in _PARTS


_PARTS = frozenset({PhaseKind.UP, PhaseKind.HOLD, PhaseKind.DOWN, PhaseKind.MOVE})


def _where(player: Player, at: Phase) -> str:
    """The foot and the set."""
    sets = player.session.exercises[at.position].sets
    foot = f"{at.foot} foot" if at.foot else ""
    of = f"set {at.set} of {sets}" if sets > 1 else ""
    text = ", ".join(piece for piece in (foot, of) if piece)
    return text[:1].upper() + text[1:]
