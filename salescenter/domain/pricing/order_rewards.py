"""Rewards on the order and on delivery: types 15, 16 and 18 (promotions.md section 3).

An order discount is rounded once on the total and spread over the lines by their running value.
A line takes no more than its floor allows; what it cannot take goes to the others, and only what
no line can take is lost, never a credit.
"""

from collections.abc import Sequence

from salescenter.domain.money import MILLION, div_half_up, share, share_within
from salescenter.domain.pricing.conditions import matching_deliveries
from salescenter.domain.pricing.goods import Goods
from salescenter.domain.pricing.offers import Offer
from salescenter.domain.pricing.priced import NotApplied, Reason
from salescenter.domain.pricing.state import Grant, State, Taken
from salescenter.domain.promotion import PromotionGroup, amount_in


def goods_missing(offer: Offer, state: State) -> NotApplied | None:
    """Why an order promotion has nothing to reduce."""
    if state.goods(PromotionGroup.ORDER).rewardable(offer.target, carried=True):
        return None
    return NotApplied(Reason.ITEM_MISSING, 0, 1, offer.target.selection)


def percent_off_order(offer: Offer, state: State, grant: Grant) -> Taken:
    """A percentage of the running goods value, or of the target's part of it."""
    goods = state.goods(PromotionGroup.ORDER)
    rows = goods.rewardable(offer.target, carried=True)
    values = goods.values_of(rows)
    discount = div_half_up(sum(values) * grant.rate, MILLION)
    return _spread(offer, goods, rows, values, discount)


def amount_off_order(offer: Offer, state: State, grant: Grant) -> Taken:
    """An amount, at most the running goods value."""
    goods = state.goods(PromotionGroup.ORDER)
    rows = goods.rewardable(offer.target, carried=True)
    return _spread(offer, goods, rows, goods.values_of(rows), grant.amount or 0)


def _spread(
    offer: Offer, goods: Goods, rows: Sequence[int], values: Sequence[int], discount: int
) -> Taken:
    cap = amount_in(offer.promotion.reward.max_discounts, goods.currency)
    discount = discount if cap is None else min(discount, cap)
    if goods.has_floors:
        amounts = share_within(discount, values, goods.rooms(rows))
    else:
        amounts = share(min(discount, sum(values)), values)
    return Taken(rows, amounts)


def fixed_delivery_price(offer: Offer, state: State, grant: Grant) -> Taken:
    """The charges together become the price where they are above it; no price: free delivery."""
    places = matching_deliveries(offer, state.request)
    charges = [state.charges[place] for place in places]
    discount = max(0, sum(charges) - (grant.amount or 0))
    cap = amount_in(offer.promotion.reward.max_discounts, state.request.currency)
    discount = discount if cap is None else min(discount, cap)
    return Taken(deliveries=places, delivery_amounts=share(discount, charges))
