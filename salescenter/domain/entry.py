"""What a CSR types to put an item on an order: how many, and which one is meant.

``3x HW-4411``, ``HW-4411 x3`` and ``HW-4411 3`` ask for three; everything else is words or a code.
A number belongs to the words ("18 V drill", "paint 10 l") unless it can only be a quantity: beside
an ``x`` that stands apart or before a code, or alone beside one code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from salescenter.domain.catalogue import ItemMatch
from salescenter.domain.errors import Refused
from salescenter.domain.order import MAX_QUANTITY

_TIMES = "[x*\N{MULTIPLICATION SIGN}\N{MULTIPLICATION X}]"
_FIRST = re.compile(rf"(?P<n>[-+]?\d[\d.,]*)\s*(?P<x>{_TIMES})(?P<rest>.+)", re.IGNORECASE)
_LAST = re.compile(rf"(?P<rest>.+?)\s*(?P<x>{_TIMES})\s*(?P<n>[-+]?\d[\d.,]*)", re.IGNORECASE)
_BARE_LAST = re.compile(r"(?P<rest>\S+)\s+(?P<n>\d+)")
_BARE_FIRST = re.compile(r"(?P<n>\d+)\s+(?P<rest>\S+)")
_MOST_DIGITS = len(str(MAX_QUANTITY))


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """So many of what ``text`` names: a code, or words of a name."""

    text: str
    quantity: int = 1

    @property
    def is_code(self) -> bool:
        """Whether the text looks like a code: one word with a digit in it."""
        return is_code(self.text)


def is_code(text: str) -> bool:
    """Whether a text looks like a code: one word with a digit in it."""
    return bool(text) and not re.search(r"\s", text) and any(sign.isdigit() for sign in text)


def parse_entry(typed: str) -> ItemEntry:
    """Read what was typed. Raises Refused ``quantity.range`` for a number that is no quantity."""
    text = " ".join(typed.split())
    for found in (_FIRST.fullmatch(text), _LAST.fullmatch(text)):
        if found is not None and _is_quantity(found):
            return ItemEntry(found["rest"].strip(), _quantity(found["n"]))
    for found in (_BARE_LAST.fullmatch(text), _BARE_FIRST.fullmatch(text)):
        if found is not None and is_code(found["rest"]) and len(found["n"]) <= _MOST_DIGITS:
            return ItemEntry(found["rest"], _quantity(found["n"]))
    return ItemEntry(text)


def _is_quantity(found: re.Match[str]) -> bool:
    """Whether the sign between number and rest means *times*, not a part of a word or a size."""
    rest = found["rest"]
    if found.start("rest") == 0:
        return not rest.split()[-1].isdigit() and rest[-1] != "-" and _stands_apart(found)
    if not rest.strip():
        return False
    if found["x"] not in "xX" or rest[0].isspace():
        return True
    return not rest[0].isdigit() and is_code(rest.split()[0])


def _stands_apart(found: re.Match[str]) -> bool:
    """Whether a trailing ``x3`` is a word by itself: ``AX3`` is a code, not three of ``A``."""
    before = found.string[found.end("rest") : found.start("x")]
    return found["x"] not in "xX" or bool(before)


def _quantity(digits: str) -> int:
    if not digits.isdecimal() or not 1 <= int(digits) <= MAX_QUANTITY:
        raise Refused("quantity.range", most=MAX_QUANTITY)
    return int(digits)


def parse_quantity(typed: str) -> int:
    """Read a quantity that was typed by itself. Raises Refused ``quantity.range``."""
    return _quantity(typed.strip())


def certain_match(entry: ItemEntry, matches: Sequence[ItemMatch]) -> ItemMatch | None:
    """The one item that is meant beyond doubt, without anybody having looked at the others.

    That is the item with exactly this code or bar code; or the only one found, unless a word had
    to be corrected or a code is not the beginning of its code.
    """
    wanted = entry.text.casefold()
    for match in matches:
        if match.is_scanned or match.sku.casefold() == wanted:
            return match
    if len(matches) != 1 or matches[0].corrected:
        return None
    only = matches[0]
    return only if not entry.is_code or only.sku.casefold().startswith(wanted) else None


def proposed_match(entry: ItemEntry, matches: Sequence[ItemMatch]) -> ItemMatch | None:
    """The item to stand on in a list that is looked at: the certain one, else the first.

    A mistyped code proposes nothing: what looks like it is another item, to be chosen by hand.
    """
    certain = certain_match(entry, matches)
    if certain is not None or not matches:
        return certain
    first = matches[0]
    if entry.is_code and not first.sku.casefold().startswith(entry.text.casefold()):
        return None
    return first
