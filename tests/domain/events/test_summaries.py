"""Lists and tracks of the same activities: which of them count."""

from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.activity_files import BEGAN

from coach.domain.events.activity import Activity, ActivityKind, same
from coach.domain.events.summaries import settled

RUN, WALK, OTHER = ActivityKind.RUN, ActivityKind.WALK, ActivityKind.OTHER
TRACK = Activity(WALK, BEGAN, 1800.0, 3000.0, "a.gpx")
ENTRY = Activity(RUN, BEGAN + timedelta(seconds=4), 1810.0, 3050.0, "list.csv", is_summary=True)

activities = st.lists(
    st.builds(
        Activity,
        st.sampled_from([RUN, WALK, OTHER]),
        st.integers(0, 6).map(lambda days: BEGAN + timedelta(days=days)),
        st.sampled_from([600.0, 1800.0]),
        st.sampled_from([0.0, 2000.0, 5000.0]),
        st.sampled_from(["a.gpx", "b.gpx", "list.csv"]),
        is_summary=st.booleans(),
    ),
    max_size=12,
)


def test_an_entry_counts_where_nothing_is_recorded() -> None:
    later = replace(ENTRY, began=BEGAN + timedelta(hours=9))
    assert settled([ENTRY, TRACK, later]) == [TRACK, later]


def test_an_entry_that_names_the_file_says_its_kind_in_whatever_zone_it_is_written() -> None:
    for hours in (-12, 0, 14):
        entry = replace(ENTRY, began=BEGAN + timedelta(hours=hours), source=TRACK.source)
        assert settled([entry, TRACK]) == [replace(TRACK, kind=RUN)]
        assert settled([replace(entry, kind=OTHER), TRACK]) == [TRACK]
    years = replace(ENTRY, began=BEGAN + timedelta(days=365), source=TRACK.source)
    assert settled([years, TRACK]) == [TRACK, years]


def test_what_an_entry_remarks_is_not_lost_with_it() -> None:
    (kept,) = settled([replace(ENTRY, remarks=("2 rows left out",)), TRACK])
    assert kept == replace(TRACK, remarks=("2 rows left out",))


@given(activities, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_and_no_recording_is_lost(
    found: list[Activity], chance: Random
) -> None:
    kept = settled(found)
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert settled(shuffled) == kept
    assert all(one.began <= other.began for one, other in pairwise(kept))
    recorded = [one for one in kept if not one.is_summary]
    assert len(recorded) == sum(not one.is_summary for one in found)
    assert not any(same(one, other) for one in kept if one.is_summary for other in recorded)
