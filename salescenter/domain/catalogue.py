"""What a store sells: items with prices, categories and stock."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from salescenter.i18n import N_


class PriceSource(StrEnum):
    """Where a price comes from; contracts only add sources (decision 7)."""

    LIST = "list"
    OFFER = "offer"
    CONTRACT = "contract"


class ItemKind(StrEnum):
    """What an entry of the catalogue is when somebody orders it.

    An *item* and a *package* have one code, one price and stock of their own (a package names what
    is in it). A *product* stands for items that differ in attributes: one of them is ordered. A
    *bundle* stands for its parts: all of them are ordered, as items of one group.
    """

    ITEM = "item"
    PRODUCT = "product"
    BUNDLE = "bundle"
    PACKAGE = "package"


_PIECES = frozenset({"", "ea", "c62", "pce", "each", "piece"})


def is_piece(unit: str) -> bool:
    """Whether a unit says no more than the number itself."""
    return unit.casefold() in _PIECES


ORDERABLE = frozenset({ItemKind.ITEM, ItemKind.PACKAGE})


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price per unit in minor units, from a quantity on, between two instants (both inside).

    ``list_id`` tells one contract from another.
    """

    source: PriceSource
    amount: int
    min_quantity: int = 1
    starts: datetime | None = None
    ends: datetime | None = None
    list_id: int = 0


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """An item with all that pricing needs to know of it, in one store and currency.

    ``category_ids`` runs from the item's own category up to the root. ``weight_grams`` is None
    where nobody has weighed it; it then counts nothing. ``attributes`` are the names of a product's
    attributes, or the values that an item of a product has for them, in the same order.
    """

    id: int
    sku: str
    name: str
    unit: str
    category_ids: tuple[int, ...]
    tax_category: str
    weight_grams: int | None
    is_discountable: bool
    is_active: bool
    prices: tuple[PriceRow, ...]
    kind: ItemKind = ItemKind.ITEM
    product_id: int | None = None
    attributes: tuple[str, ...] = ()
    is_backorderable: bool = True
    is_discontinued: bool = False
    is_returnable: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods on their way in: how many are expected, and when (a local date)."""

    expected: date
    quantity: int


@dataclass(frozen=True, slots=True)
class Availability:
    """What can be promised of an item: free units now, and what is expected.

    ``free`` is on hand less reserved and safety stock over active places, never below 0.
    """

    item_id: int
    free: int
    backorder_limit: int = 0
    receipts: tuple[Receipt, ...] = ()

    def expected_for(self, quantity: int, today: date) -> date | None:
        """When so many could leave: today, with the receipt that completes them, or None."""
        missing = quantity - self.free
        if missing <= 0:
            return today
        for receipt in sorted(self.receipts, key=lambda receipt: receipt.expected):
            missing -= receipt.quantity
            if missing <= 0:
                return max(receipt.expected, today)
        return None


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """An item in a list of hits; ``amount`` is the list price per unit in minor units.

    ``is_scanned``: it was found by the bar code that is on it.
    """

    id: int
    sku: str
    name: str
    unit: str
    amount: int
    currency: str
    free: int
    corrected: tuple[str, ...] = ()
    kind: ItemKind = ItemKind.ITEM
    is_discontinued: bool = False
    is_scanned: bool = False


@dataclass(frozen=True, slots=True)
class PartOf:
    """So many of an item in one bundle or package."""

    item_id: int
    quantity: int


class AssociationKind(StrEnum):
    """What an item is to another (sales-center.md 6.1)."""

    REPLACEMENT = "replacement"
    ACCESSORY = "accessory"
    CROSS_SELL = "cross_sell"
    UP_SELL = "up_sell"


ASSOCIATION_NAMES = {
    AssociationKind.REPLACEMENT: N_("Instead of it"),
    AssociationKind.ACCESSORY: N_("Accessory"),
    AssociationKind.CROSS_SELL: N_("Goes with it"),
    AssociationKind.UP_SELL: N_("A step up"),
}


@dataclass(frozen=True, slots=True)
class Association:
    """The item ``target_id`` is that to ``source_id``; the lowest position is shown first."""

    source_id: int
    target_id: int
    kind: AssociationKind
    position: int = 0
