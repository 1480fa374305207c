"""The plan: the user's file and the shipped routine together, changed and undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.written import Written, files

from coach.config import load
from coach.config.plan import Plan, PlanFile, id_from
from coach.domain.units import Duration
from coach.errors import ConfigError

TEXT = """\
# My plan

[steps.midday]      # after lunch
at = "13:15"        # the canteen closes at one

[sessions.midday]
exercises = [
    "pf_stretch",   # the doctor's
    { exercise = "wall_gastroc", sets = 2 },
    "towel_stretch",
]
"""
ENTRY = ("sessions", "midday", "exercises")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coach" / "config.toml"


def write(path: Path, text: str) -> PlanFile:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return PlanFile(path)


def ids(path: Path, session: str = "midday") -> list[str]:
    return [one.id for one in load(path).or_fail().sessions[session].exercises]


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(files(), st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]))
def test_a_change_in_the_file_leaves_every_other_byte(
    path: Path, written: Written, mark: str, line_break: str
) -> None:
    def as_bytes(text: str) -> bytes:
        return (mark + text.replace("\n", line_break)).encode()

    def later(step: str) -> Callable[[Plan], str]:
        return lambda plan: plan.setting(("steps", step), "at", "15:40")

    file = write(path, as_bytes(written.text).decode())
    for (step, key), piece in written.values.items():
        if key == "at":
            file.change(later(step))
            assert path.read_bytes() == as_bytes(written.with_piece(piece, '"15:40"'))
            file.undo()
            assert path.read_bytes() == as_bytes(written.text)


def test_a_place_of_another_kind_takes_the_place_of_the_time(path: Path) -> None:
    write(path, TEXT).change(lambda plan: plan.setting(("steps", "midday"), "after", "run"))
    assert path.read_text() == TEXT.replace('at = "13:15"', 'after = "run"')


@pytest.mark.parametrize(
    ("own", "key", "value", "left"),
    [
        (
            'at = { weekend = "09:00", others = "13:15" }  # so\n',
            "at",
            "14:00",
            'at = "14:00"  # so\n',
        ),
        ('at.weekend = "09:00"\nat.others = "13:15"\n', "at", "14:00", 'at = "14:00"\n'),
        (
            'name = "Noon"\n[steps.midday.at]\nweekend = "09:00"\nothers = "13:15"\n',
            "after",
            "morning",
            'name = "Noon"\nafter = "morning"\n',
        ),
        (
            'at = "13:15"\n',
            "at",
            {"weekdays": "13:15", "weekend": "09:00"},
            'at = { weekdays = "13:15", weekend = "09:00" }\n',
        ),
    ],
)
def test_times_of_a_week_give_way_and_come_however_they_are_written(
    path: Path, own: str, key: str, value: object, left: str
) -> None:
    file = write(path, f"[steps.midday]\n{own}")
    file.change(lambda plan: plan.setting(("steps", "midday"), key, value))
    assert path.read_text("utf-8") == f"[steps.midday]\n{left}"


def test_a_step_with_times_of_its_own_on_some_days_is_listed_by_the_usual_one(path: Path) -> None:
    write(path, '[steps.midday]\nat = { sat = "05:00", others = "13:15" }')
    assert Plan.of(path.read_text("utf-8")).time_of("midday") == "13:15"


def test_a_dose_in_a_session_becomes_a_table_in_its_place(path: Path) -> None:
    file = write(path, TEXT)
    file.change(lambda plan: plan.setting((*ENTRY, 0), "reps", 5))
    assert path.read_text() == TEXT.replace(
        '"pf_stretch",', '{ exercise = "pf_stretch", reps = 5 },'
    )
    file.change(lambda plan: plan.setting((*ENTRY, 1), "sets", 1))
    file.change(lambda plan: plan.setting((*ENTRY, 1), "move", "20s"))
    exercises = load(path).or_fail().sessions["midday"].exercises
    assert (exercises[1].sets, exercises[1].move, exercises[1].hold) == (1, Duration(20), None)


def test_the_shipped_list_is_written_before_it_is_changed(path: Path) -> None:
    file = write(path, "# nothing yet\n")
    file.change(lambda plan: plan.moving("midday", 2, 0))
    assert ids(path) == ["wall_soleus", "pf_stretch", "wall_gastroc"]
    file.change(lambda plan: plan.adding("midday", "ball_roll", 1))
    assert ids(path) == ["wall_soleus", "ball_roll", "pf_stretch", "wall_gastroc"]
    file.change(lambda plan: plan.dropping("midday", 0))
    assert ids(path) == ["ball_roll", "pf_stretch", "wall_gastroc"]
    assert path.read_text().startswith("# nothing yet\n\n[sessions.midday]\nexercises = [")


def test_what_was_written_about_an_exercise_moves_with_it(path: Path) -> None:
    write(path, TEXT).change(lambda plan: plan.moving("midday", 0, 2))
    assert '    "towel_stretch",\n    "pf_stretch",   # the doctor\'s\n]' in path.read_text()


def test_the_shipped_value_counts_again_when_it_is_given_back(path: Path) -> None:
    file = write(path, TEXT)
    file.change(lambda plan: plan.giving_back(("steps", "midday"), "at"))
    assert path.read_text() == TEXT.replace('at = "13:15"        ', "")
    assert Plan.of(path.read_text()).time_of("midday") == "12:30"


def test_what_is_switched_off_stays_in_the_plan(path: Path) -> None:
    write(path, TEXT).change(lambda plan: plan.setting(("steps", "run"), "enabled", value=False))
    plan = Plan.of(path.read_text())
    assert not plan.is_on(("steps", "run"))
    assert plan.is_on(("steps", "cool-down"))
    assert {"run", "cool-down"} <= set(plan.in_order)
    assert not {"run", "cool-down"} & set(load(path).or_fail().steps)


def test_a_step_of_ones_own_is_made_and_deleted(path: Path) -> None:
    file = write(path, TEXT)
    step = {"kind": "session", "session": "midday", "name": "Desk", "at": "15:30"}
    file.change(lambda plan: plan.creating("steps", "desk", step))
    assert load(path).or_fail().steps["desk"].name == "Desk"
    assert Plan.of(path.read_text()).is_own(("steps", "desk"))
    assert path.read_text().index("[steps.desk]") < path.read_text().index("[sessions.midday]")
    file.change(lambda plan: plan.deleting(("steps", "desk")))
    assert path.read_text() == TEXT


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("at", "25:00", 'steps.midday.at is "25:00"; write a time of day such as "17:30"'),
        (
            "session",
            "middai",
            "names `middai`, which is not a known session; did you mean `midday`?",
        ),
        ("after", "midday", "is in a circle"),
        ("days", ["funday"], "write one of mon, tue"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    path: Path, key: str, value: object, told: str
) -> None:
    file = write(path, TEXT)
    with pytest.raises(ConfigError) as raised:
        file.change(lambda plan: plan.setting(("steps", "midday"), key, value))
    assert told in str(raised.value)
    assert path.read_text() == TEXT


def test_a_file_with_problems_is_mended_by_hand_first(path: Path) -> None:
    file = write(path, '[steps.midday]\nat = "25:00"\n')
    with pytest.raises(ConfigError, match=r"the plan was not saved: line 2: steps\.midday\.at"):
        file.change(lambda plan: plan.setting(("steps", "run"), "at", "12:00"))


def test_a_change_counts_in_the_file_as_it_is_now(path: Path) -> None:
    file = write(path, TEXT)
    file.change(lambda plan: plan.setting(("steps", "run"), "at", "18:00"))
    elsewhere = path.read_text() + "\n# typed in an editor\n"
    path.write_text(elsewhere)
    file.change(lambda plan: plan.setting(("steps", "run"), "at", "18:05"))
    assert path.read_text() == elsewhere.replace("18:00", "18:05")


def test_an_undo_never_undoes_what_somebody_else_wrote(path: Path) -> None:
    file = write(path, TEXT)
    file.change(lambda plan: plan.setting(("steps", "run"), "at", "18:00"))
    elsewhere = path.read_text() + "# typed in an editor\n"
    path.write_text(elsewhere)
    with pytest.raises(ConfigError, match="changed elsewhere"):
        file.undo()
    assert path.read_text() == elsewhere


def test_changes_are_taken_back_one_by_one(path: Path) -> None:
    file = write(path, TEXT)
    file.change(lambda plan: plan.setting(("steps", "run"), "at", "18:00"))
    once = path.read_text()
    file.change(lambda plan: plan.setting(("steps", "run"), "window", "2h"))
    file.undo()
    assert path.read_text() == once
    file.undo()
    assert path.read_text() == TEXT
    with pytest.raises(ConfigError, match="Nothing to undo"):
        file.undo()


def test_a_new_file_is_for_its_owner_alone(path: Path) -> None:
    PlanFile(path).change(lambda plan: plan.setting(("steps", "run"), "at", "18:00"))
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    path = tmp_path / "taken" / "config.toml"
    with pytest.raises(ConfigError) as raised:
        PlanFile(path).change(lambda plan: plan.setting(("steps", "run"), "at", "18:00"))
    assert str(raised.value) == f"{path}: the plan was not saved: Not a directory"


def test_steps_stand_in_the_order_of_their_times() -> None:
    plan = Plan.of('[day]\nstarts = "05:00"\n[steps.midday]\nat = "01:30"\n')
    assert plan.in_order[-1] == "midday"
    assert [plan.time_of(one) for one in ("midday", "warm-up", "ice")] == ["01:30", "17:15", "then"]


def test_ids_are_made_from_names() -> None:
    assert id_from("At the desk!", ()) == "at-the-desk"
    assert id_from("Run", ("run", "run-2")) == "run-3"
    assert id_from("Läufe", ()) == "laufe"
    assert id_from("走る", ()) == "own"
