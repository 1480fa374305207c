"""`make bench`: each cost as a ratio within this run, with its limit; exit 1 if one is exceeded.

`python -m benchmarks reminders` measures only the reminders, `python -m benchmarks screens` the
screens, `python -m benchmarks imports` the exports of services, `python -m benchmarks runners` what
the judgement does to simulated runners, and `python -m benchmarks inbox` keys while 2,000 files
come in.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks import (
    activities,
    exchange,
    full_screen,
    history,
    imports,
    inbox,
    machines,
    outlooks,
    progress_screen,
    reminders,
    routine,
    runners,
    theme_switch,
)
from benchmarks.measured import Measured, loop, told
from benchmarks.terminal import Program
from coach.core.coach import Coach
from coach.domain.events.types import StepDone
from coach.journal import Journal
from coach.system.clock import SystemClock

_RUNS = 15
_PYTHON = sys.executable
_COACH = [_PYTHON, "-m", "coach"]
_TODAY = ("Good ", "quit")
_IDLE_SECONDS = 30.0
_SESSION = """
[steps.morning]
at = "04:00"
window = "24h"
[steps.pain-check]
enabled = false
[sessions.morning]
kind = "ice"
exercises = [{ exercise = "ice_pack", hold = "HOLD" }]
"""
_FORTY_MINUTES = """
[sessions.morning]
exercises = [{ exercise = "wu_march", sets = 40, move = "1m" }]
"""


def main() -> int:
    """Measure everything; say what is over its limit."""
    # An installed program has its bytecode; those measured here write it at their first run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parts = {
        "reminders": _of_the_reminders,
        "runners": _of_the_runners,
        "outlooks": _of_the_outlooks,
        "imports": _of_the_imports,
        "screens": _of_the_screens,
        "inbox": _of_the_inbox,
        "all else": _of_all_else,
    }
    chosen = [part for name, part in parts.items() if name in sys.argv] or parts.values()
    results = [is_kept for part in chosen for is_kept in part()]
    return 0 if all(results) else 1


def _of_the_reminders() -> Iterator[bool]:
    for measure in reminders.measures():
        with tempfile.TemporaryDirectory() as folder:
            yield told(measure(Path(folder)))


def _of_the_runners() -> Iterator[bool]:
    yield from map(told, runners.measures())


def _of_the_outlooks() -> Iterator[bool]:
    yield from map(told, outlooks.measures())


def _of_the_imports() -> Iterator[bool]:
    with tempfile.TemporaryDirectory() as folder:
        yield from map(told, imports.measures(Path(folder)))


def _of_the_screens() -> Iterator[bool]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        yield from map(told, full_screen.FullScreen(bench.years, bench.folder).measures())


def _of_the_inbox() -> Iterator[bool]:
    with tempfile.TemporaryDirectory() as folder:
        yield from map(told, inbox.measures(Path(folder)))


def _of_all_else() -> Iterator[bool]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for measure in _MEASURES:
            yield measure(bench)


class Bench:
    """The files to measure with: an empty journal, and one of ten years."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.years = folder / "ten-years.db"
        count = history.write(self.years)
        print(f"A journal of ten years: {count} events\n")
        self.empty = folder / "empty.db"
        Journal(self.empty).close()

    def coach(self, journal: Path, *arguments: str, config: str = "") -> list[str]:
        """The command line of a coach on a journal and a config text."""
        path = self.folder / "config.toml"
        path.write_text(config)
        return [*_COACH, "--config", str(path), "--journal", str(journal), *arguments]


def start(bench: Bench) -> bool:
    """Start to the complete Today screen, against an empty Textual app to its first frame."""
    coach, empty = _in_turn(
        lambda: _first_frame(bench.coach(bench.years), *_TODAY),
        lambda: _first_frame([_PYTHON, "-m", "benchmarks.empty_app"], "nothing to do"),
    )
    return _told("Start to Today / empty Textual app", coach / empty, 1.35, f"{coach:.3f} s")


def long_history(bench: Bench) -> bool:
    """Today on ten years of journal, against Today on an empty one."""
    years, empty = _in_turn(
        lambda: _first_frame(bench.coach(bench.years), *_TODAY),
        lambda: _first_frame(bench.coach(bench.empty), *_TODAY),
    )
    return _told("Today on ten years / on none", years / empty, 1.1, f"{years:.3f} s")


def next_step(bench: Bench) -> bool:
    """`coach next --json` against bare Python."""
    command = bench.coach(bench.years, "next", "--json")
    coach, bare = _in_turn(lambda: _run(command), lambda: _run([_PYTHON, "-c", "pass"]))
    return _told("coach next --json / python -c pass", coach / bare, 6.5, f"{coach * 1000:.0f} ms")


def judging(bench: Bench) -> bool:
    """The extra cost of level and day with ten years of journal instead of none, against a loop."""
    years, empty, piece = _in_turn(
        lambda: _judged(bench, bench.years), lambda: _judged(bench, bench.empty), loop
    )
    more = years - empty
    return _told("Ten years more to judge / a loop", more / piece, 1, f"{more * 1000:.1f} ms")


def _judged(bench: Bench, path: Path) -> float:
    journal = Journal(path)
    coach = Coach(bench.folder / "none.toml", journal, SystemClock())
    begun = time.perf_counter()
    coach.judgement(), coach.today()
    taken = time.perf_counter() - begun
    journal.close()
    return taken


def reading(bench: Bench) -> bool:
    """Reading the routine from disk, in milliseconds and against tomllib on the same files."""
    ours, alone = routine.reading(bench.folder)
    is_quick = _told("The routine from disk, ms", ours * 1000, 40)
    return _told("The routine from disk / tomllib alone", ours / alone, 2) and is_quick


