"""Today's run as files: FIT as Garmin's own reader decodes it, text, and a calendar's entry."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from domain.heel.test_adapted_routine import judged
from domain.heel.test_workout import pieces
from fitdecode import FitReader
from garmin_fit_sdk import Decoder, Stream
from hypothesis import given, settings
from hypothesis import strategies as st
from support.simulated import Setting

from coach.core.workout import todays_run, todays_workout
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE, stage
from coach.domain.heel.workout import Block, Piece, PieceKind, Workout, workout_of
from coach.domain.routine.settings import Display
from coach.reports.calendar import run_calendar
from coach.reports.fit_workout import fit_workout
from coach.wording.workout import workout_text

MADE = datetime(2026, 11, 24, 6, 40, tzinfo=UTC)


def of_stage(number: int) -> Workout:
    judgement = judged(Level.WALK_JOG, stage=stage(number))
    found = workout_of(judgement, Display(), warm_up=480, cool_down=480)
    assert found
    return found


def decoded(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The messages as Garmin's own reader has them."""
    decoder = Decoder(Stream.from_byte_array(bytearray(content)))
    assert decoder.check_integrity()
    messages: Any
    messages, errors = Decoder(Stream.from_byte_array(bytearray(content))).read()
    assert errors == []
    return dict(messages)


def followed(steps: list[dict[str, Any]]) -> list[tuple[str, str, float]]:
    """What a watch goes through: intensity, kind of length, and length of each piece."""
    done: list[tuple[str, str, float]] = []
    for index, one in enumerate(steps):
        assert one["message_index"] == index
        if one["duration_type"] == "repeat_until_steps_cmplt":
            block = steps[one["duration_step"] : index]
            done += [_length(step) for step in block] * (one["repeat_steps"] - 1)
        else:
            done.append(_length(one))
    return done


def _length(step: dict[str, Any]) -> tuple[str, str, float]:
    kind = step["duration_type"]
    return step["intensity"], kind, step.get(f"duration_{kind}", 0)


INTENSITIES = {"warm-up": "warmup", "walk": "rest", "cool-down": "cooldown"}


def expected(piece: Piece) -> tuple[str, str, float]:
    kind = "open" if piece.is_ended_by_hand else "time" if piece.seconds else "distance"
    length = 0 if piece.is_ended_by_hand else piece.seconds or round(piece.metres, 2)
    return INTENSITIES.get(piece.kind, "active"), kind, length


PIECES = st.builds(
    Piece,
    st.sampled_from(PieceKind),
    st.text("Walk easily, 1", min_size=1, max_size=30),
    st.integers(0, 86_400),
    st.just(0.0),
) | st.builds(
    Piece,
    st.just(PieceKind.RUN),
    st.just("Run"),
    st.just(0),
    st.integers(1, 500_000).map(float),
)
WORKOUTS = st.builds(
    Workout,
    st.text("Walk-jog 19", min_size=1, max_size=40),
    st.lists(
        st.builds(Block, st.lists(PIECES, min_size=1, max_size=3).map(tuple), st.integers(1, 9)),
        min_size=1,
        max_size=4,
    ).map(tuple),
    st.sampled_from(("", "Stop if it hurts.")),
)


@settings(max_examples=30)
@given(WORKOUTS)
def test_a_watch_goes_through_the_pieces_of_any_workout(workout: Workout) -> None:
    messages = decoded(fit_workout(workout, MADE))
    (head,), steps = messages["workout_mesgs"], messages["workout_step_mesgs"]
    assert (head["wkt_name"], head["sport"]) == (workout.name, "running")
    assert head["num_valid_steps"] == len(steps)
    assert followed(steps) == [expected(one) for one in pieces(workout)]


def test_a_stage_has_its_steps_and_says_what_it_is() -> None:
    messages = decoded(fit_workout(of_stage(3), MADE))
    (file,) = messages["file_id_mesgs"]
    assert (file["type"], file["time_created"]) == ("workout", MADE)
    assert [one.get("wkt_step_name") for one in messages["workout_step_mesgs"]] == [
        "Warm-up",
        "Walk briskly",
        "Jog easily",
        None,
        "Cool-down",
    ]
    assert "Stop if it hurts" in messages["workout_step_mesgs"][2]["notes"]


@pytest.mark.parametrize("number", range(1, LAST_STAGE + 1))
def test_a_third_reader_can_read_every_stage_too(number: int) -> None:
    with FitReader(fit_workout(of_stage(number), MADE)) as frames:
        names = [getattr(frame, "name", "") for frame in frames]
    assert {"file_id", "workout", "workout_step"} <= set(names)


def test_the_text_is_that_of_intervals_icu() -> None:
    assert (
        workout_text(of_stage(3))
        == """\
Walk-jog, stage 3 of 19

- Warm-up 8m press lap

4x
- Walk briskly 4m
- Jog easily 1m

- Cool-down 8m press lap

In supportive shoes. Stop if it hurts more than 2 of 10, or if the pain grows."""
    )


def test_a_run_by_distance_says_kilometres_as_m_means_minutes() -> None:
    run = Block((Piece(PieceKind.RUN, "Run, up to 3.7 mi", metres=5954.6),))
    assert "- Run, up to 5.954km" in workout_text(Workout("Run", (run,)))


def test_a_run_by_time_or_at_will_says_each_length_once() -> None:
    timed = Block((Piece(PieceKind.RUN, "Run, up to 45 min", seconds=2700),))
    free = Block((Piece(PieceKind.RUN, "Run"),))
    assert workout_text(Workout("Today", (timed, free))).splitlines()[2::2] == [
        "- Run, up to 45m",
        "- Run press lap",
    ]


def test_the_calendar_has_one_entry_which_replaces_that_of_the_plan(setting: Setting) -> None:
    setting.live_on_the_ladder(walk_jogs=(21,))
    day, now = setting.coach.today(), setting.clock.now()
    workout, planned = todays_workout(setting.coach), todays_run(day)
    entry = vobject.readOne(run_calendar(workout, day, planned, now).decode()).vevent
    assert entry.uid.value == f"{day.date}-run@heelcoach"
    assert planned is not None
    assert entry.dtstart.value == planned.due
    assert entry.duration.value == timedelta(minutes=20)
    assert entry.description.value == workout_text(workout)
    assert entry.summary.value == workout.name == planned.step.name
