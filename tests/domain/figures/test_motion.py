from collections.abc import Iterator
from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.any_figure import figures

from coach.config.figures import shipped
from coach.domain.figures.figure import CEILING, FLOOR, PARTS, WIDTH, Figure, Pose, View
from coach.domain.figures.motion import FRAMES, Frame, Motion, PhaseTime, PosePath
from coach.domain.session.timeline import PhaseKind

STEPS = 60
SLACK = 1.5
"""Shipped poses are rounded to half a unit, and less than one dot is invisible."""
SHIPPED = pytest.mark.parametrize("name", shipped())
FROM_OUTSIDE = {"knee", "far_knee", "calf"}
"""The joints of a close-up that are beyond its edge."""
PARTS_OF_A_ROUND = st.floats(0, 3)

ARM = Figure(
    poses=(
        {"hip": (0, 50), "shoulder": (0, 80), "elbow": (0, 64), "hand": (0, 47)},
        {"elbow": (16, 80), "hand": (33, 80)},
    ),
    seconds=1.0,
)
BEND = Figure(
    poses=(
        {"hip": (0, 53), "knee": (0, 29), "ankle": (0, 5), "toe": (12, 2)},
        {"hip": (0, 30), "knee": (20.7, 17.9)},
    )
)


def tweens(motion: Motion) -> Iterator[Pose]:
    for step in range(STEPS + 1):
        yield motion.around(step / STEPS)
        yield motion.along(step / STEPS)


@SHIPPED
def test_limbs_keep_their_lengths(name: str) -> None:
    motion = Motion(shipped()[name])
    poses = motion._poses
    for part in PARTS[motion.figure.view]:
        joints = (part.start, part.end)
        known = [dist(pose[part.start], pose[part.end]) for pose in poses if {*joints} <= {*pose}]
        if known and max(known) - min(known) <= SLACK:
            for pose in tweens(motion):
                length = dist(pose[part.start], pose[part.end])
                assert min(known) - SLACK <= length <= max(known) + SLACK, part


@given(PARTS_OF_A_ROUND)
def test_a_joint_turns_about_its_parent(part: float) -> None:
    pose = Motion(ARM).around(part)
    assert dist(pose["shoulder"], pose["elbow"]) == pytest.approx(16)
    assert dist(pose["elbow"], pose["hand"]) == pytest.approx(17)


@given(PARTS_OF_A_ROUND)
def test_a_foot_that_stands_in_both_poses_stands_between_them(part: float) -> None:
    pose = Motion(BEND).around(part)
    assert pose["ankle"] == (0, 5)
    assert dist(pose["hip"], pose["knee"]) == pytest.approx(24, abs=0.1)
    assert dist(pose["knee"], pose["ankle"]) == pytest.approx(24.4, abs=0.5)
    assert pose["knee"][0] >= 0, "a knee bends forward"


@SHIPPED
def test_nothing_jumps(name: str) -> None:
    motion, steps = Motion(shipped()[name]), 2000
    poses = [motion.around(step / steps) for step in range(steps + 1)]
    for one, following in pairwise(poses):
        assert all(dist(one[joint], following[joint]) < 1 for joint in one)


@given(figures(), st.integers(1, 5))
def test_a_loop_closes(figure: Figure, rounds: int) -> None:
    motion = Motion(figure)
    first, again = motion.around(0), motion.around(rounds)
    assert all(again[joint] == pytest.approx(first[joint], abs=1e-6) for joint in first)


@given(figures())
def test_a_way_leads_from_the_first_pose_to_the_last(figure: Figure) -> None:
    motion = Motion(figure)
    for joint, place in motion.start.items():
        assert motion.along(0)[joint] == pytest.approx(place, abs=1e-6)
        assert motion.along(1)[joint] == pytest.approx(motion.key[joint], abs=1e-6)


@SHIPPED
def test_every_joint_of_a_shipped_figure_can_be_seen(name: str) -> None:
    motion = Motion(shipped()[name])
    is_body = motion.figure.view is View.BODY
    for pose in tweens(motion):
        for joint, (x, y) in pose.items():
            if is_body or joint not in FROM_OUTSIDE:
                assert abs(x) <= WIDTH / 2, joint
                assert FLOOR <= y <= CEILING, joint


# --- What a phase shows -------------------------------------------------------------------------


@given(st.floats(0, 30), st.sampled_from([2.0, 3.0, 20.0, 31.0]))
def test_a_movement_goes_round_whole_times(seconds: float, length: float) -> None:
    motion = Motion(ARM)
    frame = motion.frame(PhaseTime(PhaseKind.MOVE, seconds, length))
    assert frame.way is PosePath.AROUND
    assert motion.frame(PhaseTime(PhaseKind.MOVE, length, length)).part == 0


def test_up_and_down_take_the_time_that_the_tempo_says() -> None:
    motion = Motion(ARM)
    assert motion.frame(PhaseTime(PhaseKind.UP, 0, 3)) == Frame(PosePath.ALONG, 0)
    assert motion.frame(PhaseTime(PhaseKind.UP, 1, 2)) == Frame(PosePath.ALONG, 0.5)
    assert motion.frame(PhaseTime(PhaseKind.UP, 3, 3)) == Frame(PosePath.ALONG, 1)
    assert motion.frame(PhaseTime(PhaseKind.DOWN, 1, 4)) == Frame(PosePath.ALONG, 0.75)


def test_the_body_moves_into_a_stretch_and_out_of_it() -> None:
    motion = Motion(ARM)
    into = [
        motion.frame(PhaseTime(PhaseKind.HOLD, second / 10, 30), PhaseKind.GET_READY)
        for second in range(10)
    ]
    assert all(frame.way is PosePath.ALONG for frame in into)
    assert all(one.part <= other.part for one, other in pairwise(into))
    out = motion.frame(PhaseTime(PhaseKind.RELEASE, 0.4, 2), PhaseKind.HOLD)
    assert out == Frame(PosePath.ALONG, 0.75)
    assert motion.frame(PhaseTime(PhaseKind.RELEASE, 1.5, 2), PhaseKind.HOLD) == Frame(
        PosePath.ALONG, 0
    )


@pytest.mark.parametrize("before", [None, PhaseKind.REST, PhaseKind.DOWN, PhaseKind.MOVE])
def test_a_rest_shows_the_start(before: PhaseKind | None) -> None:
    assert Motion(ARM).frame(PhaseTime(PhaseKind.REST, 0, 15), before) == Frame(PosePath.ALONG, 0)


def test_who_holds_breathes_and_keeps_the_hand_where_it_is() -> None:
    motion = Motion(ARM)
    frames = {
        motion.frame(PhaseTime(PhaseKind.HOLD, second / 10, 30), PhaseKind.UP)
        for second in range(200)
    }
    assert len(frames) == 8 * FRAMES, "a breath of eight seconds, and the same frames again"
    poses = [motion.pose(frame) for frame in frames]
    assert len({pose["shoulder"] for pose in poses}) > FRAMES
    assert {pose["hand"] for pose in poses} == {(33, 80)}


def test_a_still_figure_shows_what_the_phase_is_about() -> None:
    motion = Motion(ARM)
    assert motion.pose(motion.still(PhaseKind.HOLD)) == motion.along(1)
    assert motion.pose(motion.still(PhaseKind.MOVE)) == motion.along(1)
    assert motion.pose(motion.still(PhaseKind.GET_READY)) == motion.along(0)
