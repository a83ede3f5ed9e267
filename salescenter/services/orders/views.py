"""What the order verbs ask for and answer."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from salescenter.domain.address import Address
from salescenter.domain.catalogue import Availability, PriceRow
from salescenter.domain.customer import Customer
from salescenter.domain.errors import Problem
from salescenter.domain.order import MAX_QUANTITY, Order, OrderStatus, PaymentMethod
from salescenter.domain.order_comments import LONGEST_COMMENT
from salescenter.domain.order_payments import Coverage
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.undo import kind_title
from salescenter.services.verbs import wish

Quantity = Annotated[int, Field(ge=1, le=MAX_QUANTITY)]
Text = Annotated[str, Field(max_length=254)]


@dataclass(frozen=True, slots=True)
class OrderStep:
    """What a writing verb answers: small, since it is kept with the key. Amounts in minor units.

    ``part_id`` is the line or payment that the step was about. Whoever wants the whole order
    reads it with ``order.get``, or hears of it by event.
    """

    order_id: int
    number: str
    version: int
    status: OrderStatus
    total: int
    currency: str
    part_id: int | None = None


@dataclass(frozen=True, slots=True)
class StepName:
    """A step as data, named when shown; ``refusal`` says why it cannot be taken back."""

    kind: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""
    by: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether it can be done."""
        return bool(self.kind) and not self.refusal

    @property
    def title(self) -> str:
        """The step's name in the user's language; empty when there is none."""
        return kind_title(self.kind, self.parameters) if self.kind else ""


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with all that its editor shows, read in one snapshot.

    ``availability`` holds what can be promised of the items on it; ``missing`` everything that
    keeps it from being submitted. ``item_names`` and ``category_names`` say, by id, what promotions
    want that are not applied; ``user_names`` who placed and resolved blocks and
    wrote comments. ``units`` says by item what quantities count, where that is not pieces;
    ``item_names`` names the bundles on the order too. ``agreed`` holds by item the prices of
    contracts that the buyer may choose, ``contract_names`` what those contracts are called.
    """

    order: Order
    priced: Priced
    customer: Customer | None
    coverage: Coverage
    availability: tuple[Availability, ...]
    missing: tuple[Problem, ...]
    undo: StepName
    redo: StepName
    changed_by: str = ""
    item_names: dict[int, str] = field(default_factory=dict)
    category_names: dict[int, str] = field(default_factory=dict)
    user_names: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    agreed: dict[int, tuple[PriceRow, ...]] = field(default_factory=dict)
    contract_names: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SoMany:
    """So many of an item."""

    item_id: int
    quantity: Quantity = 1


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A step of an order as its history shows it; differences as (path, before, after)."""

    number: int
    kind: str
    parameters: dict[str, Any]
    at: datetime
    by: str
    role: str
    channel: str
    reason: str
    differences: tuple[tuple[Any, ...], ...]
    undone: bool

    @property
    def title(self) -> str:
        """The step's name in the user's language."""
        return kind_title(self.kind, self.parameters)


@wish
class NewOrder:
    """An order with its first content: a customer, items, or both (decision 1).

    ``item_id`` may be a bundle; ``items`` come after it, as they were pasted.
    """

    store_id: int
    customer_id: int | None = None
    item_id: int | None = None
    quantity: Quantity = 1
    channel: Text = ""
    items: Annotated[tuple[SoMany, ...], Field(max_length=2_000)] = ()


@wish
class OnOrder:
    """Something about one order; ``version`` is the one that the wish was made on."""

    order_id: int
    version: int


@wish
class OrderById:
    """One order."""

    order_id: int


@wish
class OrderByNumber:
    """One order by the number that is read out."""

    number: Annotated[str, Field(max_length=20)]


@wish
class AssignCustomer(OnOrder):
    """Whose order it is."""

    customer_id: int


@wish
class RegisterGuest(OnOrder):
    """Make the guest of a pending order a registered customer, under this name if it was not known.

    Empty names: as they are known.
    """

    last_name: Annotated[str, Field(max_length=64)] = ""
    first_name: Annotated[str, Field(max_length=64)] = ""


