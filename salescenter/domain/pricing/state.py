"""What the walk through the promotions carries along, and what a reward hands back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import add

from salescenter.domain.money import share
from salescenter.domain.pricing.goods import Goods, Piece
from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.request import Lines, PricingRequest
from salescenter.domain.promotion import PromotionGroup, normalized_code


@dataclass(slots=True)
class Grant:
    """What an offer may give once its conditions hold.

    ``rate`` and ``amount`` are those of the range reached; ``allowed`` is what the limits leave
    (units or applications), None without a limit.
    """

    rate: int
    amount: int | None
    allowed: int | None


@dataclass(slots=True)
class Taken:
    """A reward: amounts off rows or deliveries, and which units it took.

    ``pieces`` are the rows that are kept by the unit from now on; ``triggers`` units by row.
    """

    rows: Sequence[int] = ()
    amounts: Sequence[int] = ()
    units: Sequence[int] = ()
    deliveries: Sequence[int] = ()
    delivery_amounts: Sequence[int] = ()
    applications: int = 1
    triggers: dict[int, int] = field(default_factory=dict)
    pieces: dict[int, tuple[Piece, ...]] = field(default_factory=dict)


class State:
    """The order between two promotions. Private to one pricing."""

    def __init__(self, request: PricingRequest, offers: Offers) -> None:
        lines = request.lines
        self.request = request
        self.offers = offers
        self.codes = frozenset(map(normalized_code, request.buyer.codes))
        self.prices = effective_prices(lines)
        self.members = same_goods(lines, self.prices)
        self.rows = self._merged() if self.members else self._apart()
        self._line_goods: Goods | None = None if self.members else self.rows
        apart = self._apart() if self.members else self.rows
        self.undiscounted = apart.undiscounted
        self.line_values = apart.values
        self.charges = [delivery.charge for delivery in request.deliveries]
        self.order_discounts: list[int] = [0] * len(lines)
        self.applied: dict[PromotionGroup, list[int]] = {group: [] for group in PromotionGroup}
        self.excluded: dict[PromotionGroup, int] = {}

    def _apart(self) -> Goods:
        return Goods(self.request.currency, self.request.lines, self.prices, self.offers)

    def _merged(self) -> Goods:
        lines, firsts = self.request.lines, [row[0] for row in self.members]
        quantities = [sum(lines.quantities[line] for line in row) for row in self.members]
        merged = Lines(
            **{
                name: tuple(getattr(lines, name)[first] for first in firsts)
                for name in Lines.__dataclass_fields__
                if name != "quantities"
            },
            quantities=tuple(quantities),
        )
        prices = [self.prices[first] for first in firsts]
        return Goods(self.request.currency, merged, prices, self.offers)

    def goods(self, group: PromotionGroup) -> Goods:
        """Item promotions see rows of equal lines as one, the others see each line."""
        if group is PromotionGroup.ITEM:
            return self.rows
        if self._line_goods is None:
            self._line_goods = self._apart()
            self._line_goods.values = self.line_values
            self._line_goods.total = sum(self.line_values)
        return self._line_goods

    def take_items(self, taken: Taken, promotion_id: int) -> Taken:
        """Apply an item reward; the same reward by lines."""
        rows = self.rows
        rows.take_off(taken.rows, taken.amounts)
        rows.carriers.update(dict.fromkeys(taken.rows, promotion_id))
        rows.carriers.update(dict.fromkeys(taken.triggers, promotion_id))
        rows.pieces.update(taken.pieces)
        if not self.members:
            return taken
        self._line_goods = None
        return self._by_line(taken)

    def take_order(self, taken: Taken) -> Taken:
        """Apply an order reward to the lines."""
        self.goods(PromotionGroup.ORDER).take_off(taken.rows, taken.amounts)
        if len(taken.rows) == len(self.order_discounts):
            self.order_discounts = list(map(add, self.order_discounts, taken.amounts))
        else:
            for line, amount in zip(taken.rows, taken.amounts, strict=True):
                self.order_discounts[line] += amount
        return taken

    def take_delivery(self, taken: Taken) -> Taken:
        """Apply a reward on delivery charges."""
        for delivery, amount in zip(taken.deliveries, taken.delivery_amounts, strict=True):
            self.charges[delivery] -= amount
        return taken

    def _by_line(self, taken: Taken) -> Taken:
        found: list[tuple[int, int, int]] = []
        for row, amount, units in zip(taken.rows, taken.amounts, taken.units, strict=True):
            lines = self.members[row]
            amounts = share(amount, [self.line_values[line] for line in lines])
            found += zip(lines, amounts, self._units_by_line(row, units), strict=True)
        for line, amount, _ in found:
            self.line_values[line] -= amount
        kept = sorted(entry for entry in found if entry[1])
        return Taken(
            rows=[line for line, _, _ in kept],
            amounts=[amount for _, amount, _ in kept],
            units=[units for _, _, units in kept],
            applications=taken.applications,
            triggers={
                line: units
                for row, count in taken.triggers.items()
                for line, units in zip(
                    self.members[row], self._units_by_line(row, count), strict=True
                )
                if units
            },
        )

    def _units_by_line(self, row: int, units: int) -> list[int]:
        quantities = self.request.lines.quantities
        return share(units, [quantities[line] for line in self.members[row]])


def effective_prices(lines: Lines) -> Sequence[int]:
    """The price per unit that counts: an override wins over the entitled price."""
    if lines.overrides.count(None) == len(lines):
        return lines.unit_prices
    return [
        price if override is None else override
        for price, override in zip(lines.unit_prices, lines.overrides, strict=True)
    ]


def same_goods(lines: Lines, prices: Sequence[int]) -> list[list[int]]:
    """Lines by row where item promotions treat some as one (decision 31); empty: each is a row."""
    if len(set(lines.item_ids)) == len(lines):
        return []
    rows: dict[object, list[int]] = {}
    keys = zip(
        lines.item_ids,
        prices,
        lines.delivery_ids,
        lines.floors,
        lines.list_prices,
        lines.on_sale,
        lines.discountable,
        strict=True,
    )
    for line, key in enumerate(keys):
        rows.setdefault(key, []).append(line)
    return list(rows.values()) if len(rows) < len(lines) else []
