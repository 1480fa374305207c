"""The conversation: do what is typed, and say what comes next."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial

from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.days import HISTORY
from coach.core.forms.catalogue import form_for_done
from coach.core.forms.cleared_sign import cleared_sign_form
from coach.core.forms.form import EntryForm
from coach.core.forms.measurement import PLAY, counted_form
from coach.core.forms.obstacle import missed_form
from coach.core.forms.pause import EXAMPLE as PAUSE_EXAMPLE
from coach.core.forms.pause import ON_AGAIN, no_reminders, pause_form, read_pause
from coach.core.forms.time_away import time_away_form
from coach.core.heel_raise_test import HeelRaiseTest
from coach.core.next_action import Move, action_to_finish, action_to_start
from coach.core.notices import notices
from coach.core.session_clock import SessionClock
from coach.core.session_run import SessionRun
from coach.core.short_day import shorten_or_lengthen
from coach.domain.day.planned import PlannedStep
from coach.domain.units import Duration
from coach.errors import CoachError, RefusedError
from coach.plain import day as day_lines
from coach.plain import pages
from coach.plain.ask import ask, confirm
from coach.plain.channel import Listening
from coach.plain.console import Console
from coach.plain.forms import FORMS
from coach.plain.leaving import leave_on_signals
from coach.plain.session import SpokenSession
from coach.plain.text import chapters, sentence
from coach.plain.verbs import BY_WORD, QUIT, help_lines, option_refused
from coach.wording.day import DayWords, again_text
from coach.wording.phrases import setting_off
from coach.wording.time_away import back_text

_PROMPT = "What now?"
_ANSWERED = {"run": "ran"}
"""Words that, with answers behind them, mean something else than by themselves."""


def run(coach: Coach, *, start: str | None = None, heading: str = "") -> None:
    """Talk until the runner leaves, beginning with a step if one is given."""
    # A letter that the terminal cannot write must not silence the output.
    for stream in (sys.stdin, sys.stdout):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(Conversation(coach, Console(sys.stdin, sys.stdout)).run(start, heading))


class Conversation:
    """One coach and one runner."""

    def __init__(self, coach: Coach, talk: Console) -> None:
        self._coach = coach
        self._talk = talk
        self._listening = Listening(coach, talk, self._day_changed)
        self._session: SpokenSession | None = None
        self._numbered: tuple[str, ...] = ()
        self._problems: tuple[str, ...] = ()
        self._verbs_on_steps: dict[str, Callable[[str], Awaitable[None]]] = {
            "start": self._start,
            "done": self._done,
            "skip": self._skip,
            "snooze": self._snooze,
            "why": self._why,
            "pause": self._pause,
            "entries": self._say_entries,
            "missed": lambda named: self._ask(
                missed_form(coach, named and self._found(named, coach.days.find_off_plan).step.id)
            ),
            "away": lambda until: self._ask(time_away_form(coach, until=until)),
        }
        self._verbs: dict[str, Callable[[], Awaitable[None]]] = {
            "today": self._say_day,
            "next": self._say_next,
            "plan": self._say_plan,
            "back": self._come_back,
            "resume": self._resume,
            "short": self._short,
            "undo": self._undo,
            "overrule": self._overrule,
            "flags": self._flags,
            "progress": self._say_progress,
            "outlook": self._say_outlook,
            "evidence": self._say_evidence,
            "report": self._say_report,
            "help": self._say_help,
        }

    async def run(self, start: str | None = None, heading: str = "") -> None:
        """Print the day, and do what is typed, until `quit` or the end of the input."""
        leave_on_signals(partial(self._talk.interrupt, QUIT))
        self._talk.listen()
        self._listening.start()
        listening = asyncio.create_task(self._listening.run())
        try:
            if heading:
                self._talk.say(f"{heading}.")
            await self._do(self._open if start is None else partial(self._start, start))
            await self._obey_until_left()
        finally:
            listening.cancel()
            await asyncio.wait([listening])
            await self._listening.finish()

    async def _obey_until_left(self) -> None:
        while True:
            self._talk.say(_PROMPT)
            line = await self._talk.hear()
            if line is None or BY_WORD.get(line.lower()) == QUIT:
                return
            await self._do(partial(self._obey, line))

    async def _do(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something, or print a refusal."""
        try:
            await work()
        except CoachError as error:
            self._talk.say(str(error))
        self._listening.follow()

    async def _obey(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        name = BY_WORD.get(word.lower()) or (_ANSWERED.get(word.lower()) if rest else None)
        if refusal := option_refused(name, rest):
            raise RefusedError(refusal)
        if rest and word.isdecimal():
            await self._ask(FORMS["check"](self._coach), line)
        elif name in FORMS:
            await self._ask(FORMS[name](self._coach), rest)
        elif name in self._verbs and not rest:
            await self._verbs[name]()
        elif name in self._verbs_on_steps:
            await self._verbs_on_steps[name](rest.strip())
        else:
            await self._start(line)

    # The day

    async def _open(self) -> None:
        words = self._words()
        self._talk.say(f"{words.greeting()}. Type help to see what you can type.")
        if not words.events:
            self._talk.say(*day_lines.WELCOME)
        await self._say_day()

    async def _say_day(self) -> None:
        words = self._words()
        self._numbered = tuple(one.step.id for one in words.day.steps)
        self._talk.say(day_lines.heading(words), *view_day(self._coach).notes(), *self._level())
        self._talk.say(*day_lines.steps(words), *self._troubles(words))
        self._talk.say(*day_lines.missed(self._coach))
        if not words.day.away:
            await self._say_next()

    async def _say_next(self) -> None:
        self._talk.say(day_lines.coming(self._words()))

    async def _say_plan(self) -> None:
        self._talk.say(*pages.plan(self._coach))

    async def _say_progress(self) -> None:
        self._talk.say(*pages.progress(self._coach))

    async def _say_outlook(self) -> None:
        self._talk.say(*pages.outlook(self._coach))

    async def _say_report(self) -> None:
        from coach.runtime.filing import write_report  # noqa: PLC0415 - seldom needed

        self._talk.say(write_report(self._coach))

    async def _say_entries(self, words: str) -> None:
        self._talk.say(*pages.entries(self._coach, words))

    async def _say_help(self) -> None:
        self._talk.say(*help_lines())

    async def _say_evidence(self) -> None:
        """Print one chapter, since the whole is long."""
        from coach.wording.documents import document  # noqa: PLC0415 - seldom needed

        pages = list(chapters(document("evidence")))
        self._talk.say(*(f"{number}. {title}." for number, (title, _) in enumerate(pages, 1)))
        self._talk.say("Type the number of a chapter, or enter for none.")
        line = await self._talk.hear()
        if line and line.isdecimal() and 1 <= int(line) <= len(pages):
            self._talk.say(*pages[int(line) - 1][1])

    async def _why(self, named: str) -> None:
        if not named:
            self._talk.say(*pages.why(self._coach))
            return
        from coach.reminders.why import reason_of_step, snapshot_of  # noqa: PLC0415 - seldom needed

        reason = reason_of_step(snapshot_of(self._coach), self._found(named).step.id)
        sections = reason.sections(self._coach.routine.display)
        self._talk.say(*(line for section in sections for line in section.lines))

    async def _settled(self, text: str) -> None:
        """Say that something was done, and what comes next."""
        self._talk.say(text)
        await self._say_next()

    def _troubles(self, words: DayWords) -> Iterator[str]:
        self._problems = self._coach.routine_file.problems
        yield from notices(self._coach, words)

    def _words(self) -> DayWords:
        return view_day(self._coach, HISTORY).words()

    # Steps

    def _found(self, named: str, find: Callable[[str], PlannedStep] | None = None) -> PlannedStep:
        """The step with that number, id or name; the next one if none is named.

        A number refers to the last list printed, since steps change places. `find` looks for an id.
        """
        find = find or self._coach.days.find
        day = self._coach.today()
        if not named:
            coming = day.next(self._coach.clock.now())
            if coming is None:
                raise RefusedError(f"{self._words().nothing_left()} Name a step to do it anyway.")
            return coming
        numbered = dict(enumerate(self._numbered or tuple(one.step.id for one in day.steps), 1))
        if named.isdecimal():
            step = numbered.get(int(named))
            if step is None:
                raise RefusedError(f"There is no step {named}; type today to hear them all.")
            return find(step)
        same = [one for one in day.steps if one.step.name.lower().startswith(named.lower())]
        return same[0] if len(same) == 1 else find(named)

    async def _start(self, named: str) -> None:
        """Start a step, as its kind requires."""
        planned = self._found(named)
        await self._take(planned, action_to_start(self._coach, planned))

    async def _take(self, planned: PlannedStep, action: EntryForm | Move) -> None:
        """Do what a step requires."""
        match action:
            case Move.PLAY:
                await self._play(planned.step.id)
            case Move.SET_OFF:
                self._coach.record.start(planned.step.id)
                self._talk.say(setting_off("enter"))
            case Move.MARK_DONE:
                self._coach.record.done(planned.step.id)
                self._talk.say(f"{planned.step.name}: done.")
                await self._ask_or_go_on(planned)
            case form:
                await self._ask(form)

    async def _play(self, step: str) -> None:
        await self._play_session(SessionRun(self._coach, step))
        planned = self._coach.today().find(step)
        await self._ask_or_go_on(planned if planned and planned.facts.done else None)

    async def _play_session(self, playing: SessionClock) -> None:
        self._session = SpokenSession(self._coach, self._talk, playing)
        self._listening.follow()
        try:
            await self._session.play()
        finally:
            self._session = None

    async def _done(self, named: str) -> None:
        """Mark a step as done, even off the plan; a pain check, a run and training still ask."""
        planned = self._found(named, self._coach.days.find_off_plan)
        await self._take(planned, action_to_finish(self._coach, planned))

    async def _ask_or_go_on(self, done: PlannedStep | None) -> None:
        """Ask how a finished step was, if it has such a form; otherwise say what comes next."""
        form = form_for_done(self._coach, done) if done else None
        if form:
            await self._ask(form)
        else:
            await self._say_next()

    async def _skip(self, named: str) -> None:
        planned = self._coach.record.skip(self._found(named).step.id)
        await self._settled(f"{planned.step.name}: skipped.")

    async def _snooze(self, named: str) -> None:
        """Put a step off, by a time that may be at the end."""
        rest = named.split()
        seconds: int | None = None
        if rest and rest[-1][:1].isdecimal() and not rest[-1].isdecimal():
            try:
                seconds = Duration.parse(rest.pop())
            except ValueError:
                raise RefusedError("Write how long, as in: snooze 3 20m") from None
        planned = self._coach.record.snooze(self._found(" ".join(rest)).step.id, seconds)
        again = again_text(planned, self._coach.clock.now())
        await self._settled(f"{planned.step.name}: {again}.")

    # Questions

    async def _ask(self, form: EntryForm, typed: str = "") -> None:
        """Ask what was not typed already, record the answers, and report back."""
        told = await ask(self._talk, form, typed)
        if told is None:
            return
        answers, recorded = told
        self._talk.say(sentence([recorded.text]), *self._level())
        if answers.get("has_flags"):
            await self._flags()
        if answers.get("heel_raises") == PLAY:
            await self._raise_heels()
        else:
            await self._say_next()

    async def _raise_heels(self) -> None:
        """Play the heel raises until tired, and ask to confirm their count."""
        test = HeelRaiseTest(self._coach)
        await self._play_session(test)
        if test.is_enough:
            await self._ask(counted_form(self._coach, test.counts))

    async def _undo(self) -> None:
        from coach.core.undone import undone_text  # noqa: PLC0415 - seldom needed

        await self._settled(f"{undone_text(self._coach, self._coach.corrections.undo())}.")

    async def _come_back(self) -> None:
        said = back_text(self._coach.breaks.come_back())
        stands = view_day(self._coach).where_one_stands()
        await self._settled(f"{said}. {stands}".rstrip())

    async def _pause(self, span: str) -> None:
        """Pause reminders for a typed span, or ask for it."""
        if not span:
            await self._ask(pause_form(self._coach))
            return
        try:
            until = read_pause(self._coach, span)
        except ValueError:
            raise RefusedError(f"Write how long, as in: pause {PAUSE_EXAMPLE}") from None
        self._coach.breaks.pause(until)
        await self._settled(f"{no_reminders(self._coach, until)}.")

    async def _resume(self) -> None:
        self._coach.breaks.resume()
        await self._settled(f"{ON_AGAIN}.")

    async def _short(self) -> None:
        """Let the sessions of today be short, or whole again."""
        await self._settled(shorten_or_lengthen(self._coach))

    async def _overrule(self) -> None:
        judgement = self._coach.judgement()
        if judgement.may_be_overruled:
            self._talk.say(*self._level())
            if not await confirm(self._talk, "Run anyway? Coach records it."):
                self._talk.say("Nothing was recorded.")
                return
        self._coach.record.overrule()
        await self._settled("Recorded. Today: run, no longer than lately.")

    async def _flags(self) -> None:
        """Tick signs by their numbers, or clear one."""
        judgement = self._coach.judgement()
        self._talk.say("Warning signs.", *day_lines.flags(judgement))
        if judgement.flags:
            self._talk.say("Type clear if a clinician has seen one of them.")
        self._talk.say("Type the numbers that apply, or enter for none.")
        line = (await self._talk.hear() or "").lower()
        form = cleared_sign_form(self._coach) if line == "clear" else None
        if form:
            await self._ask(form)
        elif line and line not in {"q", "quit", "cancel"}:
            self._coach.record.raise_flags(day_lines.signs(line))
            self._talk.say("Ticked.", *self._level())
        else:
            self._talk.say("Nothing was ticked.")

    def _level(self) -> Iterator[str]:
        return day_lines.level(view_day(self._coach))

    # The rest

    def _day_changed(self) -> None:
        """React to changes by others, in the journal or the config file."""
        if self._coach.routine_file.problems != self._problems:
            self._problems = self._coach.routine_file.problems
            self._talk.say(*self._problems)
        if self._session:
            self._session.day_changed()
