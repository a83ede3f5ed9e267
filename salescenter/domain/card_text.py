"""Text that looks like a card number: found, refused, blacked out (decision 29).

This program has no field for a card number, and none may get in by way of a comment or an import.
What counts is 13 to 19 digits with the usual separators between them, whose check digit is right
(Luhn, ISO/IEC 7812-1 annex B) and whose first digits and length are those of a known issuer.
Digits of every script count. Fields that are digits by nature (telephone, bar code, own numbers)
and valid as such are exempt; that is the business of whoever checks those fields.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from salescenter.domain.errors import Refused

REDACTED = "[card number removed]"

# Blank, dot and dash as people and programs write them, and what is invisible. Line breaks do not
# count: columns of ordinary figures would look like one long number.
_SEPARATORS = (
    " .\\t\\-_\\u00a0\\u00ad\\u00b7\\u02d7\\u1680\\u2000-\\u2015\\u2022\\u2024\\u2027"
    "\\u202a-\\u202f\\u2043\\u205f-\\u2069\\u2212\\u2219\\u22c5\\u3000\\u3002\\u30fb"
    "\\ufe58\\ufe63\\ufeff\\uff0d\\uff0e\\uff3f\\uff65"
)
_RUN = re.compile(rf"(?:\d[{_SEPARATORS}]{{0,3}}){{12,}}\d")
_GROUP = re.compile(r"\d+")

_SHORTEST, _LONGEST = 13, 19
_LONGEST_PHONE = 15  # E.164

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


def require_no_card(text: str, field: str) -> None:
    """Refuse a text with a card number in it: ``text.card_number``, naming the field."""
    if looks_like_card(text):
        raise Refused("text.card_number", field=field)


def _cards_in(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers begin and end, from left to right, without overlaps."""
    for run in _RUN.finditer(text):
        spans = [group.span() for group in _GROUP.finditer(text, *run.span())]
        groups = [_ascii(text[start:end]) for start, end in spans]
        first = 0
        while first < len(groups):
            is_phone = spans[first][0] > 0 and text[spans[first][0] - 1] == "+"
            last = _last_group(groups, first, _LONGEST_PHONE + 1 if is_phone else _SHORTEST)
            if last is not None:
                yield spans[first][0], spans[last][1]
            first = first + 1 if last is None else last + 1


def _last_group(groups: list[str], first: int, shortest: int) -> int | None:
    """The last of the groups of digits that make the longest card number from ``first`` on.

    A number begins and ends where a group does: inside an unbroken row of digits it is not sought,
    since every tenth long number of any kind would hold one.
    """
    digits, found = "", None
    for at in range(first, len(groups)):
        digits += groups[at]
        if len(digits) > _LONGEST:
            break
        if len(digits) >= shortest and len(digits) in _lengths(digits[:6]) and _is_luhn(digits):
            found = at
    return found


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(d)) for d in digits)


@lru_cache(maxsize=4096)
def _lengths(beginning: str) -> frozenset[int]:
    """How long the numbers are that the issuers of the first six digits give out."""
    fitting = (long for low, high, long in _ISSUERS if low <= beginning[: len(low)] <= high)
    return frozenset[int]().union(*fitting)


def _is_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
