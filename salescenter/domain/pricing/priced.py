"""What the engine answers: the price, and how it came about.

All amounts are whole minor units of ``currency``. Discounts are positive numbers that are taken
off. A price is never a field of an item: ``Priced`` stands beside the order and is stored whole at
submit (``priced_document``).
"""

from dataclasses import dataclass
from enum import StrEnum

from salescenter.domain.catalogue import PriceSource
from salescenter.domain.errors import Refused
from salescenter.domain.money import LARGEST_AMOUNT, Money
from salescenter.domain.promotion import PromotionGroup, PromotionType, Selection
from salescenter.i18n import N_


class Reason(StrEnum):
    """Why a promotion was not applied: the closed list of promotions.md section 9."""

    NOT_ACTIVE = "not_active"
    NOT_SCHEDULED = "not_scheduled"
    WRONG_CUSTOMER = "wrong_customer"
    CODE_MISSING = "code_missing"
    CODE_UNKNOWN = "code_unknown"
    BELOW_QUANTITY = "below_quantity"
    BELOW_AMOUNT = "below_amount"
    ITEM_MISSING = "item_missing"
    ALREADY_DISCOUNTED = "already_discounted"
    EXCLUDED = "excluded"
    OTHERS_APPLIED = "others_applied"
    LIMIT_REACHED = "limit_reached"
    NO_AMOUNT_IN_CURRENCY = "no_amount_in_currency"
    OTHER_PAYMENT_OR_DELIVERY = "other_payment_or_delivery"
    REWARD_IS_ZERO = "reward_is_zero"


REASON_NAMES = {
    Reason.NOT_ACTIVE: N_("Not active"),
    Reason.NOT_SCHEDULED: N_("Not running at this time"),
    Reason.WRONG_CUSTOMER: N_("Not for this customer"),
    Reason.CODE_MISSING: N_("A code is needed"),
    Reason.CODE_UNKNOWN: N_("The code is unknown"),
    Reason.BELOW_QUANTITY: N_("Not enough units"),
    Reason.BELOW_AMOUNT: N_("Amount not reached"),
    Reason.ITEM_MISSING: N_("An item is missing"),
    Reason.ALREADY_DISCOUNTED: N_("The lines have another promotion"),
    Reason.EXCLUDED: N_("Another promotion excludes it"),
    Reason.OTHERS_APPLIED: N_("It stands alone, and others applied"),
    Reason.LIMIT_REACHED: N_("Its limit is reached"),
    Reason.NO_AMOUNT_IN_CURRENCY: N_("Not offered in this currency"),
    Reason.OTHER_PAYMENT_OR_DELIVERY: N_("Other payment or delivery needed"),
    Reason.REWARD_IS_ZERO: N_("Nothing left to take off"),
}


class Limit(StrEnum):
    """Which limit was reached."""

    TOTAL = "total"
    PER_CUSTOMER = "per_customer"
    PER_ORDER = "per_order"


@dataclass(frozen=True, slots=True)
class NotApplied:
    """The first condition that failed. ``have`` and ``need`` count units or minor units.

    ``wanted``: what they are counted of, or which item is missing (None: all goods).
    ``promotion_ids``: who excludes it or was applied before. ``names``: segments, delivery or
    payment methods that would do. For the n-th order ``have`` is which order this one is.
    """

    reason: Reason
    have: int | None = None
    need: int | None = None
    wanted: Selection | None = None
    limit: Limit | None = None
    promotion_ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromotionResult:
    """What became of one promotion: applied, or ``not_applied`` says why not.

    ``amount`` in all. ``line_ids``/``line_amounts``: where it fell on lines (a share of an order
    promotion may be 0), with ``line_units`` for item promotions, how many were rewarded.
    ``delivery_ids``/``delivery_amounts``: where on deliveries. ``trigger_line_ids`` and
    ``trigger_units``: units that earned the reward. ``redemptions`` are taken at submit.
    """

    promotion_id: int
    version: int
    name: str
    type: PromotionType
    not_applied: NotApplied | None = None
    applications: int = 0
    units: int = 0
    redemptions: int = 0
    amount: int = 0
    line_ids: tuple[int, ...] = ()
    line_amounts: tuple[int, ...] = ()
    line_units: tuple[int, ...] = ()
    delivery_ids: tuple[int, ...] = ()
    delivery_amounts: tuple[int, ...] = ()
    trigger_line_ids: tuple[int, ...] = ()
    trigger_units: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def is_applied(self) -> bool:
        """Whether the order has it."""
        return self.not_applied is None

    @property
    def group(self) -> PromotionGroup:
        """The group it was evaluated in."""
        return self.type.group


