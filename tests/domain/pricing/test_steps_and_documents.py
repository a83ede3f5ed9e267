"""A line's steps from list price to what is paid, and prices and promotions as documents."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from salescenter.domain.catalogue import PriceSource
from salescenter.domain.errors import Refused
from salescenter.domain.pricing.priced_document import read_priced, write_priced
from salescenter.domain.pricing.request import Lines, TaxRate
from salescenter.domain.pricing.steps import StepKind, price_steps
from salescenter.domain.pricing.types import TYPE_RULES
from salescenter.domain.promotion import (
    Combination,
    Conditions,
    Limits,
    Portion,
    PromotionType,
    Range,
    Schedule,
    Selection,
)
from salescenter.domain.promotion_document import read_promotion, write_promotion
from salescenter.domain.promotion_rules import COMPUTED_TYPES, problems_of, require_complete
from tests.domain.pricing.basket import (
    DELIVERY,
    MUG,
    MUGS,
    TEAS,
    T,
    buy_get,
    euro,
    percent,
    priced,
    promotion,
)

ITEM = promotion(T.ITEM_UNIT_PERCENT, target=MUGS, rate=percent(15))
ORDER = promotion(T.ORDER_PERCENT, rate=percent(10))


def told(price, line_id):
    return [(step.kind, step.change) for step in price_steps(price, line_id)]


def test_every_cent_between_list_price_and_payment_has_a_step():
    line = replace(
        MUG,
        list_price=1000,
        unit_price=900,
        source=PriceSource.OFFER,
        override=840,
        tax_category="std",
    )
    rates = {"std": (TaxRate("VAT", percent(10)),)}
    price = priced(ITEM, ORDER, lines=(line,), deliveries=(replace(DELIVERY, tax_rates=rates),))
    assert told(price, MUG.id) == [
        (StepKind.LIST_PRICE, 3000),
        (StepKind.ENTITLED_PRICE, -300),
        (StepKind.OVERRIDE, -180),
        (StepKind.PROMOTION, -378),
        (StepKind.ORDER_SHARE, -214),
        (StepKind.TAX, 193),
    ]
    steps = price_steps(price, MUG.id)
    assert [step.running for step in steps] == [3000, 2700, 2520, 2142, 1928, 2121]
    assert (steps[1].source, steps[3].promotion_id) == (PriceSource.OFFER, ITEM.id)
    assert steps[4].name == ORDER.name


def test_an_included_tax_is_told_and_changes_nothing():
    rates = {"std": (TaxRate("VAT", percent(19), included=True),)}
    line = replace(MUG, tax_category="std")
    price = priced(lines=(line,), deliveries=(replace(DELIVERY, tax_rates=rates),))
    last = price_steps(price, MUG.id)[-1]
    assert (last.kind, last.change, last.contained) == (StepKind.TAX_INCLUDED, 0, 402)
    assert last.running == 2520


def test_an_amount_that_was_imported_is_a_step_of_its_own():
    price = priced(lines=(MUG,))
    imported = replace(price, lines=replace(price.lines, goods=(2519,), paid=(2519,)))
    assert told(imported, MUG.id) == [(StepKind.LIST_PRICE, 2520), (StepKind.IMPORTED, -1)]


def test_a_line_that_was_not_priced_has_no_steps():
    with pytest.raises(KeyError):
        price_steps(priced(), 99)


def test_columns_of_different_length_are_no_lines():
    with pytest.raises(ValueError, match="length"):
        Lines(ids=(1,))


def test_a_price_is_the_same_after_it_was_stored():
    offers = (
        ITEM,
        ORDER,
        buy_get(MUGS, 2, TEAS, 1),
        promotion(T.DELIVERY_FIXED_PRICE, conditions=Conditions(codes=("x",))),
    )
    price = priced(*offers)
    assert read_priced(write_priced(price)) == price


FULL = promotion(
    T.CATEGORY_PERCENT,
    combination=Combination.STACKABLE,
    schedule=Schedule(
        starts=datetime(2024, 1, 1, tzinfo=UTC), daily_from=time(9, 30), weekdays=(1, 5)
    ),
    conditions=Conditions(
        codes=("a b",), min_amounts=euro(100), contains=(Portion(2, MUGS),), nth_order=1
    ),
    target=Selection(category_ids=(1, 2), excluded_item_ids=(3,), max_unit_prices=euro(1)),
    limits=Limits(total=3, given_back=False),
    ranges=(Range(from_amounts=euro(4000), rate=percent(5)),),
)


def test_a_promotion_is_the_same_after_it_was_stored():
    for offer in (ITEM, ORDER, FULL, buy_get(MUGS, 2, TEAS, 1, partial=True)):
        assert read_promotion(write_promotion(offer)) == offer


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (('"limits"', '"limit"'), "limit"),
        (('"total":3', '"total":"3"'), "limits.total"),
        (('"minor":1,', '"minor":1.5,'), "target.max_unit_prices.0.minor"),
        (("T00:00:00Z", "T00:00:00"), "schedule"),
        (('"category_percent"', '"category_present"'), "type"),
        (('{"id"', '["id"'), ""),
    ],
)
def test_a_promotion_that_is_not_exactly_one_is_refused_with_its_place(wrong, where):
    document = write_promotion(FULL)
    assert wrong[0] in document
    with pytest.raises(Refused) as refused:
        read_promotion(document.replace(*wrong))
    assert refused.value.code == "promotion.malformed"
    assert str(refused.value.params["where"]).startswith(where)


def test_types_have_their_numbers_and_groups():
    assert [kind.number for kind in PromotionType] == list(range(1, 21))
    assert [kind.group.value for kind in (T.CATEGORY_BUY_GET, T.ORDER_PERCENT, T.ORDER_GIFT)] == [
        "item",
        "order",
        "order",
    ]
    assert T.DELIVERY_FIXED_PRICE.group.value == "delivery"


def test_the_engine_computes_exactly_the_types_that_can_be_offered():
    assert TYPE_RULES.keys() == COMPUTED_TYPES


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (promotion(T.ORDER_GIFT), "promotion.type_not_offered"),
        (promotion(T.ORDER_PERCENT), "promotion.rate_out_of_range"),
        (promotion(T.ORDER_PERCENT, rate=percent(101)), "promotion.rate_out_of_range"),
        (promotion(T.ORDER_AMOUNT), "promotion.amount_missing"),
        (promotion(T.ORDER_AMOUNT, amounts=euro(1) * 2), "promotion.currency_twice"),
        (promotion(T.ORDER_AMOUNT, amounts=euro(-1)), "promotion.amount_negative"),
        (promotion(T.BUY_GET_FREE), "promotion.buy_get_missing"),
        (buy_get(MUGS, 0, TEAS, 1), "promotion.quantity_not_positive"),
        (
            promotion(T.ITEM_UNIT_PERCENT, rate=1, max_units=0),
            "promotion.quantity_not_positive",
        ),
        (
            promotion(T.ORDER_PERCENT, rate=1, limits=Limits(total=0)),
            "promotion.quantity_not_positive",
        ),
        (
            promotion(
                T.ORDER_PERCENT,
                ranges=tuple(Range(from_amounts=euro(500), rate=percent(5)) for _ in range(2)),
            ),
            "promotion.ranges_not_rising",
        ),
        (
            promotion(
                T.ORDER_PERCENT,
                rate=1,
                schedule=Schedule(
                    datetime(2024, 2, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
                ),
            ),
            "promotion.ends_before_start",
        ),
        (
            promotion(T.ORDER_PERCENT, rate=1, schedule=Schedule(weekdays=(0,))),
            "promotion.weekday_unknown",
        ),
    ],
)
def test_what_keeps_a_promotion_from_being_offered_is_named(offer, code):
    assert code in [problem.code for problem in problems_of(offer)]
    with pytest.raises(Refused) as refused:
        require_complete(offer)
    assert all(str(problem) != problem.code for problem in refused.value.problems)


def test_complete_promotions_have_no_problems():
    for offer in (ITEM, ORDER, FULL, buy_get(MUGS, 2, TEAS, 1), promotion(T.DELIVERY_FIXED_PRICE)):
        require_complete(offer)
