"""A session under way: a pure state machine over instants.

The time left is worked out from the instant at which a phase ends, never by counting ticks. When
the clock jumps ahead (a closed lid), a stretch pauses where it was last seen and asks; ice keeps
counting, since it keeps cooling.
"""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.routine.kinds import ExerciseKind
from coach.domain.routine.model import Exercise, Session
from coach.domain.session.timeline import GAPS, PAUSES, Phase, PhaseKind, exercise_seconds

LONGEST_TICK = timedelta(seconds=5)
"""More than this between two looks means that the machine slept or the clock was moved."""

_RESTART_WITHIN = 3.0
"""Seconds into a set; going back within them means the set before, later this set again."""


class Player(Struct, frozen=True, kw_only=True):
    """The state of a session.

    `deadline` is the instant at which the phase ends while the player runs; while it is paused,
    `left` says how long the phase still has. `seen` is the last look at the clock.
    """

    session: Session
    phases: tuple[Phase, ...]
    index: int
    seen: datetime
    deadline: datetime | None
    left: timedelta = timedelta()
    added: timedelta = timedelta()
    """What was added to the present phase."""
    lengthened: timedelta = timedelta()
    """What was added to the exercise time of the session."""
    away: timedelta = timedelta()
    """How long the gap was that paused the player; zero when the runner did."""
    worked: tuple[float, ...] = ()
    """Seconds of work done for each exercise of the session."""
    finished: frozenset[int] = frozenset()
    """The parts that were done to their end."""
    ended: datetime | None = None

    @property
    def phase(self) -> Phase:
        """The present phase."""
        return self.phases[self.index]

    @property
    def exercise(self) -> Exercise:
        """The present exercise."""
        return self.session.exercises[self.phase.position]

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self.deadline is None and self.ended is None

    @property
    def length(self) -> timedelta:
        """The length of the phase, with what was added to it."""
        return timedelta(seconds=self.phase.seconds) + self.added

    def time_left(self, now: datetime) -> timedelta:
        """How long the phase still has; never negative."""
        left = self.deadline - now if self.deadline else self.left
        return max(left, timedelta())

    def session_left(self, now: datetime) -> timedelta:
        """How long the whole session still has, without pauses."""
        if self.ended:
            return timedelta()
        later = sum(phase.seconds for phase in self.phases[self.index + 1 :])
        return self.time_left(now) + timedelta(seconds=later)

    def ends(self, now: datetime) -> datetime:
        """The instant at which the session ends if nothing stops it."""
        return self.ended or now + self.session_left(now)

    def overtime(self, now: datetime) -> timedelta:
        """How long ago the session ended; ice has to come off."""
        return max(now - self.ended, timedelta()) if self.ended else timedelta()

    @property
    def next_part(self) -> Phase | None:
        """The first phase of the next set, if there is one."""
        later = self.phases[self.index + 1 :]
        return next((phase for phase in later if phase.part != self.phase.part), None)


def begin(session: Session, phases: tuple[Phase, ...], now: datetime, position: int = 0) -> Player:
    """Start a session at one of its exercises."""
    index = next((i for i, phase in enumerate(phases) if phase.position >= position), 0)
    return Player(
        session=session,
        phases=phases,
        index=index,
        seen=now,
        deadline=now + timedelta(seconds=phases[index].seconds),
        worked=(0.0,) * len(session.exercises),
    )


def advance(player: Player, now: datetime) -> Player:
    """Move the player to the instant `now`, through all phases that have ended."""
    if player.deadline is None:
        return replace(player, seen=now)
    gap = now - player.seen
    if gap < timedelta():
        return replace(player, seen=now, deadline=player.deadline + gap)
    while player.deadline is not None:
        away = now - player.seen
        if away > LONGEST_TICK and player.exercise.kind is not ExerciseKind.ICE:
            return replace(pause(player, player.seen), seen=now, away=away)
        if now < player.deadline:
            break
        player = _to_next_phase(player, player.deadline)
    return replace(player, seen=now)


