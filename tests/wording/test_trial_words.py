"""A trial by lot in words: the verdict, the points, and how sure they are."""

from datetime import date

import pytest

from coach.domain.events.types import TrialAid
from coach.domain.history.trial import Trial
from coach.domain.history.trial_result import TrialResult, Verdict
from coach.wording.trial import begun_text, drawn_text, result_text


def result(verdict: Verdict, difference: float, low: float, high: float) -> TrialResult:
    return TrialResult(verdict, 40, 42, 42, difference, low, high, 0.02)


MORE_THAN_CHANCE = "That is more than chance"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            result(Verdict.LESS, -2.4, -3.5, -1.2),
            (
                "2.4 points less pain with it (95% between -3.5 and -1.2). "
                f"{MORE_THAN_CHANCE}, and counts as real: 2 points or more."
            ),
        ),
        (
            result(Verdict.MORE, 1.1, 0.3, 1.9),
            (
                "1.1 points more pain with it (95% between +0.3 and +1.9). "
                f"{MORE_THAN_CHANCE}, but less than the 2 points that count as real."
            ),
        ),
        (
            result(Verdict.NO_REAL_DIFFERENCE, -0.2, -1.0, 0.6),
            (
                "No difference that counts: 0.2 points less pain with it "
                "(95% between -1.0 and +0.6); 2 points would count as real."
            ),
        ),
        (
            result(Verdict.UNCLEAR, -1.5, -3.2, 0.1),
            "Too little to say: 1.5 points less pain with it (95% between -3.2 and +0.1).",
        ),
    ],
)
def test_the_answer_says_how_much_and_how_sure(found: TrialResult, said: str) -> None:
    assert result_text(found) == said


def test_too_few_mornings_are_counted_and_what_it_needs_is_said() -> None:
    said = result_text(TrialResult(Verdict.TOO_FEW, 0, 0, 1))
    assert said.startswith("Too little to say, with 1 morning: at least 6 of the 7 pairs")


def test_ice_comes_with_its_caution() -> None:
    ice = Trial(TrialAid.BEDTIME_ICE, date(2026, 3, 3), 0)
    assert "damp cloth" in begun_text(ice)
    assert drawn_text(ice, date(2026, 3, 3)).endswith("tonight without it.")
