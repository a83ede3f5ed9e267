"""The runner itself: it notices a wrong figure, and ignores nothing in silence."""

import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.acceptance.cases import read_case
from tests.acceptance.plugin import DEFAULT_CASES
from tests.acceptance.reading import LaterType, OtherChoice, UnknownKey
from tests.acceptance.test_pricing_cases import differences_of

CASE = {
    "id": "one",
    "currency": "EUR",
    "context": {"codes": ["TEN"], "at": "2024-06-30T23:59:59Z"},
    "items": [
        {"sku": "A", "unit_price": "10.00", "quantity": 2, "category": "cups"},
        {"sku": "B", "unit_price": "5.00", "quantity": 1},
    ],
    "promotions": [
        {
            "id": "P1",
            "kind": "product_percent_off",
            "value": "10",
            "target": {"categories": ["cups"]},
            "conditions": {"code": "ten", "ends": "2024-06-30", "contains": {"skus": ["A", "B"]}},
            "limits": {"total": 5, "used": 4},
        }
    ],
    "shipping": [{"method": "ground", "charge": "3.00"}],
    "tax": {"mode": "exclusive", "rates": {"std": [{"rate": "10"}]}},
    "expected": {
        "item_discounts": {"A": "2.00"},
        "item_discount_total": "2.00",
        "item_discount_multiset": ["2.00"],
        "order_allocation": {"A": "0.00"},
        "order_allocation_multiset": [],
        "shipping": "3.00",
        "tax": "2.30",
        "total": "28.30",
        "gifts": [],
    },
}


def changed(*path, value):
    """The case with one more or another entry."""
    case = deepcopy(CASE)
    node: Any = case
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return case


def test_a_case_that_is_priced_as_expected_has_no_differences():
    assert differences_of(CASE) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("total", "28.31"),
        ("item_discounts", {"A": "2.00", "B": "0.01"}),
        ("item_discounts", {}),
        ("item_discount_total", "1.99"),
        ("item_discount_multiset", ["1.00", "1.00"]),
        ("order_allocation", {"A": "0.01"}),
        ("order_allocation_multiset", ["0.01"]),
        ("order_discount", "0.01"),
        ("shipping", "2.99"),
        ("shipping_discount", "0.01"),
        ("tax", "2.31"),
        ("tax_included", "0.01"),
        ("gifts", [{"sku": "G", "quantity": 1}]),
    ],
)
def test_a_figure_that_is_wrong_is_noticed(key, value):
    (difference,) = differences_of(changed("expected", key, value=value))
    assert difference.startswith(f"{key}: ")


def test_a_tolerance_holds_for_the_spreading_alone():
    loose = changed("expected", "allocation_tolerance", value="0.01")
    loose["expected"]["item_discounts"] = {"A": "1.99"}
    assert differences_of(loose) == []
    loose["expected"]["total"] = "28.29"
    assert len(differences_of(loose)) == 1


@pytest.mark.parametrize(
    "path",
    [
        ("surprise",),
        ("context", "surprise"),
        ("items", 0, "surprise"),
        ("promotions", 0, "surprise"),
        ("promotions", 0, "target", "surprise"),
        ("promotions", 0, "conditions", "surprise"),
        ("promotions", 0, "conditions", "contains", "surprise"),
        ("promotions", 0, "limits", "surprise"),
        ("shipping", 0, "surprise"),
        ("tax", "surprise"),
        ("tax", "rates", "std", 0, "surprise"),
        ("expected", "surprise"),
    ],
)
def test_an_unknown_key_fails_by_its_name(path):
    with pytest.raises(UnknownKey, match="surprise"):
        differences_of(changed(*path, value=1))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("promotions", 0, "kind"), "surprise"),
        (("promotions", 0, "tier_basis"), "surprise"),
        (("promotions", 0, "reward_selection"), "surprise"),
        (("tax", "mode"), "surprise"),
        (("policy",), {"surprise": "yes"}),
    ],
)
def test_an_unknown_word_fails_by_its_name(path, value):
    with pytest.raises(UnknownKey, match="surprise"):
        read_case(changed(*path, value=value))


@pytest.mark.parametrize(
    "kind",
    [
        *("product_amount_off", "category_amount_off", "fixed_price_bundle", "gift"),
        *("shipping_percent_off", "shipping_amount_off"),
    ],
)
def test_kinds_that_come_later_are_left_out_by_name(kind):
    with pytest.raises(LaterType, match=kind):
        read_case(changed("promotions", 0, value={"id": "P", "kind": kind}))


def test_other_choices_and_features_are_left_out_with_the_reason():
    with pytest.raises(OtherChoice, match="rounding is half_up here, not down"):
        read_case(changed("policy", value={"rounding": "down"}))
    with pytest.raises(OtherChoice, match="the feature surprise is not offered"):
        read_case(changed("feature", value="surprise"))
    read_case(changed("policy", value={"exclusive_selection": "exclusive first"}))


@pytest.mark.timeout(60)
def test_the_file_that_the_option_names_is_run(tmp_path):
    other = tmp_path / "cases.yaml"
    wrong = changed("expected", "total", value="1.00")
    other.write_text(yaml.safe_dump({"schema": 1, "cases": [CASE, {**wrong, "id": "two"}]}))
    top = Path(__file__).parents[2]
    program = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    only = "tests/acceptance/test_pricing_cases.py"
    answer = subprocess.run(
        [*program, only, "--cases", str(other)], cwd=top, capture_output=True, text=True
    )
    assert "1 failed, 1 passed" in answer.stdout
    assert "test_the_case_is_priced_as_expected[two]" in answer.stdout
    assert DEFAULT_CASES.exists()
