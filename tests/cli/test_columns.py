"""The columns in the output of commands line up, whatever is in them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.home import Home

from coach.cli.columns import columns, prompt_lines

CELLS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=12)
ROWS = st.integers(1, 5).flatmap(
    lambda number: st.lists(st.lists(CELLS, min_size=number, max_size=number), max_size=6)
)
LONG = """
[steps.midday]
name = "Stretches of the very middle of a day, at the desk"
[steps.run]
note = "as far as the old mill and back"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[display]
hours = "12h"
"""


@given(rows=ROWS, right=st.sets(st.integers(0, 4)))
def test_each_cell_stands_in_its_column(rows: list[list[str]], right: set[int]) -> None:
    lines = columns(rows, right)
    assert len(lines) == len(rows)
    at = 0
    for number, cells in enumerate(zip(*rows, strict=True)):
        width = max(map(len, cells))
        for line, cell in zip(lines, cells, strict=True):
            expected = cell.rjust(width) if number in right else cell.ljust(width)
            assert line[at : at + width].ljust(width) == expected
        at += width + 2


def test_a_wide_letter_takes_two_columns_and_an_accent_none() -> None:
    lines = columns([["足", "a"], ["e\u0301e", "b"], ["abc", "c"]])
    assert lines == ["足   a", "e\u0301e   b", "abc  c"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, LONG)


def printed(home: Home, *command: str) -> list[str]:
    ended = home.run(*command)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.splitlines()


def test_today_lines_up_with_long_names_and_results(home: Home) -> None:
    for time in ("71m", "1:11:01"):
        rows = printed(home, "today")[3:]
        ids = [row.rindex(" ") for row in rows]
        marks = [re.search("[○●▶✓–◌×]", row) for row in rows]
        assert len(set(ids)) == 1
        assert len({mark and mark.start() for mark in marks}) == 1
        printed(home, "ran", "12.5km", time, "--pain", "0", "--pattern", "none")


def test_entries_line_up_with_long_names_at_every_hour(home: Home) -> None:
    for command in ("check 3 --day yesterday", "check 3", "done midday", "pause 1h"):
        printed(home, *command.split())
    rows = printed(home, "entries")
    texts = [re.search(r"  (3/10|done|paused until)", row) for row in rows]
    assert len(rows) == 4
    assert len({text and text.start() for text in texts}) == 1


@given(st.text("abc- ", max_size=300), st.integers(20, 100))
def test_a_question_breaks_between_words_and_leaves_room_for_the_answer(
    text: str, columns: int
) -> None:
    words = [f"w{word}"[:12] for word in text.split()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        lines = prompt_lines(" ".join(words)).splitlines()
    assert [word for line in lines for word in line.split()] == words
    assert all(len(line) <= columns - 8 for line in lines)
