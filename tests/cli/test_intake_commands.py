"""The commands about what today's heel allows, each a process of its own."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.test_commands import DONE, NOON, REFUSED, facts, misused, one_sentence, refused, succeeds
from support.activity_files import file_id, fit, session
from support.home import COACH, Home

from coach.cli.asking import ask_all
from coach.cli.record import says_anything
from coach.core.forms.form import Question, yes_no
from coach.domain.events.types import IntakeGiven, Pattern
from coach.domain.heel.warning_signs import FLAGS
from coach.wording.phrases import SIGN_TITLES

NO_ANSWER = ""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, NOON)


@pytest.fixture
def runner(home: Home) -> Home:
    """The home of a runner who has run lately."""
    home.runs_already()
    return home


def answering(answers: str) -> tuple[str, ...]:
    """The program, with input typed by a user."""
    return ("/bin/sh", "-c", f'printf \'{answers}\' | exec "$0" "$@"', *COACH)


def level(home: Home) -> tuple[int, str]:
    found = facts(home, "today")["level"]
    return found["level"], found["row"]


def intake(home: Home) -> tuple[IntakeGiven, date]:
    """The intake, and the coach day on which it was given."""
    with home.coach() as coach:
        told = coach.days.intake()
        assert told is not None
        return told, coach.present_day()


# The level


def test_check_says_what_it_means_for_the_day(runner: Home) -> None:
    said = succeeds(runner, "check", "8", "--no-ease").splitlines()
    assert said == [
        "First-step pain 8/10: does not ease, no answer on walking.",
        (
            "Rest, and see a clinician. Severe first-step pain, and it does not ease: rest, and "
            "get it checked."
        ),
        "8 or more: book an appointment with a clinician.",
        "When you run next depends on the mornings to come.",
    ]


@pytest.mark.parametrize(
    ("answers", "expected", "row"),
    [
        ([], "you have not said whether it eases and walking does not hurt: rest for now", "R03"),
        (["--no-ease"], "you have not said whether walking does not hurt: rest for now", "R03"),
        (["--walking-pain"], "you have not said whether it eases: rest for now", "R03"),
        (["--ease"], "you have not said whether walking does not hurt: no running", "R05"),
        (["--ease", "--walking-pain"], "Walking still hurts after the first steps", "R05"),
        (["--no-ease", "--walking-pain"], "does not ease and still hurts when you walk", "R03"),
    ],
)
def test_an_answer_that_counts_as_the_worse_one_is_called_missing(
    runner: Home, answers: list[str], expected: str, row: str
) -> None:
    assert expected in succeeds(runner, "check", "7", *answers)
    level = facts(runner, "why")["level"]
    assert level["row"] == row
    is_missing = "you have not said" in expected
    assert ("the rest of the pain check" in level["change"]) is is_missing


def test_today_says_the_level_and_why(runner: Home) -> None:
    succeeds(runner, "check", "7", "--ease", "--no-walking-pain")
    said = succeeds(runner, "today").splitlines()
    assert said[1] == "Cross-train. 6 or more at the first steps: nothing with impact today."
    assert any("Cross-training" in line and line.endswith(" run") for line in said)


def test_today_as_json_holds_the_level(home: Home) -> None:
    found = facts(home, "today")["level"]
    assert (found["level"], found["name"], found["row"]) == (2, "Walk and jog", "R12")
    assert found["reason"].startswith("No run is logged before today")
    assert (found["warnings"], found["most_today"], found["stage"]) == ([], None, 1)


def test_today_as_json_holds_how_far_one_may_run(runner: Home) -> None:
    found = facts(runner, "today")["level"]
    assert (found["level"], found["most_today"], found["stage"]) == (3, 10_000.0, None)
    assert found["left_this_week"] == 30_000.0
    succeeds(runner, "ran", "4km", "25m", "--pain", "0")
    assert facts(runner, "today")["level"]["most_today"] == 6000.0


def test_after_a_run_that_hurt_nobody_runs_again_that_day(runner: Home) -> None:
    succeeds(runner, "ran", "4km", "25m", "--pain", "6", "--pattern", "worse")
    assert facts(runner, "today")["level"]["most_today"] == 0
    assert "Today's run hurt: no more running today." in succeeds(runner, "why")


CODE = re.compile(r"\b(?:R\d\d|S\d+)\b|\[[A-Z]\d+\]")


@pytest.mark.parametrize("pain", ["0", "2", "4", "7", "9"])
@pytest.mark.parametrize("command", ["today", "why"])
def test_no_code_is_shown_to_a_person(runner: Home, command: str, pain: str) -> None:
    assert not CODE.search(succeeds(runner, "check", pain))
    assert not CODE.search(succeeds(runner, command))


def test_why_says_what_was_not_answered(runner: Home) -> None:
    findings = facts(runner, "why")["level"]["findings"]
    assert (findings["First steps"], findings["Walking"]) == ("no pain check yet", "no answer")
    assert findings["Lately"] == "no pain check today"
    assert "The morning after" not in findings
    succeeds(runner, "ran", "4km", "25m", "--day", "yesterday")
    findings = facts(runner, "why")["level"]["findings"]
    assert findings["Last run"] == "no answer on how it felt"
    succeeds(runner, "check", "2", "--worse")
    findings = facts(runner, "why")["level"]["findings"]
    assert findings["First steps"] == "2/10, no answer on easing"
    assert findings["The morning after"] == "worse"


# The intake


def test_an_intake_is_told_by_options(home: Home) -> None:
    options = ["--foot", "left", "--weeks", "6", "--not-typical", "--no-ice", "--weekly", "20km"]
    options += ["--longest", "8km", "--last-run", "2", "--last-pattern", "faded"]
    options += ["--allowed", "2", "--until", "3 weeks", "--no-weak-bones", "--not-pregnant"]
    said = succeeds(home, "intake", *options).splitlines()
    assert said[0].endswith(": walk and jog.")
    assert said[1].startswith("Your clinician's word, until ")
    told, today = intake(home)
    assert (told.weekly, told.longest, told.last_pattern) == (20_000, 8000, Pattern.FADED)
    assert (told.is_typical, told.no_ice, told.allowed) == (False, True, 2)
    assert (told.weak_bones, told.pregnant, told.brisk_walk) == (False, False, None)
    days = {"since": -42, "last_run": -2, "until": 21}
    assert {one: getattr(told, one) - today for one in days} == {
        one: timedelta(days=number) for one, number in days.items()
    }
    assert 'foot = "left"' in home.config.read_text()


@pytest.mark.parametrize(
    "option",
    [
        ["--not-typical"],
        ["--typical"],
        ["--no-ice"],
        ["--weeks", "0"],
        ["--foot", "both"],
        ["--brisk-walk"],
        ["--allowed", "2"],
    ],
    ids=" ".join,
)
def test_one_option_is_an_intake_and_nothing_is_asked(home: Home, option: list[str]) -> None:
    assert succeeds(home, "intake", *option).startswith("Thank you.")
    assert home.query("select count(*) from holding where kind = 'intake-given'") == [1]


@pytest.mark.parametrize(("told", "days"), [("6", 42), ("10 days", 10), ("3 months", 90)])
def test_how_long_it_has_hurt_may_have_a_unit(home: Home, told: str, days: int) -> None:
    succeeds(home, "intake", "--weeks", told)
    found, today = intake(home)
    assert found.since == today - timedelta(days=days)


def test_a_longest_run_beyond_the_week_is_pointed_out(home: Home) -> None:
    told = "The longest run is farther than a week; `coach undo` removes a typo."
    assert told not in succeeds(home, "intake", "--weekly", "20km", "--longest", "20km")
    assert told in succeeds(home, "intake", "--longest", "25km")
    assert told not in succeeds(home, "intake", "--no-ice")


def test_a_clinicians_word_lasts_four_weeks_where_no_end_is_told(home: Home) -> None:
    succeeds(home, "intake", "--allowed", "1")
    told, today = intake(home)
    assert told.until == today + timedelta(weeks=4)
    assert level(home) == (1, "R12")


def test_a_clinicians_word_stays_until_it_is_withdrawn(home: Home) -> None:
    succeeds(home, "intake", "--allowed", "1", "--until", "6 weeks")
    succeeds(home, "intake", "--no-ice")
    told, today = intake(home)
    assert (told.allowed, told.until) == (1, today + timedelta(weeks=6))
    succeeds(home, "intake", "--allowed", "none")
    told, _ = intake(home)
    assert (told.allowed, told.until) == (None, None)
    assert level(home) == (2, "R12")


def test_a_clinicians_word_that_is_over_is_refused(home: Home) -> None:
    said = refused(home, "intake", "--allowed", "1", "--until", "2020-01-31")
    expected = (
        "2020-01-31 is already over; give the last day on which the clinician's advice counts.\n"
    )
    assert said == expected
    assert home.query("select count(*) from entries") == [0]


def test_an_intake_that_asks_for_a_clinician_says_so(home: Home) -> None:
    said = succeeds(home, "intake", "--weak-bones", "--pregnant").splitlines()
    assert said[0] == "Thank you. Today: cross-train."
    assert any(line.endswith("You are pregnant.") for line in said)


ABOUT_RUNNER = r"left\n6\ny\nn\nno\nn\ny\n20km\n8km\n2\nfaded\n"


def test_without_options_an_intake_is_asked_for(home: Home) -> None:
    run = home.run("intake", program=answering(ABOUT_RUNNER + r"2\n3 weeks\n"))
    assert (run.returncode, run.stderr) == (DONE, "")
    assert ": walk and jog.\nYour clinician's word, until " in run.stdout
    assert run.stdout.endswith("`coach flag` lists the signs that need a clinician.\n")
    told, today = intake(home)
    assert (told.weekly, told.longest, told.is_typical) == (20_000, 8000, True)
    assert (told.weak_bones, told.pregnant, told.no_ice) == (False, False, False)
    assert (told.since, told.last_run) == (today - timedelta(42), today - timedelta(2))
    assert (told.last_pattern, told.brisk_walk) == (Pattern.FADED, None)
    assert (told.allowed, told.until) == (2, today + timedelta(21))
    assert 'foot = "left"' in home.config.read_text()


def test_an_intake_without_anyone_to_answer_ends_with_a_sentence(home: Home) -> None:
    run = home.run("intake")
    assert run.returncode == REFUSED
    assert run.stderr == (
        "No answer, so nothing was recorded; you can also answer by options, see `--help`.\n"
    )
    assert home.query("select count(*) from entries") == [0]


def test_enter_leaves_a_question_open(home: Home) -> None:
    run = home.run("intake", program=answering(r"\n" * 8))
    assert run.returncode == DONE
    told, _ = intake(home)
    assert (told.since, told.last_run, told.allowed, told.until) == (None, None, None, None)
    assert (told.weak_bones, told.pregnant, told.brisk_walk) == (None, None, None)


def test_enter_keeps_what_was_told_before(home: Home) -> None:
    options = ["--not-typical", "--no-ice", "--weak-bones", "--weekly", "20km", "--allowed", "2"]
    succeeds(home, "intake", *options)
    before = home.query("select body from entries order by id")
    assert home.run("intake", program=answering(r"\n" * 8)).returncode == DONE
    assert home.query("select body from entries order by id") == before


def test_who_does_not_run_is_asked_for_a_brisk_walk(home: Home) -> None:
    run = home.run("intake", program=answering(r"b\n\n\n\n\n\nn\ny\n\n"))
    assert run.returncode == DONE
    told, _ = intake(home)
    assert told.brisk_walk is True
    assert "First, once: 30 minutes" not in succeeds(home, "why")


def test_an_answer_that_cannot_be_is_asked_for_again(home: Home) -> None:
    answers = r"middle\nboth\n\n\nmaybe\ny\n\n\ny\nfar\n20km\n8km\n-3\n99999\n1\nnone\n5\n\n"
    run = home.run("intake", program=answering(answers))
    assert run.returncode == DONE
    assert run.stdout.count("Please answer like this: ") == 6
    told, today = intake(home)
    assert told.last_run == today - timedelta(1)
    assert (told.weak_bones, told.last_pattern, told.allowed) == (True, Pattern.NONE, None)


def test_an_intake_that_is_broken_off_changes_nothing(home: Home) -> None:
    run = home.run("intake", program=answering(r"left\n6\n"))
    assert run.returncode == REFUSED
    assert "Traceback" not in run.stderr
    assert home.query("select count(*) from entries") == [0]


def test_a_no_to_running_ends_what_was_told_of_it(home: Home) -> None:
    succeeds(home, "intake", "--weekly", "20km", "--longest", "8km")
    assert home.run("intake", program=answering(r"\n\n\n\n\n\nn\n\n\n")).returncode == DONE
    told, _ = intake(home)
    assert (told.weekly, told.longest) == (0, 0)


@pytest.mark.parametrize(
    "options",
    [
        ["--foot", "middle"],
        ["--weeks", "-1"],
        ["--weeks", "two months"],
        ["--weekly", "far"],
        ["--last-run", "2"],
        ["--last-pattern", "none"],
        ["--last-run", "-1", "--last-pattern", "none"],
        ["--allowed", "4"],
        ["--allowed", "2", "--until", "someday"],
        ["--allowed", "none", "--until", "fri"],
        ["--until", "fri"],
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
    signs = [line.split()[2] for line in said.splitlines() if line.startswith("[ ]")]
    assert signs == list(FLAGS)
    assert [line for line in said.splitlines() if not line.startswith("[ ]")] == [
        f"{title}:" for title in SIGN_TITLES.values()
    ]
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
    said = succeeds(runner, "flag", "--clear", "fever", "--seen-by", "Dr Lee, physio")
    assert said == (
        "Cleared. Still to clear: lump. Running starts again with walk-jogs, at stage 1.\n"
        "Today: no walk-jog.\n"
    )
    assert level(runner) == (2, "R12")
    said = succeeds(
        runner, "flag", "--clear", "lump", "--seen-by", "Dr Lee", "--seen-on", "yesterday"
    )
    assert said == "Cleared.\nToday: no walk-jog.\n"
    query = "select body ->> 'flags', body ->> 'seen_by', day, body ->> 'seen_on' from entries"
    first, last = runner.query(f"{query} where kind = 'flag-cleared' order by id")
    assert first[:2] == ('["fever"]', "Dr Lee, physio")
    assert first[2] == first[3]
    assert last[3] == str(date.fromisoformat(last[2]) - timedelta(days=1))
    expected = "There is no warning sign to clear.\n"
    assert refused(runner, "flag", "--clear", "lump", "--seen-by", "Dr Lee") == expected


@pytest.mark.parametrize(
    "arguments",
    [["--clear"], ["--clear", "fever"], ["--clear", "--seen-by", "Dr Lee"], ["fever", "--clear"]],
    ids=" ".join,
)
def test_clearing_asks_which_sign_and_who_has_seen_it(home: Home, arguments: list[str]) -> None:
    succeeds(home, "flag", "fever")
    said = misused(home, "flag", *arguments).splitlines()[-1]
    assert said == (
        'Error: Say which sign a clinician has seen, and who: --clear numb --seen-by "Dr Lee".'
    )
    assert level(home) == (0, "R01")


def test_a_sign_that_does_not_stand_is_not_cleared(home: Home) -> None:
    succeeds(home, "flag", "fever")
    said = refused(home, "flag", "--clear", "lump", "--seen-by", "Dr Lee")
    assert said == "There is no warning sign `lump` to clear; you have fever.\n"
    said = refused(
        home, "flag", "--clear", "fever", "--seen-by", "Dr Lee", "--seen-on", "9999-01-01"
    )
    assert said == "9999-01-01 has not come yet.\n"
    assert level(home) == (0, "R01")


@pytest.mark.parametrize(
    ("sign", "expected"),
    [("fever", (0, "R01")), ("bones", (1, "R21")), ("lump", (3, "R00"))],
)
def test_a_sign_stops_training_or_running_or_only_asks(
    runner: Home, sign: str, expected: tuple[int, str]
) -> None:
    succeeds(runner, "done", "morning", "--day", "yesterday")
    succeeds(runner, "done", "midday", "--day", "yesterday")
    succeeds(runner, "flag", sign)
    assert level(runner) == expected


def test_an_unknown_sign_is_refused(home: Home) -> None:
    said = refused(home, "flag", "fever", "broken")
    assert one_sentence(said)
    assert said.startswith("There is no warning sign `broken`; known: injury, no-load,")
    assert home.query("select count(*) from entries") == [0]


def test_signs_are_not_ticked_and_cleared_at_once(home: Home) -> None:
    assert "not both at once" in misused(
        home, "flag", "fever", "--clear", "numb", "--seen-by", "Dr Lee"
    )


# Training in a run's place


def test_training_settles_the_cross_training(runner: Home) -> None:
    succeeds(runner, "check", "7", "--ease", "--no-walking-pain")
    assert succeeds(runner, "trained", "swim", "30m") == "Training logged: swim, 30 min.\n"
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
    succeeds(home, "check", "2", "--ease", "--no-walking-pain")
    expected = "Recorded. Today: run, no longer than lately.\n"
    assert succeeds(home, "overrule", "--yes") == expected
    assert level(home) == (3, "R12")
    assert home.query("select body ->> 'row' from holding where kind = 'overruled'") == ["R12"]
    assert refused(home, "overrule", "--yes") == "You have already overruled today's advice.\n"
    assert succeeds(home, "undo") == "Undone: The advice: overruled.\n"
    assert level(home) == (2, "R12")


@pytest.mark.parametrize(
    ("answer", "status", "overruled"),
    [(r"y\n", DONE, 1), (r"n\n", REFUSED, 0), (r"\n", REFUSED, 0), (NO_ANSWER, REFUSED, 0)],
    ids=["yes", "no", "enter", "nothing"],
)
def test_overruling_asks_and_shows_the_advice(
    home: Home, answer: str, status: int, overruled: int
) -> None:
    succeeds(home, "check", "2", "--ease", "--no-walking-pain")
    run = home.run("overrule", program=answering(answer))
    assert run.returncode == status
    assert run.stdout.startswith("Walk and jog. No run is logged before today")
    assert "Run anyway [y/N]" in run.stdout
    assert home.query("select count(*) from holding where kind = 'overruled'") == [overruled]


@pytest.mark.parametrize("arguments", [["overrule"], ["overrule", "--yes"]], ids=" ".join)
def test_rest_is_not_overruled_and_nothing_is_asked(home: Home, arguments: list[str]) -> None:
    succeeds(home, "flag", "fever")
    succeeds(home, "check", "2", "--ease", "--no-walking-pain")
    expected = "That advice cannot be overruled: ask a clinician.\n"
    assert refused(home, *arguments) == expected


def test_before_the_whole_check_nothing_is_overruled(home: Home) -> None:
    expected = (
        "Do the whole pain check first: that advice can only be overruled on a mild morning.\n"
    )
    assert refused(home, "overrule", "--yes") == expected
    succeeds(home, "check", "2", "--ease")
    assert refused(home, "overrule", "--yes") == expected


def test_who_may_run_has_nothing_to_overrule(runner: Home) -> None:
    expected = "There is nothing to overrule: you may run today.\n"
    assert refused(runner, "overrule") == expected


# How the run from the watch felt


def test_ran_without_a_distance_tells_how_the_run_of_the_watch_felt(runner: Home) -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=40)
    (runner.folder / "run.fit").write_bytes(fit(file_id(), session(began)))
    assert succeeds(runner, "import", "run.fit") == "New: 1 run.\n"
    said = succeeds(runner, "ran", "--pain", "2", "--pattern", "faded", "--effort", "4", "--tape")
    assert said.startswith("Run logged: 5.0 km in 30 min, pain 2/10 at the start, then it faded")
    query = """select metres, seconds, r.pain, body ->> 'effort', body ->> 'supports'
               from runs r join holding using (at)"""
    assert runner.query(query) == [(5000.0, 1800, 2, 4, '["tape"]')]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--pain", "0"], (0, "none", None)),
        (["--no-tape"], (None, None, "[]")),
    ],
)
def test_no_pain_and_a_plain_no_say_how_the_run_of_the_watch_felt(
    runner: Home, options: list[str], kept: tuple[int | None, str | None, str | None]
) -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=40)
    (runner.folder / "run.fit").write_bytes(fit(file_id(), session(began)))
    succeeds(runner, "import", "run.fit")
    assert refused(runner, "ran").startswith("Say how the run felt")
    succeeds(runner, "ran", *options)
    query = "select r.pain, r.pattern, body ->> 'supports' from runs r join holding using (at)"
    assert runner.query(query) == [kept]


def test_an_answer_counts_whether_it_was_asked_for_or_given_as_an_option() -> None:
    nothing = {"pain": None, "pattern": None, "walk_jog": None}
    options = {**nothing, "effort": None, "tape": None, "orthotic": None, "shoes": "", "yes": True}
    assert not says_anything(nothing, options)
    assert says_anything({**nothing, "pain": 0}, options)
    assert says_anything({**nothing, "walk_jog": False}, options)
    assert says_anything(nothing, {**options, "shoes": "the old ones"})


def test_a_run_told_hours_after_it_came_from_the_watch_is_said_to_be_that_one(runner: Home) -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=6)
    (runner.folder / "run.fit").write_bytes(fit(file_id(), session(began)))
    succeeds(runner, "import", "run.fit")
    said = succeeds(runner, "ran", "5.2km", "31m", "--pain", "2", "--pattern", "faded")
    at = began.astimezone(ZoneInfo(runner.zone))
    assert f"\nThis is the run of {at:%H:%M} from your watch. If it was another one: `coach" in said
    assert runner.query("select metres, pain from runs") == [(5000.0, 2)]
    said = succeeds(runner, "ran", "5.2km", "31m", "--pain", "0")
    assert "from your watch" not in said
    assert len(runner.query("select metres from runs")) == 2


def test_ran_without_a_distance_is_refused_where_no_run_waits(runner: Home) -> None:
    expected = (
        "No run of the last 7 days is without its answers. Log a new one like "
        "`coach ran 5.2km 31m`; correct an older one in the log book.\n"
    )
    assert refused(runner, "ran") == expected
    succeeds(runner, "ran", "5km", "30m", "--pain", "0")
    assert refused(runner, "ran", "--pain", "1", "--pattern", "faded") == expected


def test_what_was_not_told_of_a_run_may_be_told_later(runner: Home) -> None:
    said = succeeds(runner, "ran", "5km", "30m")
    assert said == "Run logged: 5.0 km in 30 min, no answer on how it felt.\n"
    said = succeeds(runner, "ran", "--pain", "2")
    assert said == "Run logged: 5.0 km in 30 min, pain 2/10, no answer on how it went.\n"
    said = succeeds(runner, "ran", "--pattern", "faded", "--pain", "2")
    assert said == "Run logged: 5.0 km in 30 min, pain 2/10 at the start, then it faded.\n"
    assert runner.query("select pain, pattern from runs") == [(2, "faded")]


def test_a_pattern_without_a_pain_is_said_to_be_one_of_pain(runner: Home) -> None:
    said = succeeds(runner, "ran", "5km", "30m", "--pattern", "faded")
    pain = "pain at the start, then it faded, no answer on how much"
    assert said == f"Run logged: 5.0 km in 30 min, {pain}.\n"


# A run, a walk-jog, a typing mistake


@pytest.mark.parametrize(
    ("option", "kept"),
    [([], (None, None)), (["--no-walk-jog"], (0, None)), (["--walk-jog"], (1, 1))],
    ids=["not told", "run", "walk-jog"],
)
def test_a_run_is_a_stage_only_where_it_is_told_to_be(
    home: Home, option: list[str], kept: tuple[int | None, int | None]
) -> None:
    said = succeeds(home, "ran", "2.4km", "20m", "--pain", "0", *option)
    assert home.query(
        "select body ->> 'walk_jog', body ->> 'stage' from holding where kind = 'run-logged'"
    ) == [kept]
    assert ("The advice was a walk-jog" in said) is (option != ["--walk-jog"])


def test_a_run_beyond_the_advice_is_recorded_and_that_is_said(runner: Home) -> None:
    said = succeeds(runner, "ran", "12km", "70m", "--pain", "0")
    advice = (
        "The advice was 10.0 km at most; too steep an increase can bring injury, so keep the next "
        "one shorter."
    )
    assert said.splitlines()[1:] == [advice]


def test_a_run_far_longer_than_any_other_is_recorded_and_that_is_said(runner: Home) -> None:
    said = succeeds(runner, "ran", "52km", "5h10m", "--pain", "0").splitlines()
    assert said[0] == "Run logged: 52.0 km in 5 h 10 min, no pain."
    doubt = "That is more than twice your longest run in 30 days; `coach undo` removes a typo."
    assert said[1] == doubt
    succeeds(runner, "undo")
    assert runner.query("select count(*) from runs") == [0]
    assert doubt not in succeeds(runner, "ran", "52km", "5h10m", "--pain", "0", "--yes")
    assert doubt not in succeeds(runner, "ran", "9km", "1h", "--pain", "0")


def test_how_strength_felt_is_kept(home: Home) -> None:
    succeeds(home, "done", "strength", "--pain", "2", "--effort", "6")
    query = "select body ->> 'pain', body ->> 'effort' from holding where kind = 'step-done'"
    assert home.query(query) == [(2, 6)]
    assert "Error: " in misused(home, "done", "strength", "--effort", "11")


@pytest.mark.parametrize("arguments", [["ran", "5k", "30m"], ["check", "4"], ["ran"]], ids=" ".join)
def test_a_script_that_pipes_is_asked_nothing(runner: Home, arguments: list[str]) -> None:
    run = runner.run(*arguments, program=answering(r"y\n3\n1\n"))
    assert "?" not in run.stdout
    assert run.returncode == (REFUSED if arguments == ["ran"] else DONE)


@pytest.mark.parametrize(
    "command",
    [
        ("intake", "--weekly", "1001km"),
        ("intake", "--longest", "501km"),
        ("trained", "swim", "30m", "--distance", "501km"),
    ],
    ids=" ".join,
)
def test_a_distance_that_nobody_covers_is_refused(home: Home, command: tuple[str, ...]) -> None:
    ended = home.run(*command)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert home.query("select count(*) from entries") == [0]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("", "No answer, so nothing was done; `--yes` answers for you.\n"),
        ("n\\n", "Nothing was done.\n"),
    ],
)
def test_a_question_that_is_not_answered_with_yes_does_nothing(
    runner: Home, answers: str, said: str
) -> None:
    succeeds(runner, "check", "3", "--no-ease", "--no-walking-pain")
    done = runner.run("overrule", program=answering(answers))
    assert (done.returncode, done.stderr.endswith(said)) == (1, True)
    assert "Overruled" not in succeeds(runner, "entries")
    assert "Recorded." in succeeds(runner, "overrule", "--yes")


def test_enter_takes_what_recorded_runs_suggest(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    typed = iter(["", "", "12 km", ""])

    def answer(text: str) -> str:
        asked.append(text)
        return next(typed)

    monkeypatch.setattr("coach.cli.asking._typed", answer)
    questions = (
        yes_no("runs", "Have you run?"),
        Question("weekly", "Weekly distance?", parse=str, example="20 km"),
        Question("longest", "Longest run?", parse=str, example="8 km"),
        Question("last_run", "Days since the last run?", parse=int, example="2"),
    )
    suggested = {"runs": True, "weekly": "23.4 km", "longest": "9 km"}
    assert ask_all(questions, suggested=suggested) == {
        "runs": True,
        "weekly": "23.4 km",
        "longest": "12 km",
    }
    assert asked == [
        "Have you run? (yes; no; enter: yes)",
        "Weekly distance? (20 km; enter: 23.4 km)",
        "Longest run? (8 km; enter: 9 km)",
        "Days since the last run? (2)",
    ]
