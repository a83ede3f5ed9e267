"""What holds for every order (promotions.md section 10, P1 to P15 where the engine decides)."""

from dataclasses import replace
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from salescenter.domain.money import currency_digits
from salescenter.domain.pricing.engine import price_order
from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.pricing.priced_document import read_priced, write_priced
from salescenter.domain.pricing.request import Lines, PricingRequest, RequestLine
from salescenter.domain.pricing.steps import price_steps
from salescenter.domain.promotion import (
    Combination,
    Promotion,
    PromotionGroup,
    PromotionType,
    Reward,
)
from salescenter.domain.promotion_rules import PERCENT_TYPES, require_complete
from tests.domain.pricing.strategies import (
    PLAIN,
    question,
    seeded,
    some_request,
    useless,
)

QUESTIONS = seeded(question)
PLAIN_QUESTIONS = seeded(question, PLAIN)


def price(request: PricingRequest, offers: list[Promotion]) -> Priced:
    return price_order(request, Offers(offers))


def rows_of(request: PricingRequest) -> list[RequestLine]:
    columns = [getattr(request.lines, name) for name in Lines.__dataclass_fields__]
    return [RequestLine(*row) for row in zip(*columns, strict=True)]


def with_rows(request: PricingRequest, rows: list[RequestLine]) -> PricingRequest:
    return replace(request, lines=Lines.of(rows))


@given(QUESTIONS)
def test_p1_the_total_is_the_sum_of_its_parts(asked):
    found = price(*asked)
    totals, goods = found.totals, found.lines
    assert totals.total == (
        sum(goods.paid) + sum(delivery.paid for delivery in found.deliveries) + totals.tax
    )
    assert totals.total == (totals.goods - totals.discount + totals.shipping + totals.tax)
    parts = (goods.item_discounts, goods.order_discounts, goods.paid)
    assert goods.goods == tuple(map(sum, zip(*parts, strict=True)))
    on_top = [one.amount for one in found.taxes if not one.included]
    assert sum(on_top) == totals.tax
    assert sum(one.amount for one in found.taxes) - sum(on_top) == totals.tax_included


@given(QUESTIONS)
def test_p2_the_shares_of_every_promotion_add_up_to_it(asked):
    found = price(*asked)
    for result in found.promotions:
        assert sum(result.line_amounts) + sum(result.delivery_amounts) == result.amount
        assert result.is_applied == (result.amount > 0)
        least = 1 if result.group is PromotionGroup.ITEM else 0
        assert all(amount >= least for amount in result.line_amounts)
    by_group = {
        group: sum(result.amount for result in found.applied if result.group is group)
        for group in PromotionGroup
    }
    assert by_group[PromotionGroup.ITEM] == found.totals.item_discount
    assert by_group[PromotionGroup.ORDER] == found.totals.order_discount
    assert by_group[PromotionGroup.DELIVERY] == found.totals.shipping_discount


@given(QUESTIONS)
def test_p3_nothing_is_below_zero_or_its_floor_nor_above_its_value(asked):
    request, offers = asked
    found = price(request, offers)
    for paid, full, floor, quantity, one in zip(
        found.lines.paid,
        found.lines.goods,
        request.lines.floors,
        request.lines.quantities,
        request.lines.unit_prices,
        strict=True,
    ):
        assert min(floor, one) * quantity <= paid <= full
    assert all(0 <= delivery.paid <= delivery.charge for delivery in found.deliveries)
    assert min((*found.lines.taxes, *found.lines.taxes_included, 0)) == 0


@given(seeded(question, PLAIN, twins=False), st.integers())
def test_p4_the_order_of_lines_moves_cents_at_most(asked, seed):
    request, offers = asked
    rows = rows_of(request)
    mixed = list(rows)
    Random(seed).shuffle(mixed)
    first, second = price(request, offers), price(with_rows(request, mixed), offers)
    assert abs(first.totals.total - second.totals.total) <= len(rows)


@given(QUESTIONS)
def test_p5_pricing_twice_or_reading_back_gives_the_same_in_every_field(asked):
    request, offers = asked
    shared = Offers(offers)
    found = price_order(request, shared)
    assert price_order(request, shared) == found == price(request, offers[::-1])
    assert read_priced(write_priced(found)) == found


