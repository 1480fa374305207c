"""The inputs: something valid of each kind, made hostile, and the commands that read it."""

from __future__ import annotations

import gzip
import json
import shutil
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from zlib import crc32

from fitdecode.utils import compute_crc

from benchmarks.fuzz import changes, sample
from benchmarks.fuzz.running import Command, Home
from coach.journal import Entry, Journal
from coach.journal.deliveries import Deliveries
from coach.journal.sync.state import SyncState

_ROOT = Path(__file__).parents[2]
_DATA, _CONFIGS = _ROOT / "tests" / "data", _ROOT / "coach" / "config"
_LARGEST = 50_000
"""Bytes; a larger file only takes longer."""
_HEADER = 14
"""Bytes of the longest header of a FIT file."""
_MACHINE = "laptop-abc123"
_CONFIG = '[sync]\nfolder = "~/shared"\n'
_READING: tuple[tuple[str, ...], ...] = (
    ("today",),
    ("today", "--json"),
    ("--plain", "today"),
    ("next",),
    ("next", "--json"),
    ("next", "--format", "waybar"),
    ("why",),
    ("why", "--json"),
    ("why", "run"),
    ("entries",),
    ("entries", "--all", "--json"),
    ("--plain", "entries", "run"),
    ("progress",),
    ("progress", "--json"),
    ("progress", "--ago", "30"),
    ("report", "--to", "report.html"),
    ("export", "json"),
    ("export", "csv", "--to", "tables"),
    ("export", "ics"),
    ("backup", "--list"),
    ("restore",),
)
_LOOKING = (("doctor",), ("doctor", "--json"), ("config", "check"), ("sync",), ("backup",))
"""These also report problems by their exit status."""
_CONFIGURED = (*_READING, *_LOOKING, ("config", "show"), ("config", "check"), ("doctor",))


class Inputs:
    """Makes one input after another in a home, each only from its number and the seed."""

    def __init__(self, home: Home, seed: int) -> None:
        self.home, self.seed = home, seed
        self._entries = sample.entries()
        self._journal = _journal(home.folder.with_name("sound.db"), self._entries)
        folders = ("activities", "cases", "deliveries")
        files = sorted(one for folder in folders for one in (_DATA / folder).iterdir())
        self._activities = [
            one.read_bytes()
            for one in files
            if one.suffix != ".md" and one.stat().st_size < _LARGEST
        ]
        self._configs = (
            (_CONFIGS / "defaults.toml").read_text("utf-8"),
            (_DATA / "config" / "hard.toml").read_text("utf-8"),
        )

    def make(self, number: int) -> list[Command]:
        """Make one, replacing the one before; returns the commands that it goes through."""
        rng, home = Random(f"{self.seed}:{number}"), self.home  # noqa: S311 - to be repeated
        shutil.rmtree(home.folder, ignore_errors=True)
        home.folder.mkdir(parents=True)
        home.config.write_text(_CONFIG)
        shutil.copy(self._journal, home.journal)
        return [*rng.choice(_KINDS)(self, rng)]

    def fault_of(self, commands: Sequence[Command]) -> str:
        """What the input does to a command that reads it; empty if all end as they should."""
        for command in commands:
            if fault := self.home.fault_of(command):
                return f"coach {' '.join(command.words)}: {fault}"
        return ""

    def warm_up(self) -> None:
        """Load everything that the commands need."""
        self.make(0)
        for words in _CONFIGURED:
            self.home.fault_of(Command(words))

    def segment(self, rng: Random) -> Iterator[Command]:
        """A file of another machine in the sync folder."""
        folder = self.home.shared / "coach" / _MACHINE
        folder.mkdir(parents=True)
        lines = [_line(rng, text.encode(errors="replace")) for text in self._bodies(rng)]
        name = rng.choice(("019b.entries", "zzzz.entries", "019b.conflict.entries"))
        (folder / name).write_bytes(_perhaps(0.4, rng, b"".join(lines)))
        (folder / "runner.id").write_bytes(_perhaps(0.1, rng, b"0123456789abcdef\n"))
        yield Command(("sync",), must_succeed=True)
        yield from _reading(rng)

    def export(self, rng: Random) -> Iterator[Command]:
        """An export in JSON."""
        head = {"coach": "journal", "version": 1}
        told = json.dumps(head) if rng.random() < 0.8 else changes.of_json(rng, head)
        entries = rng.choice((", ", ",\n")).join(self._bodies(rng))
        text = f'{told[:-1]}, "entries": [{entries}]}}'
        path = self.home.folder / "export.json"
        path.write_bytes(_perhaps(0.4, rng, text.encode(errors="replace")))
        yield Command(("import", path.name))
        yield from _reading(rng)

    def activity(self, rng: Random) -> Iterator[Command]:
        """A file of a watch, or an export of a service."""
        folder = self.home.folder / "watch"
        folder.mkdir()
        name = rng.choice(("run.fit", "run.gpx", "run.tcx.gz", "\udcff.fit"))
        (folder / name).write_bytes(_recording(rng, rng.choice(self._activities)))
        yield Command(("import", folder.name))
        if rng.random() < 0.1:
            yield from _reading(rng)

    def rows(self, rng: Random) -> Iterator[Command]:
        """A journal with hostile entries, each of which is passed over."""
        changes.of_rows(rng, self.home.journal, self._bodies(rng))
        yield from _reading(rng)

    def journal(self, rng: Random) -> Iterator[Command]:
        """A journal, or a copy of one that is restored."""
        path = self._hostile_journal(rng, self.home.journal)
        yield from (Command(words) for words in rng.sample((*_READING, *_LOOKING), k=2))
        if rng.random() < 0.3:
            yield Command(("import", self._sound_export().name))
        if rng.random() < 0.3:
            yield Command(("restore", "--yes", str(self._sound_copy(path))))

    def copy(self, rng: Random) -> Iterator[Command]:
        """A copy of a journal that is restored, over a sound one or a damaged one."""
        folder = self.home.folder / "backups"
        folder.mkdir()
        shutil.copy(self._journal, path := folder / "journal-2026-01-02.db")
        self._hostile_journal(rng, path)
        if is_damaged := rng.random() < 0.1:
            self.home.journal.write_bytes(b"x" * 9999)
        looking = rng.choice((("backup", "--list"), ("backup",), ("doctor",), ("restore",)))
        yield Command(looking)
        yield Command(("restore", "--yes", rng.choice(("2026-01-02", str(path)))))
        yield from (Command(one.words, not is_damaged) for one in _reading(rng))

    def config(self, rng: Random) -> Iterator[Command]:
        """A config file."""
        self.home.config.write_bytes(changes.of_config(rng, rng.choice(self._configs)))
        yield Command(rng.choice(_CONFIGURED))

    def _bodies(self, rng: Random) -> list[str]:
        some = rng.choices(self._entries, k=rng.choice((1, 5, 20)))
        return [changes.of_entry(rng, one, self._entries) for one in some]

    def _hostile_journal(self, rng: Random, path: Path) -> Path:
        if rng.random() < 0.1:
            changes.of_tables(rng, path)
        changes.of_journal(rng, path, self._bodies(rng))
        return path

    def _sound_export(self) -> Path:
        path = self.home.folder / "sound.json"
        path.write_text(json.dumps({"coach": "journal", "version": 1, "entries": self._entries}))
        return path

    def _sound_copy(self, beside: Path) -> Path:
        return Path(shutil.copy(self._journal, beside.with_name("sound.db")))


