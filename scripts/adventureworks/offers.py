"""The special offers as promotions of the store whose customers they are for."""

from collections.abc import Sequence
from decimal import Decimal

from scripts.adventureworks.dates import RENEWED_OFFER, Shift, instant
from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Row, Source
from scripts.adventureworks.stores import RETAIL, TRADE
from scripts.adventureworks.tables import Tables

NOTHING_OFF = "offer of 0 % left out"
JOINED = "offer by quantity joined with the others into one promotion with ranges"
WIDENED = "item of a joined offer that was not named at every step gets all steps"

VOLUME = "Volume Discount"
_STORES = {"Reseller": TRADE, "Customer": RETAIL}


def convert_offers(source: Source, tables: Tables, repairs: Repairs, shift: Shift) -> None:
    """All offers that take something off."""
    offers = [row for row in source.table("SpecialOffer") if Decimal(row["DiscountPct"]) > 0]
    for row in source.table("SpecialOffer"):
        if row not in offers:
            repairs.note(NOTHING_OFF, row["Description"])
    volume = [row for row in offers if row["Type"] == VOLUME]
    if volume:
        _volume(volume, source, tables, repairs, shift)
    for row in offers:
        if row["Type"] != VOLUME:
            if shift.was_over(row):
                repairs.note(RENEWED_OFFER, row["Description"])
            _single(row, source, tables, shift)


def percent(row: Row) -> str:
    """The rate of an offer as a percentage."""
    return f"{(Decimal(row['DiscountPct']) * 100).normalize():f}"


def products_of(source: Source, *offers: str) -> list[str]:
    """The products of some offers that are sold, by id, in their order."""
    rows = source.table("SpecialOfferProduct")
    found = [row["ProductID"] for row in rows if row["SpecialOfferID"] in offers]
    return [product for product in source.sold if product in set(found)]


def _volume(
    steps: Sequence[Row], source: Source, tables: Tables, repairs: Repairs, shift: Shift
) -> None:
    """One promotion for all steps: together they are what one step alone could not say."""
    store = _STORES[steps[0]["Category"]]
    _promotion(steps[0], VOLUME, "item_subtotal_percent", tables, shift, range_basis="quantity")
    for row in steps:
        tables.add(
            "promotion_ranges",
            store=store,
            promotion=VOLUME,
            from_quantity=row["MinQty"],
            percent=percent(row),
        )
        repairs.note(JOINED, f"{row['Description']}: {percent(row)} %")
    offers = [row["SpecialOfferID"] for row in steps]
    each = [set(products_of(source, offer)) for offer in offers]
    for product in products_of(source, *offers):
        _item(store, VOLUME, product, source, tables)
        steps_named = sum(product in named for named in each)
        if steps_named < len(steps):
            name = source.sold[product]["Name"]
            repairs.note(WIDENED, f"{name}: named at {steps_named} of {len(steps)}")


def _single(row: Row, source: Source, tables: Tables, shift: Shift) -> None:
    name = row["Description"]
    _promotion(row, name, "item_unit_percent", tables, shift, percent=percent(row))
    for product in products_of(source, row["SpecialOfferID"]):
        _item(_STORES[row["Category"]], name, product, source, tables)


def _promotion(row: Row, name: str, kind: str, tables: Tables, shift: Shift, **values: str) -> None:
    starts, ends = shift.of_offer(row)
    tables.add(
        "promotions",
        store=_STORES[row["Category"]],
        name=name,
        type=kind,
        starts=instant(starts),
        ends=instant(ends),
        **values,
    )


def _item(store: str, name: str, product: str, source: Source, tables: Tables) -> None:
    sku = source.sold[product]["ProductNumber"]
    tables.add("promotion_items", store=store, promotion=name, part="target", sku=sku)
