"""The time of day at which a step comes, which may differ from one weekday to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from coach.domain.routine.kinds import Weekday
from coach.domain.units import WallTime, clock_text

_ALL = tuple(Weekday)
_WEEKEND = (Weekday.SAT, Weekday.SUN)
_GROUPS = {
    "weekdays": tuple(one for one in _ALL if one not in _WEEKEND),
    "weekend": _WEEKEND,
    "others": _ALL,
}
WEEK_KEYS = (*map(str, _ALL), *_GROUPS)
"""The keys of a table of times."""

_SIGNS = str.maketrans(dict.fromkeys('{}=,"', " "))


class WeekTimes(tuple[WallTime, ...]):
    """Seven times of day, from Monday to Sunday.

    People write one time, or a table such as `{ weekdays = "06:45", weekend = "08:30" }`. A day by
    its own name goes before `weekdays` and `weekend`, and these before `others`.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, value: object) -> WeekTimes:
        """Read one time, or a table of times.

        Raises:
            ValueError: if it is neither, or if the table leaves out a day.
        """
        if not isinstance(value, Mapping):
            return cls([WallTime.parse(value)] * len(_ALL))
        if days_without(value) or not set(value) <= set(WEEK_KEYS):
            raise ValueError(value)
        times = {key: WallTime.parse(one) for key, one in value.items()}
        return cls(next(times[key] for key in keys_of(day) if key in times) for day in _ALL)

    def on(self, day: date) -> WallTime:
        """The time on a day."""
        return self[day.weekday()]

    @property
    def usual(self) -> WallTime:
        """The time on most days."""
        return Counter(self).most_common(1)[0][0]


def days_without(table: Mapping[str, object]) -> list[Weekday]:
    """The weekdays for which a table has no time."""
    return [day for day in _ALL if not table.keys() & set(keys_of(day))]


def week_text(value: object) -> str:
    """Times as a runner types them on one line: `weekdays 06:45, weekend 08:30`."""
    if not isinstance(value, Mapping):
        return clock_text(value) if isinstance(value, WallTime) else str(value)
    return ", ".join(f"{day} {at}" for day, at in value.items())


def typed_week(text: str) -> object:
    """One time, or the table that `week_text` writes; reading it decides whether it is valid."""
    words = text.translate(_SIGNS).split()
    if not words or len(words) % 2:
        return text.strip()
    return dict(zip(words[::2], words[1::2], strict=True))


def keys_of(day: Weekday) -> list[str]:
    """The keys that may give the time of a day, the first that does so first."""
    return [str(day), *(name for name, days in _GROUPS.items() if day in days)]