def pause(player: Player, now: datetime) -> Player:
    """Stop the clock."""
    if player.deadline is None:
        return player
    return replace(player, deadline=None, left=player.deadline - now, seen=now)


def resume(player: Player, now: datetime) -> Player:
    """Let the clock continue."""
    if not player.is_paused:
        return player
    return replace(player, deadline=now + player.left, left=timedelta(), away=timedelta(), seen=now)


def next_set(player: Player, now: datetime) -> Player:
    """Leave the set and go to the next one; after the last the session ends."""
    if player.ended:
        return player
    player = with_work_until(player, now)
    following = player.next_part
    if following is None:
        return replace(player, deadline=None, left=timedelta(), ended=now, seen=now)
    return _go_to(player, _first_of(player.phases, following.part), now)


def back(player: Player, now: datetime) -> Player:
    """Start the set again, or the one before if it has hardly begun."""
    if player.ended:
        return player
    part = player.phase.part
    if _seconds_into_part(player, now) < _RESTART_WITHIN:
        part = max(0, part - 1)
    return _go_to(player, _first_of(player.phases, part), now)


def restart_set(player: Player, now: datetime) -> Player:
    """Start the set again, as after a gap."""
    if player.ended:
        return player
    return _go_to(player, _first_of(player.phases, player.phase.part), now)


def add(player: Player, seconds: int, now: datetime) -> Player:
    """Lengthen the phase, within the limits of its exercise and its session."""
    if player.ended:
        return player
    more = min(timedelta(seconds=seconds), *_room(player))
    longer = replace(player, added=player.added + more, seen=now)
    if player.phase.kind not in PAUSES:
        longer = replace(longer, lengthened=player.lengthened + more)
    if player.deadline is None:
        return replace(longer, left=player.left + more)
    return replace(longer, deadline=player.deadline + more)


def _room(player: Player) -> list[timedelta]:
    """How much longer each limit lets the phase become."""
    room = [timedelta.max]
    if player.phase.kind in PAUSES:
        return room
    if player.exercise.most is not None:
        room.append(timedelta(seconds=player.exercise.most) - player.length)
    if player.session.most is not None:
        laid_out = timedelta(seconds=exercise_seconds(player.phases))
        room.append(timedelta(seconds=player.session.most) - laid_out - player.lengthened)
    return [max(timedelta(), one) for one in room]


def _to_next_phase(player: Player, at: datetime) -> Player:
    player = _with_work(player, player.length.total_seconds())
    following = player.phases[player.index + 1 :][:1]
    if not following or following[0].part != player.phase.part:
        player = replace(player, finished=player.finished | {player.phase.part})
    if not following:
        return replace(player, deadline=None, ended=at)
    return _go_to(player, player.index + 1, at)


def _go_to(player: Player, index: int, at: datetime) -> Player:
    return replace(
        player,
        index=index,
        deadline=at + timedelta(seconds=player.phases[index].seconds),
        left=timedelta(),
        added=timedelta(),
        away=timedelta(),
        seen=at,
    )


def with_work_until(player: Player, now: datetime) -> Player:
    """The player with the work of the present phase counted; a rest cut short is none."""
    if player.phase.kind is PhaseKind.REST:
        return player
    return _with_work(player, _done_in_phase(player, now))


def _with_work(player: Player, seconds: float) -> Player:
    """Count seconds of the present phase, if they are exercise time."""
    if player.phase.kind in GAPS:
        return player
    position = player.phase.position
    worked = list(player.worked)
    worked[position] += seconds
    return replace(player, worked=tuple(worked))


def _done_in_phase(player: Player, now: datetime) -> float:
    return (player.length - player.time_left(now)).total_seconds()


def _seconds_into_part(player: Player, now: datetime) -> float:
    """Seconds since the work of this set began; getting ready does not count."""
    first = _first_of(player.phases, player.phase.part)
    before = sum(one.seconds for one in player.phases[first : player.index] if one.kind not in GAPS)
    return before + (0 if player.phase.kind in GAPS else _done_in_phase(player, now))


def _first_of(phases: tuple[Phase, ...], part: int) -> int:
    return next(index for index, phase in enumerate(phases) if phase.part == part)
