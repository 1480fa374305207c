"""The words that ask a form; answers may follow them in the same line."""

from __future__ import annotations

from collections.abc import Callable

from coach.core.coach import Coach
from coach.core.forms.form import EntryForm
from coach.core.forms.intake import intake_form
from coach.core.forms.maintenance import maintenance_form
from coach.core.forms.measurement import measurement_form, score_form
from coach.core.forms.pain_check import pain_check_form
from coach.core.forms.run import run_form
from coach.core.forms.training import training_form
from coach.core.forms.trial import trial_form

FORMS: dict[str, Callable[[Coach], EntryForm]] = {
    "check": pain_check_form,
    "ran": run_form,
    "trained": training_form,
    "trial": trial_form,
    "measure": measurement_form,
    "score": score_form,
    "maintenance": maintenance_form,
    "about": intake_form,
}
