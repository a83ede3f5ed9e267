"""Why a promotion is not applied: the first failing reason, have and need (section 9)."""

from datetime import time, timedelta

import pytest

from salescenter.domain.money import Money
from salescenter.domain.pricing.priced import Limit, Reason
from salescenter.domain.pricing.request import Buyer, Redeemed
from salescenter.domain.promotion import (
    Conditions,
    Limits,
    Portion,
    PromotionStatus,
    Schedule,
    Selection,
)
from tests.domain.pricing.basket import (
    MUGS,
    NOW,
    POT_ONLY,
    TEAS,
    T,
    euro,
    percent,
    priced,
    promotion,
    result,
    why_not,
)

SECOND = timedelta(seconds=1)


def order_offer(**fields):
    return promotion(T.ORDER_PERCENT, rate=percent(10), **fields)


def reason(offer, **fields):
    return why_not(priced(offer, **fields), offer).reason


def is_applied(offer, **fields):
    return result(priced(offer, **fields), offer).is_applied


@pytest.mark.parametrize("status", [PromotionStatus.INACTIVE, PromotionStatus.SUSPENDED])
def test_only_an_active_promotion_applies(status):
    assert reason(order_offer(status=status)) is Reason.NOT_ACTIVE


@pytest.mark.parametrize(
    ("schedule", "runs"),
    [
        (Schedule(starts=NOW), True),
        (Schedule(starts=NOW + SECOND), False),
        (Schedule(ends=NOW), True),
        (Schedule(ends=NOW - SECOND), False),
        (Schedule(weekdays=(3,)), True),
        (Schedule(weekdays=(1, 2)), False),
        (Schedule(daily_from=time(12), daily_until=time(13)), True),
        (Schedule(daily_from=time(13), daily_until=time(18)), False),
        (Schedule(daily_from=time(22), daily_until=time(12)), True),
        (Schedule(daily_from=time(22), daily_until=time(6)), False),
        (Schedule(daily_until=time(12)), True),
    ],
)
def test_both_edges_of_a_schedule_are_inside(schedule, runs):
    assert is_applied(order_offer(schedule=schedule)) is runs


def test_daily_windows_are_meant_in_the_time_of_the_store():
    offer = order_offer(schedule=Schedule(daily_from=time(14), daily_until=time(15)))
    assert is_applied(offer, local_at=NOW + timedelta(hours=2))


def test_a_segment_is_needed_or_kept_out():
    wholesale = order_offer(conditions=Conditions(segments=("wholesale", "staff")))
    others = order_offer(conditions=Conditions(not_segments=("wholesale",)))
    member = {"buyer": Buyer(1, segments=("wholesale",))}
    assert why_not(priced(wholesale), wholesale).names == ("wholesale", "staff")
    assert is_applied(wholesale, **member)
    assert is_applied(others)
    assert reason(others, **member) is Reason.WRONG_CUSTOMER


def test_a_guest_is_in_no_segment_but_guest():
    guest = {"buyer": Buyer(None, segments=("wholesale",))}
    assert reason(order_offer(conditions=Conditions(segments=("wholesale",))), **guest)
    assert is_applied(order_offer(conditions=Conditions(segments=("guest",))), **guest)


def test_the_nth_order_counts_the_orders_before():
    third = order_offer(conditions=Conditions(nth_order=3))
    assert is_applied(third, buyer=Buyer(1, earlier_orders=2))
    failed = why_not(priced(third), third)
    assert (failed.reason, failed.have, failed.need) == (Reason.WRONG_CUSTOMER, 1, 3)


def test_a_code_is_compared_without_case_and_blanks_around():
    offer = order_offer(conditions=Conditions(codes=("spring sale",)))
    assert reason(offer) is Reason.CODE_MISSING
    assert is_applied(offer, buyer=Buyer(1, codes=("  Spring   SALE",)))


def test_codes_that_nobody_knows_are_told_as_they_were_entered():
    offer = order_offer(conditions=Conditions(codes=("ten",)), status=PromotionStatus.INACTIVE)
    price = priced(offer, buyer=Buyer(1, codes=("Ten", "Tenn ")))
    assert price.unknown_codes == ("Tenn ",)


