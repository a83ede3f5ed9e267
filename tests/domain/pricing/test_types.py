"""Each type of promotion on the worked basket; figures of promotions.md section 3."""

from dataclasses import replace

import pytest

from salescenter.domain.pricing.priced import Reason
from salescenter.domain.promotion import (
    Combination,
    Conditions,
    Limits,
    PriceBase,
    Range,
    RangeBasis,
    Selection,
    UnitChoice,
)
from tests.domain.pricing.basket import (
    BASKET,
    CUPS,
    DELIVERY,
    KITCHEN,
    MUG,
    MUGS,
    POT,
    POT_ONLY,
    TEA,
    TEA_CATEGORY,
    TEAS,
    T,
    buy_get,
    euro,
    line,
    percent,
    priced,
    promotion,
    request,
    result,
    why_not,
)


def test_without_promotions_the_total_is_the_plain_sum():
    price = priced()
    assert price.totals.goods == 6920
    assert price.totals.total == 7610
    assert price.lines.paid == (2520, 1250, 3150)


def test_type_1_takes_a_percentage_off_the_subtotal_once_an_order():
    offer = promotion(
        T.ITEM_SUBTOTAL_PERCENT,
        target=MUGS,
        rate=percent(15),
        conditions=Conditions(min_amounts=euro(2000)),
    )
    price = priced(offer)
    assert price.lines.item_discounts == (378, 0, 0)
    assert result(price, offer).redemptions == 1


def test_type_3_takes_a_percentage_off_each_unit_and_counts_units():
    offer = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15))
    price = priced(offer)
    assert price.lines.item_discounts == (378, 0, 0)
    assert result(price, offer).redemptions == 3


def test_type_3_rewards_at_most_so_many_units():
    offer = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15), max_units=2)
    price = priced(offer)
    assert price.lines.item_discounts == (252, 0, 0)
    assert (result(price, offer).units, result(price, offer).redemptions) == (2, 2)


@pytest.mark.parametrize(
    ("choice", "discounts"),
    [(UnitChoice.CHEAPEST, (84, 125, 0)), (UnitChoice.DEAREST, (168, 0, 315))],
)
def test_the_promotion_says_which_units_are_rewarded(choice, discounts):
    offer = promotion(T.ITEM_UNIT_PERCENT, rate=percent(10), max_units=3, choice=choice)
    assert priced(offer).lines.item_discounts == discounts


def test_type_3_rewards_at_most_so_many_units_of_a_line():
    offer = promotion(T.ITEM_UNIT_PERCENT, rate=percent(10), max_units_per_line=1)
    assert priced(offer).lines.item_discounts == (84, 63, 315)


def test_type_3_stops_at_the_units_that_its_limit_leaves():
    offer = promotion(
        T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15), limits=Limits(per_order=1)
    )
    assert priced(offer).lines.item_discounts == (126, 0, 0)


def test_type_12_takes_a_percentage_off_a_category():
    offer = promotion(
        T.CATEGORY_PERCENT, target=Selection(category_ids=(TEA_CATEGORY,)), rate=percent(20)
    )
    assert priced(offer).lines.item_discounts == (0, 250, 0)


def test_a_category_includes_all_below_it_and_an_exclusion_always_wins():
    offer = promotion(
        T.CATEGORY_PERCENT,
        target=Selection(category_ids=(KITCHEN,), excluded_category_ids=(CUPS,)),
        rate=percent(10),
    )
    assert priced(offer).lines.item_discounts == (0, 0, 315)


def test_type_7_gives_an_item_for_others_bought():
    offer = buy_get(MUGS, 2, TEAS, 1)
    price = priced(offer)
    found = result(price, offer)
    assert price.lines.item_discounts == (0, 625, 0)
    assert (found.applications, found.units, found.redemptions) == (1, 1, 1)
    assert (found.trigger_line_ids, found.trigger_units) == ((MUG.id,), (2,))


def test_type_7_gives_a_third_of_the_same():
    assert priced(buy_get(MUGS, 2, MUGS, 1)).lines.item_discounts == (840, 0, 0)


