"""Days away: until when and why; or back already, while one is away."""

from __future__ import annotations

from datetime import date

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded, yes_no
from coach.domain.day.dates import near_day_text
from coach.domain.day.time_away import TimeAway, away_on, first_day_back
from coach.domain.events.types import Away, AwayReason
from coach.wording.events import event_text
from coach.wording.time_away import AWAY, back_text

SINCE_EXAMPLE = "today, tue, next fri or 2026-12-04"
BACK_EXAMPLE = "sun, 3 days or 2026-12-06"
_REASONS = tuple(Option(one, one[0], AWAY[one]) for one in AwayReason if one != AwayReason.OTHER)
_WHY = (*_REASONS, Option(AwayReason.OTHER, "o", "something else"))


def time_away_form(
    coach: Coach, *, day: date | None = None, until: str = "", entry: Away | None = None
) -> EntryForm:
    """Days away, from today or from a past or coming day; or an entry, to correct it.

    `until` is what the runner has already typed as the first day back. While the runner is away, it
    first asks whether they are back; before a time away, whether to call it off.
    """
    today = coach.present_day()
    is_new = day is None and entry is None
    present = away_on(coach.days.times_away(), today) if is_new else None
    ahead = coach.days.away_ahead() if is_new and not present else None

    def record(answers: Answers) -> Recorded:
        if answers["is_back"]:
            ended = coach.breaks.come_back()
            return Recorded(back_text(ended), ended)
        because = answers["because"] or AwayReason.OTHER
        told = coach.breaks.away(answers["until"], because, since=answers["since"], corrects=entry)
        return Recorded(event_text(told, coach.routine), told)

    known = _known(day or today, present, entry) | ({"until": until} if until else {})
    questions = (_is_back(present, ahead), *_questions(today, is_away=present is not None))
    return EntryForm(Form("Away", questions, known), record)


def _known(since: date, present: TimeAway | None, entry: Away | None) -> Answers:
    if entry:
        return {"since": str(entry.first_day), "until": str(entry.until), "because": entry.because}
    if present:
        return {"until": str(present.until), "because": present.because}
    return {"since": str(since)}


def _is_back(present: TimeAway | None, ahead: Away | None) -> Question:
    """Whether a time away is over, or is called off; it is asked if there is one."""
    text = f"Call off the days away from {near_day_text(ahead.first_day)}?" if ahead else ""
    is_asked = bool(present or ahead)
    return yes_no("is_back", text or "Are you back?", asked=lambda _: is_asked)


def _questions(today: date, *, is_away: bool) -> tuple[Question, ...]:
    def stays_away(answers: Answers) -> bool:
        return not answers.get("is_back")

    return (
        Question(
            "since",
            "Away from which day?",
            parse=parsers.day_around(today),
            example=SINCE_EXAMPLE,
            asked=lambda answers: not is_away and stays_away(answers),
            read_as=near_day_text,
        ),
        Question(
            "until",
            "The first day back?",
            parse=lambda text: first_day_back(text, today),
            example=BACK_EXAMPLE,
            asked=stays_away,
            read_as=near_day_text,
        ),
        Question("because", "Why?", _WHY, asked=stays_away),
    )
