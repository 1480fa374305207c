"""How values and types are named to the user."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from coach.config.key_path import Path, key_text, quoted
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.model import Tempo
from coach.domain.routine.settings import ChannelName, CrossTraining, QuietHours, program_of
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import Distance, Duration, WallTime

_URL = r"([a-zA-Z][a-zA-Z0-9+.-]{0,30}://)\S*"
_WORDS: dict[Any, str] = {
    Duration: 'a duration up to a day, such as "30s", "12m" or "1h30m"',
    Distance: 'a distance such as "10km", "13.1mi" or "800m"',
    date: "a day such as 2027-04-18",
    WallTime: 'a time of day such as "17:30"',
    WeekTimes: 'a time of day such as "17:30", or { weekdays = "06:45", weekend = "08:30" }',
    Tempo: "three numbers of seconds, up, held and down, such as [3, 2, 3]",
    QuietHours: 'a table such as { starts = "22:00", ends = "06:30" }',
    tuple[Weekday, ...]: "a list of days out of mon, tue, wed, thu, fri, sat, sun",
    tuple[QuietHours, ...]: 'a list of tables such as [{ starts = "22:00", ends = "06:30" }]',
    tuple[ChannelName, ...]: "a list out of " + ", ".join(ChannelName),
    tuple[CrossTraining, ...]: "a list out of " + ", ".join(CrossTraining),
    tuple[str, ...]: 'a list of texts such as ["notify-send", "Coach"]',
    bool: "true or false",
    str: "a text in quotes",
    list: "a list such as [...]",
}


def allowed(kind: Any) -> str:  # noqa: ANN401 - any type that a key can have
    """What may be written for a value of this type."""
    if kind in _WORDS:
        return _WORDS[kind]
    if get_origin(kind) is Annotated:
        limits = get_args(kind)[1]
        return f"a whole number from {limits.ge} to {limits.le}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(choices(kind))
    options = [one for one in get_args(kind) if one is not type(None)]
    return allowed(options[0])


def choices(kind: Any) -> list[str]:  # noqa: ANN401 - any type that a key can have
    """The words that a value must be chosen from, if there are any."""
    options = [kind, *get_args(kind)]
    enums = [one for one in options if isinstance(one, type) and issubclass(one, StrEnum)]
    return [str(word) for one in enums for word in one]


def toml(value: Any) -> str:  # noqa: ANN401 - TOML values are of any type
    """A value of a config file, which has no control characters, as TOML on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return quoted(value)
        case dict():
            pairs = (f"{key_text(key)} = {toml(one)}" for key, one in value.items())
            return f"{{ {', '.join(pairs)} }}"
        case list():
            return f"[{', '.join(toml(one) for one in value)}]"
        case _:
            return str(value)


def shown(value: Any) -> str:  # noqa: ANN401 - TOML values are of any type
    """A value as written in a TOML file, cut to a length that fits a sentence."""
    text = "a table" if isinstance(value, dict) else toml(without_secrets(value))
    longest = 60
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown_at(path: Path, value: Any) -> str:  # noqa: ANN401 - as above
    """The same, also at a place where a URL or what a program is given may be a password."""
    match path[:2]:
        case ("alerts", "command") | ("hooks", _) if isinstance(value, str):
            return shown(program_of([value]))
        case ("alerts", "command") | ("hooks", _):
            return "no text"
        case ("alerts", "push") if isinstance(value, str):
            return shown(service_of(value))
        case _:
            return shown(value)


def without_secrets(value: Any) -> Any:  # noqa: ANN401 - TOML values are of any type
    """A value with only the services of its URLs: the rest may be a password or a chat."""
    match value:
        case str():
            return re.sub(_URL, r"\1…", value)
        case list():
            return [without_secrets(one) for one in value]
        case dict():
            return {key: without_secrets(one) for key, one in value.items()}
        case _:
            return value


def service_of(url: str) -> str:
    """The only part of a push URL that may be shown, such as `tgram://…`."""
    found = re.fullmatch(_URL, url)
    return f"{found[1]}…" if found else "…"
