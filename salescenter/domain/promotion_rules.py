"""What a promotion must be like before it can be offered (promotions.md sections 1 to 3)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from salescenter.domain.errors import Problem, Refused
from salescenter.domain.money import MILLION
from salescenter.domain.promotion import (
    Amounts,
    Combination,
    Promotion,
    PromotionType,
    Range,
    RangeBasis,
    Redemption,
    Reward,
)

PERCENT_TYPES = frozenset(
    {
        PromotionType.ITEM_SUBTOTAL_PERCENT,
        PromotionType.ITEM_UNIT_PERCENT,
        PromotionType.CATEGORY_PERCENT,
        PromotionType.ORDER_PERCENT,
    }
)
AMOUNT_TYPES = frozenset({PromotionType.ORDER_AMOUNT})
BUY_GET_TYPES = frozenset({PromotionType.BUY_GET_FREE})
DELIVERY_PRICE_TYPES = frozenset({PromotionType.DELIVERY_FIXED_PRICE})
COMPUTED_TYPES = PERCENT_TYPES | AMOUNT_TYPES | BUY_GET_TYPES | DELIVERY_PRICE_TYPES
"""The types that the pricing engine computes; others cannot be offered."""


def require_complete(promotion: Promotion) -> None:
    """Raises Refused ``promotion.incomplete`` with all that is wrong at once."""
    problems = tuple(problems_of(promotion))
    if problems:
        raise Refused("promotion.incomplete", problems, name=promotion.name)


def problems_of(promotion: Promotion) -> Iterator[Problem]:
    """Everything that keeps a promotion from being offered, each with its field."""
    if promotion.type not in COMPUTED_TYPES:
        yield Problem("promotion.type_not_offered", "type")
    for rules in (_reward, _ranges, _units, _schedule, _conditions, _limits, _combination):
        yield from rules(promotion)


def _reward(promotion: Promotion) -> Iterator[Problem]:
    reward = promotion.reward
    if promotion.type in PERCENT_TYPES and not reward.ranges and not 0 < reward.rate <= MILLION:
        yield Problem("promotion.rate_out_of_range", "reward.rate")
    if promotion.type in AMOUNT_TYPES and not reward.ranges and not reward.amounts:
        yield Problem("promotion.amount_missing", "reward.amounts")
    for where, amounts in _amounts(promotion):
        if len({amount.currency for amount in amounts}) < len(amounts):
            yield Problem("promotion.currency_twice", where)
        if any(amount.minor < 0 for amount in amounts):
            yield Problem("promotion.amount_negative", where)


def _amounts(promotion: Promotion) -> Sequence[tuple[str, Amounts]]:
    return (
        ("reward.amounts", promotion.reward.amounts),
        ("reward.max_discounts", promotion.reward.max_discounts),
        ("conditions.min_amounts", promotion.conditions.min_amounts),
        ("target.min_unit_prices", promotion.target.min_unit_prices),
        ("target.max_unit_prices", promotion.target.max_unit_prices),
    )


def _ranges(promotion: Promotion) -> Iterator[Problem]:
    reward = promotion.reward
    for one in reward.ranges:
        if promotion.type in PERCENT_TYPES and not 0 < one.rate <= MILLION:
            yield Problem("promotion.rate_out_of_range", "reward.ranges")
        if promotion.type in AMOUNT_TYPES and not one.amounts:
            yield Problem("promotion.amount_missing", "reward.ranges")
    if any(not _rising(froms) for froms in _froms(reward)):
        yield Problem("promotion.ranges_not_rising", "reward.ranges")


def _froms(reward: Reward) -> Iterator[list[int]]:
    """The "from" values in the order given, one list a currency, or the quantities."""
    if reward.range_basis is RangeBasis.QUANTITY:
        yield [one.from_quantity for one in reward.ranges]
        return
    for currency in {amount.currency for one in reward.ranges for amount in one.from_amounts}:
        yield [_from_in(one, currency) for one in reward.ranges]


def _from_in(one: Range, currency: str) -> int:
    """Where a range starts in a currency, -1 where it does not say."""
    return next((each.minor for each in one.from_amounts if each.currency == currency), -1)


def _rising(values: Sequence[int]) -> bool:
    return all(value >= 0 for value in values) and all(
        before < after for before, after in pairwise(values)
    )


def _units(promotion: Promotion) -> Iterator[Problem]:
    reward = promotion.reward
    if promotion.type in BUY_GET_TYPES and (len(reward.buy) != 1 or reward.get is None):
        yield Problem("promotion.buy_get_missing", "reward.buy")
    portions = (*reward.buy, *((reward.get,) if reward.get else ()), *promotion.conditions.contains)
    if any(portion.quantity < 1 for portion in portions):
        yield Problem("promotion.quantity_not_positive", "reward.buy")
    for where, value in (
        ("reward.max_units", reward.max_units),
        ("reward.max_units_per_line", reward.max_units_per_line),
    ):
        if value is not None and value < 1:
            yield Problem("promotion.quantity_not_positive", where)


def _schedule(promotion: Promotion) -> Iterator[Problem]:
    schedule = promotion.schedule
    starts, ends = schedule.starts, schedule.ends
    if starts is not None and ends is not None and ends < starts:
        yield Problem("promotion.ends_before_start", "schedule.ends")
    if any(not 1 <= day <= 7 for day in schedule.weekdays):
        yield Problem("promotion.weekday_unknown", "schedule.weekdays")


def _conditions(promotion: Promotion) -> Iterator[Problem]:
    conditions = promotion.conditions
    if promotion.redemption is not Redemption.AUTOMATIC and not conditions.codes:
        yield Problem("promotion.code_missing", "conditions.codes")
    for where, value in (
        ("conditions.min_quantity", conditions.min_quantity),
        ("conditions.nth_order", conditions.nth_order),
    ):
        if value is not None and value < 1:
            yield Problem("promotion.quantity_not_positive", where)


def _limits(promotion: Promotion) -> Iterator[Problem]:
    limits = promotion.limits
    for where, value in (
        ("limits.total", limits.total),
        ("limits.per_order", limits.per_order),
        ("limits.per_customer", limits.per_customer),
    ):
        if value is not None and value < 1:
            yield Problem("promotion.quantity_not_positive", where)


def _combination(promotion: Promotion) -> Iterator[Problem]:
    if promotion.excluded_groups and promotion.combination is not Combination.EXCLUSIVE:
        yield Problem("promotion.groups_without_exclusive", "excluded_groups")
