"""Each moment is announced once, whatever is open: claims, their lapse, and the notes."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from coach.domain.day.planned import Moment, MomentKind
from coach.errors import NotSavedError
from coach.journal import Journal
from coach.journal.deliveries import LEASE, Deliveries, Failure

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = NOON.date()
ONE_DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
BROKEN = Failure("desktop", "no answer within 4 s")
ABSENT = Failure("push", "no `push` in [alerts]", is_broken=False)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.db")
    yield journal
    journal.close()


@pytest.fixture
def deliveries(journal: Journal) -> Deliveries:
    return Deliveries(journal)


@pytest.fixture
def elsewhere(journal: Journal) -> Iterator[Deliveries]:
    """The same journal, open in another program."""
    other = Journal(journal.path)
    yield Deliveries(other)
    other.close()


def moment(minute: int = 0, *, day: date = DAY, step: str = "midday") -> Moment:
    at = datetime(day.year, day.month, day.day, 12, minute, tzinfo=UTC)
    return Moment(day, step, MomentKind.DUE, at)


MOMENT = moment()


# --- Claims ---------------------------------------------------------------------------------------


def test_a_moment_is_claimed_once(deliveries: Deliveries, elsewhere: Deliveries) -> None:
    assert deliveries.claim([MOMENT], "one", NOON) == [MOMENT]
    assert elsewhere.claim([MOMENT], "two", NOON) == []
    assert deliveries.claim([MOMENT], "one", NOON) == []
    assert deliveries.holds([MOMENT], "one")
    assert not deliveries.holds([MOMENT], "two")


def test_of_several_moments_those_are_claimed_that_are_free(
    deliveries: Deliveries, elsewhere: Deliveries
) -> None:
    first, second, third = map(moment, range(3))
    assert deliveries.claim([second], "one", NOON) == [second]
    assert elsewhere.claim([first, second, third], "two", NOON) == [first, third]


def test_moments_that_differ_in_anything_are_claimed_each(deliveries: Deliveries) -> None:
    moments = [
        MOMENT,
        moment(1),
        moment(day=DAY + ONE_DAY),
        moment(step="evening"),
        Moment(DAY, "midday", MomentKind.REPEAT, NOON),
    ]
    assert deliveries.claim(moments, "one", NOON) == moments


def test_a_claim_lapses(deliveries: Deliveries, elsewhere: Deliveries) -> None:
    deliveries.claim([MOMENT], "one", NOON)
    assert elsewhere.claim([MOMENT], "two", NOON + LEASE - SECOND) == []
    assert elsewhere.claim([MOMENT], "two", NOON + LEASE) == [MOMENT]
    assert elsewhere.holds([MOMENT], "two")
    assert not deliveries.holds([MOMENT], "one")
    assert deliveries.claim([MOMENT], "one", NOON + LEASE) == []


@pytest.mark.parametrize("fraction", [0, 1, 499_999, 999_999])
def test_a_claim_lapses_at_any_fraction_of_a_second(deliveries: Deliveries, fraction: int) -> None:
    now = NOON + timedelta(microseconds=fraction)
    just = timedelta(microseconds=1)
    assert deliveries.claim([MOMENT], "one", now) == [MOMENT]
    assert deliveries.claim([MOMENT], "two", now + LEASE - just) == []
    assert deliveries.claim([MOMENT], "two", now + LEASE) == [MOMENT]


def test_a_claim_from_what_is_now_the_future_binds_nobody(
    deliveries: Deliveries, elsewhere: Deliveries
) -> None:
    deliveries.claim([MOMENT], "one", NOON + timedelta(hours=3))
    assert elsewhere.claim([MOMENT], "two", NOON) == [MOMENT]
    assert deliveries.claim([MOMENT], "one", NOON) == []


def test_who_asked_the_clock_first_and_came_second_claims_nothing(
    deliveries: Deliveries, elsewhere: Deliveries
) -> None:
    assert deliveries.claim([MOMENT], "one", NOON + SECOND) == [MOMENT]
    assert elsewhere.claim([MOMENT], "two", NOON) == []


def test_what_was_told_is_not_told_again_when_the_clock_is_set_back(
    deliveries: Deliveries, elsewhere: Deliveries
) -> None:
    ahead = NOON + timedelta(hours=3)
    deliveries.claim([MOMENT], "one", ahead)
    deliveries.note_announced([MOMENT], ahead, "desktop")
    assert elsewhere.claim([MOMENT], "two", NOON) == []
    assert elsewhere.claim([MOMENT], "two", ahead + 10 * LEASE) == []
    assert not deliveries.holds([MOMENT], "one")


def test_whether_a_moment_may_be_claimed_can_be_told_beforehand(deliveries: Deliveries) -> None:
    deliveries.claim([MOMENT], "one", NOON)
    claimed = deliveries.since(DAY)[MOMENT.key]
    assert not claimed.is_open(NOON)
    assert not claimed.is_open(NOON + LEASE - SECOND)
    assert claimed.is_open(NOON + LEASE)
    assert not claimed.is_open(NOON - LEASE)
    assert claimed.is_open(NOON - LEASE - SECOND)
    deliveries.note_announced([MOMENT], NOON, "desktop")
    assert not deliveries.since(DAY)[MOMENT.key].is_open(NOON + LEASE)


def test_nothing_is_held_of_what_nobody_claimed(deliveries: Deliveries) -> None:
    deliveries.claim([MOMENT], "one", NOON)
    assert deliveries.holds([], "one")
    assert not deliveries.holds([MOMENT, moment(1)], "one")


def test_where_a_claim_cannot_be_written_it_is_said(
    deliveries: Deliveries, elsewhere: Deliveries
) -> None:
    with elsewhere._journal.transaction():
        deliveries._journal._db.execute("pragma busy_timeout = 10")
        with pytest.raises(NotSavedError, match="another program has locked it"):
            deliveries.claim([MOMENT], "one", NOON)
    assert deliveries.claim([MOMENT], "one", NOON) == [MOMENT]


def test_a_claim_that_could_not_be_written_in_full_claims_nothing(deliveries: Deliveries) -> None:
    def broken() -> Iterator[Moment]:
        yield MOMENT
        raise RuntimeError

    with pytest.raises(RuntimeError):
        deliveries.claim(broken(), "one", NOON)
    assert deliveries.claim([MOMENT], "two", NOON) == [MOMENT]


# --- What is noted --------------------------------------------------------------------------------


def test_what_became_of_a_moment_can_be_read(deliveries: Deliveries) -> None:
    deliveries.claim([MOMENT], "one", NOON)
    deliveries.note_announced([MOMENT], NOON + SECOND, "terminal", [BROKEN, ABSENT])
    delivery = deliveries.since(DAY)[MOMENT.key]
    assert delivery.moment == MOMENT
    assert (delivery.owner, delivery.claimed) == ("one", NOON)
    assert (delivery.told, delivery.channel) == (NOON + SECOND, "terminal")
    assert delivery.failures == (BROKEN, ABSENT)


def test_what_got_through_nowhere_may_be_tried_again_later(
    deliveries: Deliveries, elsewhere: Deliveries
) -> None:
    deliveries.claim([MOMENT], "one", NOON)
    again = NOON + timedelta(minutes=1)
    deliveries.note_failed([MOMENT], again, [BROKEN])
    assert elsewhere.claim([MOMENT], "two", again - SECOND) == []
    assert deliveries.since(DAY)[MOMENT.key].failures == (BROKEN,)
    assert elsewhere.claim([MOMENT], "two", again) == [MOMENT]


def test_what_is_read_begins_with_a_day(deliveries: Deliveries) -> None:
    moments = [moment(day=DAY + ONE_DAY * ago) for ago in (-1, 0, 1)]
    deliveries.claim(moments, "one", NOON)
    assert [one.moment for one in deliveries.since(DAY).values()] == moments[1:]


def test_the_last_one_told_is_by_the_clock_and_not_by_the_plan(deliveries: Deliveries) -> None:
    first, second = moment(1), moment(2)
    assert deliveries.last() is None
    deliveries.claim([first, second], "one", NOON)
    assert deliveries.last() is None
    deliveries.note_announced([second], NOON, "desktop")
    deliveries.note_announced([first], NOON + timedelta(microseconds=1), "push")
    last = deliveries.last()
    assert last
    assert (last.moment, last.channel) == (first, "push")


def test_what_is_open_is_so_since_the_first_day_that_was_not_told(deliveries: Deliveries) -> None:
    before, next_day = moment(day=DAY - ONE_DAY), moment(day=DAY + ONE_DAY)
    assert deliveries.open_since(DAY) is None
    deliveries.claim([before, MOMENT, next_day], "one", NOON)
    assert deliveries.open_since(DAY) == DAY - ONE_DAY
    deliveries.note_announced([before], NOON, "desktop")
    assert deliveries.open_since(DAY) == DAY
    deliveries.note_announced([MOMENT], NOON, "desktop")
    assert deliveries.open_since(DAY) == DAY
    assert deliveries.open_since(DAY + ONE_DAY) == DAY + ONE_DAY


def test_what_is_long_past_is_forgotten_by_days_on_which_anything_was_told(
    deliveries: Deliveries,
) -> None:
    days = [DAY - ONE_DAY * ago for ago in (400, 300, 3, 2)]
    moments = [moment(minute, day=day) for day in days for minute in (0, 1)]
    deliveries.claim(moments, "one", NOON)
    deliveries.forget(5)
    assert len(deliveries.since(date.min)) == 8
    deliveries.forget(3)
    kept = {one.moment.day for one in deliveries.since(date.min).values()}
    assert kept == set(days[1:])


@pytest.mark.parametrize(
    ("ahead", "is_kept"),
    [
        (timedelta(), True),
        (timedelta(hours=23), True),
        (timedelta(hours=25), False),
        (timedelta(days=2), False),
        (timedelta(days=89), False),
        (timedelta(days=4000), True),
    ],
    ids=str,
)
def test_what_a_clock_noted_that_was_days_ahead_is_forgotten(
    deliveries: Deliveries, ahead: timedelta, *, is_kept: bool
) -> None:
    deliveries.claim([MOMENT], "one", NOON + ahead)
    deliveries.note_announced([MOMENT], NOON + ahead, "desktop")
    deliveries.forget_ahead(NOON)
    assert (MOMENT.key in deliveries.since(DAY)) == is_kept


# --- Several programs at once ---------------------------------------------------------------------

MANY = [moment(minute, step=f"step-{minute}") for minute in range(60)]
CLAIMER = """
import sys
from datetime import datetime
from pathlib import Path
import msgspec
from coach.domain.day.planned import Moment
from coach.journal import Journal
from coach.journal.deliveries import Deliveries

