"""The card: a sound picture of numbers, which holds no word that the runner wrote."""

import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.home import Home
from support.simulated import Setting

from coach.cli.card import card_of
from coach.config.themes import DEFAULT, Theme, ThemeStore
from coach.domain.events.types import Pattern, RunNotes
from coach.domain.history.time_axis import Span
from coach.errors import RefusedError
from coach.reports.card import HEIGHT, WIDTH, Card, draw

FIRST = date(2026, 9, 7)
A_DAY = timedelta(days=1)
SVG = "{http://www.w3.org/2000/svg}"


def shipped(name: str) -> Theme:
    theme = ThemeStore(Path("none.toml")).read_shipped(name).theme
    assert theme
    return theme


def card(pains: dict[int, int], distances: list[float], headline: str = "Down & up.") -> Card:
    weeks = [
        (Span(FIRST + A_DAY * 7 * at, FIRST + A_DAY * (7 * at + 6)), metres)
        for at, metres in enumerate(distances)
    ]
    return Card(
        headline=headline,
        first=FIRST,
        last=FIRST + A_DAY * 60,
        first_week=6,
        pains={FIRST + A_DAY * at: pain for at, pain in pains.items()},
        weeks=weeks,
        facts=[("49.0 km", "in 19 runs"), ("145", "stretch sessions")],
        theme=shipped(DEFAULT),
    )


@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 10)),
    st.lists(st.floats(0, 200_000), max_size=9),
)
def test_it_is_sound_and_all_of_it_is_in_the_picture(
    pains: dict[int, int], distances: list[float]
) -> None:
    root = ET.fromstring(draw(card(pains, distances)))  # noqa: S314 - our own
    for one in root.iter():
        for key in ("x", "x1", "x2", "cx"):
            assert 0 <= float(one.get(key, 0)) <= WIDTH
        for key in ("y", "y1", "y2", "cy"):
            assert 0 <= float(one.get(key, 0)) <= HEIGHT
    assert len(root.findall(f"{SVG}circle")) == len(pains)


@given(st.integers(1, 100))
def test_a_long_headline_takes_two_rows_and_loses_no_word(words: int) -> None:
    headline = "word " * (words % 13 + 1)
    root = ET.fromstring(draw(card({}, [], headline.strip())))  # noqa: S314 - our own
    rows = [one.text or "" for one in root.findall(f"{SVG}text") if one.get("font-size") == "42"]
    assert " ".join(rows) == headline.strip()
    assert max(map(len, rows)) <= 40


def test_it_shows_the_present_episode_and_none_of_the_runners_words(setting: Setting) -> None:
    setting.configure(
        'theme = "daylight"\n[goal]\ndistance = "10km"\nname = "Secret race"\n'
        '[steps.midday]\nname = "Secret stretches"\n'
    )
    setting.live_two_weeks()
    setting.coach.changes()
    notes = RunNotes(shoes="Secret shoes")
    setting.coach.runs.ran(4000, 1500, 1, Pattern.FADED, notes=notes)
    text = draw(card_of(setting.coach))
    assert "Secret" not in text
    assert re.search(r"First-step pain is down from \d to \d", text)
    assert "stretch sessions" in text
    assert shipped("daylight").colors["background"] in text


def test_colours_that_only_a_terminal_knows_give_way_to_the_shipped_ones(setting: Setting) -> None:
    setting.configure('theme = "ansi"')
    setting.coach.record.check(4)
    assert card_of(setting.coach).theme.name == DEFAULT


def test_without_an_entry_there_is_nothing_to_show(setting: Setting) -> None:
    with pytest.raises(RefusedError, match="nothing to show yet"):
        card_of(setting.coach)


def test_a_second_one_of_a_day_gets_a_name_of_its_own(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.run("check", "3")
    for _ in range(2):
        assert home.run("card").returncode == 0
    first, second = sorted(tmp_path.glob("coach-card-*.svg"), key=lambda one: len(one.name))
    assert second.stem == f"{first.stem}-2"


def test_the_command_writes_a_new_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.run("check", "3")
    file = tmp_path / "card.svg"
    assert home.run("card", "--to", str(file)).returncode == 0
    assert "1 day with Coach." in file.read_text()
    assert home.run("card", "--to", str(file)).returncode == 1
