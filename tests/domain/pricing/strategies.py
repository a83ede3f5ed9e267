"""Random orders, promotions and taxes for properties that hold for all of them.

Each is built from one drawn number: that is many times faster than drawing every field, and a
failing example is as small as its order anyway.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from salescenter.domain.money import Money
from salescenter.domain.pricing.request import (
    PricingRequest,
    RequestDelivery,
    RequestLine,
    TaxRate,
)
from salescenter.domain.promotion import (
    EVERYTHING,
    Amounts,
    Combination,
    Conditions,
    Limits,
    Portion,
    PriceBase,
    Promotion,
    PromotionStatus,
    PromotionType,
    Range,
    Reward,
    Schedule,
    Selection,
    UnitChoice,
)
from salescenter.domain.promotion_rules import COMPUTED_TYPES
from tests.domain.pricing.basket import NOW, request

T = PromotionType
CURRENCIES = ("EUR", "JPY", "KWD")
PLAIN = (Combination.COMBINE,)
Question = tuple[PricingRequest, list[Promotion]]
_PRICES = (37, 99, 333, 3, 1250, 4999, 840, 0)
_CATEGORIES = 3


def seeded(build: Any, *given: Any, **options: Any) -> st.SearchStrategy[Any]:
    """What ``build`` makes of random numbers."""
    return st.integers(0, 2**40).map(lambda seed: build(Random(seed), *given, **options))


def question(
    random: Random,
    combinations: tuple[Combination, ...] = tuple(Combination),
    *,
    twins: bool = True,
) -> Question:
    """An order in some currency and promotions for it; ``twins``: items may come twice."""
    currency = random.choice(CURRENCIES)
    return some_request(random, currency, twins=twins), some_promotions(
        random, currency, combinations
    )


def some_request(random: Random, currency: str = "EUR", *, twins: bool = True) -> PricingRequest:
    deliveries = tuple(
        RequestDelivery(number, "ground", random.choice((0, 690, 1999)), _tax_rates(random))
        for number in range(1, random.choice((2, 2, 3)))
    )
    count = random.randrange(10)
    items = (
        [random.randrange(8) for _ in range(count)]
        if twins
        else random.sample(range(8), min(8, count))
    )
    rows = [_line(random, number, item, len(deliveries)) for number, item in enumerate(items, 1)]
    return request(tuple(rows), deliveries, currency=currency)


def _line(random: Random, number: int, item: int, deliveries: int) -> RequestLine:
    """A line; prices differ by item, so that no choice of units hangs on the order of lines."""
    price = _PRICES[item]
    return RequestLine(
        id=number,
        item_id=item,
        sku=f"S{item}",
        unit_price=price,
        quantity=random.randint(1, 7),
        category_ids=(item % _CATEGORIES,),
        list_price=price + 10 * (item % 2),
        override=price + 1 if random.random() < 0.1 else None,
        tax_category=("std", "low", "none")[item % 3],
        discountable=item != 5,
        on_sale=item % 2 == 1,
        floor=30 if item == 0 else 0,
        delivery_id=random.randint(1, deliveries),
    )


def _tax_rates(random: Random) -> dict[str, tuple[TaxRate, ...]]:
    def rate() -> TaxRate:
        size = random.choice((0, 50_000, 190_000, random.randint(1, 300_000)))
        return TaxRate(random.choice("abc"), size, random.random() < 0.5)

    return {
        category: tuple(rate() for _ in range(random.randint(1, 3)))
        for category in ("std", "low", "ship")
        if random.random() < 0.8
    }


def some_promotions(
    random: Random, currency: str = "EUR", combinations: tuple[Combination, ...] = PLAIN
) -> list[Promotion]:
    return [
        _promotion(random, number, currency, combinations)
        for number in range(1, random.randrange(7) + 1)
    ]


def _promotion(
    random: Random, number: int, currency: str, combinations: tuple[Combination, ...]
) -> Promotion:
    kind = random.choice(sorted(COMPUTED_TYPES))
    smallest = _amount(random, 15_000, currency) if random.random() < 0.3 else ()
    return Promotion(
        id=number,
        version=1,
        store_id=1,
        name=f"promotion {number}",
        type=kind,
        priority=random.randrange(3),
        combination=random.choice(combinations),
        conditions=Conditions(min_amounts=smallest),
        target=_selection(random),
        reward=_reward(random, kind, currency),
        limits=Limits(per_order=random.choice((None, None, 1, 3))),
    )


def _selection(random: Random) -> Selection:
    some = tuple(sorted(random.sample(range(8), random.randint(1, 5))))
    return random.choice(
        (
            EVERYTHING,
            Selection(item_ids=some),
            Selection(category_ids=(random.randrange(_CATEGORIES),), excluded_item_ids=some[:1]),
            Selection(without_on_sale=True),
        )
    )


def _amount(random: Random, most: int, currency: str) -> Amounts:
    return (Money(random.randint(0, most), currency),)


def _rate(random: Random) -> int:
    return random.choice((50_000, 333_333, 500_000, 1_000_000, random.randint(1, 1_000_000)))


def _reward(random: Random, kind: PromotionType, currency: str) -> Reward:
    given: dict[str, Any] = {"choice": random.choice(list(UnitChoice))}
    if kind is T.BUY_GET_FREE:
        given["buy"] = (Portion(random.randint(1, 3), _selection(random)),)
        given["get"] = Portion(random.randint(1, 3), _selection(random))
        given["partial"] = random.random() < 0.5
    elif kind in (T.ORDER_AMOUNT, T.DELIVERY_FIXED_PRICE):
        given["amounts"] = _amount(random, 3000, currency)
    elif random.random() < 0.3:
        froms = sorted(random.sample(range(15_000), random.randint(1, 3)))
        given["ranges"] = tuple(
            Range(from_amounts=(Money(start, currency),), rate=_rate(random)) for start in froms
        )
    else:
        given["rate"] = _rate(random)
    if kind in (T.ITEM_UNIT_PERCENT, T.CATEGORY_PERCENT):
        given["max_units"] = random.choice((None, None, 1, 4))
        given["max_units_per_line"] = random.choice((None, None, 2))
    if random.random() < 0.2:
        given["max_discounts"] = _amount(random, 2000, currency)
    if random.random() < 0.2:
        given["price_base"] = PriceBase.LIST
    return Reward(**given)


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
