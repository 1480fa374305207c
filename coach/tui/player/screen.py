"""The player: one session on the clock, to be followed from the mat.

The session is that of `coach.core.session_clock`; this screen looks at it when the shown second
changes or a cue is due, and gives the cues of `coach.domain.session.cues`.
"""

from __future__ import annotations

import os
from asyncio import TimerHandle
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coach.config.figures import AT_THE_END, Figures
from coach.config.keymap.actions import FINISHED, LEAVE, PLAYER, ScreenCommand
from coach.core.after_session import after_session
from coach.core.coach import Coach
from coach.core.session_clock import SessionClock
from coach.domain.figures.motion import FRAMES, Frame, Motion, PhaseTime
from coach.domain.routine.kinds import Foot, SessionKind
from coach.domain.session.cues import cue, next_cue
from coach.domain.session.heel_raises import is_until_tired
from coach.domain.session.player import Player
from coach.domain.session.timeline import PhaseKind
from coach.tui.keymap import bindings, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.messages import DayChanged
from coach.tui.player import ending, view
from coach.tui.player.big_time import BigTime
from coach.tui.player.dot_signs import signs_of
from coach.tui.player.figure import FigureView, Scene, may_move
from coach.tui.player.painting import PaintedText, paint
from coach.tui.style import line, lines, spread
from coach.tui.timing import call_after
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.exercises import NO_LONGER
from coach.wording.session_end import Topic

T = TypeVar("T")

if TYPE_CHECKING:
    from coach.system.sound.signals import Sounding

_ROOM_FOR_DIGITS = 20
_MARGINS = 4
_ROOM_FOR_OUTLINE = 32
"""Rows from which on the exercises are listed by name below the figure."""
_PARTS = ("outline", "exercise", "cue", "coming", "caution")
_OF_ANY_HEIGHT = frozenset({"outline", "exercise", "cue", "caution"})
"""The parts that may need more room when their text changes; layout is slow."""
_BAR_WIDTH = 34
"""The columns of the bar below a countdown that is not larger."""