_KINDS: tuple[Callable[[Inputs, Random], Iterator[Command]], ...] = (
    *(Inputs.segment, Inputs.segment, Inputs.export, Inputs.export, Inputs.rows),
    *(Inputs.rows, Inputs.journal, Inputs.journal, Inputs.copy, Inputs.config, Inputs.config),
    *(Inputs.activity, Inputs.activity, Inputs.activity),
)


def _reading(rng: Random) -> Iterator[Command]:
    """A command that reads what passed the gate, which must not disturb it."""
    yield Command(rng.choice(_READING), must_succeed=True)


def _journal(path: Path, entries: list[sample.Body]) -> Path:
    path.unlink(missing_ok=True)
    with closing(Journal(path)) as journal:
        journal.take_in(Entry.read(json.dumps(one)) for one in entries)
        SyncState(journal).answer([_MACHINE], is_own=True)
        moments = sample.moments()
        Deliveries(journal).claim(moments, "fuzz", sample.NOW)
        Deliveries(journal).note_announced(moments[:1], sample.NOW, "bell")
    return path


def _line(rng: Random, body: bytes) -> bytes:
    """A line of a segment, mostly with the correct checksum."""
    body = _perhaps(0.2, rng, body)
    return b"%08x %s\n" % (crc32(body) if rng.random() < 0.9 else 1, body)


def _recording(rng: Random, data: bytes) -> bytes:
    """A watch file, changed mostly so that it is still one."""
    is_fit = data[8:12] == b".FIT"
    is_kept = rng.random() < 0.8
    changed = (changes.of_numbers if is_kept and not is_fit else changes.of_bytes)(rng, data)
    if is_kept and is_fit and len(changed) > _HEADER:
        changed = _checked(changed)
    return _perhaps(0.5, rng, gzip.compress(changed, mtime=0)) if rng.random() < 0.1 else changed


def _perhaps(share: float, rng: Random, data: bytes) -> bytes:
    """The data, with its bytes changed in that share of cases."""
    return changes.of_bytes(rng, data) if rng.random() < share else data


def _checked(data: bytes) -> bytes:
    """A FIT file with correct length and checksum, so that its messages are read."""
    size = min(data[0], _HEADER)
    body = data[size:-2]
    head = struct.pack("<BBHI4s", 12, data[1], 2140, len(body), b".FIT")
    return head + body + struct.pack("<H", compute_crc(head + body))
