"""The watched folder: new files are logged, and announced."""

import asyncio
import shutil
import threading
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.activity_files import BEGAN, CYCLING, NOW, file_id, fit, gpx, session, straight, track
from support.builders import FakeClock
from support.deliveries import Outing, apple_health

from coach.activities.folder import Folder
from coach.core.coach import Coach
from coach.domain.events.types import RunLogged, Trained
from coach.errors import NotSavedError
from coach.journal import Journal
from coach.runtime.inbox import Inbox
from coach.runtime.inbox_memory import Memory

A_DAY = timedelta(days=1)


class Told:
    """The announcements, by title and text; they must come on the thread of the screen."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str]] = []
        self._thread = threading.get_ident()

    def __call__(self, title: str, text: str) -> None:
        assert threading.get_ident() == self._thread
        self.words.append((title, text))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "watch"
    place.mkdir()
    return place


@pytest.fixture
def coach(tmp_path: Path, place: Path) -> Iterator[Coach]:
    config = tmp_path / "config.toml"
    watch(config, place)
    journal = Journal(tmp_path / "journal.db")
    yield Coach(config, journal, FakeClock(NOW))
    journal.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def inbox(coach: Coach, told: Told) -> Inbox:
    return Inbox(coach, told)


def watch(config: Path, folder: Path | str) -> None:
    config.write_text(f"[activities]\nfolder = '{folder}'\n", encoding="utf-8")


def run(path: Path, *, days_ago: int = 0, sport: int = 1) -> Path:
    path.write_bytes(fit(file_id(), session(BEGAN - days_ago * A_DAY, sport=sport)))
    return path


def files(coach: Coach) -> list[str]:
    """The files that the entries come from."""
    entries = coach.journal.since(date.min)
    return [one.file for one in entries if isinstance(one, RunLogged | Trained)]


async def test_a_new_file_is_taken_in_at_the_second_look(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    run(place / "run.fit")
    assert not await inbox.poll()
    assert (files(coach), told.words) == ([], [])
    assert await inbox.poll()
    assert files(coach) == ["run.fit"]
    text = "5.0 km in 30 min. How did it feel?"
    assert told.words == [("Your run is in", text)]


async def test_what_is_still_open_after_a_run_is_said(
    coach: Coach, inbox: Inbox, place: Path, told: Told
) -> None:
    coach.clock.set(BEGAN + timedelta(minutes=40))  # type: ignore[attr-defined]
    run(place / "run.fit")
    await inbox.poll()
    await inbox.poll()
    text = "5.0 km in 30 min. How did it feel? Then cool-down, then ice."
    assert told.words == [("Your run is in", text)]


async def test_a_walk_jog_is_announced_with_its_jogs(
    inbox: Inbox, place: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.runtime.inbox.about_jogs", lambda *_: "4 of 4 jogs")
    run(place / "run.fit")
    await inbox.poll()
    await inbox.poll()
    ((_, text),) = told.words
    assert text.startswith("5.0 km in 30 min, 4 of 4 jogs. How did it feel?")


async def test_a_file_is_taken_in_once(inbox: Inbox, coach: Coach, place: Path, told: Told) -> None:
    run(place / "run.fit")
    assert [await inbox.poll() for _ in range(4)] == [False, True, False, False]
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(3)] == [False] * 3
    assert (len(files(coach)), len(told.words)) == (1, 1)


async def test_many_files_are_logged_in_the_order_of_time_and_told_by_their_number(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    run(place / "a.fit", days_ago=2)
    run(place / "b.fit", days_ago=9)
    run(place / "c.fit", days_ago=5, sport=CYCLING)
    await inbox.poll()
    assert await inbox.poll()
    assert files(coach) == ["b.fit", "c.fit", "a.fit"]
    assert told.words == [("Your watch's files", "2 runs and 1 ride of 2026.")]


async def test_a_ride_is_no_run_to_be_asked_about(inbox: Inbox, place: Path, told: Told) -> None:
    run(place / "ride.fit", sport=CYCLING)
    await inbox.poll()
    await inbox.poll()
    assert told.words == [("Your watch's files", "1 ride of 2026.")]


async def test_a_broken_file_is_told_once_and_holds_up_no_other(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    good = run(place / "good.fit")
    (place / "bad.fit").write_bytes(good.read_bytes()[:-1])
    assert [await inbox.poll() for _ in range(3)] == [False, True, False]
    assert files(coach) == ["good.fit"]
    (first, _), (title, text) = told.words
    assert (first, title) == ("Your run is in", "Your watch's files")
    assert text.startswith(f"{place / 'bad.fit'} is cut off")


async def test_many_broken_files_are_one_alert_and_are_not_read_again_at_the_next_start(
    inbox: Inbox, coach: Coach, place: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(300):
        (place / f"{number:03}.fit").write_bytes(b"no run %d" % number)
    run(place / "good.fit")
    assert [await inbox.poll() for _ in range(3)] == [False, True, False]
    assert told.words[1:] == [
        (
            "Your watch's files",
            "300 files could not be read (`coach entries --unread` lists them).",
        )
    ]
    unread = Memory(coach.journal).unread
    assert len(unread) == 300
    assert unread[0].path == str(place / "000.fit")
    assert unread[0].why.startswith(f"{place / '000.fit'} is not a recording that Coach can read")
    monkeypatch.setattr("coach.runtime.file_reading.readings", unexpected)
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(3)] == [False] * 3
    assert len(told.words) == 2


def unexpected(*_: object, **__: object) -> None:
    pytest.fail("a file was read again")


async def test_a_broken_file_that_is_mended_is_read_at_the_next_start(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    (place / "run.fit").write_bytes(b"cut off")
    assert [await inbox.poll() for _ in range(2)] == [False, False]
    run(place / "run.fit")
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(2)] == [False, True]


async def test_a_journal_that_was_put_back_gets_its_runs_again(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    run(place / "run.fit")
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    with coach.journal.transaction() as db:
        db.execute("delete from entries")
    assert [await inbox.poll() for _ in range(3)] == [False, True, False]
    assert files(coach) == ["run.fit"]
    with coach.journal.transaction() as db:
        db.execute("delete from entries")
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["run.fit"]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"coach": 1}'])
async def test_what_was_looked_at_may_be_lost(
    inbox: Inbox, coach: Coach, place: Path, told: Told, content: bytes
) -> None:
    run(place / "run.fit")
    await inbox.poll()
    await inbox.poll()
    coach.journal.path.with_suffix(".activities.json").write_bytes(content)
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(3)] == [False] * 3
    assert files(coach) == ["run.fit"]


async def test_many_files_leave_time_for_keys(
    inbox: Inbox, coach: Coach, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100):
        run(place / f"{number}.fit", days_ago=number)
    monkeypatch.setattr("coach.runtime.inbox._SPAN", 0)
    turns = 0

    async def keys() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    await inbox.poll()
    hearing = asyncio.create_task(keys())
    assert await inbox.poll()
    hearing.cancel()
    assert len(files(coach)) == 100
    assert turns > 100


async def test_a_folder_that_does_not_answer_holds_nothing_up_and_is_told_once(
    inbox: Inbox, coach: Coach, place: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    real = Folder.new_files

    def slow(folder: Folder) -> tuple[Path, ...]:
        answers.wait(10)
        return real(folder)

    monkeypatch.setattr(Folder, "new_files", slow)
    monkeypatch.setattr("coach.runtime.inbox_source._PATIENCE", 0.01)
    run(place / "run.fit")
    assert [await inbox.poll() for _ in range(3)] == [False] * 3
    ((_, text),) = told.words
    assert text.startswith(f"{place} does not answer")
    answers.set()
    monkeypatch.setattr("coach.runtime.inbox_source._PATIENCE", 10)
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["run.fit"]


async def test_an_archive_is_read_once_for_all_that_is_in_it(
    inbox: Inbox, coach: Coach, place: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(place / "export.zip", "w") as archive:
        for days in range(3):
            archive.writestr(f"{days}.fit", fit(file_id(), session(BEGAN - days * A_DAY)))
        archive.writestr("profile.csv", "Name")
        archive.writestr("bad.fit", "no run")
    assert [await inbox.poll() for _ in range(3)] == [False, True, False]
    assert files(coach) == ["2.fit", "1.fit", "0.fit"]
    (title, text), (_, problem) = told.words
    assert problem.startswith(
        f"bad.fit in {place / 'export.zip'} is not a recording that Coach can read"
    )
    assert (title, text.partition("? ")[2]) == (
        "Your run is in",
        "2 other recordings came with it.",
    )
    monkeypatch.setattr("coach.runtime.file_reading.readings", unexpected)
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(3)] == [False] * 3


async def test_what_came_out_of_an_archive_is_known_as_a_file(
    inbox: Inbox, coach: Coach, place: Path
) -> None:
    path = run(place / "run.fit")
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    with zipfile.ZipFile(place / "export.zip", "w") as archive:
        archive.write(path, "activities/other.fit")
    assert [await inbox.poll() for _ in range(2)] == [False, False]
    assert files(coach) == ["run.fit"]


async def test_what_was_left_out_of_a_run_is_told(inbox: Inbox, place: Path, told: Told) -> None:
    points = straight(5000, 1800)
    points[50] = (41.0, 14.0, points[50][2])
    (place / "run.gpx").write_bytes(gpx(track(points)))
    await inbox.poll()
    assert await inbox.poll()
    assert told.words[1:] == [("Your watch's files", "run.gpx: 1 stray point left out.")]


async def test_a_run_by_a_clock_that_is_hours_off_is_pointed_out(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    run(place / "watch.fit")
    later = session(BEGAN + timedelta(hours=2))
    (place / "phone.fit").write_bytes(fit(file_id(), later))
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["watch.fit"]
    assert told.words[1][1].startswith("phone.fit: a run of the same length began before or after")


async def test_files_without_an_activity_are_passed_over_in_silence(
    inbox: Inbox, place: Path, told: Told
) -> None:
    (place / "settings.fit").write_bytes(fit(file_id(2)))
    assert [await inbox.poll() for _ in range(2)] == [False, False]
    assert told.words == []


async def test_a_missing_folder_is_told_once_until_it_has_been_there_again(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    run(place / "run.fit")
    away = shutil.move(place, place.with_name("away"))
    for _ in range(3):
        assert not await inbox.poll()
    ((title, text),) = told.words
    assert title == "Your watch's files"
    assert text.startswith(f"{place}, the folder of the activities, cannot be opened")
    shutil.move(away, place)
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["run.fit"]


async def test_without_a_folder_nothing_is_looked_for(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    run(place / "run.fit")
    watch(coach.config, "")
    coach.routine_file.read_again()
    assert [await inbox.poll() for _ in range(2)] == [False, False]
    assert told.words == []


async def test_another_folder_in_the_config_is_looked_into_at_once(
    inbox: Inbox, coach: Coach, place: Path, tmp_path: Path
) -> None:
    run(place / "old.fit", days_ago=1)
    other = tmp_path / "other"
    other.mkdir()
    run(other / "new.fit")
    await inbox.poll()
    watch(coach.config, other)
    coach.routine_file.read_again()
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["new.fit"]


async def test_several_folders_are_watched_and_one_that_is_away_holds_up_no_other(
    inbox: Inbox, coach: Coach, place: Path, tmp_path: Path, told: Told
) -> None:
    other, away = tmp_path / "other", tmp_path / "away"
    other.mkdir()
    run(place / "old.fit", days_ago=1)
    run(other / "new.fit")
    folders = ", ".join(f"'{one}'" for one in (other, away, place))
    coach.config.write_text(f"[activities]\nfolder = '{place}'\nfolders = [{folders}]\n", "utf-8")
    coach.routine_file.read_again()
    assert [await inbox.poll() for _ in range(3)] == [False, True, False]
    assert files(coach) == ["old.fit", "new.fit"]
    assert [text.split(",")[0] for _, text in told.words if "cannot be opened" in text] == [
        str(away)
    ]
    again = Inbox(coach, told)
    away.mkdir()
    run(away / "third.fit", days_ago=2)
    assert [await again.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["old.fit", "new.fit", "third.fit"]


async def test_what_was_read_on_a_drive_is_known_when_it_comes_back(
    inbox: Inbox, coach: Coach, place: Path, tmp_path: Path, told: Told
) -> None:
    (place / "bad.fit").write_bytes(b"no run")
    assert [await inbox.poll() for _ in range(2)] == [False, False]
    other = tmp_path / "other"
    other.mkdir()
    coach.config.write_text(f"[activities]\nfolders = ['{place}', '{other}']\n", "utf-8")
    coach.routine_file.read_again()
    drive = shutil.move(place, place.with_name("unplugged"))
    run(other / "run.fit")
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(2)] == [False, True]
    shutil.move(drive, place)
    told.words.clear()
    last = Inbox(coach, told)
    assert [await last.poll() for _ in range(3)] == [False] * 3
    assert told.words == []


async def test_what_could_not_be_read_is_listed_until_it_is_mended_or_gone(
    inbox: Inbox, coach: Coach, place: Path
) -> None:
    for name in ("a.fit", "b.fit", "c.fit"):
        (place / name).write_bytes(name.encode())
    await inbox.poll()
    await inbox.poll()
    assert [Path(one.path).name for one in Memory(coach.journal).unread] == [
        *("a.fit", "b.fit", "c.fit")
    ]
    run(place / "a.fit")
    (place / "b.fit").unlink()
    await inbox.poll()
    await inbox.poll()
    assert [Path(one.path).name for one in Memory(coach.journal).unread] == ["c.fit"]


async def test_an_archive_that_goes_on_growing_after_a_rest_is_read_again(
    inbox: Inbox, coach: Coach, place: Path
) -> None:
    path = place / "export.zip"
    archive(path, 3)
    whole = path.read_bytes()
    for size in (100, 200, len(whole) - 30):
        path.write_bytes(whole[:size])
        assert not await inbox.poll()
    assert not await inbox.poll()
    assert len(Memory(coach.journal).unread) == 1
    path.write_bytes(whole)
    assert [await inbox.poll() for _ in range(2)] == [False, True]
    assert files(coach) == ["2.fit", "1.fit", "0.fit"]
    assert Memory(coach.journal).unread == ()


def archive(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for days in range(count):
            file.writestr(f"{days}.fit", fit(file_id(), session(BEGAN - days * A_DAY)))


async def test_a_watch_on_a_cable_is_read_if_that_is_wanted(
    coach: Coach, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = tmp_path / "GARMIN" / "Activity"
    found = "coach.runtime.watch_files.folders_of_recordings"
    monkeypatch.setattr(found, lambda *_: [recorded])
    recorded.mkdir(parents=True)
    run(recorded / "run.fit")
    bad = recorded / "bad.fit"
    bad.write_bytes(b"no run")
    inbox = Inbox(coach, told)
    assert [await inbox.poll() for _ in range(2)] == [False, False]
    coach.config.write_text("[activities]\nwatch = true\n", "utf-8")
    coach.routine_file.read_again()
    assert [await inbox.poll() for _ in range(2)] == [True, False]
    assert files(coach) == ["run.fit"]
    assert told.words[1][1].startswith(f"{bad} is not a recording that Coach can read")
    assert [one.path for one in Memory(coach.journal).unread] == [str(bad)]
    again = Inbox(coach, told)
    assert [await again.poll() for _ in range(2)] == [False, False]
    assert len(told.words) == 2


async def test_a_folder_may_be_named_from_home(
    inbox: Inbox, coach: Coach, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(place.parent))
    monkeypatch.setenv("USERPROFILE", str(place.parent))
    run(place / "run.fit")
    watch(coach.config, "~/watch")
    coach.routine_file.read_again()
    await inbox.poll()
    assert await inbox.poll()


async def test_what_cannot_be_recorded_just_now_is_recorded_later(
    inbox: Inbox, coach: Coach, place: Path, told: Told
) -> None:
    for days in range(3):
        run(place / f"{days}.fit", days_ago=days)
    await inbox.poll()
    coach.journal._db.execute("pragma query_only = on")
    for _ in range(2):
        with pytest.raises(NotSavedError):
            await inbox.poll()
    assert (files(coach), told.words) == ([], [])
    coach.journal._db.execute("pragma query_only = off")
    assert await inbox.poll()
    assert files(coach) == ["2.fit", "1.fit", "0.fit"]
    assert len(told.words) == 1


async def test_a_look_does_not_wait_for_one_that_is_reading(
    inbox: Inbox, coach: Coach, place: Path
) -> None:
    run(place / "run.fit")
    await inbox.poll()
    both = await asyncio.gather(inbox.poll(), inbox.poll())
    assert list(both) == [True, False]
    assert files(coach) == ["run.fit"]


async def test_an_export_that_is_dropped_in_is_read_as_it_is(
    place: Path, coach: Coach, inbox: Inbox, told: Told
) -> None:
    outdoors, indoors = Outing(began=BEGAN - A_DAY), Outing("walk", BEGAN, 1800.0, 2000.0)
    (place / "export.zip").write_bytes(apple_health([outdoors], indoors=[indoors]))
    assert not await inbox.poll()
    assert await inbox.poll()
    (run,) = coach.ledger.of_kinds(RunLogged)
    (walk,) = coach.ledger.of_kinds(Trained)
    assert isinstance(run, RunLogged)
    assert isinstance(walk, Trained)
    assert (run.began, walk.began) == (outdoors.began, indoors.began)
    assert [title for title, _ in told.words] == ["Your watch's files"]
