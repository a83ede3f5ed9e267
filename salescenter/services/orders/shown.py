"""What a desk is shown of an order at hand: small answers of verbs, and the order whole."""

from salescenter.domain.catalogue import PriceRow, PriceSource, is_piece
from salescenter.domain.journal import Entry, Subject
from salescenter.domain.order import Order
from salescenter.domain.order_payments import coverage, missing_for_submit
from salescenter.domain.store import StoreKind
from salescenter.domain.undo import Takeback, redoable, undoable
from salescenter.services.orders.loaded import Loaded
from salescenter.services.orders.tokens import without_tokens
from salescenter.services.orders.views import OrderStep, OrderView, StepName
from salescenter.services.work import Work

_MOST_NAMED = 8


def step_of(loaded: Loaded, part_id: int | None = None) -> OrderStep:
    """What a writing verb answers."""
    order = loaded.order
    return OrderStep(
        order_id=order.id,
        number=order.number,
        version=order.version,
        status=order.status,
        total=loaded.priced.totals.total,
        currency=order.currency,
        part_id=part_id,
    )


def view_of(work: Work, loaded: Loaded) -> OrderView:
    """The order as its editor shows it, for whoever acts."""
    order, total = without_tokens(loaded.order), loaded.priced.totals.total
    tail = long_tail(work, loaded, work.viewer_id)
    undo = undoable(tail, work.viewer_id)
    redo = redoable(tail, work.viewer_id)
    people = _at_blocks(order) | {
        each.author_id for each in order.comments if each.author_id is not None
    }
    names = _names(work, {order.changed_by, undo.by, redo.by, *people})
    item_names, category_names = _wanted_names(loaded)
    agreed = _agreed(loaded)
    contracts = {row.list_id for rows in agreed.values() for row in rows}
    missing = missing_for_submit(order, total, loaded.customer) if order.is_pending else ()
    return OrderView(
        order=order,
        priced=loaded.priced,
        customer=loaded.customer,
        coverage=coverage(order, total),
        availability=tuple(loaded.availability.values()),
        missing=missing,
        undo=_step_name(undo, names),
        redo=_step_name(redo, names),
        changed_by=names.get(order.changed_by or 0, ""),
        item_names=item_names | _bundle_names(work, order),
        category_names=category_names,
        user_names={user_id: names[user_id] for user_id in people if user_id in names},
        units={its_id: it.unit for its_id, it in loaded.facts.items() if not is_piece(it.unit)},
        agreed=agreed,
        contract_names=work.uow.items.list_names(sorted(contracts)) if contracts else {},
    )


def _agreed(loaded: Loaded) -> dict[int, tuple[PriceRow, ...]]:
    """The prices of contracts by item; nothing in a store for everybody."""
    if loaded.terms.store.kind is not StoreKind.B2B:
        return {}
    found = {}
    for item_id, item in loaded.facts.items():
        rows = tuple(row for row in item.prices if row.source is PriceSource.CONTRACT)
        if rows:
            found[item_id] = rows
    return found


def _bundle_names(work: Work, order: Order) -> dict[int, str]:
    """What the bundles on an order are called; no statement where there is none."""
    ids = {line.bundle_id for line in order.items if line.bundle_id is not None}
    return work.uow.items.names(sorted(ids)) if ids else {}


def _at_blocks(order: Order) -> set[int]:
    """Who placed and resolved blocks of an order; nobody where a rule did."""
    users = {user for block in order.blocks for user in (block.placed_by, block.resolved_by)}
    return {user_id for user_id in users if user_id is not None}


def _wanted_names(loaded: Loaded) -> tuple[dict[int, str], dict[int, str]]:
    """What items and categories are called that promotions want which are not applied.

    Of a long selection the first ones: nobody reads out more.
    """
    results = [each.not_applied for each in loaded.priced.promotions]
    wanted = {each.wanted for each in results if each is not None and each.wanted is not None}
    names = loaded.terms.names
    items = {one for each in wanted for one in each.item_ids[:_MOST_NAMED]}
    categories = {one for each in wanted for one in each.category_ids[:_MOST_NAMED]}
    return (
        {one: names.items[one] for one in sorted(items) if one in names.items},
        {one: names.categories[one] for one in sorted(categories) if one in names.categories},
    )


def long_tail(work: Work, loaded: Loaded, user_id: int | None) -> tuple[Entry, ...]:
    """As many entries as undo needs: the cached ones; all, where those of a user are used up."""
    tail = loaded.tail
    if not tail or tail[-1].number == 1 or undoable(tail, user_id).entry is not None:
        return tail
    if not work.uow.journal.has_step_of(Subject.ORDER, loaded.order.id, user_id, tail[-1].number):
        return tail
    return tuple(work.uow.journal.tail(Subject.ORDER, loaded.order.id, tail[0].number))


def _names(work: Work, user_ids: set[int | None]) -> dict[int, str]:
    """Names of users; who acts knows their own, so that a step of one's own asks for none."""
    known = {work.actor.user.id: work.actor.user.name} if work.actor_id is not None else {}
    wanted = {user_id for user_id in user_ids if user_id is not None} - known.keys()
    return {**known, **(work.uow.users.names(wanted) if wanted else {})}


def _step_name(takeback: Takeback, names: dict[int, str]) -> StepName:
    if takeback.entry is None:
        return StepName(refusal=takeback.refusal)
    kind, parameters = takeback.entry.kind, dict(takeback.entry.parameters)
    if takeback.entry.undoes is not None:
        kind, parameters = parameters["kind"], parameters["parameters"]
    return StepName(kind, parameters, takeback.refusal, names.get(takeback.by or 0, ""))
