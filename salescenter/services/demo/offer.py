"""The two stores, and what they sell by: channels, ways to ship and their charges, taxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from salescenter.domain.money import parse_rate
from salescenter.domain.pricing.shipping import AmountCharge, ShippingRule
from salescenter.domain.pricing.tax import TaxRow
from salescenter.domain.store import Channel, ShipMethod, Store, StoreKind

HOME_ID, TRADE_ID = 1, 2
STANDARD, REDUCED, UNTAXED, SHIP = "standard", "reduced", "untaxed", "ship"

_SINCE = date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class Shop:
    """A store with everything of its own: it does not share taxes or charges with the other."""

    store: Store
    currencies: tuple[str, ...]
    taxes: tuple[TaxRow, ...]
    rules: tuple[ShippingRule, ...]


def shops() -> tuple[Shop, Shop]:
    """The store for everybody, and the store for businesses."""
    return _home(), _trade()


def _home() -> Shop:
    store = Store(
        id=HOME_ID,
        code="HOME",
        name="Fernhollow Home & Garden",
        kind=StoreKind.B2C,
        currency="EUR",
        language="de",
        country="DE",
        time_zone="Europe/Berlin",
        offer_version=1,
        channels=(
            Channel("phone", "Telephone"),
            Channel("mail", "Letter or e-mail"),
            Channel("web", "Web shop"),
            Channel("counter", "Shop counter"),
        ),
        methods=(
            ShipMethod("parcel", "Parcel", 2),
            ShipMethod("express", "Express parcel", 1),
            ShipMethod("freight", "Freight, two people", 5),
            ShipMethod("pickup", "Picked up at the shop", 0),
        ),
        is_test=True,
    )
    return Shop(store, ("EUR", "GBP"), tuple(_home_taxes()), tuple(_home_rules()))


def _trade() -> Shop:
    store = Store(
        id=TRADE_ID,
        code="TRADE",
        name="Fernhollow Trade Supply",
        kind=StoreKind.B2B,
        currency="USD",
        language="en",
        country="US",
        time_zone="America/New_York",
        offer_version=1,
        channels=(
            Channel("phone", "Telephone"),
            Channel("web", "Web shop"),
            Channel("field", "Field sales"),
        ),
        methods=(
            ShipMethod("ground", "Ground", 3),
            ShipMethod("nextday", "Next day", 1),
            ShipMethod("freight", "Freight, tail lift", 6),
            ShipMethod("willcall", "Picked up by the customer", 0),
        ),
        is_test=True,
    )
    return Shop(store, ("USD", "CAD"), tuple(_trade_taxes()), tuple(_trade_rules()))


# Taxes that the price contains, by country of destination: percent for standard and reduced.
_VAT = {
    "DE": ("19", "7"),
    "AT": ("20", "10"),
    "NL": ("21", "9"),
    "FR": ("20", "5.5"),
    "PL": ("23", "8"),
    "SE": ("25", "6"),
    "ES": ("21", "10"),
    "IT": ("22", "10"),
    "GR": ("24", "13"),
    "BG": ("20", "9"),
    "GB": ("20", "5"),
}
# Where a rate changed: what held before, what holds since.
_CHANGED_VAT = {
    "CZ": (date(2024, 1, 1), ("21", "15"), ("21", "12")),
    "CH": (date(2024, 1, 1), ("7.7", "2.5"), ("8.1", "2.6")),
}
# The Canary Islands have a tax of their own.
_ISLANDS = {("ES", "GC"): ("IGIC", ("7", "3")), ("ES", "TF"): ("IGIC", ("7", "3"))}


def _home_taxes() -> Iterator[TaxRow]:
    for country, rates in _VAT.items():
        yield from _included(country, "", "VAT", rates, _SINCE)
    for country, (since, before, after) in _CHANGED_VAT.items():
        yield from _included(country, "", "VAT", before, _SINCE)
        yield from _included(country, "", "VAT", after, since)
    for (country, region), (name, rates) in _ISLANDS.items():
        yield from _included(country, region, name, rates, _SINCE)


def _included(
    country: str, region: str, name: str, rates: tuple[str, str], since: date
) -> Iterator[TaxRow]:
    for category, rate in ((STANDARD, rates[0]), (REDUCED, rates[1]), (SHIP, rates[0])):
        yield TaxRow(country, region, category, name, parse_rate(rate).millionths, True, since)


# Taxes on top, by state or province: name and percent of each; whether delivery is taxed too.
_SALES_TAX = {
    ("US", "NY"): ((("State sales tax", "4"), ("Local sales tax", "4.5")), True),
    ("US", "MA"): ((("State sales tax", "6.25"),), False),
    ("US", "IL"): ((("State sales tax", "6.25"), ("Local sales tax", "2.25")), True),
    ("US", "TX"): ((("State sales tax", "6.25"), ("Local sales tax", "2")), True),
    ("US", "CA"): ((("State sales tax", "7.25"),), False),
    ("US", "WA"): ((("State sales tax", "6.5"), ("Local sales tax", "3.6")), True),
    ("CA", ""): ((("GST", "5"),), True),
    ("CA", "ON"): ((("HST", "13"),), True),
    ("CA", "BC"): ((("GST", "5"), ("PST", "7")), True),
    ("CA", "QC"): ((("GST", "5"), ("QST", "9.975")), True),
}


def _trade_taxes() -> Iterator[TaxRow]:
    for (country, region), (rates, on_delivery) in _SALES_TAX.items():
        for category in (STANDARD, REDUCED, SHIP) if on_delivery else (STANDARD, REDUCED):
            for name, rate in rates:
                yield TaxRow(
                    country, region, category, name, parse_rate(rate).millionths, False, _SINCE
                )


def _table(*steps: tuple[int, int]) -> tuple[AmountCharge, ...]:
    return tuple(AmountCharge(amount, charge) for amount, charge in steps)


# base, rate per kilogram; country "" is everywhere else. Parcels inside the country cost less the
# more is bought.
_HOME_ZONES = {
    "DE": (0, 12),
    "AT": (690, 35),
    "NL": (690, 35),
    "CH": (1290, 60),
    "GB": (1190, 55),
    "": (1490, 95),
}
_FREE_FROM = _table((0, 590), (4900, 390), (9900, 0))


def _home_rules() -> Iterator[ShippingRule]:
    for currency in ("EUR", "GBP"):
        for country, (base, per_kg) in _HOME_ZONES.items():
            table = _FREE_FROM if country == "DE" else ()
            yield ShippingRule("parcel", currency, base, country, "", per_kg, table)
            yield ShippingRule("express", currency, base + 1290, country, "", 2 * per_kg)
            yield ShippingRule("freight", currency, base + 3900, country, "", per_kg // 2)
        yield ShippingRule("parcel", currency, 1990, "ES", "GC", 240)
        yield ShippingRule("parcel", currency, 1990, "ES", "TF", 240)
        yield ShippingRule("pickup", currency, 0)


_TRADE_ZONES = {"US": (900, 85), "CA": (1900, 140), "": (4900, 390)}
_BULK = _table((0, 1500), (50_000, 900), (150_000, 0))


def _trade_rules() -> Iterator[ShippingRule]:
    for currency in ("USD", "CAD"):
        for country, (base, per_kg) in _TRADE_ZONES.items():
            table = _BULK if country == "US" else ()
            yield ShippingRule("ground", currency, base, country, "", per_kg, table)
            yield ShippingRule("nextday", currency, 2 * base + 1900, country, "", 3 * per_kg)
            yield ShippingRule("freight", currency, base + 9900, country, "", per_kg // 3)
        for far in ("AK", "HI"):
            yield ShippingRule("ground", currency, 3900, "US", far, 310)
        yield ShippingRule("willcall", currency, 0)
