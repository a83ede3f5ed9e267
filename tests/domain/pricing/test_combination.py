"""Sequence and combination of promotions (promotions.md sections 4 and 5, decision 30)."""

from dataclasses import replace
from datetime import timedelta

from salescenter.domain.pricing.priced import Reason
from salescenter.domain.pricing.request import Buyer
from salescenter.domain.promotion import (
    Combination,
    Conditions,
    PromotionGroup,
    Redemption,
    Schedule,
)
from tests.domain.pricing.basket import (
    MUG,
    MUGS,
    NOW,
    TEA,
    TEAS,
    T,
    buy_get,
    euro,
    percent,
    priced,
    promotion,
    result,
    why_not,
)

STACKABLE = {"combination": Combination.STACKABLE}
ALONE = {"combination": Combination.EXCLUSIVE_OVERALL}


def ids(price):
    return [one.promotion_id for one in price.promotions]


def applied(price):
    return [one.promotion_id for one in price.applied]


def test_items_come_before_the_order_and_the_order_before_delivery():
    delivery = promotion(T.DELIVERY_FIXED_PRICE, priority=9)
    order = promotion(T.ORDER_PERCENT, rate=percent(10), priority=5)
    item = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15))
    price = priced(delivery, order, item)
    assert ids(price) == [item.id, order.id, delivery.id]
    assert price.totals.order_discount == 654  # of the running 65.42, not of 69.20
    assert price.totals.total == 5888


def test_delivery_conditions_see_the_value_after_all_other_discounts():
    order = promotion(T.ORDER_PERCENT, rate=percent(50))
    free = promotion(T.DELIVERY_FIXED_PRICE, conditions=Conditions(min_amounts=euro(3461)))
    failed = why_not(priced(order, free), free)
    assert (failed.reason, failed.have, failed.need) == (Reason.BELOW_AMOUNT, 3460, 3461)


def test_inside_a_group_codes_come_before_automatic_ones_then_priority_decides():
    low = promotion(T.ORDER_PERCENT, rate=percent(1))
    high = promotion(T.ORDER_PERCENT, rate=percent(1), priority=8)
    coded = promotion(
        T.ORDER_PERCENT,
        rate=percent(1),
        redemption=Redemption.CODE,
        conditions=Conditions(codes=("ten",)),
    )
    coupon = replace(coded, id=1_000_000, redemption=Redemption.COUPON)
    assert ids(priced(low, high, coded, coupon)) == [coupon.id, coded.id, high.id, low.id]


def test_equal_priority_is_decided_by_the_earlier_start_and_then_by_number():
    later = promotion(T.ORDER_PERCENT, rate=percent(1), schedule=Schedule(starts=NOW))
    earlier = replace(later, id=later.id + 1, schedule=Schedule(starts=NOW - timedelta(days=1)))
    always = replace(later, id=later.id + 2, schedule=Schedule())
    twin = replace(later, id=later.id + 3, schedule=Schedule())
    assert ids(priced(twin, later, earlier, always)) == [always.id, twin.id, earlier.id, later.id]


def test_a_line_takes_part_in_one_item_promotion():
    first = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15), priority=1)
    second = promotion(T.ITEM_SUBTOTAL_PERCENT, rate=percent(10))
    price = priced(first, second)
    assert price.lines.item_discounts == (378, 125, 315)
    only = promotion(T.ITEM_SUBTOTAL_PERCENT, target=MUGS, rate=percent(10))
    failed = why_not(priced(first, only), only)
    assert (failed.reason, failed.promotion_ids) == (Reason.ALREADY_DISCOUNTED, (first.id,))


def test_a_stackable_one_goes_on_top_on_the_running_value():
    first = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15), priority=1)
    second = promotion(T.ITEM_SUBTOTAL_PERCENT, target=MUGS, rate=percent(10), **STACKABLE)
    price = priced(first, second)
    assert price.lines.item_discounts == (378 + 214, 0, 0)
    assert applied(price) == [first.id, second.id]


def test_only_the_later_ones_flag_counts():
    first = promotion(T.ORDER_PERCENT, rate=percent(10), priority=1, **STACKABLE)
    second = promotion(T.ORDER_PERCENT, rate=percent(10))
    failed = why_not(priced(first, second), second)
    assert (failed.reason, failed.promotion_ids) == (Reason.EXCLUDED, (first.id,))


def test_one_order_and_one_delivery_promotion_apply_unless_stackable():
    amount = promotion(T.ORDER_AMOUNT, amounts=euro(1000), priority=5)
    rate = promotion(T.ORDER_PERCENT, rate=percent(20), **STACKABLE)
    price = priced(amount, rate)
    assert price.totals.order_discount == 1000 + 1184
    cheap = promotion(T.DELIVERY_FIXED_PRICE, amounts=euro(390), priority=1)
    free = promotion(T.DELIVERY_FIXED_PRICE)
    assert applied(priced(cheap, free)) == [cheap.id]


