"""What a typed text asks of a search, as a small tree; and how well a found text answers it.

Engines only find candidates; whether and where each word of the query was met, and which hit goes
first, is decided here, so that both engines give the same answer (decision 6).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from salescenter.domain.search_text import ending, is_sign, mail_word, words

SHORTEST_ENDING = 4
_LONGEST_QUERY = 12
_EXACT = 10


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word that a field has, or, as a prefix, one that begins like it."""

    word: str
    is_prefix: bool = True


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All of these, in any order."""

    nodes: tuple["Node", ...]


Node = Term | Either | Both


@dataclass(frozen=True, slots=True)
class Answer:
    """How well a text answers, by which fields, and whether it has all as whole words."""

    score: int
    fields: tuple[str, ...]
    is_whole: bool


def query_of(text: str) -> Both | None:
    """What a text asks: all its words, as beginnings; None for too little to search.

    Groups of digits that stand together are also one telephone number, from its front or its end.
    What has an @ in it is an e-mail address, as far as it was typed.
    """
    chunks = text.split()[:_LONGEST_QUERY]
    mails = [Term(mail_word(chunk)) for chunk in chunks if _is_mail(chunk)]
    typed = words(" ".join(chunk for chunk in chunks if not _is_mail(chunk)))[:_LONGEST_QUERY]
    if not mails and sum(map(len, typed)) < 2 and not any(map(is_sign, typed)):
        return None
    nodes: list[Node] = list(mails)
    for are_digits, group in groupby(typed, key=str.isdecimal):
        found = tuple(group)
        nodes += [_number(found)] if are_digits else map(_word, found)
    return Both(tuple(nodes))


def _is_mail(chunk: str) -> bool:
    return "@" in chunk.strip("@")


def _word(word: str) -> Term:
    return Term(word, is_prefix=not is_sign(word))


def _number(groups: tuple[str, ...]) -> Node:
    whole = "".join(groups)
    nodes: list[Node] = [Term(whole)]
    if len(groups) > 1:
        nodes.append(Both(tuple(map(Term, groups))))
    national = whole.lstrip("0")
    if len(national) >= SHORTEST_ENDING:
        nodes.append(Term(ending(national)))
    return nodes[0] if len(nodes) == 1 else Either(tuple(nodes))


def exact(node: Node) -> Node:
    """The same query with whole words only."""
    if isinstance(node, Term):
        return Term(node.word, is_prefix=False)
    return type(node)(tuple(map(exact, node.nodes)))


def with_corrections(
    query: Both, near: Callable[[str], Sequence[str]]
) -> tuple[Both, dict[str, str]]:
    """The query with similar words beside each word; and which word stands in for which."""
    instead: dict[str, str] = {}
    nodes: list[Node] = []
    for node in query.nodes:
        if isinstance(node, Term) and not node.word.isdecimal():
            others = [word for word in near(node.word) if word != node.word]
            instead |= dict.fromkeys(others, node.word)
            node = Either((node, *map(Term, others))) if others else node
        nodes.append(node)
    return Both(tuple(nodes)), instead


def answer(node: Node, fields: Mapping[str, str], weights: Mapping[str, int]) -> Answer | None:
    """How well fields of folded words answer; None when something asked for is not in them.

    A whole word counts more than a beginning, then the weight of the field it is in.
    """
    if isinstance(node, Term):
        return _term(node, fields, weights)
    answers = [answer(each, fields, weights) for each in node.nodes]
    if isinstance(node, Either):
        met = [each for each in answers if each is not None]
        return max(met, key=lambda each: each.score) if met else None
    total, named, whole = 0, dict[str, None](), True
    for each in answers:
        if each is None:
            return None
        total += each.score
        named |= dict.fromkeys(each.fields)
        whole &= each.is_whole
    return Answer(total, tuple(named), whole)


def _term(term: Term, fields: Mapping[str, str], weights: Mapping[str, int]) -> Answer | None:
    start = f" {term.word}"
    best, where, whole = -1, "", False
    for name, text in fields.items():
        spaced = f" {text} "
        if start not in spaced:
            continue
        is_whole = f"{start} " in spaced
        score = weights[name] + (_EXACT if is_whole else 0)
        if score > best and (is_whole or term.is_prefix):
            best, where, whole = score, name, is_whole
    return Answer(best, (where,), whole) if where else None


def met_words(node: Node, text: str) -> tuple[str, ...]:
    """The words of the query that a text of folded words has, or begins a word with."""
    if isinstance(node, Term):
        return (node.word,) if f" {node.word}" in f" {text}" else ()
    return tuple(word for each in node.nodes for word in met_words(each, text))
