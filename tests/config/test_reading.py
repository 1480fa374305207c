import os
import time as clock
import tomllib
from collections.abc import Iterator
from datetime import time
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import shipped_routine
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.config import Reading, load, read
from coach.domain.routine.kinds import Foot
from coach.domain.routine.model import Routine, Tempo
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import Duration
from coach.errors import ConfigError

SHIPPED = resources.files("coach.config").joinpath("defaults.toml").read_text("utf-8")


def routine(text: str) -> Routine:
    return read(text).or_fail()


def sentences(text: str) -> list[str]:
    """The problems of a config text, which then has no routine."""
    reading = read(text, "mine.toml")
    assert reading.routine is None
    return [one.sentence(reading.source) for one in reading.problems]


def sentence(text: str) -> str:
    (only,) = sentences(text)
    return only


def warnings(text: str) -> list[str]:
    reading = read(text, "mine.toml")
    assert reading.routine is not None
    return [one.sentence(reading.source) for one in reading.warnings]


# --- What may be written ------------------------------------------------------------------------


def test_the_shipped_routine_is_valid_and_within_the_evidence() -> None:
    reading = read("")
    assert reading.routine is not None
    assert reading.problems == ()
    assert reading.warnings == ()


def test_the_shipped_file_laid_over_itself_changes_nothing() -> None:
    assert read(SHIPPED)[:3] == read("")[:3]


