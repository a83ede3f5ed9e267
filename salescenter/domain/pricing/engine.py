"""The engine: a request and a store's promotions in, the price and how it came about out.

Pure, and the same answer for the same question in every field. It walks the promotions in their
sequence (promotions.md section 5): each is applied on the running values or told why not. Taxes
come last, on what remains.
"""

from collections.abc import Sequence
from operator import add, sub

from salescenter.domain.pricing.conditions import examine
from salescenter.domain.pricing.offers import Offer, Offers
from salescenter.domain.pricing.order_taxes import OrderTaxes, order_taxes
from salescenter.domain.pricing.priced import (
    NotApplied,
    Priced,
    PricedDelivery,
    PricedLines,
    PromotionResult,
    Reason,
    Totals,
)
from salescenter.domain.pricing.request import PricingRequest
from salescenter.domain.pricing.state import State, Taken
from salescenter.domain.pricing.types import TYPE_RULES
from salescenter.domain.promotion import PromotionGroup, normalized_code

NO_OFFERS = Offers()


def price_order(request: PricingRequest, offers: Offers = NO_OFFERS) -> Priced:
    """Price an order in full."""
    state = State(request, offers)
    results = tuple(_result(offer, state) for offer in offers.sequence)
    paid = state.goods(PromotionGroup.ORDER).values
    taxes = order_taxes(request, paid, state.charges)
    lines = _lines(state, paid, taxes)
    deliveries = _deliveries(state, taxes)
    return Priced(
        currency=request.currency,
        lines=lines,
        deliveries=deliveries,
        totals=_totals(lines, deliveries),
        taxes=taxes.totals,
        promotions=results,
        unknown_codes=tuple(
            code for code in request.buyer.codes if normalized_code(code) not in offers.known_codes
        ),
    )


def _result(offer: Offer, state: State) -> PromotionResult:
    """Apply a promotion where it may be, and tell what became of it."""
    rule = TYPE_RULES.get(offer.promotion.type)
    if rule is None:
        return _refused(offer, NotApplied(Reason.NOT_ACTIVE))
    grant = examine(offer, state, rule.missing)
    if isinstance(grant, NotApplied):
        return _refused(offer, grant)
    taken = rule.reward(offer, state, grant)
    amount = sum(taken.amounts) + sum(taken.delivery_amounts)
    if not amount:
        return _refused(offer, NotApplied(Reason.REWARD_IS_ZERO))
    return _applied(offer, state, taken, amount)


def _without_zeros(taken: Taken) -> Taken:
    """Rows from which nothing is taken have no part in an item promotion."""
    if 0 in taken.amounts:
        kept = [place for place, amount in enumerate(taken.amounts) if amount]
        taken.rows = [taken.rows[place] for place in kept]
        taken.units = [taken.units[place] for place in kept] if taken.units else ()
        taken.amounts = [taken.amounts[place] for place in kept]
    return taken


def _refused(offer: Offer, why: NotApplied) -> PromotionResult:
    promotion = offer.promotion
    return PromotionResult(
        promotion.id,
        promotion.version,
        promotion.name,
        promotion.type,
        why,
        codes=promotion.conditions.codes,
    )


def _taken_off(offer: Offer, state: State, taken: Taken) -> Taken:
    """Take a reward off the order and note what it excludes; the reward by lines."""
    state.applied[offer.group].append(offer.promotion.id)
    for group in offer.excludes:
        state.excluded.setdefault(group, offer.promotion.id)
    if offer.group is PromotionGroup.ITEM:
        return state.take_items(_without_zeros(taken), offer.promotion.id)
    if offer.group is PromotionGroup.ORDER:
        return state.take_order(taken)
    return state.take_delivery(taken)


def _applied(offer: Offer, state: State, taken: Taken, amount: int) -> PromotionResult:
    promotion = offer.promotion
    taken = _taken_off(offer, state, taken)
    line_ids = state.request.lines.ids
    deliveries = state.request.deliveries
    units = sum(taken.units)
    return PromotionResult(
        promotion_id=promotion.id,
        version=promotion.version,
        name=promotion.name,
        type=promotion.type,
        applications=taken.applications,
        units=units,
        redemptions=_redemptions(offer, taken, units),
        amount=amount,
        line_ids=_ids(line_ids, taken.rows),
        line_amounts=tuple(taken.amounts),
        line_units=tuple(taken.units),
        delivery_ids=tuple(deliveries[place].id for place in taken.deliveries),
        delivery_amounts=tuple(taken.delivery_amounts),
        codes=promotion.conditions.codes,
        trigger_line_ids=tuple(map(line_ids.__getitem__, taken.triggers)),
        trigger_units=tuple(taken.triggers.values()),
    )


def _ids(line_ids: tuple[int, ...], rows: Sequence[int]) -> tuple[int, ...]:
    everywhere = len(rows) == len(line_ids)
    return line_ids if everywhere else tuple([line_ids[row] for row in rows])


def _redemptions(offer: Offer, taken: Taken, units: int) -> int:
    """What counts against limits: units for individual types, else applications."""
    return units if offer.counts_units else taken.applications


def _lines(state: State, paid: Sequence[int], taxes: OrderTaxes) -> PricedLines:
    lines, off = state.request.lines, state.order_discounts
    goods = state.undiscounted
    after_items = map(add, paid, off)
    return PricedLines(
        ids=lines.ids,
        quantities=lines.quantities,
        list_prices=lines.list_prices,
        entitled_prices=lines.unit_prices,
        sources=lines.sources,
        overrides=lines.overrides,
        goods=goods,
        item_discounts=tuple(map(sub, goods, after_items)),
        order_discounts=tuple(off),
        paid=tuple(paid),
        taxes=tuple(taxes.on_top),
        taxes_included=tuple(taxes.included),
    )


def _deliveries(state: State, taxes: OrderTaxes) -> tuple[PricedDelivery, ...]:
    return tuple(
        PricedDelivery(
            id=delivery.id,
            charge=delivery.charge,
            discount=delivery.charge - paid,
            paid=paid,
            tax=tax,
            tax_included=included,
            agreed_off=delivery.agreed_off,
        )
        for delivery, paid, tax, included in zip(
            state.request.deliveries,
            state.charges,
            taxes.delivery_on_top,
            taxes.delivery_included,
            strict=True,
        )
    )


def _totals(lines: PricedLines, deliveries: Sequence[PricedDelivery]) -> Totals:
    shipping = sum(delivery.charge for delivery in deliveries)
    tax = sum(lines.taxes) + sum(delivery.tax for delivery in deliveries)
    return Totals(
        goods=sum(lines.goods),
        item_discount=sum(lines.item_discounts),
        order_discount=sum(lines.order_discounts),
        shipping=shipping,
        shipping_discount=sum(delivery.discount for delivery in deliveries),
        tax=tax,
        tax_included=sum(lines.taxes_included)
        + sum(delivery.tax_included for delivery in deliveries),
        total=sum(lines.paid) + sum(delivery.paid for delivery in deliveries) + tax,
    )
