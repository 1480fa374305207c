"""A session in lines of text while it runs; a typed line acts at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from coach.core.coach import Coach
from coach.core.session_clock import SessionClock
from coach.domain.routine.settings import Signals
from coach.domain.session.player import Player
from coach.plain import narration
from coach.plain.console import Console
from coach.plain.text import spoken
from coach.wording.exercises import NO_LONGER

_TICK_EVERY = 1.0
"""Seconds between looks at the clock; a phase that ends sooner gets its own look."""
_JUST_AFTER = 0.005
_END_RINGS = 3
_SECOND = timedelta(seconds=1)


class SpokenSession:
    """Plays a session until it is over or left."""

    def __init__(self, coach: Coach, talk: Console, playing: SessionClock) -> None:
        self._coach = coach
        self._talk = talk
        self._playing = playing
        self._rings = coach.routine.sound.signals is not Signals.NONE
        self._ticked_at = coach.clock.now()
        self._is_left = False

    async def play(self) -> None:
        """Play; if nothing more can be typed, to the end."""
        try:
            await self._play()
        finally:
            self._playing.leave()

    async def _play(self) -> None:
        self._talk.say(*narration.opening(self._player, self._ticked_at))
        await self._ring()
        while not self._is_left:
            line = await self._talk.hear(self._wait())
            await self._tick()
            if self._talk.is_over and self._player.is_paused:
                line = ""  # its input is closed
            if line is not None and not self._is_left:
                await self._obey(line.lower())

    def day_changed(self) -> None:
        """Leave if the step was done or skipped in another window."""
        if not self._is_left and self._playing.is_settled_elsewhere():
            self._talk.say(f"{self._playing.name}: closed in another window.")
            self._is_left = True

    @property
    def _player(self) -> Player:
        return self._playing.player

    def _wait(self) -> float:
        """Seconds until there may be something to say."""
        if self._player.deadline is None:
            return _TICK_EVERY
        left = self._player.time_left(self._coach.clock.now()) / _SECOND
        return min(_TICK_EVERY, left + _JUST_AFTER)

    async def _tick(self) -> None:
        """Say what has happened since the last look."""
        before, earlier, self._ticked_at = self._player, self._ticked_at, self._coach.clock.now()
        self._playing.tick()
        await self._tell(before, narration.passed(before, self._player, earlier, self._ticked_at))

    async def _tell(self, before: Player, lines: Iterable[str]) -> None:
        """Print the lines, ring if the phase changed, and leave at the end."""
        self._talk.say(*lines)
        if self._playing.has_ended and not before.ended:
            self._talk.say(*narration.ending(self._playing))
            await self._ring(_END_RINGS)
            self._is_left = not self._playing.is_ice_to_come_off
        elif self._player.index != before.index:
            await self._ring()
        if self._playing.has_ended and self._talk.is_over:
            self._is_left = True

    async def _obey(self, line: str) -> None:
        if self._playing.has_ended:
            self._is_left = True
            return
        before = self._player
        await self._tell(before, self._done(line, before))

    def _done(self, line: str, before: Player) -> Iterable[str]:  # noqa: PLR0911 - one for each word
        """Do what a line says, and report back."""
        now = self._coach.clock.now()
        match line:
            case "" | "p" | "pause":
                self._playing.pause_or_go_on()
                return self._paused_or_not(now)
            case "n" | "next":
                self._playing.go_next()
                return self._begun(before)
            case "b" | "back":
                self._playing.go_back()
                return self._begun(before)
            case "+" | "more":
                if self._playing.add_more():
                    return (f"Ten more. {self._left(now)} left.",)
                return (NO_LONGER,)
            case "m" | "mute":
                self._rings = not self._rings
                return ("The bell rings again." if self._rings else "Muted.",)
            case "w" | "where":
                return narration.place(self._player, now)
            case "q" | "quit" | "stop":
                return self._stopped()
            case "h" | "help" | "?":
                return (narration.KEYS,)
            case _:
                return (f"There is no command {line} here; h lists them.",)

    def _paused_or_not(self, now: datetime) -> Iterable[str]:
        if self._player.is_paused:
            return (f"Paused, {self._left(now)} left. Enter continues.",)
        return (f"Going on, {self._left(now)} left.",)

    def _begun(self, before: Player) -> Iterable[str]:
        """The set that the runner went to."""
        if self._playing.has_ended:
            return
        if self._player.phase.position != before.phase.position:
            yield from narration.exercise(self._player)
        yield from narration.phase(self._player)

    def _stopped(self) -> Iterable[str]:
        self._playing.stop()
        self._is_left = True
        if self._playing.has_ended:
            return ()
        return (f"{self._playing.session.name}: stopped. What was done is kept.",)

    def _left(self, now: datetime) -> str:
        return spoken(self._player.time_left(now) / _SECOND)

    async def _ring(self, times: int = 1) -> None:
        if self._rings:
            await self._talk.ring(times)
