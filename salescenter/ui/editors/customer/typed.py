"""What was typed to find somebody, shared out among the fields of a new customer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from salescenter.domain.search_text import digits, is_phone_like

_POSTAL_DIGITS = range(4, 6)
_LONGEST_PHONE = 13
_CUSTOMER_NUMBER = re.compile(r"[A-Za-z]-?\d{4,}")
# Words that begin a family name, in small letters: "Maria van der Berg", "Ana de la Cruz".
_BEGIN_FAMILY_NAME = frozenset(
    [
        "af",
        "al",
        "av",
        "bin",
        "da",
        "das",
        "de",
        "degli",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "los",
        "ten",
        "ter",
        "van",
        "vom",
        "von",
        "zu",
        "zum",
        "zur",
    ]
)
_NO_FIRST_NAME = frozenset({"de", "van", "vom", "von", "zu", "zum", "zur"})


@dataclass(frozen=True, slots=True)
class Taken:
    """The fields that follow from what was typed; "" where nothing does."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    postal_code: str = ""


def shared_out(typed: str) -> Taken:
    """Letters are a name, digits a telephone number or postal code, an @ makes an e-mail address.

    A customer number is left out: the new customer gets one.
    """
    names: list[str] = []
    email = phone = postal_code = ""
    for piece in _pieces(typed):
        if "@" in piece:
            email = email or piece
        elif is_phone_like(piece):
            if _is_postal(piece) and not postal_code:
                postal_code = piece
            else:
                phone = phone or piece
        elif any(map(str.isdecimal, piece)):
            if not _CUSTOMER_NUMBER.fullmatch(piece):
                postal_code = f"{postal_code} {piece}".strip()
        else:
            names.append(piece)
    first, last = _names(names)
    return Taken(first, last, email, phone, postal_code)


def _pieces(typed: str) -> Iterator[str]:
    """Words; numbers that stand side by side are one when together they are dialled."""
    together: list[str] = []
    for word in typed.split():
        if is_phone_like(word):
            together.append(word)
            continue
        yield from _numbers(together)
        together = []
        yield word
    yield from _numbers(together)


def _numbers(words: list[str]) -> Iterator[str]:
    """A postal code beside a telephone number stays apart from it."""
    if len(words) > 1 and _is_postal(words[0]) and words[1].startswith(("+", "0", "(")):
        yield words[0]
        words = words[1:]
    if len(words) > 1 and _is_postal(words[-1]) and len(digits("".join(words))) > _LONGEST_PHONE:
        yield words[-1]
        words = words[:-1]
    if words:
        yield " ".join(words)


def _is_postal(number: str) -> bool:
    return number.isdecimal() and len(digits(number)) in _POSTAL_DIGITS


def _names(words: list[str]) -> tuple[str, str]:
    """First and last name: "Zoë Müller", "Müller, Zoë", "Maria van der Berg"."""
    if not words:
        return "", ""
    comma = next((at for at, word in enumerate(words) if word.endswith(",")), None)
    if comma is not None and comma + 1 < len(words):
        last, first = words[: comma + 1], words[comma + 1 :]
    else:
        begins = next(
            (at for at, word in enumerate(words) if _begins_family_name(at, word.casefold())),
            len(words) - 1,
        )
        first, last = words[:begins], words[begins:]
    return _written(first), _written(last, _BEGIN_FAMILY_NAME)


def _begins_family_name(at: int, word: str) -> bool:
    return word in (_BEGIN_FAMILY_NAME if at else _NO_FIRST_NAME)


def _written(words: list[str], begins: frozenset[str] = frozenset()) -> str:
    """The words as names are written; those in ``begins`` stay small before others."""
    last = len(words) - 1
    plain = [word.strip(",") for word in words]
    made = [
        word if at < last and word in begins else _capital(word) for at, word in enumerate(plain)
    ]
    return " ".join(made).strip()


def _capital(word: str) -> str:
    """A name typed in small letters only, as names are written; anything else as it was typed."""
    if not word.islower():
        return word
    return "-".join(part[:1].title() + part[1:] for part in word.split("-"))
