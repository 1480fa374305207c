"""Exports as services deliver them: what comes into the journal, in whatever order they come."""

import gzip
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.activity_files import BEGAN, NOW
from support.builders import FakeClock
from support.deliveries import (
    Outing,
    apple_health,
    garmin,
    health_connect,
    kmz,
    polar_flow,
    runkeeper,
    runkeeper_list,
    strava,
    zipped,
)

from coach.core.coach import Coach
from coach.core.imports import ImportReport, import_files, recorded
from coach.domain.events.types import RunLogged, Trained
from coach.journal import Journal

A_DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
OUTINGS = (
    Outing("run", BEGAN - 5 * A_DAY, 1657.0, 5400.0),
    Outing("walk", BEGAN - 4 * A_DAY, 2700.0, 3200.0),
    Outing("ride", BEGAN - 3 * A_DAY, 3912.0, 28_050.0),
    Outing("run", BEGAN - A_DAY, 2400.0, 7000.0),
)
INDOORS = (Outing("run", BEGAN, 1500.0, 4000.0),)
Deliver = Callable[[Sequence[Outing]], bytes]
SERVICES: dict[str, Deliver] = {
    "strava": strava,
    "garmin": garmin,
    "apple health": apple_health,
    "health connect": health_connect,
    "polar flow": polar_flow,
    "runkeeper": partial(runkeeper, zone=BERLIN),
    "kmz": kmz,
}


class Setting:
    """A coach with a new journal, into which files are imported."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._journal = Journal(folder / "journal.db")
        self._coach = Coach(folder / "none.toml", self._journal, FakeClock(NOW, BERLIN))
        self._files = 0

    def close(self) -> None:
        self._journal.close()

    def imported(self, *archives: bytes) -> ImportReport:
        paths = [self._written(data) for data in archives]
        return import_files(paths, partial(recorded, self._coach), NOW, zone=BERLIN)

    def entries(self) -> list[tuple[object, ...]]:
        found = self._coach.ledger.of_kinds(RunLogged, Trained)
        return sorted(
            (
                one.began,
                one.activity if isinstance(one, Trained) else "run",
                one.duration,
                round(one.distance / 1000),
            )
            for one in found
            if isinstance(one, RunLogged | Trained) and one.began
        )

    def _written(self, data: bytes) -> Path:
        self._files += 1
        path = self._folder / f"{self._files}.zip"
        path.write_bytes(data)
        return path


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    with closing(Setting(tmp_path)) as setting:
        yield setting


def as_done(outings: Sequence[Outing]) -> list[tuple[object, ...]]:
    return [(one.began, one.kind, one.seconds, round(one.metres / 1000)) for one in outings]


@pytest.mark.parametrize("service", SERVICES)
def test_each_outing_of_an_archive_comes_once(setting: Setting, service: str) -> None:
    archive = SERVICES[service](OUTINGS)
    report = setting.imported(archive)
    assert report.problems == ()
    assert setting.entries() == as_done(OUTINGS)
    again = setting.imported(archive, zipped({"again.zip": archive}), gzip.compress(archive))
    assert again.new == ()
    assert setting.entries() == as_done(OUTINGS)


@pytest.mark.parametrize("deliver", [apple_health, partial(runkeeper, zone=BERLIN)])
def test_what_has_no_track_comes_from_the_list(
    setting: Setting, deliver: Callable[..., bytes]
) -> None:
    setting.imported(deliver(OUTINGS, indoors=INDOORS))
    assert setting.entries() == as_done((*OUTINGS, *INDOORS))


def test_a_list_says_what_kind_a_track_is(setting: Setting) -> None:
    slow = Outing("run", BEGAN, 3600.0, 5000.0)  # by its speed, a walk
    setting.imported(apple_health([slow]))
    assert setting.entries() == as_done([slow])


def test_a_track_that_a_list_names_is_the_same_in_any_zone(setting: Setting) -> None:
    archive = runkeeper(OUTINGS, zone=ZoneInfo("America/Los_Angeles"))
    setting.imported(archive)
    assert setting.entries() == as_done(OUTINGS)


def test_a_list_alone_counts_the_outings_whose_tracks_are_missing(setting: Setting) -> None:
    setting.imported(runkeeper_list(OUTINGS, ["gone.gpx"] * len(OUTINGS), zone=BERLIN))
    assert setting.entries() == as_done(OUTINGS)


deliveries = st.lists(
    st.tuples(
        st.sampled_from(sorted(SERVICES)), st.sets(st.sampled_from(range(len(OUTINGS))), min_size=1)
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=10, deadline=None)
@given(delivered=deliveries, order=st.lists(st.integers(0, 2), max_size=3), at_once=st.booleans())
def test_any_order_and_repetition_of_archives_gives_the_same_journal(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    delivered: list[tuple[str, set[int]]],
    order: list[int],
    at_once: bool,
) -> None:
    archives = [SERVICES[name]([OUTINGS[one] for one in some]) for name, some in delivered]
    coming = [archives[number % len(archives)] for number in order] + archives
    done = sorted(set().union(*(some for _, some in delivered)))
    with closing(Setting(tmp_path_factory.mktemp("setting"))) as setting:
        for batch in [coming] if at_once else [[one] for one in coming]:
            assert setting.imported(*batch).problems == ()
        assert setting.entries() == as_done([OUTINGS[one] for one in done])