def test_a_missing_file_means_the_shipped_routine(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml").or_fail() == routine("")


def test_a_file_with_the_mark_that_some_editors_put_in_front_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "daylight"\n', encoding="utf-8-sig")
    assert load(file).or_fail().theme == "daylight"


def test_a_time_for_one_step_is_a_whole_file_and_replaces_the_shipped_place() -> None:
    ice = routine('[steps.ice]\nat = "19:00"').steps["ice"]
    assert (ice.at, ice.after, ice.before) == (WeekTimes.parse("19:00"), None, None)
    assert ice.session == "ice"


def test_everything_else_stays_as_shipped() -> None:
    mine, shipped = routine('[steps.ice]\nat = "19:00"'), routine("")
    assert mine.sessions == shipped.sessions
    assert {**mine.steps, "ice": None} == {**shipped.steps, "ice": None}


@pytest.mark.parametrize("key", ["at", "after", "before"])
def test_a_new_place_replaces_each_other_one(key: str) -> None:
    place = '"06:00"' if key == "at" else '"morning"'
    steps = routine(f"[steps.ice]\n{key} = {place}\n[steps.warm-up]\n{key} = {place}").steps
    for step in (steps["ice"], steps["warm-up"]):
        assert [one for one in ("at", "after", "before") if getattr(step, one) is not None] == [key]


@pytest.mark.parametrize(
    ("key", "dose"), [("hold", '"9s"'), ("move", '"9s"'), ("tempo", "[1,2,3]")]
)
def test_a_new_dose_replaces_each_other_one(key: str, dose: str) -> None:
    names = ("pf_stretch", "ball_roll", "clamshell")
    mine = routine("".join(f"[exercises.{one}]\n{key} = {dose}\n" for one in names)).exercises
    for name in names:
        doses = {one: getattr(mine[name], one) for one in ("hold", "move", "tempo")}
        assert [one for one, value in doses.items() if value is not None] == [key]


def test_values_are_read_as_people_write_them() -> None:
    text = """
        theme = "daylight"
        profile.foot = "left"
        day.starts = 03:30:00
        [exercises.clamshell]
        tempo = [2, "1s", 3]
        rest = "1m30s"
        [exercises.pf_stretch]
        hold = 12
        """
    mine = routine(text)
    assert (mine.theme, mine.profile.foot) == ("daylight", Foot.LEFT)
    assert mine.day.starts == time(3, 30)
    assert mine.exercises["clamshell"].tempo == Tempo(Duration(2), Duration(1), Duration(3))
    assert mine.exercises["clamshell"].rest == 90
    assert mine.exercises["pf_stretch"].hold == 12


def test_a_session_may_change_the_dosage_for_itself_alone() -> None:
    entry = '{ exercise = "pf_stretch", reps = 3, move = "5s" }'
    mine = routine(f"[sessions.morning]\nexercises = [{entry}]")
    (exercise,) = mine.sessions["morning"].exercises
    assert (exercise.reps, exercise.move, exercise.hold) == (3, 5, None)
    assert mine.exercises["pf_stretch"] == routine("").exercises["pf_stretch"]


def test_a_new_step_with_a_new_session_of_a_new_exercise_is_taken_in() -> None:
    text = """
        [exercises.toe_yoga]
        name = "Toe yoga"
        target = "foot"
        kind = "mobility"
        cue = "Lift the big toe alone."
        source = "ours"
        move = "30s"
        [sessions.lunch]
        name = "Lunch"
        kind = "stretch"
        exercises = ["toe_yoga"]
        [steps.lunch]
        kind = "session"
        name = "Lunch"
        session = "lunch"
        at = "12:00"
        """
    mine = routine(text)
    session = mine.session_of(mine.steps["lunch"])
    assert session is not None
    assert session.exercises == (mine.exercises["toe_yoga"],)


# --- What is switched off -----------------------------------------------------------------------


def test_a_step_that_is_switched_off_goes_with_all_that_hang_on_it() -> None:
    left = routine("[steps.run]\nenabled = false").steps
    gone = set(routine("").steps) - set(left)
    assert gone == {"run", "warm-up", "feet", "cool-down", "ice"}


def test_a_step_with_a_place_of_its_own_stays_when_its_shipped_anchor_goes() -> None:
    left = routine('[steps.run]\nenabled = false\n[steps.ice]\nat = "19:00"').steps
    assert "ice" in left
    assert "cool-down" not in left


def test_a_session_that_is_switched_off_goes_with_its_steps_and_what_hangs_on_them() -> None:
    mine = routine("[sessions.cool-down]\nenabled = false")
    assert "cool-down" not in mine.sessions
    assert {"cool-down", "ice"} & set(mine.steps) == set()
    assert "run" in mine.steps


def test_an_exercise_that_is_switched_off_goes_out_of_the_sessions() -> None:
    mine = routine("[exercises.pf_stretch]\nenabled = false")
    used = {one.id for session in mine.sessions.values() for one in session.exercises}
    assert "pf_stretch" not in used | set(mine.exercises)
    assert len(mine.sessions["morning"].exercises) == 2


def test_what_is_switched_on_is_as_if_nothing_had_been_said() -> None:
    on = "[steps.ice]\nenabled = true\n[sessions.ice]\nenabled = true\n"
    assert routine(on + "[exercises.ice_pack]\nenabled = true") == routine("")


# --- What is wrong ------------------------------------------------------------------------------

TIME = 'a time of day such as "17:30"'
DURATION = 'a duration up to a day, such as "30s", "12m" or "1h30m"'
TOO_LONG = "mine.toml: has a number, a key or a nesting that is too long; shorten it"
STEPS = (
    "pain-check, morning, midday, warm-up, feet, run, cool-down, ice, strength, evening, "
    "night-splint"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('tehme = "x"', "1:1: tehme is not a key that Coach knows; did you mean `theme`?"),
        (
            "xyzzy = 1",
            (
                "1:1: xyzzy is not a key that Coach knows; "
                "known here: theme, include, day, profile, player, sound, display, reminders, "
                "alerts, running, goal, activities, sync, hooks, keys, steps, sessions, exercises"
            ),
        ),
        (
            "[player]\nget_redy = 1",
            "2:1: player.get_redy is not a key that Coach knows; did you mean `get_ready`?",
        ),
        (
            "[day]\nid = 1",
            "2:1: day.id is not a key that Coach knows; known here: starts",
        ),
        (
            '[steps.ice]\n\nwindwo = "2h"',
            "3:1: steps.ice.windwo is not a key that Coach knows; did you mean `window`?",
        ),
        (
            '[sessions.ice]\nexercises = [{exercise = "ice_pack", hodl = "11m"}]',
            (
                "2:38: sessions.ice.exercises[0].hodl is not a key that Coach knows; "
                "did you mean `hold`?"
            ),
        ),
        (
            '[steps.ice]\nid = "cold"',
            "2:1: steps.ice.id is not a key here: the name of the table is the id",
        ),
        ("theme = 3", "1:9: theme is 3; write a text in quotes"),
        ("[sound]\nvoice = 1", "2:9: sound.voice is 1; write true or false"),
        (
            "[steps.ice]\nenabled = 0\nat = 19:00:00",
            "2:11: steps.ice.enabled is 0; write true or false",
        ),
        (
            "[exercises.pf_stretch]\nreps = 2.5",
            "2:8: exercises.pf_stretch.reps is 2.5; write a whole number from 1 to 100",
        ),
        (
            "[exercises.pf_stretch]\nsets = 0",
            "2:8: exercises.pf_stretch.sets is 0; write a whole number from 1 to 100",
        ),
        (
            "[exercises.clamshell]\ntempo = [1, 2, 1, 4]",
            (
                "2:9: exercises.clamshell.tempo is [1, 2, 1, 4]; "
                "write three numbers of seconds, up, held and down, such as [3, 2, 3]"
            ),
        ),
        ("steps = 3", "1:9: steps is 3; write a table"),
        ("[exercises]\npf_stretch = true", "2:14: exercises.pf_stretch is true; write a table"),
        ("[steps.ice]\nafter = []", "2:9: steps.ice.after is []; write a text in quotes"),
        (
            "[sessions.ice]\nexercises = 'ice_pack'",
            '2:13: sessions.ice.exercises is "ice_pack"; write a list such as [...]',
        ),
        (
            "[sessions.ice]\nexercises = [3]",
            "2:14: sessions.ice.exercises[0] is 3; write the id of an exercise, or a table",
        ),
        ('[steps.ice]\nat = "25:00"', f'2:6: steps.ice.at is "25:00"; write {TIME}'),
        ('[steps.ice]\nat = "noon"', f'2:6: steps.ice.at is "noon"; write {TIME}'),
        ("[steps.ice]\nat = 1930", f"2:6: steps.ice.at is 1930; write {TIME}"),
        ('[day]\nstarts = "4"', f'2:10: day.starts is "4"; write {TIME}'),
        ('[steps.ice]\nwindow = "soon"', f'2:10: steps.ice.window is "soon"; write {DURATION}'),
        ('[steps.ice]\nwindow = "25h"', f'2:10: steps.ice.window is "25h"; write {DURATION}'),
        ("[steps.ice]\ndelay = -1", f"2:9: steps.ice.delay is -1; write {DURATION}"),
        (
            '[steps.run]\ndays = ["mon", "thur"]',
            (
                '2:16: steps.run.days[1] is "thur"; write one of '
                "mon, tue, wed, thu, fri, sat, sun; did you mean `thu`?"
            ),
        ),
        (
            '[running]\nweek_starts = "Wednesday"',
            (
                '2:15: running.week_starts is "Wednesday"; write one of '
                "mon, tue, wed, thu, fri, sat, sun; did you mean `wed`?"
            ),
        ),
        (
            '[profile]\nfoot = "rigth"',
            ('2:8: profile.foot is "rigth"; write one of left, right, both; did you mean `right`?'),
        ),
        (
            '[steps.ice]\nafter = "cooldown"',
            (
                "2:9: steps.ice.after names `cooldown`, which is not a known step; "
                "did you mean `cool-down`?"
            ),
        ),
        (
            '[steps.ice]\nbefore = "qqq"',
            f"2:10: steps.ice.before names `qqq`, which is not a known step; steps are: {STEPS}",
        ),
        (
            '[steps.run]\nafter = "ice"',
            (
                "2:9: steps.run is in a circle: `run` waits for `ice`, `ice` waits for "
                "`cool-down`, `cool-down` waits for `run`; give one of them an `at`"
            ),
        ),
        (
            '[steps.ice]\nat = "19:00"\nafter = "run"',
            "1:8: steps.ice needs one of `at`, `after` and `before`; it has at and after",
        ),
        (
            '[steps.walk]\nkind = "reminder"\nname = "Walk"',
            "1:8: steps.walk needs one of `at`, `after` and `before`; it has none of them",
        ),
        (
            '[steps.walk]\nkind = "session"\nname = "Walk"\nat = "12:00"',
            (
                "1:8: steps.walk lacks `session`; name one of morning, midday, evening, "
                "warm-up, feet, cool-down, ice, ice-bottle, strength"
            ),
        ),
        (
            '[steps.run]\nsession = "ice"',
            "2:11: steps.run.session makes no sense for a step of kind run",
        ),
        (
            '[steps.ice]\nsession = "ice-botle"',
            (
                "2:11: steps.ice.session names `ice-botle`, which is not a known session; "
                "did you mean `ice-bottle`?"
            ),
        ),
        (
            '[sessions.ice]\nexercises = ["icepack"]',
            (
                "2:14: sessions.ice.exercises[0] names `icepack`, which is not a known exercise; "
                "did you mean `ice_pack`?"
            ),
        ),
        (
            "[sessions.ice]\nexercises = []",
            "2:13: sessions.ice.exercises is empty; name at least one exercise",
        ),
        (
            "[exercises.ice_pack]\nenabled = false",
            (
                "2:11: sessions.ice.exercises is empty with `ice_pack` switched off; "
                "name at least one exercise"
            ),
        ),
        (
            '[exercises.pf_stretch]\nhold = "5s"\nmove = "5s"',
            (
                "1:12: exercises.pf_stretch needs one of `hold`, `move` and `tempo`; "
                "it has hold and move"
            ),
        ),
        (
            "[exercises.clamshell]\ntempo = [0, 0, 0]",
            (
                "1:12: exercises.clamshell needs one of `hold`, `move` and `tempo`; "
                "it has none of them"
            ),
        ),
        (
            '[sessions.ice]\nexercises = [{exercise = "ice_pack", hold = "9m", move = "9m"}]',
            (
                "2:14: sessions.ice.exercises[0] needs one of `hold`, `move` and `tempo`; "
                "it has hold and move"
            ),
        ),
        (
            "[steps.nightsplint]\nenabled = false",
            (
                "1:8: steps.nightsplint lacks `kind` (one of pain-check, session, run, "
                "cross-train, reminder), `name` (a text in quotes); did you mean `night-splint`?"
            ),
        ),
        ("theme = ", "1:8: this is not TOML: "),
        ('theme = "x"\n\n[steps', "3:7: this is not TOML: "),
        ("a = 1\na = 2", "2:6: this is not TOML: "),
        (f"a = {'1' * 5000}", TOO_LONG),
        (f"a = {'[' * 5000}", TOO_LONG),
        (f"{'a.' * 5000}a = 1", TOO_LONG),
    ],
)
def test_one_mistake_gives_one_sentence_that_says_where_what_and_the_mend(
    text: str, expected: str
) -> None:
    found = sentence(text)
    assert found.startswith("mine.toml")
    assert expected in found
    assert "\n" not in found


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """\
        tehme = "x"
        [sound]
        voice = 2
        [steps.ice]
        at = "25:00"
        [steps.run]
        after = "icee"
        [steps.strength]
        days = ["any"]
        [steps.morning]
        after = "evening"
        [steps.evening]
        after = "morning"
        [sessions.feet]
        exercises = []
        [sessions.midday]
        exercises = ["pf_stretch", "nothing_like_it"]
        kind = "streching"
        [exercises.clamshell]
        hold = "5s"
        move = "5s"
        """
    found = [(one.line, one.key) for one in read(text).problems]
    assert found == [
        (1, "tehme"),
        (3, "sound.voice"),
        (5, "steps.ice.at"),
        (7, "steps.run.after"),
        (9, "steps.strength.days[0]"),
        (11, "steps.morning"),
        (15, "sessions.feet.exercises"),
        (17, "sessions.midday.exercises[1]"),
        (18, "sessions.midday.kind"),
        (19, "exercises.clamshell"),
    ]


