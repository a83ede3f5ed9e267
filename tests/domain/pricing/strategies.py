"""Random orders, promotions and taxes for properties that hold for all of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from salescenter.domain.money import Money
from salescenter.domain.pricing.request import (
    Buyer,
    PricingRequest,
    RequestDelivery,
    RequestLine,
    TaxRate,
)
from salescenter.domain.promotion import (
    EVERYTHING,
    Combination,
    Conditions,
    Limits,
    Portion,
    Promotion,
    PromotionStatus,
    PromotionType,
    Range,
    RangeBasis,
    Reward,
    Schedule,
    Selection,
    UnitChoice,
)
from salescenter.domain.promotion_rules import COMPUTED_TYPES
from tests.domain.pricing.basket import NOW, request

T = PromotionType
CURRENCIES = ("EUR", "JPY", "KWD")
ITEMS = 8
CATEGORIES = 3


def item_price(item: int) -> int:
    """Different for each item, so that no choice of units hangs on the order of lines."""
    return (37, 99, 333, 1, 1250, 4999, 840, 0)[item]


@st.composite
def lines(draw: st.DrawFn, deliveries: int = 1, *, twins: bool = True) -> list[RequestLine]:
    items = draw(st.lists(st.integers(0, ITEMS - 1), max_size=9, unique=not twins))
    return [
        RequestLine(
            id=number,
            item_id=item,
            sku=f"S{item}",
            unit_price=item_price(item),
            quantity=draw(st.integers(1, 7)),
            category_ids=(item % CATEGORIES,),
            list_price=item_price(item) + 10 * (item % 2),
            tax_category=("std", "low", "none")[item % 3],
            discountable=item != 5,
            on_sale=item % 2 == 1,
            floor=30 if item == 0 else 0,
            delivery_id=draw(st.integers(1, deliveries)),
        )
        for number, item in enumerate(items, 1)
    ]


def selections() -> st.SearchStrategy[Selection]:
    some = st.lists(st.integers(0, ITEMS - 1), min_size=1, max_size=4, unique=True).map(tuple)
    categories = st.lists(st.integers(0, CATEGORIES - 1), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.just(EVERYTHING),
        st.builds(Selection, item_ids=some),
        st.builds(Selection, category_ids=categories, excluded_item_ids=some),
        st.builds(Selection, without_on_sale=st.just(True)),
    )


def amounts(least: int, most: int, currency: str) -> st.SearchStrategy[tuple[Money, ...]]:
    return st.integers(least, most).map(lambda minor: (Money(minor, currency),))


def rates() -> st.SearchStrategy[int]:
    return st.one_of(st.integers(1, 10**6), st.sampled_from([50_000, 333_333, 500_000, 10**6]))


@st.composite
def rewards(draw: st.DrawFn, kind: PromotionType, currency: str) -> Reward:
    given: dict[str, Any] = {}
    if kind is T.BUY_GET_FREE:
        given["buy"] = (Portion(draw(st.integers(1, 3)), draw(selections())),)
        given["get"] = Portion(draw(st.integers(1, 3)), draw(selections()))
        given["partial"] = draw(st.booleans())
    elif kind in (T.ORDER_AMOUNT, T.DELIVERY_FIXED_PRICE):
        given["amounts"] = draw(amounts(0, 3000, currency))
    elif draw(st.booleans()):
        given["ranges"] = draw(ranges(currency))
        given["range_basis"] = RangeBasis.AMOUNT
    else:
        given["rate"] = draw(rates())
    if kind in (T.ITEM_UNIT_PERCENT, T.CATEGORY_PERCENT) and draw(st.booleans()):
        given["max_units"] = draw(st.integers(1, 6))
    given["choice"] = draw(st.sampled_from(UnitChoice))
    return Reward(**given)


@st.composite
def ranges(draw: st.DrawFn, currency: str) -> tuple[Range, ...]:
    froms = sorted(draw(st.sets(st.integers(0, 20_000), min_size=1, max_size=3)))
    return tuple(
        Range(from_amounts=(Money(start, currency),), rate=draw(rates())) for start in froms
    )


@st.composite
def promotions(
    draw: st.DrawFn,
    currency: str,
    combinations: tuple[Combination, ...] = tuple(Combination),
    kinds: frozenset[PromotionType] = COMPUTED_TYPES,
) -> list[Promotion]:
    made = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        kind = draw(st.sampled_from(sorted(kinds)))
        smallest = draw(st.one_of(st.just(()), amounts(0, 20_000, currency)))
        made.append(
            Promotion(
                id=number,
                version=1,
                store_id=1,
                name=f"promotion {number}",
                type=kind,
                priority=draw(st.integers(0, 2)),
                combination=draw(st.sampled_from(combinations)),
                conditions=Conditions(min_amounts=smallest),
                target=draw(selections()),
                reward=draw(rewards(kind, currency)),
                limits=Limits(per_order=draw(st.one_of(st.none(), st.integers(1, 4)))),
            )
        )
    return made


@st.composite
def tax_rates(draw: st.DrawFn) -> dict[str, tuple[TaxRate, ...]]:
    rate = st.builds(TaxRate, st.sampled_from("abc"), st.integers(0, 300_000), st.booleans())
    several = st.lists(rate, min_size=1, max_size=3).map(tuple)
    return draw(st.dictionaries(st.sampled_from(["std", "low", "ship"]), several))


@st.composite
def requests(draw: st.DrawFn, currency: str = "EUR", **options: Any) -> PricingRequest:
    count = draw(st.integers(1, 2))
    deliveries = tuple(
        RequestDelivery(number, "ground", draw(st.integers(0, 2000)), draw(tax_rates()))
        for number in range(1, count + 1)
    )
    rows = draw(lines(deliveries=count, **options))
    return request(tuple(rows), deliveries, currency=currency)


def useless(promotion: Promotion, currency: str) -> list[Promotion]:
    """The same promotion where it can never apply: off, over, for others, in other money."""
    other = "JPY" if currency != "JPY" else "EUR"
    over = Schedule(ends=NOW - timedelta(seconds=1))
    return [
        replace(promotion, id=101, priority=9, status=PromotionStatus.INACTIVE),
        replace(promotion, id=102, priority=9, schedule=over),
        replace(promotion, id=103, priority=9, conditions=Conditions(segments=("staff",))),
        replace(
            promotion, id=104, priority=9, conditions=Conditions(min_amounts=(Money(0, other),))
        ),
        replace(promotion, id=105, priority=9, conditions=Conditions(codes=("secret",))),
    ]


def guest() -> Buyer:
    return Buyer(None)
