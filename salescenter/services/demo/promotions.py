"""The promotions: twenty of the store for everybody, four of the store for businesses.

Between them they show every computed type, codes, ranges, limits, segments and each way to
combine; one is over, one has not begun. All edges of schedules lie some weeks from the moment the
store is made, so that nothing changes by itself while somebody looks around.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from salescenter.domain.money import Money
from salescenter.domain.promotion import (
    Amounts,
    Combination,
    Conditions,
    Limits,
    Portion,
    Promotion,
    PromotionGroup,
    PromotionType,
    Range,
    RangeBasis,
    Redemption,
    Reward,
    Schedule,
    Selection,
)
from salescenter.services.demo.customers import CLUB, GOLD
from salescenter.services.demo.goods import Good, categories
from salescenter.services.demo.offer import HOME_ID, TRADE_ID

AUTUMN, TEN_OFF, FIRST_BUYERS, STAFF = "autumn10", "tenoff", "welcome15", "staff25"
EXPRESS, YARD = "swift", "yard50"
FIRST_BUYERS_ID, FIRST_BUYERS_LIMIT = 8, 500

_PERCENT = 10_000
_ALWAYS, _NO_CONDITIONS, _NO_LIMITS = Schedule(), Conditions(), Limits()


def promotions(goods: Sequence[Good], now: datetime) -> tuple[Promotion, ...]:
    """All promotions of both stores, by id; ``goods`` are the items they name."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    made = (
        *_of_items(goods, day),
        *_of_categories(day),
        *_of_orders(day),
        *_of_deliveries(),
        *_of_businesses(),
    )
    return tuple(sorted(made, key=lambda promotion: promotion.id))


def edges_of(made: Iterable[Promotion]) -> tuple[datetime, ...]:
    """The instants at which one of them begins or ends."""
    schedules = [promotion.schedule for promotion in made]
    return tuple(
        at for schedule in schedules for at in (schedule.starts, schedule.ends) if at is not None
    )


def autumn_of(made: Iterable[Promotion]) -> datetime:
    """Since when the code that everybody has heard of is worth something."""
    starts = [each.schedule.starts for each in made if AUTUMN in each.conditions.codes]
    return next(start for start in starts if start is not None)


def _euro(amount: int) -> Amounts:
    """The same amount in pounds and in euros: round figures are round in both."""
    return (Money(amount, "EUR"), Money(amount, "GBP"))


def _dollar(amount: int) -> Amounts:
    return (Money(amount, "USD"), Money(amount, "CAD"))


def _in(*codes: str) -> Selection:
    return Selection(category_ids=tuple(categories()[code].id for code in codes))


def _named(goods: Iterable[Good], start: str) -> Selection:
    return Selection(item_ids=tuple(good.id for good in goods if good.name.startswith(start)))


def _coded(goods: Iterable[Good], sku: str) -> Selection:
    return Selection(item_ids=tuple(good.id for good in goods if good.sku == sku))


def _between(day: datetime, first: int, last: int) -> Schedule:
    """From a day to another, counted from today; both are inside."""
    return Schedule(day + timedelta(days=first), day + timedelta(days=last))


def _of_items(goods: Sequence[Good], day: datetime) -> tuple[Promotion, ...]:
    return (
        Promotion(
            id=2,
            version=1,
            store_id=HOME_ID,
            name="Buy 3 paint, 1 roller set free",
            type=PromotionType.BUY_GET_FREE,
            priority=40,
            reward=Reward(
                buy=(Portion(3, _in("wall-paint")),), get=Portion(1, _coded(goods, "PA-1121"))
            ),
        ),
        Promotion(
            id=12,
            version=1,
            store_id=HOME_ID,
            name="Every third stoneware mug free",
            type=PromotionType.BUY_GET_FREE,
            priority=30,
            reward=Reward(
                buy=(Portion(2, _coded(goods, "HO-3005")),),
                get=Portion(1, _coded(goods, "HO-3005")),
            ),
        ),
        Promotion(
            id=13,
            version=1,
            store_id=HOME_ID,
            name="15 % off each saw blade, up to four",
            type=PromotionType.ITEM_UNIT_PERCENT,
            priority=30,
            target=_named(goods, "Saw blade"),
            reward=Reward(rate=15 * _PERCENT, max_units=4),
        ),
        Promotion(
            id=14,
            version=1,
            store_id=HOME_ID,
            name="12 % off drill bits from 30.00",
            type=PromotionType.ITEM_SUBTOTAL_PERCENT,
            priority=30,
            target=_drill_bits(goods),
            conditions=Conditions(min_amounts=_euro(3_000)),
            reward=Reward(rate=12 * _PERCENT),
        ),
        Promotion(
            id=17,
            version=1,
            store_id=HOME_ID,
            name="LED weeks: 10 % off LED bulbs",
            type=PromotionType.ITEM_SUBTOTAL_PERCENT,
            priority=35,
            schedule=_between(day, -25, 35),
            target=_named(goods, "LED bulb"),
            reward=Reward(rate=10 * _PERCENT),
        ),
    )


def _drill_bits(goods: Sequence[Good]) -> Selection:
    wood, masonry = _named(goods, "Wood drill bit"), _named(goods, "Masonry drill bit")
    bit_set = _coded(goods, "HW-0092")
    return Selection(item_ids=(*bit_set.item_ids, *wood.item_ids, *masonry.item_ids))


