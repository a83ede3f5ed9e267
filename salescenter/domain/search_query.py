"""What a typed text asks of a search, as a small tree; and how well a found text answers it.

Engines only find candidates; whether and where each word of the query was met, and which hit goes
first, is decided here, so that both engines give the same answer (decision 6).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from salescenter.domain.search_text import ending, is_sign, mail_word, words

SHORTEST_ENDING = 4
_LONGEST_QUERY = 12
_EXACT = 10
_SLIP = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word that a field has, or, as a prefix, one that begins like it.

    ``slips``: how far it is from what was typed, for a word that stands in for a misspelt one.
    """

    word: str
    is_prefix: bool = True
    slips: int = 0


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
    """How well a text answers: by which fields, and whether all words are whole there.

    ``corrected``: the words that it has in place of misspelt ones.
    """

    score: int
    fields: tuple[str, ...]
    corrected: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Fields:
    """A found text: (name, weight, its words between blanks) by field, and all words in one."""

    by_name: Sequence[tuple[str, int, str]]
    all: str


def query_of(text: str) -> Both | None:
    """What a text asks: all its words, as beginnings; None for too little to search.

    Groups of digits that stand together are also one telephone number, from its front or its end.
    What has an @ in it is an e-mail address, as far as it was typed.
    """
    chunks = text.split()[:_LONGEST_QUERY]
    mails = [Term(mail_word(chunk)) for chunk in chunks if _is_mail(chunk)]
    typed = words(" ".join(chunk for chunk in chunks if not _is_mail(chunk)))[:_LONGEST_QUERY]
    if not mails and not any(len(word) > 1 or is_sign(word) for word in typed):
        return None
    nodes: list[Node] = list(mails)
    for are_digits, group in groupby(typed, key=str.isdecimal):
        found = tuple(group)
        nodes += [_number(found)] if are_digits else map(_word, found)
    return Both(tuple(nodes))


def _is_mail(chunk: str) -> bool:
    return "@" in chunk[1:] and any(map(str.isalnum, chunk))


def _word(word: str) -> Term:
    return Term(word, is_prefix=not is_sign(word))


def _number(groups: tuple[str, ...]) -> Node:
    whole = "".join(groups)
    nodes: list[Node] = [Term(whole)]
    if len(groups) > 1:
        nodes.append(Both(tuple(map(Term, groups))))
    # Its last digits as they are; or a whole number whose leading zero is not dialled from abroad.
    last = dict.fromkeys((whole, whole.lstrip("0")))
    nodes += [Term(ending(each)) for each in last if len(each) >= SHORTEST_ENDING]
    return nodes[0] if len(nodes) == 1 else Either(tuple(nodes))


def exact(node: Node) -> Node:
    """The same query with whole words only."""
    if isinstance(node, Term):
        return Term(node.word, is_prefix=False)
    return type(node)(tuple(map(exact, node.nodes)))


def with_corrections(query: Both, near: Callable[[str], Sequence[Term]]) -> Both:
    """The query with similar words beside each word; the very same where there are none."""
    nodes = [_beside(node, near) if isinstance(node, Term) else node for node in query.nodes]
    return query if nodes == list(query.nodes) else Both(tuple(nodes))


def _beside(term: Term, near: Callable[[str], Sequence[Term]]) -> Node:
    others = tuple(other for other in near(term.word) if other.word != term.word)
    return Either((term, *others)) if others else term


def answer(node: Node, found: Fields) -> Answer | None:
    """How well a found text answers; None when something asked for is not in it.

    A whole word counts more than a beginning, then the weight of the field it is in, and a word in
    place of a misspelt one the less the further it is from it.
    """
    if isinstance(node, Term):
        return _term(node, found)
    if isinstance(node, Either):
        met = [each for each in map(partial(answer, found=found), node.nodes) if each is not None]
        return max(met, key=lambda each: each.score, default=None)
    answers = []
    for each in node.nodes:
        given = answer(each, found)
        if given is None:
            return None
        answers.append(given)
    return answers[0] if len(answers) == 1 else _all_of(answers)


def _term(term: Term, found: Fields) -> Answer | None:
    start = f" {term.word}" if term.is_prefix else f" {term.word} "
    if start not in found.all:
        return None
    best, where, whole = -1, "", False
    for name, weight, text in found.by_name:
        if start in text:
            is_whole = f" {term.word} " in text
            score = weight + (_EXACT if is_whole else 0)
            if score > best:
                best, where, whole = score, name, is_whole
    fields = (where,) if where else ()
    corrected = (term.word,) if term.slips else ()
    return Answer(best - term.slips * _SLIP, fields, corrected, whole and not corrected)


def _all_of(answers: Sequence[Answer]) -> Answer:
    return Answer(
        sum(each.score for each in answers),
        tuple(dict.fromkeys(name for each in answers for name in each.fields)),
        tuple(word for each in answers for word in each.corrected),
        all(each.is_whole for each in answers),
    )
