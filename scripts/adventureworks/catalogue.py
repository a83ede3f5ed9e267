"""Categories, items with list price, places, stock."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Row, Source, day, price
from scripts.adventureworks.stores import CURRENCY, POUND, STORES, TAX_CATEGORY
from scripts.adventureworks.tables import Tables

NOT_SOLD = "product without a list price left out: it is a part, not for sale"
NO_CATEGORY = "item without a category put into one of its own"
NO_LONGER_SOLD = "item no longer sold made inactive"
POUNDS = "weight in pounds became kilograms"
GRAMS = "weight in grams became kilograms"
NO_WEIGHT = "item of unknown weight"
STOCK_OF_PARTS = "stock of a product that is not for sale left out"
SAFETY_AT = "safety stock, known for all places together, noted at the one with most units"

_OTHER = "aw-other"
_GRAM = Decimal("0.001")
_IN_KILOGRAMS = {"LB": (POUND, POUNDS), "G": (_GRAM, GRAMS)}


def convert_catalogue(source: Source, tables: Tables, repairs: Repairs, today: date) -> None:
    """Everything that can be sold."""
    categories = _categories(source, tables)
    for row in source.table("Product"):
        if row["ProductID"] not in source.sold:
            repairs.note(NOT_SOLD, row["Name"])
            continue
        category = categories.get(row["ProductSubcategoryID"])
        if category is None:
            repairs.note(NO_CATEGORY, row["Name"])
        _item(row, category or _OTHER, tables, repairs, today)
    _stock(source, tables, repairs)


def _categories(source: Source, tables: Tables) -> dict[str, str]:
    """Both levels; the codes of the lower one by their id."""
    for row in source.table("ProductCategory"):
        tables.add("categories", code=f"aw-{row['ProductCategoryID']}", name=row["Name"])
    tables.add("categories", code=_OTHER, name="Other")
    codes = {}
    for row in source.table("ProductSubcategory"):
        parent, own = f"aw-{row['ProductCategoryID']}", row["ProductSubcategoryID"]
        codes[own] = f"{parent}-{own}"
        tables.add("categories", code=codes[own], name=row["Name"], parent=parent)
    return codes


def _item(row: Row, category: str, tables: Tables, repairs: Repairs, today: date) -> None:
    sku = row["ProductNumber"]
    active = not row["SellEndDate"] or day(row["SellEndDate"]) >= today
    if not active:
        repairs.note(NO_LONGER_SOLD, f"{row['Name']}, until {day(row['SellEndDate'])}")
    tables.add(
        "items",
        sku=sku,
        name=row["Name"],
        category=category,
        weight_kg=_weight(row, repairs),
        tax_category=TAX_CATEGORY,
        active=active,
    )
    amount = price(row["ListPrice"], row["Name"], repairs)
    for store in STORES:
        tables.add("prices", store=store, sku=sku, kind="list", currency=CURRENCY, amount=amount)


def _weight(row: Row, repairs: Repairs) -> Decimal | None:
    if not row["Weight"]:
        repairs.note(NO_WEIGHT, row["Name"])
        return None
    factor, what = _IN_KILOGRAMS[row["WeightUnitMeasureCode"]]
    made = (Decimal(row["Weight"]) * factor).quantize(_GRAM, ROUND_HALF_UP)
    repairs.note(what, f"{row['Name']}: {row['Weight']} {row['WeightUnitMeasureCode']} is {made}")
    return made


def _stock(source: Source, tables: Tables, repairs: Repairs) -> None:
    for row in source.table("Location"):
        tables.add("places", code=_place(row["LocationID"]), name=row["Name"])
    most = _places_with_most(source)
    for row in source.table("ProductInventory"):
        product = source.sold.get(row["ProductID"])
        if product is None:
            repairs.note(STOCK_OF_PARTS, f"product {row['ProductID']}")
            continue
        keeps = most[row["ProductID"]] == row["LocationID"]
        safety = product["SafetyStockLevel"] if keeps else "0"
        if keeps:
            repairs.note(SAFETY_AT, f"{product['Name']}: {safety} at place {row['LocationID']}")
        tables.add(
            "stock",
            sku=product["ProductNumber"],
            place=_place(row["LocationID"]),
            on_hand=row["Quantity"],
            safety_stock=safety,
        )


def _places_with_most(source: Source) -> dict[str, str]:
    """The place with most units of each product, the first one of equals."""
    most: dict[str, tuple[int, str]] = {}
    for row in source.table("ProductInventory"):
        units = int(row["Quantity"])
        if row["ProductID"] not in most or units > most[row["ProductID"]][0]:
            most[row["ProductID"]] = (units, row["LocationID"])
    return {product: place for product, (_, place) in most.items()}


def _place(location: str) -> str:
    return f"aw-{location}"
