"""Text that looks like a card number: found, refused, blacked out (decision 29).

This program has no field for a card number, and none may get in by way of a comment or an import.
What counts is 13 to 19 digits with the usual separators between them, whose check digit is right
(Luhn, ISO/IEC 7812-1 annex B) and whose first digits and length are those of a known issuer.
Digits of every script count, small and raised ones too. Between them may stand up to three blanks,
dots, dashes or invisible signs in any grouping; other signs (a slash, a comma, a bracket, a wide
gap) only in the grouping of a card, since lists and tables of ordinary figures have them too.
Dates and rows of order numbers are left alone. Fields that are digits by nature (telephone, bar
code, own numbers) and valid as such are exempt; that is the business of whoever checks those
fields.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

REDACTED = "[card number removed]"

# Dots and dashes as people and programs write them; blanks and what is invisible go by category.
_DOTS_AND_DASHES = frozenset(
    ".-_\u00b7\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2024\u2027\u2043\u2212\u2219\u22c5"
    "\u3002\u30fb\ufe58\ufe63\uff0d\uff0e\uff3f\uff65"
)
# What follows or leads a figure and belongs to it: a share, a price each, a sum.
_OF_FIGURES = frozenset("%\u2030\uff05@\uff20")
_PLUSES = frozenset("+\uff0b")
_USUAL, _UNUSUAL, _PLUS, _OTHER = " ", "/", "+", "x"


class _Signs(dict[int, str]):
    """A text as the search sees it, sign for sign: 0 to 9, and what may stand between them."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _sign(chr(code))
        return found


def _sign(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if char == "\t" or char in _DOTS_AND_DASHES or category in ("Zs", "Cf") or category[0] == "M":
        return _USUAL
    if char in _PLUSES:
        return _PLUS
    # Line breaks do not count: columns of ordinary figures would look like one long number.
    is_between = category[0] in "PS" and category != "Sc" and char not in _OF_FIGURES
    return _UNUSUAL if is_between else _OTHER


_SIGNS = _Signs()
_RUN = re.compile(r"[0-9](?:[ /]*+[0-9]){12,}+")
_GROUP = re.compile(r"[0-9]+")
_DATE = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}[ /](?:0[1-9]|1[0-2])[ /](?:0[1-9]|[12][0-9]|3[01])"
    r"|[0-9]{1,2}[ /][0-9]{1,2}[ /](?:19|20)[0-9]{2})(?![0-9])"
)
_USUAL_GAP = 3  # signs
_FOUR = 4
_UNEVEN = ((4, 6, 5), (4, 6, 4))  # as American Express and Diners Club print theirs

_SHORTEST, _LONGEST = 13, 19
_LONGEST_PHONE = 15  # E.164
_OWN_NUMBERS = range(7, 11)  # digits of an order number

# Ranges of first digits and the lengths that go with them, as the networks publish them.
_SIXTEEN_TO_NINETEEN = frozenset({16, 17, 18, 19})
_ISSUERS: tuple[tuple[str, str, frozenset[int]], ...] = (
    ("4", "4", frozenset({13, 16, 19})),  # Visa
    ("51", "55", frozenset({16})),  # Mastercard
    ("2221", "2720", frozenset({16})),  # Mastercard
    ("34", "34", frozenset({15})),  # American Express
    ("37", "37", frozenset({15})),  # American Express
    ("300", "305", _SIXTEEN_TO_NINETEEN | {14}),  # Diners Club
    ("3095", "3095", _SIXTEEN_TO_NINETEEN | {14}),  # Diners Club
    ("36", "36", _SIXTEEN_TO_NINETEEN | {14}),  # Diners Club
    ("38", "39", _SIXTEEN_TO_NINETEEN | {14}),  # Diners Club
    ("6011", "6011", _SIXTEEN_TO_NINETEEN),  # Discover
    ("644", "659", _SIXTEEN_TO_NINETEEN),  # Discover, RuPay, Verve
    ("60", "60", frozenset({16})),  # RuPay, Hipercard
    ("81", "82", _SIXTEEN_TO_NINETEEN),  # UnionPay, RuPay
    ("508", "508", frozenset({16})),  # RuPay
    ("3528", "3589", _SIXTEEN_TO_NINETEEN),  # JCB
    ("62", "62", _SIXTEEN_TO_NINETEEN),  # UnionPay
    ("2200", "2204", _SIXTEEN_TO_NINETEEN),  # Mir
    ("9792", "9792", frozenset({16})),  # Troy
    ("5067", "5067", frozenset({16})),  # Elo
    ("5090", "5090", frozenset({16})),  # Elo
    ("6362", "6363", frozenset({16})),  # Elo
    ("506099", "506198", frozenset({16, 18, 19})),  # Verve
    ("5018", "5020", frozenset(range(13, 20))),  # Maestro, Dankort
    ("5038", "5038", frozenset(range(13, 20))),  # Maestro
    ("5893", "5893", frozenset(range(13, 20))),  # Maestro
    ("6304", "6304", frozenset(range(13, 20))),  # Maestro
    ("6703", "6703", _SIXTEEN_TO_NINETEEN),  # Bancontact
    ("6759", "6759", frozenset(range(13, 20))),  # Maestro
    ("6761", "6763", frozenset(range(13, 20))),  # Maestro
)


