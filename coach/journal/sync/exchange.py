"""Exchange entries with the other machines once: take in theirs, publish ours.

Entries have unique ids and never change, so a union of all files is the journal of every machine,
in whatever order and however late the files arrive. But only machines of one runner may be joined:
each says whose it is, and nothing is taken from a stranger until the runner has accepted it.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from msgspec import Struct

from coach.errors import SyncError
from coach.journal import Journal
from coach.journal.sync import machine
from coach.journal.sync.folder import SUFFIX, Place, Seen, machine_of
from coach.journal.sync.segment import Segment, read, written
from coach.journal.sync.state import SegmentState, SyncState
from coach.system.atomic_write import no_folder
from coach.system.printable import printable

_RUNNER_BYTES = 8

Unread = dict[str, tuple[SegmentState, str]]
"""Files that could not be read completely, with their state then, and why."""


class ExchangeResult(Struct, frozen=True, kw_only=True):
    """The result of an exchange.

    `taken` counts the entries that were new here, `files` those that were written. `unread` names
    each file that could not be read completely, with the reason. `strangers` are machines that the
    runner has neither accepted nor forgotten; if there are any in a folder that is new to this
    machine, it `waits`, and writes nothing.
    """

    name: str
    others: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    taken: int = 0
    files: int = 0
    waits: bool = False
    unread: tuple[str, ...] = ()


class Exchange:
    """Exchanges the entries of one journal in one folder."""

    def __init__(self, journal: Journal, folder: Path, unread: Unread | None = None) -> None:
        """Use this folder; files that were `unread` are read again only after they change."""
        self._folder = folder
        self._place = Place(folder)
        self._journal = journal
        self._state = SyncState(journal)
        self._unread: Unread = {} if unread is None else unread

    def meet(self) -> ExchangeResult:
        """Read what has changed, and write what is new.

        Raises:
            SyncError: if there is no folder, or it cannot be written to.
            JournalError: if the journal cannot be read or written.
        """
        if wrong := no_folder(self._folder):
            raise SyncError(
                f"{self._folder}, the sync folder, {wrong}; connect it, or change "
                "`folder` in [sync]."
            )
        name, seen = self._name(), self._place.scan()
        others = self._others(name, seen)
        own = {one for one, is_own in others.items() if is_own}
        waits = name not in seen.runners and len(own) < len(others)
        taken = self._take_in(seen, {*own, name}, name)
        return ExchangeResult(
            name=name,
            others=tuple(sorted(own)),
            strangers=tuple(sorted(one for one, is_own in others.items() if is_own is None)),
            taken=taken,
            files=0 if waits else self._publish(seen, name, own),
            waits=waits,
            unread=tuple(self._unreadable(seen, {*own, name})),
        )

    def _name(self) -> str:
        fingerprint, folder = machine.fingerprint(), str(self._folder)
        known = self._state.name(fingerprint, folder)
        if known:
            return known
        name = machine.new_name()
        self._state.take_name(name, fingerprint, folder)
        return name

    def _others(self, name: str, seen: Seen) -> dict[str, bool | None]:
        """Whether each other machine is the runner's own; None if they have not said."""
        answers, runner = self._state.answers(), self._state.runner()
        for one, its_runner in seen.runners.items():
            if one not in {*answers, name} and runner and its_runner == runner:
                self._state.answer([one], is_own=True)
                answers[one] = True
        others = seen.runners.keys() - seen.links() - {name}
        return {one: answers.get(one) for one in others}

    def _take_in(self, seen: Seen, own: set[str], name: str) -> int:
        files, known = seen.files_of(own), self._state.known_files()
        taken, whole = 0, {}
        for file, state in files.items():
            if known.get(file) == state or self._unread.get(file, (None,))[0] == state:
                continue
            segment = self._read(file, state)
            if segment is None:
                continue
            owner = machine_of(file)
            taken += self._state.take_in(segment.entries, "" if owner == name else owner)
            if segment.is_whole:
                whole[file] = state
        if whole:
            self._state.note(whole)
        self._notice_what_left(known.keys() - files.keys(), seen, name)
        return taken

    def _read(self, file: str, state: SegmentState) -> Segment | None:
        """The readable part of a file; if nothing can be read just now, the exchange goes on."""
        self._unread.pop(file, None)
        try:
            segment = read(self._place.read(file))
        except OSError as error:
            never = SegmentState(-1, 0)  # so that it is tried again
            self._unread[file] = (never, f"cannot be read ({error.strerror})")
            return None
        if not segment.is_whole:
            self._unread[file] = (state, segment.flaws)
        return segment

    def _notice_what_left(self, gone: set[str], seen: Seen, name: str) -> None:
        """If a machine has left the folder, publish its entries from here."""
        if not gone:
            return
        self._state.forget_files(gone)
        for file in gone:
            self._unread.pop(file, None)
        if any(machine_of(file) == name for file in gone):
            self._state.note_published(0)
        for left in self._state.machines() - seen.runners.keys():
            self._state.adopt(left)

    def _publish(self, seen: Seen, name: str, own: set[str]) -> int:
        """Write the segments that have grown, or that others have changed."""
        self._say_whose(seen, name, own)
        files = seen.files
        count, noted = self._journal.count(), self._state.known_files()
        ours = {file: state for file, state in noted.items() if machine_of(file) == name}
        is_as_left = all(files.get(file) == state for file, state in ours.items())
        if is_as_left and count == self._state.published():
            return 0
        new = {}
        for segment, size in self._state.own_segments().items():
            file = f"{name}/{segment}{SUFFIX}"
            state = files.get(file)
            if state and state == noted.get(file) and state.size == size:
                continue
            new[file] = self._place.write(file, written(self._state.own(segment)))
        self._state.note(new)
        self._state.note_published(count)
        return len(new)

    def _say_whose(self, seen: Seen, name: str, own: set[str]) -> None:
        """Lead all machines of the runner to one id: the least of those that they have."""
        known = {self._state.runner(), *(seen.runners[one] for one in own)} - {""}
        runner = min(known, default="") or secrets.token_hex(_RUNNER_BYTES)
        if runner != self._state.runner():
            self._state.take_runner(runner)
        if seen.runners.get(name) != runner:
            self._place.write_runner(name, runner)

    def _unreadable(self, seen: Seen, own: set[str]) -> list[str]:
        """The files that could not be read, each with its reason."""
        found = seen.unread | {file: why for file, (_, why) in self._unread.items()}
        strangers = seen.runners.keys() - seen.links() - own
        named = sorted(one for one in found if machine_of(one) not in strangers)
        return [f"{printable(one)} {found[one]}" for one in named]
