"""Customers: find, read, create."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from salescenter.domain.address import Address, AddressFormat
from salescenter.domain.contact import PHONE_LENGTH, phone_of, phone_problems, require_email
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    CustomerMatch,
    Organization,
)
from salescenter.domain.customer_changes import customer_differences
from salescenter.domain.errors import NotFound, Refused
from salescenter.domain.events import CustomerChanged
from salescenter.domain.journal import Subject
from salescenter.domain.money import currency_digits
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean, storable
from salescenter.domain.store import Store, StoreKind
from salescenter.gateways.postal import address_format
from salescenter.services.preferences import preferences_of
from salescenter.services.stores import require_store
from salescenter.services.verbs import Service, reading, wish, writing
from salescenter.services.work import Work

MAX_HITS = 50


@wish
class FindCustomer:
    """Words of a name, company, e-mail, phone, number or postal code, in any order."""

    store_id: int
    text: Annotated[str, Field(max_length=200)]
    limit: Annotated[int, Field(ge=1, le=200)] = MAX_HITS


@wish
class CustomerById:
    """One customer."""

    customer_id: int


@wish
class NewCustomer:
    """A customer to be registered; the last name is required, a B2B store needs an organization."""

    store_id: int
    last_name: Annotated[str, Field(max_length=64)]
    first_name: Annotated[str, Field(max_length=64)] = ""
    title: Annotated[str, Field(max_length=32)] = ""
    organization_id: int | None = None
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    language: Annotated[str, Field(max_length=12)] = ""
    currency: Annotated[str, Field(max_length=3)] = ""
    address: Address | None = None


@wish
class FindOrganization:
    """The beginning of an organization's name."""

    store_id: int
    text: Annotated[str, Field(max_length=200)]
    limit: Annotated[int, Field(ge=1, le=50)] = 20


@wish
class AddressFormatOf:
    """What addresses of one country look like."""

    country: Annotated[str, Field(min_length=2, max_length=2)]


@dataclass(frozen=True, slots=True)
class CustomerHits:
    """What a search found: at most as many as asked for; ``more`` when there are others."""

    matches: tuple[CustomerMatch, ...]
    more: bool


class CustomerService(Service):
    """The verbs about customers."""

    @reading("customer.find", Permission.DESK_READ, searches=True)
    def find(self, work: Work, wish: FindCustomer) -> CustomerHits:
        """Find customers of a store by anything they say of themselves, misspelt too."""
        found = work.uow.customers.find(wish.store_id, wish.text, wish.limit + 1)
        return CustomerHits(tuple(found[: wish.limit]), len(found) > wish.limit)

    def stop_finding(self) -> None:
        """Break off the searches that run: something newer was typed. They raise Overtaken."""
        self.find.break_off()

    @reading("customer.get", Permission.DESK_READ)
    def get(self, work: Work, wish: CustomerById) -> Customer:
        """Read a customer whole."""
        return require_customer(work, wish.customer_id)

    @reading("customer.organizations", Permission.DESK_READ)
    def organizations(self, work: Work, wish: FindOrganization) -> tuple[Organization, ...]:
        """Find organizations of a business store by the beginning of their names."""
        found = work.uow.customers.organizations(wish.store_id, wish.text, wish.limit)
        return tuple(found)

    @reading("customer.address_format", Permission.DESK_READ)
    def address_format(self, work: Work, wish: AddressFormatOf) -> AddressFormat:
        """Read what addresses of a country look like: fields, their order and labels."""
        form = address_format(wish.country.upper())
        if form is None:
            raise NotFound("address.country_unknown", value=wish.country)
        return form

    @writing("customer.create", Permission.CUSTOMER_EDIT)
    def create(self, work: Work, wish: NewCustomer) -> Customer:
        """Register a customer of a store."""
        store = require_store(work, wish.store_id)
        return write_new(work, _new_customer(work, wish, store), "customer.create")


def write_new(work: Work, new: Customer, kind: str) -> Customer:
    """Keep a new customer, with the first entry of its stream."""
    kept = work.uow.customers.insert(new)
    differences = customer_differences(None, kept)
    parameters = {"number": kept.number}
    work.record(Subject.CUSTOMER, kept.id, kind, parameters, differences=differences)
    work.announce(CustomerChanged(kept.id, kept.version))
    return kept


def write_change(
    work: Work, before: Customer, after: Customer, kind: str, parameters: dict[str, Any]
) -> Customer:
    """Keep the next version of a customer, with its entry."""
    kept = work.uow.customers.write(before, after)
    differences = customer_differences(before, kept)
    work.record(Subject.CUSTOMER, kept.id, kind, parameters, differences=differences)
    work.announce(CustomerChanged(kept.id, kept.version))
    return kept


def require_customer(work: Work, customer_id: int) -> Customer:
    """The customer with this id; raises NotFound."""
    customer = work.uow.customers.get(customer_id)
    if customer is None:
        raise NotFound("customer.unknown")
    return customer


def _organization(work: Work, wish: NewCustomer, store: Store) -> Organization | None:
    """The organization the customer buys for; raises Refused as the kind of store demands."""
    organization = None
    if store.kind is StoreKind.B2B:
        if wish.organization_id is None:
            raise Refused("customer.organization_missing")
        organization = work.uow.customers.organization(wish.organization_id)
        if organization is None or organization.store_id != store.id:
            raise NotFound("organization.unknown")
    elif wish.organization_id is not None:
        raise Refused("customer.organization_in_b2c")
    return organization


def _new_customer(work: Work, wish: NewCustomer, store: Store) -> Customer:
    preferred = preferences_of(work)
    currency = wish.currency or preferred.currency or store.currency
    currency_digits(currency)
    last_name = clean(wish.last_name, "last_name", 64)
    if not last_name:
        raise Refused("customer.last_name_missing")
    return Customer(
        id=0,
        number="",
        store_id=store.id,
        kind=CustomerKind.REGISTERED,
        last_name=last_name,
        first_name=clean(wish.first_name, "first_name", 64),
        title=clean(wish.title, "title", 32),
        organization=_organization(work, wish, store),
        language=wish.language or preferred.language or store.language,
        currency=currency,
        emails=(require_email(wish.email),) if wish.email.strip() else (),
        phones=(phone_of(wish.phone, store.country),) if wish.phone.strip() else (),
        addresses=_first_address(wish.address),
        created_at=work.now,
    )


def _country(code: str) -> str:
    code = code.strip().upper()
    if address_format(code) is None:
        raise Refused("address.country_unknown", value=code)
    return code


def _first_address(address: Address | None) -> tuple[BookAddress, ...]:
    if address is None or address.is_empty:
        return ()
    cleaned = clean_address(address)
    return (BookAddress(1, "main", AddressUse.BOTH, cleaned, is_primary=True),)


def clean_address(address: Address) -> Address:
    """An address whose every line is plain text; raises Refused for what is not."""
    country = _country(address.country)
    return Address(
        recipient=clean(address.recipient, "recipient", 128),
        line1=clean(address.line1, "line1", 128),
        line2=clean(address.line2, "line2", 128),
        city=clean(address.city, "city", 128),
        region=clean(address.region, "region", 64),
        postal_code=clean(address.postal_code, "postal_code", 20),
        country=country,
        phone=_phone(address.phone, country),
    )


def _phone(text: str, country: str) -> str:
    """A telephone number as it was typed, or nothing; what only looks like one is refused."""
    typed = storable(text, "phone", PHONE_LENGTH)
    for problem in phone_problems(typed, country) if typed else ():
        raise Refused(problem.code, field=problem.field, **problem.params)
    return typed
