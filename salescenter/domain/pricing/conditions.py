"""Whether a promotion may apply, and if not, what the customer lacks (promotions.md sections 2, 9).

The conditions are looked at in the order of the closed list of reasons, so that the first failing
one is told. ``have`` and ``need`` count units or minor units.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from salescenter.domain.pricing.offers import Offer
from salescenter.domain.pricing.priced import Limit, NotApplied, Reason
from salescenter.domain.pricing.request import PricingRequest, Redeemed
from salescenter.domain.pricing.state import Grant, State
from salescenter.domain.promotion import (
    Promotion,
    PromotionGroup,
    PromotionStatus,
    Range,
    RangeBasis,
    Schedule,
    amount_in,
)

Missing = Callable[[Offer, State], NotApplied | None]
"""What a type needs beyond the common conditions."""

_GUEST = "guest"
_NOTHING_REDEEMED = Redeemed()


def examine(offer: Offer, state: State, missing: Missing) -> Grant | NotApplied:
    """What the offer may give, or the first reason why it gives nothing."""
    if failed := not_for_now(offer, state):
        return failed
    reached = _range_reached(offer, state)
    failed = (
        _quantity(offer, state)
        or _unreached(reached, Reason.BELOW_QUANTITY)
        or _amount(offer, state)
        or _unreached(reached, Reason.BELOW_AMOUNT)
        or _contents(offer, state)
        or missing(offer, state)
        or _combination(offer, state)
    )
    if failed:
        return failed
    allowed = _allowance(offer, state.request)
    if isinstance(allowed, NotApplied):
        return allowed
    if isinstance(reached, NotApplied) or not offer.is_in(state.request.currency):
        return NotApplied(Reason.NO_AMOUNT_IN_CURRENCY)
    if failed := _payment_and_delivery(offer, state.request):
        return failed
    amount = amount_in(reached.amounts, state.request.currency)
    return Grant(reached.rate, amount, allowed)


def not_for_now(offer: Offer, state: State) -> NotApplied | None:
    """What has nothing to do with the goods: status, schedule, customer, code."""
    promotion = offer.promotion
    if promotion.status is not PromotionStatus.ACTIVE:
        return NotApplied(Reason.NOT_ACTIVE)
    if not runs(promotion.schedule, state.request.at, state.request.local_at):
        return NotApplied(Reason.NOT_SCHEDULED)
    if failed := _customer(promotion, state.request):
        return failed
    if offer.codes and offer.codes.isdisjoint(state.codes):
        return NotApplied(Reason.CODE_MISSING)
    return None


def runs(schedule: Schedule, at: datetime, local_at: datetime) -> bool:
    """Whether a schedule includes an instant; both of its edges are inside."""
    if schedule.starts is not None and at < schedule.starts:
        return False
    if schedule.ends is not None and at > schedule.ends:
        return False
    if schedule.weekdays and local_at.isoweekday() not in schedule.weekdays:
        return False
    return _within_day(schedule, local_at)


def _within_day(schedule: Schedule, local_at: datetime) -> bool:
    since, until, now = schedule.daily_from, schedule.daily_until, local_at.time()
    if since is None or until is None:
        return (since is None or since <= now) and (until is None or now <= until)
    if since <= until:
        return since <= now <= until
    return now >= since or now <= until


def _customer(promotion: Promotion, request: PricingRequest) -> NotApplied | None:
    conditions, buyer = promotion.conditions, request.buyer
    if conditions.segments or conditions.not_segments:
        segments = {_GUEST} if buyer.customer_id is None else set(buyer.segments)
        if conditions.segments and segments.isdisjoint(conditions.segments):
            return NotApplied(Reason.WRONG_CUSTOMER, names=conditions.segments)
        if not segments.isdisjoint(conditions.not_segments):
            return NotApplied(Reason.WRONG_CUSTOMER)
    nth = conditions.nth_order
    if nth is not None and buyer.earlier_orders + 1 != nth:
        return NotApplied(Reason.WRONG_CUSTOMER, have=buyer.earlier_orders + 1, need=nth)
    return None


def _quantity(offer: Offer, state: State) -> NotApplied | None:
    need = offer.promotion.conditions.min_quantity
    if need is None:
        return None
    have = state.goods(offer.group).quantity(offer.quantity_of)
    if have >= need:
        return None
    return NotApplied(Reason.BELOW_QUANTITY, have, need, offer.quantity_of.selection)


def _amount(offer: Offer, state: State) -> NotApplied | None:
    need = amount_in(offer.promotion.conditions.min_amounts, state.request.currency)
    if need is None:
        return None
    have = state.goods(offer.group).amount(offer.amount_of)
    if have >= need:
        return None
    return NotApplied(Reason.BELOW_AMOUNT, have, need, offer.amount_of.selection)


def _contents(offer: Offer, state: State) -> NotApplied | None:
    for pick, need in offer.contains:
        have = state.goods(offer.group).quantity(pick)
        if have < need:
            return NotApplied(Reason.ITEM_MISSING, have, need, pick.selection)
    return None


def _range_reached(offer: Offer, state: State) -> Range | NotApplied:
    """The one range that rules the whole; where there are none, the promotion's own figures."""
    reward = offer.promotion.reward
    if not reward.ranges:
        return Range(rate=reward.rate, amounts=reward.amounts)
    goods, currency = state.goods(offer.group), state.request.currency
    by_quantity = reward.range_basis is RangeBasis.QUANTITY
    have = goods.quantity(offer.target) if by_quantity else goods.amount(offer.target)
    froms = [
        one.from_quantity if by_quantity else amount_in(one.from_amounts, currency)
        for one in reward.ranges
    ]
    reached = _highest(reward.ranges, froms, have)
    if reached is not None:
        return reached
    need = min((start for start in froms if start is not None), default=None)
    if need is None:
        return NotApplied(Reason.NO_AMOUNT_IN_CURRENCY)
    reason = Reason.BELOW_QUANTITY if by_quantity else Reason.BELOW_AMOUNT
    return NotApplied(reason, have, need, offer.target.selection)


