"""`coach progress`: the week in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import click

from coach.cli.columns import paragraph
from coach.cli.measure import trend_facts
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, say
from coach.cli.param_types import DAY, Whole, day_of
from coach.core.day_records import DayRecords
from coach.domain.day.wallclock import week_start
from coach.domain.heel.episode import EpisodeRecord
from coach.domain.history.day_record import DayRecord, WeekRecord, streak
from coach.wording.headline import headline
from coach.wording.measurements import sentences as measured_sentences
from coach.wording.week import Review, episode_text, milestone_text, sentences

_WEEK = timedelta(days=7)


@click.command(name="progress")
@click.option("--ago", type=Whole(0, 520), help="How many weeks ago; 0 is this week.")
@click.option("--day", type=DAY, help="The week of this day: 2026-11-20, tue or '3 weeks ago'.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def progress_command(
    options: dict[str, Any], ago: int | None, day: str | None, *, as_json: bool
) -> None:
    """A week in words: what changed, what was kept, what is next.

    On the first day of a week this is last week, otherwise this week so far.
    """
    if day and ago is not None:
        raise click.UsageError("Give --day or --ago, not both.")
    with coach_for(options) as coach:
        records, today = DayRecords(coach), coach.present_day()
        is_first = week_start(today, coach.routine.running.week_starts) == today
        ago = int(is_first) if ago is None else ago
        review = records.review(day_of(day, today) or today - _WEEK * ago)
        reached, trends, episodes = records.milestones(), records.measured(), records.episodes()
        said_first = headline(records.pains, coach.judgement().episode, today)
    said = dict(sentences(review))
    if as_json:
        milestones = [{"day": one.day, "text": milestone_text(one)} for one in reached]
        of_episodes = [_facts_of_episode(one) for one in episodes]
        told = {"headline": said_first or None, "sentences": said, "milestones": milestones}
        told |= {"episodes": of_episodes, "measured": list(map(trend_facts, trends))}
        emit_object(_facts(review) | told)
        return
    if said_first:
        say(f"{said_first}\n")
    say(f"{_heading(review)}\n")
    for name, text in said.items():
        say(paragraph(name, text))
    say()
    for what, text in measured_sentences(trends):
        say(paragraph(what, text))
    if trends:
        say()
    for one in reached:
        say(paragraph(f"{one.day.day} {one.day:%b %Y}", f"{milestone_text(one)}."))
    say()
    for episode in episodes:
        since = f"{episode.began.day} {episode.began:%b %Y}"
        text = f"from {since}: {episode_text(episode, review.today)}."
        say(paragraph("Episode", text))


def _facts(review: Review) -> dict[str, object]:
    """The week in numbers; distances are metres, times seconds."""
    week = review.week
    trained = sum(one.duration for day in week.days for one in day.trained)
    return {
        "week": week.starts,
        "pain": week.pain,
        "mornings": sum(one.pain is not None for one in week.days),
        "runs": week.runs,
        **_metres("distance", week.distance),
        **_metres("most_this_week", week.cap),
        "trained": trained,
        "trained_s": trained,
        "stretches": sum(one.stretches for one in week.days),
        "planned_stretches": sum(one.planned_stretches for one in week.days),
        "days_in_a_row": streak(review.days),
        "days_beyond": len(week.beyond),
        "days": [_facts_of(one) for one in week.days],
        "week_before": _sums_of(review.before),
    }


def _metres(name: str, metres: float | None) -> dict[str, float | None]:
    """A distance with its unit in the name, and under its older name."""
    return {name: metres, f"{name}_m": metres}


def _sums_of(before: WeekRecord | None) -> dict[str, object] | None:
    """The sums of the week that this one is compared with."""
    if before is None:
        return None
    distance = _metres("distance", before.distance)
    return {"pain": before.pain, "runs": before.runs, **distance}


def _facts_of(day: DayRecord) -> dict[str, object]:
    return {
        "day": day.day,
        "pain": day.pain,
        "level": day.level,
        **_metres("distance", day.distance),
        "stretches": day.stretches,
        "short": list(day.short),
    }


def _facts_of_episode(episode: EpisodeRecord) -> dict[str, object]:
    """An episode; `weeks` are medians, or null for a week without a pain check."""
    worst = episode.worst[0] if episode.worst else None
    return {
        "began": episode.began,
        "ended": episode.ended,
        "worst_week": worst,
        "weeks": list(episode.weeks),
    }


def _heading(review: Review) -> str:
    first, last = review.week.starts, review.week.starts + _WEEK - timedelta(days=1)
    so_far = ", so far" if last >= review.today else ""
    return f"The week from {_said(first)} to {_said(last)}{so_far}"


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"