def _of_categories(day: datetime) -> tuple[Promotion, ...]:
    return (
        _category(1, "10 % off power tools", 10, "power-tools", priority=50),
        _category(
            9,
            "Club members: 5 % off plants",
            5,
            "plants",
            conditions=Conditions(segments=(CLUB,)),
        ),
        _category(
            10,
            "Garden furniture: 20 % off, with nothing else",
            20,
            "garden-furniture",
            combination=Combination.EXCLUSIVE,
            excluded_groups=(PromotionGroup.ITEM, PromotionGroup.ORDER),
            schedule=_between(day, -20, 25),
        ),
        Promotion(
            id=15,
            version=1,
            store_id=HOME_ID,
            name="Screws and fasteners: 5 % from 5, 10 % from 10, 15 % from 20 packs",
            type=PromotionType.CATEGORY_PERCENT,
            target=_in("fasteners"),
            reward=Reward(
                ranges=tuple(
                    Range(from_quantity=quantity, rate=percent * _PERCENT)
                    for quantity, percent in ((5, 5), (10, 10), (20, 15))
                ),
                range_basis=RangeBasis.QUANTITY,
            ),
        ),
        _category(
            16,
            "Another 5 % off lighting, on top",
            5,
            "lighting",
            combination=Combination.STACKABLE,
        ),
        _category(18, "Advent: 12 % off kitchen", 12, "kitchen", schedule=_between(day, 14, 45)),
        _category(
            19,
            "Summer clearance: 20 % off watering",
            20,
            "watering",
            schedule=_between(day, -120, -30),
        ),
    )


def _category(
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
        target=_in(category),
        reward=Reward(rate=percent * _PERCENT),
    )


def _of_orders(day: datetime) -> tuple[Promotion, ...]:
    return (
        Promotion(
            id=5,
            version=1,
            store_id=HOME_ID,
            name="3 % from 150.00, 5 % from 300.00, 8 % from 600.00",
            type=PromotionType.ORDER_PERCENT,
            priority=10,
            reward=Reward(ranges=_steps(_euro, (15_000, 3), (30_000, 5), (60_000, 8))),
        ),
        Promotion(
            id=6,
            version=1,
            store_id=HOME_ID,
            name="10 % off with AUTUMN10, at most 50.00",
            type=PromotionType.ORDER_PERCENT,
            redemption=Redemption.CODE,
            schedule=_between(day, -60, 40),
            conditions=Conditions(codes=(AUTUMN,)),
            reward=Reward(rate=10 * _PERCENT, max_discounts=_euro(5_000)),
        ),
        _amount_off(7, "10.00 off from 80.00 with TENOFF", _euro(1_000), _euro(8_000), TEN_OFF),
        _amount_off(
            FIRST_BUYERS_ID,
            "15.00 off from 60.00 with WELCOME15, once a customer, the first 500",
            _euro(1_500),
            _euro(6_000),
            FIRST_BUYERS,
            limits=Limits(total=FIRST_BUYERS_LIMIT, per_customer=1),
        ),
        Promotion(
            id=11,
            version=1,
            store_id=HOME_ID,
            name="25 % off for staff with STAFF25, with nothing else",
            type=PromotionType.ORDER_PERCENT,
            redemption=Redemption.CODE,
            combination=Combination.EXCLUSIVE_OVERALL,
            conditions=Conditions(codes=(STAFF,)),
            reward=Reward(rate=25 * _PERCENT),
        ),
    )


def _steps(amounts: Callable[[int], Amounts], *steps: tuple[int, int]) -> tuple[Range, ...]:
    return tuple(
        Range(from_amounts=amounts(amount), rate=percent * _PERCENT) for amount, percent in steps
    )


def _amount_off(
    promotion_id: int,
    name: str,
    amounts: Amounts,
    least: Amounts,
    code: str,
    *,
    store_id: int = HOME_ID,
    limits: Limits = _NO_LIMITS,
) -> Promotion:
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


def _of_deliveries() -> tuple[Promotion, ...]:
    return (
        _delivery_at(3, "Free delivery over 750.00", _euro(0), _euro(75_000), priority=20),
        _delivery_at(
            4, "Parcel for 1.90 from 149.00", _euro(190), _euro(14_900), methods=("parcel",)
        ),
        _delivery_at(
            20,
            "Express for 7.90 from 100.00 with SWIFT",
            _euro(790),
            _euro(10_000),
            methods=("express",),
            code=EXPRESS,
        ),
    )


def _delivery_at(
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


def _of_businesses() -> tuple[Promotion, ...]:
    return (
        Promotion(
            id=21,
            version=1,
            store_id=TRADE_ID,
            name="2 % from 1,000.00, 4 % from 2,500.00, 6 % from 5,000.00",
            type=PromotionType.ORDER_PERCENT,
            priority=10,
            reward=Reward(ranges=_steps(_dollar, (100_000, 2), (250_000, 4), (500_000, 6))),
        ),
        _category(
            22,
            "Gold accounts: 5 % off power tools",
            5,
            "power-tools",
            store_id=TRADE_ID,
            conditions=Conditions(segments=(GOLD,)),
        ),
        _delivery_at(
            23, "Delivery included from 3,000.00", _dollar(0), _dollar(300_000), store_id=TRADE_ID
        ),
        _amount_off(
            24,
            "50.00 off from 400.00 with YARD50",
            _dollar(5_000),
            _dollar(40_000),
            YARD,
            store_id=TRADE_ID,
        ),
    )
