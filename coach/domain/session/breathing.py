"""A quiet pace for breathing during a hold; no source gives one, so it is ours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from coach.domain.session.player import Player
from coach.domain.session.timeline import PhaseKind

HALF = 4.0
"""Seconds in which to breathe in, and then out (ours)."""


class Breath(NamedTuple):
    """Whether to breathe in or out, and how full the chest is, from 0 to 1."""

    is_in: bool
    part: float


def breath_at(player: Player, now: datetime) -> Breath | None:
    """Where in a breath the runner is; None unless something is held for at least one breath."""
    is_held = player.phase.kind is PhaseKind.HOLD and player.phase.seconds >= 2 * HALF
    if player.deadline is None or not is_held:
        return None
    into = (player.length - player.time_left(now)) / timedelta(seconds=1)
    half, part = divmod(into / HALF, 1)
    is_in = half % 2 == 0
    return Breath(is_in, part if is_in else 1 - part)
