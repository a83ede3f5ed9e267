"""What a list of customers shows of each: only that is read, in one statement however many."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select, union_all

from salescenter.db.expressions import among
from salescenter.db.search import Found
from salescenter.db.tables import (
    customer,
    customer_address,
    customer_email,
    customer_phone,
    organization,
)
from salescenter.db.work import Work
from salescenter.domain.customer import Customer, CustomerKind, CustomerMatch
from salescenter.domain.search_text import ending, phone_words, words

_PERSON, _EMAIL, _PHONE, _ADDRESS = range(4)
_NOTHING: ColumnElement[str] = literal_column("''")
_Part = list[Any]  # its place, then texts
_WordsOf = Callable[[_Part], Sequence[str]]
_Parts = tuple[list[_Part], list[_Part], list[_Part], list[_Part]]


def _part(kind: int, whose: Any, place: Any, *texts: Any) -> Any:
    """Rows of one table in the form of all: whose, kind, place among its kind, four texts."""
    shown = (*texts, *[_NOTHING] * (4 - len(texts)))
    return select(whose, literal_column(str(kind)), place, *shown).where(among(whose, "ids"))


_person = _part(
    _PERSON,
    customer.c.id,
    literal_column("0"),
    customer.c.number,
    customer.c.first_name,
    customer.c.last_name,
    func.coalesce(organization.c.name, _NOTHING),
).outerjoin_from(customer, organization)
_email = _part(
    _EMAIL, customer_email.c.customer_id, customer_email.c.position, customer_email.c.email
)
_phone = _part(
    _PHONE,
    customer_phone.c.customer_id,
    customer_phone.c.position,
    customer_phone.c.text,
    customer_phone.c.digits,
)
_address = _part(
    _ADDRESS,
    customer_address.c.customer_id,
    case((customer_address.c.is_primary, 0), else_=customer_address.c.id),
    customer_address.c.city,
    customer_address.c.postal_code,
    customer_address.c.country,
)
_shown = union_all(_person, _email, _phone, _address)


def shown_hits(work: Work, hits: Sequence[Found], typed: Sequence[str]) -> list[CustomerMatch]:
    """Hits as they are shown, in their order; of several e-mails and so on the one typed."""
    if not hits:
        return []
    parts: dict[int, _Parts] = defaultdict(lambda: ([], [], [], []))
    for whose, kind, *part in work.all(_shown, {"ids": [hit.id for hit in hits]}):
        parts[whose][kind].append(part)
    asked = _asked(typed)
    return [_match(hit, parts[hit.id], asked) for hit in hits if hit.id in parts]


def _match(hit: Found, parts: _Parts, asked: Sequence[str]) -> CustomerMatch:
    fields = hit.answer.fields
    by_address = asked if "city" in fields or "postal_code" in fields else ()
    by_phone = asked if "phone" in fields else ()
    by_email = asked if "email" in fields else ()
    ((_place, number, first_name, last_name, organization_name),) = parts[_PERSON]
    person = Customer(hit.id, number, 0, CustomerKind.REGISTERED, last_name, first_name)
    _place, city, postal_code, country, _ = _meant(parts[_ADDRESS], by_address, _address_words)
    return CustomerMatch(
        id=hit.id,
        number=number,
        name=person.name,
        organization=organization_name,
        city=city,
        postal_code=postal_code,
        country=country,
        phone=_meant(parts[_PHONE], by_phone, _phone_words)[1],
        email=_meant(parts[_EMAIL], by_email, _email_words)[1],
        matched=fields,
        corrected=hit.answer.corrected,
    )


def _asked(typed: Sequence[str]) -> Sequence[str]:
    """How words begin that were typed; groups of digits are one telephone number too."""
    number = "".join(word for word in typed if word.isdecimal())
    if not number:
        return typed
    bare = number.lstrip("0") or number
    return (*typed, number, bare, ending(number), ending(bare))


def _meant(found: list[_Part], asked: Sequence[str], words_of: _WordsOf) -> _Part:
    """The one whose words were typed; the first where none was, or nothing is ``asked``."""
    if not found:
        return [0, "", "", "", ""]
    if len(found) == 1:
        return found[0]
    found.sort()
    if not asked:
        return found[0]
    return max(found, key=lambda part: _begun(words_of(part), asked))


def _address_words(part: _Part) -> Sequence[str]:
    return words(f"{part[1]} {part[2]}")


def _phone_words(part: _Part) -> Sequence[str]:
    return phone_words(part[1], part[2])


def _email_words(part: _Part) -> Sequence[str]:
    return words(part[1])


def _begun(found: Sequence[str], asked: Sequence[str]) -> int:
    """How many of the asked beginnings these words have."""
    return sum(any(word.startswith(start) for word in found) for start in asked)
