"""What an order begins with: an item, a bundle, a pasted block."""

from salescenter.domain.catalogue import Availability, CatalogueItem, ItemKind
from salescenter.domain.order import Order
from salescenter.domain.order_lines import Wanted, with_bundle, with_items
from salescenter.domain.terms import Terms
from salescenter.services.catalogue import require_sold
from salescenter.services.orders.offered import told_of
from salescenter.services.orders.views import NewOrder, SoMany
from salescenter.services.work import Work


def with_first_items(
    work: Work, order: Order, organization_id: int | None, terms: Terms, wish: NewOrder
) -> tuple[Order, int]:
    """With the items that the wish names, and the line to stand on; all or none.

    Raises NotFound and Refused as ``require_sold`` does, Refused for a quantity out of range.
    """
    these = [*wish.items]
    if wish.item_id is not None:
        these.insert(0, SoMany(wish.item_id, wish.quantity))
    facts = work.uow.items.facts(
        [each.item_id for each in these], order.store_id, order.currency, organization_id
    )
    first = facts.get(wish.item_id or 0)
    line_id = 0
    if first is not None and first.is_active and first.kind is ItemKind.BUNDLE:
        order, line_id = _with_bundle(work, order, organization_id, terms, first, wish.quantity)
        these = these[1:]
    if these:
        sold = [(require_sold(facts.get(each.item_id)), each.quantity) for each in these]
        order, lines = with_items(order, _wanted(work, terms, sold))
        line_id = lines[-1]
    return order, line_id


def _with_bundle(
    work: Work,
    order: Order,
    organization_id: int | None,
    terms: Terms,
    bundle: CatalogueItem,
    times: int,
) -> tuple[Order, int]:
    parts = work.uow.items.parts_of(bundle.id)
    ids = [part.item_id for part in parts]
    facts = work.uow.items.facts(ids, order.store_id, order.currency, organization_id)
    sold = [(require_sold(facts.get(part.item_id)), part.quantity * times) for part in parts]
    of_each = list(zip(parts, _wanted(work, terms, sold), strict=True))
    order, lines = with_bundle(order, bundle, of_each, times)
    return order, lines[0]


def _wanted(work: Work, terms: Terms, sold: list[tuple[CatalogueItem, int]]) -> list[Wanted]:
    """So many of each, with what the customer is told of it."""
    stocks = work.uow.items.availability([item.id for item, _quantity in sold])
    return [
        Wanted(item, quantity, told_of(terms, item, stock, quantity, work.now))
        for item, quantity in sold
        for stock in (stocks.get(item.id) or Availability(item.id, 0),)
    ]
