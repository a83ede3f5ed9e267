"""How the items of the demo store belong together: products, bundles and packages, what goes with
what, what replaces what; and the bar codes on them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salescenter.domain.catalogue import Association, AssociationKind, ItemKind
from salescenter.services.demo.goods import Category, Good, categories, resource
from salescenter.services.demo.plan import Plan

_IN_STORE = 2
"""Bar codes that begin so are a store's own and stand for no maker's article."""
_UNITS = "EA"


@dataclass(frozen=True, slots=True)
class Whole:
    """What stands for other items and has no price of its own: a product, or a bundle."""

    id: int
    sku: str
    name: str
    unit: str
    category: Category
    kind: ItemKind
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """So many of an item in a bundle or a package."""

    whole_id: int
    part_id: int
    quantity: int
    position: int


@dataclass(slots=True)
class Ranges:
    """Everything that is made of a plan's items.

    ``packages`` are sold and stored as items are; ``product_of`` says by item which product it
    belongs to.
    """

    wholes: list[Whole] = field(default_factory=list)
    packages: list[Good] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    product_of: dict[int, int] = field(default_factory=dict)
    associations: list[Association] = field(default_factory=list)


def ranges(goods: Sequence[Good], plan: Plan) -> Ranges:
    """Products, sets and associations of all items; ids go on after the items'."""
    made = Ranges()
    families = _families(goods)
    _add_products(made, families, plan.items)
    _add_sets(made, goods, plan.items)
    made.associations = _once(
        (*_replacements(families), *_named(made, goods), *_steps_up(families), *_companions(goods))
    )
    return made


def barcode(item_id: int) -> str:
    """The bar code of an item: EAN-13, twelve digits and one that proves them."""
    digits = f"{_IN_STORE}{item_id:011d}"
    return f"{digits}{check_digit(digits)}"


def check_digit(digits: str) -> int:
    """The last digit of a bar code: all digits, each other one three times, make whole tens."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return -total % 10


def _families(goods: Sequence[Good]) -> dict[int, list[Good]]:
    """What is sold of each family that comes as several items."""
    found = defaultdict(list)
    for good in goods:
        if good.family is not None and good.is_active:
            found[good.family].append(good)
    return {family: items for family, items in found.items() if len(items) > 1}


def _add_products(made: Ranges, families: Mapping[int, list[Good]], last_id: int) -> None:
    for family, items in families.items():
        said = resource()["family"][family]
        category = categories()[said["category"]]
        last_id += 1
        sku = f"{category.prefix}-P{family + 1:03d}"
        name = said["name"].split("{")[0].rstrip(" ,:")
        attributes = tuple(said["attributes"])
        whole = Whole(last_id, sku, name, said["unit"], category, ItemKind.PRODUCT, attributes)
        made.wholes.append(whole)
        made.product_of |= dict.fromkeys((good.id for good in items), whole.id)


def _add_sets(made: Ranges, goods: Sequence[Good], last_id: int) -> None:
    last_id += len(made.wholes)
    known = {good.sku: good for good in goods if good.is_by_itself}
    for set_id, said in enumerate(resource()["set"], last_id + 1):
        if "price" in said:
            made.packages.append(_package(set_id, said))
        else:
            category = categories()[said["category"]]
            made.wholes.append(
                Whole(set_id, said["sku"], said["name"], _UNITS, category, ItemKind.BUNDLE)
            )
        for position, (sku, quantity) in enumerate(said["parts"], 1):
            made.parts.append(Part(set_id, known[sku].id, quantity, position))


def _package(item_id: int, said: Mapping[str, Any]) -> Good:
    return Good(
        id=item_id,
        sku=said["sku"],
        name=said["name"],
        unit=said["unit"],
        category=categories()[said["category"]],
        weight_grams=said["weight"],
        price=said["price"],
        is_active=True,
        is_by_itself=True,
    )


def _once(found: Sequence[Association]) -> list[Association]:
    """The first of several that say the same of the same two items."""
    return list(
        {(each.source_id, each.kind, each.target_id): each for each in found[::-1]}.values()
    )


def _replacements(families: Mapping[int, list[Good]]) -> Iterator[Association]:
    """What is discontinued is replaced by the item of its family that costs about as much."""
    for items in families.values():
        staying = [good for good in items if not good.is_discontinued]
        for gone in (good for good in items if good.is_discontinued):
            near = sorted(staying, key=lambda good: (abs(good.price - gone.price), good.id))
            for position, good in enumerate(near[:2], 1):
                yield Association(gone.id, good.id, AssociationKind.REPLACEMENT, position)


def _named(made: Ranges, goods: Sequence[Good]) -> Iterator[Association]:
    sold = [*(good for good in goods if good.is_by_itself), *made.packages]
    ids = {good.sku: good.id for good in sold}
    for said in resource()["associated"]:
        for kind in AssociationKind:
            for position, sku in enumerate(said.get(kind.value, ()), 1):
                yield Association(ids[said["of"]], ids[sku], kind, position)


def _steps_up(families: Mapping[int, list[Good]]) -> Iterator[Association]:
    """The next dearer item of the same family."""
    for items in families.values():
        by_price = sorted(items, key=lambda good: (good.price, good.id))
        for place, good in enumerate(by_price):
            dearer = (
                each
                for each in by_price[place + 1 :]
                if each.price > good.price and not each.is_discontinued
            )
            for each in list(dearer)[:1]:
                yield Association(good.id, each.id, AssociationKind.UP_SELL, 1)


def _companions(goods: Sequence[Good]) -> Iterator[Association]:
    """Of the category that goes with an item's, two in turn."""
    sold = defaultdict(list)
    for good in goods:
        if good.family is not None and good.is_active and not good.is_discontinued:
            sold[good.category.code].append(good)
    for code, companion in resource()["companion"].items():
        others = sold[companion]
        for place, good in enumerate(sold[code]):
            for position, step in enumerate((0, 1), 10):
                other = others[(2 * place + step) % len(others)]
                kind = AssociationKind.ACCESSORY if step == 0 else AssociationKind.CROSS_SELL
                yield Association(good.id, other.id, kind, position)
