"""What may stand in a cell: types of columns, read from text strictly, refused with a sentence.

A type is an ``Annotated`` alias of a Python type with a check for pydantic and a ``Kind`` that the
help shows. Checks raise nothing but the domain's refusals, which arrive as pydantic errors whose
type is the refusal's code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from salescenter.domain.contact import require_email
from salescenter.domain.errors import Problem, Refused
from salescenter.domain.money import currency_digits, parse_rate
from salescenter.domain.order import MAX_QUANTITY
from salescenter.domain.plain_text import clean
from salescenter.gateways.postal import countries
from salescenter.services.transfer.formula_guard import unguarded

T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_WEIGHT = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,3}))?")
LONGEST_PHONE = 40
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a type is described in the help."""

    text: str


@dataclass(frozen=True, slots=True)
class About:
    """What a column means, and an example of what stands in it."""

    text: str
    example: str = ""


def checked(check: Callable[[str], T]) -> BeforeValidator:
    """A check of the raw text as pydantic wants it: refusals become its errors."""

    def validate(raw: Any) -> T:
        try:
            return check(raw)
        except Refused as refusal:
            raise as_error(Problem(refusal.code, "", refusal.params)) from None

    return BeforeValidator(validate)


def as_error(problem: Problem) -> PydanticCustomError:
    """A problem as pydantic carries it; ``rows.read_row`` turns it back."""
    return PydanticCustomError(problem.code, "{refusal}", {"params": dict(problem.params)})


def text(longest: int, *, multiline: bool = False) -> BeforeValidator:
    """Plain text as it is stored; the guard of a spreadsheet export is taken off."""

    def check(raw: str) -> str:
        made = clean(unguarded(raw), "", longest, multiline=multiline)
        if not made:
            raise Refused("import.blank")
        return made

    return checked(check)


def _key(raw: str) -> str:
    made = clean(unguarded(raw), "", 64)
    if not made or any(map(str.isspace, made)) or ";" in made:
        raise Refused("import.key", text=made[:40])
    return made


def _phone(raw: str) -> str:
    """A number as typed. Digits that are a card's are sought later, where the country is known."""
    made = unguarded(raw).strip()
    if not made.isprintable() or len(made) > LONGEST_PHONE:
        raise Refused("contact.phone_wrong", value=made[:40])
    return made


def _email(raw: str) -> str:
    """An address as it is stored."""
    return require_email(unguarded(raw), "")


def _last_four(raw: str) -> str:
    """The end of a card's number, which is all of it that may be known."""
    made = raw.strip()
    if not re.fullmatch("[0-9]{4}", made):
        raise Refused("import.last_four", text="")
    return made


def _month(raw: str) -> str:
    """A month as YYYY-MM."""
    made = raw.strip()
    if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", made):
        raise Refused("import.month", text=made[:40])
    return made


def whole(raw: str, least: int = 0, most: int = 10**9) -> int:
    """A whole number within bounds; no sign, no separators, no other scripts' digits."""
    made = raw.strip()
    if not _WHOLE.fullmatch(made):
        raise Refused("import.whole_number", text=made[:40])
    if not least <= int(made) <= most:
        raise Refused("import.out_of_range", text=made, least=least, most=most)
    return int(made)


def _decimal(raw: str) -> str:
    """An amount in one spelling, exact: its currency stands in another column."""
    made = raw.strip()
    if not _DECIMAL.fullmatch(made):
        raise Refused("amount.malformed", text=made[:40])
    if made.startswith("-"):
        raise Refused("import.negative", text=made)
    whole, _, decimals = made.partition(".")
    decimals = decimals.rstrip("0")
    return f"{int(whole)}.{decimals}" if decimals else str(int(whole))


def _weight(raw: str) -> int:
    found = _WEIGHT.fullmatch(raw.strip())
    if not found:
        raise Refused("import.weight", text=raw.strip()[:40])
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))


def _yes_no(raw: str) -> bool:
    made = _YES_NO.get(raw.strip().lower())
    if made is None:
        raise Refused("import.yes_no", text=raw.strip()[:40])
    return made


