"""The four-weekly measurement in words: when it is due, what it found, and what counts as real."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coach.domain.events.types import Measured, ScoreBrought
from coach.domain.history.measurements import Better, Topic, Trend

DUE_NOW = "Four-weekly measurement"
NO_HEEL_RAISES = (
    "The heel raises have to wait: they need a pain check today that allows at least a walk-jog, "
    "and no warning sign."
)
NO_TESTS = "With your warning sign nothing is tested; you can still rate your activities."
PUT_OFF = "Put off; the next measurement is in four weeks."
NOTHING = "Nothing was measured; answer one question at least."
TWICE = "An activity is there twice; name different ones."
_ROWS = {
    Topic.MEAN: "Activities, 0 to 10",
    Topic.ACTIVITY: "Activities, 0 to 10",
    Topic.RAISES: "Heel raises until tired",
    Topic.WALL: "Knee to wall, cm",
    Topic.SCORE: "Questionnaires",
}
_NAMES = {
    Topic.MEAN: "Activities",
    Topic.ACTIVITY: "Activity",
    Topic.RAISES: "Heel raises",
    Topic.WALL: "Knee to wall",
    Topic.SCORE: "Score",
}


def sentences(trends: Iterable[Trend]) -> Iterator[tuple[str, str]]:
    """Each trend with what it is about, then what is better, and from what a change counts."""
    known = list(trends)
    for one in known:
        yield _NAMES[one.topic], trend_text(one)
    if better := better_text(known):
        yield "Better", better
    if known:
        yield "What counts", " ".join(_what_counts(known))


def better_text(trends: Iterable[Trend]) -> str:
    """Which values are the better ones, as far as that is known; empty if of none."""
    known = list(trends)
    higher = dict.fromkeys(_whole(one) for one in known if one.better is Better.HIGHER)
    lower = dict.fromkeys(_whole(one) for one in known if one.better is Better.LOWER)
    sides = (("Higher", higher), ("Lower", lower))
    return " ".join(f"{name} is better: {', '.join(which)}." for name, which in sides if which)


def trend_text(trend: Trend) -> str:
    """The last value and how it changed: `FFI 45: down 9 since 3 Aug 2026, a real improvement.`."""
    if trend.since_first is None or trend.since_last is None:
        return f"{_value(trend)}, once so far."
    day = trend.values[0][0]
    changes = [_change(trend, trend.since_first, f"{day.day} {day:%b %Y}")]
    if len(trend.values) > 2:  # noqa: PLR2004 - the last one before is not the first one
        changes.append(_change(trend, trend.since_last, "the last time"))
    return f"{_value(trend)}: {'; '.join(changes)}."


def rows(trends: Iterable[Trend]) -> Mapping[str, str]:
    """The trends in the few rows of a table, each with its changes since the first and the last.

    A star marks a change that counts as real.
    """
    found: dict[str, list[str]] = {}
    for one in trends:
        found.setdefault(_ROWS[one.topic], []).append(_short(one))
    return {name: "; ".join(texts) for name, texts in found.items()}


def measured_text(measured: Measured) -> str:
    """A measurement in full: `climbing stairs 4, heel raises 18 left and 21 right`."""
    if measured.is_put_off:
        return "put off for four weeks"
    return ", ".join(_measured(measured))


def score_text(brought: ScoreBrought) -> str:
    """A score and its title: `FFI 54`."""
    return f"{brought.title} {brought.score:g}"


def _measured(one: Measured) -> Iterator[str]:
    yield from (f"{rated.activity} {rated.score}/10" for rated in one.activities)
    raises, wall = (one.raises_left, one.raises_right), (one.wall_left, one.wall_right)
    if sides := _sides(*raises):
        yield f"heel raises {sides}"
    if sides := _sides(*wall):
        yield f"knee to wall {sides} cm"


def _sides(left: float | None, right: float | None) -> str:
    sides = ((left, "left"), (right, "right"))
    return " and ".join(f"{side} {value:g}" for value, side in sides if value is not None)


def _value(trend: Trend) -> str:
    number = f"{round(trend.value, 1):g}"
    match trend.topic:
        case Topic.MEAN:
            return f"{number} of 10 on average"
        case Topic.ACTIVITY:
            return f"{trend.name} {number} of 10"
        case Topic.RAISES:
            return f"{number} on the {trend.name} leg"
        case Topic.WALL:
            return f"{number} cm on the {trend.name}"
        case Topic.SCORE:
            return f"{trend.name} {number}"


def _short(trend: Trend) -> str:
    """A trend with its changes: `FFI 45 (-9* since 3 Aug 2026, -5)`."""
    value = f"{trend.name or 'average'} {round(trend.value, 1):g}"
    if trend.since_first is None or trend.since_last is None:
        return value
    day = trend.values[0][0]
    first = f"{_signed(trend, trend.since_first)} since {day.day} {day:%b %Y}"
    if len(trend.values) == 2:  # noqa: PLR2004 - the last one before is the first one
        return f"{value} ({first})"
    return f"{value} ({first}, {_signed(trend, trend.since_last)})"


def _signed(trend: Trend, change: float) -> str:
    return f"{round(change, 1):+g}{'*' if trend.is_real(change) else ''}"


def _change(trend: Trend, change: float, since: str) -> str:
    """A change, and whether it counts, as far as that is known."""
    if not change:
        return f"no change since {since}"
    said = f"{'up' if change > 0 else 'down'} {abs(round(change, 1)):g} since {since}"
    if trend.real is None:
        return said
    return (
        f"{said}, {_real_change(trend, change) if trend.is_real(change) else 'too little to count'}"
    )


def _real_change(trend: Trend, change: float) -> str:
    """What a change is called that counts, as far as its direction is known."""
    match trend.is_better(change):
        case None:
            return "a real change"
        case is_better:
            return "a real improvement" if is_better else "a real worsening"


def _what_counts(trends: Sequence[Trend]) -> Iterator[str]:
    """From what a change counts as real, and of what that is not known."""
    figures = {_what(one): one.real for one in trends}
    known = [f"{real:g} in {what}" for what, real in figures.items() if real is not None]
    unknown = [what for what, real in figures.items() if real is None]
    if known:
        yield f"A change counts as real from these points: {', '.join(known)}."
    if unknown:
        yield f"Coach knows no figure from which a change in {' or '.join(unknown)} counts."


def _whole(trend: Trend) -> str:
    """What a trend is about, where all of its kind are alike."""
    match trend.topic:
        case Topic.MEAN | Topic.ACTIVITY:
            return "activities"
        case Topic.RAISES | Topic.WALL:
            return str(trend.topic)
        case Topic.SCORE:
            return trend.name


def _what(trend: Trend) -> str:
    """What a figure for a real change is about."""
    match trend.topic:
        case Topic.MEAN:
            return "the average"
        case Topic.ACTIVITY:
            return "one activity"
        case Topic.RAISES | Topic.WALL:
            return str(trend.topic)
        case Topic.SCORE:
            return trend.name