def test_triggers_are_not_rewarded_by_another_promotion_even_when_it_is_stackable():
    gift = buy_get(MUGS, 2, TEAS, 1, priority=1)
    rate = promotion(T.ITEM_SUBTOTAL_PERCENT, rate=percent(10), **STACKABLE)
    price = priced(gift, rate, lines=(MUG, TEA))
    assert result(price, rate).line_amounts == (84, 63)  # the third mug, the second tea


def test_a_unit_serves_in_one_buy_and_get_promotion_only():
    first = buy_get(MUGS, 2, MUGS, 1, priority=1)
    second = buy_get(MUGS, 1, MUGS, 1, **STACKABLE)
    assert applied(priced(first, second)) == [first.id]
    five = priced(first, second, lines=(replace(MUG, quantity=5),))
    assert five.lines.item_discounts == (1680,)


def test_a_line_whose_units_were_triggers_takes_no_second_promotion():
    gift = buy_get(MUGS, 2, TEAS, 1, priority=1)
    rate = promotion(T.ITEM_SUBTOTAL_PERCENT, target=MUGS, rate=percent(10))
    assert why_not(priced(gift, rate), rate).reason is Reason.ALREADY_DISCOUNTED


def test_the_running_value_is_kept_by_the_unit():
    some = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(50), max_units=1, priority=1)
    gift = buy_get(MUGS, 2, MUGS, 1, **STACKABLE)
    price = priced(some, gift)
    assert price.lines.item_discounts == (840, 0, 0)  # half of one mug, then the rest of it
    assert result(price, gift).line_amounts == (420,)


def test_an_exclusive_one_wins_over_a_higher_priority_and_stands_alone():
    common = promotion(T.ORDER_PERCENT, rate=percent(20), priority=9)
    item = promotion(T.ITEM_UNIT_PERCENT, rate=percent(5), priority=9)
    alone = promotion(T.ORDER_AMOUNT, amounts=euro(100), **ALONE)
    price = priced(common, item, alone)
    assert applied(price) == [alone.id]
    for other in (common, item):
        failed = why_not(price, other)
        assert (failed.reason, failed.promotion_ids) == (Reason.EXCLUDED, (alone.id,))


def test_of_two_exclusive_ones_the_higher_priority_wins():
    low = promotion(T.ITEM_UNIT_PERCENT, rate=percent(50), priority=1, **ALONE)
    high = promotion(T.ORDER_PERCENT, rate=percent(1), priority=2, **ALONE)
    assert applied(priced(low, high)) == [high.id]


def test_an_exclusive_one_that_does_not_qualify_or_gives_nothing_excludes_nobody():
    far = promotion(
        T.ORDER_PERCENT, rate=percent(50), conditions=Conditions(min_amounts=euro(9999)), **ALONE
    )
    nothing = promotion(T.DELIVERY_FIXED_PRICE, amounts=euro(690), **ALONE)
    common = promotion(T.ORDER_PERCENT, rate=percent(10))
    price = priced(far, nothing, common)
    assert applied(price) == [common.id]
    assert why_not(price, nothing).reason is Reason.REWARD_IS_ZERO


def test_one_that_excludes_another_group_is_left_out_where_that_has_applied():
    item = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(10))
    order = promotion(
        T.ORDER_PERCENT,
        rate=percent(10),
        combination=Combination.EXCLUSIVE,
        excluded_groups=(PromotionGroup.ITEM,),
    )
    failed = why_not(priced(item, order), order)
    assert (failed.reason, failed.promotion_ids) == (Reason.OTHERS_APPLIED, (item.id,))
    assert applied(priced(order)) == [order.id]


def test_one_exclusive_in_its_group_leaves_the_other_groups_alone():
    item = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(10))
    first = promotion(T.ORDER_PERCENT, rate=percent(1), combination=Combination.EXCLUSIVE)
    second = promotion(T.ORDER_PERCENT, rate=percent(10), priority=9, **STACKABLE)
    delivery = promotion(T.DELIVERY_FIXED_PRICE)
    assert applied(priced(item, first, second, delivery)) == [item.id, first.id, delivery.id]


def test_an_amount_condition_sees_what_promotions_before_it_left():
    first = promotion(T.ITEM_SUBTOTAL_PERCENT, target=TEAS, rate=percent(50), priority=1)
    second = promotion(
        T.ITEM_SUBTOTAL_PERCENT,
        target=TEAS,
        rate=percent(50),
        conditions=Conditions(min_amounts=euro(700)),
        **STACKABLE,
    )
    assert (why_not(priced(first, second), second).have) == 625


def test_a_code_makes_the_difference_between_one_order_promotion_and_another():
    automatic = promotion(T.ORDER_PERCENT, rate=percent(5), priority=9)
    coded = promotion(
        T.ORDER_PERCENT,
        rate=percent(10),
        redemption=Redemption.CODE,
        conditions=Conditions(codes=("ten",)),
    )
    assert applied(priced(automatic, coded)) == [automatic.id]
    assert applied(priced(automatic, coded, buyer=Buyer(1, codes=(" TEN ",)))) == [coded.id]
