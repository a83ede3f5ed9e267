"""Finding by words: one behaviour, two engines (ecosystem.md 4.2 and 7.3, decision 6).

Customers and items have a column of folded words, made by the domain. SQLite finds in it through
FTS5, PostgreSQL through a GIN index over the same words. Both give up to 200 candidates that hold
whole words and 200 that hold beginnings; ranking them is the domain's. A misspelt word is
corrected against the distinct words of the subject, kept in memory.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
    met_words,
    query_of,
    with_corrections,
)

CANDIDATES = 200
_FEW = 3

_SQLITE = """
SELECT t.id, t.search_text FROM {subject} t WHERE t.id IN (
    SELECT id FROM (SELECT s.rowid AS id FROM {subject}_search s {join}
        WHERE {subject}_search MATCH :whole {where} LIMIT :rows)
    UNION
    SELECT id FROM (SELECT s.rowid AS id FROM {subject}_search s {join}
        WHERE {subject}_search MATCH :beginnings {where} LIMIT :rows))
"""
_WORDS = """
array_to_tsvector(array_remove(string_to_array(
    translate({subject}.search_text, E'\\n', ' '), ' '), ''))
"""
_POSTGRESQL = """
(SELECT id, search_text FROM {subject}
    WHERE {words} @@ CAST(:whole AS tsquery) {where} LIMIT :rows)
UNION
(SELECT id, search_text FROM {subject}
    WHERE {words} @@ CAST(:beginnings AS tsquery) {where} LIMIT :rows)
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: what, how well, by which fields, by which words in place of misspelt ones."""

    id: int
    answer: Answer
    corrected: tuple[str, ...] = ()


def find(
    work: Work,
    subject: Subject,
    typed: str,
    limit: int,
    values: Mapping[str, Any],
    marks: Sequence[str] = (),
) -> list[Found]:
    """The best hits for a text, best first; those by corrected words after the others."""
    query = query_of(typed)
    if query is None:
        return []
    found = _ranked(work, subject, query, values, marks, {})
    if len(found) < _FEW:
        vocabulary = vocabulary_of(work, subject)
        corrected, instead = with_corrections(query, vocabulary.near)
        if instead:
            known = {each.id for each in found}
            others = _ranked(work, subject, corrected, values, marks, instead)
            found += [each for each in others if each.id not in known]
    return found[:limit]


def _ranked(
    work: Work,
    subject: Subject,
    query: Both,
    values: Mapping[str, Any],
    marks: Sequence[str],
    instead: Mapping[str, str],
) -> list[Found]:
    found = []
    for row_id, words in _candidates(work, subject, query, values, marks):
        met = answer(query, subject.by_field(words), subject.weights)
        if met is not None:
            corrected = tuple(w for w in met_words(query, words) if w in instead)
            found.append((-met.score, words, Found(row_id, met, corrected)))
    found.sort(key=lambda each: (each[0], each[1], each[2].id))
    return [hit for _score, _words, hit in found]


def _candidates(
    work: Work,
    subject: Subject,
    query: Both,
    values: Mapping[str, Any],
    marks: Sequence[str],
) -> Sequence[Any]:
    marked = Both((*(Term(mark, is_prefix=False) for mark in marks), query))
    render = _RENDER[work.engine_name]
    return work.all(
        _statement(work.engine_name, subject.name, subject.condition),
        {
            **values,
            "whole": render(exact(marked)),
            "beginnings": render(marked),
            "rows": CANDIDATES,
        },
    )


@cache
def _statement(engine_name: str, name: str, condition: str) -> Any:
    where = f"AND {condition}" if condition else ""
    if engine_name == "postgresql":
        words = _WORDS.format(subject=name)
        return text(_POSTGRESQL.format(subject=name, words=words, where=where))
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
