"""The first config file has exactly the answers, and nothing else."""

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import routine

from coach.config.first_file import STRETCHES, Answers, begin, day_starts, stretches_at, text_of
from coach.config.reading import read
from coach.domain.routine.kinds import Foot, Weekday
from coach.domain.routine.model import Routine, Step
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import WallTime
from coach.errors import ConfigError

TIMES = st.builds(WallTime, st.integers(0, 23), st.integers(0, 59))


def some_of(*known: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the words, in their order."""
    return st.sets(st.sampled_from(known)).map(
        lambda chosen: tuple(one for one in known if one in chosen)
    )


ANSWERS = st.builds(
    Answers,
    wake=st.none() | TIMES,
    run_days=st.none() | some_of(*Weekday),
    run_at=st.none() | TIMES,
    stretches=st.none() | some_of(*STRETCHES),
    foot=st.none() | st.sampled_from(Foot),
    theme=st.none() | st.sampled_from(['"', "\\", "evergreen", "nørd", "a'b"]),
)


def expected(answers: Answers) -> Routine:
    """The shipped routine with each answer put in by hand."""
    changed = routine()
    steps = dict(changed.steps)

    def change(step: str, **values: object) -> None:
        steps[step] = replace(steps[step], **values)

    if answers.wake is not None:
        change("pain-check", at=WeekTimes.parse(answers.wake))
        change("morning", at=WeekTimes.parse(stretches_at(answers.wake)))
        changed = replace(changed, day=replace(changed.day, starts=day_starts(answers.wake)))
    if answers.run_days is not None:
        change("run", days=answers.run_days)
    if answers.run_at is not None:
        change("run", at=WeekTimes.parse(answers.run_at))
    if answers.stretches is not None:
        steps = {key: one for key, one in steps.items() if is_kept(one, answers.stretches)}
    if answers.foot is not None:
        changed = replace(changed, profile=replace(changed.profile, foot=answers.foot))
    if answers.theme is not None:
        changed = replace(changed, theme=answers.theme)
    return replace(changed, steps=steps)


def is_kept(step: Step, stretches: tuple[str, ...]) -> bool:
    return step.id not in STRETCHES or step.id in stretches


@given(ANSWERS)
def test_the_file_reads_without_problems_and_holds_exactly_what_was_answered(
    answers: Answers,
) -> None:
    reading = read(text_of(answers))
    assert reading.problems == ()
    assert reading.routine == expected(answers)


@given(ANSWERS)
def test_nothing_stands_in_the_file_that_was_not_answered(answers: Answers) -> None:
    document = tomllib.loads(text_of(answers))
    told = {name for name in answers.__struct_fields__ if getattr(answers, name) is not None}
    about = {
        "theme": {"theme"},
        "profile": {"foot"},
        "day": {"wake"},
        "steps.pain-check": {"wake"},
        "steps.morning": {"wake", "stretches"},
        "steps.midday": {"stretches"},
        "steps.evening": {"stretches"},
        "steps.run": {"run_days", "run_at"},
    }
    tables = {f"steps.{one}" for one in document.pop("steps", {})} | set(document)
    assert all(about[table] & told for table in tables)


@given(TIMES)
def test_who_gets_up_early_gets_up_in_the_day_that_begins(wake: WallTime) -> None:
    assert day_starts(wake) <= min(wake, WallTime(4))
    if wake >= WallTime(1):
        assert day_starts(wake) <= WallTime(wake.hour - 1, wake.minute)


def test_a_whole_file() -> None:
    answers = Answers(
        wake=WallTime(4, 30),
        run_days=(Weekday.MON, Weekday.SAT),
        run_at=WallTime(7),
        stretches=("morning", "evening"),
        foot=Foot.LEFT,
        theme="daylight",
    )
    assert text_of(answers) == (
        "# Your routine: only what differs from the one Coach ships with.\n"
        "# `coach config check` checks this file; an open screen follows what you "
        "save.\n"
        "\n"
        'theme = "daylight"\n'
        "\n"
        "[day]\n"
        'starts = "03:30"                    # while you are still asleep\n'
        "\n"
        "[profile]\n"
        'foot = "left"                       # which one hurts: left, right or both\n'
        "\n"
        "[steps.pain-check]\n"
        'at = "04:30"                        # when you get up\n'
        "\n"
        "[steps.morning]\n"
        'at = "04:35"                        # right after the pain check\n'
        "\n"
        "[steps.midday]\n"
        "enabled = false\n"
        "\n"
        "[steps.run]\n"
        'days = ["mon", "sat"]\n'
        'at = "07:00"                        # the warm-up comes a quarter of an hour earlier\n'
    )


def test_without_any_answer_the_file_has_only_comments() -> None:
    text = text_of(Answers())
    assert tomllib.loads(text) == {}
    assert all(line.startswith("#") for line in text.splitlines() if line)


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "coach" / "config.toml"
    begin(path, Answers(foot=Foot.LEFT))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_text().startswith("#:schema ./config.schema.json\n")
    assert sorted(one.name for one in path.parent.iterdir()) == [
        "config.schema.json",
        "config.toml",
    ]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n")
    with pytest.raises(ConfigError, match=r"is there already; `coach config edit` changes it"):
        begin(path, Answers(foot=Foot.LEFT))
    assert path.read_text() == "# mine\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "coach").write_text("a file where the folder should be")
    with pytest.raises(
        ConfigError, match=r"\(Not a directory\); check that .* is a folder of yours\."
    ):
        begin(tmp_path / "coach" / "config.toml", Answers())
