"""Customers and organizations: read and written whole, found by anything they say of themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update

from salescenter.db.customer_words import customer_words, sort_key
from salescenter.db.errors import StaleRow
from salescenter.db.expressions import among
from salescenter.db.search_subjects import CUSTOMER
from salescenter.db.sequences import next_id
from salescenter.db.tables import (
    customer,
    customer_address,
    customer_email,
    customer_phone,
    organization,
)
from salescenter.db.tables.base import columns
from salescenter.db.vocabulary import add_words
from salescenter.db.work import AnyRow, Work
from salescenter.domain.address import Address
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    Organization,
    Phone,
)
from salescenter.domain.search_text import fold

_PLAIN = (
    "number",
    "store_id",
    "kind",
    "title",
    "first_name",
    "last_name",
    "language",
    "currency",
    "segments",
    "is_active",
    "version",
    "created_at",
)
_MADE = ("organization_id", "changed_at", "sort_key", "search_text")
_ORGANIZATION = columns(organization, "id", "number", "store_id", "name", "is_tax_exempt")
_customers = select(
    customer.c.id,
    *columns(customer, *_PLAIN),
    *(column.label(f"organization_{column.name}") for column in _ORGANIZATION),
).outerjoin_from(customer, organization)
_many = _customers.where(among(customer.c.id, "ids"))
_members = select(customer.c.id).where(customer.c.organization_id == bindparam("its_id"))
_update = (
    update(customer)
    .where(customer.c.id == bindparam("its_id"), customer.c.version == bindparam("was"))
    .values({name: bindparam(name) for name in (*_PLAIN, *_MADE)})
)
_insert = insert(customer)
_insert_organization = insert(organization)
_organization = select(*_ORGANIZATION).where(organization.c.id == bindparam("its_id"))
_organizations = (
    select(*_ORGANIZATION)
    .where(
        organization.c.store_id == bindparam("its_store"),
        organization.c.name_key >= bindparam("start"),
        organization.c.name_key < bindparam("stop"),
    )
    .order_by(organization.c.name_key, organization.c.id)
    .limit(bindparam("rows"))
)


def _contacts(table: Table, *names: str) -> Any:
    key = list(table.primary_key.columns)
    return (
        select(table.c.customer_id, *columns(table, *names))
        .where(among(table.c.customer_id, "ids"))
        .order_by(*key)
    )


_ADDRESS = ("recipient", "line1", "line2", "city", "region", "postal_code", "country", "phone")
_emails = _contacts(customer_email, "email")
_phones = _contacts(customer_phone, "text", "digits", "label")
_addresses = _contacts(customer_address, "id", "nickname", "purpose", "is_primary", *_ADDRESS)
_CONTACT_TABLES = (customer_email, customer_phone, customer_address)
_clear = {
    table.name: delete(table).where(table.c.customer_id == bindparam("whose"))
    for table in _CONTACT_TABLES
}
_fill = {table.name: insert(table) for table in _CONTACT_TABLES}


class CustomerRows:
    """Customers by id in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, customer_id: int) -> Customer | None:
        """The customer whole, in four statements."""
        return self.many([customer_id]).get(customer_id)

    def many(self, customer_ids: Sequence[int]) -> dict[int, Customer]:
        """Customers whole by id, in four statements however many."""
        these = {"ids": customer_ids}
        emails: dict[int, list[str]] = defaultdict(list)
        phones: dict[int, list[Phone]] = defaultdict(list)
        addresses: dict[int, list[BookAddress]] = defaultdict(list)
        for whose, email in self._work.all(_emails, these):
            emails[whose].append(email)
        for whose, *phone in self._work.all(_phones, these):
            phones[whose].append(Phone(*phone))
        for whose, address_id, nickname, purpose, is_primary, *lines in self._work.all(
            _addresses, these
        ):
            entry = BookAddress(
                address_id, nickname, AddressUse(purpose), Address(*lines), is_primary
            )
            addresses[whose].append(entry)
        return {
            row.id: replace(
                _customer(row),
                emails=tuple(emails[row.id]),
                phones=tuple(phones[row.id]),
                addresses=tuple(addresses[row.id]),
            )
            for row in self._work.all(_many, these)
        }

    def insert(self, value: Customer) -> Customer:
        """Write a new customer; draws id and, where there is none, number. The customer as kept."""
        customer_id = value.id or next_id(self._work, customer)
        kept = replace(
            value,
            id=customer_id,
            number=value.number or customer_number(customer_id),
            version=1,
            created_at=value.created_at or self._work.now,
        )
        row = self._row(kept)
        self._work.execute(_insert, {"id": customer_id, **row})
        for table in _CONTACT_TABLES:
            self._fill(table, kept)
        add_words(self._work, CUSTOMER, row["search_text"])
        return kept

    def write(self, before: Customer, after: Customer) -> Customer:
        """Write the next version; raises StaleRow when it is no longer at ``before``."""
        kept = replace(after, version=before.version + 1, created_at=before.created_at)
        row = self._row(kept)
        key = {"its_id": before.id, "was": before.version}
        if self._work.count(_update, key | row) != 1:
            raise StaleRow("customer", before.id)
        for table, name in zip(_CONTACT_TABLES, ("emails", "phones", "addresses"), strict=True):
            if getattr(before, name) != getattr(after, name):
                self._work.execute(_clear[table.name], {"whose": before.id})
                self._fill(table, kept)
        add_words(self._work, CUSTOMER, row["search_text"])
        return kept

    def _fill(self, table: Table, value: Customer) -> None:
        rows = list(contact_rows(table.name, value))
        if rows:
            self._work.execute(_fill[table.name], rows)

    def _row(self, value: Customer) -> dict[str, Any]:
        return {**customer_row(value), "changed_at": self._work.now}

    def insert_organization(self, value: Organization) -> Organization:
        """Write a new organization; draws id and, where there is none, number."""
        its_id = value.id or next_id(self._work, organization)
        kept = replace(value, id=its_id, number=value.number or f"B{100_000 + its_id}")
        self._work.execute(_insert_organization, organization_row(kept))
        return kept

    def organization(self, organization_id: int) -> Organization | None:
        """The organization with this id."""
        row = self._work.first(_organization, {"its_id": organization_id})
        return None if row is None else Organization(*row)

    def organizations(self, store_id: int, start: str, limit: int) -> list[Organization]:
        """A store's organizations whose names begin like this, by name."""
        key = fold(start)
        values = {"its_store": store_id, "start": key, "stop": f"{key}\U0010ffff", "rows": limit}
        return [Organization(*row) for row in self._work.all(_organizations, values)]