@wish
class SetChannel(OnOrder):
    """How the order came in."""

    channel: Text


@wish
class AddItem(OnOrder):
    """So many more of an item."""

    item_id: int
    quantity: Quantity = 1


@wish
class AddItems(OnOrder):
    """Many items at once, as they were pasted."""

    items: Annotated[tuple[SoMany, ...], Field(min_length=1, max_length=2_000)]


@wish
class AddBundle(OnOrder):
    """So many of a bundle."""

    item_id: int
    quantity: Quantity = 1


@wish
class OnLines(OnOrder):
    """Something about several lines."""

    lines: Annotated[tuple[int, ...], Field(min_length=1)]


@wish
class ChangeQuantities(OnLines):
    """Another quantity on several lines."""

    quantity: Quantity


@wish
class OnLine(OnOrder):
    """Something about one line."""

    line_id: int


@wish
class ChangeQuantity(OnLine):
    """Another quantity on a line."""

    quantity: Quantity


@wish
class ChooseContract(OnLine):
    """The contract that a line is bought by; None: the lowest price."""

    contract_id: int | None


@wish
class OverridePrice(OnLine):
    """A negotiated price per unit in minor units, or None to take it back.

    ``accept_block``: a price beyond the team's limit is given all the same, and blocks the order.
    """

    price: int | None
    reason: Text = ""
    accept_block: bool = False


@wish
class CodeOnOrder(OnOrder):
    """A promotion code, as it was read out."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


@wish
class SetAddress(OnOrder):
    """Where the order goes, or who gets the bill."""

    address: Address


@wish
class SetMethod(OnOrder):
    """How it is sent: the code of one of the store's shipping methods."""

    method: Text


@wish
class SendLines(OnOrder):
    """How these lines are sent (none named: all); None leaves a field as it is.

    ``any_date`` takes the requested date away.
    """

    lines: tuple[int, ...] = ()
    address: Address | None = None
    method: Text | None = None
    requested_date: date | None = None
    any_date: bool = False
    instructions: Annotated[str, Field(max_length=500)] | None = None
    ship_together: bool | None = None


@wish
class ExpediteLines(OnOrder):
    """Whether these lines (none named: all) leave as soon as they can, before others."""

    expedite: bool
    lines: tuple[int, ...] = ()


@wish
class OverrideCharge(OnOrder):
    """So much off the charge of a delivery, in ten thousandths of a percent; None: in full.

    ``accept_block``: more than the team's limit is given all the same, and blocks the order.
    """

    delivery_id: int
    percent_off: int | None
    reason: Text = ""
    accept_block: bool = False


@wish
class SubmitOrder(OnOrder):
    """Place the order at the total, in minor units, that was read to the customer."""

    total: int


@wish
class CancelOrder(OnOrder):
    """Call an order off."""

    reason: Annotated[str, Field(max_length=500)]


@wish
class CommentOnOrder(OnOrder):
    """Words to be written on an order; ``channel``: where they came up, "" for the order's own."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_COMMENT)]
    for_customer: bool = False
    channel: Text = ""


@wish
class AddPayment(OnOrder):
    """A payment that needs no card: a fixed amount in minor units, or None for the rest.

    ``reference``: the number of a purchase order.
    """

    method: PaymentMethod
    amount: int | None = None
    reference: Annotated[str, Field(max_length=40)] = ""


@wish
class OnPayment(OnOrder):
    """Something about one payment."""

    payment_id: int


@wish
class ListOrders:
    """Orders of a customer, or the last changed ones of a store, newest first, paged by key.

    The days, in the store's time zone and both included, are those on which an order was placed,
    or last changed where it is not placed.
    """

    store_id: int
    customer_id: int | None = None
    before_id: int | None = None
    status: OrderStatus | None = None
    first_day: date | None = None
    last_day: date | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@wish
class StepsOf:
    """The history of an order, newest first, before an entry's number."""

    order_id: int
    before: int | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
