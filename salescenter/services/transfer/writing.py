"""Writing good rows: in one transaction, noun by noun, ids looked up as soon as they exist."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from salescenter.db.bulk import load
from salescenter.db.lookups import chunks
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.journal import GENESIS, Entry, Subject, chained
from salescenter.domain.money import parse_amount
from salescenter.services.transfer.nouns import BY_NAME, Key
from salescenter.services.transfer.pace import Pace
from salescenter.services.transfer.sieve import Sieve
from salescenter.services.transfer.stored import read_ids
from salescenter.services.work import SYSTEM_CHANNEL

# So many are made at a time: a transaction that is silent for seconds is ended by the server.
PORTION = 1_000


class Writer:
    """What all nouns need to be written: the rows, the ids known so far, the transaction."""

    def __init__(self, uow: UnitOfWork, sieve: Sieve, pace: Pace) -> None:
        self.uow = uow
        self.sieve = sieve
        self.known = sieve.known
        self._pace = pace
        self._offer_versions: dict[int, int] = {}
        self._ids: dict[str, dict[Key, int]] = {
            noun: dict(ids) for noun, ids in sieve.known.stored.ids.items()
        }

    def rows(self, noun: str) -> list[Any]:
        """The good rows of a noun, in file order."""
        return [line.row for line in self.sieve.good(noun)]

    def id_of(self, noun: str, key: Key) -> int:
        """The id of a thing that was written or was there."""
        return self._ids[noun][key]

    def learn(self, noun: str, ids: Mapping[Key, int]) -> None:
        """Ids of a noun that was just written."""
        self._ids.setdefault(noun, {}).update(ids)

    def learn_new(self, noun: str, keys: Iterable[Key]) -> None:
        """Look up the ids that the database gave."""
        self.learn(noun, read_ids(self.uow, noun, keys))

    @property
    def store_codes(self) -> dict[int, str]:
        """The codes of all stores by id."""
        return {store_id: key[0] for key, store_id in self._ids["stores"].items()}

    def store_id(self, code: str) -> int:
        """The id of a store."""
        return self.id_of("stores", (code,))

    def put(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows that all have the same columns."""
        if rows:
            names = list(rows[0])
            load(self.uow, table, names, ([row[name] for name in names] for row in rows))

    def in_portions(self, noun: str, write: Callable[[list[Any]], None]) -> None:
        """Write the rows of a noun by portions, telling how far it is."""
        rows, done = self.rows(noun), 0
        for portion in chunks(rows, PORTION):
            write(portion)
            done += len(portion)
            self.tell(noun, done)

    def tell(self, noun: str, done: int) -> None:
        """How far the writing of a noun is."""
        self._pace.writing(BY_NAME[noun].file, done)

    def offer_version(self, store_id: int) -> int:
        """The version of what a store sells by, read once."""
        if store_id not in self._offer_versions:
            self._offer_versions[store_id] = self.uow.stores.offer_version(store_id)
        return self._offer_versions[store_id]

    def entry(self, subject: Subject, subject_id: int, kind: str, **more: Any) -> Entry:
        """The first entry of a subject: it came by import, from nothing (decision 2)."""
        entry = Entry(
            subject=subject,
            subject_id=subject_id,
            number=1,
            kind=kind,
            at=self.uow.now,
            channel=SYSTEM_CHANNEL,
            actor_role=SYSTEM_CHANNEL,
            **more,
        )
        return replace(entry, hash=chained(GENESIS, entry))

    def record(self, entries: Iterable[Entry]) -> None:
        """Write entries to the journal."""
        self.put("journal", [_journal_row(entry) for entry in entries])


def _journal_row(entry: Entry) -> dict[str, Any]:
    row = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {"subject_kind": str(row.pop("subject")), **row}


def minor(amount: str, currency: str) -> int:
    """An amount in minor units."""
    return parse_amount(amount, currency).minor