def test_a_step_with_a_problem_of_its_own_is_still_there_for_those_that_hang_on_it() -> None:
    assert len(sentences('[steps.run]\nat = "late"\n[exercises.ice_pack]\nhold = "x"')) == 2


def test_a_session_none_of_whose_exercises_is_known_is_not_called_empty_as_well() -> None:
    assert "is empty" not in sentence('[sessions.ice]\nexercises = ["snow"]')


@pytest.mark.parametrize(
    "text",
    [
        '\n\n[steps."ice"]\nat = "x"',
        "\n\n[ steps . ice ]  # cold\nat = 'x'",
        '\n\n[steps]\nice.at = "x"',
        '# \u2028 \x85\nsteps.run.at = "17:00"\n\nsteps.ice.at = "x"',
        '\r\n\r\n[steps.ice]\r\nat = "x"',
        '\n\n\nsteps = { ice = { at = "x" } }',
    ],
)
def test_the_line_is_found_however_the_key_is_written(text: str) -> None:
    assert [one.line for one in read(text).problems] == [4]


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b'theme = "x"\n[steps.ice]\nname = "K\xfchlen"\n')
    (problem,) = load(file).problems
    expected = f"{file}:3:10: is not UTF-8 text; save the file as UTF-8"
    assert problem.sentence(str(file)) == expected


