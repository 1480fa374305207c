import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config import read
from coach.config.figures import AT_THE_END, Figures, read_figures, shipped
from coach.domain.figures.figure import Figure
from coach.domain.routine.kinds import ExerciseKind
from coach.domain.routine.model import Exercise
from coach.domain.units import Duration

MINE = """
[exercises.squat]
name = "Squat"
target = "quads"
kind = "strength"
move = "30s"
cue = "Down and up."
source = "mine"
"""
POSES = """
[figures.squat]
poses = [
    { hip = [0, 53], shoulder = [0, 82], head = [0, 94], knee = [0, 29], ankle = [0, 5] },
    { hip = [-10, 30], shoulder = [4, 55], head = [8, 66], knee = [14, 29] },
]
"""
ROUTINE = read("").or_fail()


def problems(text: str) -> list[str]:
    return [one.sentence("") for one in read(text).problems]


def problem(text: str) -> str:
    (only,) = problems(text)
    return only


def exercise(target: str, name: str = "Something", **facts: Any) -> Exercise:  # noqa: ANN401
    known: dict[str, Any] = {"kind": ExerciseKind.STATIC, "hold": Duration(30), "cue": ""}
    return Exercise(id="mine", name=name, target=target, source="mine", **known | facts)


@pytest.mark.parametrize("name", ROUTINE.exercises)
def test_every_exercise_has_a_figure_of_its_own(name: str) -> None:
    assert name in shipped()
    assert Figures({}).of(ROUTINE.exercises[name]).figure is shipped()[name]


def test_the_shipped_figures_pass_the_checks_of_the_runners_own() -> None:
    from coach.config import figures  # noqa: PLC0415 - its tables are asked for here alone

    own, found = read_figures(figures._tables())
    assert found == []
    assert own == shipped()
    assert AT_THE_END in own


# --- The runner's own ---------------------------------------------------------------------------


def test_a_figure_of_ones_own_shows_ones_own_exercise() -> None:
    routine = read(MINE + POSES).or_fail()
    motion = Figures(routine.figures).of(routine.exercises["squat"])
    assert motion.start["hip"] == (0, 53)
    assert motion.key["ankle"] == (0, 5)


def test_an_exercise_may_name_any_figure() -> None:
    routine = read(MINE + 'figure = "wall_gastroc"\n').or_fail()
    motion = Figures(routine.figures).of(routine.exercises["squat"])
    assert motion.figure is shipped()["wall_gastroc"]


def test_a_session_may_name_another_figure() -> None:
    text = '[sessions.midday]\nexercises = [{ exercise = "ball_roll", figure = "one_foot" }]'
    (only,) = read(text).or_fail().sessions["midday"].exercises
    assert Figures({}).of(only).figure is shipped()["one_foot"]


def test_a_shipped_figure_may_be_changed_in_one_key() -> None:
    routine = read('[figures.wall_gastroc]\naccent = ["thigh"]\n').or_fail()
    assert routine.figures["wall_gastroc"].accent == ("thigh",)
    assert routine.figures["wall_gastroc"].poses == shipped()["wall_gastroc"].poses


@pytest.mark.parametrize(
    ("given", "name", "accent"),
    [
        (exercise("calf"), "standing", ("shin",)),
        (exercise("glutes", cue="Lie on your side."), "lying", ("seat",)),
        (exercise("foot muscles", "Toe yoga"), "one_foot", ("foot",)),
        (exercise("hamstrings", cue="Sit tall."), "sitting", ("thigh",)),
        (exercise("whole body", "Brisk walk"), "cd_walk", ()),
        (exercise("quads", "Skips", kind=ExerciseKind.DYNAMIC), "wu_march", ("thigh",)),
        (exercise("heel", kind=ExerciseKind.ICE), "one_foot", ("foot",)),
    ],
)
def test_an_exercise_without_a_figure_gets_one_that_fits(
    given: Exercise, name: str, accent: tuple[str, ...]
) -> None:
    figure = Figures({}).of(given).figure
    assert figure.poses == shipped()[name].poses
    assert figure.accent == (accent or shipped()[name].accent)


DOCS = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL))
def test_the_examples_in_the_docs_are_right(text: str) -> None:
    assert problems(text) == []


# --- What is wrong ------------------------------------------------------------------------------


def test_a_figure_that_is_not_there() -> None:
    assert problem(MINE + 'figure = "wall_gastrok"\n') == (
        "line 9: exercises.squat.figure names `wall_gastrok`, which is not a known figure; "
        "did you mean `wall_gastroc`?"
    )
    text = '[sessions.midday]\nexercises = [{ exercise = "ball_roll", figure = "foot" }]'
    assert "line 2: sessions.midday.exercises names `foot`, which is not a known figure" in problem(
        text
    )


