"""What a typed text asks of a search, as a small tree; and how well a found text answers it.

Engines only find candidates; whether and where each word of the query was met, and which hit goes
first, is decided here, so that both engines give the same answer (decision 6).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from salescenter.domain.search_text import ending, is_sign, mail_word, words

SHORTEST_ENDING = 4
_SHORTEST_NATIONAL = 6
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
    """A found text: its words between blanks, a line for each field, and what each field is.

    Lines past the named ones count for nothing.
    """

    text: str
    names: Sequence[str]
    weights: Sequence[int]

    @classmethod
    def of(cls, text: str, names: Sequence[str], weights: Sequence[int]) -> "Fields":
        """A text of words, one line a field (``search_text``), ready to be looked through."""
        return cls(f" {text} ".replace("\n", " \n "), names, weights)


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


def letter_of(text: str) -> str:
    """The letter, folded, when a text is one and nothing else: too little for ``query_of``."""
    typed = words(text)
    return typed[0] if len(typed) == 1 and len(typed[0]) == 1 and typed[0].isalpha() else ""


def _is_mail(chunk: str) -> bool:
    return "@" in chunk[1:] and any(map(str.isalnum, chunk))


def _word(word: str) -> Term:
    return Term(word, is_prefix=not is_sign(word))


def _number(groups: tuple[str, ...]) -> Node:
    whole = "".join(groups)
    nodes: list[Node] = [Term(whole)]
    if len(groups) > 1:
        nodes.append(Both(tuple(map(Term, groups))))
    # Zeros that only dial out are not part of a number; short ones may as well be a postal code.
    bare = whole.lstrip("0")
    if bare != whole and len(bare) >= _SHORTEST_NATIONAL:
        nodes.append(Term(bare))
    # Its last digits, or a whole number, as they are and as they are dialled from abroad.
    last = dict.fromkeys((whole, bare))
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
        return _best_of(node, found)
    answers = []
    for each in node.nodes:
        given = answer(each, found)
        if given is None:
            return None
        answers.append(given)
    return answers[0] if len(answers) == 1 else _all_of(answers)


def _best_of(node: Either, found: Fields) -> Answer | None:
    best = None
    for each in node.nodes:
        met = answer(each, found)
        if met is not None and (best is None or met.score > best.score):
            best = met
    return best


def _term(term: Term, found: Fields) -> Answer | None:
    text, start = found.text, f" {term.word}" if term.is_prefix else f" {term.word} "
    place = text.find(start)
    if place < 0:
        return None
    end = len(term.word) + 1
    best, where, whole = -1, -1, False
    while place >= 0:
        line = text.count("\n", 0, place)
        if line >= len(found.names):
            break
        is_whole = text[place + end] == " "
        score = found.weights[line] + (_EXACT if is_whole else 0)
        if score > best:
            best, where, whole = score, line, is_whole
        place = text.find(start, place + 1)
    fields = (found.names[where],) if where >= 0 else ()
    if not term.slips:
        return Answer(best, fields, (), whole)
    return Answer(best - term.slips * _SLIP, fields, (term.word,), False)


def _all_of(answers: Sequence[Answer]) -> Answer:
    return Answer(
        sum(each.score for each in answers),
        tuple(dict.fromkeys(name for each in answers for name in each.fields)),
        tuple(word for each in answers for word in each.corrected),
        all(each.is_whole for each in answers),
    )
