"""The kinds of promotion that the demo store has several of, each made by one function.

Amounts are the same figure in every currency of a store: round in one, round in the other.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from salescenter.domain.money import Money
from salescenter.domain.promotion import (
    Amounts,
    Combination,
    Conditions,
    Limits,
    Promotion,
    PromotionGroup,
    PromotionType,
    Range,
    Redemption,
    Reward,
    Schedule,
    Selection,
)
from salescenter.services.demo.goods import Good, categories
from salescenter.services.demo.offer import HOME_ID

PERCENT = 10_000
_ALWAYS, _NO_CONDITIONS, _NO_LIMITS = Schedule(), Conditions(), Limits()


def euro(amount: int) -> Amounts:
    """The same amount in pounds and in euros: round figures are round in both."""
    return (Money(amount, "EUR"), Money(amount, "GBP"))


def dollar(amount: int) -> Amounts:
    """The same amount in dollars of both countries."""
    return (Money(amount, "USD"), Money(amount, "CAD"))


def in_categories(*codes: str) -> Selection:
    """Everything in these categories and below."""
    return Selection(category_ids=tuple(categories()[code].id for code in codes))


def named(goods: Iterable[Good], start: str) -> Selection:
    """The items whose names begin like this."""
    return Selection(item_ids=tuple(good.id for good in goods if good.name.startswith(start)))


def coded(goods: Iterable[Good], sku: str) -> Selection:
    """The item with this code."""
    return Selection(item_ids=tuple(good.id for good in goods if good.sku == sku))


def between(day: datetime, first: int, last: int) -> Schedule:
    """From a day to another, counted from today; both are inside."""
    return Schedule(day + timedelta(days=first), day + timedelta(days=last))


def together(
    promotion_id: int,
    name: str,
    percent: int,
    target: Selection,
    *,
    conditions: Conditions = _NO_CONDITIONS,
    schedule: Schedule = _ALWAYS,
) -> Promotion:
    """A percentage off all of some items together."""
    return Promotion(
        id=promotion_id,
        version=1,
        store_id=HOME_ID,
        name=name,
        type=PromotionType.ITEM_SUBTOTAL_PERCENT,
        priority=30,
        schedule=schedule,
        conditions=conditions,
        target=target,
        reward=Reward(rate=percent * PERCENT),
    )


def off_category(
    promotion_id: int,
    name: str,
    percent: int,
    category: str,
    *,
    store_id: int = HOME_ID,
    priority: int = 20,
    combination: Combination = Combination.COMBINE,
    excluded_groups: tuple[PromotionGroup, ...] = (),
    schedule: Schedule = _ALWAYS,
    conditions: Conditions = _NO_CONDITIONS,
) -> Promotion:
    """A percentage off a category."""
    return Promotion(
        id=promotion_id,
        version=1,
        store_id=store_id,
        name=name,
        type=PromotionType.CATEGORY_PERCENT,
        priority=priority,
        combination=combination,
        excluded_groups=excluded_groups,
        schedule=schedule,
        conditions=conditions,
        target=in_categories(category),
        reward=Reward(rate=percent * PERCENT),
    )


def off_order(
    promotion_id: int,
    name: str,
    reward: Reward,
    *,
    store_id: int = HOME_ID,
    code: str = "",
    combination: Combination = Combination.COMBINE,
    schedule: Schedule = _ALWAYS,
) -> Promotion:
    """A percentage off the order."""
    return Promotion(
        id=promotion_id,
        version=1,
        store_id=store_id,
        name=name,
        type=PromotionType.ORDER_PERCENT,
        priority=10,
        redemption=Redemption.CODE if code else Redemption.AUTOMATIC,
        combination=combination,
        schedule=schedule,
        conditions=Conditions(codes=(code,) if code else ()),
        reward=reward,
    )


def steps(amounts: Callable[[int], Amounts], *rising: tuple[int, int]) -> tuple[Range, ...]:
    """Ranges by amount: from so much on, so many percent."""
    return tuple(
        Range(from_amounts=amounts(amount), rate=percent * PERCENT) for amount, percent in rising
    )


def amount_off(
    promotion_id: int,
    name: str,
    amounts: Amounts,
    least: Amounts,
    code: str,
    *,
    store_id: int = HOME_ID,
    limits: Limits = _NO_LIMITS,
) -> Promotion:
    """An amount off the order, with a code."""
    return Promotion(
        id=promotion_id,
        version=1,
        store_id=store_id,
        name=name,
        type=PromotionType.ORDER_AMOUNT,
        redemption=Redemption.CODE,
        conditions=Conditions(codes=(code,), min_amounts=least),
        reward=Reward(amounts=amounts),
        limits=limits,
    )


def delivery_at(
    promotion_id: int,
    name: str,
    price: Amounts,
    least: Amounts,
    *,
    store_id: int = HOME_ID,
    priority: int = 10,
    methods: tuple[str, ...] = (),
    code: str = "",
) -> Promotion:
    """Delivery at a fixed price."""
    return Promotion(
        id=promotion_id,
        version=1,
        store_id=store_id,
        name=name,
        type=PromotionType.DELIVERY_FIXED_PRICE,
        priority=priority,
        redemption=Redemption.CODE if code else Redemption.AUTOMATIC,
        conditions=Conditions(
            codes=(code,) if code else (), min_amounts=least, delivery_methods=methods
        ),
        reward=Reward(amounts=price, methods=methods),
    )
