"""What the commands ask a user at a terminal."""

from functools import partial
from pathlib import Path

import pytest
from support.home import Home
from support.terminal import Terminal

DONE, REFUSED = 0, 1
CHECK = "select pain, eases, walking_pain, worse_after_run from pain_checks"
RUN = "select pain, pattern from runs"
OPEN = "Enter leaves a question open."


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.runs_already()
    return home


def asked(home: Home, arguments: str, *answers: str, status: int = DONE) -> str:
    """The output of a command that gets an answer to each of its questions, and no more."""
    with Terminal(home, *arguments.split()) as terminal:
        for number, answer in enumerate(answers, start=1):
            terminal.wait_for(partial(_is_question, number))
            terminal.press(answer, "enter")
        assert terminal.exit_code() == status
        return terminal.text()


def _is_question(number: int, text: str) -> bool:
    return text.count("):") == number


def test_check_asks_for_what_the_judgement_needs(home: Home) -> None:
    said = asked(home, "check 4", "y", "no")
    assert OPEN in said
    assert "First-step pain 4/10: eases after a few steps." in said
    assert home.query(CHECK) == [(4, 1, 0, None)]


def test_check_asks_whether_it_is_worse_only_after_a_run(home: Home) -> None:
    home.run("ran", "5km", "30m", "--pain", "0", "--day", "yesterday")
    assert "Is it worse than yesterday morning, before your run?" in asked(
        home, "check 4", "n", "n", "y"
    )
    assert home.query(CHECK) == [(4, 0, 0, 1)]


def test_check_asks_nothing_that_was_told(home: Home) -> None:
    assert OPEN not in asked(home, "check 4 --ease --no-walking-pain")
    assert home.query(CHECK) == [(4, 1, 0, None)]


def test_without_pain_only_walking_is_asked_about(home: Home) -> None:
    asked(home, "check 0", "y")
    assert home.query(CHECK) == [(0, 1, 1, None)]


def test_enter_leaves_a_question_of_the_check_open(home: Home) -> None:
    said = asked(home, "check 4", "", "")
    assert "First-step pain 4/10: no answer on easing, no answer on walking." in said
    assert home.query(CHECK) == [(4, None, None, None)]


def test_an_answer_that_is_none_is_asked_for_again(home: Home) -> None:
    assert "Please answer like this: yes; no." in asked(home, "check 4", "perhaps", "Yes", "N")
    assert home.query(CHECK) == [(4, 1, 0, None)]


def test_away_and_pause_alone_ask(home: Home) -> None:
    said = asked(home, "away", "", "3 days", "ill")
    assert "Away: until " in said
    assert ", ill." in said
    assert "You were" not in said
    assert "Welcome back." in asked(home, "away", "yes")
    assert "answer this: The first day back?" in asked(home, "away", "", "", "", status=REFUSED)
    assert "No reminders until " in asked(home, "pause", "2h")


def test_who_breaks_off_records_nothing(home: Home) -> None:
    with Terminal(home, "check", "4") as terminal:
        terminal.wait_for(partial(_is_question, 1))
        terminal.press("y", "enter")
        terminal.wait_for(partial(_is_question, 2))
        terminal.press("\x03")  # alone: what is typed right behind it may come first
        assert terminal.exit_code() == REFUSED
    assert home.query(CHECK) == []


@pytest.mark.parametrize("pattern", ["2", "throughout", "Throughout"])
def test_ran_asks_how_the_run_felt(home: Home, pattern: str) -> None:
    asked(home, "ran 5km 30m", "4", pattern)
    assert home.query(RUN) == [(4, "throughout")]


def test_without_pain_its_course_is_not_asked_for(home: Home) -> None:
    asked(home, "ran 5km 30m", "0")
    assert home.query(RUN) == [(0, "none")]


def test_enter_leaves_open_how_a_run_felt(home: Home) -> None:
    assert "no answer on how it felt" in asked(home, "ran 5km 30m", "")
    assert home.query(RUN) == [(None, None)]


def test_ran_without_a_distance_names_its_run_and_keeps_what_is_answered(home: Home) -> None:
    home.run("ran", "5km", "30m")
    assert "Your run: 5.0 km in 30 min, no answer on how it felt." in asked(home, "ran", "4", "2")
    assert home.query(RUN) == [(4, "throughout")]


def test_ran_asks_nothing_that_was_told(home: Home) -> None:
    assert OPEN not in asked(home, "ran 5km 30m --pain 4 --pattern throughout")
    assert home.query(RUN) == [(4, "throughout")]


@pytest.mark.parametrize(("answer", "stage"), [("y", 1), ("n", None), ("", None)])
def test_on_a_walk_jog_day_ran_asks_whether_it_was_one(
    tmp_path: Path, answer: str, stage: int | None
) -> None:
    home = Home(tmp_path)
    assert "Was this the walk-jog" in asked(home, "ran 2.4km 20m", answer, "0")
    assert home.query("select body ->> 'stage' from entries where kind = 'run-logged'") == [stage]


def test_a_walk_jog_that_was_played_is_not_asked_for(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.coach() as coach:
        coach.record.exercise_done("run", coach.present_day(), 0, "walk_1", 60)
    assert "Was this the walk-jog" not in asked(home, "ran 2.4km 20m", "0")
    assert home.query("select body ->> 'stage' from entries where kind = 'run-logged'") == [1]


def test_a_second_walk_jog_of_a_day_is_not_asked_for(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.run("ran", "2.4km", "20m", "--pain", "0", "--walk-jog")
    assert "Was this the walk-jog" not in asked(home, "ran 2km 15m", "0")


def test_a_run_of_half_an_hour_and_more_is_no_walk_jog(tmp_path: Path) -> None:
    assert "Was this the walk-jog" not in asked(Home(tmp_path), "ran 5km 31m", "0")


def test_a_run_far_longer_than_any_other_is_doubted(home: Home) -> None:
    with Terminal(home, "ran", "52km", "5h10m") as terminal:
        terminal.wait_for("more than twice your longest run in 30 days. [y/N]")
        terminal.press("n", "enter")
        assert terminal.exit_code() == REFUSED
        assert "Nothing was recorded; try again with the right distance." in terminal.text()
    assert home.query(RUN) == []
    with Terminal(home, "ran", "52km", "5h10m", "--pain", "0") as terminal:
        terminal.wait_for("Really 52.0 km?")
        terminal.press("y", "enter")
        assert terminal.exit_code() == DONE
        assert "removes a typo" not in terminal.text()
    assert home.query(RUN) == [(0, "none")]


def test_clearing_a_sign_asks_who_has_seen_it_and_when(home: Home) -> None:
    home.run("flag", "numb")
    with Terminal(home, "flag", "--clear", "numb") as terminal:
        terminal.wait_for("Who has seen it:")
        terminal.press("Dr Lee", "enter")
        terminal.wait_for("When")
        terminal.press("enter")
        assert terminal.exit_code() == DONE
    query = "select body ->> 'seen_by', body ->> 'seen_on' = day from entries"
    assert home.query(f"{query} where kind = 'flag-cleared'") == [("Dr Lee", 1)]
