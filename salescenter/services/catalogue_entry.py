"""What is meant: products by their attributes, pasted blocks, and what goes with an item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from salescenter.domain.catalogue import (
    Association,
    AssociationKind,
    Availability,
    CatalogueItem,
    ItemKind,
    ItemMatch,
)
from salescenter.domain.entry import ItemEntry, certain_match
from salescenter.domain.errors import NotFound, Problem
from salescenter.domain.pasted import PastedLine, counted_words, read_pasted
from salescenter.domain.permissions import Permission
from salescenter.domain.pricing.entitled import entitled_price
from salescenter.domain.product import Product, Variant
from salescenter.domain.store import Store
from salescenter.services.stores import require_store
from salescenter.services.verbs import Service, reading, wish
from salescenter.services.work import Work

_PROPOSED = 3
_LONGEST_BLOCK = 400_000

Currency = Annotated[str, Field(max_length=3)]


@wish
class ProductOf:
    """A product as a store sells it, or the product that an item belongs to."""

    store_id: int
    item_id: int
    currency: Currency = ""
    organization_id: int | None = None


@wish
class Recognise:
    """A block of codes and quantities as it was pasted."""

    store_id: int
    block: Annotated[str, Field(max_length=_LONGEST_BLOCK)]
    currency: Currency = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A pasted line: what was understood, or why not, and what it may have meant."""

    place: int
    text: str
    quantity: int
    match: ItemMatch | None
    problem: Problem | None
    proposals: tuple[ItemMatch, ...] = ()


