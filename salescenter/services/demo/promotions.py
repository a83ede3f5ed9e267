"""The promotions: twenty of the store for everybody, four of the store for businesses.

Between them they show every computed type, codes, ranges, limits, segments and each way to
combine; one is over, one has not begun. All edges of schedules lie some weeks from the moment the
store is made, so that nothing changes by itself while somebody looks around.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from salescenter.domain.promotion import (
    Combination,
    Conditions,
    Limits,
    Portion,
    Promotion,
    PromotionGroup,
    PromotionType,
    Range,
    RangeBasis,
    Reward,
    Selection,
)
from salescenter.services.demo.customers import CLUB, GOLD
from salescenter.services.demo.goods import Good
from salescenter.services.demo.offer import HOME_ID, TRADE_ID
from salescenter.services.demo.promotion_kinds import (
    PERCENT,
    amount_off,
    between,
    coded,
    delivery_at,
    dollar,
    euro,
    in_categories,
    named,
    off_category,
    off_order,
    steps,
    together,
)

AUTUMN, TEN_OFF, FIRST_BUYERS, STAFF = "autumn10", "tenoff", "welcome15", "staff25"
EXPRESS, YARD = "swift", "yard50"
FIRST_BUYERS_ID, FIRST_BUYERS_LIMIT = 8, 500


def promotions(goods: Sequence[Good], now: datetime) -> tuple[Promotion, ...]:
    """All promotions of both stores, by id; ``goods`` are the items they name."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    made = (
        *_free_items(goods),
        *_of_some_items(goods, day),
        *_of_categories(day),
        _by_the_pack(),
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


def _free_items(goods: Sequence[Good]) -> tuple[Promotion, ...]:
    mug, roller_set = coded(goods, "HO-3005"), coded(goods, "PA-1121")
    paint = in_categories("wall-paint")
    return (
        Promotion(
            id=2,
            version=1,
            store_id=HOME_ID,
            name="Buy 3 paint, 1 roller set free",
            type=PromotionType.BUY_GET_FREE,
            priority=40,
            reward=Reward(buy=(Portion(3, paint),), get=Portion(1, roller_set)),
        ),
        Promotion(
            id=12,
            version=1,
            store_id=HOME_ID,
            name="Every third stoneware mug free",
            type=PromotionType.BUY_GET_FREE,
            priority=30,
            reward=Reward(buy=(Portion(2, mug),), get=Portion(1, mug)),
        ),
    )


def _of_some_items(goods: Sequence[Good], day: datetime) -> tuple[Promotion, ...]:
    return (
        together(
            14,
            "12 % off drill bits from 30.00",
            12,
            _drill_bits(goods),
            conditions=Conditions(min_amounts=euro(3_000)),
        ),
        together(
            17,
            "LED weeks: 10 % off LED bulbs",
            10,
            named(goods, "LED bulb"),
            schedule=between(day, -25, 35),
        ),
        Promotion(
            id=13,
            version=1,
            store_id=HOME_ID,
            name="15 % off each saw blade, up to four",
            type=PromotionType.ITEM_UNIT_PERCENT,
            priority=30,
            target=named(goods, "Saw blade"),
            reward=Reward(rate=15 * PERCENT, max_units=4),
        ),
    )


def _drill_bits(goods: Sequence[Good]) -> Selection:
    wood, masonry = named(goods, "Wood drill bit"), named(goods, "Masonry drill bit")
    bit_set = coded(goods, "HW-0092")
    return Selection(item_ids=(*bit_set.item_ids, *wood.item_ids, *masonry.item_ids))


