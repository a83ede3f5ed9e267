"""Every documented key of a case is understood: one small order, one promotion, one figure.

3 x MUG 8.40 (cups), 2 x TEA 6.25 (tea), 1 x POT 31.50 (pots), delivery 6.90; total 76.10.
"""

import pytest

from tests.acceptance.test_pricing_cases import differences_of

ITEMS = [
    {"sku": "MUG", "unit_price": "8.40", "quantity": 3, "category": "cups"},
    {"sku": "TEA", "unit_price": "6.25", "quantity": 2, "category": "tea", "on_sale": True},
    {"sku": "POT", "unit_price": "31.50", "quantity": 1, "category": "pots", "list_price": "35.00"},
]
MUGS, TEAS = {"skus": ["MUG"]}, {"skus": ["TEA"]}


def case(promotion, total, **more):
    return {
        "currency": "EUR",
        "items": ITEMS,
        "shipping": [{"method": "ground", "charge": "6.90"}],
        "promotions": [{"id": "P", **promotion}],
        "expected": {"total": total},
        **more,
    }


def items(**more):
    return {"kind": "product_percent_off", "value": "10", "target": MUGS, **more}


def order(**more):
    return {"kind": "order_percent_off", "value": "10", **more}


def when(**conditions):
    return order(conditions=conditions)


def pair(**more):
    return {"kind": "buy_x_get_y", "buy": {"qty": 2}, "get": {"qty": 1}, **more}


@pytest.mark.parametrize(
    ("promotion", "total"),
    [
        (items(), "73.58"),
        (items(max_items=2), "74.42"),
        (items(target={}, max_items=3), "74.01"),
        (items(target={}, max_items=1, reward_selection="dearest"), "72.95"),
        (items(target={}, max_items_per_line=1), "71.48"),
        (items(target={}, exclude_on_sale=True), "73.58"),
        (items(target={"unit_price_min": "8.40"}), "70.43"),
        (items(target={"unit_price_max": "8.40"}), "72.33"),
        (items(max_discount="1.00"), "75.10"),
        (items(basis="line", limits={"total": 5, "used": 4}), "73.58"),
        (items(limits={"total": 5, "used": 5}), "76.10"),
        (items(limits={"per_customer": 1, "used": 1}), "76.10"),
        (items(tiers=[{"from": 3, "value": "20"}], tier_basis="quantity"), "71.06"),
        (items(tiers=[{"from": "25.20", "value": "20"}, {"from": "25.21", "value": "9"}]), "71.06"),
        (
            {"kind": "category_percent_off", "value": "20", "target": {"categories": ["tea"]}},
            "73.60",
        ),
        (order(target={"categories": ["tea", "cups"]}), "72.33"),
        (order(max_discount="5.00"), "71.10"),
        (order(exclusive=True), "69.18"),
        (order(stackable=True, priority=3, max_applications=1), "69.18"),
        ({"kind": "order_amount_off", "value": "8.00", "currency": "EUR"}, "68.10"),
        ({"kind": "order_amount_off", "value": "8.00", "currency": "USD"}, "76.10"),
        (
            {
                "kind": "order_amount_off",
                "value": "8.00",
                "currency": "USD",
                "other_amounts": {"EUR": "7.00"},
            },
            "69.10",
        ),
        (when(min_subtotal="69.20"), "69.18"),
        (when(min_subtotal="69.21"), "76.10"),
        (when(min_subtotal="25.20", min_subtotal_of=MUGS), "69.18"),
        (when(min_subtotal="25.21", min_subtotal_of=MUGS), "76.10"),
        (when(min_qty=6), "69.18"),
        (when(min_qty=4, min_qty_of=MUGS), "76.10"),
        (when(contains={"skus": ["MUG", "TEA"]}), "69.18"),
        (when(contains={"skus": ["MUG", "JUG"]}), "76.10"),
        (when(contains={"unit_price_min": "31.50"}), "69.18"),
        (when(contains_any={"skus": ["MUG", "JUG"]}), "69.18"),
        (when(contains_any={"categories": ["jugs"]}), "76.10"),
        (when(segment="staff"), "69.18"),
        (when(segment="wholesale"), "76.10"),
        (when(code=" ten"), "69.18"),
        (when(code="eleven"), "76.10"),
        (when(nth_order=3), "69.18"),
        (when(nth_order=2), "76.10"),
        (when(starts="2024-05-01T10:00:00Z", ends="2024-05-01"), "69.18"),
        (when(starts="2024-05-01T10:00:01Z"), "76.10"),
        (when(ends="2024-05-01T09:59:59Z"), "76.10"),
        (when(shipping_method="ground"), "69.18"),
        (when(shipping_method="express"), "76.10"),
        (pair(same_pool=True, target=MUGS), "67.70"),
        (pair(same_pool=True), "63.60"),
        (pair(same_pool=True, max_applications=1), "69.85"),
        (pair(same_pool=True, max_applications=1, reward_selection="dearest"), "44.60"),
        (pair(buy={"qty": 2, **MUGS}, get={"qty": 1, "percent_off": "100", **TEAS}), "69.85"),
        (pair(buy={"qty": 3, **MUGS}, get={"qty": 3, **TEAS}), "76.10"),
        (pair(buy={"qty": 3, **MUGS}, get={"qty": 3, **TEAS}, partial=True), "63.60"),
        (pair(buy={"qty": 2, **MUGS}, get={"qty": 1}, exclude_on_sale=True), "67.70"),
        ({"kind": "free_shipping"}, "69.20"),
        ({"kind": "free_shipping", "method": "express"}, "76.10"),
        ({"kind": "free_shipping", "max_discount": "4.00"}, "72.10"),
        ({"kind": "shipping_fixed_price", "value": "3.90", "method": "ground"}, "73.10"),
        ({"kind": "shipping_fixed_price", "price": "3.90"}, "73.10"),
    ],
)
def test_each_key_has_its_effect(promotion, total):
    context = {
        "codes": ["TEN"],
        "segments": ["staff"],
        "at": "2024-05-01T10:00:00Z",
        "earlier_orders": 3,
        "cancelled_orders": 1,
    }
    assert differences_of(case(promotion, total, context=context)) == []


