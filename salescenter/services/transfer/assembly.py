"""Putting promotions and orders together with their parts, and judging them as a whole."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from salescenter.domain.errors import Problem
from salescenter.services.transfer.checks import promotion_currency
from salescenter.services.transfer.make_order import (
    OrderRows,
    contradictions,
    make_order,
    make_price,
    order_problems,
)
from salescenter.services.transfer.make_promotion import PromotionRows, promotion_problems
from salescenter.services.transfer.nouns import BY_NAME, Key
from salescenter.services.transfer.report import Contradiction
from salescenter.services.transfer.sieve import Line, Sieve


@dataclass(frozen=True, slots=True)
class Assembled:
    """What can be written as a whole, and which figures disagree."""

    promotions: tuple[PromotionRows, ...]
    orders: tuple[OrderRows, ...]
    contradictions: tuple[Contradiction, ...]


def assemble(sieve: Sieve) -> Assembled:
    """Promotions, then orders; those that cannot be put together are refused."""
    wrong = [
        (line, problem) for line, rows in _promotions(sieve) for problem in promotion_problems(rows)
    ]
    sieve.refuse("promotions", wrong)
    wrong = [(line, each) for line, rows in _orders(sieve) for each in _problems(rows, sieve)]
    sieve.refuse("orders", wrong)
    orders = tuple(rows for _, rows in _orders(sieve))
    return Assembled(
        promotions=tuple(rows for _, rows in _promotions(sieve)),
        orders=orders,
        contradictions=tuple(each for rows in orders for each in _contradictions(rows)),
    )


def _parts(sieve: Sieve, noun: str) -> dict[Key, list[Any]]:
    """The good rows of a noun by the key of what they are a part of."""
    owner = BY_NAME[noun].belongs_to
    found: dict[Key, list[Any]] = defaultdict(list)
    for line in sieve.good(noun):
        key = owner.key(line.row) if owner is not None else None
        if key is not None:
            found[key].append(line.row)
    return found


def _promotions(sieve: Sieve) -> Iterator[tuple[Line, PromotionRows]]:
    ranges, items, codes = (
        _parts(sieve, f"promotion_{part}") for part in ("ranges", "items", "codes")
    )
    for line in sieve.good("promotions"):
        key = (line.row.store, line.row.name)
        currency = promotion_currency(line.row, sieve.known)
        parts = (ranges.get(key, ()), items.get(key, ()), codes.get(key, ()))
        yield line, PromotionRows(line.row, currency, *parts)


def _orders(sieve: Sieve) -> Iterator[tuple[Line, OrderRows]]:
    items, payments = _parts(sieve, "order_items"), _parts(sieve, "order_payments")
    for line in sieve.good("orders"):
        key = (line.row.number,)
        lines = items.get(key, ())
        names = tuple(each.name or sieve.known.item_name(each.sku) for each in lines)
        yield line, OrderRows(line.row, line.number, names, lines, payments.get(key, ()))


def _problems(rows: OrderRows, sieve: Sieve) -> Iterator[Problem]:
    yield from order_problems(rows)
    store = rows.row.store
    for item in rows.items:
        if item.promotion and not sieve.known.has("promotions", (store, item.promotion)):
            params = {"store": store, "name": item.promotion}
            yield Problem("import.promotion_unknown", "", params)


def _contradictions(rows: OrderRows) -> Iterator[Contradiction]:
    def nobody(_noun: str, _key: Key) -> int:
        return 0

    order = make_order(rows, 0, "", nobody, rows.row.placed)
    yield from contradictions(rows, order, make_price(rows, order, nobody))
