"""The orders of the light edition, at the prices that were charged.

What was charged for a line is the truth. The header's own sums are handed on beside it; the import
keeps both where they differ.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal

from scripts.adventureworks.dates import Shift, instant
from scripts.adventureworks.offers import VOLUME, products_of
from scripts.adventureworks.people import People, member_number
from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Row, Source, cents, price
from scripts.adventureworks.stores import CURRENCY, TRADE, method_code
from scripts.adventureworks.tables import Tables

ROUNDED_LINE = "amount of a line with more than two decimals rounded to cents"
ROUNDED_HEADER = "tax, freight or sum of a header with more than two decimals rounded to cents"
TWICE_OFF = "line whose price per unit already had the offer's discount, which was taken off again"
NO_PRICE_FITS = "line whose amount is not quantity times the rounded price, kept as it was charged"
NO_NUMBER = "account number, revision and sales person of an order left out: no place for them"

_STATUS = {"5": "shipped", "6": "canceled"}
_IN_PROCESS = "processing"
_PLACED_AT = time(12)


def convert_orders(
    source: Source, people: People, tables: Tables, repairs: Repairs, shift: Shift
) -> None:
    """All orders with their lines and how they were paid."""
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in source.table("LT_SalesOrderDetail"):
        lines[row["SalesOrderID"]].append(row)
    offers = OffersOfLines(source)
    for row in source.table("LT_SalesOrderHeader"):
        _order(row, people, tables, repairs, shift)
        repairs.note(NO_NUMBER, f"{row['SalesOrderNumber']}: {row['AccountNumber']}")
        for line in lines[row["SalesOrderID"]]:
            _line(row["SalesOrderNumber"], line, source, offers, tables, repairs)


class OffersOfLines:
    """Which promotion gave the discount of a line."""

    def __init__(self, source: Source) -> None:
        self._offers: Sequence[Row] = source.table("SpecialOffer")
        self._products: Mapping[str, set[str]] = {
            row["SpecialOfferID"]: set(products_of(source, row["SpecialOfferID"]))
            for row in self._offers
        }

    def name(self, line: Row) -> str | None:
        """The promotion's name, if there is an offer with that rate for that much of it."""
        rate, quantity = Decimal(line["UnitPriceDiscount"]), int(line["OrderQty"])
        for row in self._offers:
            fits = rate > 0 and Decimal(row["DiscountPct"]) == rate
            enough = int(row["MinQty"]) <= quantity <= int(row["MaxQty"] or quantity)
            if fits and enough and self._is_of(row, line["ProductID"]):
                return VOLUME if row["Type"] == VOLUME else row["Description"]
        return None

    def _is_of(self, offer: Row, product: str) -> bool:
        """Whether an offer means a product; the joined steps share theirs."""
        if offer["Type"] != VOLUME:
            return product in self._products[offer["SpecialOfferID"]]
        steps = [row for row in self._offers if row["Type"] == VOLUME]
        return any(product in self._products[row["SpecialOfferID"]] for row in steps)


def _order(row: Row, people: People, tables: Tables, repairs: Repairs, shift: Shift) -> None:
    company, number = people.company(row["CustomerID"]), row["SalesOrderNumber"]
    status = _STATUS.get(row["Status"], _IN_PROCESS)
    tables.add(
        "orders",
        number=number,
        store=TRADE,
        customer=member_number(people.kept_id(row["CustomerID"])),
        channel="web" if row["OnlineOrderFlag"] == "True" else "sales",
        currency=CURRENCY,
        status=status,
        placed=instant(shift.of_order(row["OrderDate"]), _PLACED_AT),
        requested=shift.of_order(row["DueDate"]),
        method=method_code(row["ShipMethod"]),
        instructions=row["Comment"] or None,
        cancel_reason="Canceled before the import" if status == "canceled" else None,
        **_prefixed("ship_", people.address(row["ShipToAddressID"], company)),
        **_prefixed("bill_", people.address(row["BillToAddressID"], company)),
        shipping=_header(row, "Freight", repairs),
        tax=_header(row, "TaxAmt", repairs),
        tax_name="Sales tax as charged",
        stated_goods=_header(row, "SubTotal", repairs),
        stated_total=_header(row, "TotalDue", repairs),
    )
    reference = row["PurchaseOrderNumber"] or None
    tables.add("order_payments", order=number, method="invoice", reference=reference)


def _prefixed(prefix: str, address: Mapping[str, str | None]) -> dict[str, str | None]:
    return {f"{prefix}{name}": value for name, value in address.items()}


def _header(row: Row, column: str, repairs: Repairs) -> Decimal:
    exact = Decimal(row[column])
    made = cents(exact)
    if made != exact:
        repairs.note(ROUNDED_HEADER, f"{row['SalesOrderNumber']} {column}: {exact} is {made}")
    return made


def _line(
    number: str,
    row: Row,
    source: Source,
    offers: OffersOfLines,
    tables: Tables,
    repairs: Repairs,
) -> None:
    product = source.sold[row["ProductID"]]
    where = f"{number}, {product['Name']}"
    quantity, rate = int(row["OrderQty"]), Decimal(row["UnitPriceDiscount"])
    exact, unit_price = Decimal(row["UnitPrice"]), price(row["UnitPrice"], where, repairs)
    discount, amount = cents(quantity * exact * rate), cents(Decimal(row["LineTotal"]))
    _note_line(row, where, quantity * unit_price - discount, amount, repairs)
    tables.add(
        "order_items",
        order=number,
        sku=product["ProductNumber"],
        quantity=quantity,
        list_price=cents(Decimal(product["ListPrice"])),
        unit_price=unit_price,
        discount=discount or None,
        promotion=offers.name(row),
        amount=amount,
    )
    _note_twice_off(row, product, where, repairs)


def _note_line(row: Row, where: str, computed: Decimal, amount: Decimal, repairs: Repairs) -> None:
    if amount != Decimal(row["LineTotal"]):
        repairs.note(ROUNDED_LINE, f"{where}: {row['LineTotal']} is {amount}")
    if computed != amount:
        repairs.note(NO_PRICE_FITS, f"{where}: {amount}, not {computed}")


def _note_twice_off(row: Row, product: Row, where: str, repairs: Repairs) -> None:
    """Prices of these orders are 60 % of the list price; less than that has a discount in it."""
    rate, listed = Decimal(row["UnitPriceDiscount"]), Decimal(product["ListPrice"])
    usual = Decimal("0.6")
    if rate and abs(Decimal(row["UnitPrice"]) - listed * (usual - rate)) < Decimal("0.001"):
        repairs.note(TWICE_OFF, f"{where}: {listed} less 40 % less {rate * 100:.0f} %, twice")
