"""Seals: one hash over all entries since the seal before, so that a cut tail shows (decision 3).

Entries are chained per subject; what that cannot show is that a stream's end, or a whole stream,
is gone. A seal covers every entry by the order of its id. It is not keyed: a rewrite of the whole
file shows only against a seal that was kept elsewhere.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text

from salescenter.db.tables import journal, seal
from salescenter.db.tables.base import columns
from salescenter.db.work import Work
from salescenter.domain.journal import GENESIS

EVERY = timedelta(seconds=60)
_PAGE = 5_000
_ALL = ("id", "last_journal_id", "entries", "hash", "at")
_last = select(*columns(seal, *_ALL)).order_by(seal.c.id.desc()).limit(1)
_seals = select(*columns(seal, *_ALL)).order_by(seal.c.id)
_insert = insert(seal)
_highest = select(func.max(journal.c.id))
_hashes = (
    select(journal.c.id, journal.c.hash)
    .where(journal.c.id > bindparam("after"), journal.c.id <= bindparam("until"))
    .order_by(journal.c.id)
    .limit(_PAGE)
)
_since = select(func.count()).where(journal.c.id > bindparam("after"))


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """A seal whose entries are not those that it was put on."""

    id: int
    at: datetime


class Seals:
    """Seals in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def is_due(self, *, at_once: bool = False) -> bool:
        """Whether the last seal is old enough and there are newer entries."""
        before = self._work.first(_last)
        if before is not None and not at_once and self._work.now - before.at < EVERY:
            return False
        return bool((self._work.scalar(_highest) or 0) > (before.last_journal_id if before else 0))

    def seal(self, *, at_once: bool = False) -> bool:
        """Seal what came since the last seal, if that is due; whether it was."""
        if not self.is_due(at_once=at_once):
            return False
        if self._work.engine_name == "postgresql":
            # One process seals at a time, and goes on from the seal of the one before.
            self._work.execute(text("LOCK TABLE seal IN SHARE ROW EXCLUSIVE MODE"))
            if not self.is_due(at_once=at_once):
                return False
            # Entries that are being written have ids already: wait for them, so none is missed.
            self._work.execute(text("LOCK TABLE journal IN SHARE MODE"))
        before = self._work.first(_last)
        after = before.last_journal_id if before else 0
        until = self._work.scalar(_highest)
        digest, entries = self._digest(before.hash if before else GENESIS, after, until)
        row = {"last_journal_id": until, "entries": entries, "hash": digest, "at": self._work.now}
        self._work.execute(_insert, row)
        return True

    def last(self) -> tuple[int, int, str, datetime] | None:
        """The newest seal: up to which entry, how many, hash, when; None when there is none."""
        row = self._work.first(_last)
        return (row.last_journal_id, row.entries, row.hash, row.at) if row is not None else None

    def unsealed(self) -> int:
        """How many entries came after the last seal."""
        before = self._work.first(_last)
        after = before.last_journal_id if before else 0
        return int(self._work.scalar(_since, {"after": after}))

    def broken(self) -> BrokenSeal | None:
        """The first seal whose entries have changed, are gone, or were added to."""
        previous, after = GENESIS, 0
        for row in self._work.all(_seals):
            digest, entries = self._digest(previous, after, row.last_journal_id)
            if (digest, entries) != (row.hash, row.entries):
                return BrokenSeal(row.id, row.at)
            previous, after = row.hash, row.last_journal_id
        return None

    def _digest(self, previous: str, after: int, until: int) -> tuple[str, int]:
        digest, entries = hashlib.sha256(previous.encode()), 0
        for row in self._between(after, until):
            digest.update(f"\n{row.id} {row.hash}".encode())
            entries += 1
        return digest.hexdigest(), entries

    def _between(self, after: int, until: int) -> Iterator[Any]:
        while page := self._work.all(_hashes, {"after": after, "until": until}):
            yield from page
            after = page[-1].id