def _date(raw: str) -> date:
    made = raw.strip()
    try:
        if len(made) == len("2026-01-31"):
            return date.fromisoformat(made)
    except ValueError:
        pass
    raise Refused("import.date", text=made[:40])


def _instant(raw: str) -> datetime:
    made = raw.strip()
    try:
        found = datetime.fromisoformat(made)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):  # no such day, or beyond the years there are
        raise Refused("import.instant", text=made[:40]) from None
    raise Refused("import.instant_zone", text=made[:40])


def _currency(raw: str) -> str:
    made = raw.strip()
    currency_digits(made)
    return made


def _country(raw: str) -> str:
    made = raw.strip()
    if made not in countries():
        raise Refused("address.country_unknown", value=made[:40])
    return made


@lru_cache(maxsize=256)
def _language(raw: str) -> str:
    made = raw.strip()
    try:
        Locale.parse(made.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise Refused("import.language", text=made[:40]) from None
    return made


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def _time_zone(raw: str) -> str:
    made = raw.strip()
    if made not in _zones():
        raise Refused("import.time_zone", text=made[:40])
    return ZoneInfo(made).key


def one_of(words: type[StrEnum], *left_out: StrEnum) -> BeforeValidator:
    """One of an enumeration's lasting words."""
    known = {str(word): word for word in words if word not in left_out}

    def check(raw: str) -> StrEnum:
        found = known.get(raw.strip())
        if found is None:
            raise Refused("import.word", text=raw.strip()[:40], known=", ".join(known))
        return found

    return checked(check)


def words_of(words: type[StrEnum], *left_out: StrEnum) -> Kind:
    """How such a column is described."""
    return Kind(" | ".join(str(word) for word in words if word not in left_out))


def _list(raw: str) -> tuple[str, ...]:
    return tuple(_key(part) for part in unguarded(raw).split(";") if part.strip())


Key = Annotated[str, checked(_key), Kind("key, at most 64 characters, without blanks and ;")]
Name = Annotated[str, text(128), Kind("text, at most 128 characters")]
Short = Annotated[str, text(64), Kind("text, at most 64 characters")]
Note = Annotated[
    str, text(500, multiline=True), Kind("text, at most 500 characters, may have lines")
]
Email = Annotated[str, checked(_email), Kind("e-mail address")]
PhoneText = Annotated[
    str,
    checked(_phone),
    Kind(f"telephone number as it is dialled, at most {LONGEST_PHONE} characters"),
]
Keys = Annotated[tuple[str, ...], checked(_list), Kind("keys with ; between them")]
Quantity = Annotated[
    int,
    checked(lambda raw: whole(raw, 1, MAX_QUANTITY)),
    Kind(f"whole number, 1 to {MAX_QUANTITY}"),
]
Count = Annotated[int, checked(whole), Kind("whole number, 0 or more")]
Amount = Annotated[str, checked(_decimal), Kind("amount in major units, like 12.50")]
Percent = Annotated[
    int,
    checked(lambda raw: parse_rate(raw).millionths),
    Kind("percent, at most four decimals, like 7.25"),
]
Kilograms = Annotated[int, checked(_weight), Kind("kilograms, at most three decimals, like 0.350")]
LastFour = Annotated[str, checked(_last_four), Kind("four digits")]
Month = Annotated[str, checked(_month), Kind("month, like 2027-05")]
YesNo = Annotated[bool, checked(_yes_no), Kind("yes | no")]
Day = Annotated[date, checked(_date), Kind("date, like 2026-01-31, in the store's time zone")]
Instant = Annotated[
    datetime,
    checked(_instant),
    Kind("instant with its zone, like 2026-01-31T09:30:00+01:00"),
]
Currency = Annotated[str, checked(_currency), Kind("currency code, ISO 4217")]
Country = Annotated[str, checked(_country), Kind("country code, ISO 3166-1, two letters")]
Language = Annotated[str, checked(_language), Kind("language code, like en or pt-BR")]
TimeZone = Annotated[str, checked(_time_zone), Kind("IANA time zone, like Europe/Berlin")]
