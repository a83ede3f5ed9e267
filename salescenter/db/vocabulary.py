"""The distinct words of a subject: kept by a process, caught up by id, asked for similar ones."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
_since = (
    select(search_word.c.id, search_word.c.word)
    .where(search_word.c.subject == bindparam("subject"), search_word.c.id > bindparam("last"))
    .order_by(search_word.c.id)
)

_forget = delete(search_word).where(search_word.c.subject == bindparam("its_subject"))


def _adding(insert: Any) -> Any:
    return insert(search_word).on_conflict_do_nothing()


_add = {"sqlite": _adding(sqlite_insert), "postgresql": _adding(postgresql_insert)}


class Vocabulary:
    """Words by length, and beginnings by length once they were needed."""

    def __init__(self) -> None:
        self.last = 0
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._beginnings: dict[int, list[str]] = {}
        self._ranges: dict[range, list[str]] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Add words that are not in it yet."""
        for word in words:
            self._by_length[len(word)].append(word)
        self._beginnings.clear()
        self._ranges.clear()

    def near(self, word: str) -> list[Term]:
        """The most similar words, nearest first; for a word still being typed, beginnings.

        One slip is allowed from three letters, two from six (a swap of neighbours is one).
        """
        if len(word) < SHORTEST:
            return []
        slips = 2 if len(word) >= _LONG else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        whole = _nearest(word, self._between(lengths), slips)
        if whole:
            return [Term(each, is_prefix=False, slips=far) for each, far in whole]
        begun = _nearest(word, self._of_length(len(word)), slips)
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

    def _of_length(self, length: int) -> list[str]:
        """The distinct beginnings of longer words."""
        known = self._beginnings.get(length)
        if known is None:
            longer = (words for size, words in self._by_length.items() if size > length)
            known = list({word[:length] for words in longer for word in words})
            self._beginnings[length] = known
        return known


def _nearest(word: str, choices: Sequence[str], slips: int) -> list[tuple[str, int]]:
    hits = process.extract(
        word, choices, scorer=OSA.distance, score_cutoff=slips, limit=_MOST, processor=None
    )
    return [(str(hit[0]), int(hit[1])) for hit in hits]


def vocabulary_of(work: Work, subject: Subject) -> Vocabulary:
    """The words of a subject up to now: one statement reads what came since the last time.

    A writing unit learns nothing: what it sees may never be committed.
    """
    with work.memory.lock:
        kept = work.memory.kept
        known: Vocabulary = kept.setdefault(("vocabulary", subject.name), Vocabulary())
        if work.writes:
            return known
        rows = work.all(_since, {"subject": subject.name, "last": known.last})
        if rows:
            known.learn(row.word for row in rows)
            known.last = rows[-1].id
        return known


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