def test_a_directory_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"cannot be read \(Is a directory\); check that it is your"
    ):
        load(tmp_path).or_fail()


def test_a_pipe_in_the_place_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(ConfigError, match="it is not a regular file"):
        load(tmp_path / "config.toml").or_fail()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 50_000) + " = 1",
        f"[{'.'.join(['a'] * 50_000)}]",
        "x = [{" + ".".join(['"a"'] * 50_000) + " = 1}]",
        "".join(f"k{number}.a = 1\n" for number in range(50_000)),
        "[profile]\n" + "".join(f"k{number} = 1\n" for number in range(50_000)),
        "".join(f"steps.k{number}.at = 1\n" for number in range(50_000)),
    ],
    ids=["one key", "a header", "a quoted key", "many keys", "of one table", "many steps"],
)
def test_no_file_takes_long_to_refuse(text: str) -> None:
    begun = clock.process_time()
    assert 0 < len(read(text).problems) <= 100
    assert clock.process_time() - begun < 5


def test_the_error_holds_a_sentence_for_each_problem_and_how_to_go_on() -> None:
    with pytest.raises(ConfigError) as raised:
        read('tehme = "x"\nbel = 1', "mine.toml").or_fail()
    *lines, go_on = str(raised.value).splitlines()
    assert "`coach config edit`" in go_on
    assert [line[: len("mine.toml:1:1:")] for line in lines] == ["mine.toml:1:1:", "mine.toml:2:1:"]


