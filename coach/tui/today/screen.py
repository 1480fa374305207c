"""Today: the day on its time line, and beside it how the heel has been.

It is long because nearly all its keys act on the one chosen step, and all parts follow the day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal

from coach.config.keymap.actions import ABOUT, FILES, MOVES, TODAY, Keys
from coach.core.coach import Coach
from coach.core.day_view import figures_beside, view_day
from coach.core.days import HISTORY
from coach.core.notices import notices
from coach.domain.day.planned import Day, Moment, PlannedStep
from coach.errors import CoachError
from coach.tui.breakpoints import fit
from coach.tui.keymap import bindings, keys_of
from coach.tui.messages import DayChanged
from coach.tui.style import DUE, MISSED, MUTED, TITLE, line
from coach.tui.today.agenda import Agenda
from coach.tui.today.choice import StepChoice
from coach.tui.today.day_column import DayColumn
from coach.tui.today.days_ahead import DaysAhead
from coach.tui.today.filing import FilingScreen
from coach.tui.today.in_the_way import InTheWay
from coach.tui.today.measuring import MeasuringScreen
from coach.tui.today.panel import LevelLine, Panel
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.paragraph import Paragraph
from coach.tui.widgets.two_ends import HeaderLine
from coach.wording.day import again_text
from coach.wording.phrases import setting_off

if TYPE_CHECKING:
    from coach.core.forms.form import Answers, EntryForm
    from coach.core.next_action import Move
    from coach.domain.day.time_away import TimeAway
    from coach.reminders.alert import Alert

_KEPT = "Unsaved entries are kept, and saved when Coach next starts."


class TodayScreen(MeasuringScreen, FilingScreen):
    """The chosen step follows what comes next, until the runner moves it."""

    BINDINGS = bindings(*TODAY, *ABOUT, *FILES, *MOVES)

    def __init__(self, coach: Coach, heading: str = "") -> None:
        super().__init__(coach)
        self._greeting = heading
        self._read_day()
        self._choice = StepChoice()
        self._heading = HeaderLine()
        self._agenda = Agenda()
        self._steps = DayColumn(self._agenda)
        self._panel = Panel()
        self._level = LevelLine()
        self._ahead = DaysAhead(self, coach, self._draw_panel)
        self._in_the_way = InTheWay(self, coach, self._draw_panel)
        self._trouble = Paragraph(id="trouble")
        self._welcomed_from: tuple[TimeAway, ...] = ()

    def compose(self) -> ComposeResult:
        """Heading, agenda and panel side by side (or the level above it), keys."""
        yield self._heading
        yield self._level
        yield Horizontal(self._steps, self._panel, id="day")
        yield self._trouble
        yield KeyBar(*TODAY)

    def on_mount(self) -> None:
        """Show the day as it was worked out at the start."""
        fit(self)
        self._follow()
        self._draw()
        self._welcome_back()

    def on_screen_resume(self) -> None:
        """Today is on top again, and something may have changed since."""
        self._follow_news()

    def show_day(self) -> None:
        """Work the day out again and draw it."""
        self._read_day()
        self._follow()
        self._draw()
        self._welcome_back()
        self._follow_news()

    def _follow_news(self) -> None:
        """Work out, between key presses, what takes longer than the day itself."""
        for news in (self._ahead, self._in_the_way):
            news.follow(self._view)

    @property
    def day(self) -> Day:
        """The day as it is drawn."""
        return self._words.day

    @property
    def coming(self) -> tuple[Moment, ...]:
        """The instants at which the picture will be out of date, soonest first."""
        return self._words.day.moments(self._words.now)

    def start_step(self, step: str) -> None:
        """Choose a step and start it at once."""
        self.choose(step)
        self.action_start()

    def choose(self, step: str) -> None:
        """Choose a step, and stay with it until something is done."""
        self._choice.keep_to(step)
        self._draw_agenda()

    def ask_about_missed(self, alert: Alert) -> bool:
        """Ask about reminders missed while away, if there is a choice."""
        from coach.tui.dialogs.away import AwayScreen  # noqa: PLC0415 - seldom needed

        def decided(step: str | None) -> None:
            if step:
                self.start_step(step)

        screen = AwayScreen(self._coach, alert.moments)
        if screen.has_choices:
            self.app.clear_notifications()
            self.app.push_screen(screen, decided)
        return screen.has_choices

    def action_move(self, by: int) -> None:
        """Choose the step above or below."""
        if steps := self._step_ids():
            here = steps.index(self._choice.step) if self._choice.step in steps else 0
            self.choose(steps[max(0, min(len(steps) - 1, here + by))])

    def action_follow(self) -> None:
        """Choose what comes next, and keep doing so."""
        self._choice.follow()
        self.show_day()

    def on_agenda_clicked(self, message: Agenda.Clicked) -> None:
        """Choose the clicked step, or start it when it is chosen already."""
        if message.step == self._choice.step:
            self.action_start()
        else:
            self.choose(message.step)

    def action_start(self) -> None:
        """Start the chosen step, as its kind requires."""
        from coach.core.next_action import Move, action_to_start  # noqa: PLC0415 - not for the first frame

        if planned := self._chosen_step():
            action = action_to_start(self._coach, planned)
            if action is not Move.MARK_DONE or self._step_meant("done"):
                self._take(planned, action)

    def action_done(self) -> None:
        """Mark the chosen step as done; a pain check and a run still ask."""
        from coach.core.next_action import action_to_finish  # noqa: PLC0415 - not for the first frame

        if planned := self._step_meant("done"):
            self._take(planned, action_to_finish(self._coach, planned))

    def _take(self, planned: PlannedStep, action: EntryForm | Move) -> None:
        """Do what a step requires."""
        from coach.core.next_action import Move  # noqa: PLC0415 - as above

        match action:
            case Move.PLAY:
                self._play(planned)
            case Move.SET_OFF:
                self._set_off(planned)
            case Move.MARK_DONE:
                self._mark_done(planned)
            case form:
                self._ask(form)

    def _mark_done(self, planned: PlannedStep) -> None:
        step = planned.step
        if self._do(lambda: self._coach.record.done(step.id), f"{step.name}: done"):
            self._ask_afterwards(self._coach.days.find(step.id))

    def action_snooze(self) -> None:
        """Put the chosen step off."""
        if planned := self._step_meant("snooze"):
            self._do(lambda: self._tell(self._put_off(planned.step.id)))

    def _put_off(self, step: str) -> str:
        planned = self._coach.record.snooze(step)
        return f"{planned.step.name}: {again_text(planned, self._coach.clock.now())}"

    def action_skip(self) -> None:
        """Skip the chosen step; pressed again, ask why."""
        planned = self._step_meant("skip")
        if planned and planned.facts.skipped:
            from coach.core.forms.skip_reason import skip_reason_form  # noqa: PLC0415 - seldom needed

            self._ask(skip_reason_form(self._coach, planned))
        elif planned:
            self._do(
                lambda: self._coach.record.skip(planned.step.id), f"{planned.step.name}: skipped"
            )

    def action_short(self) -> None:
        """Let the sessions of today be short, or whole again."""
        from coach.core.short_day import shorten_or_lengthen  # noqa: PLC0415 - seldom needed

        self._do(lambda: self._tell(shorten_or_lengthen(self._coach)))

    def action_trial(self) -> None:
        """Begin a trial by lot, or end the one under way."""
        from coach.core.forms.trial import trial_form  # noqa: PLC0415 - seldom needed

        self._ask(trial_form(self._coach))

    def action_maintenance(self) -> None:
        """Answer the offer of the maintenance day, or go back to the full day."""
        from coach.core.forms.maintenance import maintenance_form  # noqa: PLC0415 - seldom needed

        self._do(lambda: self._ask(maintenance_form(self._coach)))

    def action_missed(self) -> None:
        """Say what is in the way of the step that Today asks about, or else of the chosen one."""
        if form := self._in_the_way.form(self._choice.step):
            self._ask(form)

    def action_run(self) -> None:
        """Log a run, or correct the chosen one if it is logged already."""
        from coach.core.forms.run import run_form  # noqa: PLC0415 - not for the first frame

        self._ask(run_form(self._coach, self._chosen_step()))

    def action_why(self) -> None:
        """Why today's level is what it is."""
        from coach.tui.dialogs.why import WhyScreen  # noqa: PLC0415 - not for the first frame

        def go_on(where: str | None) -> None:
            if where == "evidence":
                self.action_evidence()
            elif where == "flags":
                self.action_flags()

        self.app.push_screen(WhyScreen(self._coach), go_on)

    def action_flags(self) -> None:
        """Signs that need a clinician."""
        self._ask_signs(lambda _: self._settled())

    def _ask_signs(self, then: Callable[[bool | None], None]) -> None:
        from coach.tui.dialogs.warning_signs import FlagsScreen  # noqa: PLC0415 - not for the first frame

        self.app.push_screen(FlagsScreen(self._coach), then)

    def action_intake(self) -> None:
        """Tell the coach about the heel and the running."""
        self.ask_about(asks_foot=True)

    def ask_about(self, *, asks_foot: bool) -> None:
        """Ask the intake; the foot too, unless it has just been given."""
        from coach.core.forms.intake import intake_form  # noqa: PLC0415 - as above

        def go_on(answers: Answers) -> None:
            if answers["has_flags"]:
                self._ask_signs(ticked)

        def ticked(_: bool | None) -> None:  # noqa: FBT001 - as it comes
            self._settled()
            if not self._coach.judgement().flags:
                key = keys_of(self.app).text("today.flags")
                self._tell(f"You said you have a warning sign; press {key} to tick it.")

        self._ask(intake_form(self._coach, asks_foot=asks_foot), go_on)

    def action_away(self) -> None:
        """Ill or travelling for some days; or back already."""
        from coach.core.forms.time_away import time_away_form  # noqa: PLC0415 - as above

        self._ask(time_away_form(self._coach))

    def action_pause(self) -> None:
        """No reminders for a while; or again."""
        from coach.core.forms.pause import pause_form  # noqa: PLC0415 - as above

        self._ask(pause_form(self._coach))

    def action_undo(self) -> None:
        """Take back the last action."""
        from coach.core.undone import undone_text  # noqa: PLC0415 - seldom needed

        try:
            undone = self._coach.corrections.undo()
        except CoachError as error:
            self._tell(str(error))
        else:
            self._tell(undone_text(self._coach, undone))
        self._settled()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(message=_KEPT if self._coach.ledger.unsaved else None)

    def _read_day(self) -> None:
        self._view = view_day(self._coach, HISTORY)
        self._figures = figures_beside(self._coach, self._view)
        self._words = self._view.words(Keys(self._coach.routine.keys).text("today.start"))

    def _step_ids(self) -> list[str]:
        return [one.step.id for one in self._words.day.steps]

    def _chosen_step(self) -> PlannedStep | None:
        return self._words.day.find(self._choice.step) if self._choice.step else None

    def _step_meant(self, verb: str) -> PlannedStep | None:
        """The chosen step, unless a quick second press was meant for the one before."""
        planned = self._chosen_step()
        if not self._choice.is_slip(verb) or planned is None:
            return planned
        self._tell(f"Next: {planned.step.name}; press again to confirm.")
        return None

    def _follow(self) -> None:
        coming = self._words.day.next(self._words.now)
        self._choice.update(self._step_ids(), coming.step.id if coming else None)

    def _draw(self) -> None:
        words = self._words
        when = line((f"{words.date()}  ", MUTED), (words.clock(), TITLE))
        self._heading.show(line((self._greeting or words.greeting(), TITLE)), when)
        self._draw_agenda()
        self._draw_panel()
        self._draw_trouble()

    def _draw_agenda(self) -> None:
        self._agenda.show(self._words, self._choice.step)
        self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        """Scroll to the chosen step, if the day is longer than the screen."""
        if self._choice.step and self._steps.max_scroll_y:
            self._steps.scroll_to_region(self._agenda.chosen_region(), animate=False)

    def _welcome_back(self) -> None:
        """Say once where one stands after a time away."""
        view = self._view
        if view.is_just_back and self.is_current and self._welcomed_from != view.back_from:
            from coach.tui.dialogs.back import BackScreen  # noqa: PLC0415 - seldom needed

            self._welcomed_from = view.back_from
            self.app.push_screen(BackScreen(view.where_one_stands()))

    def _draw_panel(self) -> None:
        view, keys, ahead = self._view, keys_of(self.app), self._ahead
        in_the_way = self._in_the_way.drawn(keys)
        is_over = self._coach.days.week_is_over()
        self._level.show(view, keys, ahead, in_the_way)
        self._panel.show(view, self._figures, keys, ahead, in_the_way, week_is_over=is_over)
        self._steps.show_tomorrow(self.day, ahead.tomorrow, ahead.run_tomorrow)

    def _draw_trouble(self) -> None:
        away = "\n".join(self._view.away_notes())
        troubles = "\n".join(notices(self._coach, self._words))
        self._trouble.display = bool(away or troubles)
        self._trouble.show(line((away, DUE), "\n" * bool(away and troubles), (troubles, MISSED)))

    def _play(self, planned: PlannedStep) -> None:
        from coach.core.session_run import SessionRun  # noqa: PLC0415 - not for the first frame
        from coach.tui.player.screen import PlayerScreen  # noqa: PLC0415 - as above

        step = planned.step.id

        def play() -> None:
            screen = PlayerScreen(self._coach, SessionRun(self._coach, step))
            self.app.push_screen(screen, lambda _: self._played(step))

        self._do(play)

    def _played(self, step: str) -> None:
        """A session that was stopped early stays chosen; enter resumes it."""
        self._settled()
        planned = self._coach.today().find(step)
        if planned and (not planned.facts.done or self._ask_afterwards(planned)):
            self.choose(step)

    def _ask_afterwards(self, planned: PlannedStep) -> bool:
        """Ask how a finished step was, if it has such a form; says whether it has."""
        from coach.core.forms.catalogue import form_for_done  # noqa: PLC0415 - not for the first frame

        form = form_for_done(self._coach, planned) if planned.facts.done else None
        if form:
            self._ask(form)
        return form is not None

    def _set_off(self, planned: PlannedStep) -> None:
        text = setting_off(keys_of(self.app).text("today.start"))
        self._do(lambda: self._coach.record.start(planned.step.id), text)

    def _settled(self) -> None:
        """After an action the choice follows what comes next again."""
        self._choice.follow()
        self.post_message(DayChanged())
