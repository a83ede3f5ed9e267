"""The journal: entries of a subject's stream, in order, chained by hash; and seals over all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, tuple_

from salescenter.db.tables import journal
from salescenter.db.tables.base import columns
from salescenter.db.work import AnyRow, Work
from salescenter.domain.journal import GENESIS, Entry, Subject, chained

_ORDER = (
    "subject_kind",
    "subject_id",
    "number",
    "kind",
    "at",
    "channel",
    "actor_id",
    "actor_role",
    "parameters",
    "differences",
    "reason",
    "undoes",
    "hash",
)
_PAGE = 1_000
_insert = insert(journal)
_stream = select(*columns(journal, *_ORDER)).where(
    journal.c.subject_kind == bindparam("kind"), journal.c.subject_id == bindparam("subject_id")
)
_after = (
    _stream.where(journal.c.number > bindparam("number"))
    .order_by(journal.c.number)
    .limit(bindparam("rows"))
)
_newest = _stream.order_by(journal.c.number.desc()).limit(bindparam("rows"))
_before = _newest.where(journal.c.number < bindparam("number"))
_step_of = (
    select(journal.c.number)
    .where(
        journal.c.subject_kind == bindparam("kind"),
        journal.c.subject_id == bindparam("subject_id"),
        journal.c.actor_id == bindparam("actor"),
        journal.c.number < bindparam("number"),
    )
    .limit(1)
)
_news = (
    select(*columns(journal, "id", "subject_kind", "subject_id", "number"))
    .where(journal.c.id > bindparam("after"))
    .order_by(journal.c.id)
    .limit(bindparam("rows"))
)
_last = select(journal.c.id).order_by(journal.c.id.desc()).limit(1)
_EVERYTHING = 2**62
_KEY = columns(journal, "subject_kind", "subject_id", "number")
_page_of_all = (
    select(*columns(journal, *_ORDER))
    .where(tuple_(*_KEY) > tuple_(*(bindparam(name) for name in ("kind", "its_id", "after"))))
    .order_by(*_KEY)
    .limit(_PAGE)
)


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a stream stops being what was written: the first entry that does not fit."""

    subject: Subject
    subject_id: int
    number: int


class Journal:
    """Entries in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def append(self, entry: Entry) -> None:
        """Write an entry; raises AlreadyThere when its number is taken in its stream."""
        self._work.execute(_insert, _row(entry))

    def entries(
        self, subject: Subject, subject_id: int, after: int = 0, limit: int = _EVERYTHING
    ) -> list[Entry]:
        """The entries after a number, oldest first."""
        values = {"kind": subject, "subject_id": subject_id, "number": after, "rows": limit}
        return [_entry(row) for row in self._work.all(_after, values)]

    def tail(
        self, subject: Subject, subject_id: int, limit: int, before: int | None = None
    ) -> list[Entry]:
        """The last entries, or the last before a number; newest first."""
        values = {"kind": subject, "subject_id": subject_id, "number": before, "rows": limit}
        statement = _newest if before is None else _before
        return [_entry(row) for row in self._work.all(statement, values)]

    def has_step_of(
        self, subject: Subject, subject_id: int, actor_id: int | None, before: int
    ) -> bool:
        """Whether this actor has an entry in the stream before a number."""
        values = {"kind": subject, "subject_id": subject_id, "actor": actor_id, "number": before}
        return actor_id is not None and self._work.scalar(_step_of, values) is not None

    def verify(self, subject: Subject, subject_id: int) -> Broken | None:
        """Go through a stream by pages; the first entry that was not written like this, or None."""
        previous = None
        for entry in self._paged(subject, subject_id):
            if not _follows(previous, entry):
                return Broken(subject, subject_id, entry.number)
            previous = entry
        return None

    def verify_all(self) -> tuple[list[Broken], int]:
        """Go through all streams in one pass; where each stops fitting, and how many there are."""
        broken: list[Broken] = []
        streams = 0
        here, previous, sound = None, None, True
        for entry in self._everything():
            stream = (entry.subject, entry.subject_id)
            if stream != here:
                here, previous, sound = stream, None, True
                streams += 1
            if sound and not _follows(previous, entry):
                broken.append(Broken(entry.subject, entry.subject_id, entry.number))
                sound = False
            previous = entry
        return broken, streams

    def _everything(self) -> Iterator[Entry]:
        key: tuple[str, int, int] = ("", 0, 0)
        while rows := self._work.all(
            _page_of_all, dict(zip(("kind", "its_id", "after"), key, strict=True))
        ):
            yield from map(_entry, rows)
            key = (rows[-1].subject_kind, rows[-1].subject_id, rows[-1].number)

    def _paged(self, subject: Subject, subject_id: int) -> Iterator[Entry]:
        page = self.entries(subject, subject_id, 0, _PAGE)
        while page:
            yield from page
            page = self.entries(subject, subject_id, page[-1].number, _PAGE)

    def last_id(self) -> int:
        """The id of the newest entry of all; 0 when there is none."""
        return self._work.scalar(_last) or 0

    def news(self, after: int, limit: int) -> list[tuple[int, str, int, int]]:
        """(entry's id, subject's kind, subject's id, number) of entries after an id."""
        rows = self._work.all(_news, {"after": after, "rows": limit})
        return [(row[0], row[1], row[2], row[3]) for row in rows]


def _follows(previous: Entry | None, entry: Entry) -> bool:
    """Whether an entry is the next one of its stream and was written like this."""
    number, before = (previous.number, previous.hash) if previous else (0, GENESIS)
    return entry.number == number + 1 and entry.hash == chained(before, entry)


def _row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in _ORDER[2:]}
    return {"subject_kind": entry.subject, "subject_id": entry.subject_id, **row}


def _entry(row: AnyRow) -> Entry:
    kind, subject_id, number, step, at, channel, actor_id, role, parameters, plain, *rest = row
    differences = tuple(map(tuple, plain))
    head = (Subject(kind), subject_id, number, step, at, channel, actor_id, role)
    return Entry(*head, parameters, differences, *rest)