def customer_number(customer_id: int) -> str:
    """The number read out to a customer."""
    return f"C{100_000 + customer_id}"


def customer_row(value: Customer) -> dict[str, Any]:
    """The columns of ``customer`` but for id and changed_at."""
    row = {name: getattr(value, name) for name in _PLAIN}
    row["segments"] = list(value.segments)
    row["organization_id"] = value.organization.id if value.organization else None
    row["sort_key"] = sort_key(value)
    row["search_text"] = customer_words(value)
    return row


def organization_row(value: Organization) -> dict[str, Any]:
    """The columns of ``organization``."""
    return {
        "id": value.id,
        "number": value.number,
        "store_id": value.store_id,
        "name": value.name,
        "name_key": fold(value.name),
        "is_tax_exempt": value.tax_exempt,
    }


def contact_rows(table: str, value: Customer) -> Iterable[dict[str, Any]]:
    """The rows of one of the contact tables for a customer."""
    whose = {"customer_id": value.id}
    if table == "customer_email":
        for position, email in enumerate(value.emails):
            yield {**whose, "position": position, "email": email}
    elif table == "customer_phone":
        for position, phone in enumerate(value.phones):
            yield {**whose, "position": position, **asdict(phone)}
    else:
        for entry in value.addresses:
            plain = {"nickname": entry.nickname, "is_primary": entry.is_primary}
            lines = asdict(entry.address)
            yield {**whose, "id": entry.id, "purpose": entry.use, **plain, **lines}


def _customer(row: AnyRow) -> Customer:
    found = None
    if row.organization_id is not None:
        found = Organization(*row[-5:])
    return Customer(
        id=row.id,
        number=row.number,
        store_id=row.store_id,
        kind=CustomerKind(row.kind),
        last_name=row.last_name,
        first_name=row.first_name,
        title=row.title,
        organization=found,
        language=row.language,
        currency=row.currency,
        segments=tuple(row.segments),
        is_active=row.is_active,
        version=row.version,
        created_at=row.created_at,
    )
