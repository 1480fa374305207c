"""Sentences and phrases that several screens share."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from coach.domain.day.dates import near_day_text
from coach.domain.heel.warning_signs import Weight
from coach.domain.routine.settings import Display

SIGN_TITLES = {
    Weight.STOP: "These stop all training",
    Weight.BONE: "This stops running",
    Weight.ASK: "With these you may train, but ask a clinician",
}
CAUTION = (
    "Coach is not a medical device and no substitute for a clinician. See one at once after an "
    "injury, with swelling, fever, numbness or a foot that will not bear your weight; also if two "
    "weeks of care change nothing."
)
MASKED = "A painkiller may mask how sore the heel is today."
SHORT_DAY = "Today is short: stretches and strength take ten minutes each at most."
WHOLE_DAY = "Sessions that have not begun are whole again."


def wall_clock(
    at: datetime, now: datetime, zone: tzinfo, display: Display, *, seconds: bool = False
) -> str:
    """A time as people say it: `18:00`, or `Tue 24 Nov 04:00` on another day."""
    local = at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    clock = display.clock(local, seconds=seconds)
    return clock if is_today else f"{near_day_text(local.date())} {clock}"


def short_day(day: date) -> str:
    """A day in short: `Tue 24 Nov 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def setting_off(key: str) -> str:
    """A reminder as a run begins; `key` is pressed after the run."""
    return f"Warm, and in shoes that support the arch? Press {key} when you are back."