def test_units_left_over_after_whole_applications_stay_at_their_price():
    lines = (replace(MUG, quantity=8),)
    offer = buy_get(MUGS, 2, MUGS, 1)
    price = priced(offer, lines=lines)
    assert price.lines.item_discounts == (1680,)
    assert result(price, offer).applications == 2


def test_without_partial_too_few_units_give_nothing():
    offer = buy_get(MUGS, 2, MUGS, 2)
    assert why_not(priced(offer), offer).reason is Reason.BELOW_QUANTITY
    assert (why_not(priced(offer), offer).have, why_not(priced(offer), offer).need) == (3, 4)


def test_partial_gives_what_is_there():
    offer = buy_get(MUGS, 2, MUGS, 2, partial=True)
    assert priced(offer).lines.item_discounts == (840, 0, 0)


def test_applications_are_limited_by_the_promotion():
    lines = (replace(MUG, quantity=9),)
    offer = buy_get(MUGS, 2, MUGS, 1, limits=Limits(per_order=2))
    assert priced(offer, lines=lines).lines.item_discounts == (1680,)


def test_the_cheapest_of_a_pool_is_free_unless_the_promotion_says_dearest():
    pool = Selection(category_ids=(CUPS, TEA_CATEGORY))
    assert priced(buy_get(pool, 2, pool, 1)).lines.item_discounts == (0, 625, 0)
    dearest = buy_get(pool, 2, pool, 1, choice=UnitChoice.DEAREST)
    assert priced(dearest).lines.item_discounts == (840, 0, 0)


def test_pools_that_overlap_never_use_a_unit_twice():
    offer = buy_get(Selection(item_ids=(11, 12)), 2, MUGS, 1)
    price = priced(offer, lines=(replace(MUG, quantity=2), replace(TEA, quantity=2)))
    found = result(price, offer)
    assert price.lines.item_discounts == (840, 0)
    assert sum(found.trigger_units) == 2
    assert found.trigger_line_ids == (TEA.id,)


def test_what_is_paid_for_are_the_dearest_when_the_cheapest_are_given():
    pool = Selection(category_ids=(CUPS, TEA_CATEGORY))
    price = priced(buy_get(pool, 2, pool, 1), lines=(TEA, MUG))
    assert price.promotions[0].trigger_line_ids == (MUG.id,)


def test_an_item_that_is_given_but_missing_is_named():
    missing = Selection(item_ids=(99,))
    offer = buy_get(MUGS, 2, missing, 1)
    failed = why_not(priced(offer), offer)
    assert (failed.reason, failed.wanted) == (Reason.ITEM_MISSING, missing)


def test_type_15_takes_one_percentage_by_the_range_reached():
    ranges = tuple(
        Range(from_amounts=euro(start), rate=percent(rate))
        for start, rate in ((4000, 5), (6500, 10), (10000, 15))
    )
    price = priced(promotion(T.ORDER_PERCENT, ranges=ranges))
    assert price.totals.order_discount == 692
    assert price.lines.order_discounts == (252, 125, 315)


def test_below_the_first_range_the_amount_that_is_missing_is_told():
    offer = promotion(T.ORDER_PERCENT, ranges=(Range(from_amounts=euro(7000), rate=percent(5)),))
    failed = why_not(priced(offer), offer)
    assert (failed.reason, failed.have, failed.need) == (Reason.BELOW_AMOUNT, 6920, 7000)


def test_ranges_may_count_units():
    ranges = (
        Range(from_quantity=3, rate=percent(10)),
        Range(from_quantity=4, rate=percent(20)),
    )
    offer = promotion(
        T.ITEM_SUBTOTAL_PERCENT, target=MUGS, ranges=ranges, range_basis=RangeBasis.QUANTITY
    )
    assert priced(offer).lines.item_discounts == (252, 0, 0)
    few = priced(offer, lines=(replace(MUG, quantity=2),))
    assert (why_not(few, offer).have, why_not(few, offer).need) == (2, 3)


def test_type_16_takes_an_amount_off_and_shares_it_by_value():
    offer = promotion(
        T.ORDER_AMOUNT, amounts=euro(800), conditions=Conditions(min_amounts=euro(6000))
    )
    assert priced(offer).lines.order_discounts == (291, 145, 364)


