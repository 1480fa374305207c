"""Days away: until when and why; or back already, while one is away."""

from __future__ import annotations

from datetime import date

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded, yes_no
from coach.domain.day.time_away import TimeAway, away_on, first_day_back
from coach.domain.events.types import Away, AwayReason
from coach.wording.events import event_text
from coach.wording.time_away import AWAY

BACK_EXAMPLE = "sun, 3 days or 2026-12-06"
_REASONS = tuple(Option(one, one[0], AWAY[one]) for one in AwayReason if one != AwayReason.OTHER)
_WHY = (*_REASONS, Option(AwayReason.OTHER, "o", "something else"))


def time_away_form(
    coach: Coach, *, day: date | None = None, until: str = "", entry: Away | None = None
) -> EntryForm:
    """Days away from today or a past day on; or an entry, to correct it.

    `until` is what the runner has already typed as the first day back. While the runner is away, it
    first asks whether they are back.
    """
    today = coach.present_day()
    is_new = day is None and entry is None
    present = away_on(coach.days.times_away(), today) if is_new else None

    def record(answers: Answers) -> Recorded:
        if answers["is_back"]:
            return Recorded("Welcome back", coach.record.come_back())
        since, until, because = answers["since"], answers["until"], answers["because"]
        told = coach.record.away(until, because, since=since, corrects=entry)
        return Recorded(event_text(told, coach.routine), told)

    known = _known(day or today, present, entry) | ({"until": until} if until else {})
    return EntryForm(Form("Away", _questions(today, is_away=present is not None), known), record)


def _known(since: date, present: TimeAway | None, entry: Away | None) -> Answers:
    if entry:
        return {"since": str(entry.day), "until": str(entry.until), "because": entry.because}
    if present:
        return {"until": str(present.until), "because": present.because}
    return {"since": str(since)}


def _questions(today: date, *, is_away: bool) -> tuple[Question, ...]:
    def stays_away(answers: Answers) -> bool:
        return not answers["is_back"]

    return (
        yes_no("is_back", "Are you back?", asked=lambda _: is_away),
        Question(
            "since",
            "Away from which day on?",
            parse=parsers.past_day(today),
            example=f"today, {parsers.PAST_DAY_EXAMPLE}",
            asked=lambda _: not is_away,
        ),
        Question(
            "until",
            "The first day back?",
            parse=lambda text: first_day_back(text, today),
            example=BACK_EXAMPLE,
            asked=stays_away,
        ),
        Question("because", "Why?", _WHY, asked=stays_away),
    )