@wish
class GoesWith:
    """What goes with these items, or in their place."""

    store_id: int
    item_ids: Annotated[tuple[int, ...], Field(max_length=20_000)]
    currency: Currency = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that goes with another; ``difference`` in price per unit, in minor units.

    ``is_needed``: the other one is discontinued or sold out, so this one is offered by itself.
    """

    kind: AssociationKind
    source_id: int
    source_sku: str
    match: ItemMatch
    difference: int
    is_needed: bool


class CatalogueEntryService(Service):
    """The verbs that find out which item is meant, and what goes with it."""

    @reading("catalogue.product", Permission.DESK_READ)
    def product(self, work: Work, wish: ProductOf) -> Product:
        """Read a product with the items it comes as, their prices and stock."""
        store, currency = _store(work, wish.store_id, wish.currency)
        items = work.uow.items
        asked = items.facts([wish.item_id], store.id, currency).get(wish.item_id)
        if asked is None or (asked.kind is not ItemKind.PRODUCT and asked.product_id is None):
            raise NotFound("item.unknown")
        product_id = asked.id if asked.kind is ItemKind.PRODUCT else asked.product_id or 0
        ids = items.variants_of(product_id)
        facts = items.facts([product_id, *ids], store.id, currency, wish.organization_id)
        stocks = items.availability(ids)
        variants = (_variant(work, store, facts[each], stocks.get(each)) for each in ids)
        whole = facts[product_id]
        sold = tuple(variant for variant in variants if variant is not None)
        return Product(product_id, whole.sku, whole.name, whole.attributes, sold, currency)

    @reading("catalogue.recognise", Permission.DESK_READ)
    def recognise(self, work: Work, wish: Recognise) -> tuple[Recognised, ...]:
        """Read a pasted block line by line; nothing is put on any order by it."""
        store, currency = _store(work, wish.store_id, wish.currency)
        lines = read_pasted(wish.block)
        known = _by_code(work, store.id, currency, [line.entry for line in lines if line.entry])
        return tuple(_recognised(work, store.id, currency, line, known) for line in lines)

    @reading("catalogue.goes_with", Permission.DESK_READ)
    def goes_with(self, work: Work, wish: GoesWith) -> tuple[Suggestion, ...]:
        """Find what goes with items: replacements first, then by position; none that is there."""
        store, currency = _store(work, wish.store_id, wish.currency)
        there = set(wish.item_ids)
        links = work.uow.items.associations(list(there))
        ids = list(there | {link.target_id for link in links})
        facts = work.uow.items.facts(ids, store.id, currency)
        stocks = work.uow.items.availability(ids)
        found: dict[int, Suggestion] = {}
        for link in sorted(links, key=lambda link: (_KINDS[link.kind], link.position)):
            if link.target_id in there or link.target_id in found:
                continue
            made = _suggestion(work, link, facts, stocks, currency)
            if made is not None:
                found[link.target_id] = made
        best = sorted(found.values(), key=lambda each: not each.is_needed)
        return tuple(best[: wish.limit])


_KINDS = {kind: place for place, kind in enumerate(AssociationKind)}


def _store(work: Work, store_id: int, currency: str) -> tuple[Store, str]:
    store = require_store(work, store_id)
    return store, currency or store.currency


def _variant(
    work: Work, store: Store, item: CatalogueItem, stock: Availability | None
) -> Variant | None:
    """The item with what can be said of it now; None where the store does not sell it."""
    price = entitled_price(item.prices, 1, work.now)
    if price is None:
        return None
    stock = stock or Availability(item.id, 0)
    today = work.now.astimezone(store.zone).date()
    expected = stock.expected_for(1, today)
    return Variant(item.id, item.sku, item.attributes, price.amount, stock.free, expected)


def _by_code(
    work: Work, store_id: int, currency: str, entries: list[ItemEntry]
) -> Mapping[str, ItemMatch]:
    """Items by the codes and bar codes among the entries, in a fixed number of statements."""
    texts = sorted({entry.text for entry in entries})
    ids = work.uow.items.coded(texts) if texts else {}
    facts = work.uow.items.facts(sorted(set(ids.values())), store_id, currency)
    stocks = work.uow.items.availability(list(facts))
    matches = {it.id: _match(work, it, stocks.get(it.id), currency) for it in facts.values()}
    return {code: match for code, its_id in ids.items() if (match := matches.get(its_id))}


def _recognised(
    work: Work, store_id: int, currency: str, line: PastedLine, known: Mapping[str, ItemMatch]
) -> Recognised:
    entry = line.entry
    if entry is None:
        return Recognised(line.place, line.text, 0, None, line.problem)
    match = known.get(entry.text.lower())
    found: list[ItemMatch] = []
    if match is None:
        found = work.uow.items.find(store_id, currency, entry.text, _PROPOSED)
        counted = None if found else counted_words(entry)
        if counted is not None:
            found = work.uow.items.find(store_id, currency, counted.text, _PROPOSED)
            entry = counted if found else entry
        match = certain_match(entry, found)
    problem = None
    if match is None:
        problem = Problem("paste.several" if found else "paste.unknown", "", {"text": entry.text})
    elif match.kind in (ItemKind.PRODUCT, ItemKind.BUNDLE):
        problem, found, match = _choose(match), [match], None
    proposals = tuple(found) if match is None else ()
    return Recognised(line.place, line.text, entry.quantity, match, problem, proposals)


def _choose(match: ItemMatch) -> Problem:
    return Problem(f"item.is_{match.kind}", "", {"name": match.name})


def _match(
    work: Work, item: CatalogueItem, stock: Availability | None, currency: str
) -> ItemMatch | None:
    """The item as a hit shows it; None where the store has no price for it."""
    price = entitled_price(item.prices, 1, work.now)
    if price is None and item.kind not in (ItemKind.PRODUCT, ItemKind.BUNDLE):
        return None
    return ItemMatch(
        id=item.id,
        sku=item.sku,
        name=item.name,
        unit=item.unit,
        amount=price.amount if price else 0,
        currency=currency,
        free=stock.free if stock else 0,
        kind=item.kind,
        is_discontinued=item.is_discontinued,
    )


def _suggestion(
    work: Work,
    link: Association,
    facts: Mapping[int, CatalogueItem],
    stocks: Mapping[int, Availability],
    currency: str,
) -> Suggestion | None:
    source, target = facts.get(link.source_id), facts.get(link.target_id)
    if source is None or target is None:
        return None
    match = _match(work, target, stocks.get(target.id), currency)
    if match is None:
        return None
    price = entitled_price(source.prices, 1, work.now)
    stock = stocks.get(source.id)
    gone = source.is_discontinued or stock is None or stock.free == 0
    return Suggestion(
        kind=link.kind,
        source_id=source.id,
        source_sku=source.sku,
        match=match,
        difference=match.amount - price.amount if price else 0,
        is_needed=gone and link.kind is AssociationKind.REPLACEMENT,
    )
