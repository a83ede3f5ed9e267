"""The steps a customer's file can take: each is a pure function from a customer to the next one.

A profile is always open to editing; each field is saved as it is left. A step that may not be
taken raises Refused with a sentence for the CSR.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, BookAddress, Customer, CustomerKind, Phone
from salescenter.domain.errors import Refused
from salescenter.domain.search_text import fold
from salescenter.domain.store import Store, StoreKind

T = TypeVar("T")

MAX_CONTACTS = 10
MAX_ADDRESSES = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, and how to speak to them; texts are clean already."""

    last_name: str
    first_name: str = ""
    title: str = ""
    language: str = ""
    currency: str = ""


def require_name(customer: Customer) -> None:
    """Raise Refused for a registered customer without a last name; a guest may have none."""
    if customer.kind is CustomerKind.REGISTERED and not customer.last_name:
        raise Refused("customer.last_name_missing")


def with_identity(customer: Customer, identity: Identity) -> Customer:
    """With another name, language or currency."""
    changed = replace(
        customer,
        last_name=identity.last_name,
        first_name=identity.first_name,
        title=identity.title,
        language=identity.language or customer.language,
        currency=identity.currency or customer.currency,
    )
    require_name(changed)
    return changed


def with_emails(customer: Customer, emails: Sequence[str]) -> Customer:
    """With these e-mail addresses, the first one primary; one that is there twice counts once."""
    kept: dict[str, str] = {}
    for email in emails:
        kept.setdefault(fold(email), email)
    return replace(customer, emails=_few(tuple(kept.values())))


def with_phones(customer: Customer, phones: Sequence[Phone]) -> Customer:
    """With these telephones, the first one primary; a number that is there twice counts once."""
    kept: dict[str, Phone] = {}
    for phone in phones:
        kept.setdefault(phone.digits or phone.text, phone)
    return replace(customer, phones=_few(tuple(kept.values())))


def _few(contacts: tuple[T, ...]) -> tuple[T, ...]:
    if len(contacts) > MAX_CONTACTS:
        raise Refused("customer.too_many_contacts", most=MAX_CONTACTS)
    return contacts


def with_address(customer: Customer, entry: BookAddress) -> tuple[Customer, int]:
    """With an entry of the address book, new (id 0) or changed, and the entry's number.

    The first entry is primary; a new primary one takes the place of the old. Refused: an empty
    nickname, one that another entry has, an empty address.
    """
    others = tuple(each for each in customer.addresses if each.id != entry.id)
    if entry.id and len(others) == len(customer.addresses):
        raise Refused("address.unknown")
    if len(others) >= MAX_ADDRESSES:
        raise Refused("address.too_many", most=MAX_ADDRESSES)
    if not entry.nickname:
        raise Refused("address.nickname_missing")
    if fold(entry.nickname) in {fold(each.nickname) for each in others}:
        raise Refused("address.nickname_taken", nickname=entry.nickname)
    if replace(entry.address, country="").is_empty:
        raise Refused("address.empty")
    number = entry.id or max((each.id for each in others), default=0) + 1
    is_primary = entry.is_primary or not any(each.is_primary for each in others)
    kept = replace(entry, id=number, is_primary=is_primary)
    if is_primary:
        others = tuple(replace(each, is_primary=False) for each in others)
    return replace(customer, addresses=_by_number((*others, kept))), number


def without_address(customer: Customer, address_id: int) -> Customer:
    """Without an entry; when it was the primary one the first of the rest takes its place.

    Orders keep their own copies of an address, so nothing that was promised changes.
    """
    rest = tuple(each for each in customer.addresses if each.id != address_id)
    if len(rest) == len(customer.addresses):
        raise Refused("address.unknown")
    if rest and not any(each.is_primary for each in rest):
        rest = (replace(rest[0], is_primary=True), *rest[1:])
    return replace(customer, addresses=rest)


def _by_number(entries: tuple[BookAddress, ...]) -> tuple[BookAddress, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.id))


def with_segments(customer: Customer, segments: Sequence[str]) -> Customer:
    """In these segments: what promotions and reports may ask for."""
    names = dict.fromkeys(name for name in segments if name)
    return replace(customer, segments=tuple(sorted(names)))


def with_account(customer: Customer, *, is_active: bool) -> Customer:
    """Enabled or disabled; no order can be taken for a disabled one."""
    return replace(customer, is_active=is_active)


def guest(store: Store, identity: Identity) -> Customer:
    """A guest: known by an order only, perhaps not even by name (sales-center.md 3.4)."""
    if store.kind is not StoreKind.B2C:
        raise Refused("customer.guest_in_b2b")
    return Customer(
        id=0,
        number="",
        store_id=store.id,
        kind=CustomerKind.GUEST,
        last_name=identity.last_name,
        first_name=identity.first_name,
        title=identity.title,
        language=identity.language or store.language,
        currency=identity.currency or store.currency,
    )


def require_guest(customer: Customer) -> None:
    """Raise Refused for whoever is registered already."""
    if customer.kind is not CustomerKind.GUEST:
        raise Refused("customer.not_a_guest", name=customer.name)


def registered(customer: Customer) -> Customer:
    """A guest who becomes a registered customer; refused without a last name."""
    require_guest(customer)
    changed = replace(customer, kind=CustomerKind.REGISTERED)
    require_name(changed)
    return changed


def with_order_address(customer: Customer, address: Address | None, nickname: str) -> Customer:
    """With the address that a guest's order goes to, unless there is one or nothing to take."""
    if address is None or address.is_empty or customer.addresses:
        return customer
    entry = BookAddress(0, nickname, AddressUse.BOTH, address, is_primary=True)
    return with_address(customer, entry)[0]
