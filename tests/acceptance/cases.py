"""A case as a request of the engine: goods, deliveries, taxes, buyer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.request import (
    Buyer,
    Lines,
    PricingRequest,
    Redeemed,
    RequestDelivery,
    RequestLine,
    TaxRate,
)
from tests.acceptance.promotions import Numbers, Reader
from tests.acceptance.reading import (
    Node,
    OtherChoice,
    UnknownKey,
    instant,
    minor,
    one_of,
    only,
    percent,
    words,
)

_CASE = (
    *("id", "group", "source", "figure", "feature", "description", "currency", "policy"),
    *("depends_on", "peer_variants", "notes", "context", "items", "promotions", "shipping"),
    *("tax", "expected"),
)
_ITEM = (
    *("sku", "unit_price", "quantity", "category", "tax_category", "discountable"),
    *("on_sale", "list_price", "min_price"),
)
_CONTEXT = (
    *("segments", "guest", "codes", "at", "earlier_orders", "cancelled_orders", "counted_orders"),
)
CHOICES: Mapping[str, str] = {
    "rounding": "half_up",
    "threshold_basis": "running",
    "percent_base": "running",
    "percent_basis": "line",
    "round_target": "discount",
    "tax_site": "line",
    "exclusive_selection": "exclusive_first",
}
OFFERED_FEATURES = frozenset[str]()
_NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A case made ready: what is asked, under which promotions."""

    request: PricingRequest
    offers: Offers
    skus: tuple[str, ...]


def read_file(path: Path) -> list[dict[str, Any]]:
    """The cases of a file; raises ValueError for one that is not of schema 1."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("schema") != 1:
        raise ValueError(f"{path} is not a file of cases, schema 1")
    cases = document["cases"]
    assert isinstance(cases, list)
    return cases


def read_case(node: Node) -> Case:
    """The case; raises UnknownKey, LaterType or OtherChoice."""
    only(node, _CASE, "case")
    _require_choices(node)
    currency = str(node["currency"])
    numbers = Numbers()
    reader = Reader(currency, numbers)
    promotions = [
        reader.promotion(number, promotion)
        for number, promotion in enumerate(node.get("promotions") or (), 1)
    ]
    context = only(node.get("context") or {}, _CONTEXT, "context")
    at = instant(context.get("at", _NOW))
    lines = [_line(row, item, currency, numbers) for row, item in enumerate(node["items"], 1)]
    request = PricingRequest(
        currency=currency,
        at=at,
        local_at=at,
        lines=Lines.of(lines),
        deliveries=_deliveries(node, currency),
        buyer=_buyer(context, node),
    )
    return Case(request, Offers(promotions), tuple(line.sku for line in lines))


def _require_choices(node: Node) -> None:
    feature = node.get("feature")
    if feature is not None and feature not in OFFERED_FEATURES:
        raise OtherChoice(f"the feature {feature} is not offered")
    for name, choice in (node.get("policy") or {}).items():
        if name not in CHOICES:
            raise UnknownKey(f"policy.{name}")
        if str(choice).replace(" ", "_") != CHOICES[name]:
            raise OtherChoice(f"{name} is {CHOICES[name]} here, not {choice}")


def _line(number: int, node: Node, currency: str, numbers: Numbers) -> RequestLine:
    only(node, _ITEM, f"items.{node.get('sku')}")
    price = minor(node["unit_price"], currency)
    listed = None if node.get("list_price") is None else minor(node["list_price"], currency)
    return RequestLine(
        id=number,
        item_id=numbers.of("sku", node["sku"]),
        sku=node["sku"],
        unit_price=price,
        quantity=int(node["quantity"]),
        category_ids=tuple(numbers.of("category", name) for name in words(node.get("category"))),
        list_price=listed,
        tax_category=str(node.get("tax_category", "std")),
        discountable=bool(node.get("discountable", True)),
        on_sale=bool(node.get("on_sale", listed is not None and price < listed)),
        floor=minor(node.get("min_price", "0"), currency),
    )


def _deliveries(node: Node, currency: str) -> tuple[RequestDelivery, ...]:
    """One delivery with all goods; further charges of a case are deliveries without goods."""
    rates = _tax_rates(node.get("tax") or {})
    charges = node.get("shipping") or [{}]
    return tuple(
        RequestDelivery(
            id=number,
            method=str(charge.get("method", "")),
            charge=minor(charge.get("charge", "0"), currency),
            tax_rates=rates,
            tax_category=str(charge.get("tax_category", "ship")),
        )
        for number, charge in enumerate(charges, 1)
        if only(charge, ("method", "charge", "tax_category"), "shipping") is not None
    )


def _tax_rates(node: Node) -> dict[str, tuple[TaxRate, ...]]:
    only(node, ("mode", "rates"), "tax")
    known = ("exclusive", "inclusive", "included", "mixed")
    mode = one_of(node.get("mode", "exclusive"), known, "tax.mode")
    inside = mode in ("inclusive", "included")
    found = {}
    for category, given in (node.get("rates") or {}).items():
        entries = given if isinstance(given, list) else [given]
        found[str(category)] = tuple(
            _tax_rate(number, entry, f"tax.rates.{category}", inside=inside)
            for number, entry in enumerate(entries, 1)
        )
    return found


def _tax_rate(number: int, node: Any, where: str, *, inside: bool) -> TaxRate:
    if not isinstance(node, Mapping):
        node = {"rate": node}
    only(node, ("rate", "included", "name"), where)
    included = bool(node.get("included", inside))
    return TaxRate(str(node.get("name", number)), percent(node["rate"]).millionths, included)


def _buyer(context: Node, node: Node) -> Buyer:
    placed = int(context.get("earlier_orders", 0)) - int(context.get("cancelled_orders", 0))
    used = {
        number: int((promotion.get("limits") or {}).get("used", 0))
        for number, promotion in enumerate(node.get("promotions") or (), 1)
    }
    return Buyer(
        customer_id=None if context.get("guest") else 1,
        segments=words(context.get("segments")),
        codes=words(context.get("codes")),
        earlier_orders=int(context.get("counted_orders", max(0, placed))),
        redeemed={number: Redeemed(count, count) for number, count in used.items()},
    )
