"""Which program announced which moment: each is announced once, however many are open.

A process claims a moment before it sends the alert, and notes afterwards that it did. If it dies in
between, its claim lapses, and another process sends it. So a moment is never lost, and announced
twice only if a process died between sending and noting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from coach.domain.day.planned import Moment, MomentKind
from coach.journal import gate
from coach.journal.aside import Aside
from coach.journal.journal import Journal

KINDS = ("full screen", "plain mode", "reminders")
"""The kinds of processes that announce moments."""
LEASE = timedelta(seconds=30)
"""How long a claim lasts."""
SHOWN_IN_DAY = "shown in the day"
"""The channel for moments that had come when a full screen opened, which shows the day."""

COLUMNS = "day, step, kind, at, owner, claimed, until, told, channel, failures"
_CLAIM = """
    insert into deliveries values (?, ?, ?, ?, ?, ?, ?, ?, null, '', '[]')
    on conflict (key) do update
        set owner = excluded.owner, claimed = excluded.claimed, until = excluded.until
        where told is null and (until <= excluded.claimed or claimed > excluded.until)
    returning key
"""
"""A claim made in what is now the future, before the clock was set back, does not count; but one
less than a lease ahead may come from a process that read the clock later and wrote earlier.
"""
_AHEAD = timedelta(days=1)
_FAR_AHEAD = timedelta(days=90)


class Failure(Struct, frozen=True):
    """A channel that did not get through, and why; one that is not broken is not available here."""

    channel: str
    reason: str
    is_broken: bool = True


class Delivery(Struct, frozen=True, kw_only=True):
    """The state of one moment's delivery."""

    moment: Moment
    owner: str
    claimed: datetime
    until: datetime
    told: datetime | None
    channel: str
    failures: tuple[Failure, ...]

    def is_open(self, now: datetime) -> bool:
        """Whether the moment still needs an alert, and may be claimed."""
        return self.told is None and not self.claimed - LEASE <= now < self.until


class DeliveryNote(Struct, frozen=True, kw_only=True):
    """A note that the runner was alerted, until it is in the journal."""

    moments: tuple[Moment, ...]
    owner: str
    told: datetime
    channel: str
    failures: tuple[Failure, ...] = ()

    def deliveries(self) -> Iterator[Delivery]:
        """The rows that the journal will have."""
        for moment in self.moments:
            yield Delivery(
                moment=moment,
                owner=self.owner,
                claimed=self.told,
                until=self.told,
                told=self.told,
                channel=self.channel,
                failures=self.failures,
            )


