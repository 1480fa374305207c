"""The commands about what today's heel allows, each a process of its own."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from activities.writing import file_id, fit, session
from cli.test_commands import DONE, NOON, REFUSED, facts, misused, one_sentence, refused, succeeds
from home import COACH, Home

from coach.domain.events import IntakeGiven, Pattern
from coach.domain.flags import FLAGS

NO_ANSWER = ""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, NOON)


@pytest.fixture
def runner(home: Home) -> Home:
    """The home of somebody who runs already."""
    home.runs_already()
    return home


def answering(answers: str) -> tuple[str, ...]:
    """The program, with somebody who types."""
    return ("/bin/sh", "-c", f'printf \'{answers}\' | exec "$0" "$@"', *COACH)


def level(home: Home) -> tuple[int, str]:
    found = facts(home, "today")["level"]
    return found["level"], found["row"]


def intake(home: Home) -> tuple[IntakeGiven, date]:
    """What was told, and the coach day on which it was."""
    with home.coach() as coach:
        told = coach.intake()
        assert told is not None
        return told, coach.present_day()


# The level


def test_check_says_what_it_means_for_the_day(runner: Home) -> None:
    said = succeeds(runner, "check", "8", "--no-ease").splitlines()
    assert said[0] == "First-step pain 8/10: does not ease."
    assert said[1].startswith("Rest, and see a clinician: Severe first-step pain")
    assert said[2:] == ["Pain of 8 or more: book an appointment with a clinician."]


def test_today_says_the_level_and_why(runner: Home) -> None:
    succeeds(runner, "check", "7")
    said = succeeds(runner, "today").splitlines()
    assert (
        said[1] == "Cross-train. Moderate to severe pain this morning: nothing with impact today."
    )
    assert any("Cross-training" in line and line.endswith(" run") for line in said)


def test_today_as_json_holds_the_level(home: Home) -> None:
    found = facts(home, "today")["level"]
    assert (found["level"], found["name"], found["row"]) == (2, "Walk and jog", "R12")
    assert found["reason"].startswith("You have not run lately")
    assert (found["warnings"], found["most_today"], found["stage"]) == ([], None, 1)


def test_today_as_json_holds_how_far_one_may_run(runner: Home) -> None:
    found = facts(runner, "today")["level"]
    assert (found["level"], found["most_today"], found["stage"]) == (3, 10_000.0, None)
    assert found["left_this_week"] == 30_000.0


# The intake


def test_an_intake_is_told_by_options(home: Home) -> None:
    options = ["--foot", "left", "--weeks", "6", "--not-typical", "--no-ice", "--weekly", "20km"]
    options += ["--longest", "8km", "--last-run", "2", "--last-pattern", "faded"]
    options += ["--allowed", "2", "--for-weeks", "3"]
    said = succeeds(home, "intake", *options)
    assert said.splitlines()[0] == "Thank you. Today: walk and jog."
    told, today = intake(home)
    assert (told.weekly, told.longest, told.last_pattern) == (20_000, 8000, Pattern.FADED)
    assert (told.is_typical, told.no_ice, told.allowed) == (False, True, 2)
    days = {"since": -42, "last_run": -2, "until": 21}
    assert {one: getattr(told, one) - today for one in days} == {
        one: timedelta(days=number) for one, number in days.items()
    }
    assert 'foot = "left"' in home.config.read_text()


@pytest.mark.parametrize(
    "option",
    [["--not-typical"], ["--typical"], ["--no-ice"], ["--weeks", "0"], ["--foot", "both"]],
    ids=" ".join,
)
def test_one_option_is_an_intake_and_nothing_is_asked(home: Home, option: list[str]) -> None:
    assert succeeds(home, "intake", *option).startswith("Thank you.")
    assert home.query("select count(*) from holding where kind = 'intake-given'") == [1]


def test_without_options_an_intake_is_asked_for(home: Home) -> None:
    answers = r"left\n6\ny\nn\ny\n20km\n8km\n2\nfaded\n"
    run = home.run("intake", program=answering(answers))
    assert (run.returncode, run.stderr) == (DONE, "")
    assert run.stdout.endswith(
        "Thank you. Today: run, no increase.\n`coach flag` lists the signs that need a clinician.\n"
    )
    told, today = intake(home)
    assert (told.weekly, told.longest, told.is_typical) == (20_000, 8000, True)
    assert (told.since, told.last_run) == (today - timedelta(42), today - timedelta(2))
    assert 'foot = "left"' in home.config.read_text()


def test_enter_leaves_a_question_open(home: Home) -> None:
    run = home.run("intake", program=answering(r"both\n\n\n\n\n"))
    assert run.returncode == DONE
    told, _ = intake(home)
    assert (told.since, told.is_typical, told.no_ice, told.last_run) == (None, True, False, None)


def test_a_day_that_cannot_be_is_asked_for_again(home: Home) -> None:
    answers = r"both\n\n\n\ny\n20km\n8km\n-3\n99999999999\n1\nnone\n"
    assert home.run("intake", program=answering(answers)).returncode == DONE
    told, today = intake(home)
    assert told.last_run == today - timedelta(1)


def test_an_intake_that_is_broken_off_changes_nothing(home: Home) -> None:
    run = home.run("intake", program=answering(r"left\n6\n"))
    assert run.returncode == REFUSED
    assert "Traceback" not in run.stderr
    assert not home.journal.exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--foot", "middle"],
        ["--weeks", "-1"],
        ["--weekly", "far"],
        ["--last-run", "2"],
        ["--last-pattern", "none"],
        ["--last-run", "-1", "--last-pattern", "none"],
        ["--allowed", "4"],
    ],
    ids=" ".join,
)
def test_an_intake_that_makes_no_sense_is_told_and_changes_nothing(
    home: Home, options: list[str]
) -> None:
    assert "Error: " in misused(home, "intake", *options)
    assert not home.journal.exists()


# Warning signs


def test_flag_lists_all_signs_and_ticks_none(home: Home) -> None:
    said = succeeds(home, "flag")
    assert [line.split()[2] for line in said.splitlines()] == list(FLAGS)
    assert "[x]" not in said
    assert home.query("select count(*) from entries") == [0]


def test_signs_are_ticked_and_cleared(runner: Home) -> None:
    said = succeeds(runner, "flag", "fever", "lump")
    assert [line.split()[1] for line in said.splitlines() if line.startswith("[x]")] == [
        "fever",
        "lump",
    ]
    assert "\nSee a clinician, at once: Heel pain with fever.\n" in said
    assert "\nSee a clinician, make an appointment: A lump in the arch.\n" in said
    assert level(runner) == (0, "R01")
    assert succeeds(runner, "flag", "--clear") == "No warning sign stands any more.\n"
    assert level(runner) == (3, "R18")
    assert refused(runner, "flag", "--clear") == "There is no warning sign to clear.\n"


def test_an_unknown_sign_is_refused(home: Home) -> None:
    said = refused(home, "flag", "fever", "broken")
    assert one_sentence(said)
    assert said.startswith("There is no warning sign `broken`; known: injury, no-load,")
    assert home.query("select count(*) from entries") == [0]


def test_signs_are_not_ticked_and_cleared_at_once(home: Home) -> None:
    assert "not both at once" in misused(home, "flag", "fever", "--clear")


# Training in a run's place


def test_training_settles_the_cross_training(runner: Home) -> None:
    succeeds(runner, "check", "7")
    assert succeeds(runner, "trained", "swim", "30m") == "Training logged: swim, 30:00.\n"
    (step,) = [one for one in facts(runner, "today")["steps"] if one["step"] == "run"]
    assert (step["kind"], step["status"]) == ("cross-train", "done")
    assert facts(runner, "next")["step"] == "cool-down"


def test_how_far_the_training_went_is_kept(home: Home) -> None:
    succeeds(home, "trained", "ride", "1h05m", "--distance", "25km")
    query = "select body ->> 'distance', body ->> 'duration' from holding where kind = 'trained'"
    assert home.query(query) == [(25_000.0, 3900)]


@pytest.mark.parametrize(
    "arguments", [["chess", "30m"], ["swim"], ["swim", "long"], ["swim", "30m", "--distance", "x"]]
)
def test_training_that_is_none_is_told(home: Home, arguments: list[str]) -> None:
    assert "Error: " in misused(home, "trained", *arguments)


def test_training_takes_some_time(home: Home) -> None:
    expected = "Training needs a time, as in `coach trained swim 30m`.\n"
    assert refused(home, "trained", "swim", "0m") == expected


# Overruled


def test_the_advice_is_overruled_and_that_is_undone(home: Home) -> None:
    expected = "Written down. Today: run, no longer than last time.\n"
    assert succeeds(home, "overrule", "--yes") == expected
    assert level(home) == (3, "R12")
    assert home.query("select body ->> 'row' from holding where kind = 'overruled'") == ["R12"]
    assert refused(home, "overrule", "--yes") == "Today's advice is overruled already.\n"
    assert succeeds(home, "undo") == "Taken back: The advice: overruled.\n"
    assert level(home) == (2, "R12")


@pytest.mark.parametrize(
    ("answer", "status", "overruled"),
    [(r"y\n", DONE, 1), (r"n\n", REFUSED, 0), (r"\n", REFUSED, 0), (NO_ANSWER, REFUSED, 0)],
    ids=["yes", "no", "enter", "nothing"],
)
def test_overruling_asks_and_shows_the_advice(
    home: Home, answer: str, status: int, overruled: int
) -> None:
    run = home.run("overrule", program=answering(answer))
    assert run.returncode == status
    assert run.stdout.startswith("Walk and jog: You have not run lately")
    assert "Run today all the same [y/N]" in run.stdout
    assert home.query("select count(*) from holding where kind = 'overruled'") == [overruled]


@pytest.mark.parametrize("arguments", [["overrule"], ["overrule", "--yes"]], ids=" ".join)
def test_rest_is_not_overruled_and_nothing_is_asked(home: Home, arguments: list[str]) -> None:
    succeeds(home, "flag", "fever")
    expected = "That is not to be overruled here: ask a clinician.\n"
    assert refused(home, *arguments) == expected


def test_who_may_run_has_nothing_to_overrule(runner: Home) -> None:
    expected = "There is nothing to overrule: you may run today.\n"
    assert refused(runner, "overrule") == expected


# How the run from the watch felt


def test_ran_without_a_distance_tells_how_the_run_of_the_watch_felt(runner: Home) -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=40)
    (runner.folder / "run.fit").write_bytes(fit(file_id(), session(began)))
    assert succeeds(runner, "import", "run.fit") == "New: 1 run.\n"
    said = succeeds(runner, "ran", "--pain", "2", "--pattern", "faded", "--effort", "4", "--tape")
    assert said.startswith("Run logged: 5.0 km in 30:00, pain 2/10 at the start, then it faded")
    query = """select metres, seconds, r.pain, body ->> 'effort', body ->> 'supports'
               from runs r join holding using (at)"""
    assert runner.query(query) == [(5000.0, 1800, 2, 4, '["tape"]')]


def test_ran_without_a_distance_is_refused_where_no_run_waits(runner: Home) -> None:
    expected = "No run waits to be told of; write `coach ran 5.2km 31m`.\n"
    assert refused(runner, "ran") == expected
    succeeds(runner, "ran", "5km", "30m")
    assert refused(runner, "ran", "--pain", "1", "--pattern", "faded") == expected
