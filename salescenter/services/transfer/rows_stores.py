"""Columns of the files about stores: what they sell in, tax, and ship by."""

from dataclasses import dataclass
from typing import Annotated

from salescenter.domain.store import StoreKind
from salescenter.services.transfer.cells import (
    About,
    Amount,
    Count,
    Country,
    Currency,
    Day,
    Key,
    Language,
    Name,
    Percent,
    Short,
    TimeZone,
    YesNo,
    one_of,
    words_of,
)

StoreCode = Annotated[Key, About("the store's code", "main")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRow:
    """A store."""

    code: Annotated[Key, About("what other files call the store", "main")]
    name: Annotated[Name, About("what people read", "Main Street Shop")]
    kind: Annotated[
        StoreKind,
        one_of(StoreKind),
        words_of(StoreKind),
        About("consumers, or members of organizations only", "b2b"),
    ]
    currency: Annotated[Currency, About("what it sells in", "EUR")]
    language: Annotated[Language, About("what it speaks", "de")]
    country: Annotated[Country, About("where it is", "DE")]
    time_zone: Annotated[TimeZone, About("where its dates are meant", "Europe/Berlin")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """A business channel of a store, in the order in which they are offered."""

    store: StoreCode
    code: Annotated[Key, About("the channel's code, unique in its store", "phone")]
    name: Annotated[Name, About("what people read", "Telephone")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRateRow:
    """A tax of a destination; the most specific region counts, with all its rates."""

    store: StoreCode
    country: Annotated[Country, About("destination", "DE")]
    region: Annotated[Short, About("state or province as in addresses; empty: all", "")] = ""
    category: Annotated[
        Key, About("tax category of items; `ship` for the delivery charge", "standard")
    ]
    rate: Annotated[Percent, About("the rate", "19")]
    included: Annotated[YesNo, About("whether prices contain it", "yes")] = False
    starts: Annotated[Day, About("from this date on", "2024-01-01")]
    name: Annotated[Name, About("what the customer reads", "VAT")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipMethodRow:
    """A way to deliver, in the order in which they are offered."""

    store: StoreCode
    code: Annotated[Key, About("the method's code, unique in its store", "parcel")]
    name: Annotated[Name, About("what people read", "Parcel service")]
    transit_days: Annotated[Count, About("calendar days from leaving to arriving", "3")]
    active: Annotated[YesNo, About("whether it is offered", "yes")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipChargeRow:
    """What a method costs: base + rate x weight, for the most specific destination."""

    store: StoreCode
    method: Annotated[Key, About("the method's code", "parcel")]
    country: Annotated[Country, About("destination; empty: any", "DE")] = ""
    region: Annotated[Short, About("state or province; empty: any", "")] = ""
    currency: Annotated[Currency, About("of the amounts", "EUR")]
    base: Annotated[Amount, About("per delivery", "4.90")]
    per_kg: Annotated[Amount, About("per kilogram", "0.50")] = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipChargeStepRow:
    """What a charge adds by the value of the goods: of all steps reached, the highest counts."""

    store: StoreCode
    method: Annotated[Key, About("the method's code", "parcel")]
    country: Annotated[Country, About("as in ship_charges", "DE")] = ""
    region: Annotated[Short, About("as in ship_charges", "")] = ""
    currency: Annotated[Currency, About("as in ship_charges", "EUR")]
    amount_from: Annotated[Amount, About("value of the goods, from this on", "0")]
    charge: Annotated[Amount, About("what is added", "2.00")]
