"""Warnings about a routine that leaves the range of the evidence, and about no other."""

from pathlib import Path

import pytest

from coach.config import read

BOTTLE = '[steps.ice]\nsession = "ice-bottle"\n'
DOUBLE = """
[steps.second]
kind = "session"
name = "Again"
session = "strength"
at = "12:00"
"""


def warnings(text: str) -> list[str]:
    """The warnings about a valid config text, with their places and without the file."""
    reading = read(text, "mine.toml")
    assert reading.problems == ()
    return [one.sentence("mine.toml").removeprefix("mine.toml:") for one in reading.warnings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[exercises.ice_pack]\nhold = "21m"',
            "2:8: sessions.ice ices for 21 minutes; more than 20 is never advised [A7]",
        ),
        (
            '[sessions.ice]\nmost = "25m"',
            "2:8: sessions.ice.most allows 25 minutes of ice; more than 20 is never advised [A7]",
        ),
        (
            f'{BOTTLE}[profile]\nfoot = "left"\n[exercises.ice_bottle]\nmost = "15m"',
            (
                "6:8: sessions.ice-bottle rubs a foot with ice for 12 minutes; "
                "at most 10 are advised [A7]"
            ),
        ),
        (
            "[steps.warm-up]\nenabled = false",
            "2:11: steps has no warm-up before the run; at least 5 minutes are advised (S21)",
        ),
        (
            (
                '[sessions.loosen]\nname = "L"\nkind = "warm-up"\nexercises = ["wu_march"]\n'
                '[steps.warm-up]\nsession = "loosen"'
            ),
            "4:13: sessions.loosen warms up for 1 minute; at least 5 are advised (S21)",
        ),
        (
            '[steps.evening]\ndays = ["sat", "sun"]\n[steps.midday]\ndays = ["mon"]',
            ("1:2: steps has 1 stretch session on some days; two or three a day are advised (S19)"),
        ),
        (
            "".join(f"[steps.{one}]\nevery = 2\n" for one in ("morning", "midday", "evening")),
            (
                "1:2: steps has no stretch sessions on some days; "
                "two or three a day are advised (S19)"
            ),
        ),
        (
            '[exercises.wall_soleus]\nhold = "2m"',
            (
                "2:8: exercises.wall_soleus holds a stretch for 120 seconds; "
                "10 to 60 are advised [X1] [X4]"
            ),
        ),
        (
            '[exercises.wall_soleus]\nhold = "1s"',
            (
                "2:8: exercises.wall_soleus holds a stretch for 1 second; "
                "10 to 60 are advised [X1] [X4]"
            ),
        ),
        (
            "[steps.strength]\nevery = 1",
            (
                "2:9: steps.strength has heel raises on days in a row; "
                "every second day is advised [X12] [P5]"
            ),
        ),
        (
            '[steps.strength]\nevery = 1\ndays = ["sun", "wed", "mon"]',
            (
                "2:9: steps.strength has heel raises on days in a row; "
                "every second day is advised [X12] [P5]"
            ),
        ),
        (
            '[exercises.heel_raise_towel]\nrest = "90s"',
            (
                "2:8: exercises.heel_raise_towel rests 90 seconds between sets; "
                "2 minutes are advised [P5]"
            ),
        ),
        (
            "[running]\none_more_run = true",
            (
                "2:16: running.one_more_run lets a week grow by more than a tenth, which is "
                "the most that is advised (S28)"
            ),
        ),
    ],
)
def test_what_leaves_the_evidence_is_said_where_it_is_written(text: str, expected: str) -> None:
    assert warnings(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        BOTTLE,
        f'{BOTTLE}[profile]\nfoot = "left"',
        '[sessions.ice]\nmost = "20m"',
        "[steps.feet]\nenabled = false",
        "[steps.run]\nenabled = false",
        '[steps.evening]\ndays = ["sat"]',
        '[exercises.wall_soleus]\nhold = "60s"',
        '[steps.strength]\nevery = 1\ndays = ["mon", "wed", "sat"]',
        "[steps.strength]\nevery = 3",
        "[exercises.heel_raise_towel]\nsets = 1\nrest = 0",
        "[exercises.heel_raise_towel]\nenabled = false\n[steps.strength]\nevery = 1",
    ],
)
def test_what_stays_within_the_evidence_is_not_commented_on(text: str) -> None:
    assert warnings(text) == []


def test_heel_raises_of_two_steps_are_looked_at_together() -> None:
    alternate = '[steps.strength]\nevery = 1\ndays = ["mon"]'
    assert len(warnings(f'{alternate}{DOUBLE}days = ["tue"]')) == 1
    assert warnings(f'{alternate}{DOUBLE}days = ["wed"]') == []


def test_a_stretch_of_several_sessions_is_named_once() -> None:
    assert len(warnings('[exercises.pf_stretch]\nhold = "5s"')) == 1


def test_a_window_that_the_turn_of_the_day_ends_is_named() -> None:
    cut = "window ends at {}, when the day ends; shorten it, or begin the day later"
    assert warnings('[day]\nstarts = "00:00"') == [
        f"2:10: steps.{one}.{cut.format('00:00')}" for one in ("evening", "night-splint")
    ]
    late = '[steps.evening]\nat = "03:30"\nwindow = "31m"'
    assert warnings(late) == [f"3:10: steps.evening.{cut.format('04:00')}"]
    assert warnings(late.replace("31m", "30m")) == []
    assert warnings('[steps.pain-check]\nat = "04:00"\nwindow = "24h"') == []


def test_a_folder_that_is_there_is_not_commented_on(tmp_path: Path) -> None:
    assert warnings(f"[activities]\nfolder = '{tmp_path}'") == []
