"""The end of a session, as pieces of text: what was done, what it means, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from textwrap import wrap

from textual.content import Content

from coach.config.keymap.actions import Keys
from coach.core.session_clock import SessionClock
from coach.domain.routine.kinds import SessionKind
from coach.domain.session.player import Player
from coach.domain.units import counted, length_text
from coach.tui.style import DONE, MISSED, MUTED, TITLE, line, lines, spread
from coach.wording.session_end import Topic

_SECOND = timedelta(seconds=1)
_LABEL = 7
"""The columns of a topic."""


def headline(playing: SessionClock) -> Content:
    """Whether it is done, and how much of it."""
    return lines(line((_word(playing), TITLE)), line((_summary(playing), MUTED)))


def results(
    playing: SessionClock, width: int, mark_of: Callable[[int], Content]
) -> Iterator[Content]:
    """What was done of each exercise, and what was skipped."""
    for position, exercise in enumerate(playing.session.exercises):
        is_done = playing.has_worked_in(position)
        name = line(mark_of(position), " ", (exercise.name, "$foreground" if is_done else MUTED))
        seconds = playing.player.worked[position]
        said = length_text(seconds) if is_done and seconds else "" if is_done else "skipped"
        has_room = name.cell_length + len(said) < width
        yield spread(name, line((said, MUTED)), width) if has_room else name


def time_word(playing: SessionClock, now: datetime) -> Content:
    """What the large time says."""
    if playing.is_ice_to_come_off:
        over = playing.player.overtime(now) >= _SECOND
        return line(("Over the time", f"bold {MISSED}") if over else ("Time is up", f"bold {DONE}"))
    is_ice = playing.session.kind is SessionKind.ICE
    text = "Cooling time" if is_ice else f"Exercise time{_feet(playing.player)}"
    return line((text, f"bold {DONE}"))


def meaning(
    playing: SessionClock, said: Mapping[Topic, str], keys: Keys, width: int
) -> Iterator[Content]:
    """What to do now, and what the session means, under each other."""
    if playing.session.kind is SessionKind.ICE and playing.worked:
        yield line("Check the skin, and let it warm up on its own.")
    if not playing.is_enough:
        done = keys.text("today.done")
        yield line(f"It stays on the list{f'; {done} marks it' if done else ''}.")
    for topic, text in said.items():
        for number, row in enumerate(wrap(text, max(_LABEL, width - _LABEL))):
            label = "" if number else topic
            yield line((label.ljust(_LABEL), MUTED), (row, "$foreground"))


def _word(playing: SessionClock) -> str:
    if not playing.is_enough:
        return "Stopped early." if playing.worked else "Nothing was done."
    is_ice = playing.session.kind is SessionKind.ICE
    return "Take the ice off." if is_ice else "Well done."


def _summary(playing: SessionClock) -> str:
    """How many exercises and sets were done; sets only if all were played in one go."""
    player, positions = playing.player, range(len(playing.session.exercises))
    done = [position for position in positions if playing.has_worked_in(position)]
    pieces = [f"{len(done)} of {counted(len(positions), 'exercise')}"] if len(positions) > 1 else []
    sets = player.phases[-1].part + 1
    if sets > 1 and all(player.worked[position] for position in done):
        pieces.append(f"{len(player.finished)} of {counted(sets, 'set')}")
    return "  ·  ".join(pieces)


def _feet(player: Player) -> str:
    """The feet with which whole sets were done."""
    feet = {one.foot for one in player.phases if one.part in player.finished and one.foot}
    return f", {'both feet' if len(feet) > 1 else f'{min(feet)} foot'}" if feet else ""
