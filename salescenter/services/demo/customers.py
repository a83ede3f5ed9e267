"""Customers and organizations, each made from its place in the list alone.

That way an order can ask for its customer again without a million of them being kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from salescenter.domain.address import Address
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    Organization,
    Phone,
)
from salescenter.services.demo.offer import HOME_ID, TRADE_ID
from salescenter.services.demo.people import Person, languages, latin
from salescenter.services.demo.places import City, Country, countries
from salescenter.services.demo.plan import (
    BUSINESS_EVERY,
    OPEN_DAYS,
    DemoSize,
    Dice,
    Plan,
    Weighted,
    dice,
)

CLUB, GOLD = "club", "gold"

_GUESTS, _DISABLED, _IN_CLUB, _IN_GOLD, _EXEMPT = 3, 1, 25, 15, 5  # of a hundred
_SECOND_MAIL, _NO_MAIL, _SECOND_PHONE, _NO_PHONE, _MORE_ADDRESSES = 18, 7, 45, 4, 30
_DOMAINS = ("example.com", "example.org", "example.net", "post.example", "mail.example")
_NUMBERED_FROM = 10_000  # more customers than this have numbers behind their e-mail names
_NEWEST_DAYS = 400
_OFFICES = (1, 2, 6, 3, 8, 4)
"""How many members organizations have, in turn."""

_HOME_COUNTRIES = Weighted(
    {
        "DE": 420,
        "AT": 80,
        "CH": 65,
        "NL": 55,
        "FR": 70,
        "PL": 55,
        "CZ": 45,
        "SE": 35,
        "ES": 40,
        "IT": 35,
        "GB": 60,
        "GR": 35,
        "BG": 22,
        "UA": 18,
        "TR": 15,
        "JP": 12,
        "CN": 10,
        "TW": 6,
        "IL": 10,
        "EG": 7,
    }
)
_TRADE_COUNTRIES = Weighted({"US": 78, "CA": 22})
_TRADES = (
    "Builders Supply",
    "Hardware Co.",
    "Landscaping LLC",
    "Carpentry & Sons",
    "Property Services",
    "Hotel Group",
    "School District",
    "Paint & Decorating",
    "Plumbing Inc.",
    "Nurseries",
    "Restoration Works",
    "Event Rentals",
)
_NICKNAMES = {
    AddressUse.SHIPPING: ("Garden house", "Workshop", "Parents", "Holiday home", "Depot"),
    AddressUse.BILLING: ("Billing", "Bookkeeping", "Office"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a member sits: which organization, and which of its members this is."""

    organization: int
    member: int


def is_member(index: int) -> bool:
    """Whether a customer, counted from 0, buys for an organization."""
    return index % BUSINESS_EVERY == BUSINESS_EVERY - 1


def organizations_of(plan: Plan) -> int:
    """How many organizations there are."""
    return _seat(plan.members - 1).organization + 1


@lru_cache(maxsize=4_096)
def organization(number: int) -> tuple[Organization, Country, City, Address]:
    """An organization, counted from 0, with its country, city and address."""
    stream = dice("organization", number)
    country = countries()[_TRADE_COUNTRIES.draw(stream)]
    city = country.city(stream)
    boss = languages()["en"].person(stream)
    name = f"{boss.last} {stream.one_of(_TRADES)}"
    found = Organization(
        id=number + 1,
        number=f"B{100_001 + number}",
        store_id=TRADE_ID,
        name=name,
        tax_exempt=stream.happens(_EXEMPT),
    )
    return found, country, city, country.address(stream, name, city)


def customer(index: int, plan: Plan) -> Customer:
    """A customer, counted from 0."""
    if index < FAMILIAR:
        return _familiar(index, plan)
    stream = dice("customer", index)
    if is_member(index):
        return _member(index, stream, plan)
    country = countries()[_HOME_COUNTRIES.draw(stream)]
    person = languages()[country.languages.draw(stream)].person(stream)
    return _consumer(index, person, country, stream, plan)


def _consumer(
    index: int, person: Person, country: Country, stream: Dice, plan: Plan, city: City | None = None
) -> Customer:
    lives = city or country.city(stream)
    kind = CustomerKind.GUEST if stream.happens(_GUESTS) else CustomerKind.REGISTERED
    in_club = kind is CustomerKind.REGISTERED and stream.happens(_IN_CLUB)
    return Customer(
        id=index + 1,
        number=_number(index),
        store_id=HOME_ID,
        kind=kind,
        last_name=person.last,
        first_name=person.first,
        title=person.title,
        language=_language_of(country),
        currency="GBP" if country.code == "GB" else "EUR",
        segments=(CLUB,) if in_club else (),
        emails=_emails(person.mail, index, stream, plan),
        phones=_phones(country, lives, stream, plan),
        addresses=_addresses(country, country.address(stream, person.written, lives), stream),
        is_active=not stream.happens(_DISABLED),
        version=1,
        created_at=_joined(index, plan),
    )


