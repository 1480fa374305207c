"""Work in pieces between key presses, so that no key waits for it."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Callable, Iterator
from time import monotonic

from textual.dom import DOMNode

from coach.tui.timing import call_after

_PIECE = 0.02
"""Seconds of work before keys are checked again."""
_BREATH = 0.005


class IdleWork:
    """Runs the newest work it was given; earlier work is dropped."""

    def __init__(self, node: DOMNode, draw: Callable[[], None]) -> None:
        """`draw` is called whenever the work yields true, and at its end if more was done then."""
        self._node = node
        self._draw = draw
        self._work: Iterator[bool] | None = None
        self._is_drawn = False
        self._timer: TimerHandle | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def begin(self, work: Iterator[bool]) -> None:
        """Begin some work, after what is ready has been drawn."""
        self._work, self._is_drawn = work, False
        self._node.call_after_refresh(self._go_on_soon)

    def _go_on_soon(self) -> None:
        if self._timer is None:
            self._timer = call_after(self._node, _BREATH, self._go_on)

    def _go_on(self) -> None:
        self._timer = None
        until, is_to_draw = monotonic() + _PIECE, False
        while self._work and not is_to_draw and monotonic() < until:
            try:
                is_to_draw = next(self._work)
            except StopIteration:
                self._work, is_to_draw = None, not self._is_drawn
            else:
                self._is_drawn = is_to_draw
        if is_to_draw:
            self._draw()
        if self._work:
            self._go_on_soon()
