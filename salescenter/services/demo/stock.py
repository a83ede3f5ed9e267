"""What lies where, what is reserved by orders, what is on its way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from salescenter.domain.catalogue import Receipt
from salescenter.services.demo.goods import SERVICE_UNIT, Good
from salescenter.services.demo.plan import dice

MAIN_ID, SECOND_ID = 1, 2
PLACES = ((MAIN_ID, "CENTRAL", "Central warehouse"), (SECOND_ID, "NORTH", "North depot"))

_SHORT, _SOLD_OUT, _MORE_COMING = 6, 2, 8  # of a hundred items
_CLEARED = 50  # of a hundred discontinued items
_KNOWN_SHORT = "GA-7730"
_ALWAYS_THERE = 99_999


@dataclass(frozen=True, slots=True)
class StockRow:
    """An item at a place, in units."""

    item_id: int
    place_id: int
    on_hand: int
    reserved: int
    safety_stock: int
    backorder_limit: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A receipt that is expected at a place."""

    item_id: int
    place_id: int
    receipt: Receipt


def is_short(good: Good) -> bool:
    """Whether none of it is free and more is expected: whoever orders it has to wait."""
    if good.sku == _KNOWN_SHORT:
        return True
    return (
        not good.is_discontinued and _may_run_out(good) and dice("short", good.id).happens(_SHORT)
    )


def first_receipt(good: Good, today: date) -> date:
    """When a short item comes in again."""
    if good.sku == _KNOWN_SHORT:
        return today + timedelta(days=19)
    return today + timedelta(days=5 + dice("receipt", good.id).below(30))


def stock_rows(good: Good, reserved: int) -> Iterator[StockRow]:
    """The stock of an item at both places, when orders hold so many units of it."""
    if good.unit == SERVICE_UNIT:
        yield StockRow(good.id, MAIN_ID, _ALWAYS_THERE, 0, 0, _ALWAYS_THERE)
        return
    stream = dice("stock", good.id)
    if is_short(good):
        held = min(reserved, stream.below(6))
        yield StockRow(good.id, MAIN_ID, held, held, 0, 100 + 2 * reserved)
        return
    sold_out = not good.is_active or (_may_run_out(good) and stream.happens(_SOLD_OUT))
    sold_out = sold_out or (good.is_discontinued and dice("cleared", good.id).happens(_CLEARED))
    free = 0 if sold_out else 3 + int(400 * stream.random() ** 3)
    safety = min(5, free // 10)
    yield StockRow(good.id, MAIN_ID, reserved + safety + free, reserved, safety, 25)
    if free and stream.happens(60):
        yield StockRow(good.id, SECOND_ID, 1 + stream.below(40), 0, 0, 0)


def coming(good: Good, reserved: int, today: date) -> Iterator[Coming]:
    """What is expected of an item; enough of a short one for all who wait."""
    stream = dice("coming", good.id)
    if is_short(good):
        first = first_receipt(good, today)
        yield Coming(good.id, MAIN_ID, Receipt(first, reserved + 20 + stream.below(60)))
        if stream.happens(40):
            later = first + timedelta(days=14)
            yield Coming(good.id, MAIN_ID, Receipt(later, 50 + stream.below(100)))
    elif not good.is_discontinued and _may_run_out(good) and stream.happens(_MORE_COMING):
        soon = today + timedelta(days=2 + stream.below(40))
        yield Coming(good.id, SECOND_ID, Receipt(soon, 10 + stream.below(90)))


def reserved_by(demand: Mapping[int, int], good: Good) -> int:
    """How many units of an item open orders hold."""
    return 0 if good.unit == SERVICE_UNIT else demand.get(good.id, 0)


def _may_run_out(good: Good) -> bool:
    """Items that examples name are there, and services never run out."""
    return good.is_active and not good.is_by_itself and good.unit != SERVICE_UNIT
