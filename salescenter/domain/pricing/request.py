"""What the engine is asked: lines in columns, deliveries, buyer, instant.

All amounts are whole minor units of ``currency``, per unit or per delivery as named; rates are
millionths. Columns are tuples of one length in line order, because the engine's loops over ints
are many times faster than over objects (architecture, "Speed by sharing").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter

from salescenter.domain.catalogue import PriceSource

SHIP_TAX_CATEGORY = "ship"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One line as a row, for callers that think in rows; ``Lines.of`` turns rows into columns.

    ``unit_price`` is the entitled price and ``source`` where it comes from; ``override`` wins over
    it. ``category_ids`` include all ancestors. ``floor`` is the least that a unit may cost after
    promotions.
    """

    id: int
    item_id: int
    sku: str
    unit_price: int
    quantity: int
    category_ids: tuple[int, ...] = ()
    source: PriceSource = PriceSource.LIST
    list_price: int | None = None
    override: int | None = None
    tax_category: str = ""
    discountable: bool = True
    on_sale: bool = False
    floor: int = 0
    weight_grams: int = 0
    delivery_id: int = 1


_COLUMNS = attrgetter(*(column.name for column in fields(RequestLine)))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of an order in columns, all of one length, in line order."""

    ids: tuple[int, ...] = ()
    item_ids: tuple[int, ...] = ()
    skus: tuple[str, ...] = ()
    unit_prices: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    category_ids: tuple[tuple[int, ...], ...] = ()
    sources: tuple[PriceSource, ...] = ()
    list_prices: tuple[int | None, ...] = ()
    overrides: tuple[int | None, ...] = ()
    tax_categories: tuple[str, ...] = ()
    discountable: tuple[bool, ...] = ()
    on_sale: tuple[bool, ...] = ()
    floors: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    delivery_ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len({len(getattr(self, column.name)) for column in fields(self)}) > 1:
            raise ValueError("the columns differ in length")

    @classmethod
    def of(cls, rows: Iterable[RequestLine]) -> "Lines":
        """The columns of these rows."""
        return cls(*zip(*map(_COLUMNS, rows), strict=True))

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax on a category: its rate, and whether prices contain it or it comes on top."""

    name: str
    rate: int
    included: bool = False


TaxRates = Mapping[str, tuple[TaxRate, ...]]
"""The rates that stack on one base, by tax category; a category without an entry is untaxed."""


@dataclass(frozen=True, slots=True)
class RequestDelivery:
    """A delivery: its charge by the shipping rules (``shipping.delivery_charge``), its taxes.

    ``agreed_off`` is what was taken off by agreement; ``charge`` is what was left.
    """

    id: int = 1
    method: str = ""
    charge: int = 0
    tax_rates: TaxRates = field(default_factory=dict)
    tax_category: str = SHIP_TAX_CATEGORY
    agreed_off: int = 0


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Redemptions of a promotion by other orders: all of them, and those of this customer."""

    total: int = 0
    by_customer: int = 0


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys. A guest is in the segment ``guest`` only.

    ``codes`` as entered. ``earlier_orders``: placed before and not canceled. ``redeemed`` by
    promotion id, without what this order itself took (it does not compete with itself).
    """

    customer_id: int | None = None
    segments: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    earlier_orders: int = 0
    redeemed: Mapping[int, Redeemed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PricingRequest:
    """Everything that a price depends on, besides the promotions.

    ``at`` is the instant (aware); ``local_at`` the same instant in the store's zone, for daily
    windows and week days. ``payment_methods``: how it is paid so far.
    """

    currency: str
    at: datetime
    local_at: datetime
    lines: Lines
    deliveries: tuple[RequestDelivery, ...] = ()
    buyer: Buyer = Buyer()
    payment_methods: tuple[str, ...] = ()
