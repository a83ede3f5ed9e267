"""The catalogue: which item does the customer mean, and what can be said of it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from salescenter.domain.catalogue import ORDERABLE, Availability, CatalogueItem, ItemMatch
from salescenter.domain.errors import NotFound, Refused
from salescenter.domain.permissions import Permission
from salescenter.services.stores import require_store
from salescenter.services.verbs import Service, reading, wish
from salescenter.services.work import Work


@wish
class FindItem:
    """A code, or words of a name in any order."""

    store_id: int
    text: Annotated[str, Field(max_length=200)]
    currency: Annotated[str, Field(max_length=3)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 20


@wish
class ItemById:
    """One item as a store sells it."""

    store_id: int
    item_id: int
    currency: Annotated[str, Field(max_length=3)] = ""


@dataclass(frozen=True, slots=True)
class ItemHits:
    """What a search found; ``more`` when there are others."""

    matches: tuple[ItemMatch, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """An item with what can be promised of it."""

    item: CatalogueItem
    availability: Availability


class CatalogueService(Service):
    """The verbs about what is sold."""

    @reading("catalogue.find", Permission.DESK_READ, searches=True)
    def find(self, work: Work, wish: FindItem) -> ItemHits:
        """Find items of a store by code or words, misspelt too."""
        store = require_store(work, wish.store_id)
        currency = wish.currency or store.currency
        found = work.uow.items.find(store.id, currency, wish.text, wish.limit + 1)
        return ItemHits(tuple(found[: wish.limit]), len(found) > wish.limit)

    def stop_finding(self) -> None:
        """Break off the searches that run: something newer was typed. They raise Overtaken."""
        self.find.break_off()

    @reading("catalogue.get", Permission.DESK_READ)
    def get(self, work: Work, wish: ItemById) -> ItemDetails:
        """Read an item with its prices and what can be promised of it."""
        store = require_store(work, wish.store_id)
        item = require_item(work, store.id, wish.currency or store.currency, wish.item_id)
        return ItemDetails(item, availability_of(work, wish.item_id))


def require_item(
    work: Work, store_id: int, currency: str, item_id: int, organization_id: int | None = None
) -> CatalogueItem:
    """The item as this store sells it; raises as ``require_sold`` does."""
    facts = work.uow.items.facts([item_id], store_id, currency, organization_id)
    return require_sold(facts.get(item_id))


def require_sold(item: CatalogueItem | None) -> CatalogueItem:
    """The item, if it can be put on an order; raises NotFound where the store has no price for it.

    Raises Refused for a product (which of its items is meant has to be chosen) and for a bundle
    (its parts are what is ordered).
    """
    if item is not None and item.kind not in ORDERABLE:
        raise Refused(f"item.is_{item.kind}", name=item.name)
    if item is None or not item.prices:
        raise NotFound("item.unknown")
    return item


def availability_of(work: Work, item_id: int) -> Availability:
    """What can be promised of an item; nothing where it has no stock."""
    return work.uow.items.availability([item_id]).get(item_id, Availability(item_id, 0))
