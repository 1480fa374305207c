from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from support.builders import History

from coach.domain.events.grouping import actions
from coach.domain.events.types import Event, ExerciseDone

DAY = date(2026, 3, 3)


def life(word: str) -> list[Event]:
    """A day in letters: s start, e exercise, d done, q stopped, x skipped; of two steps by case."""
    history = History(DAY)
    for letter in word:
        step = "morning" if letter.islower() else "midday"
        match letter.lower():
            case "s":
                history.started(step, "07:00")
            case "e":
                facts = {"position": 0, "exercise": "towel", "seconds": 30.0}
                history.add(ExerciseDone, "07:01", step=step, **facts)
            case "d":
                history.done(step, "07:10")
            case "q":
                history.stopped(step, "07:10")
            case "x":
                history.skipped(step, "07:10")
    return history.events


def told(word: str) -> list[str]:
    events = life(word)
    letters = dict(zip((one.id for one in events), word, strict=True))
    return ["".join(letters[one.id] for one in action) for action in actions(events)]


def test_a_session_is_one_from_its_start_to_its_end() -> None:
    assert told("seed") == ["seed"]
    assert told("seqsed") == ["seq", "sed"]
    assert told("se") == ["se"]


def test_what_was_done_without_a_start_stands_alone() -> None:
    assert told("d") == ["d"]
    assert told("sedd") == ["sed", "d"]
    assert told("ed") == ["e", "d"]


def test_two_sessions_do_not_mix() -> None:
    assert told("seSEdD") == ["sed", "SED"]


def test_another_word_on_the_step_ends_a_session() -> None:
    assert told("sexed") == ["se", "x", "e", "d"]
    assert told("seXd") == ["sed", "X"]


@given(st.text("sedqxSEDQX", max_size=12))
def test_every_event_is_in_one_action_and_in_order(word: str) -> None:
    events = life(word)
    found = actions(events)
    assert sorted(one.id for action in found for one in action) == [one.id for one in events]
    assert [action[0].id for action in found] == sorted(action[0].id for action in found)
