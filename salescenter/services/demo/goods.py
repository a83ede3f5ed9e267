"""What is sold: the category tree, the items, and what they cost."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice, product
from typing import Any

from salescenter import resources
from salescenter.domain.catalogue import CatalogueItem, PriceRow, PriceSource
from salescenter.services.demo.offer import HOME_ID, STANDARD, TRADE_ID, UNTAXED
from salescenter.services.demo.plan import Plan, dice

SERVICE_UNIT = "SVC"

_SERVICES = "services"
_FASTENERS = "FA"
_MANY_CODES = 2_000  # more items than this need longer codes
_DELISTED, _UNWEIGHED, _ON_OFFER, _DISCONTINUED = 2, 1, 12, 2  # of a hundred items
_FINISHES = ("", " Plus", " Pro")
_UNIT = re.compile(r"^ (?:mm|cm|ml|mm²|kg|Ah|m|l|W|g|pieces|teeth|steps)(?![\w²])")


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the tree; ``path`` runs from itself up to its root."""

    id: int
    code: str
    name: str
    parent_id: int | None
    path: tuple[int, ...]
    prefix: str
    tax_category: str
    is_discountable: bool


@dataclass(frozen=True, slots=True)
class Good:
    """An item as it is kept, with its price before any conversion: euro cents with tax.

    ``family`` is the place of the family it belongs to, of which it has these ``values``; None for
    what is by itself or of a further series.
    """

    id: int
    sku: str
    name: str
    unit: str
    category: Category
    weight_grams: int | None
    price: int
    is_active: bool
    is_by_itself: bool
    family: int | None = None
    values: tuple[str, ...] = ()
    is_discontinued: bool = False


@dataclass(frozen=True, slots=True)
class _Variant:
    """An item before it has a code."""

    category: str
    name: str
    unit: str
    price: int
    weight: int | None
    sku: str = ""
    family: int | None = None
    values: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def resource() -> Mapping[str, Any]:
    """What the file of products says."""
    found: Mapping[str, Any] = tomllib.loads(
        resources.path("demo", "products.toml").read_text("utf-8")
    )
    return found


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """The whole tree by code, parents before children."""
    tree: dict[str, Category] = {}
    for number, entry in enumerate(resource()["category"], 1):
        parent = tree.get(entry.get("parent", ""))
        tree[entry["code"]] = Category(
            id=number,
            code=entry["code"],
            name=entry["name"],
            parent_id=parent.id if parent else None,
            path=(number, *(parent.path if parent else ())),
            prefix=entry["prefix"],
            tax_category=UNTAXED if entry["code"] == _SERVICES else entry.get("tax", STANDARD),
            is_discountable=entry.get("discountable", True),
        )
    return tree


def goods(plan: Plan) -> list[Good]:
    """All items, by id; those with codes of their own first."""
    numbers = _codes(plan.items)
    return [
        _good(place, variant, numbers)
        for place, variant in enumerate(islice(_variants(), plan.items), 1)
    ]


def _good(item_id: int, variant: _Variant, numbers: Mapping[str, Iterator[int]]) -> Good:
    category = categories()[variant.category]
    stream = dice("item", item_id)
    weight = variant.weight
    if not variant.sku and stream.happens(_UNWEIGHED):
        weight = None
    is_active = bool(variant.sku) or not stream.happens(_DELISTED)
    sku = variant.sku or f"{category.prefix}-{next(numbers[category.prefix])}"
    return Good(
        id=item_id,
        sku=sku,
        name=variant.name,
        unit=variant.unit,
        category=category,
        weight_grams=weight,
        price=variant.price,
        is_active=is_active,
        is_by_itself=bool(variant.sku),
        family=variant.family,
        values=variant.values,
        is_discontinued=variant.family is not None and is_active and _is_discontinued(item_id),
    )


def _is_discontinued(item_id: int) -> bool:
    return dice("discontinued", item_id).happens(_DISCONTINUED)


def _codes(items: int) -> dict[str, Iterator[int]]:
    """Numbers for item codes by prefix: they do not run one by one, and none is there twice."""
    taken = {entry["sku"] for entry in resource()["item"]}
    low, high = (1_000, 9_999) if items <= _MANY_CODES else (100_000, 999_999)
    numbers = {}
    for prefix in {category.prefix for category in categories().values()}:
        drawn = dice("codes", prefix).sample(range(low, high), min(items, high - low))
        numbers[prefix] = iter([each for each in drawn if f"{prefix}-{each}" not in taken])
    return numbers