def _highest(ranges: Sequence[Range], froms: Sequence[int | None], have: int) -> Range | None:
    reached = [
        (start, place) for place, start in enumerate(froms) if start is not None and start <= have
    ]
    return ranges[max(reached)[1]] if reached else None


def _unreached(reached: Range | NotApplied, reason: Reason) -> NotApplied | None:
    if isinstance(reached, NotApplied) and reached.reason is reason:
        return reached
    return None


def _combination(offer: Offer, state: State) -> NotApplied | None:
    """Section 5, steps 1 to 3; that lines carry an item promotion is looked at line by line."""
    applied = state.applied[offer.group]
    if offer.group is not PromotionGroup.ITEM and applied and not offer.stackable:
        return NotApplied(Reason.EXCLUDED, promotion_ids=tuple(applied))
    excluder = state.excluded.get(offer.group)
    if excluder is not None:
        return NotApplied(Reason.EXCLUDED, promotion_ids=(excluder,))
    if not offer.excludes:
        return None
    excluded = [group for group in PromotionGroup if group in offer.excludes]
    others = tuple(other for group in excluded for other in state.applied[group])
    if others:
        return NotApplied(Reason.OTHERS_APPLIED, promotion_ids=others)
    return None


def _allowance(offer: Offer, request: PricingRequest) -> int | NotApplied | None:
    """What the limits leave for this order, the least of them; None where there is no limit."""
    limits = offer.promotion.limits
    used = request.buyer.redeemed.get(offer.promotion.id, _NOTHING_REDEEMED)
    allowed: int | None = limits.per_order
    for limit, kind, taken in (
        (limits.total, Limit.TOTAL, used.total),
        (limits.per_customer, Limit.PER_CUSTOMER, used.by_customer),
    ):
        if limit is None:
            continue
        if taken >= limit:
            return NotApplied(Reason.LIMIT_REACHED, have=taken, need=limit, limit=kind)
        allowed = limit - taken if allowed is None else min(allowed, limit - taken)
    return allowed


def matching_deliveries(offer: Offer, request: PricingRequest) -> list[int]:
    """Places of the deliveries that go by a method which the promotion is for."""
    wanted = offer.promotion.conditions.delivery_methods
    reduced = offer.promotion.reward.methods
    return [
        place
        for place, delivery in enumerate(request.deliveries)
        if (not wanted or delivery.method in wanted) and (not reduced or delivery.method in reduced)
    ]


def _payment_and_delivery(offer: Offer, request: PricingRequest) -> NotApplied | None:
    conditions = offer.promotion.conditions
    methods = offer.promotion.reward.methods or conditions.delivery_methods
    if methods and not matching_deliveries(offer, request):
        return NotApplied(Reason.OTHER_PAYMENT_OR_DELIVERY, names=methods)
    payments = conditions.payment_methods
    if payments and not any(method in payments for method in request.payment_methods):
        return NotApplied(Reason.OTHER_PAYMENT_OR_DELIVERY, names=payments)
    return None