class PlayerScreen(LeftOnce, Screen[None]):
    """Plays the session of a step, or a test until the runner is tired."""

    BINDINGS = bindings(*PLAYER, *FINISHED)

    def __init__(self, coach: Coach, playing: SessionClock) -> None:
        super().__init__()
        self._coach = coach
        self._playing = playing
        self._sounding: Sounding | None = None
        self._heard: Player | None = None
        self._said: Mapping[Topic, str] | None = None
        self._timer: TimerHandle | None = None
        self._frame_timer: TimerHandle | None = None
        self._heading = PaintedText(id="heading")
        self._session_bar = PaintedText(id="session-bar")
        self._phase = PaintedText(id="phase")
        self._phase_bar = PaintedText(id="phase-bar")
        self._countdown = BigTime()
        signs = signs_of(coach.routine.display.figures, os.environ)
        self._figure = FigureView(self._scene, signs)
        rows = (self._heading, self._session_bar, self._phase, self._phase_bar)
        self._painted = (*rows, self._countdown, self._figure)
        self._figures = Figures(coach.routine.figures)
        self._keys = KeyBar(*PLAYER)
        self._parts = {name: Static(id=name, markup=False) for name in _PARTS}
        self._shown: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        """Heading and progress, the figure on the left, the clock on the right, keys."""
        part = self._parts
        yield self._heading
        yield self._session_bar
        clock = Vertical(
            part["exercise"],
            self._phase,
            self._countdown,
            self._phase_bar,
            part["cue"],
            part["coming"],
            id="clock",
        )
        side = Vertical(self._figure, part["outline"], id="side")
        yield Horizontal(side, clock, id="stage")
        yield part["caution"]
        yield self._keys

    def on_mount(self) -> None:
        """Start the clock where the session begins; no message covers a caution."""
        self.app.clear_notifications()
        session = self._playing.session
        self.set_class(bool(session.caution), "-careful")
        self.set_class(session.kind is SessionKind.ICE, "-ice")
        self._tick()
        self.call_after_refresh(self._begin_to_sound)

    async def on_unmount(self) -> None:
        """Stop moving and sounding, and let another window play."""
        for timer in filter(None, (self._timer, self._frame_timer)):
            timer.cancel()
        self._playing.leave()
        if self._sounding:
            await self._sounding.close()

    def on_resize(self) -> None:
        """Draw everything for the new size."""
        self._draw(self._now())

    @property
    def commands_now(self) -> tuple[ScreenCommand, ...]:
        """What the palette offers."""
        return FINISHED if self.has_ended else PLAYER

    @property
    def unfinished(self) -> str:
        """A session under way is stopped only by hand."""
        return "" if self.has_ended else "Stop the session first."

    @property
    def _player(self) -> Player:
        """The clock of the session."""
        return self._playing.player

    @property
    def has_ended(self) -> bool:
        """Whether the session is over."""
        return self._playing.has_ended

    def on_day_redrawn(self) -> None:
        """Leave if the step was done or skipped in another window meanwhile."""
        if self._playing.is_settled_elsewhere():
            name = self._playing.name
            self._playing.leave()
            self.notify(f"{name}: closed in another window.", markup=False)
            self.dismiss()

    # Keys

    def action_pause(self) -> None:
        """Stop the clock, or let it continue; at the end, leave."""
        if self.has_ended:
            self.dismiss()
            return
        self._turn(self._playing.pause_or_go_on)

    def action_next(self) -> None:
        """Go on to the next set."""
        self._turn(self._playing.go_next)

    def action_back(self) -> None:
        """Start this set again, or go back to the one before."""
        self._turn(self._playing.go_back)

    def action_more(self) -> None:
        """Add ten seconds, as far as the exercise allows."""
        if not self._turn(self._playing.add_more):
            self.notify(NO_LONGER)

    def action_mute(self) -> None:
        """Turn the sound off at once, or on again."""
        if self._sounding:
            self._sounding.turn()
        self._draw(self._now())

    def action_stop(self) -> None:
        """Leave, keeping what was done. If work would be lost, pause and ask first."""
        if not self._playing.would_lose:
            self._stop()
            return
        from coach.tui.dialogs.confirm import ConfirmScreen  # noqa: PLC0415 - at the end

        was_paused = self._player.is_paused
        if not was_paused:
            self.action_pause()

        def decided(is_sure: bool | None) -> None:  # noqa: FBT001 - as it comes
            if is_sure:
                self._stop()
            elif not was_paused and self._player.is_paused:
                self.action_pause()

        question = "Stop here? The current exercise starts over next time."
        self.app.push_screen(ConfirmScreen(question, LEAVE), decided)

    def _stop(self) -> None:
        before = self._player
        self._playing.stop()
        self._settle(before)
        self.dismiss()

    def action_close(self) -> None:
        """Back to the day, once the session is over."""
        if self.has_ended:
            self.dismiss()

    # The clock

    def _turn(self, change: Callable[[], T]) -> T:
        before, now = self._player, self._now()
        result = change()
        self._settle(before)
        self._draw(now)
        self._plan_tick(now)
        return result

    def _tick(self) -> None:
        self._turn(self._playing.tick)

    def _plan_tick(self, now: datetime) -> None:
        """Look again when the shown second changes, or a cue is due."""
        if self._timer:
            self._timer.cancel()
        player = self._player
        shown = player.time_left(now) if player.deadline else player.overtime(now)
        part = shown / timedelta(seconds=1) % 1
        wait = part if player.deadline else 1 - part
        upcoming = next_cue(player)
        until_cue = (upcoming - now).total_seconds() if upcoming else inf
        self._timer = call_after(self, min(wait or 1.0, until_cue), self._tick)

    def _settle(self, before: Player) -> None:
        """Signal what has changed."""
        self._sound()
        if self.has_ended and not before.ended:
            self.post_message(DayChanged())
            if is_until_tired(self._player.session):
                self.dismiss()  # a form asks to confirm the count

    # Sound

    def _begin_to_sound(self) -> None:
        from coach.system.sound.signals import Sounding  # noqa: PLC0415 - after the first picture

        self._sounding = Sounding(self._coach.routine.sound, self.app.bell)
        self._sound()
        self._draw(self._now())

    def _sound(self) -> None:
        """Give the cue for what changed since the last one, if there is any."""
        if self._sounding:
            given = cue(self._heard, self._player)
            self._heard = self._player
            if given:
                self._sounding.give(given)

    # The picture

    def _draw(self, now: datetime) -> None:
        """Draw what changed since the last second."""
        player, keys = self._player, keys_of(self.app)
        width = max(0, self.size.width - _MARGINS)
        self._heading.show(spread(*view.heading(self._playing, now), width))
        self._session_bar.show(view.session_bar(self._playing, now, width))
        self._show("outline", self._outline())
        self._show("caution", view.caution(player))
        self._show("exercise", view.exercise(self._playing))
        self._show("cue", self._meaning() if self.has_ended else view.cue(self._playing, keys))
        self._show("coming", view.coming(player))
        self._keys.show(*self._commands())
        self._countdown.show_time(*view.big_time(self._playing, now))
        self._draw_moving_parts(now)

    def _draw_moving_parts(self, now: datetime) -> None:
        """Draw what moves within a second, and again as long as it moves."""
        if self._frame_timer:
            self._frame_timer.cancel()
            self._frame_timer = None
        self._phase.show(line(view.phase_word(self._playing, now), self._breath(now)))
        width = max(_BAR_WIDTH, self._countdown.breadth)
        self._phase_bar.show(view.phase_bar(self._player, now, width))
        self._figure.show()
        paint(self, self._painted)
        if self.is_moving:
            self._frame_timer = call_after(self, 1 / FRAMES, self._next_frame)

    def _breath(self, now: datetime) -> Content:
        if not self._coach.routine.player.breathing:
            return Content()
        return view.breath(self._playing, now, moves=self._is_animated)

    def _next_frame(self) -> None:
        if self.is_active:
            self._draw_moving_parts(self._now())

    @property
    def is_moving(self) -> bool:
        """Whether figure and bar move now, where there is room for them."""
        is_playing = not (self._player.is_paused or self.has_ended)
        is_seen = self.is_active and bool(self._figure.size or self._phase_bar.size)
        return is_playing and is_seen and self._is_animated

    def _meaning(self) -> Content:
        """What the session means; worked out once, when it has ended."""
        said = self._said or after_session(self._coach, self._playing)
        self._said = said
        width = self._countdown.size.width
        return lines(*ending.meaning(self._playing, said, keys_of(self.app), width))

    def _outline(self) -> Content:
        """The exercises by name where there is room, or where the figure needs none."""
        rows = self.size.height
        has_room = not _ROOM_FOR_DIGITS <= rows < _ROOM_FOR_OUTLINE or self.has_ended
        width = self._parts["outline"].size.width
        return (view.outline if has_room else view.marks)(self._playing, width)

    def _scene(self) -> Scene | None:
        """What the figure shows now; arms up at the end, if something was done."""
        player = self._player
        is_ice = self._playing.session.kind is SessionKind.ICE
        if self.has_ended:
            return self._at_the_end() if self._playing.is_enough and not is_ice else None
        motion, phase = self._figures.of(player.exercise), player.phase
        mirrored = phase.foot is Foot.LEFT
        if not self._is_animated:
            return Scene(motion, motion.still(phase.kind), mirrored)
        return Scene(motion, self._frame(motion), mirrored)

    def _frame(self, motion: Motion) -> Frame:
        player, second = self._player, timedelta(seconds=1)
        before = player.phases[player.index - 1].kind if player.index else None
        into = (player.length - player.time_left(self._now())) / second
        return motion.frame(PhaseTime(player.phase.kind, into, player.length / second), before)

    def _at_the_end(self) -> Scene:
        motion = self._figures.named(AT_THE_END)
        return Scene(motion, motion.still(PhaseKind.REST), mirrored=False)

    @property
    def _is_animated(self) -> bool:
        """Whether figures may move; during ice there is nothing to follow."""
        is_ice = self._playing.session.kind is SessionKind.ICE
        return may_move(self._coach.routine.display) and not is_ice

    def _show(self, part: str, content: Content) -> None:
        before = self._shown.get(part)
        # `==` on Content compares only the text, not its colours.
        if before is None or not before.is_same(content):
            self._shown[part] = content
            self._parts[part].update(content, layout=part in _OF_ANY_HEIGHT)

    def _commands(self) -> tuple[ScreenCommand, ...]:
        """The keys that apply now."""
        if self.has_ended:
            return FINISHED
        labels = {"pause": "go on" if self._player.is_paused else "pause"}
        is_silent = self._sounding and not self._sounding.is_on
        labels["mute"] = "sound on" if is_silent else "mute"
        return tuple(one._replace(label=labels.get(one.name, one.label)) for one in PLAYER)

    def _now(self) -> datetime:
        return self._coach.clock.now()
