"""The distinct words of a subject: kept by a process, caught up by id, asked for similar ones.

Ids tell what a process has not read yet. On SQLite they become visible in their order. On
PostgreSQL a transaction that began earlier may commit lower ones later: until all that ran when
words were read have ended, what comes after the last settled id is read again.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from salescenter.db.search_subjects import Subject
from salescenter.db.tables import search_word
from salescenter.db.work import Work
from salescenter.domain.search_query import Term

SHORTEST = 3
_LONG = 6
_MOST = 8
_LOOKED_AT = 200
# Of all subjects: by id alone the few new rows are found without a look at all others.
_since = (
    select(search_word.c.id, search_word.c.subject, search_word.c.word)
    .where(search_word.c.id > bindparam("settled"))
    .order_by(search_word.c.id)
)
# The oldest transaction that ran when this one first looked; and a number that is higher than those
# of all that ran then (a snapshot does not tell them: it ends with the newest that is over).
_oldest = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")
_newest = text("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)")

_forget = delete(search_word).where(search_word.c.subject == bindparam("its_subject"))


def _adding(insert: Any) -> Any:
    return insert(search_word).on_conflict_do_nothing()


_add = {"sqlite": _adding(sqlite_insert), "postgresql": _adding(postgresql_insert)}


class Vocabulary:
    """Words by length, and beginnings by length once they were needed. For several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._beginnings: dict[int, dict[str, None]] = {}
        self._ranges: dict[range, list[str]] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Add words that are not in it yet; what is kept for look-ups grows with them."""
        with self._lock:
            for word in words:
                self._learn(word)

    def _learn(self, word: str) -> None:
        self._by_length[len(word)].append(word)
        for lengths, known in self._ranges.items():
            if len(word) in lengths:
                known.append(word)
        for length, begun in self._beginnings.items():
            if length < len(word):
                begun[word[:length]] = None

    def near(self, word: str) -> list[Term]:
        """The most similar words, nearest first; for a word still being typed, beginnings.

        One slip is allowed from three letters, two from six (a swap of neighbours is one).
        """
        if len(word) < SHORTEST:
            return []
        with self._lock:
            return self._near(word)

    def _near(self, word: str) -> list[Term]:
        slips = 2 if len(word) >= _LONG else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        whole = _nearest(word, self._between(lengths), slips)
        if whole:
            return [Term(each, is_prefix=False, slips=far) for each, far in whole]
        begun = _nearest(word, list(self._of_length(len(word))), slips)
        return [Term(each, slips=far) for each, far in begun]

    def near_unknown(self, word: str) -> list[Term]:
        """The same, but nothing for a word that somebody bears."""
        return [] if word in self._by_length.get(len(word), ()) else self.near(word)

    def _between(self, lengths: range) -> list[str]:
        known = self._ranges.get(lengths)
        if known is None:
            known = [each for length in lengths for each in self._by_length.get(length, ())]
            self._ranges[lengths] = known
        return known

    def _of_length(self, length: int) -> dict[str, None]:
        """The distinct beginnings of longer words."""
        known = self._beginnings.get(length)
        if known is None:
            longer = (words for size, words in self._by_length.items() if size > length)
            known = {word[:length]: None for words in longer for word in words}
            self._beginnings[length] = known
        return known


def _nearest(word: str, choices: Sequence[str], slips: int) -> list[tuple[str, int]]:
    """The nearest, of equally near ones the first by letters, whatever order they came in."""
    hits = process.extract(
        word, choices, scorer=OSA.distance, score_cutoff=slips, limit=_LOOKED_AT, processor=None
    )
    by_slips = sorted((int(hit[1]), str(hit[0])) for hit in hits)
    return [(near, far) for far, near in by_slips[:_MOST]]


@dataclass(slots=True)
class _Kept:
    """What a process knows of all subjects, and how far.

    No word up to ``settled`` can come any more. Those in ``unsettled`` were read after it, ``last``
    is the newest; only transactions before ``coming`` can have drawn a lower id than that.
    """

    by_subject: dict[str, Vocabulary] = field(default_factory=lambda: defaultdict(Vocabulary))
    settled: int = 0
    last: int = 0
    unsettled: set[int] = field(default_factory=set)
    coming: int = 0

    def settle(self) -> None:
        """All up to the last one read are known for good."""
        self.settled = self.last
        self.unsettled.clear()

    def learn(self, rows: Sequence[Any]) -> bool:
        """Add what is new; whether something was."""
        new: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row.id not in self.unsettled:
                self.unsettled.add(row.id)
                new[row.subject].append(row.word)
        for subject, words in new.items():
            self.by_subject[subject].learn(words)
        if new:
            self.last = rows[-1].id
        return bool(new)


def vocabulary_of(work: Work, subject: Subject) -> Vocabulary:
    """The words of a subject up to now: one statement reads what came since the last time.

    A writing unit learns nothing: what it sees may never be committed.
    """
    with work.memory.lock:
        known: _Kept = work.memory.kept.setdefault(("vocabulary", ""), _Kept())
        if not work.writes:
            _catch_up(work, known)
        return known.by_subject[subject.name]


def _catch_up(work: Work, known: _Kept) -> None:
    news = known.learn(work.all(_since, {"settled": known.settled}))
    if known.settled == known.last:
        return
    if work.engine_name == "sqlite":
        known.settle()
    elif news:
        known.coming = work.scalar(_newest)
    elif work.scalar(_oldest) >= known.coming:
        known.settle()


def add_words(work: Work, subject: Subject, *texts: str) -> None:
    """Make the words of search texts known to corrections; known ones cost next to nothing."""
    _add_all(work, subject, {word for text in texts for word in subject.correct_words(text)})


def renew_words(work: Work, subject: Subject) -> None:
    """Only the words of what is stored, read by pages; running processes keep what they know."""
    work.execute(_forget, {"its_subject": subject.name})
    seen: set[str] = set()
    page = text(
        f"SELECT id, search_text FROM {subject.name} WHERE id > :last ORDER BY id LIMIT 20000"
    )
    last = 0
    while rows := work.all(page, {"last": last}):
        last = rows[-1].id
        for row in rows:
            seen.update(subject.correct_words(row.search_text))
    _add_all(work, subject, seen)


def _add_all(work: Work, subject: Subject, words: Iterable[str]) -> None:
    new = sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())
    if new:
        rows = [{"subject": subject.name, "word": word} for word in new]
        work.execute(_add[work.engine_name], rows)
