"""Looking for customers field by field: what is asked, who fits, whom a filter hides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from salescenter.domain.address import Address
from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.search_text import digits, fold, words
from salescenter.domain.twins import near
from salescenter.i18n import N_

Words = Annotated[str, Field(max_length=128)]


class CustomerStatus(StrEnum):
    """What a customer is to the store."""

    REGISTERED = "registered"
    GUEST = "guest"
    DISABLED = "disabled"


CUSTOMER_STATUS_NAMES = {
    CustomerStatus.REGISTERED: N_("Registered"),
    CustomerStatus.GUEST: N_("Guest"),
    CustomerStatus.DISABLED: N_("Disabled"),
}


@dataclass(frozen=True, slots=True)
class CustomerFields:
    """What is looked for; "" and None ask for nothing.

    The first seven find, by whole words or their beginnings; a name and a city may be misspelt.
    Region, country (ISO alpha-2) and status only hide some of those that are found.
    """

    name: Words = ""
    company: Words = ""
    email: Words = ""
    phone: Words = ""
    number: Words = ""
    city: Words = ""
    postal_code: Words = ""
    region: Words = ""
    country: Words = ""
    status: CustomerStatus | None = None


def words_to_find(fields: CustomerFields) -> str:
    """What the index is asked for: what tells most, else the words of all fields together."""
    for telling in (fields.number, fields.email, fields.phone):
        if telling.strip():
            return telling
    together = (fields.name, fields.company, fields.postal_code, fields.city)
    return " ".join(text.strip() for text in together if text.strip())


def status_of(customer: Customer) -> CustomerStatus:
    """Disabled before all else: no order can be taken then."""
    if not customer.is_active:
        return CustomerStatus.DISABLED
    is_guest = customer.kind is CustomerKind.GUEST
    return CustomerStatus.GUEST if is_guest else CustomerStatus.REGISTERED


def fits(customer: Customer, fields: CustomerFields) -> bool:
    """Whether what finds is all said of a customer; postal code and city of one address."""
    company = customer.organization.name if customer.organization else ""
    return (
        _named(fields.name, customer.name)
        and _named(fields.company, company)
        and _any_begins(fields.email, customer.emails)
        and _reached(fields.phone, customer)
        and _begins(fields.number, customer.number)
        and _lives(fields, customer)
    )


def is_hidden(customer: Customer, fields: CustomerFields) -> bool:
    """Whether a filter (region, country, status) hides a customer who fits."""
    if fields.status is not None and status_of(customer) is not fields.status:
        return True
    if not (fields.region.strip() or fields.country.strip()):
        return False
    return not any(_in_region(fields, entry.address) for entry in customer.addresses)


def _in_region(fields: CustomerFields, address: Address) -> bool:
    country = fields.country.strip().upper()
    return _begins(fields.region, address.region) and country in ("", address.country)


def _lives(fields: CustomerFields, customer: Customer) -> bool:
    if not (fields.city.strip() or fields.postal_code.strip()):
        return True
    return any(
        _named(fields.city, entry.address.city)
        and _begins(fields.postal_code, entry.address.postal_code)
        for entry in customer.addresses
    )


def _named(asked: str, text: str) -> bool:
    """Whether every asked word begins one of the text's, or is one of them misspelt."""
    there = words(text)
    return all(
        any(word.startswith(one) or near(one, word) for word in there) for one in words(asked)
    )


def _any_begins(asked: str, texts: tuple[str, ...]) -> bool:
    return not asked.strip() or any(fold(asked.strip()) in fold(text) for text in texts)


def _begins(asked: str, text: str) -> bool:
    return _bare(text).startswith(_bare(asked))


def _bare(text: str) -> str:
    return fold(text).replace(" ", "").replace("-", "")


def _reached(asked: str, customer: Customer) -> bool:
    """Whether the digits stand in a telephone; the zeros that only dial out do not count."""
    wanted = digits(asked).lstrip("0")
    if not asked.strip():
        return True
    return bool(wanted) and any(
        wanted in (phone.digits or "") or wanted in digits(phone.text) for phone in customer.phones
    )
