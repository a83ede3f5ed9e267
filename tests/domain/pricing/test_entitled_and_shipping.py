"""What a request is made of: the entitled price and the charge of a delivery (decisions 7, 8)."""

from datetime import timedelta

from salescenter.domain.catalogue import PriceRow, PriceSource
from salescenter.domain.pricing.entitled import Entitled, entitled_price
from salescenter.domain.pricing.shipping import (
    AmountCharge,
    ShippingRule,
    delivery_charge,
    shipping_rule,
)
from tests.domain.pricing.basket import NOW

LIST, OFFER, CONTRACT = PriceSource.LIST, PriceSource.OFFER, PriceSource.CONTRACT
DAY = timedelta(days=1)


def test_the_lowest_price_in_force_wins_and_the_list_price_stays_for_reference():
    rows = (PriceRow(LIST, 1000), PriceRow(OFFER, 900), PriceRow(CONTRACT, 950))
    found = entitled_price(rows, 1, NOW)
    assert found == Entitled(900, OFFER, 1000)
    assert found.is_reduced


def test_of_equal_prices_the_more_general_source_is_named():
    rows = (PriceRow(CONTRACT, 1000), PriceRow(LIST, 1000))
    assert entitled_price(rows, 1, NOW) == Entitled(1000, LIST, 1000)


def test_a_price_for_a_quantity_needs_the_quantity():
    rows = (PriceRow(LIST, 1000), PriceRow(LIST, 800, min_quantity=10))
    assert entitled_price(rows, 9, NOW) == Entitled(1000, LIST, 1000)
    assert entitled_price(rows, 10, NOW) == Entitled(800, LIST, 1000)


def test_both_edges_of_a_price_are_inside():
    rows = (PriceRow(LIST, 1000), PriceRow(OFFER, 900, starts=NOW, ends=NOW + DAY))
    found = [entitled_price(rows, 1, at) for at in (NOW - DAY, NOW, NOW + DAY, NOW + 2 * DAY)]
    assert [each.amount for each in found if each] == [1000, 900, 900, 1000]


def test_an_item_without_a_price_in_force_has_none():
    assert entitled_price((PriceRow(LIST, 1000, min_quantity=5),), 1, NOW) is None


RULES = (
    ShippingRule("ground", "EUR", 990),
    ShippingRule("ground", "EUR", 490, country="DE"),
    ShippingRule("ground", "EUR", 1990, country="DE", region="HE"),
    ShippingRule("ground", "USD", 700),
)


def base(country, region=""):
    rule = shipping_rule(RULES, "ground", "EUR", country, region)
    return rule and rule.base


def test_the_rule_of_the_most_specific_region_counts():
    assert [base("FR"), base("DE", "BY"), base("DE", "HE")] == [990, 490, 1990]
    assert shipping_rule(RULES, "boat", "EUR", "DE", "") is None


def test_a_charge_is_base_and_weight_and_table_rounded_once():
    rule = ShippingRule(
        "ground", "EUR", 490, rate_per_kg=99, table=(AmountCharge(0, 100), AmountCharge(5000, 0))
    )
    assert delivery_charge(rule, 1500, 4999) == 490 + 149 + 100  # 148.5 is rounded up
    assert delivery_charge(rule, 1500, 5000) == 490 + 149
    assert delivery_charge(rule, 0, 5000) == 490