def test_an_amount_above_the_goods_is_lost_and_never_a_credit():
    price = priced(promotion(T.ORDER_AMOUNT, amounts=euro(100_000)))
    assert price.totals.order_discount == 6920
    assert price.totals.total == 690


def test_a_cap_is_applied_last_and_spread():
    order = priced(promotion(T.ORDER_PERCENT, rate=percent(50), max_discounts=euro(800)))
    assert order.lines.order_discounts == (291, 145, 364)
    items = priced(promotion(T.ITEM_SUBTOTAL_PERCENT, rate=percent(50), max_discounts=euro(800)))
    assert items.lines.item_discounts == (291, 145, 364)


def test_what_is_given_is_capped_too_and_the_units_keep_the_rest():
    given = buy_get(MUGS, 2, MUGS, 1, max_discounts=euro(500), priority=1)
    more = promotion(
        T.ITEM_UNIT_PERCENT,
        target=MUGS,
        rate=percent(10),
        combination=Combination.STACKABLE,
    )
    price = priced(given, more)
    assert result(price, given).amount == 500
    assert result(price, more).amount == 34  # of the 3.40 that the third mug still costs


def test_type_18_sets_a_price_for_delivery():
    offer = promotion(
        T.DELIVERY_FIXED_PRICE, amounts=euro(390), conditions=Conditions(min_amounts=euro(5000))
    )
    price = priced(offer)
    assert price.totals.shipping_discount == 300
    assert price.deliveries[0].paid == 390
    assert result(price, offer).delivery_amounts == (300,)


def test_delivery_is_free_without_a_price_and_never_dearer_with_one():
    assert priced(promotion(T.DELIVERY_FIXED_PRICE)).deliveries[0].paid == 0
    dearer = promotion(T.DELIVERY_FIXED_PRICE, amounts=euro(900))
    assert why_not(priced(dearer), dearer).reason is Reason.REWARD_IS_ZERO


def test_a_price_for_one_method_leaves_the_other_deliveries_alone():
    express = replace(DELIVERY, id=2, method="express", charge=1500)
    offer = promotion(T.DELIVERY_FIXED_PRICE, amounts=euro(500), methods=("express",))
    price = priced(offer, deliveries=(DELIVERY, express))
    assert [delivery.paid for delivery in price.deliveries] == [690, 500]
    assert why_not(priced(offer), offer).names == ("express",)


def test_one_price_for_two_deliveries_is_shared_by_charge():
    other = replace(DELIVERY, id=2, charge=230)
    offer = promotion(T.DELIVERY_FIXED_PRICE, amounts=euro(460))
    price = priced(offer, deliveries=(DELIVERY, other))
    assert [delivery.discount for delivery in price.deliveries] == [345, 115]


def test_a_floor_stops_a_percentage_and_sends_an_amount_to_the_other_lines():
    lines = (replace(line(1, 1000), floor=900), line(2, 1000))
    items = priced(promotion(T.ITEM_SUBTOTAL_PERCENT, rate=percent(20)), lines=lines)
    assert items.lines.item_discounts == (100, 200)
    order = priced(promotion(T.ORDER_AMOUNT, amounts=euro(600)), lines=lines)
    assert order.lines.order_discounts == (100, 500)
    units = priced(promotion(T.ITEM_UNIT_PERCENT, rate=percent(20), max_units=2), lines=lines)
    assert units.lines.item_discounts == (100, 200)


def test_lines_of_the_same_item_price_and_delivery_are_one_to_item_promotions():
    lines = (replace(MUG, quantity=2), TEA, replace(MUG, id=9, quantity=1))
    offer = buy_get(MUGS, 2, MUGS, 1)
    price = priced(offer, lines=lines)
    assert result(price, offer).amount == 840
    assert price.lines.item_discounts == (560, 0, 280)


