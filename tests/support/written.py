"""Config files as people write them: with comments, odd spacing, and tables of every form."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

KEYS = {
    "at": ['"13:15"', "'06:05'", '"21:00"'],
    "name": ['"Mine # not a comment"', "'a = [b]'", '"""Two\nlines"""', '"Ü \\" x"', '""" "" """'],
    "window": ['"4h"', "7200", "'90m'"],
    "every": ["2", "3"],
    "optional": ["true", "false"],
    "days": ['["mon","tue"]', '[ "sun" ]', '[\n    "mon", # first\n    "wed",\n]', '["fri", ]'],
    "note": ['""', "'}'", '"]"'],
}
STEPS = ["midday", "evening", "run", "strength"]
SPACES = st.sampled_from(["", " ", "  ", "\t"])
COMMENTS = st.sampled_from(["", " # why", '  # it\'s = "odd" ]', "\t#"])
FILLS = st.sampled_from(["", "\n", "# a word\n", "\n\n# [steps.none]\n", "   # at = 3\n\n"])


class Written(NamedTuple):
    """A file in pieces; `values` says which piece has the value of a step's key."""

    pieces: list[str]
    values: dict[tuple[str, str], int]

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def with_piece(self, at: int, new: str) -> str:
        """The file with another text in one piece."""
        return "".join([*self.pieces[:at], new, *self.pieces[at + 1 :]])


@st.composite
def files(draw: st.DrawFn) -> Written:
    """Files with a few steps, each written as a table, an inline table, or dotted keys."""
    written = Written([draw(FILLS)], {})
    steps = draw(st.lists(st.sampled_from(STEPS), min_size=1, unique=True))
    cut = draw(st.integers(0, len(steps)))
    is_inline = draw(st.booleans())
    if draw(st.booleans()):
        _line(draw, written, 'theme = "nord"')
    if cut and is_inline and draw(st.booleans()):
        _line(draw, written, "[steps]")
        prefix = ""
    else:
        prefix = "steps" + draw(st.sampled_from([".", " . "]))
    for step in steps[:cut]:
        _inline(draw, written, prefix, step) if is_inline else _dotted(draw, written, step)
    if draw(st.booleans()):
        _line(draw, written, "[player]")
        _line(draw, written, 'get_ready = "3s"')
    for step in steps[cut:]:
        _table(draw, written, step)
    if draw(st.booleans()):
        written.pieces.append("# the end")
    return written


def _keys(draw: st.DrawFn) -> dict[str, str]:
    chosen = draw(st.lists(st.sampled_from(list(KEYS)), min_size=1, unique=True))
    return {key: draw(st.sampled_from(KEYS[key])) for key in chosen}


def _line(draw: st.DrawFn, written: Written, text: str) -> None:
    written.pieces.append(f"{draw(SPACES)}{text}{draw(COMMENTS)}\n{draw(FILLS)}")


def _table(draw: st.DrawFn, written: Written, step: str) -> None:
    name = draw(st.sampled_from([f"steps.{step}", f" steps . {step} ", f'steps."{step}"']))
    _line(draw, written, f"[{name}]")
    for key, value in _keys(draw).items():
        _assign(draw, written, key, value, (step, key))
        written.pieces.append(f"{draw(COMMENTS)}\n{draw(FILLS)}")


def _dotted(draw: st.DrawFn, written: Written, step: str) -> None:
    for key, value in _keys(draw).items():
        _assign(draw, written, f"steps.{step}.{key}", value, (step, key))
        written.pieces.append(f"{draw(COMMENTS)}\n{draw(FILLS)}")


def _inline(draw: st.DrawFn, written: Written, prefix: str, step: str) -> None:
    written.pieces.append(f"{draw(SPACES)}{prefix}{step} = {{")
    keys = {key: value for key, value in _keys(draw).items() if "\n" not in value}
    for number, (key, value) in enumerate(keys.items()):
        if number:
            written.pieces.append(",")
        _assign(draw, written, key, value, (step, key))
    written.pieces.append(f"{draw(SPACES)}}}{draw(COMMENTS)}\n")


def _assign(
    draw: st.DrawFn, written: Written, key: str, value: str, where: tuple[str, str]
) -> None:
    written.pieces.append(f"{draw(SPACES)}{key}{draw(SPACES)}={draw(SPACES)}")
    written.values[where] = len(written.pieces)
    written.pieces.append(value)
    written.pieces.append(draw(SPACES))