def test_a_smallest_quantity_is_met_when_it_is_reached():
    assert is_applied(order_offer(conditions=Conditions(min_quantity=6)))
    offer = order_offer(conditions=Conditions(min_quantity=7))
    failed = why_not(priced(offer), offer)
    assert (failed.reason, failed.have, failed.need) == (Reason.BELOW_QUANTITY, 6, 7)
    mugs = order_offer(conditions=Conditions(min_quantity=4, min_quantity_of=MUGS))
    failed = why_not(priced(mugs), mugs)
    assert (failed.have, failed.need, failed.wanted) == (3, 4, MUGS)


def test_an_item_promotion_counts_its_own_target_and_an_order_promotion_all_goods():
    mugs = promotion(
        T.ITEM_UNIT_PERCENT,
        target=MUGS,
        rate=percent(10),
        conditions=Conditions(min_amounts=euro(2521)),
    )
    assert (why_not(priced(mugs), mugs).have, why_not(priced(mugs), mugs).need) == (2520, 2521)
    assert is_applied(order_offer(conditions=Conditions(min_amounts=euro(6920))))
    tea = order_offer(conditions=Conditions(min_amounts=euro(1251), min_amount_of=TEAS))
    assert (why_not(priced(tea), tea).have, why_not(priced(tea), tea).wanted) == (1250, TEAS)


def test_all_portions_must_be_there():
    both = Conditions(contains=(Portion(1, MUGS), Portion(2, POT_ONLY)))
    failed = why_not(priced(offer := order_offer(conditions=both)), offer)
    assert (failed.reason, failed.have, failed.need) == (Reason.ITEM_MISSING, 1, 2)
    either = Conditions(contains=(Portion(1, Selection(item_ids=(77, 13))),))
    assert is_applied(order_offer(conditions=either))


def test_a_target_that_is_not_in_the_order_is_named():
    missing = Selection(item_ids=(99,))
    offer = promotion(T.ITEM_UNIT_PERCENT, target=missing, rate=percent(10))
    failed = why_not(priced(offer), offer)
    assert (failed.reason, failed.wanted) == (Reason.ITEM_MISSING, missing)


@pytest.mark.parametrize(
    ("limits", "redeemed", "limit"),
    [
        (Limits(total=5), Redeemed(5, 0), Limit.TOTAL),
        (Limits(per_customer=1), Redeemed(40, 1), Limit.PER_CUSTOMER),
    ],
)
def test_a_limit_that_is_reached_is_named(limits, redeemed, limit):
    offer = order_offer(limits=limits)
    failed = why_not(priced(offer, buyer=Buyer(1, redeemed={offer.id: redeemed})), offer)
    assert (failed.reason, failed.limit) == (Reason.LIMIT_REACHED, limit)
    assert is_applied(offer)


def test_a_limit_in_units_gives_what_is_left_of_it():
    offer = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(10), limits=Limits(total=100))
    price = priced(offer, buyer=Buyer(1, redeemed={offer.id: Redeemed(98)}))
    assert (result(price, offer).redemptions, result(price, offer).amount) == (2, 168)


def test_without_an_amount_in_the_currency_nothing_is_converted():
    yen = (Money(500, "JPY"),)
    offer = promotion(T.ORDER_AMOUNT, amounts=yen)
    assert reason(offer) is Reason.NO_AMOUNT_IN_CURRENCY
    assert reason(order_offer(conditions=Conditions(min_amounts=yen)))
    assert reason(order_offer(max_discounts=yen)) is Reason.NO_AMOUNT_IN_CURRENCY
    assert is_applied(promotion(T.ORDER_AMOUNT, amounts=(*yen, *euro(100))))


def test_payment_and_delivery_must_match():
    card = order_offer(conditions=Conditions(payment_methods=("card",)))
    assert reason(card) is Reason.OTHER_PAYMENT_OR_DELIVERY
    assert is_applied(card, payment_methods=("card",))
    express = order_offer(conditions=Conditions(delivery_methods=("express",)))
    assert why_not(priced(express), express).names == ("express",)


def test_the_first_failing_reason_in_the_order_of_the_list_is_told():
    everything_wrong = Conditions(
        segments=("staff",),
        codes=("no",),
        min_quantity=99,
        min_amounts=euro(99999),
        delivery_methods=("boat",),
    )
    offer = order_offer(conditions=everything_wrong, limits=Limits(total=1))
    assert reason(offer) is Reason.WRONG_CUSTOMER
    staff = Buyer(1, segments=("staff",))
    assert reason(offer, buyer=staff) is Reason.CODE_MISSING
    staff = Buyer(1, segments=("staff",), codes=("NO",))
    assert reason(offer, buyer=staff) is Reason.BELOW_QUANTITY