def test_of_an_exercise_that_is_wrong_itself_no_session_is_blamed() -> None:
    text = '[exercises.ankle_circles]\nfeet = []\nfigure = "foot"\n'
    told = problem(text)
    assert told == "line 2: exercises.ankle_circles.feet is []; write one of affected, both"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "poses = [{ kne = [0, 0] }]",
            2,
            "names `kne` in pose 1, which is not a joint of the view",
        ),
        ("poses = [{ kne = [0, 0] }]", 2, "did you mean `knee`?"),
        ("poses = [{ hip = [0, 900] }]", 2, "puts `hip` of pose 1 at [0, 900]; write two numbers"),
        ("poses = [{ hip = [0, nan] }]", 2, "write two numbers from -130 to 130"),
        ("poses = [{ hip = 5 }]", 2, "puts `hip` of pose 1 at 5"),
        ("poses = [{ hip = [0, true] }]", 2, "puts `hip` of pose 1 at"),
        ("poses = [5]", 2, "has 5 as pose 1; write a table of joints"),
        ("poses = 5", 2, "poses is 5; write a list of tables"),
        ("poses = []", 1, "lacks `poses`"),
        ("accent = []", 1, "lacks `poses`"),
        ("poses = [{ hip = [0, 0] }, { knee = [0, 0] }]", 2, "places `knee` only from pose 2 on"),
        ('poses = [{ hip = [0, 0] }]\naccent = ["shinn"]', 3, "did you mean `shin`?"),
        ('poses = [{ hip = [0, 0] }]\nview = "bodi"', 3, "write one of body, foot, feet"),
        ("poses = [{ hip = [0, 0] }]\nseconds = 0", 3, "write a number from 0.1 to 10"),
        ("poses = [{ hip = [0, 0] }]\nseconds = nan", 3, "write a number from 0.1 to 10"),
        ("poses = [{ hip = [0, 0] }]\npose = 3", 3, "did you mean `poses`?"),
        ("poses = [{ hip = [0, 0] }]\nprops = [4]", 3, "has 4 as prop 1"),
        (
            'poses = [{ hip = [0, 0] }]\nprops = [{ shape = "lin", points = [] }]',
            3,
            "did you mean `line`?",
        ),
        (
            'poses = [{ hip = [0, 0] }]\nprops = [{ shape = "line", points = [[0, 0]] }]',
            3,
            "has too few points in prop 1; write at least 2",
        ),
        (
            'poses = [{ hip = [0, 0] }]\nprops = [{ shape = "disc", points = ["hand"] }]',
            3,
            "ties prop 1 to `hand`, which the first pose does not place",
        ),
        (
            'poses = [{ hip = [0, 0] }]\nprops = [{ shape = "disc", points = [[0]] }]',
            3,
            "write a list of joints in quotes",
        ),
        (
            'poses = [{ hip = [0, 0] }]\nprops = [{ shape = "disc", points = [[0, nan]] }]',
            3,
            "write a list of joints in quotes",
        ),
        (
            'poses = [{ hip = [0, 0] }]\nprops = [{ shape = "disc", points = [[0, 0]], size = 1 }]',
            3,
            "has the key `size` in prop 1, which does not exist",
        ),
        (
            "poses = [{ hip = [0, 0] }]\nprops = [{ points = [[0, 0]] }]",
            3,
            "lacks `shape` in prop 1",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: str) -> None:
    found = problems(f"[figures.mine]\n{text}\n")
    assert any(f"line {line}: figures.mine" in one and words in one for one in found)


@pytest.mark.parametrize("text", ["figures = 5", "[figures]\nmine = 5"])
def test_what_is_no_table_is_said(text: str) -> None:
    assert "write a table" in problem(text)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-200, 200)
    | st.floats()
    | st.sampled_from(["hip", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["hip", "shape", "points"]), inner)
    ),
)


@given(st.dictionaries(st.sampled_from(Figure.__struct_fields__), VALUES))
def test_whatever_is_written_there_is_a_figure_or_a_problem(table: dict[str, Any]) -> None:
    figures, found = read_figures({"mine": table})
    assert bool(figures) != bool(found)


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", MINE])
def test_figures_are_not_read_before_one_is_needed(text: str) -> None:
    program = (
        f"import sys\nfrom coach.config import read\nread({text!r}).or_fail()\n"
        "assert not [name for name in sys.modules if 'figure' in name or 'motion' in name]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
