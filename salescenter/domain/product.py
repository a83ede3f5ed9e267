"""A product and the items it comes as: which values can still be chosen, and which item is meant.

Only combinations that exist are offered; what was chosen for one attribute narrows the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Variant:
    """An item of a product: its values in the order of the product's attributes.

    ``amount`` is the price per unit in minor units; ``expected`` when one could leave.
    """

    item_id: int
    sku: str
    values: tuple[str, ...]
    amount: int
    free: int
    expected: date | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it is sold in one store and currency."""

    item_id: int
    sku: str
    name: str
    attributes: tuple[str, ...]
    variants: tuple[Variant, ...]
    currency: str


def fitting(product: Product, chosen: Mapping[str, str]) -> tuple[Variant, ...]:
    """The items that have every chosen value."""
    places = {name: place for place, name in enumerate(product.attributes)}
    return tuple(
        variant
        for variant in product.variants
        if all(variant.values[places[name]] == value for name, value in chosen.items())
    )


def choices(product: Product, chosen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each attribute the values that go with what was chosen for the others, as they come."""
    found = {}
    for place, name in enumerate(product.attributes):
        others = {key: value for key, value in chosen.items() if key != name}
        values = (variant.values[place] for variant in fitting(product, others))
        found[name] = tuple(dict.fromkeys(values))
    return found


def resolved(product: Product, chosen: Mapping[str, str]) -> Variant | None:
    """The one item that is left; None while there are several."""
    left = fitting(product, chosen)
    return left[0] if len(left) == 1 else None
