"""The log book by keys and mouse."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest
from support.simulated import RUN_DAY, Setting
from textual.pilot import Pilot

from coach.activities.file_state import FileState
from coach.domain.events.types import (
    IntakeGiven,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
    Trained,
)
from coach.domain.routine.settings import CrossTraining
from coach.runtime.file_reading import FileReading
from coach.runtime.inbox_memory import Memory
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.log_book.entry_list import EntryList
from coach.tui.log_book.inbox import InboxScreen
from coach.tui.log_book.screen import EntriesScreen
from coach.tui.today.screen import TodayScreen

TODAY = date(*RUN_DAY)
MONDAY = TODAY - timedelta(days=1)
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
Snap = Callable[..., bool]


@pytest.fixture
def lived(setting: Setting) -> Setting:
    setting.live_two_weeks()
    setting.live_this_morning()
    return setting


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail("waited in vain")


def is_on(pilot: Pilot[None], kind: type) -> bool:
    return isinstance(pilot.app.screen, kind)


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text for strip in strips).split())


def messages(pilot: Pilot[None]) -> list[str]:
    """The messages on the screen, in one line each."""
    return [one.message for one in pilot.app._notifications]


def names(pilot: Pilot[None]) -> list[str]:
    return [one.name for one in pilot.app.screen.query_one(EntryList).lines]


@asynccontextmanager
async def log_book(
    setting: Setting, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    async with CoachApp(setting.coach).run_test(size=size, notifications=True) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "24 November" in text(pilot))
        yield pilot


async def test_it_opens_and_closes(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        assert names(pilot)[:3] == [
            "First-step stretches",
            "Morning pain check",
            "Evening stretches",
        ]
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, TodayScreen))


async def test_what_is_typed_filters_at_once_and_letters_are_no_commands(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("slash", *"Mid")
        await until(pilot, lambda: "13 found" in text(pilot))
        assert set(names(pilot)) == {"Midday stretches"}
        await pilot.press("q", "u", "d")
        await until(pilot, lambda: "nothing found" in text(pilot))
        await pilot.press("backspace", "backspace", "backspace", "enter", "d")
        await until(pilot, lambda: "12 found" in text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "13 found" in text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Everything recorded" in text(pilot))


async def test_escape_while_typing_shows_everything_again(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("slash", *"pain 6")
        await until(pilot, lambda: "3 found" in text(pilot))
        await pilot.press("ctrl+u", *"swim")
        await until(pilot, lambda: "nothing found" in text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Everything recorded" in text(pilot))
        assert is_on(pilot, EntriesScreen)


async def test_a_pain_check_of_a_past_day_is_corrected_and_that_is_undone(lived: Setting) -> None:
    coach = lived.coach
    before = coach.days.check_of(MONDAY)
    async with log_book(lived) as pilot:
        await pilot.press("slash", *"check nov 23", "enter")
        await until(pilot, lambda: "1 found" in text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert "[3]" in text(pilot)
        await pilot.press("7", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))
        await until(pilot, lambda: "7/10" in text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "3/10" in text(pilot))
    assert coach.days.check_of(MONDAY) == before


async def test_a_run_is_corrected_and_keeps_its_day(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("slash", *"run nov 21", "enter", "enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert "6.7 km" in text(pilot)
        for _ in range(len("6.7 km")):
            await pilot.press("backspace")
        await pilot.press(*"4.2", "enter", "down", "0", "n", "n", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))
        await until(pilot, lambda: "4.2 km" in text(pilot))
    run = lived.coach.days.run_of(date(2026, 11, 21))
    assert run is not None
    assert (run.distance, run.duration, run.pain) == (4200.0, 1860, 0)


async def test_training_is_corrected_and_keeps_its_distance(lived: Setting) -> None:
    coach = lived.coach
    coach.record.trained(CrossTraining.SWIM, 1800, 900)
    async with log_book(lived) as pilot:
        await pilot.press("slash", *"swim", "enter", "enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("down", "backspace", "backspace", "backspace", *":20", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "30 min 20 s" in text(pilot))
    (swum,) = [one for one in coach.days.history() if isinstance(one, Trained)]
    assert (swum.activity, swum.distance, swum.duration) == ("swim", 900, 30 * 60 + 20)


async def test_an_intake_is_corrected_and_what_was_not_changed_stays(setting: Setting) -> None:
    told = {
        "since": MONDAY - timedelta(days=45),
        "weekly": 20_000.0,
        "longest": 8000.0,
        "last_run": MONDAY,
        "last_pattern": Pattern.NONE,
        "allowed": 3,
        "until": TODAY + timedelta(days=20),
    }
    before = setting.coach.record.take_intake(told)
    async with log_book(setting) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*["down"] * 4, "n", "n", "y", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "no ice" in text(pilot))
    (after,) = [one for one in setting.coach.days.history() if isinstance(one, IntakeGiven)]
    assert after.no_ice
    for field, value in told.items():
        assert getattr(after, field) == value
    assert after.corrects == before.id


async def test_a_step_that_was_done_gets_another_time(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen) and "07:05" in text(pilot))
        await pilot.press(*["backspace"] * 5, *"06:59", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "06:59" in text(pilot))
    done = lived.coach.days.find("morning").facts.done
    assert done is not None
    assert f"{done.astimezone(lived.clock.zone()):%H:%M}" == "06:59"


@SIZES
async def test_a_quick_second_press_deletes_no_other_entry_but_a_later_one_does(
    lived: Setting, size: tuple[int, int]
) -> None:
    async with log_book(lived, size) as pilot:
        before = names(pilot)
        await pilot.press("d", "d", "d")
        await until(pilot, lambda: any("press d again" in one for one in messages(pilot)))
        assert names(pilot)[:2] == before[1:3]
        await pilot.pause(0.8)
        await pilot.press("d")
        await until(pilot, lambda: names(pilot)[:2] == before[2:4])
        await pilot.press("u", "u")
        await until(pilot, lambda: names(pilot)[:3] == before[:3])


async def test_what_cannot_be_corrected_can_be_deleted(lived: Setting) -> None:
    lived.coach.record.snooze("midday")
    async with log_book(lived) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "There is nothing to correct" in text(pilot))
        await pilot.press("delete")
        await until(pilot, lambda: "Deleted: Midday stretches" in text(pilot))
    assert lived.coach.days.find("midday").facts.snoozes == 0


async def test_what_holds_no_more_is_shown_and_stays_as_it_is(lived: Setting) -> None:
    before = lived.coach.days.history()
    async with log_book(lived) as pilot:
        await pilot.press("j", "j", "d", "t")
        await until(pilot, lambda: "21:30 · done · deleted 24 Nov" in text(pilot))
        await pilot.press("d")
        await until(pilot, lambda: "there is nothing to delete" in text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "nothing to delete" not in text(pilot))
        assert "This was deleted 24 Nov" in text(pilot)
        await pilot.press("t")
        await until(pilot, lambda: "done · deleted 24 Nov" not in text(pilot))
        await pilot.press("u", "u")
        await until(pilot, lambda: "There is no change here" in text(pilot))
    assert lived.coach.days.history() == before


@pytest.mark.parametrize("day", ["yesterday", "sun"])
async def test_what_was_forgotten_is_added_to_a_past_day(lived: Setting, day: str) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: is_on(pilot, AskScreen) and str(MONDAY) in text(pilot))
        await pilot.press("r", *["backspace"] * 10, *day, "enter")
        await until(pilot, lambda: "How far?" in text(pilot))
        await pilot.press(*"5.2", "enter", *"31:20", "enter", "0", "n", "n", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "31 min 20 s" in text(pilot))
    run = next(one for one in lived.coach.days.history()[::-1] if isinstance(one, RunLogged))
    assert run.day == MONDAY - timedelta(days=day == "sun")


async def test_a_pain_check_and_training_are_added_too(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("a", "p", "enter")
        await until(pilot, lambda: "very first steps" in text(pilot))
        await pilot.press("9", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "9/10" in text(pilot))
        await pilot.press("a", "t", "enter")
        await until(pilot, lambda: "What did you do?" in text(pilot))
        await pilot.press("1", *"45", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "45 min" in text(pilot))
    told = [one for one in lived.coach.days.history() if one.day == MONDAY]
    assert [one.pain for one in told if isinstance(one, PainChecked)] == [9]
    assert [one.duration for one in told if isinstance(one, Trained)] == [45 * 60]


async def test_days_to_come_are_not_told_of(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("a", "p", *["backspace"] * 10, *"2026-11-25", "enter")
        await until(pilot, lambda: "For example: yesterday" in text(pilot))
    assert lived.coach.present_day() == TODAY


async def test_the_mouse_chooses_and_corrects(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        entries = pilot.app.screen.query_one(EntryList)
        await pilot.click(EntryList, offset=(20, 2))
        await until(pilot, lambda: "06:46 · 3/10" in text(pilot))
        await pilot.click(EntryList, offset=(20, 2))
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))
        await pilot._post_mouse_events([_wheel()], entries, (20, 2))
        await until(pilot, lambda: "23 November 2026 07:05 · done" in text(pilot))


def _wheel() -> type:
    from textual.events import MouseScrollDown  # noqa: PLC0415 - for one test

    return MouseScrollDown


async def test_pages_and_ends(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("end")
        await until(pilot, lambda: "9 November 2026 12:00" in text(pilot))
        count = len(names(pilot))
        assert count == len({*lived.coach.days.history()})
        await pilot.press("pageup", "home", "pagedown", "down", "j", "k", "up", "home")
        await until(pilot, lambda: "24 November 2026 07:05 · done" in text(pilot))


async def test_what_another_window_writes_is_seen(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        other = lived.coach_elsewhere()
        other.record.skip("midday")
        await until(pilot, lambda: names(pilot)[0] == "Midday stretches")


async def test_undo_leaves_alone_what_another_window_changed(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*["backspace"] * 5, *"20:59", "enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen) and "20:59 · done" in text(pilot))
        other = lived.coach_elsewhere()
        is_it = [
            one for one in other.days.history() if isinstance(one, StepDone) and one.day == MONDAY
        ]
        other.corrections.delete(is_it[-1:])
        await pilot.press("u")
        await until(pilot, lambda: "changed elsewhere" in text(pilot))
        assert len([one for one in other.days.history() if one.day == MONDAY]) == 3


# --- How it looks -------------------------------------------------------------------------------


def told(setting: Setting) -> CoachApp:
    """A morning with some of everything; the ids on the screen are random."""
    coach = setting.coach
    coach.record.start("midday")
    for position in range(3):
        coach.record.exercise_done("midday", TODAY, position, "towel", 60.0)
    coach.record.finish("midday", TODAY, setting.clock.now())
    setting.at("07:25")
    coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    coach.record.skip("strength")
    coach.record.check(4)
    return CoachApp(coach)


@pytest.fixture
def same_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", bytes)


@SIZES
@pytest.mark.usefixtures("same_ids")
@pytest.mark.parametrize(
    "keys",
    [["l", "j"], ["l", "slash", *"pain 6"], ["l", "d", "t"], ["l", "a"]],
    ids=["list", "find", "gone", "add"],
)
def test_the_log_book(
    lived: Setting, snap_compare: Snap, size: tuple[int, int], keys: list[str]
) -> None:
    assert snap_compare(told(lived), terminal_size=size, press=keys)


@pytest.mark.usefixtures("same_ids")
def test_the_log_book_in_a_narrow_window(lived: Setting, snap_compare: Snap) -> None:
    assert snap_compare(told(lived), terminal_size=(56, 18), press=["l", "j"])


def test_an_empty_log_book(setting: Setting, snap_compare: Snap) -> None:
    assert snap_compare(CoachApp(setting.coach), terminal_size=(80, 24), press=["l"])


@SIZES
async def test_files_that_could_not_be_read_are_listed_with_their_reasons(
    lived: Setting, size: tuple[int, int]
) -> None:
    wrong = FileReading("/runs/a.fit", reason="/runs/a.fit is damaged.", is_read=False)
    Memory(lived.coach.journal).note({"/runs/a.fit": FileState(1, 1)}, [wrong])
    async with log_book(lived, size) as pilot:
        assert "1 file unread (i)" in text(pilot)
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, InboxScreen))
        assert "/runs/a.fit is damaged." in text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))


async def test_without_any_it_says_so(lived: Setting) -> None:
    async with log_book(lived) as pilot:
        assert "unread" not in text(pilot)
        await pilot.press("i")
        await until(pilot, lambda: messages(pilot) == ["Every file that arrived could be read."])
