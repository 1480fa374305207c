"""What it means to clear warning signs, in words."""

from __future__ import annotations

from collections.abc import Collection

from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import Weight, weighs

_STARTS_AGAIN = "running starts again with walk-jogs, at stage 1"


def before_clearing(signs: Collection[str]) -> str:
    """What clearing one of these signs means for running; empty if nothing."""
    if not weighs(signs, Weight.STOP):
        return ""
    return f"After a sign that stops all training, {_STARTS_AGAIN}, unless a clinician allows more."


def cleared_text(signs: Collection[str], judgement: Judgement) -> str:
    """That signs were cleared, which ones are left, and what it means for running.

    Args:
        signs: those that were cleared just now.
        judgement: today's, after that.
    """
    left = ", ".join(judgement.flags)
    texts = ["Cleared", f"Still to clear: {left}" if left else ""]
    if _starts_again(signs, judgement):
        texts.append(_STARTS_AGAIN.capitalize())
    return ". ".join(filter(None, texts))


def _starts_again(signs: Collection[str], judgement: Judgement) -> bool:
    """Whether the ladder starts again: not if a clinician's word allows more."""
    is_walk_jog = judgement.verdict.inputs.sign_cleared or judgement.level is Level.WALK_JOG
    return is_walk_jog and bool(weighs(signs, Weight.STOP))