# --- What is unwise -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[exercises.ice_pack]\nhold = "9m"',
            "mine.toml:2:8: sessions.ice ices for 9 minutes; 10 to 15 are advised (S31)",
        ),
        (
            '[sessions.ice]\n[exercises.ice_pack]\nhold = "16m"',
            "mine.toml:3:8: sessions.ice ices for 16 minutes; 10 to 15 are advised (S31)",
        ),
        (
            '[sessions.warm-up]\nexercises = ["wu_march"]',
            (
                "mine.toml:2:13: sessions.warm-up warms up for 1 minute; "
                "at least 5 are advised (S21)"
            ),
        ),
        (
            "[steps.midday]\nenabled = false\n[steps.evening]\nenabled = false",
            (
                "mine.toml:1:2: steps has 1 stretch session a day; "
                "two or three a day are advised (S19)"
            ),
        ),
    ],
)
def test_leaving_the_evidence_is_a_warning_and_no_problem(text: str, expected: str) -> None:
    assert warnings(text) == [expected]


@pytest.mark.parametrize("minutes", [10, 15])
def test_the_edges_of_the_evidence_are_within_it(minutes: int) -> None:
    assert warnings(f'[exercises.ice_pack]\nhold = "{minutes}m"') == []


def test_a_session_that_no_step_uses_is_not_warned_about() -> None:
    assert warnings('[exercises.ice_bottle]\nmove = "1m"') == []


# --- What could do harm -------------------------------------------------------------------------


def test_control_characters_in_names_are_taken_out() -> None:
    mine = routine('[steps.ice]\nname = "\\u001b[31mIce\\u0007\\ncold\\u009b"')
    assert mine.steps["ice"].name == "[31mIce  cold"


@pytest.mark.parametrize(
    "text",
    [
        '"\\u001b[2Jtheme" = "x"',
        '[steps."\\u0007ice\\n"]\nat = "x"',
        '[steps.ice]\nat = "\\u001b]0;x\\u0007"',
        '[steps.ice]\nafter = "\\u001b[31m\\r"',
    ],
)
def test_control_characters_do_not_come_back_in_sentences(text: str) -> None:
    assert all(one.isprintable() for one in sentences(text))


@pytest.mark.parametrize(
    "setting",
    [
        'push = "tgram://secret/1"',
        'push = [["tgram://secret/1"]]',
        'channels = ["tgram://secret/1"]',
        'bell = "tgram://secret/1"',
    ],
)
def test_no_sentence_tells_an_url_that_may_hold_a_password(setting: str) -> None:
    said = sentence(f"[alerts]\n{setting}\n")
    assert "tgram://…" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ('command = "curl -d secret"', 'is "curl…"'),
        ('command = ["curl", ["secret"]]', "is no text"),
        ('push = "secret"', 'is "…"'),
        ('push = ["ntfy://secret", 5]', "is 5"),
    ],
)
def test_no_sentence_tells_what_a_program_or_a_service_is_given(setting: str, shown: str) -> None:
    said = sentence(f"[alerts]\n{setting}\n")
    assert shown in said
    assert "secret" not in said


