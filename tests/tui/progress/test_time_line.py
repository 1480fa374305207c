"""The fan ahead: it opens from today without a gap, and nothing of it is cut."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.outlook.outlook import HORIZON, Span
from coach.tui.progress.time_line import NAMES, Range, TimeLine

FIRST = date(2026, 11, 24)
_LEFT = NAMES + 2
_DAY = st.integers(0, HORIZON - 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A milestone that comes within half a year, perhaps not so in the late case."""
    early, late = sorted((draw(_DAY), draw(_DAY)))
    is_known = draw(st.booleans())
    return Span(early, (early + late) // 2 if is_known else None, late if is_known else None, 0)


def ordered(found: list[Span]) -> list[Range]:
    """As the milestones come: none of them earlier than the one before."""
    found.sort(key=lambda one: (one.early or 0, one.late or HORIZON))
    return [Range(f"Milestone {at}", one) for at, one in enumerate(found)]


def fans(ranges: list[Range], width: int) -> list[range]:
    """The columns of each row of the fan, drawn without shades."""
    drawn = TimeLine(FIRST, ranges, width, is_airy=True, has_shades=False).rows()
    plain = [row.plain[_LEFT:] for row in drawn][:-3]
    return [range(len(row) - len(row.lstrip()), len(row.rstrip())) for row in plain]


@given(st.lists(spans(), min_size=1, max_size=4).map(ordered), st.integers(50, 150))
def test_each_row_of_the_fan_touches_the_next(ranges: list[Range], width: int) -> None:
    rows = fans(ranges, width)
    assert rows[0].start == 0
    for above, below in pairwise(rows):
        assert below.start <= above.stop
        assert above.start <= below.stop


@given(st.lists(spans(), min_size=1, max_size=4).map(ordered), st.integers(50, 150), st.booleans())
def test_no_row_is_wider_than_there_is_room(
    ranges: list[Range],
    width: int,
    has_shades: bool,  # noqa: FBT001 - hypothesis passes it
) -> None:
    line = TimeLine(FIRST, ranges, width, is_airy=True, has_shades=has_shades)
    assert all(row.cell_length <= width for row in line.rows())


def test_the_fan_ends_where_nothing_more_comes_within_half_a_year() -> None:
    rows = fans([Range("Next", Span(3, 5, 9, 0)), Range("Goal", Span(None, None, None, 0))], 80)
    assert rows[-2].start >= rows[-2].stop
