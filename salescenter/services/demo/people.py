"""Names for people who do not exist, in many languages and scripts."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from salescenter import resources
from salescenter.domain.search_text import fold
from salescenter.services.demo.plan import Dice

_MADE_UP = 45  # of a hundred family names where the language has parts to make them from
_PLAIN = 60  # of a hundred of those go without a link between stem and ending
_DOUBLE = 4
_DOCTORS = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and in Latin letters without marks for an e-mail address."""

    text: str
    latin: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's name; ``written`` is the whole of it, in the order of the language."""

    first: str
    last: str
    written: str
    mail: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """The names of one language. Family names come in the form of a man and of a woman."""

    code: str
    given: tuple[tuple[Name, ...], tuple[Name, ...]]
    family: tuple[tuple[Name, Name], ...]
    stems: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    endings: tuple[tuple[str, str], ...] = ()
    is_double: bool = False
    is_compact: bool = False

    def person(self, stream: Dice) -> Person:
        """Anybody."""
        sex = stream.below(2)
        first = stream.one_of(self.given[sex])
        last = self._family(stream, sex)
        written = f"{last.text}{first.text}" if self.is_compact else f"{first.text} {last.text}"
        mail = f"{first.latin}.{last.latin}"
        title = "Dr." if stream.happens(_DOCTORS) and not self.is_compact else ""
        return Person(first.text, last.text, written, mail, title)

    def _family(self, stream: Dice, sex: int) -> Name:
        if self.stems and stream.happens(_MADE_UP):
            return self._made_up(stream, sex)
        last = stream.one_of(self.family)[sex]
        if self.is_double or (self.stems and stream.happens(_DOUBLE)):
            second = stream.one_of(self.family)[sex]
            between = " " if self.is_double else "-"
            return Name(f"{last.text}{between}{second.text}", f"{last.latin}-{second.latin}")
        return last

    def _made_up(self, stream: Dice, sex: int) -> Name:
        ending = stream.one_of(self.endings)[sex]
        link = "" if stream.happens(_PLAIN) else stream.one_of(self.links)
        text = f"{stream.one_of(self.stems)}{link}{ending}"
        return Name(text, latin(text))


@lru_cache(maxsize=20_000)
def latin(text: str) -> str:
    """Small Latin letters, digits and dashes only, as an e-mail address likes them."""
    plain = fold(text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))
    return "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign == "-"))


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """All languages of the names file, by code."""
    found = tomllib.loads(resources.path("demo", "people.toml").read_text("utf-8"))
    return {code: _language(code, entry) for code, entry in found.items()}


def _language(code: str, entry: dict[str, Any]) -> Language:
    return Language(
        code=code,
        given=(_names(entry["men"]), _names(entry["women"])),
        family=tuple(_both_forms(text) for text in entry["family"]),
        stems=tuple(entry.get("stems", ())),
        links=tuple(entry.get("links", ())),
        endings=tuple(_both(text) for text in entry.get("endings", ())),
        is_double=entry.get("double", False),
        is_compact=entry.get("compact", False),
    )


def _names(texts: list[str]) -> tuple[Name, ...]:
    return tuple(map(_name, texts))


def _name(text: str) -> Name:
    written, _, spelt = text.partition("=")
    return Name(written, spelt or latin(written))


def _both(text: str) -> tuple[str, str]:
    man, _, woman = text.partition("/")
    return man, woman or man


def _both_forms(text: str) -> tuple[Name, Name]:
    man, woman = _both(text)
    return _name(man), _name(woman)
