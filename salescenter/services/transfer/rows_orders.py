"""Columns of the files about orders: header with addresses, lines, payments."""

from dataclasses import dataclass
from typing import Annotated

from salescenter.domain.address import Address
from salescenter.domain.order import OrderStatus, PaymentMethod
from salescenter.services.transfer.cells import (
    About,
    Amount,
    Country,
    Currency,
    Day,
    Instant,
    Key,
    LastFour,
    Month,
    Name,
    Note,
    PhoneText,
    Quantity,
    Short,
    one_of,
    words_of,
)
from salescenter.services.transfer.rows_customers import CustomerNumber, PostalCode
from salescenter.services.transfer.rows_stores import StoreCode

OrderNumber = Annotated[Key, About("the order's number", "A-20017")]

# An order that is still being taken, or waits for the payment provider, belongs to a desk.
_UNFINISHED = (OrderStatus.PENDING, OrderStatus.PENDING_PAYMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order that was placed before. Its prices are facts: they are kept, not computed."""

    number: Annotated[
        Key, About("what is read out; not one that this program could draw", "A-20017")
    ]
    store: StoreCode
    customer: CustomerNumber
    channel: Annotated[Key, About("how it came in; empty: the store's first channel", "phone")] = ""
    currency: Annotated[Currency, About("of all its amounts", "EUR")]
    status: Annotated[
        OrderStatus,
        one_of(OrderStatus, *_UNFINISHED),
        words_of(OrderStatus, *_UNFINISHED),
        About("how far it is", "shipped"),
    ]
    placed: Annotated[Instant, About("when it was placed", "2024-11-05T10:12:00+01:00")]
    method: Annotated[Key, About("code of the ship method", "parcel")]
    requested: Annotated[Day | None, About("wanted on this date", "")] = None
    instructions: Annotated[Note, About("for the delivery", "")] = ""
    cancel_reason: Annotated[Note, About("required for a canceled order", "")] = ""
    ship_recipient: Annotated[Name, About("name on the label", "Kari Olsen")]
    ship_line1: Annotated[Name, About("street, or what stands in its place", "Storgata 1")]
    ship_line2: Annotated[Name, About("more of it", "")] = ""
    ship_city: Annotated[Name, About("city", "Oslo")] = ""
    ship_region: Annotated[Short, About("state or province", "")] = ""
    ship_postal_code: Annotated[PostalCode, About("postal code", "0155")] = ""
    ship_country: Annotated[Country, About("country", "NO")]
    ship_phone: Annotated[PhoneText, About("for the delivery", "")] = ""
    bill_recipient: Annotated[Name, About("bill-to address; all of it empty: as ship-to", "")] = ""
    bill_line1: Annotated[Name, About("street, or what stands in its place", "")] = ""
    bill_line2: Annotated[Name, About("more of it", "")] = ""
    bill_city: Annotated[Name, About("city", "")] = ""
    bill_region: Annotated[Short, About("state or province", "")] = ""
    bill_postal_code: Annotated[PostalCode, About("postal code", "")] = ""
    bill_country: Annotated[Country, About("country", "")] = ""
    bill_phone: Annotated[PhoneText, About("for the delivery", "")] = ""
    shipping: Annotated[Amount, About("what the delivery cost", "4.90")] = "0"
    tax: Annotated[Amount, About("tax on top of the prices", "3.10")] = "0"
    tax_included: Annotated[Amount, About("tax inside the prices", "0")] = "0"
    tax_name: Annotated[Name, About("what the customer reads", "VAT")] = ""
    stated_goods: Annotated[
        Amount | None, About("sum of the lines as its header says; kept beside ours", "38.00")
    ] = None
    stated_total: Annotated[
        Amount | None, About("total as its header says; kept beside ours", "46.00")
    ] = None

    @property
    def ship_to(self) -> Address:
        """Where it went."""
        return _address(self, "ship_")

    @property
    def bill_to(self) -> Address:
        """Who got the bill."""
        found = _address(self, "bill_")
        return self.ship_to if found.is_empty else found


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItemRow:
    """A line of an order, in line order."""

    order: OrderNumber
    sku: Annotated[Key, About("the item's code", "MUG-01")]
    name: Annotated[Name, About("empty: the item's name", "")] = ""
    quantity: Annotated[Quantity, About("units", "5")]
    list_price: Annotated[Amount | None, About("per unit, before any agreement", "8.40")] = None
    unit_price: Annotated[Amount, About("agreed price per unit", "8.00")]
    discount: Annotated[Amount, About("taken off the whole line", "2.00")] = "0"
    promotion: Annotated[
        Name, About("name of the store's promotion that gave the discount; empty: not known", "")
    ] = ""
    amount: Annotated[
        Amount, About("what was paid for the line, without tax on top; this is the truth", "38.00")
    ]
    expected: Annotated[Day | None, About("date that the customer was told", "")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaymentRow:
    """How an order was paid; there is no column for a card number."""

    order: OrderNumber
    method: Annotated[
        PaymentMethod, one_of(PaymentMethod), words_of(PaymentMethod), About("how", "card")
    ]
    amount: Annotated[Amount | None, About("empty: the rest", "")] = None
    reference: Annotated[Short, About("purchase order, transfer or the like", "PO-7781")] = ""
    brand: Annotated[Short, About("brand of the card", "Visa")] = ""
    last_four: Annotated[LastFour, About("end of the card's number", "4242")] = ""
    expiry: Annotated[Month, About("of the card", "2027-05")] = ""


def _address(row: OrderRow, prefix: str) -> Address:
    return Address(
        recipient=getattr(row, f"{prefix}recipient"),
        line1=getattr(row, f"{prefix}line1"),
        line2=getattr(row, f"{prefix}line2"),
        city=getattr(row, f"{prefix}city"),
        region=getattr(row, f"{prefix}region"),
        postal_code=getattr(row, f"{prefix}postal_code"),
        country=getattr(row, f"{prefix}country"),
        phone=getattr(row, f"{prefix}phone"),
    )
