"""Writing organizations and customers, each customer with all that it is reached by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from salescenter.db.customers import contact_rows, customer_row, organization_row
from salescenter.db.search_subjects import CUSTOMER
from salescenter.db.vocabulary import add_words
from salescenter.domain.address import Address
from salescenter.domain.contact import phone_of
from salescenter.domain.customer import BookAddress, Customer, CustomerKind, Organization
from salescenter.domain.journal import Entry, Subject
from salescenter.services.transfer.nouns import Key
from salescenter.services.transfer.rows_customers import AddressRow, CustomerRow, OrganizationRow
from salescenter.services.transfer.writing import Writer

_CONTACTS = ("customer_email", "customer_phone", "customer_address")


def write_customers(writer: Writer) -> None:
    """Organizations, then customers."""
    writer.in_portions("organizations", lambda rows: _write_organizations(writer, rows))
    book = _Book(writer)
    writer.in_portions("customers", lambda rows: _write_customers(writer, book, rows))


def _write_organizations(writer: Writer, rows: list[OrganizationRow]) -> None:
    writer.put("organization", [_organization(row, writer) for row in rows])
    writer.learn_new("organizations", [(row.number,) for row in rows])


def _organization(row: OrganizationRow, writer: Writer) -> dict[str, Any]:
    value = Organization(0, row.number, writer.store_id(row.store), row.name, row.tax_exempt)
    return _without_id(organization_row(value))


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    """The database gives the id."""
    return {name: value for name, value in row.items() if name != "id"}


class _Book:
    """How customers are reached, and whom they buy for, by number."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._emails = _by_customer(writer.rows("customer_emails"))
        self._phones = _by_customer(writer.rows("customer_phones"))
        self._addresses = _by_customer(writer.rows("customer_addresses"))
        names = {row.organization for row in writer.rows("customers") if row.organization}
        self._organizations = _organizations(writer, names)

    def customer(self, row: CustomerRow) -> Customer:
        """The value of a row, without its id."""
        store = self.writer.known.store(row.store)
        assert store is not None, "a row is good only where its store is"
        emails, phones = self._emails.get(row.number, ()), self._phones.get(row.number, ())
        return Customer(
            id=0,
            number=row.number,
            store_id=self.writer.store_id(row.store),
            kind=CustomerKind.REGISTERED,
            last_name=row.last_name,
            first_name=row.first_name,
            title=row.title,
            organization=self._organizations.get(row.organization),
            language=row.language or store.language,
            currency=row.currency or store.currency,
            segments=row.segments,
            emails=tuple(each.email for each in emails),
            phones=tuple(phone_of(each.phone, store.country, each.label) for each in phones),
            addresses=_addresses(row, self._addresses.get(row.number, ())),
            is_active=row.active,
            version=1,
            created_at=row.created or self.writer.uow.now,
        )


def _by_customer(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.customer].append(row)
    return found


def _organizations(writer: Writer, numbers: Iterable[str]) -> dict[str, Organization]:
    """Those of this import as values; those that are stored are read."""
    found = {}
    for number in numbers:
        row = writer.known.row("organizations", (number,))
        row_id = writer.id_of("organizations", (number,))
        if row is not None:
            store_id = writer.store_id(row.store)
            found[number] = Organization(row_id, number, store_id, row.name, row.tax_exempt)
        else:
            stored = writer.uow.customers.organization(row_id)
            if stored is not None:
                found[number] = stored
    return found


def _addresses(customer: CustomerRow, rows: Sequence[AddressRow]) -> tuple[BookAddress, ...]:
    """The address book, numbered in file order."""
    name = f"{customer.first_name} {customer.last_name}".strip()
    return tuple(
        BookAddress(
            place,
            row.nickname,
            row.use,
            Address(
                recipient=row.recipient or name,
                line1=row.line1,
                line2=row.line2,
                city=row.city,
                region=row.region,
                postal_code=row.postal_code,
                country=row.country,
                phone=row.phone,
            ),
            row.primary,
        )
        for place, row in enumerate(rows, 1)
    )


def _write_customers(writer: Writer, book: _Book, rows: list[CustomerRow]) -> None:
    values = [book.customer(row) for row in rows]
    made = [{**_plain(customer_row(value)), "changed_at": writer.uow.now} for value in values]
    writer.put("customer", made)
    keys: list[Key] = [(row.number,) for row in rows]
    writer.learn_new("customers", keys)
    kept = [
        replace(value, id=writer.id_of("customers", key))
        for value, key in zip(values, keys, strict=True)
    ]
    for table in _CONTACTS:
        writer.put(table, [_plain(row) for value in kept for row in contact_rows(table, value)])
    add_words(writer.uow, CUSTOMER, *(row["search_text"] for row in made))
    writer.record(_entry(writer, value) for value in kept)


def _entry(writer: Writer, value: Customer) -> Entry:
    parameters = {"number": value.number}
    return writer.entry(Subject.CUSTOMER, value.id, "customer.import", parameters=parameters)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Enumerations as their words."""
    return {name: str(value) if isinstance(value, str) else value for name, value in row.items()}
