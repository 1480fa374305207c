"""The day and its judgement as lines that are read one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from coach.core.coach import Coach
from coach.core.day_records import recent_days
from coach.core.day_view import DayView
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.heel.episode import EpisodeRecord
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.warning_signs import FLAGS, Weight
from coach.domain.history.recent_days import Progress
from coach.domain.outlook.outlook import OutlookView
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display
from coach.domain.session.timeline import session_seconds
from coach.errors import RefusedError
from coach.plain.text import roughly, sentence
from coach.wording import judgement as advice
from coach.wording.day import WAITS, DayWords
from coach.wording.level_reason import reason_of_level
from coach.wording.limits import no_walks, this_week
from coach.wording.obstacle import today_text
from coach.wording.outlook import sentences
from coach.wording.phrases import CAUTION, MASKED, SIGN_TITLES, short_day
from coach.wording.time_away import nothing_due
from coach.wording.week import enough_text, episode_text

WELCOME = (
    "Welcome. Type about to tell Coach about your heel and running.",
    "Have you run with a watch or an app? The command coach import reads its export.",
    CAUTION,
)
"""What a new runner reads first."""
_DAYS = 14
_TO_COME = frozenset({Status.UPCOMING, Status.SNOOZED})


def heading(words: DayWords) -> str:
    """The date and the time."""
    return f"{words.date()}, {words.clock()}."


def level(view: DayView) -> Iterator[str]:
    """What the heel allows today, after the morning's check."""
    judgement = view.judgement
    yield f"{advice.headline(judgement)}. {advice.reason(judgement)}"
    if beside := advice.beside_the_plan(judgement, view.day):
        yield beside
    if view.check and view.check.painkiller:
        yield MASKED
    if walks := no_walks(judgement):
        yield walks
    yield from advice.warnings(judgement)
    yield from filter(None, (view.drawn(), view.on_recovery()))


def steps(words: DayWords) -> Iterator[str]:
    """The steps of the day, each with its number."""
    for number, planned in enumerate(words.day.steps, start=1):
        yield f"{number}. {step(words, planned)}"
    yield from besides(words)


def besides(words: DayWords) -> Iterator[str]:
    """What was done besides the steps of the day."""
    for extra in words.extras():
        yield f"Besides: {extra.name.lower()} at {extra.time}, {extra.result}."


def coming(words: DayWords) -> str:
    """The step to turn to."""
    planned = words.day.next(words.now)
    if planned is None:
        return words.nothing_left()
    return f"Next: {step(words, planned)} Enter {_verb(words, planned)}."


def step(words: DayWords, planned: PlannedStep) -> str:
    """A step and its status."""
    status = planned.status(words.now)
    said, details = ("", ()) if words.is_let_go(planned) else words.standing(planned)
    said = _when(words, planned, said) if said else _standing(words, planned, status)
    return sentence((planned.step.name, said, _length(words, planned, status), *details))


def why(judgement: Judgement, display: Display, next_run: str) -> Iterator[str]:
    """Why the level is what it is."""
    reason = reason_of_level(judgement, display, next_run)
    yield f"{reason.name}. {reason.reason}"
    yield from reason.warnings
    yield from filter(None, (reason.maintenance,))
    yield "What led to it:"
    for name, finding in reason.findings.items():
        yield f"{name}: {finding}."
    allowed = (*reason.limits, reason.ladder, reason.next_run)
    yield from (one for one in (*allowed, reason.change, reason.source) if one)


def flags(judgement: Judgement) -> Iterator[str]:
    """The warning signs, grouped by what they stop, each with its number and urgency."""
    weight: Weight | None = None
    for number, (key, flag) in enumerate(FLAGS.items(), start=1):
        if flag.weight is not weight:
            weight = flag.weight
            yield f"{SIGN_TITLES[weight]}:"
        ticked = "Ticked. " if key in judgement.flags else ""
        yield f"{number}. {ticked}{flag.text}: {flag.urgency}."


def signs(line: str) -> tuple[str, ...]:
    """The ids of the warning signs with the typed numbers.

    Raises:
        RefusedError: if there is no sign with one of them.
    """
    numbered = dict(enumerate(FLAGS, start=1))
    words = line.replace(",", " ").split()
    unknown = [one for one in words if not one.isdecimal() or int(one) not in numbered]
    if unknown:
        raise RefusedError(f"There is no sign {unknown[0]}; nothing was ticked.")
    return tuple(numbered[int(one)] for one in words)


def progress(figures: Progress, judgement: Judgement, display: Display) -> Iterator[str]:
    """How the last two weeks have been."""
    known = [pain for pain in figures.pain[-_DAYS:] if pain is not None]
    if known:
        course = ", ".join(str(pain) for pain in known)
        yield f"First-step pain, {_DAYS} days, today last: {course}."
    yield f"This week: {this_week(judgement, display)}."
    yield f"Days with {enough_text(figures.stretched)} stretch sessions: {figures.streak} in a row."


def episodes(known: Sequence[EpisodeRecord], today: date) -> Iterator[str]:
    """The periods of heel pain, the newest first."""
    for one in reversed(known):
        yield f"Episode from {short_day(one.began)}: {episode_text(one, today)}."


def missed(coach: Coach) -> Iterator[str]:
    """A step that is missed again and again, or whether a change helped."""
    days, obstacles = recent_days(coach), coach.obstacles
    asked = obstacles.to_ask_about(days)
    if text := today_text(asked, obstacles.just_over(days), coach.routine):
        yield f"{text} Type missed to say." if asked else text


def plan(words: DayWords, note: Callable[[DayWords, PlannedStep], str]) -> Iterator[str]:
    """The steps of one of the days ahead, in one line."""
    if words.day.away:
        yield nothing_due(words.day.away)
        return
    rows = ((words.time_of(one), one.step.name, note(words, one)) for one in words.day.steps)
    steps = [" ".join((time, ", ".join(filter(None, rest)))) for time, *rest in rows]
    yield sentence(["; ".join(steps) or "nothing is planned"])


def outlook(view: OutlookView, routine: Routine, next_run: str) -> Iterator[str]:
    """When the runner can run again, each sentence after its topic."""
    for topic, text in sentences(view, routine, next_run):
        yield f"{sentence([topic])} {text}"


def _when(words: DayWords, planned: PlannedStep, said: str) -> str:
    """When a step comes; its time says more than the wait."""
    at = words.time_of(planned)
    if planned.status(words.now) not in _TO_COME or at == WAITS:
        return said
    return f"snoozed until {at}" if planned.facts.snoozed_until else f"at {at}"


def _standing(words: DayWords, planned: PlannedStep, status: Status) -> str:
    is_counted = status is Status.DONE and planned.step.kind is not StepKind.SESSION
    return f"done, {words.result(planned)}" if is_counted else words.status_word(planned)


def _length(words: DayWords, planned: PlannedStep, status: Status) -> str:
    session = words.routine.session_of(planned.step)
    if session is None or status not in {Status.DUE, *_TO_COME}:
        return ""
    return roughly(session_seconds(session, words.routine.profile.foot))


def _verb(words: DayWords, planned: PlannedStep) -> str:
    """What enter does with a step."""
    match planned.step.kind:
        case StepKind.PAIN_CHECK | StepKind.CROSS_TRAIN:
            return "starts it"
        case StepKind.REMINDER:
            return "marks it done"
        case _ if planned.status(words.now) is not Status.UNDER_WAY:
            return "starts it"
        case StepKind.RUN:
            return "asks how it was"
        case _:
            return "continues it"