def _of_categories(day: datetime) -> tuple[Promotion, ...]:
    return (
        off_category(1, "10 % off power tools", 10, "power-tools", priority=50),
        off_category(
            9, "Club members: 5 % off plants", 5, "plants", conditions=Conditions(segments=(CLUB,))
        ),
        off_category(
            10,
            "Garden furniture: 20 % off, with nothing else",
            20,
            "garden-furniture",
            combination=Combination.EXCLUSIVE,
            excluded_groups=(PromotionGroup.ITEM, PromotionGroup.ORDER),
            schedule=between(day, -20, 25),
        ),
        off_category(
            16, "Another 5 % off lighting, on top", 5, "lighting", combination=Combination.STACKABLE
        ),
        off_category(18, "Advent: 12 % off kitchen", 12, "kitchen", schedule=between(day, 14, 45)),
        off_category(
            19,
            "Summer clearance: 20 % off watering",
            20,
            "watering",
            schedule=between(day, -120, -30),
        ),
    )


def _by_the_pack() -> Promotion:
    steps = ((5, 5), (10, 10), (20, 15))
    return Promotion(
        id=15,
        version=1,
        store_id=HOME_ID,
        name="Screws and fasteners: 5 % from 5, 10 % from 10, 15 % from 20 packs",
        type=PromotionType.CATEGORY_PERCENT,
        target=in_categories("fasteners"),
        reward=Reward(
            ranges=tuple(
                Range(from_quantity=quantity, rate=percent * PERCENT) for quantity, percent in steps
            ),
            range_basis=RangeBasis.QUANTITY,
        ),
    )


def _of_orders(day: datetime) -> tuple[Promotion, ...]:
    once = Limits(total=FIRST_BUYERS_LIMIT, per_customer=1)
    return (
        _the_more_the_cheaper(),
        off_order(
            6,
            "10 % off with AUTUMN10, at most 50.00",
            Reward(rate=10 * PERCENT, max_discounts=euro(5_000)),
            code=AUTUMN,
            schedule=between(day, -60, 40),
        ),
        off_order(
            11,
            "25 % off for staff with STAFF25, with nothing else",
            Reward(rate=25 * PERCENT),
            code=STAFF,
            combination=Combination.EXCLUSIVE_OVERALL,
        ),
        amount_off(7, "10.00 off from 80.00 with TENOFF", euro(1_000), euro(8_000), TEN_OFF),
        amount_off(
            FIRST_BUYERS_ID,
            "15.00 off from 60.00 with WELCOME15, once a customer, the first 500",
            euro(1_500),
            euro(6_000),
            FIRST_BUYERS,
            limits=once,
        ),
    )


def _the_more_the_cheaper() -> Promotion:
    ranges = steps(euro, (15_000, 3), (30_000, 5), (60_000, 8))
    return off_order(5, "3 % from 150.00, 5 % from 300.00, 8 % from 600.00", Reward(ranges=ranges))


def _of_deliveries() -> tuple[Promotion, ...]:
    return (
        delivery_at(3, "Free delivery over 750.00", euro(0), euro(75_000), priority=20),
        delivery_at(4, "Parcel for 1.90 from 149.00", euro(190), euro(14_900), methods=("parcel",)),
        delivery_at(
            20,
            "Express for 7.90 from 100.00 with SWIFT",
            euro(790),
            euro(10_000),
            methods=("express",),
            code=EXPRESS,
        ),
    )


def _of_businesses() -> tuple[Promotion, ...]:
    return (
        off_order(
            21,
            "2 % from 1,000.00, 4 % from 2,500.00, 6 % from 5,000.00",
            Reward(ranges=steps(dollar, (100_000, 2), (250_000, 4), (500_000, 6))),
            store_id=TRADE_ID,
        ),
        off_category(
            22,
            "Gold accounts: 5 % off power tools",
            5,
            "power-tools",
            store_id=TRADE_ID,
            conditions=Conditions(segments=(GOLD,)),
        ),
        delivery_at(
            23, "Delivery included from 3,000.00", dollar(0), dollar(300_000), store_id=TRADE_ID
        ),
        amount_off(
            24,
            "50.00 off from 400.00 with YARD50",
            dollar(5_000),
            dollar(40_000),
            YARD,
            store_id=TRADE_ID,
        ),
    )
