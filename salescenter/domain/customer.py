"""A customer: who buys, how to reach them, where to send things."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from salescenter.domain.address import Address


class CustomerKind(StrEnum):
    """Registered with this store, or a guest known by an order only."""

    REGISTERED = "registered"
    GUEST = "guest"


class AddressUse(StrEnum):
    """What an address of the address book is for."""

    SHIPPING = "shipping"
    BILLING = "billing"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as it was typed, and its digits in international form where known."""

    text: str
    digits: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class BookAddress:
    """An entry of the address book; the nickname is unique within one customer."""

    id: int
    nickname: str
    use: AddressUse
    address: Address
    is_primary: bool = False

    def serves(self, use: AddressUse) -> bool:
        """Whether it may be used for shipping, or billing."""
        return self.use in (AddressUse.BOTH, use)


@dataclass(frozen=True, slots=True)
class Organization:
    """A business whose members buy for it."""

    id: int
    number: str
    store_id: int
    name: str
    tax_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer whole. ``number`` is what is read out; the first e-mail and phone are primary."""

    id: int
    number: str
    store_id: int
    kind: CustomerKind
    last_name: str
    first_name: str = ""
    title: str = ""
    organization: Organization | None = None
    language: str = ""
    currency: str = ""
    segments: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[BookAddress, ...] = ()
    is_active: bool = True
    version: int = 0
    created_at: datetime | None = None

    @property
    def name(self) -> str:
        """The name as it is spoken: first, then last."""
        return f"{self.first_name} {self.last_name}".strip()

    def address_for(self, use: AddressUse) -> Address | None:
        """The address to propose: the primary one that serves, else the first that does."""
        fitting = [entry for entry in self.addresses if entry.serves(use)]
        fitting.sort(key=lambda entry: not entry.is_primary)
        return fitting[0].address if fitting else None


@dataclass(frozen=True, slots=True)
class CustomerMatch:
    """A customer in a list of hits: what tells one from another, and why it was found.

    ``matched`` names the field that the words were found in (name, organization, email, phone,
    number, postal_code, city); ``corrected`` holds the words that stood in for misspelt ones.
    """

    id: int
    number: str
    name: str
    organization: str
    city: str
    postal_code: str
    country: str
    phone: str
    email: str
    matched: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
