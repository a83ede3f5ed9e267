"""The two stores: channels, ways to ship and what they cost, taxes by state."""

from collections.abc import Iterator
from decimal import Decimal

from scripts.adventureworks.dates import ZONE
from scripts.adventureworks.places import region_code
from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Row, Source, cents, slug
from scripts.adventureworks.tables import Tables

TRADE, RETAIL = "AW-TRADE", "AW-RETAIL"
STORES = (TRADE, RETAIL)
CURRENCY = "USD"
TAX_CATEGORY = "standard"
POUND = Decimal("0.45359237")  # kilograms, exact by definition

PER_POUND = "shipping rate per pound became one per kilogram, rounded to cents"
NO_TRANSIT = "days in transit, which the data does not tell, set by us"
WHOLE_COUNTRY = "tax of a country's only state made a tax of the country"
JOINED_TAX = "taxes of regions that are one province now joined"

_NAMES = {TRADE: "AdventureWorks Trade", RETAIL: "AdventureWorks Retail"}
_KINDS = {TRADE: "b2b", RETAIL: "b2c"}
_CHANNELS = (("sales", "Sales representative"), ("phone", "Telephone"), ("web", "Web shop"))
_TRANSIT = {"1": 5, "2": 2, "3": 12, "4": 1, "5": 5}
_USED_TO_TRANSIT = 5
# TaxType of the data: 1 retail, 2 wholesale, 3 both.
_TAXED = {"1": (RETAIL,), "2": (TRADE,), "3": STORES}
_TAXES_SINCE = "2008-01-01"


def convert_stores(source: Source, tables: Tables, repairs: Repairs) -> None:
    """Both stores with all that they sell by."""
    for store in STORES:
        tables.add(
            "stores",
            code=store,
            name=_NAMES[store],
            kind=_KINDS[store],
            currency=CURRENCY,
            language="en",
            country="US",
            time_zone=ZONE,
        )
        for code, name in _CHANNELS:
            tables.add("channels", store=store, code=code, name=name)
        _ship_methods(store, source, tables)
    for row in source.table("ShipMethod"):
        repairs.note(PER_POUND, f"{row['Name']}: {row['ShipRate']} became {_per_kg(row)}")
        repairs.note(NO_TRANSIT, f"{row['Name']}: {_transit(row)}")
    _taxes(source, tables, repairs)


def method_code(name: str) -> str:
    """The code of a ship method."""
    return slug(name)


def _ship_methods(store: str, source: Source, tables: Tables) -> None:
    for row in source.table("ShipMethod"):
        code = method_code(row["Name"])
        tables.add(
            "ship_methods", store=store, code=code, name=row["Name"], transit_days=_transit(row)
        )
        tables.add(
            "ship_charges",
            store=store,
            method=code,
            currency=CURRENCY,
            base=cents(Decimal(row["ShipBase"])),
            per_kg=_per_kg(row),
        )


def _per_kg(row: Row) -> Decimal:
    return cents(Decimal(row["ShipRate"]) / POUND)


def _transit(row: Row) -> int:
    return _TRANSIT.get(row["ShipMethodID"], _USED_TO_TRANSIT)


def _taxes(source: Source, tables: Tables, repairs: Repairs) -> None:
    seen = set()
    for store, country, region, rate, name in _tax_rows(source, repairs):
        if (store, country, region, name) in seen:
            repairs.note(JOINED_TAX, f"{name}: {country} {region}")
            continue
        seen.add((store, country, region, name))
        tables.add(
            "tax_rates",
            store=store,
            country=country,
            region=region or None,
            category=TAX_CATEGORY,
            rate=rate,
            included=False,
            starts=_TAXES_SINCE,
            name=name,
        )


def _tax_rows(source: Source, repairs: Repairs) -> Iterator[tuple[str, str, str, str, str]]:
    states = source.by("StateProvince", "StateProvinceID")
    for row in source.table("SalesTaxRate"):
        state = states[row["StateProvinceID"]]
        country, region = state["CountryRegionCode"], region_code(state, repairs)
        if state["IsOnlyStateProvinceFlag"] == "1":
            repairs.note(WHOLE_COUNTRY, f"{state['Name']}: {country}")
            region = ""
        for store in _TAXED[row["TaxType"]]:
            yield store, country, region, f"{Decimal(row['TaxRate']).normalize():f}", row["Name"]