def _member(index: int, stream: Dice, plan: Plan) -> Customer:
    seat = _seat(index // BUSINESS_EVERY)
    firm, country, city, address = organization(seat.organization)
    person = languages()[country.languages.draw(stream)].person(stream)
    domain = f"{latin(firm.name.split()[0])}.example"
    primary = replace(address, line2=f"Attn. {person.written}")
    return Customer(
        id=index + 1,
        number=_number(index),
        store_id=TRADE_ID,
        kind=CustomerKind.REGISTERED,
        last_name=person.last,
        first_name=person.first,
        title=person.title,
        organization=firm,
        language="fr" if city.region == "QC" else "en",
        currency="CAD" if country.code == "CA" else "USD",
        segments=(GOLD,) if dice("gold", seat.organization).happens(_IN_GOLD) else (),
        emails=(f"{person.mail}{seat.member or ''}@{domain}",),
        phones=_phones(country, city, stream, plan),
        addresses=_addresses(country, primary, stream),
        is_active=not stream.happens(_DISABLED),
        version=1,
        created_at=_joined(index, plan),
    )


def _seat(member: int) -> Seat:
    """Organizations fill up in turn with one, two, six, ... members."""
    rounds, left = divmod(member, sum(_OFFICES))
    for place, size in enumerate(_OFFICES):
        if left < size:
            return Seat(rounds * len(_OFFICES) + place, left)
        left -= size
    raise AssertionError("unreachable")


def _number(index: int) -> str:
    return f"C{100_001 + index}"


def _joined(index: int, plan: Plan) -> datetime:
    """Longer ago the lower the number; everybody before the first order."""
    minutes = (OPEN_DAYS - _NEWEST_DAYS) * 24 * 60
    return plan.opened + timedelta(minutes=minutes * index // plan.customers)


def _language_of(country: Country) -> str:
    return _SPOKEN.get(country.code, country.code.lower())


_SPOKEN = {
    "AT": "de",
    "CH": "de",
    "CZ": "cs",
    "SE": "sv",
    "GB": "en",
    "GR": "el",
    "UA": "uk",
    "JP": "ja",
    "CN": "zh",
    "TW": "zh",
    "IL": "he",
    "EG": "ar",
}


def _emails(mail: str, index: int, stream: Dice, plan: Plan) -> tuple[str, ...]:
    if stream.happens(_NO_MAIL):
        return ()
    behind = str(index) if plan.customers > _NUMBERED_FROM else str(stream.below(90) + 10)
    first = f"{mail}{behind}@{stream.one_of(_DOMAINS)}"
    if not stream.happens(_SECOND_MAIL):
        return (first,)
    return first, f"{mail[:1]}{mail.partition('.')[2]}@work{stream.below(900) + 100}.example"


def _phones(country: Country, city: City, stream: Dice, plan: Plan) -> tuple[Phone, ...]:
    if stream.happens(_NO_PHONE):
        return ()
    extension = 4 if plan.size is DemoSize.LARGE else 0
    first = country.phone(stream, "", city.area, extension)
    if not stream.happens(_SECOND_PHONE):
        return (first,)
    return first, country.phone(stream, stream.one_of(("mobile", "work")), city.area, extension)


def _addresses(country: Country, primary: Address, stream: Dice) -> tuple[BookAddress, ...]:
    if not stream.happens(_MORE_ADDRESSES):
        return (BookAddress(1, "Main", AddressUse.BOTH, primary, is_primary=True),)
    other = stream.one_of((AddressUse.SHIPPING, AddressUse.BILLING))
    first = AddressUse.SHIPPING if other is AddressUse.BILLING else AddressUse.BOTH
    second = country.address(stream, primary.recipient)
    nickname = stream.one_of(_NICKNAMES[other])
    return (
        BookAddress(1, "Main", first, primary, is_primary=True),
        BookAddress(2, nickname, other, second),
    )


@dataclass(frozen=True, slots=True)
class _Acquaintance:
    """Somebody whom examples and pictures know by name."""

    first: str
    last: str
    country: str
    city: City
    line1: str


_FAMILIAR = (
    _Acquaintance("Zoë", "Müller", "DE", City("Köln", "", "50968"), "Lindenallee 14"),
    _Acquaintance("Jan", "Müller", "DE", City("Kiel", "", "24103"), "Falkenstieg 3"),
    _Acquaintance("Aylin", "Müllerová", "CZ", City("Praha", "", "120 00"), "U Mlýna 27"),
    _Acquaintance("Łucja", "Dąbrowska", "PL", City("Łódź", "", "90-265"), "ul. Żurawia 8"),
    _Acquaintance("François", "L'Hôte", "FR", City("Nîmes", "", "30000"), "12 rue des Mésanges"),
)
FAMILIAR = len(_FAMILIAR)
"""How many of the first customers are known by name."""


def _familiar(index: int, plan: Plan) -> Customer:
    """One of them: registered, reachable by mail and telephone, one address, in no segment."""
    known = _FAMILIAR[index]
    stream = dice("familiar", index)
    country = countries()[known.country]
    mail = f"{latin(known.first)}.{latin(known.last)}"
    person = Person(known.first, known.last, f"{known.first} {known.last}", mail)
    made = _consumer(index, person, country, stream, plan, known.city)
    home = replace(made.addresses[0].address, line1=known.line1, line2="")
    return replace(
        made,
        kind=CustomerKind.REGISTERED,
        segments=(),
        emails=(f"{mail}@example.com",),
        phones=made.phones or (country.phone(stream, ""),),
        addresses=(BookAddress(1, "Main", AddressUse.BOTH, home, is_primary=True),),
        is_active=True,
    )
