"""The memory of closed screens, given back some seconds later."""

from __future__ import annotations

import gc

from rich.cells import cached_cell_len
from textual._styles_cache import StylesCache
from textual.filter import ANSIToTruecolor
from textual.strip import Strip


def free_closed_screens() -> None:
    """Free what only closed screens needed.

    The widgets of a screen refer to each other, so Python frees them only when it collects garbage,
    which it seldom does. Textual and Rich would even keep their lines, the width of each text, and
    each style, which they tell apart by the place on the screen.
    """
    StylesCache.get_inner_outer.cache_clear()
    Strip.render_ansi.cache_clear()
    cached_cell_len.cache_clear()
    ANSIToTruecolor.truecolor_style.cache_clear()
    gc.unfreeze()
    gc.collect()
    gc.freeze()
