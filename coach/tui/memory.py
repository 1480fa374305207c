"""The memory of closed screens, given back some seconds later."""

from __future__ import annotations

import gc
from functools import _lru_cache_wrapper

_THEIRS = ("textual", "rich")


def free_closed_screens() -> None:
    """Free what only closed screens needed; it takes 40 ms.

    The widgets of a screen refer to each other, so Python frees them only when it collects garbage,
    which it seldom does. Textual and Rich would even keep their lines, the width of each text, and
    each style and place that they have worked out.
    """
    gc.unfreeze()
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith(_THEIRS):
            one.cache_clear()
    gc.collect()
    gc.freeze()
