"""The questions for a new runner, on the full screen and by `coach config init`.

Their ids are the fields of the `Answers` from which the first config file is written.
"""

from __future__ import annotations

from coach.config.first_file import STRETCHES
from coach.core.forms.form import Question, numbered
from coach.domain.routine.kinds import Foot, Weekday

WAKE = Question("wake", "When do you get up?", example="06:45")
RUN_DAYS = Question(
    "run_days", "On which days do you run?", numbered(*Weekday), example="tue,thu,sat, or none"
)
RUN_AT = Question("run_at", "At what time?", example="17:30")
STRETCHING = Question(
    "stretches", "When do you stretch?", numbered(*STRETCHES), example=",".join(STRETCHES)
)
FOOT = Question("foot", "Which foot hurts?", numbered(*Foot), example="left, right or both")
THEME = Question("theme", "In which colours?", example="evergreen or daylight")