def importing(bench: Bench) -> bool:
    """A FIT file of 1 MB against its library alone, and one of 1,000 files against one of 100."""
    ours, alone = activities.reading(bench.folder)
    each, before = activities.many(bench.folder)
    is_quick = _told("FIT file of 1 MB / fitdecode alone", ours / alone, 1.3, f"{ours:.2f} s")
    told = f"{each * 1000:.1f} ms"
    return _told("One of 1,000 files / one of 100", each / before, 1.3, told) and is_quick


def meeting(bench: Bench) -> bool:
    """The first exchange of two machines after ten years, and one with nothing new."""
    journal = machines.copy_of(bench.years, bench.folder)
    first = machines.first_meeting(journal, bench.folder)
    again = machines.nothing_new(journal, bench.folder)
    is_quick = _told("First sync of ten years, s", first, 3)
    return _told("Sync with nothing new, ms", again * 1000, 20) and is_quick


def taking_along(bench: Bench) -> bool:
    """Exporting ten years to JSON, and importing them into another journal."""
    export = bench.folder / "export.json"
    is_quick = _told("Export of ten years, s", exchange.out(bench.years, export), 3)
    return (
        _told("Import of ten years, s", exchange.back(export, bench.folder / "in.db"), 3)
        and is_quick
    )


def reporting(bench: Bench) -> bool:
    """The page for a clinician over a year, from ten years of journal."""
    with closing(Journal(bench.years)) as journal:
        coach = Coach(bench.folder / "none.toml", journal, SystemClock())
        return _told("Report over a year, s", exchange.report(coach), 1)


def outdoors(bench: Bench) -> bool:
    """Today's run as a FIT file, and a session of 40 minutes as sound, against bare Python."""
    to = bench.folder / "outdoors"
    export = bench.coach(bench.empty, "export", config=_FORTY_MINUTES)
    run, audio, bare = _in_turn(
        lambda: _run_anew([*export, "workout", "--to", str(to)], to),
        lambda: _run_anew([*export, "audio", "morning", "--no-voice", "--to", str(to)], to),
        lambda: _run([_PYTHON, "-c", "pass"]),
    )
    is_quick = _told("coach export workout / python -c pass", run / bare, 20, f"{run:.2f} s")
    told = f"{audio:.2f} s"
    return _told("Audio of 40 minutes / python -c pass", audio / bare, 25, told) and is_quick


def _run_anew(command: list[str], made: Path) -> float:
    made.unlink(missing_ok=True)
    return _run(command)


def theme(bench: Bench) -> bool:
    """A switch of the theme, until it is painted."""
    took = theme_switch.seconds(bench.years, bench.folder)
    return _told("Switch of the theme, ms", took * 1000, 150)


def looking_back(bench: Bench) -> bool:
    """Progress on ten years against one month, and the slowest redraw after a key."""
    years, redraw = progress_screen.seconds(bench.years, bench.folder)
    month, _ = progress_screen.seconds(progress_screen.month(bench.folder), bench.folder)
    is_quick = _told("Progress on ten years / on one month", years / month, 1.5)
    is_quick &= _told("Progress opens, ms", years * 1000, 400)
    return _told("Progress after a key, ms", redraw * 1000, 100) and is_quick


def idle(bench: Bench) -> bool:
    """The share of a core while Today is open."""
    with Program(bench.coach(bench.years)) as program:
        program.seconds_until(*_TODAY)
        program.cpu_share(3)
        share = program.cpu_share(_IDLE_SECONDS)
    return _told("Today idle, % of a core", share * 100, 0.6)


def playing(bench: Bench) -> bool:
    """The share of a core while a session plays, with a figure that moves all the time."""
    command = bench.coach(
        bench.folder / "playing.db", "start", "morning", config=full_screen.MOVING
    )
    with Program(command) as program:
        program.seconds_until("Ankle circles")
        program.cpu_share(6)
        share = program.cpu_share(_IDLE_SECONDS)
    return _told("Player, figure moving, % of a core", share * 100, 1.5)


def ice_ends(bench: Bench) -> bool:
    """How late the end of an ice session is recorded, after the instant worked out for it."""
    journal_path = bench.folder / "ice.db"
    command = bench.coach(journal_path, "start", "morning", config=_SESSION.replace("HOLD", "12s"))
    with Program(command) as program:
        program.seconds_until("Time is up")
    journal = Journal(journal_path)
    done = journal.of_kinds(StepDone)[-1]
    journal.close()
    late = _recorded(done.id) - done.at.timestamp()
    return _told("End of ice, ms after its instant", late * 1000, 100)


def _recorded(entry_id: str) -> float:
    """The seconds of the epoch at which an entry was recorded: the first part of its id."""
    return int(entry_id[:12], 16) / 1000


def _first_frame(command: list[str], *texts: str) -> float:
    with Program(command) as program:
        return program.seconds_until(*texts)


def _run(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _in_turn(*measures: Callable[[], float]) -> list[float]:
    """The medians of some measures, taken in turn so that all see the same machine."""
    _, *rounds = [[measure() for measure in measures] for _ in range(1 + _RUNS)]
    return [median(values) for values in zip(*rounds, strict=True)]


def _told(what: str, value: float, budget: float, absolute: str = "") -> bool:
    return told(Measured(what, value, budget, absolute))


_MEASURES = (
    start,
    long_history,
    next_step,
    judging,
    reading,
    importing,
    meeting,
    taking_along,
    reporting,
    outdoors,
    theme,
    looking_back,
    idle,
    playing,
    ice_ends,
)

if __name__ == "__main__":
    sys.exit(main())
