"""The types of promotion that the engine computes: what each needs, and what it gives.

A further type is added by its two functions and one entry here; nothing else names a type. A type
that is not listed is never active.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from salescenter.domain.pricing.buy_get import buy_get_free, buy_get_missing
from salescenter.domain.pricing.conditions import Missing
from salescenter.domain.pricing.item_rewards import percent_off_items, target_missing
from salescenter.domain.pricing.offers import Offer
from salescenter.domain.pricing.order_rewards import (
    amount_off_order,
    fixed_delivery_price,
    goods_missing,
    percent_off_order,
)
from salescenter.domain.pricing.priced import NotApplied
from salescenter.domain.pricing.state import Grant, State, Taken
from salescenter.domain.promotion import PromotionType


@dataclass(frozen=True, slots=True)
class TypeRule:
    """How a type is computed: ``missing`` names what it lacks, ``reward`` what it takes off."""

    missing: Missing
    reward: Callable[[Offer, State, Grant], Taken]


def _nothing_missing(_offer: Offer, _state: State) -> NotApplied | None:
    return None


_PERCENT_OFF_ITEMS = TypeRule(target_missing, percent_off_items)

TYPE_RULES: Mapping[PromotionType, TypeRule] = MappingProxyType(
    {
        PromotionType.ITEM_SUBTOTAL_PERCENT: _PERCENT_OFF_ITEMS,
        PromotionType.ITEM_UNIT_PERCENT: _PERCENT_OFF_ITEMS,
        PromotionType.BUY_GET_FREE: TypeRule(buy_get_missing, buy_get_free),
        PromotionType.CATEGORY_PERCENT: _PERCENT_OFF_ITEMS,
        PromotionType.ORDER_PERCENT: TypeRule(goods_missing, percent_off_order),
        PromotionType.ORDER_AMOUNT: TypeRule(goods_missing, amount_off_order),
        PromotionType.DELIVERY_FIXED_PRICE: TypeRule(_nothing_missing, fixed_delivery_price),
    }
)
