"""A postal address as somebody typed it, and what its country expects of it.

What was typed is kept: nothing here changes case, spelling or spacing. The rules of a country are
given as an ``AddressFormat``; ``salescenter.gateways.postal`` reads them from the address data.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from salescenter.domain.errors import Problem
from salescenter.domain.search_text import fold


@dataclass(frozen=True, slots=True)
class Address:
    """Where something goes. ``country`` is ISO 3166-1 alpha-2; ``region`` a state or province."""

    recipient: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed."""
        return self == Address()


@dataclass(frozen=True, slots=True)
class Region:
    """A state, province or the like: its code, its names, and how its postal codes begin.

    ``postal_start`` is a pattern for the beginning of a postal code; empty: nothing is known.
    """

    code: str
    names: tuple[str, ...] = ()
    postal_start: str = ""

    @property
    def name(self) -> str:
        """The first of its names, else its code."""
        return self.names[0] if self.names else self.code


@dataclass(frozen=True, slots=True)
class AddressFormat:
    """What addresses of one country look like.

    ``lines`` are templates such as ``"{city}, {region} {postal_code}"`` in the order of the
    country, ``latin_lines`` the same for an address written in Latin letters; ``{street}`` stands
    for ``line1`` and ``line2``. ``required`` and ``labels`` go by field of ``Address``; labels are
    marked for translation. ``postal_pattern`` matches a whole postal code in capitals;
    ``postal_prefix`` is what the format writes before one ("CH-"), so typing it is no mistake.
    """

    country: str
    lines: tuple[str, ...]
    latin_lines: tuple[str, ...]
    required: frozenset[str]
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    regions: tuple[Region, ...] = ()
    postal_pattern: str = ""
    postal_prefix: str = ""
    postal_example: str = ""

    @property
    def field_order(self) -> tuple[str, ...]:
        """The fields of ``Address`` in the order in which this country writes them."""
        named = [name for line in self.lines for name in _FIELD.findall(line)]
        order = [name for each in named for name in _STREET.get(each, (each,))]
        return (*order, "country", "phone")

    def region_called(self, text: str) -> Region | None:
        """The region with this code or name, in any case and with or without accents."""
        wanted = fold(text)
        for region in self.regions:
            if wanted in map(fold, (region.code, *region.names)):
                return region
        return None


_FIELD = re.compile(r"\{(\w+)\}")
_STREET = {"street": ("line1", "line2")}
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def address_problems(address: Address, form: AddressFormat | None) -> tuple[Problem, ...]:
    """Everything that keeps an address from being deliverable (decision 35), in form order.

    ``form`` is None when the country is not a known one; that is then the only thing said. The
    problems name the field to jump to.
    """
    if form is None:
        return (Problem("address.country_unknown", "country", {"value": address.country}),)
    order = form.field_order
    problems = (
        *_missing(address, form),
        *_wrong_region(address, form),
        *_wrong_postal_code(address, form),
    )
    return tuple(sorted(problems, key=lambda problem: order.index(problem.field)))


def address_lines(address: Address, form: AddressFormat | None) -> tuple[str, ...]:
    """The lines of a label in the order of the country, without the country itself.

    Empty fields leave no trace, not even their commas; an unknown country has its fields one a
    line.
    """
    if form is None:
        every = ("{recipient}", "{street}", "{postal_code} {city}", "{region}")
        return _filled(every, address, "")
    lines = form.latin_lines if _is_latin(address) else form.lines
    return _filled(lines, address, form.postal_prefix)


def _missing(address: Address, form: AddressFormat) -> Iterator[Problem]:
    for name in form.required:
        if not getattr(address, name).strip():
            yield Problem(f"address.{name}_missing", name)


def _wrong_region(address: Address, form: AddressFormat) -> Iterator[Problem]:
    typed = address.region.strip()
    known = not form.regions or form.region_called(typed)
    if typed and "region" in form.required and not known:
        yield Problem("address.region_unknown", "region", {"value": typed})


def _wrong_postal_code(address: Address, form: AddressFormat) -> Iterator[Problem]:
    typed = address.postal_code.strip()
    code = _bare_postal_code(typed, form)
    if not code or not form.postal_pattern:
        return
    if not re.fullmatch(form.postal_pattern, code):
        params = {"value": typed, "example": form.postal_example}
        yield Problem("address.postal_code_wrong", "postal_code", params)
        return
    region = form.region_called(address.region)
    if region and not re.match(region.postal_start, code):
        params = {"value": typed, "region": region.name}
        yield Problem("address.postal_code_elsewhere", "postal_code", params)


def _bare_postal_code(typed: str, form: AddressFormat) -> str:
    """A postal code as patterns expect it: plain capitals, plain dashes, no prefix."""
    code = _DASHES.sub("-", unicodedata.normalize("NFKC", typed)).upper()
    return _without(form.postal_prefix.strip(), code)


def _without(prefix: str, text: str) -> str:
    """The text without a prefix that the format writes itself, in whatever case it was typed."""
    return text[len(prefix) :].strip() if text.upper().startswith(prefix.upper()) else text


def _filled(lines: tuple[str, ...], address: Address, postal_prefix: str) -> tuple[str, ...]:
    texts = {
        "recipient": address.recipient,
        "city": address.city,
        "region": address.region,
        "postal_code": _without(postal_prefix.strip(), address.postal_code.strip()),
    }
    street = [line for line in (address.line1, address.line2) if line.strip()]
    made: list[str] = []
    for line in lines:
        if line == "{street}":
            made += street
        else:
            made.append(_line(line, {**texts, "street": ", ".join(street)}))
    return tuple(text for text in made if text)


def _line(template: str, texts: Mapping[str, str]) -> str:
    """One line; a separator stays only between two filled fields, a prefix before a filled one."""
    pieces = _FIELD.split(template)
    made = pieces[0] if len(pieces) == 1 else ""
    for at in range(1, len(pieces), 2):
        text = texts[pieces[at]].strip()
        if text:
            made += (pieces[at - 1] if made or at == 1 else "") + text
    return made + (pieces[-1] if made and len(pieces) > 1 else "")


def _is_latin(address: Address) -> bool:
    """Whether every letter is a Latin one; then the country's format for foreign mail is used."""
    written = (address.recipient, address.line1, address.line2, address.city, address.region)
    letters = (letter for text in written for letter in text if letter.isalpha())
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
