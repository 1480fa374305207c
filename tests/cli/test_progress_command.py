"""`coach progress`: a week in words, and in numbers for other programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.run("check", "3")
    home.run("ran", "5.2km", "31m", "--pain", "0")
    home.run("trained", "swim", "30m")
    return home


def facts(home: Home) -> dict[str, Any]:
    ended = home.run("progress", "--ago", "0", "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def test_a_week_as_json_holds_numbers(home: Home) -> None:
    told = facts(home)
    assert (told["pain"], told["mornings"]) == (3, 1)
    assert (told["runs"], told["distance"], told["trained"]) == (1, 5200, 1800)
    assert told["days"][-1]["pain"] == 3
    assert told["headline"] is None
    assert sum(day["distance"] for day in told["days"]) == told["distance"]


@pytest.mark.parametrize("distances", ["km", "mi"])
def test_the_numbers_are_the_same_whatever_the_display_says(home: Home, distances: str) -> None:
    home.configure(f'[display]\ndistances = "{distances}"\n')
    assert facts(home)["distance"] == 5200


def test_the_sentences_stand_beside_the_numbers(home: Home) -> None:
    said = facts(home)["sentences"]
    assert said["Running"].startswith("5.2 km in 1 run")
    assert said["Running"] in home.run("progress", "--ago", "0").stdout.replace(
        "\n" + " " * 15, " "
    )