def test_a_guest_has_no_segment_and_counted_orders_are_taken_as_given():
    guest = {"guest": True, "segments": ["staff"]}
    assert differences_of(case(when(segment="staff"), "76.10", context=guest)) == []
    counted = {"earlier_orders": 9, "counted_orders": 1}
    assert differences_of(case(when(nth_order=2), "69.18", context=counted)) == []


@pytest.mark.parametrize(
    ("item", "total"),
    [({"min_price": "8.00"}, "74.90"), ({"discountable": False}, "76.10")],
)
def test_an_item_may_have_a_floor_or_be_left_out(item, total):
    lines = [{**ITEMS[0], **item}, *ITEMS[1:]]
    assert differences_of(case(items(), total, items=lines)) == []


@pytest.mark.parametrize(
    ("tax", "figures"),
    [
        ({"mode": "exclusive", "rates": {"std": "10"}}, {"tax": "6.92", "total": "83.02"}),
        (
            {"mode": "inclusive", "rates": {"std": {"rate": "10"}, "ship": {"rate": "10"}}},
            {"tax": "0.00", "tax_included": "6.92", "total": "76.10"},
        ),
        (
            {"mode": "mixed", "rates": {"std": [{"rate": "10", "included": True, "name": "VAT"}]}},
            {"tax_included": "6.29", "total": "76.10"},
        ),
    ],
)
def test_each_way_to_tax_has_its_effect(tax, figures):
    taxed = case(when(code="none"), "0.00", tax=tax)
    assert differences_of({**taxed, "expected": figures}) == []
