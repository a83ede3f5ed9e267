"""One test a case of the file that ``--cases`` names."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from salescenter.domain.money import Money, decimal_text
from salescenter.domain.pricing.engine import price_order
from salescenter.domain.pricing.priced import Priced
from tests.acceptance.cases import Case, read_case, read_file
from tests.acceptance.plugin import cases_file
from tests.acceptance.reading import LaterType, Node, OtherChoice, UnknownKey, minor, only


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case_node" in metafunc.fixturenames:
        nodes = read_file(cases_file(metafunc.config))
        ids = [str(node.get("id", number)) for number, node in enumerate(nodes, 1)]
        metafunc.parametrize("case_node", nodes, ids=ids)


def test_the_case_is_priced_as_expected(case_node: Node) -> None:
    try:
        differences = differences_of(case_node)
    except (LaterType, OtherChoice) as reason:
        pytest.skip(str(reason))
    except UnknownKey as key:
        pytest.fail(f"unknown key: {key}", pytrace=False)
    assert not differences, "\n".join([str(case_node.get("description")), *differences])


def differences_of(node: Node) -> list[str]:
    """Every expected figure that came out otherwise."""
    case = read_case(node)
    expected = only(node["expected"], _FIGURES, "expected")
    priced = price_order(case.request, case.offers)
    tolerance = minor(expected.get("allocation_tolerance", "0"), priced.currency)
    found = []
    for key, value in expected.items():
        have, want = _FIGURES[key](case, priced, value)
        near = tolerance if key in _SPREAD else 0
        if not _equal(have, want, near):
            found.append(f"{key}: {_shown(have, priced)} instead of {_shown(want, priced)}")
    return found


_Figure = Callable[[Case, Priced, Any], tuple[Any, Any]]
_SPREAD = {
    *("item_discounts", "item_discount_multiset"),
    *("order_allocation", "order_allocation_multiset"),
}


def _equal(have: Any, want: Any, near: int) -> bool:
    if isinstance(have, Mapping):
        return have.keys() == want.keys() and all(
            abs(have[key] - want[key]) <= near for key in have
        )
    if isinstance(have, list) and near:
        return len(have) == len(want) and all(
            abs(a - b) <= near for a, b in zip(have, want, strict=True)
        )
    return bool(have == want)


def _shown(value: Any, priced: Priced) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(one, priced)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(one, priced) for one in value) + "]"
    if isinstance(value, int):
        return decimal_text(Money(value, priced.currency))
    return str(value)


def _by_sku(case: Case, column: Iterable[int]) -> dict[str, int]:
    found = dict.fromkeys(case.skus, 0)
    for sku, amount in zip(case.skus, column, strict=True):
        found[sku] += amount
    return found


def _total(pick: Callable[[Priced], int]) -> _Figure:
    return lambda case, priced, value: (pick(priced), minor(value, priced.currency))


def _multiset(pick: Callable[[Priced], Iterable[int]]) -> _Figure:
    return lambda case, priced, value: (
        sorted(filter(None, pick(priced))),
        sorted(filter(None, (minor(one, priced.currency) for one in value))),
    )


def _item_discounts(case: Case, priced: Priced, value: Node) -> tuple[Any, Any]:
    want = {sku: minor(amount, priced.currency) for sku, amount in value.items()}
    return _by_sku(case, priced.lines.item_discounts), {**dict.fromkeys(case.skus, 0), **want}


def _order_allocation(case: Case, priced: Priced, value: Node) -> tuple[Any, Any]:
    want = {sku: minor(amount, priced.currency) for sku, amount in value.items()}
    have = _by_sku(case, priced.lines.order_discounts)
    return {sku: amount for sku, amount in have.items() if sku in want}, want


def _gifts(_case: Case, priced: Priced, value: Iterable[Node]) -> tuple[Any, Any]:
    want = sorted(
        (str(gift["sku"]), int(gift["quantity"]))
        for gift in value
        if only(gift, ("sku", "quantity"), "expected.gifts")
    )
    return sorted((gift.sku, gift.quantity) for gift in priced.gifts), want


_FIGURES: Mapping[str, _Figure] = {
    "item_discounts": _item_discounts,
    "item_discount_total": _total(lambda priced: priced.totals.item_discount),
    "item_discount_multiset": _multiset(lambda priced: priced.lines.item_discounts),
    "order_discount": _total(lambda priced: priced.totals.order_discount),
    "order_allocation": _order_allocation,
    "order_allocation_multiset": _multiset(lambda priced: priced.lines.order_discounts),
    "allocation_tolerance": lambda case, priced, value: (0, 0),
    "shipping": _total(lambda priced: priced.totals.shipping - priced.totals.shipping_discount),
    "shipping_discount": _total(lambda priced: priced.totals.shipping_discount),
    "tax": _total(lambda priced: priced.totals.tax),
    "tax_included": _total(lambda priced: priced.totals.tax_included),
    "gifts": _gifts,
    "total": _total(lambda priced: priced.totals.total),
}
