"""The order: a value. A change makes another value; nothing here is ever altered in place.

Prices are not in it (see ``pricing``): a price is computed beside the order and never stored on an
item. What an item does carry is what was agreed by word of mouth: an override, and what the
customer was *told*.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from salescenter.domain.address import Address
from salescenter.domain.comment import OrderComment
from salescenter.domain.parts import Parts
from salescenter.i18n import N_

MAX_QUANTITY = 999_999


class OrderStatus(StrEnum):
    """What is stored (decision 15). *Editing* is shown while an edit is open, never stored."""

    PENDING = "pending"
    PENDING_PAYMENT = "pending_payment"
    PROCESSING = "processing"
    SHIPPED = "shipped"
    CANCELED = "canceled"


STATUS_NAMES = {
    OrderStatus.PENDING: N_("Pending"),
    OrderStatus.PENDING_PAYMENT: N_("Pending payment authorization"),
    OrderStatus.PROCESSING: N_("Processing"),
    OrderStatus.SHIPPED: N_("Shipped"),
    OrderStatus.CANCELED: N_("Canceled"),
}

# The word of the original product's status bar, and its code, for scripts and tool tips
# (sales-center.md 4.2 and 14.1).
ORIGINAL_STATUS = {
    OrderStatus.PENDING: ("Pending", "P"),
    OrderStatus.PENDING_PAYMENT: ("Pending payment authorization", "M"),
    OrderStatus.PROCESSING: ("Pending payment authorization", "C"),
    OrderStatus.SHIPPED: ("Shipped", "S"),
    OrderStatus.CANCELED: ("Cancelled", "X"),
}

# The one table of transitions: nothing else changes a status (architecture, status table).
TRANSITIONS = {
    OrderStatus.PENDING: frozenset(
        {OrderStatus.PENDING_PAYMENT, OrderStatus.PROCESSING, OrderStatus.CANCELED}
    ),
    OrderStatus.PENDING_PAYMENT: frozenset({OrderStatus.PROCESSING, OrderStatus.CANCELED}),
    OrderStatus.PROCESSING: frozenset(
        {OrderStatus.PENDING_PAYMENT, OrderStatus.SHIPPED, OrderStatus.CANCELED}
    ),
    OrderStatus.SHIPPED: frozenset[OrderStatus](),
    OrderStatus.CANCELED: frozenset[OrderStatus](),
}


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A line: how much of which item, where it goes, and what was agreed about its price.

    ``override_price`` and ``told_price`` are per unit in minor units of the order's currency. Lines
    that came with one bundle share a ``bundle_group``; ``contract_id`` is the price list chosen for
    a line, None for the lowest price.
    """

    id: int
    item_id: int
    sku: str
    name: str
    quantity: int
    delivery_id: int
    override_price: int | None = None
    override_reason: str = ""
    told_price: int | None = None
    told_date: date | None = None
    expedite: bool = False
    bundle_id: int | None = None
    bundle_group: int | None = None
    contract_id: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where some of the lines go, how and when; the address is a copy (decision 8).

    ``charge_percent_off`` is what is taken off its charge by agreement, in ten thousandths.
    """

    id: int
    address: Address | None = None
    method: str = ""
    requested_date: date | None = None
    instructions: str = ""
    ship_together: bool = False
    charge_percent_off: int | None = None
    charge_reason: str = ""


class PaymentMethod(StrEnum):
    """How a customer pays. Only a card needs an authorization."""

    CARD = "card"
    CASH_ON_DELIVERY = "cash_on_delivery"
    CHECK = "check"
    INVOICE = "invoice"
    GIFT_CERTIFICATE = "gift_certificate"
    PURCHASE_ORDER = "purchase_order"


METHOD_NAMES = {
    PaymentMethod.CARD: N_("Card"),
    PaymentMethod.CASH_ON_DELIVERY: N_("Cash on delivery"),
    PaymentMethod.CHECK: N_("Check"),
    PaymentMethod.INVOICE: N_("Invoice"),
    PaymentMethod.GIFT_CERTIFICATE: N_("Gift certificate"),
    PaymentMethod.PURCHASE_ORDER: N_("Purchase order"),
}


class PaymentState(StrEnum):
    """How far a payment is. Methods without approval count as authorized (decision 27)."""

    READY = "ready"
    AUTHORIZING = "authorizing"
    AUTHORIZED = "authorized"
    DECLINED = "declined"
    REVIEW = "review"
    UNKNOWN = "unknown"


PAYMENT_STATE_NAMES = {
    PaymentState.READY: N_("Ready"),
    PaymentState.AUTHORIZING: N_("Being authorized"),
    PaymentState.AUTHORIZED: N_("Authorized"),
    PaymentState.DECLINED: N_("Declined"),
    PaymentState.REVIEW: N_("In review at the provider"),
    PaymentState.UNKNOWN: N_("Being found out"),
}


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment instruction: a fixed amount in minor units, or None for *the rest*.

    ``most`` is where a payment of the rest ends, in minor units: the balance of a certificate, a
    credit line's or a method's limit, and on a placed order what was promised of it. ``token``,
    ``brand``, ``last_four`` and ``expiry`` (YYYY-MM) come from the payment provider; there is no
    field for a card number, and of a gift certificate's code only its end is kept here too.
    ``reference`` is what the other side calls it: the provider's authorization, the customer's
    purchase order. ``certificate_id`` and ``organization_id`` say whose balance or credit is taken.
    """

    id: int
    method: PaymentMethod
    amount: int | None = None
    state: PaymentState = PaymentState.READY
    token: str = ""
    brand: str = ""
    last_four: str = ""
    expiry: str = ""
    reference: str = ""
    reason: str = ""
    most: int | None = None
    certificate_id: int | None = None
    organization_id: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it covers part of the total: all but a declined one."""
        return self.state is not PaymentState.DECLINED

    @property
    def is_drawn(self) -> bool:
        """Whether it is taken from a balance or a credit line when the order is placed."""
        return self.certificate_id is not None or self.organization_id is not None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be approved."""
        return self.method is not PaymentMethod.CARD or self.state is PaymentState.AUTHORIZED