@given(PLAIN_QUESTIONS, st.integers())
def test_p6_splitting_a_line_changes_no_item_promotion(asked, seed):
    request, offers = asked
    rows, random = rows_of(request), Random(seed)
    wide = [place for place, row in enumerate(rows) if row.quantity > 1]
    assume(wide)
    place = random.choice(wide)
    part = random.randint(1, rows[place].quantity - 1)
    split = replace(rows[place], quantity=part)
    rest = replace(rows[place], id=999, quantity=rows[place].quantity - part)
    first = price(request, offers)
    second = price(with_rows(request, [*rows[:place], split, rest, *rows[place + 1 :]]), offers)

    def item_results(found: Priced) -> list[tuple[int, int, int]]:
        return [
            (result.promotion_id, result.applications, result.amount)
            for result in found.applied
            if result.group is PromotionGroup.ITEM
        ]

    assert item_results(first) == item_results(second)
    assert abs(first.totals.total - second.totals.total) <= len(rows) + 1


@given(QUESTIONS)
def test_p7_a_promotion_that_cannot_apply_changes_nothing(asked):
    request, offers = asked
    assume(offers)
    before = price(request, offers)
    after = price(request, [*offers, *useless(offers[0], request.currency)])
    assert before.lines == after.lines
    assert before.totals == after.totals
    assert before.applied == after.applied


@given(QUESTIONS)
def test_p9_a_unit_is_trigger_or_reward_and_in_one_application(asked):
    request, offers = asked
    found = price(request, offers)
    quantity = dict(zip(request.lines.ids, request.lines.quantities, strict=True))
    served = dict.fromkeys(quantity, 0)
    for result in found.applied:
        if result.type is PromotionType.BUY_GET_FREE:
            rewards = zip(result.line_ids, result.line_units, strict=True)
            triggers = zip(result.trigger_line_ids, result.trigger_units, strict=True)
            for line_id, units in (*rewards, *triggers):
                served[line_id] += units
    by_item: dict[tuple[int, int], list[int]] = {}
    for line_id, item_id, delivery_id in zip(
        request.lines.ids, request.lines.item_ids, request.lines.delivery_ids, strict=True
    ):
        by_item.setdefault((item_id, delivery_id), []).append(line_id)
    for line_ids in by_item.values():
        assert sum(served[one] for one in line_ids) <= sum(quantity[one] for one in line_ids)


@given(PLAIN_QUESTIONS)
def test_p10_one_promotion_an_order_a_delivery_and_a_line_unless_stackable(asked):
    found = price(*asked)
    for group in (PromotionGroup.ORDER, PromotionGroup.DELIVERY):
        assert sum(result.group is group for result in found.applied) <= 1
    reduced = [
        line_id
        for result in found.applied
        if result.group is PromotionGroup.ITEM
        for line_id in result.line_ids
    ]
    assert len(reduced) == len(set(reduced))


@given(QUESTIONS)
def test_p11_what_stands_alone_is_alone(asked):
    request, offers = asked
    alone = {one.id for one in offers if one.combination is Combination.EXCLUSIVE_OVERALL}
    applied = {result.promotion_id for result in price(request, offers).applied}
    assert len(applied) == 1 or not applied & alone


@given(seeded(some_request))
def test_p13_without_promotions_the_total_is_the_plain_sum(request):
    found = price(request, [])
    for row, paid in zip(rows_of(request), found.lines.paid, strict=True):
        price_each = row.unit_price if row.override is None else row.override
        assert paid == price_each * row.quantity
    assert found.totals.discount == 0


@given(seeded(some_request), st.sampled_from(sorted(PERCENT_TYPES)))
def test_p14_a_hundred_percent_leaves_exactly_nothing(request, kind):
    free = [replace(row, floor=0, discountable=True) for row in rows_of(request)]
    offer = Promotion(1, 1, 1, "all", kind, reward=Reward(rate=10**6))
    found = price(with_rows(request, free), [offer])
    assert set(found.lines.paid) <= {0}
    assert set(found.lines.taxes) <= {0}


@given(QUESTIONS)
def test_p15_every_amount_is_whole_in_the_digits_of_its_currency(asked):
    found = price(*asked)
    columns = (found.lines.paid, found.lines.taxes, found.lines.order_discounts)
    assert all(type(amount) is int for column in columns for amount in column)
    assert currency_digits(found.currency) in (0, 2, 3)


@given(QUESTIONS)
def test_the_steps_of_every_line_add_up_to_what_is_paid(asked):
    found = price(*asked)
    for line_id, paid, tax in zip(
        found.lines.ids, found.lines.paid, found.lines.taxes, strict=True
    ):
        steps = price_steps(found, line_id)
        assert sum(step.change for step in steps) == steps[-1].running == paid + tax


@given(QUESTIONS)
def test_the_random_promotions_are_ones_that_can_be_offered(asked):
    for offer in asked[1]:
        require_complete(offer)


@given(seeded(some_request))
def test_rows_and_columns_are_two_forms_of_the_same(request):
    assert Lines.of(rows_of(request)) == request.lines
