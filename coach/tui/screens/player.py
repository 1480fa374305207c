"""The player: one session on the clock, to be followed from the mat.

The clock is that of `coach.domain.player`; this screen looks at it when the shown second
changes, rings at each change of phase, and records each exercise that is behind.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from coach.coach import Coach
from coach.domain import player as play
from coach.domain.day import Facts
from coach.domain.player import Player
from coach.domain.routine import SessionKind, Signals
from coach.domain.timeline import lay_out
from coach.keys import FINISHED, PLAYER, Command
from coach.tui import player_view as view
from coach.tui.commands import bindings, keys_of
from coach.tui.messages import DayChanged
from coach.tui.widgets.big_time import BigTime
from coach.tui.widgets.ends import Ends
from coach.tui.widgets.key_bar import KeyBar

MORE_SECONDS = 10
_END_RINGS = 3
_RING_GAP = 0.25
_ROOM_FOR_TWICE = (44, 150)
"""Rows and columns from which on the countdown is drawn twice as large."""
_ROOM_FOR_DIGITS = 20
_MARGINS = 4
_PARTS = ("session-bar", "outline", "exercise", "phase", "phase-bar", "cue", "coming")
_BAR_WIDTH = 34


class PlayerScreen(Screen[None]):
    """Plays the session of a step, from the exercise where it was left."""

    BINDINGS = bindings(*PLAYER, *FINISHED)

    def __init__(self, coach: Coach, step: str) -> None:
        super().__init__()
        day = coach.today()
        planned = coach.find(step)
        self._coach = coach
        self._step = planned.step
        self._day = coach.present_day()
        self._session = day.routine.sessions[planned.step.session or ""]
        self._is_first = planned.facts.done is None
        facts = planned.facts if self._is_first else Facts()
        behind = facts.finished if facts.finished < len(self._session.exercises) else 0
        self._player = self._taken_up(facts, behind)
        self._worked_before = facts.worked if behind else 0.0
        self._behind = self._recorded = behind
        self._rings = coach.routine.sound.signals is not Signals.NONE
        self._timer: Timer | None = None
        self._heading = Ends()
        self._countdown = BigTime()
        self._keys = KeyBar(*PLAYER)
        self._parts = {name: Static(id=name, markup=False) for name in _PARTS}
        self._shown: dict[str, Content] = {}

    def _taken_up(self, facts: Facts, behind: int) -> Player:
        """The session from its start, or from where it was left, `behind` exercises on.

        Ice that was stopped, or lost its screen, goes on from the time it has had already.
        """
        now, routine = self._now(), self._coach.routine
        # On the road nobody gets ready again between walking and jogging.
        is_run = self._session.kind is SessionKind.RUN
        get_ready = 0 if is_run else routine.player.get_ready
        phases = lay_out(self._session, routine.profile.foot, get_ready)
        if self._session.kind is SessionKind.ICE:
            return play.begin(self._session, phases, now - facts.elapsed(now))
        return play.begin(self._session, phases, now, behind)

    def compose(self) -> ComposeResult:
        """Heading and progress, the exercises at the left, the clock at the right, keys."""
        part = self._parts
        yield self._heading
        yield part["session-bar"]
        clock = Vertical(
            part["exercise"],
            part["phase"],
            self._countdown,
            part["phase-bar"],
            part["cue"],
            part["coming"],
            id="clock",
        )
        yield Horizontal(part["outline"], clock, id="stage")
        yield self._keys

    def on_mount(self) -> None:
        """Start the clock where the session begins."""
        self._ring()
        self._tick()

    def on_resize(self) -> None:
        """Draw everything for the new size."""
        self._draw(self._now())

    @property
    def _worked(self) -> float:
        """Seconds of work in this session, those before it was taken up again included."""
        return self._worked_before + sum(self._player.worked)

    @property
    def has_ended(self) -> bool:
        """Whether the session is over."""
        return self._player.ended is not None

    def on_day_redrawn(self) -> None:
        """Leave where the step was done or skipped in another window meanwhile."""
        planned = self._coach.today().find(self._step.id)
        settled = planned and (planned.facts.done or planned.facts.skipped)
        if settled and not self.has_ended and self._is_first:
            self.notify(f"{self._step.name} was closed in another window.", markup=False)
            self.dismiss()

    # Keys

    def action_pause(self) -> None:
        """Stop the clock, or let it go on; at the end, leave."""
        if self.has_ended:
            self.dismiss()
            return
        turn = play.resume if self._player.is_paused else play.pause
        self._turn(turn)

    def action_next(self) -> None:
        """Go on to the next set."""
        self._turn(play.next_set)

    def action_back(self) -> None:
        """This set anew, or the one before."""
        is_asking = bool(self._player.away)
        self._turn(play.restart_set if is_asking else play.back)

    def action_more(self) -> None:
        """Ten more seconds, as far as the exercise allows."""
        before = self._player.length
        self._turn(lambda player, now: play.add(player, MORE_SECONDS, now))
        if self._player.length == before and not self.has_ended:
            self.notify("No longer than this, for the sake of the skin.", timeout=4)

    def action_mute(self) -> None:
        """Ring no more, or again."""
        self._rings = not self._rings
        self._draw(self._now())

    def action_help(self) -> None:
        """What each key does; the clock goes on."""
        from coach.tui.screens.help import HelpScreen  # noqa: PLC0415 - seldom needed

        self.app.push_screen(HelpScreen())

    def action_stop(self) -> None:
        """Leave; what was done is kept."""
        if not self.has_ended:
            self._look(self._now())
        if not self.has_ended:
            self._coach.stop(self._step.id, self._day)
        self.dismiss()

    def action_close(self) -> None:
        """Back to the day, once the session is over."""
        if self.has_ended:
            self.dismiss()

    # The clock

    def _turn(self, change: Callable[[Player, datetime], Player]) -> None:
        now = self._now()
        self._look(now)
        if not self.has_ended:
            before, self._player = self._player, change(self._player, now)
            self._settle(before)
        self._draw(now)
        self._plan_tick(now)

    def _tick(self) -> None:
        now = self._now()
        self._look(now)
        self._draw(now)
        self._plan_tick(now)

    def _look(self, now: datetime) -> None:
        before, self._player = self._player, play.look(self._player, now)
        self._settle(before)

    def _plan_tick(self, now: datetime) -> None:
        """Look again when the shown second changes."""
        if self._timer:
            self._timer.stop()
        player = self._player
        shown = player.time_left(now) if player.deadline else player.overtime(now)
        part = shown / timedelta(seconds=1) % 1
        wait = part if player.deadline else 1 - part
        self._timer = self.set_timer(wait or 1.0, self._tick)

    def _settle(self, before: Player) -> None:
        """Ring and record what changed."""
        player = self._player
        if player.ended and not before.ended:
            self._record_exercises(len(self._session.exercises))
            if self._worked:
                self._coach.finish(self._step.id, self._day, player.ended)
            else:
                self._coach.stop(self._step.id, self._day)
            self._ring(_END_RINGS)
            self.post_message(DayChanged())
        elif player.index != before.index:
            self._record_exercises(player.phase.position)
            self._ring()

    def _record_exercises(self, until: int) -> None:
        """Keep the exercises that are behind; going back does not take them away."""
        while self._recorded < until:
            exercise = self._session.exercises[self._recorded]
            seconds = self._player.worked[self._recorded]
            self._coach.exercise_done(
                self._step.id, self._day, self._recorded, exercise.id, round(seconds, 1)
            )
            self._recorded += 1

    def _ring(self, times: int = 1) -> None:
        if self._rings:
            for number in range(times):
                self.set_timer(number * _RING_GAP, self.app.bell) if number else self.app.bell()

    # The picture

    def _draw(self, now: datetime) -> None:
        """Draw what changed since the last second."""
        player, keys = self._player, keys_of(self.app)
        self._heading.show(*view.heading(player, now))
        width = max(0, self.size.width - _MARGINS)
        self._show("session-bar", view.session_bar(player, now, width))
        self._show("outline", view.outline(player, self._behind))
        self._show("exercise", view.exercise(player, self._worked, keys))
        self._show("phase", view.phase_word(player, now))
        self._show("phase-bar", view.phase_bar(player, now, _BAR_WIDTH))
        self._show("cue", view.cue(player, keys))
        self._show("coming", view.coming(player))
        self._keys.show(*self._commands())
        self._countdown.show(*view.big_time(player, now, self._worked), self._scale())

    def _show(self, part: str, content: Content) -> None:
        before = self._shown.get(part)
        # `==` on Content compares the text alone, not its colours.
        if before is None or not before.is_same(content):
            self._shown[part] = content
            self._parts[part].update(content)

    def _commands(self) -> tuple[Command, ...]:
        """The keys that count, as they count now."""
        if self.has_ended:
            return FINISHED
        labels = {"pause": "go on" if self._player.is_paused else "pause"}
        labels["mute"] = "mute" if self._rings else "sound on"
        return tuple(one._replace(label=labels.get(one.name, one.label)) for one in PLAYER)

    def _scale(self) -> int:
        """How large the countdown is drawn; 0 is a single row."""
        if self.size.height < _ROOM_FOR_DIGITS:
            return 0
        rows, columns = _ROOM_FOR_TWICE
        return 2 if self.size.height >= rows and self.size.width >= columns else 1

    def _now(self) -> datetime:
        return self._coach.clock.now()