@dataclass(frozen=True, slots=True)
class Gift:
    """Units of an item that come free; they are no line until submit (decision 11)."""

    promotion_id: int
    item_id: int
    sku: str
    quantity: int
    unit_price: int


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """A tax of the order: on which base, how much; several lines may have contributed."""

    name: str
    rate: int
    included: bool
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class PricedLines:
    """Columns by line, in line order.

    ``goods`` = quantity x price per unit (override or entitled). ``paid`` = goods less both
    discounts: the remainder, gross where tax is included. ``taxes`` come on top of it,
    ``taxes_included`` are inside.
    """

    ids: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    list_prices: tuple[int | None, ...] = ()
    entitled_prices: tuple[int, ...] = ()
    sources: tuple[PriceSource, ...] = ()
    overrides: tuple[int | None, ...] = ()
    goods: tuple[int, ...] = ()
    item_discounts: tuple[int, ...] = ()
    order_discounts: tuple[int, ...] = ()
    paid: tuple[int, ...] = ()
    taxes: tuple[int, ...] = ()
    taxes_included: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PricedDelivery:
    """A delivery: ``paid`` = charge less discount; taxes as for lines.

    ``agreed_off`` was taken off the store's charge by agreement; ``charge`` is what was left.
    """

    id: int
    charge: int
    discount: int
    paid: int
    tax: int
    tax_included: int
    agreed_off: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """total = goods - item_discount - order_discount + shipping - shipping_discount + tax.

    ``shipping`` is the charge before its discount; ``tax`` is on top, ``tax_included`` inside.
    """

    goods: int = 0
    item_discount: int = 0
    order_discount: int = 0
    shipping: int = 0
    shipping_discount: int = 0
    tax: int = 0
    tax_included: int = 0
    total: int = 0

    @property
    def discount(self) -> int:
        """All that was taken off goods and delivery."""
        return self.item_discount + self.order_discount + self.shipping_discount


@dataclass(frozen=True, slots=True)
class Priced:
    """An order's price, whole. ``promotions`` stand in the sequence of evaluation.

    ``unknown_codes``: entered codes, as entered, that belong to no promotion of the store.
    """

    currency: str
    lines: PricedLines
    deliveries: tuple[PricedDelivery, ...]
    totals: Totals
    taxes: tuple[TaxTotal, ...] = ()
    gifts: tuple[Gift, ...] = ()
    promotions: tuple[PromotionResult, ...] = ()
    unknown_codes: tuple[str, ...] = ()

    @property
    def applied(self) -> tuple[PromotionResult, ...]:
        """The promotions that the order has, in sequence."""
        return tuple(result for result in self.promotions if result.is_applied)


def require_manageable(priced: Priced) -> None:
    """Refuse a price that cannot be written: every amount has to be one that sums still hold.

    Raises Refused ``order.amount_too_large``, above 10**15 minor units.
    """
    totals = priced.totals
    largest = max(totals.goods, totals.shipping, totals.tax, totals.total)
    if largest > LARGEST_AMOUNT:
        raise Refused("order.amount_too_large", amount=Money(largest, priced.currency))
