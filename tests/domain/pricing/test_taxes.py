"""Taxes on what remains; reliability.md 3.1 and decision 9."""

from dataclasses import replace
from datetime import date

from salescenter.domain.pricing.request import TaxRate
from salescenter.domain.pricing.tax import TaxRow, tax_rates
from tests.domain.pricing.basket import DELIVERY, T, line, percent, priced, promotion


def taxed(*lines, charge=0, **rates):
    delivery = replace(DELIVERY, charge=charge, tax_rates=rates)
    return priced(lines=lines, deliveries=(delivery,))


def std(number, price, quantity=1):
    return line(number, price, quantity, tax_category="std")


VAT = TaxRate("VAT", percent(19))
VAT_INSIDE = replace(VAT, included=True)


def test_tax_on_top_is_rounded_by_the_line():
    price = taxed(std(1, 50), std(2, 50), std=(TaxRate("T", percent(5)),))
    assert price.lines.taxes == (3, 3)
    assert price.totals.total == 106


def test_included_tax_is_taken_out_of_the_gross_of_the_line():
    price = taxed(std(1, 999, 3), std=(VAT_INSIDE,))
    assert price.totals.tax_included == 479
    assert price.totals.total == 2997


def test_several_rates_stack_on_one_base_each_rounded_by_itself():
    rates = (TaxRate("state", percent(4)), TaxRate("city", 45_000))
    price = taxed(std(1, 1000, 2), std(2, 3499), std=rates)
    assert price.lines.taxes == (170, 297)
    assert [(one.name, one.base, one.amount) for one in price.taxes] == [
        ("state", 5499, 220),
        ("city", 5499, 247),
    ]


def test_several_included_rates_add_up_to_the_tax_of_the_line():
    rates = (TaxRate("a", percent(7), included=True), TaxRate("b", percent(12), included=True))
    price = taxed(std(1, 999, 3), std=rates)
    assert price.totals.tax_included == 479
    assert sum(one.amount for one in price.taxes) == 479
    assert {one.base for one in price.taxes} == {2997 - 479}


def test_tax_is_taken_after_all_discounts_and_delivery_is_taxed_after_its_own():
    delivery = replace(DELIVERY, charge=345, tax_rates={"std": (VAT,), "ship": (VAT,)})
    offers = (
        promotion(T.ORDER_PERCENT, rate=percent(50)),
        promotion(T.DELIVERY_FIXED_PRICE),
    )
    price = priced(*offers, lines=(std(1, 1000),), deliveries=(delivery,))
    assert (price.lines.taxes, price.deliveries[0].tax) == ((95,), 0)
    assert price.totals.total == 595


def test_a_category_without_a_rate_is_untaxed_and_each_delivery_has_its_own_place():
    here = replace(DELIVERY, charge=0, tax_rates={"std": (VAT,)})
    there = replace(here, id=2, tax_rates={"std": (TaxRate("GST", percent(5)),)})
    lines = (std(1, 1000), replace(std(2, 1000), delivery_id=2), line(3, 1000, tax_category="no"))
    price = priced(lines=lines, deliveries=(here, there))
    assert price.lines.taxes == (190, 50, 0)


def test_delivery_may_contain_its_tax_while_goods_do_not():
    price = taxed(std(1, 1000), charge=4500, std=(VAT,), ship=(replace(VAT_INSIDE, rate=100_000),))
    assert (price.totals.tax, price.totals.tax_included) == (190, 409)
    assert price.totals.total == 1000 + 4500 + 190


ROWS = (
    TaxRow("US", "", "std", "federal", percent(1)),
    TaxRow("US", "NY", "std", "state", percent(4)),
    TaxRow("US", "NY", "std", "city", 45_000),
    TaxRow("US", "NY", "std", "state", percent(5), starts=date(2030, 1, 1)),
    TaxRow("DE", "", "std", "VAT", percent(16), included=True, starts=date(2020, 7, 1)),
    TaxRow("DE", "", "std", "VAT", percent(19), included=True, starts=date(2021, 1, 1)),
    TaxRow("DE", "", "ship", "VAT", percent(19), included=True),
)


def rates(country, region="", on=date(2024, 6, 1), **more):
    found = tax_rates(ROWS, country, region, on, **more)
    return {category: [(one.name, one.rate) for one in each] for category, each in found.items()}


def test_the_most_specific_region_rules_with_all_its_rates():
    assert rates("US", "NY") == {"std": [("city", 45_000), ("state", 40_000)]}
    assert rates("US", "CA") == {"std": [("federal", 10_000)]}
    assert rates("FR") == {}


def test_a_rate_holds_from_its_date_on():
    assert rates("DE", on=date(2020, 12, 31))["std"] == [("VAT", 160_000)]
    assert rates("DE")["std"] == [("VAT", 190_000)]
    assert rates("US", "NY", date(2030, 1, 1))["std"] == [("city", 45_000), ("state", 50_000)]


def test_an_exempt_buyer_pays_none():
    assert rates("US", "NY", exempt=True) == {}
