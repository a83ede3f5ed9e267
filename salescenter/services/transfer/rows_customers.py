"""Columns of the files about who buys: organizations, customers, how to reach them."""

from dataclasses import dataclass
from typing import Annotated

from salescenter.domain.customer import AddressUse
from salescenter.services.transfer.cells import (
    About,
    Country,
    Currency,
    Email,
    Instant,
    Key,
    Keys,
    Kind,
    Language,
    Name,
    PhoneText,
    Short,
    YesNo,
    one_of,
    text,
    words_of,
)
from salescenter.services.transfer.rows_stores import StoreCode

CustomerNumber = Annotated[Key, About("the customer's number", "K-1001")]
PostalCode = Annotated[str, text(20), Kind("text, at most 20 characters")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRow:
    """A business whose members buy for it, in a B2B store."""

    number: Annotated[Key, About("what is read out, and what other files call it", "F-200")]
    store: StoreCode
    name: Annotated[Name, About("its name", "Blue Harbour Trading")]
    tax_exempt: Annotated[YesNo, About("whether it pays no tax", "no")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """A registered customer."""

    number: Annotated[Key, About("what is read out, and what other files call it", "K-1001")]
    store: StoreCode
    last_name: Annotated[Short, About("family name", "Olsen")]
    first_name: Annotated[Short, About("given names", "Kari")] = ""
    title: Annotated[Short, About("how to address them", "Ms.")] = ""
    organization: Annotated[
        Key,
        About("number of the organization; required in a B2B store, empty in a B2C one", "F-200"),
    ] = ""
    language: Annotated[Language, About("empty: the store's", "nb")] = ""
    currency: Annotated[Currency, About("empty: the store's", "EUR")] = ""
    segments: Annotated[Keys, About("for promotions", "gold;newsletter")] = ()
    active: Annotated[YesNo, About("whether they may order", "yes")] = True
    created: Annotated[Instant | None, About("empty: now", "2024-05-17T12:00:00+02:00")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailRow:
    """An e-mail address of a customer; the first one is the main one."""

    customer: CustomerNumber
    email: Annotated[Email, About("the address", "kari@example.com")]

    @property
    def email_key(self) -> str:
        """How addresses are compared."""
        return self.email.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRow:
    """A telephone number of a customer; the first one is the main one."""

    customer: CustomerNumber
    phone: Annotated[PhoneText, About("as it is dialled in the store's country", "+47 22 12 34 56")]
    label: Annotated[Short, About("which one it is", "office")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRow:
    """An entry of a customer's address book."""

    customer: CustomerNumber
    nickname: Annotated[Short, About("what tells it apart, unique for a customer", "home")]
    use: Annotated[
        AddressUse, one_of(AddressUse), words_of(AddressUse), About("what it is for", "both")
    ] = AddressUse.BOTH
    primary: Annotated[YesNo, About("whether it is proposed first", "yes")] = False
    recipient: Annotated[Name, About("name on the label; empty: the customer's", "")] = ""
    line1: Annotated[Name, About("street, or what stands in its place", "Storgata 1")]
    line2: Annotated[Name, About("more of it", "")] = ""
    city: Annotated[Name, About("city", "Oslo")] = ""
    region: Annotated[Short, About("state or province, by its code where it has one", "")] = ""
    postal_code: Annotated[PostalCode, About("postal code", "0155")] = ""
    country: Annotated[Country, About("country", "NO")]
    phone: Annotated[PhoneText, About("for the delivery", "")] = ""