# --- Whatever is written ------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        "at",
        "after",
        "before",
        "kind",
        "session",
        "name",
        "days",
        "every",
        "window",
        "enabled",
        "id",
        "exercises",
        "hold",
        "move",
        "tempo",
        "sets",
        "reps",
        "theme",
        "steps",
        "day",
        "ice",
        "run",
        "morning",
        "pf_stretch",
    ]
) | st.text(max_size=4)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.integers()
    | st.floats()
    | st.booleans()
    | st.times()
    | st.dates()
    | st.datetimes()
    | NAMES
    | st.sampled_from(["19:00", "30s", "session", "ice", "ice_pack", "both", "mon"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


def paths_in(table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from paths_in(value, (*above, key))


PATHS = sorted(paths_in(tomllib.loads(SHIPPED)))


def put(table: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for key in path[:-1]:
        inner = table.get(key)
        table[key] = inner if isinstance(inner, dict) else {}
        table = table[key]
    table[path[-1]] = value


def assert_a_routine_or_located_problems(reading: Reading, text: str) -> None:
    """The one thing that is true for every possible text."""
    assert (reading.routine is None) == bool(reading.problems)
    for problem in (*reading.problems, *reading.warnings):
        said = problem.sentence(reading.source)
        assert said.isprintable()
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
    if reading.routine:
        for step in reading.routine.steps.values():
            assert step.anchor is None or step.anchor in reading.routine.steps
            assert step.session is None or step.session in reading.routine.sessions


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=4))
def test_any_value_in_any_place_gives_a_routine_or_located_problems(
    changes: list[tuple[tuple[str, ...], object]],
) -> None:
    document: dict[str, Any] = {}
    for path, value in changes:
        put(document, path, value)
    text = tomli_w.dumps(document)
    assert_a_routine_or_located_problems(read(text), text)


@pytest.mark.slow
@settings(max_examples=100)
@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_document_gives_a_routine_or_located_problems(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    assert_a_routine_or_located_problems(read(text), text)


@settings(max_examples=100)
@given(
    st.integers(0, len(SHIPPED)),
    st.integers(0, 40),
    st.text("[]{}=.,\"'#\n\\ \x1b:a9é", max_size=8),
)
def test_a_slip_of_the_hand_gives_a_routine_or_located_problems(
    start: int, length: int, typed: str
) -> None:
    text = SHIPPED[:start] + typed + SHIPPED[start + length :]
    assert_a_routine_or_located_problems(read(text), text)


def test_another_placement_drops_the_shipped_delay() -> None:
    moved = read('[steps.warm-up]\nat = "17:00"\n').or_fail().steps["warm-up"]
    assert (moved.before, moved.delay) == (None, 0)
    kept = read('[steps.warm-up]\nnote = "slowly"\n').or_fail().steps["warm-up"]
    assert (kept.before, kept.delay) == ("run", 15 * 60)


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (
            '{ weekdays = "06:45" }',
            "2:1: steps.ice.at has no time for sat, sun; add it, or `others`",
        ),
        (
            '{ weekned = "09:00", others = "06:45" }',
            "2:8: steps.ice.at.weekned is not a key that Coach knows; did you mean `weekend`?",
        ),
        (
            '{ sat = "25:00", others = "06:45" }',
            '2:14: steps.ice.at.sat is "25:00"; write a time of day such as "17:30"',
        ),
    ],
)
def test_a_mistake_in_the_times_of_a_week_is_named_at_its_place(at: str, sentence: str) -> None:
    problems = read(f"[steps.ice]\nat = {at}", "c").problems
    assert [one.sentence("c") for one in problems] == [f"c:{sentence}"]


def test_the_days_of_a_week_may_have_times_of_their_own() -> None:
    ice = routine('[steps.ice]\nat = { weekdays = "06:45", weekend = "08:30" }').steps["ice"]
    assert ice.at is not None
    assert [f"{one:%H:%M}" for one in ice.at] == ["06:45"] * 5 + ["08:30"] * 2


def test_the_window_is_measured_from_the_latest_time_of_the_week() -> None:
    late = '[steps.ice]\nat = { sat = "23:30", others = "18:00" }\nwindow = "5h"'
    assert "ends at 04:00" in read(late).warnings[0].text


def test_the_shipped_routine_is_the_same_in_both_of_its_files() -> None:
    """`make routine` writes the one that is read from the one that is edited."""
    assert shipped_routine.JSON.read_bytes() == shipped_routine.as_json()