def looks_like_card(text: str) -> bool:
    """Whether a card number stands somewhere in the text."""
    return next(_cards_in(text), None) is not None


def redact(text: str) -> str:
    """The text with every card number replaced by ``REDACTED``; any other text as it is."""
    made, after = [], 0
    for start, end in _cards_in(text):
        made += [text[after:start], REDACTED]
        after = end
    return "".join([*made, text[after:]])


def _cards_in(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers begin and end, from left to right, without overlaps."""
    signs = text.translate(_SIGNS)
    if _RUN.search(signs) is None:
        return
    signs = _DATE.sub(lambda date: _OTHER * len(date[0]), signs)
    for run in _RUN.finditer(signs):
        spans = [group.span() for group in _GROUP.finditer(signs, *run.span())]
        first = 0
        while first < len(spans):
            last = _last_group(signs, spans, first)
            if last is not None:
                yield spans[first][0], spans[last][1]
            first = first + 1 if last is None else last + 1


def _last_group(signs: str, spans: Sequence[tuple[int, int]], first: int) -> int | None:
    """The last of the groups of digits that make the longest card number from ``first`` on.

    A number begins and ends where a group does: inside an unbroken row of digits it is not sought,
    since every tenth long number of any kind would hold one.
    """
    begins = spans[first][0]
    is_phone = begins > 0 and signs[begins - 1] == _PLUS
    shortest = _LONGEST_PHONE + 1 if is_phone else _SHORTEST
    groups: list[str] = []
    found, is_usual, digits = None, True, ""
    for at in range(first, len(spans)):
        start, end = spans[at]
        if groups:
            is_usual = is_usual and _is_usual(signs[spans[at - 1][1] : start])
        groups.append(signs[start:end])
        digits += groups[-1]
        if len(digits) > _LONGEST:
            break
        if len(digits) >= shortest and _is_issued(digits) and _is_grouped(groups, is_usual):
            found = at
    return found


def _is_usual(gap: str) -> bool:
    return len(gap) <= _USUAL_GAP and _UNUSUAL not in gap


def _is_grouped(groups: Sequence[str], is_usual: bool) -> bool:
    """Whether a card number would be written in these groups, with what stands between them."""
    if is_usual:
        own = [len(group) in _OWN_NUMBERS and _is_luhn(group) for group in groups]
        return len(groups) == 1 or not all(own)
    sizes = tuple(map(len, groups))
    *even, last = sizes
    is_by_fours = len(even) > 1 and {*even} == {_FOUR} and last <= _FOUR
    return is_by_fours or sizes in _UNEVEN


def _is_issued(digits: str) -> bool:
    return len(digits) in _lengths(digits[:6]) and _is_luhn(digits)


@lru_cache(maxsize=4096)
def _lengths(beginning: str) -> frozenset[int]:
    """How long the numbers are that the issuers of the first six digits give out."""
    fitting = (long for low, high, long in _ISSUERS if low <= beginning[: len(low)] <= high)
    return frozenset[int]().union(*fitting)


def _is_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
