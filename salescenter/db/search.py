"""Finding by words: one behaviour, two engines (ecosystem.md 4.2 and 7.3, decision 6).

Customers and items have a column of folded words, made by the domain. SQLite finds in it through
FTS5, PostgreSQL through a GIN index over the same words. Both give up to 200 candidates that hold
whole words and, where those are fewer, 200 that hold beginnings; ranking them is the domain's. A
misspelt word is corrected against the distinct words of the subject, kept in memory.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import text

from salescenter.db.search_subjects import Subject
from salescenter.db.vocabulary import renew_words, vocabulary_of
from salescenter.db.work import Work
from salescenter.domain.search_query import (
    Answer,
    Both,
    Either,
    Node,
    Term,
    answer,
    exact,
    letter_of,
    query_of,
    with_corrections,
)

CANDIDATES = 200
_FEW = 3

_ENOUGH = 50
_SHORT = 3

_SQLITE = """
SELECT t.id, t.search_text FROM {subject} t WHERE t.id IN (
    SELECT s.rowid FROM {subject}_search s {join}
        WHERE {subject}_search MATCH :asked {where} LIMIT :rows)
"""
_SORTED = """
SELECT t.id, t.search_text FROM {subject} t
    WHERE t.store_id = :store_id AND t.{column} >= :start AND t.{column} < :stop
    ORDER BY t.{column}, t.id LIMIT :rows
"""
_POSTGRESQL = """
SELECT t.id, t.search_text FROM {subject} t WHERE array_to_tsvector(array_remove(
    string_to_array(translate(t.search_text, E'\\n', ' '), ' '), ''))
    @@ CAST(:asked AS tsquery) {where} LIMIT :rows
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, and how well it answers."""

    id: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Wish:
    """Where to look: every hit has the word ``mark``; ``values`` are those of the condition."""

    subject: Subject
    limit: int
    mark: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def find(work: Work, wish: Wish, typed: str) -> list[Found]:
    """The best hits for a text, best first; those by corrected words after the others.

    One letter alone is where the sorted names are looked up, for what is sorted by name.
    """
    query = query_of(typed)
    if query is None:
        return _by_letter(work, wish, letter_of(typed))
    found = _ranked(work, wish, (exact(query), query))
    if len(found) < _FEW and not any(each.answer.is_whole for each in found):
        vocabulary = vocabulary_of(work, wish.subject)
        near = vocabulary.near_unknown if found else vocabulary.near
        corrected = with_corrections(query, near)
        if corrected is not query:
            known = {each.id for each in found}
            others = _ranked(work, wish, (corrected,))
            found += [each for each in others if each.id not in known]
    return found[: wish.limit]


def _ranked(work: Work, wish: Wish, queries: Sequence[Node]) -> list[Found]:
    """What any of the queries finds, by how well it answers the last, which is the widest."""
    subject, query = wish.subject, queries[-1]
    found = []
    for row_id, words in _candidates(work, wish, queries).items():
        met = answer(query, subject.fields_of(words))
        if met is not None:
            _code, _, name_first = words.partition("\n")
            # Of equally good answers the shorter name is nearer to what was typed.
            length = name_first.partition("\n")[0].count(" ")
            found.append((-met.score, length, name_first, row_id, met))
    found.sort()  # never by the answers: ids differ
    return [Found(row_id, met) for _score, _length, _name, row_id, met in found]


def _by_letter(work: Work, wish: Wish, letter: str) -> list[Found]:
    """Those whose sorted names begin with a letter, from the first on."""
    subject = wish.subject
    if not letter or not subject.sorted_by or "store_id" not in wish.values:
        return []
    met = Answer(0, (subject.sorted_as,), (), is_whole=False)
    return [Found(row.id, met) for row in _sorted(work, wish, letter, wish.limit)]


def _candidates(work: Work, wish: Wish, queries: Sequence[Node]) -> dict[int, str]:
    """Texts by id that hold what is asked: by the narrower queries first, then by the wider.

    The wider ones only add what answers less well, so they are asked only while there are too few.
    The mark is asked of the index only where without it too few have it: most often all do, or
    the query leaves so few that looking costs less.
    """
    found: dict[int, str] = {}
    enough = max(_ENOUGH, wish.limit)
    for node in queries:
        rows = _asked(work, wish, node)
        new = {row_id: words for row_id, words in rows if words.endswith(wish.mark)}
        if len(rows) == CANDIDATES and len(new) < _ENOUGH:
            marked = Both((Term(wish.mark, is_prefix=False), node))
            new = {row.id: row.search_text for row in _asked(work, wish, marked)}
        found |= new
        if len(found) >= enough:
            break
    return found


def _asked(work: Work, wish: Wish, node: Node) -> Sequence[Any]:
    engine, subject = work.engine_name, wish.subject
    start = _short_beginning(node)
    if engine == "postgresql" and subject.sorted_by and start and "store_id" in wish.values:
        rows = _sorted(work, wish, start, CANDIDATES)
        if len(rows) == CANDIDATES:
            return rows
    asked = _RENDER[engine](node)
    statement = _statement(engine, subject.name, subject.condition)
    return work.all(statement, {**wish.values, "asked": asked, "rows": CANDIDATES})


def _short_beginning(node: Node) -> str:
    """The beginning that is all that is asked, when it is so short that very many have it.

    A GIN index collects all of them before it gives the first (27 ms at 1 million customers).
    """
    if isinstance(node, Both) and len(node.nodes) == 1:
        node = node.nodes[0]
    short = isinstance(node, Term) and node.is_prefix and len(node.word) <= _SHORT
    return node.word if short and isinstance(node, Term) else ""


def _sorted(work: Work, wish: Wish, start: str, limit: int) -> Sequence[Any]:
    subject = wish.subject
    statement = text(_SORTED.format(subject=subject.name, column=subject.sorted_by))
    reach = {"start": start, "stop": f"{start}\U0010ffff", "rows": limit}
    return work.all(statement, {**wish.values, **reach})


@cache
def _statement(engine_name: str, name: str, condition: str) -> Any:
    table = "t" if engine_name == "postgresql" else name
    where = f"AND {condition.format(t=table)}" if condition else ""
    if engine_name == "postgresql":
        return text(_POSTGRESQL.format(subject=name, where=where))
    join = f"JOIN {name} ON {name}.id = s.rowid" if condition else ""
    return text(_SQLITE.format(subject=name, join=join, where=where))


def _fts5(node: Node) -> str:
    if isinstance(node, Term):
        return f'"{node.word}"' + ("*" if node.is_prefix else "")
    joint = " OR " if isinstance(node, Either) else " AND "
    return "(" + joint.join(map(_fts5, node.nodes)) + ")"


def _tsquery(node: Node) -> str:
    if isinstance(node, Term):
        return f"'{node.word}'" + (":*" if node.is_prefix else "")
    joint = " | " if isinstance(node, Either) else " & "
    return "(" + joint.join(map(_tsquery, node.nodes)) + ")"


_RENDER: Mapping[str, Callable[[Node], str]] = {"sqlite": _fts5, "postgresql": _tsquery}


def rebuild(work: Work, subject: Subject) -> None:
    """Make index and vocabulary anew from the column of words, when they do not fit it."""
    rebuild_index(work, subject)
    renew_words(work, subject)


def rebuild_index(work: Work, subject: Subject) -> None:
    """Make the index anew from the column of words."""
    if work.engine_name == "sqlite":
        index = f"{subject.name}_search"
        work.execute(text(f"INSERT INTO {index} ({index}) VALUES ('rebuild')"))
    else:
        work.execute(text(f"REINDEX INDEX ix_{subject.name}_search_text"))
