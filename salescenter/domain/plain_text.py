"""Text that a person typed, made fit to be stored: checked once, the same everywhere."""

import re
import unicodedata

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.errors import Refused

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")

# What nobody means when it stands at either end: blanks of all kinds, byte order and joining marks.
_EDGES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200C))
)
_COMPOSED = 4  # composing letters shortens a text, but never by more than this factor


def clean(text: str, field: str, max_length: int, multiline: bool = False) -> str:
    """The text trimmed and composed (NFC), as it is to be stored.

    ``max_length`` counts characters. Line breaks and tabs are for ``multiline`` texts only, where
    every kind of line break becomes ``\\n``. Refused, naming the field: ``text.not_unicode`` (half
    a character), ``text.control_character``, ``text.too_long``, ``text.card_number``.
    """
    made = storable(text, field, max_length, multiline)
    require_no_card(made, field)
    return made


def storable(text: str, field: str, max_length: int, multiline: bool = False) -> str:
    """``clean`` without the look for card numbers: for fields that are digits by nature."""
    if _HALF_CHARACTER.search(text):
        raise Refused("text.not_unicode", field=field)
    trimmed = text.strip(_EDGES)
    if len(trimmed) > max_length * _COMPOSED:
        raise _too_long(trimmed, field, max_length)
    made = unicodedata.normalize("NFC", trimmed)
    if multiline:
        made = _LINE_BREAK.sub("\n", made)
    control = (_CONTROL_IN_LINES if multiline else _CONTROL).search(made)
    if control:
        raise Refused("text.control_character", field=field, sign=f"U+{ord(control[0]):04X}")
    if len(made) > max_length:
        raise _too_long(made, field, max_length)
    return made


def require_no_card(text: str, field: str) -> None:
    """Refuse a text with a card number in it: ``text.card_number``, naming the field."""
    if looks_like_card(text):
        raise Refused("text.card_number", field=field)


def _too_long(text: str, field: str, limit: int) -> Refused:
    return Refused("text.too_long", field=field, length=len(text), limit=limit)