def test_lines_of_the_same_item_that_go_elsewhere_are_rounded_by_themselves():
    lines = (replace(MUG, quantity=1), replace(MUG, id=9, quantity=1))
    elsewhere = (lines[0], replace(lines[1], delivery_id=2))
    both = (DELIVERY, replace(DELIVERY, id=2))
    rate = promotion(T.ITEM_SUBTOTAL_PERCENT, rate=357)  # 0.3 cents of a mug
    assert priced(rate, lines=lines).totals.item_discount == 1
    assert priced(rate, lines=elsewhere, deliveries=both).totals.item_discount == 0


def test_an_item_that_is_not_discountable_gets_nothing_but_counts():
    lines = (replace(MUG, discountable=False), TEA, POT)
    offer = promotion(
        T.ORDER_PERCENT, rate=percent(10), conditions=Conditions(min_amounts=euro(6920))
    )
    assert priced(offer, lines=lines).lines.order_discounts == (0, 125, 315)
    only = promotion(T.ITEM_SUBTOTAL_PERCENT, target=MUGS, rate=percent(10))
    assert why_not(priced(only, lines=lines), only).reason is Reason.ITEM_MISSING
    gift = buy_get(MUGS, 2, Selection(item_ids=(11, 12)), 1)
    assert priced(gift, lines=lines).lines.item_discounts == (0, 625, 0)


def test_items_on_sale_can_be_left_out():
    lines = (replace(MUG, on_sale=True), TEA)
    offer = promotion(
        T.ITEM_SUBTOTAL_PERCENT, target=Selection(without_on_sale=True), rate=percent(10)
    )
    assert priced(offer, lines=lines).lines.item_discounts == (0, 125)


def test_bounds_of_the_price_per_unit_are_inside():
    target = Selection(min_unit_prices=euro(625), max_unit_prices=euro(840))
    offer = promotion(T.ITEM_SUBTOTAL_PERCENT, target=target, rate=percent(10))
    assert priced(offer).lines.item_discounts == (252, 125, 0)


def test_a_percentage_of_the_list_price_leaves_a_better_offer_price():
    lines = (
        replace(line(1, 900, 2), list_price=1000),
        replace(line(2, 700, 2), list_price=1000),
    )
    offer = promotion(T.ITEM_SUBTOTAL_PERCENT, rate=percent(20), price_base=PriceBase.LIST)
    assert priced(offer, lines=lines).lines.item_discounts == (200, 0)


def test_an_override_is_the_price_that_promotions_see():
    lines = (replace(MUG, override=800),)
    price = priced(promotion(T.ITEM_UNIT_PERCENT, rate=percent(10)), lines=lines)
    assert (price.lines.goods, price.lines.item_discounts) == ((2400,), (240,))


@pytest.mark.parametrize("kind", [T.ITEM_SUBTOTAL_AMOUNT, T.ORDER_GIFT, T.DELIVERY_REDUCTION])
def test_a_type_that_is_not_computed_is_never_active(kind):
    offer = promotion(kind, amounts=euro(100))
    assert why_not(priced(offer), offer).reason is Reason.NOT_ACTIVE


def test_percent_100_on_everything_leaves_exactly_nothing():
    lines = tuple(line(number, 33 * number + 1, number) for number in range(1, 40))
    for kind in (T.ITEM_SUBTOTAL_PERCENT, T.ITEM_UNIT_PERCENT, T.ORDER_PERCENT):
        price = priced(promotion(kind, rate=percent(100)), lines=lines, deliveries=())
        assert price.totals.total == 0
        assert set(price.lines.paid) == {0}


def test_an_order_without_lines_costs_its_delivery():
    offers = (
        promotion(T.ORDER_PERCENT, rate=percent(10)),
        promotion(T.ITEM_UNIT_PERCENT, rate=percent(10)),
        buy_get(MUGS, 1, POT_ONLY, 1),
    )
    assert priced(*offers, lines=()).totals.total == 690


def test_the_same_question_has_the_same_answer_in_every_field():
    offers = (buy_get(MUGS, 2, TEAS, 1), promotion(T.ORDER_PERCENT, rate=percent(10)))
    assert priced(*offers) == priced(*offers)
    assert request().lines.skus == tuple(row.sku for row in BASKET)