def _variants() -> Iterator[_Variant]:
    """Items by themselves, then one of each family after the other, then further series of all."""
    for entry in resource()["item"]:
        yield _Variant(
            entry["category"],
            entry["name"],
            entry["unit"],
            entry["price"],
            entry.get("weight"),
            entry["sku"],
        )
    known = {entry["name"] for entry in resource()["item"]}
    combined = [list(_combined(at, family)) for at, family in enumerate(resource()["family"])]
    plain = [each for row in _in_turn(combined) for each in row if each.name not in known]
    yield from plain
    for series, finish in product(resource()["series"], _FINISHES):
        for each in plain:
            yield _Variant(
                each.category, f"{each.name} ({series}{finish})", each.unit, each.price, each.weight
            )


def _in_turn(rows: list[list[_Variant]]) -> Iterator[list[_Variant]]:
    for place in range(max(map(len, rows))):
        yield [row[place] for row in rows if place < len(row)]


def _combined(place: int, family: Mapping[str, Any]) -> Iterator[_Variant]:
    axes = [axis.split("|") for axis in family["axes"]]
    for steps in product(*(range(len(axis)) for axis in axes)):
        words = [axis[step] for axis, step in zip(axes, steps, strict=True)]
        price, weight = family["price"], family["weight"]
        for step, grow in zip(steps, family["grow"], strict=True):
            price = price * (100 + step * grow) // 100
            weight = weight * (100 + step * grow) // 100
        yield _Variant(
            family["category"],
            family["name"].format(*words),
            family["unit"],
            pleasant(price),
            weight,
            family=place,
            values=tuple(
                f"{word}{unit}" for word, unit in zip(words, _units(family["name"]), strict=True)
            ),
        )


def _units(pattern: str) -> tuple[str, str]:
    """What stands behind the words of a family's name: ``160`` is ``160 mm``."""
    first, second = (_UNIT.search(pattern.split(place)[1]) for place in ("{0}", "{1}"))
    return first[0] if first else "", second[0] if second else ""


def pleasant(amount: int) -> int:
    """A price as shops write it: x.90 below ten, x.95 below a hundred, whole units less a cent."""
    if amount < 1_000:
        return max(amount // 10 * 10 - 1, 49)
    if amount < 10_000:
        return amount // 100 * 100 + 95
    return amount // 100 * 100


# From euro cents with tax to each currency; at the business store without tax and a little lower.
_PERCENT = {
    (HOME_ID, "EUR"): 100,
    (HOME_ID, "GBP"): 86,
    (TRADE_ID, "USD"): 98,
    (TRADE_ID, "CAD"): 134,
}
_BULK_FROM, _BULK_PERCENT = 10, 92


def list_price(good: Good, store_id: int, currency: str) -> int:
    """What an item costs at a store in a currency, in minor units; a service the same in all."""
    percent = _PERCENT[store_id, currency]
    if percent == 100 or not good.category.is_discountable:
        return good.price
    return pleasant(good.price * percent // 100)


def prices(good: Good, store_id: int, currency: str, plan: Plan) -> tuple[PriceRow, ...]:
    """All price rows of an item at a store in a currency: list, in bulk, on offer."""
    amount = list_price(good, store_id, currency)
    rows = [PriceRow(PriceSource.LIST, amount)]
    if store_id == TRADE_ID and good.category.prefix == _FASTENERS:
        bulk = amount * _BULK_PERCENT // 100
        rows.append(PriceRow(PriceSource.LIST, bulk, min_quantity=_BULK_FROM))
    offer = _offer(good, store_id, amount, plan.now)
    return (*rows, offer) if offer else tuple(rows)


def offer_edges(now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """When offers run: last season's, the one that runs, the next one."""
    day = now.replace(hour=0, minute=0)
    return tuple(
        (day + timedelta(days=first), day + timedelta(days=last))
        for first, last in ((-200, -140), (-40, 30), (20, 60))
    )


def _offer(good: Good, store_id: int, amount: int, now: datetime) -> PriceRow | None:
    stream = dice("offer", store_id, good.id)
    if good.is_by_itself or not stream.happens(_ON_OFFER):
        return None
    starts, ends = offer_edges(now)[stream.one_of((0, 1, 1, 1, 2))]
    percent = stream.one_of((75, 80, 85, 90))
    return PriceRow(PriceSource.OFFER, pleasant(amount * percent // 100), 1, starts, ends)


def catalogue_item(
    good: Good, store_id: int, currency: str, plan: Plan, agreed: tuple[PriceRow, ...] = ()
) -> CatalogueItem:
    """An item as pricing sees it, for somebody who has ``agreed`` on prices of their own."""
    return CatalogueItem(
        id=good.id,
        sku=good.sku,
        name=good.name,
        unit=good.unit,
        category_ids=good.category.path,
        tax_category=good.category.tax_category,
        weight_grams=good.weight_grams,
        is_discountable=good.category.is_discountable,
        is_active=good.is_active,
        prices=(*prices(good, store_id, currency, plan), *agreed),
    )
