"""The goods of an order while it is being priced: rows with running values.

For item promotions a row stands for all lines of the same item, price and delivery (decision 31);
for order promotions each line is a row. A row's running value is what it costs after the
promotions so far, never below its floor. Where a promotion touches single units, the row is kept
in pieces, each with its own running value (decision 30).
"""

from collections.abc import Sequence
from enum import Enum
from operator import mul, sub
from typing import NamedTuple

from salescenter.domain.money import share
from salescenter.domain.pricing.offers import Offers, Pick
from salescenter.domain.pricing.request import Lines
from salescenter.domain.promotion import amount_in


class Use(Enum):
    """What a unit has served as in a promotion that touches single units. Units serve once."""

    FREE = 0
    TRIGGER = 1
    REWARD = 2


class Piece(NamedTuple):
    """Some units of a row that share a fate: how many, worth how much together, used as what."""

    units: int
    value: int
    use: Use = Use.FREE


class Goods:
    """Rows in columns. Private to one pricing; only the engine's walk changes it."""

    def __init__(self, currency: str, lines: Lines, prices: Sequence[int], offers: Offers) -> None:
        self.currency = currency
        self.lines = lines
        self.prices = prices
        self.quantities = lines.quantities
        self.values: list[int] = list(map(mul, prices, lines.quantities))
        self.undiscounted = tuple(self.values)
        self.total = sum(self.values)
        self.carriers: dict[int, int] = {}
        self.pieces: dict[int, tuple[Piece, ...]] = {}
        self.has_floors = any(lines.floors)
        self._all_discountable = all(lines.discountable)
        self._all_rows = range(len(prices))
        self._by_number = offers.rows_by_number(lines.item_ids, lines.category_ids)

    def rows(self, pick: Pick) -> Sequence[int]:
        """The rows that a selection means, in line order."""
        rows = self._all_rows if pick.number is None else self._by_number[pick.number]
        return [row for row in rows if self._priced_within(row, pick)] if pick.by_price else rows

    def _priced_within(self, row: int, pick: Pick) -> bool:
        selection = pick.selection
        if selection.without_on_sale and self.lines.on_sale[row]:
            return False
        least = amount_in(selection.min_unit_prices, self.currency)
        most = amount_in(selection.max_unit_prices, self.currency)
        price = self.prices[row]
        return (least is None or least <= price) and (most is None or price <= most)

    def amount(self, pick: Pick) -> int:
        """The running value of what a selection means."""
        if pick.is_everything:
            return self.total
        return sum([self.values[row] for row in self.rows(pick)])

    def quantity(self, pick: Pick) -> int:
        """The units of what a selection means."""
        if pick.is_everything:
            return sum(self.quantities)
        return sum([self.quantities[row] for row in self.rows(pick)])

    def rewardable(self, pick: Pick, *, carried: bool) -> Sequence[int]:
        """The rows of a selection that may get cheaper; ``carried``: also those already reduced."""
        rows = self.rows(pick)
        if not self._all_discountable:
            rows = [row for row in rows if self.lines.discountable[row]]
        if self.carriers and not carried:
            rows = [row for row in rows if row not in self.carriers]
        return rows

    def values_of(self, rows: Sequence[int]) -> Sequence[int]:
        """The running values of rows, to be read before anything is taken off."""
        if len(rows) == len(self.values):
            return self.values
        return [self.values[row] for row in rows]

    def rooms(self, rows: Sequence[int]) -> list[int]:
        """How much the running values of rows may still fall."""
        floors, values, quantities = self.lines.floors, self.values, self.quantities
        return [max(0, values[row] - floors[row] * quantities[row]) for row in rows]

    def pieces_of(self, row: int) -> tuple[Piece, ...]:
        """A row in pieces; one that was never touched by the unit is one piece."""
        return self.pieces.get(row) or (Piece(self.quantities[row], self.values[row]),)

    def take_off(self, rows: Sequence[int], amounts: Sequence[int]) -> None:
        """Lower the running values of rows."""
        values = self.values
        if len(rows) == len(values):
            values[:] = map(sub, values, amounts)
        else:
            for row, amount in zip(rows, amounts, strict=True):
                values[row] -= amount
        self.total -= sum(amounts)


def split_piece(piece: Piece, count: int) -> tuple[Piece, Piece]:
    """The first ``count`` units of a piece, and the rest; their values add up exactly."""
    rest = piece.units - count
    value, rest_value = share(piece.value, [count, rest])
    return Piece(count, value, piece.use), Piece(rest, rest_value, piece.use)