class Deliveries:
    """The deliveries in a journal, and those that it could not take just now."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._aside = Aside(journal.path)

    def claim(self, moments: Iterable[Moment], owner: str, now: datetime) -> list[Moment]:
        """Claim moments for this process; returns those that no other one has or had claimed.

        Raises:
            NotSavedError: if claims cannot be written just now.
        """
        lease = (owner, now.isoformat(), (now + LEASE).isoformat())
        with self._journal.transaction() as db:
            return [
                moment
                for moment in moments
                if db.execute(_CLAIM, (*_row(moment), *lease)).fetchone()
            ]

    def holds(self, moments: Iterable[Moment], owner: str) -> bool:
        """Whether `owner` still holds these claims: a machine that slept may have lost them."""
        query = "select owner, told from deliveries where key = ?"
        found = [self._journal.rows(query, moment.key) for moment in moments]
        return all(rows == [(owner, None)] for rows in found)

    def note_announced(
        self,
        moments: Iterable[Moment],
        told: datetime,
        channel: str,
        failures: Iterable[Failure] = (),
    ) -> None:
        """Note that the runner was alerted to moments that this process had claimed."""
        change = "update deliveries set told = ?, channel = ?, failures = ? where key = ?"
        values = (told.isoformat(), channel, _json(failures))
        with self._journal.transaction() as db:
            db.executemany(change, [(*values, moment.key) for moment in moments])

    def note(self, note: DeliveryNote) -> None:
        """Note that the runner was alerted, whatever had happened to the claim by then."""
        if not self.holds(note.moments, note.owner):
            self.claim(note.moments, note.owner, note.told)
        self.note_announced(note.moments, note.told, note.channel, note.failures)

    def note_failed(
        self, moments: Iterable[Moment], again: datetime, failures: Iterable[Failure]
    ) -> None:
        """Note that nothing got through; from an instant on, any program may try again."""
        change = "update deliveries set until = ?, failures = ? where key = ?"
        values = (again.isoformat(), _json(failures))
        with self._journal.transaction() as db:
            db.executemany(change, [(*values, moment.key) for moment in moments])

    def since(self, day: date) -> Mapping[str, Delivery]:
        """The deliveries of that coach day and later, by their keys."""
        query = f"select {COLUMNS} from deliveries where day >= ? order by at"  # noqa: S608 - names
        found = _readable(self._journal.rows(query, day.isoformat()))
        notes = (note for kind in KINDS for note in self.kept_aside(kind))
        aside = (one for note in notes for one in note.deliveries() if one.moment.day >= day)
        return {one.moment.key: one for one in (*found, *aside)}

    def keep_aside(self, kind: str, notes: Sequence[DeliveryNote]) -> None:
        """Keep what a kind of process cannot note just now, replacing what it kept before."""
        self._aside.keep(f"{kind}.json", msgspec.json.encode(notes) if notes else b"")

    def kept_aside(self, kind: str) -> list[DeliveryNote]:
        """The notes that a kind of process could not write."""
        try:
            return _NOTES.decode(self._aside.read(f"{kind}.json") or b"[]")
        except msgspec.MsgspecError:
            return []

    def last(self) -> Delivery | None:
        """The last moment that was announced."""
        query = f"select {COLUMNS} from deliveries order by told desc limit 1"  # noqa: S608 - names
        return next((one for one in _readable(self._journal.rows(query)) if one.told), None)

    def open_since(self, today: date) -> date | None:
        """The first coach day with an unannounced claimed moment, or else the last claimed."""
        query = "select coalesce(min(iif(told is null, day, null)), max(day)) from deliveries"
        values = (gate.FIRST_DAY.isoformat(), today.isoformat())
        ((day,),) = self._journal.rows(f"{query} where day between ? and ?", *values)
        with suppress(ValueError, TypeError):
            return date.fromisoformat(day)
        return None

    def forget(self, kept: int) -> None:
        """Drop all but the last days with any deliveries, whatever the clock says now."""
        days = "select distinct day from deliveries order by day desc limit ?"
        with self._journal.transaction() as db:
            drop = f"delete from deliveries where day < (select min(day) from ({days}))"  # noqa: S608
            db.execute(drop, (kept,))

    def forget_ahead(self, now: datetime) -> None:
        """Drop notes made by a clock that was days ahead: those moments are still to come.

        Notes less than a day ahead stay, as the clock may have been set back since; so do notes
        that are months ahead, as it is more likely that the clock is wrong now.
        """
        span = ((now + _AHEAD).isoformat(), (now + _FAR_AHEAD).isoformat())
        where = "from deliveries where claimed between ? and ?"
        if self._journal.rows(f"select 1 {where} limit 1", *span):
            with self._journal.transaction() as db:
                db.execute(f"delete {where}", span)


def _row(moment: Moment) -> tuple[str, ...]:
    at = moment.at.isoformat()
    return (moment.key, moment.day.isoformat(), moment.step, str(moment.kind), at)


def delivery(row: tuple[Any, ...]) -> Delivery:
    """The delivery in a row of `COLUMNS`.

    Raises:
        ValueError: if a value does not fit its kind.
        msgspec.MsgspecError: if the failures cannot be read.
    """
    day, step, kind, at, owner, claimed, until, told, channel, failures = row
    return Delivery(
        moment=Moment(date.fromisoformat(day), step, MomentKind(kind), _instant(at)),
        owner=owner,
        claimed=_instant(claimed),
        until=_instant(until),
        told=_instant(told) if told else None,
        channel=channel,
        failures=_FAILURES.decode(failures),
    )


def _readable(rows: Iterable[tuple[Any, ...]]) -> Iterator[Delivery]:
    """The deliveries in rows of a journal, without implausible ones."""
    for row in rows:
        with suppress(ValueError, TypeError, msgspec.MsgspecError):
            yield delivery(row)


def last_announced(db: sqlite3.Connection) -> datetime | None:
    """When the runner was last alerted; None if that cannot be read."""
    (told,) = db.execute("select max(told) from deliveries").fetchone()
    with suppress(ValueError, TypeError):
        return _instant(told)
    return None


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if not gate.is_instant(at):
        raise ValueError(text)
    return at


def _json(failures: Iterable[Failure]) -> str:
    return msgspec.json.encode(list(failures)).decode()


_FAILURES = msgspec.json.Decoder(tuple[Failure, ...])
_NOTES = msgspec.json.Decoder(list[DeliveryNote])
