"""A page for a doctor or physiotherapist: one HTML file that prints on two sheets of A4.

It is self-contained: no script, no external picture, no request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path

from msgspec import Struct

from coach.domain.events.types import IntakeGiven, Pattern, RunLogged
from coach.domain.heel.episode import EpisodeRecord
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.heel.warning_signs import FLAGS
from coach.domain.history.aids import comparisons
from coach.domain.history.day_record import DayRecord, WeekRecord, median_pain
from coach.domain.history.measurements import Trend
from coach.domain.history.milestones import Milestone
from coach.domain.history.obstacles import LookBack
from coach.domain.history.trial import Trial
from coach.domain.history.trial_result import TrialResult
from coach.domain.routine.model import Routine, Session
from coach.domain.routine.settings import DistanceUnit
from coach.domain.session.timeline import session_seconds
from coach.domain.units import counted, length_text, plural
from coach.reports.charts import level_strip, load_chart, pain_chart
from coach.system.printable import printable_lines
from coach.wording import judgement as advice
from coach.wording.answers import PATTERNS
from coach.wording.exercises import dose_text
from coach.wording.measurements import better_text
from coach.wording.measurements import rows as measured_rows
from coach.wording.obstacle import look_back_text
from coach.wording.time_away import AWAY
from coach.wording.trial import progress_text
from coach.wording.week import compared, enough_text, episode_text, milestone_text

_WEEK_DAYS = 7
_MOST_MARKS, _MOST_BESIDE_MEASURES = 10, 4
"""The most milestones that fit, and fewer if there are measurements below them."""
_MEASURED = (
    "In brackets the change since the first time, and since the last; a star marks one that counts "
    "as real, where a figure is known. Activities as on the Patient-Specific Functional Scale "
    "(Stratford 1995)."
)
_MOST_EPISODES = 4
_EPISODE = (
    "An episode ends after four weeks with a median of 1 or less; the next counts its own weeks."
)
_MOST_CHANGES = 3
_UNITS = {DistanceUnit.KM: "kilometres", DistanceUnit.MILES: "miles"}
_QUESTIONS = (
    "Is it plantar heel pain, and is there anything else to rule out?",
    "Are these stretches and this strengthening right for me, and at this dose?",
    "May I run as the chart of the load shows, or should I do less?",
    "Would an orthotic, taping or other shoes help, and who shows me how?",
    "Is a night splint or ice worth the trouble for me?",
    "When should I come back if it stays as it is?",
)
"""What the article advises to ask about (S53), in our words."""


class Report(Struct, frozen=True, kw_only=True):
    """The facts on a page; `days` are those of the period, oldest first."""

    days: tuple[DayRecord, ...]
    weeks: tuple[WeekRecord, ...]
    first_week: float | None
    began: date
    printed: date
    routine: Routine
    judgement: Judgement
    intake: IntakeGiven | None
    milestones: tuple[Milestone, ...]
    trials: tuple[tuple[Trial, TrialResult], ...] = ()
    measured: tuple[Trend, ...] = ()
    episodes: tuple[EpisodeRecord, ...] = ()
    """The episodes up to the last of the days, oldest first."""
    changes: tuple[LookBack, ...] = ()


def page(report: Report) -> str:
    """The whole file."""
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    first, last = _said(report.days[0].day), _said(report.days[-1].day)
    sheets = "".join((*_first_sheet(report, first, last), *_second_sheet(report)))
    return printable_lines(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Heel pain, {first} to {last}</title><style>{style}</style></head>"
        f"<body>{sheets}</body></html>\n"
    )


def _first_sheet(report: Report, first: str, last: str) -> Iterator[str]:
    yield (
        f"<section><header><h1>Plantar heel pain: course and load</h1>"
        f"<p>{first} to {last}. Printed on {_said(report.printed)} from what the runner recorded "
        "with Coach, which is not a medical device; no one has examined them.</p></header>"
    )
    yield f"<dl class='facts'>{''.join(_facts(report))}</dl>"
    yield _titled(
        "First-step pain",
        "Dots: each morning, 0 to 10. Line: the median of seven days. Band: up to "
        f"{REAL_CHANGE} points below the first week; below it a change counts as real "
        "(Landorf 2010).",
        pain_chart(report.days, report.first_week),
    )
    yield _titled(
        f"Running, {_UNITS[report.routine.display.distances]} a week",
        "Bars: what was run. Lines: the most that Coach allowed (at most a tenth more, a cautious "
        "rule and no proof: Frandsen 2025, Buist and Nielsen). Numbers: days beyond the advice.",
        load_chart(report.weeks, report.routine.display),
    )
    yield _titled(
        "What each morning allowed",
        "By first-step pain, the last run and the mornings before.",
        level_strip(report.days),
    )
    yield _titled("What was done", "", _adherence(report))
    yield "</section>"


def _second_sheet(report: Report) -> Iterator[str]:
    yield "<section class='next'>"
    yield _titled("Exercises and doses", "As the routine stands today.", _exercises(report.routine))
    yield "<div class='columns'>"
    yield _titled("Milestones", "", _listed(_marks(report)))
    yield _titled("Episodes", _EPISODE, _listed(_episodes(report)))
    drawn = "Trials were drawn by lot; the rest is what happened, and may have other causes."
    about = drawn if report.trials else ""
    yield _titled("With and without", about, _listed(_aids(report)))
    yield _titled("Warning signs", "", _listed(_signs(report.judgement)))
    yield "</div>"
    if report.measured:
        about = f"{_MEASURED} {escape(better_text(report.measured))}"
        yield _titled("Measured", about, _measured(report.measured))
    yield _titled("Questions to ask", "", _listed(map(escape, _QUESTIONS), "class='questions'"))
    yield "</section>"


def _facts(report: Report) -> Iterator[str]:
    intake, days = report.intake, report.days
    yield _fact("Foot", report.routine.profile.foot)
    if intake and intake.since:
        weeks = (report.printed - intake.since).days // _WEEK_DAYS
        yield _fact("Pain for", counted(weeks, "week") if weeks else "less than a week")
    yield _fact("With Coach since", _said(report.began))
    now, first = median_pain(days[-_WEEK_DAYS:]), report.first_week
    yield _fact("First steps, first week", _pain(first))
    yield _fact("First steps, last 7 days", _pain(now))
    if first is not None and now is not None:
        yield _fact("Change", _change(now - first))
    runs = [run for one in days for run in one.runs]
    yield _fact(
        "Runs", f"{len(runs)}, {report.routine.display.distance(sum(one.distance for one in days))}"
    )
    if runs:
        yield _fact("Pain in runs, mostly", _pain_of(runs))
        yield _fact("Days beyond the advice", str(sum(one.is_beyond for one in days)))
    if intake and intake.prescription:
        yield _fact("Prescribed", intake.prescription)


def _pain(median: float | None) -> str:
    return "no pain checks" if median is None else f"{median:g} of 10"


def _pain_of(runs: Sequence[RunLogged]) -> str:
    """The most frequent pattern of pain in runs; the worse one if two are equal."""
    patterns = [run.pattern for run in runs if run.pattern is not None]
    if not patterns:
        return "no answer"
    most = PATTERNS[max(reversed(Pattern), key=patterns.count)]
    return most if len(patterns) == len(runs) else f"{most} ({len(patterns)} answered)"


def _change(points: float) -> str:
    change = f"{points:+g} {plural(points, 'point')}"
    if abs(points) < REAL_CHANGE:
        return f"{change}: too little to count as real"
    return f"{change}: a real {'improvement' if points < 0 else 'worsening'}"


def _adherence(report: Report) -> str:
    """What was done, and how much of what was planned."""
    done = sum(one.stretches for one in report.days)
    planned = sum(one.planned_stretches for one in report.days)
    enough = sum(one.has_stretched for one in report.days)
    mornings = sum(one.pain is not None for one in report.days)
    trained = sum(each.duration for one in report.days for each in one.trained)
    at_home = sum(one.away is None or one.pain is not None for one in report.days)
    whole = sum(one.away is None or one.has_stretched for one in report.days)
    rows = [
        ("Mornings with a pain check", f"{mornings} of {at_home}"),
        ("Stretch sessions", f"{done} of {planned}{_percent(done, planned)}"),
        (f"Days with {enough_text(report.days)}", f"{enough} of {whole}{_percent(enough, whole)}"),
        ("Other training instead of a run", length_text(trained) if trained else "none"),
        (
            "Days when the advice was overruled",
            str(sum(one.is_overruled for one in report.days)),
        ),
    ]
    if short := sum(len(one.short) for one in report.days):
        rows.append(("Sessions in their short form", str(short)))
    if any(one.away for one in report.days):
        rows.append(("Days away, not counted above", _away(report.days)))
    changes = report.changes[-_MOST_CHANGES:]
    rows += [("Plan changed", look_back_text(one, report.routine)) for one in changes]
    return _rows(rows)


def _away(days: Iterable[DayRecord]) -> str:
    """How many days away, and why: `9 (travelling 7, ill 2)`."""
    reasons = Counter(AWAY[one.away] for one in days if one.away)
    told = ", ".join(f"{why} {count}" for why, count in reasons.most_common())
    return f"{reasons.total()} ({told})"


def _exercises(routine: Routine) -> str:
    used = {step.session for step in routine.steps.values() if step.session}
    cells = "".join(
        f"<tr><th>{escape(session.name)}<br><small>{_length(routine, session)}</small></th>"
        f"<td>{_doses(session)}</td></tr>"
        for session in routine.sessions.values()
        if session.id in used
    )
    return f"<table class='exercises'>{cells}</table>"


def _doses(session: Session) -> str:
    return "; ".join(
        f"{escape(one.name)} <span>{escape(dose_text(one))}</span>" for one in session.exercises
    )


def _length(routine: Routine, session: Session) -> str:
    return length_text(session_seconds(session, routine.profile.foot))


def _measured(trends: Iterable[Trend]) -> str:
    return _rows(measured_rows(trends).items()).replace("<table>", "<table class='exercises'>")


def _marks(report: Report) -> Iterator[str]:
    most = _MOST_BESIDE_MEASURES if report.measured else _MOST_MARKS
    for one in report.milestones[-most:]:
        yield f"{_said(one.day)}: {escape(milestone_text(one))}"


def _episodes(report: Report) -> Iterator[str]:
    for one in report.episodes[-_MOST_EPISODES:]:
        yield f"{_said(one.began)}: {episode_text(one, report.days[-1].day)}"


def _aids(report: Report) -> Iterator[str]:
    for trial, result in report.trials:
        yield escape(progress_text(trial, result, report.printed))
    for one in comparisons(report.days):
        yield f"{escape(one.aid.capitalize())}: {escape(compared(one))}"


def _signs(judgement: Judgement) -> Iterator[str]:
    for flag in judgement.flags:
        if flag in FLAGS:
            yield f"{escape(FLAGS[flag].text)} ({FLAGS[flag].urgency})"
    yield from map(escape, advice.referrals(judgement))


def _titled(title: str, about: str, content: str) -> str:
    note = f"<p class='about'>{about}</p>" if about else ""
    return f"<article><h2>{title}</h2>{note}{content}</article>"


def _listed(items: Iterable[str], attributes: str = "") -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul {attributes}>{rows}</ul>" if rows else "<p>None.</p>"


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows
    )
    return f"<table>{cells}</table>"


def _fact(name: str, text: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(str(text))}</dd></div>"


def _percent(part: int, whole: int) -> str:
    return f" ({round(100 * part / whole)}%)" if whole else ""


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