class BlockKind(StrEnum):
    """Who placed it: a person, or a rule."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Block:
    """What holds an order back from fulfilment until somebody has looked (decision 34).

    ``part_id``: the line or delivery that it is about.
    """

    id: int
    reason_code: str
    kind: BlockKind
    comment: str = ""
    evidence: str = ""
    placed_at: datetime | None = None
    placed_by: int | None = None
    resolved_at: datetime | None = None
    resolved_by: int | None = None
    part_id: int | None = None

    @property
    def is_resolved(self) -> bool:
        """Whether it no longer holds anything back."""
        return self.resolved_at is not None


def _compared() -> dict[str, bool]:
    return {"compared": False}


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands at one version.

    Fields marked as not compared are counters and marks of time: two orders that differ in them
    alone are "the same value" (decision 17) and have no difference.
    """

    id: int
    number: str
    store_id: int
    currency: str
    status: OrderStatus = OrderStatus.PENDING
    customer_id: int | None = None
    channel: str = ""
    placed_at: datetime | None = None
    cancel_reason: str = ""
    bill_to: Address | None = None
    codes: tuple[str, ...] = ()
    deliveries: Parts[Delivery] = field(default_factory=Parts)
    items: Parts[OrderItem] = field(default_factory=Parts)
    payments: Parts[Payment] = field(default_factory=Parts)
    blocks: Parts[Block] = field(default_factory=Parts)
    comments: Parts[OrderComment] = field(default_factory=Parts)
    version: int = field(default=0, metadata=_compared())
    next_part: int = field(default=1, metadata=_compared())
    created_at: datetime | None = field(default=None, metadata=_compared())
    changed_at: datetime | None = field(default=None, metadata=_compared())
    changed_by: int | None = field(default=None, metadata=_compared())

    @property
    def open_blocks(self) -> tuple[Block, ...]:
        """Blocks that nobody has resolved yet."""
        return tuple(block for block in self.blocks if not block.is_resolved)

    @property
    def is_pending(self) -> bool:
        """Whether it is still being taken."""
        return self.status is OrderStatus.PENDING

    @property
    def is_closed(self) -> bool:
        """Whether nothing can change any more."""
        return not TRANSITIONS[self.status]


def order_number(order_id: int) -> str:
    """The number read out to a customer: the id and a check digit (decision 1), 7-10 digits.

    The check digit is that of Luhn, so that one wrong digit and almost every swap is noticed.
    """
    body = str(100_000 + order_id)
    return body + str(_check_digit(body))


def is_order_number(text: str) -> bool:
    """Whether the digits could be an order number: the last one fits the others."""
    return text.isdigit() and 6 < len(text) <= 10 and _check_digit(text[:-1]) == int(text[-1])


def _check_digit(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10
