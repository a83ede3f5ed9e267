"""Addresses and telephone numbers that are right for their country and belong to nobody."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from salescenter import resources
from salescenter.domain.address import Address
from salescenter.domain.customer import Phone
from salescenter.services.demo.plan import Dice, Weighted

_EXTRA = 15  # of a hundred addresses have a second line
_AS_DIALLED_THERE = 30
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class City:
    """A city with its region, the pattern of its postal codes and, in some countries, its area."""

    name: str
    region: str
    postal_code: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """What addresses and numbers of a country are made of."""

    code: str
    languages: Weighted
    trunk: str
    phones: tuple[str, ...]
    line: str
    streets: tuple[tuple[str, ...], ...]
    cities: tuple[City, ...]
    letters: str = ""
    extra: tuple[str, ...] = ()

    def city(self, stream: Dice) -> City:
        """Any of its cities."""
        return stream.one_of(self.cities)

    def address(self, stream: Dice, recipient: str, city: City | None = None) -> Address:
        """An address that its country's rules accept."""
        there = city or self.city(stream)
        street = "".join([stream.one_of(parts) for parts in self.streets])
        number = 1 + stream.below(120)
        line = self.line.format(street=street, number=number)
        return Address(
            recipient=recipient,
            line1=self._filled(line, stream),
            line2=stream.one_of(self.extra) if self.extra and stream.happens(_EXTRA) else "",
            city=there.name,
            region=there.region,
            postal_code=self._filled(there.postal_code, stream),
            country=self.code,
        )

    def phone(self, stream: Dice, label: str, area: str = "", extension: int = 0) -> Phone:
        """A number from a range that is nobody's where there is one.

        ``extension`` is how many digits are dialled on behind it, where the country allows that.
        """
        pattern = stream.one_of(self.phones).replace("{area}", area)
        if extension and self.code in _EXTENSIBLE:
            pattern += " " + "#" * extension
        text = self._filled(pattern, stream)
        digits = "".join(sign for sign in text if sign.isdecimal())
        if stream.happens(_AS_DIALLED_THERE):
            text = self.trunk + text.partition(" ")[2]
        return Phone(text, digits, label)

    def _filled(self, pattern: str, stream: Dice) -> str:
        if "#" not in pattern and "@" not in pattern:
            return pattern
        made = []
        for sign in pattern:
            if sign == "#":
                sign = _DIGITS[stream.below(10)]
            elif sign == "@":
                sign = self.letters[stream.below(len(self.letters))]
            made.append(sign)
        return "".join(made)


# Where numbers may be longer, so that a switchboard's own digits follow them.
_EXTENSIBLE = frozenset({"DE", "AT"})


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """All countries of the places file, by code."""
    found = tomllib.loads(resources.path("demo", "places.toml").read_text("utf-8"))
    return {code: _country(code, entry) for code, entry in found.items()}


def _country(code: str, entry: dict[str, Any]) -> Country:
    return Country(
        code=code,
        languages=Weighted(entry["languages"]),
        trunk=entry["trunk"],
        phones=tuple(entry["phones"]),
        line=entry["line"],
        streets=tuple(tuple(parts.split("|")) for parts in entry["streets"]),
        cities=tuple(City(*text.split("|")) for text in entry["cities"]),
        letters=entry.get("letters", ""),
        extra=tuple(entry.get("extra", ())),
    )