moments = msgspec.json.decode(sys.argv[3], type=list[Moment])
journal = Journal(Path(sys.argv[1]))
journal._db.execute("pragma busy_timeout = 20000")
deliveries = Deliveries(journal)
print("ready", flush=True)
sys.stdin.readline()
for moment in moments:
    for mine in deliveries.claim([moment], sys.argv[2], datetime.fromisoformat(sys.argv[4])):
        print(mine.key)
"""


def claimer(journal: Journal, owner: str, now: datetime) -> subprocess.Popen[str]:
    """Another process that claims all moments one by one, on a signal."""
    moments = msgspec.json.encode(MANY).decode()
    return subprocess.Popen(
        [sys.executable, "-c", CLAIMER, str(journal.path), owner, moments, now.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("value", ["", "x", "2026-02-30", "0001-01-01", "2026-03-02T12:00:00"])
@pytest.mark.parametrize("column", ["day", "kind", "at", "until", "told", "failures"])
def test_a_delivery_that_cannot_be_true_is_passed_over(
    journal: Journal, deliveries: Deliveries, column: str, value: str
) -> None:
    deliveries.claim([moment(), moment(1)], "me", NOON)
    deliveries.note_announced([moment()], NOON, "bell")
    with journal.transaction() as db:
        db.execute(f"update deliveries set {column} = ? where key = ?", (value, moment(1).key))  # noqa: S608
    known = {key for key, one in deliveries.since(DAY).items() if one.told}
    assert known == {moment().key}
    assert deliveries.open_since(DAY) in {None, DAY}
    last = deliveries.last()
    assert last is None or last.moment == moment()


def claimed_by(processes: list[subprocess.Popen[str]]) -> list[list[str]]:
    """What each claimed when all began at the same time."""
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=30)[0].split() for process in processes]


def test_processes_that_claim_at_once_share_the_moments(journal: Journal) -> None:
    claimed = claimed_by([claimer(journal, f"process {n}", NOON) for n in range(4)])
    assert Counter(chain(*claimed)) == Counter(moment.key for moment in MANY)
    held = Deliveries(journal)
    for number, keys in enumerate(claimed):
        mine = [moment for moment in MANY if moment.key in keys]
        assert held.holds(mine, f"process {number}")


def test_what_a_dead_process_had_claimed_is_claimed_once_more(journal: Journal) -> None:
    Deliveries(journal).claim(MANY, "dead", NOON)
    claimed = claimed_by([claimer(journal, f"process {n}", NOON + LEASE) for n in range(3)])
    assert Counter(chain(*claimed)) == Counter(moment.key for moment in MANY)


def test_threads_with_connections_of_their_own_share_the_moments(journal: Journal) -> None:
    def claimed(number: int) -> list[Moment]:
        mine = Journal(journal.path)
        try:
            return Deliveries(mine).claim(MANY, f"thread {number}", NOON)
        finally:
            mine.close()

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(claimed, range(4)))
    assert sorted(map(len, shares)) == [0, 0, 0, len(MANY)]
