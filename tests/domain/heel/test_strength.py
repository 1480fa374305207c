"""Strength: phases by the sessions done and by how the heel tolerated them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.diary import Diary

from coach.domain.events.types import StepDone
from coach.domain.heel.strength import PHASES, SESSIONS, Bore, Strength, strength_after

WELL, UNKNOWN, BADLY = Bore.WELL, Bore.UNKNOWN, Bore.BADLY
SESSIONS_DONE = st.lists(st.sampled_from([WELL, WELL, WELL, UNKNOWN, BADLY]), max_size=40)


def phases(*sessions: Bore) -> list[int]:
    """The phase of each session, counted from 1, and of the one to come."""
    return [strength_after(sessions[:count]).phase + 1 for count in range(len(sessions) + 1)]


def test_six_sessions_and_six_more_and_then_the_last_phase() -> None:
    assert PHASES == ((3, 12), (4, 10), (5, 8))
    assert phases(*[WELL] * 20) == [1] * 6 + [2] * 6 + [3] * 9


def test_a_session_that_was_borne_badly_steps_back_to_the_phase_before() -> None:
    assert phases(*[WELL] * 8, BADLY, *[WELL] * 6) == [1] * 6 + [2] * 3 + [1] * 6 + [2]
    assert phases(*[WELL] * 13, BADLY)[-1] == 2


def test_a_short_session_never_makes_it_harder_but_one_borne_badly_makes_it_easier() -> None:
    def phase_after(pain: int, *, is_short: bool) -> int:
        diary = Diary()
        for number in range(6):
            diary.strengthened(2 * number, pain=1)
        for day in range(14):
            diary.woke(day, 1)
        diary.add(StepDone, 12, step="strength", pain=pain, is_short=is_short)
        return diary.judge(13).strength.sessions

    assert [phase_after(1, is_short=short) for short in (False, True)] == [1, 0]
    assert phase_after(9, is_short=True) == phase_after(9, is_short=False)


def test_in_the_first_phase_there_is_none_before_so_that_heel_raises_are_left_out_once() -> None:
    assert strength_after([WELL, BADLY]) == Strength(0, 0, is_eased=True)
    assert strength_after([WELL, BADLY, UNKNOWN]) == Strength(0, 1)
    assert not strength_after([*[WELL] * 6, BADLY]).is_eased


@pytest.mark.parametrize(
    ("last", "phase"),
    [
        ([WELL, WELL], 2),
        ([WELL, UNKNOWN], 1),
        ([UNKNOWN, WELL], 1),
        ([UNKNOWN, UNKNOWN], 1),
        ([UNKNOWN, WELL, WELL], 2),
    ],
)
def test_it_grows_only_once_the_last_two_were_borne_well(last: list[Bore], phase: int) -> None:
    assert phases(*[WELL] * 4, *last)[-1] == phase


@given(SESSIONS_DONE)
def test_the_phase_moves_by_one_and_not_before_six_sessions(sessions: list[Bore]) -> None:
    found = [strength_after(sessions[:count]) for count in range(len(sessions) + 1)]
    for before, after in pairwise(found):
        assert abs(after.phase - before.phase) <= 1
        assert after.phase <= before.phase or before.sessions + 1 >= SESSIONS
        assert 0 <= after.phase < len(PHASES)


@given(SESSIONS_DONE)
def test_a_session_borne_better_never_leads_lower(sessions: list[Bore]) -> None:
    found = [strength_after([*sessions, bore]).phase for bore in (BADLY, UNKNOWN, WELL)]
    assert found == sorted(found)


# In the diary.


def trains(*pains: int | None, mornings: str = "") -> Diary:
    """Strength every second day, with the worst pain entered, and the mornings after."""
    diary = Diary()
    told = mornings or "1" * (2 * len(pains) + 1)
    for day, first_step in enumerate(told):
        if first_step != "-":
            diary.woke(day, int(first_step))
    for number, pain in enumerate(pains):
        diary.strengthened(2 * number, pain=pain)
    return diary


def test_sessions_that_were_not_told_about_hold_the_phase() -> None:
    assert trains(*[2] * 6).judge(12).strength == Strength(1)
    assert trains(*[None] * 6).judge(12).strength == Strength(0, 6)
    assert trains(*[2] * 6, mornings="1" * 11 + "--").judge(12).strength == Strength(0, 6)


def test_a_session_of_today_counts_tomorrow_and_grows_with_the_morning_after() -> None:
    diary = trains(*[2] * 6)
    assert [diary.judge(day).strength.sessions for day in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert [diary.judge(day).strength.phase for day in (10, 11)] == [0, 1]


@pytest.mark.parametrize(("pain", "phase"), [(0, 1), (5, 1), (6, 0), (10, 0)])
def test_a_pain_of_up_to_5_in_a_session_is_borne(pain: int, phase: int) -> None:
    diary = trains(*[2] * 6, 2, pain)
    assert diary.judge(16).strength.phase == phase


def test_a_worse_morning_after_steps_back_whatever_the_session_felt_like() -> None:
    diary = trains(*[0] * 8, mornings="1" * 13 + "1" * 2 + "4" + "1" * 4)
    found = [diary.judge(day).strength.phase for day in (14, 15, 16)]
    assert found == [1, 0, 0]


def test_after_a_bad_first_session_there_are_no_heel_raises_until_the_next_session() -> None:
    diary = trains(7, 2)
    assert [diary.judge(day).allows_heel_raises for day in (0, 1, 2, 3)] == [1, 0, 0, 1]


def test_strength_done_twice_on_a_day_is_one_session_and_the_last_word_on_it_counts() -> None:
    diary = Diary().strengthened(0, pain=8).strengthened(0, pain=2).woke(0, 1).woke(1, 1)
    assert diary.judge(1).strength == Strength(0, 1)
