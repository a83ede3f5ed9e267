"""How order verbs open an order and save its next version; shared by all of them.

Opening reads one row (version, offer version, journal head) and takes the value from the cache; a
value that is behind is brought up to date by applying the journal entries since, and only a long
gap reads it whole. Saving writes what differs, one entry, and the header, in the same number of
statements for any length of order. The cache changes after the commit, never before.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from salescenter.db.orders import Head
from salescenter.domain.catalogue import Availability, CatalogueItem
from salescenter.domain.customer import Customer
from salescenter.domain.errors import Conflict, NotFound, Refused
from salescenter.domain.events import OrderChanged
from salescenter.domain.journal import Entry, Subject
from salescenter.domain.order import Order
from salescenter.domain.order_changes import Difference, apply, diff
from salescenter.domain.order_payments import coverage, missing_for_submit
from salescenter.domain.pricing.priced import Priced, require_manageable
from salescenter.domain.terms import NO_HISTORY, History, Terms, counted_email, price_order
from salescenter.domain.undo import Takeback, redoable, undoable
from salescenter.services.orders.codec import from_plain, to_plain
from salescenter.services.orders.tokens import without_tokens
from salescenter.services.orders.views import OrderStep, OrderView, StepName
from salescenter.services.work import Work

_CACHED_ORDERS = 64
_LONG_GAP = 50
_MOST_NAMED = 8
TAIL = 200


@dataclass(frozen=True, slots=True)
class Loaded:
    """An order with all that decides its price and its next step.

    ``tail`` are its last journal entries, newest first; ``head`` is the hash of the newest.
    """

    order: Order
    priced: Priced
    terms: Terms
    facts: Mapping[int, CatalogueItem]
    availability: Mapping[int, Availability]
    customer: Customer | None
    history: History
    tail: tuple[Entry, ...]
    head: str


class OrderCache:
    """The last orders of this process as values; a newer version replaces an older one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: OrderedDict[int, Loaded] = OrderedDict()

    def get(self, order_id: int) -> Loaded | None:
        """What is known of an order."""
        with self._lock:
            return self._loaded.get(order_id)

    def put(self, loaded: Loaded) -> None:
        """Remember a committed version, unless a newer one is known."""
        with self._lock:
            known = self._loaded.get(loaded.order.id)
            if known is None or known.order.version <= loaded.order.version:
                self._loaded[loaded.order.id] = loaded
                self._loaded.move_to_end(loaded.order.id)
            while len(self._loaded) > _CACHED_ORDERS:
                self._loaded.popitem(last=False)

    def drop(self, order_id: int) -> None:
        """Forget an order whose last write is not known to have happened."""
        with self._lock:
            self._loaded.pop(order_id, None)


class OrderDesk:
    """Opens and saves orders for the verbs."""

    def __init__(self) -> None:
        self.cache = OrderCache()
        self._terms: dict[tuple[int, str], Terms] = {}

    # opening

    def open(self, work: Work, order_id: int) -> Loaded:
        """The order as it stands in this transaction; raises NotFound."""
        head = work.uow.orders.head(order_id)
        if head is None:
            raise NotFound("order.unknown")
        known = self.cache.get(order_id)
        if known is not None and not _may_lead_to(known, head):
            known = None
        if known is None or head.version - known.order.version > _LONG_GAP:
            loaded = self._read(work, order_id)
        elif known.order.version < head.version:
            loaded = self._caught_up(work, known)
        elif known.terms.version != head.offer_version:
            loaded = self._with_facts(work, known)
        else:
            return known
        work.after_commit(lambda: self.cache.put(loaded))
        return loaded

    def open_for_change(self, work: Work, order_id: int, version: int) -> Loaded:
        """The order, if ``version`` is the current one; raises Conflict with what came since.

        Refused: a version that the order never had.
        """
        loaded = self.open(work, order_id)
        order = loaded.order
        if version == order.version:
            return loaded
        if not 0 < version < order.version:
            raise Refused(
                "version.unknown", number=order.number, version=version, current=order.version
            )
        since = work.uow.journal.entries(Subject.ORDER, order_id, version)
        names = work.uow.users.names({entry.actor_id for entry in since if entry.actor_id})
        raise Conflict(
            loaded.order.number,
            version=loaded.order.version,
            fields=_fields_of(since),
            by=sorted({names.get(entry.actor_id or 0, entry.actor_role) for entry in since}),
        )

    def _read(self, work: Work, order_id: int) -> Loaded:
        order = work.uow.orders.read(order_id)
        tail = tuple(work.uow.journal.tail(Subject.ORDER, order_id, TAIL))
        return self._completed(work, order, tail)

    def _caught_up(self, work: Work, known: Loaded) -> Loaded:
        since = work.uow.journal.entries(Subject.ORDER, known.order.id, known.order.version)
        order = known.order
        for entry in since:
            changed = apply(from_plain(entry.differences), order)
            order = replace(
                changed, version=entry.number, changed_at=entry.at, changed_by=entry.actor_id
            )
        order = replace(order, next_part=work.uow.orders.next_part(order.id))
        tail = (*reversed(since), *known.tail)[:TAIL]
        return self._completed(work, order, tail)

    def _with_facts(self, work: Work, known: Loaded) -> Loaded:
        return self._completed(work, known.order, known.tail)

    def _completed(self, work: Work, order: Order, tail: tuple[Entry, ...]) -> Loaded:
        """An order value with facts, offer and price, read in a fixed number of statements."""
        terms = self.terms(work, order.store_id, order.currency)
        item_ids = list({item.item_id for item in order.items})
        facts = work.uow.items.facts(item_ids, order.store_id, order.currency)
        customer = work.uow.customers.get(order.customer_id) if order.customer_id else None
        loaded = Loaded(
            order=order,
            priced=_NOT_PRICED,
            terms=terms,
            facts=facts,
            availability=work.uow.items.availability(item_ids),
            customer=customer,
            history=self._history(work, order, customer),
            tail=tail,
            head=tail[0].hash if tail else "",
        )
        return replace(loaded, priced=self._price_of(work, loaded))

    def _price_of(self, work: Work, loaded: Loaded) -> Priced:
        """Today's price while it is being taken; the price promised at submit ever after."""
        if not loaded.order.is_pending:
            promised = work.uow.orders.price(loaded.order.id)
            if promised is not None:
                return promised
        return price_order(
            loaded.order, loaded.terms, loaded.facts, loaded.customer, loaded.history, work.now
        )

    @staticmethod
    def _history(work: Work, order: Order, customer: Customer | None) -> History:
        if order.customer_id is None:
            return NO_HISTORY
        email = counted_email(customer)
        return work.uow.orders.history_of(order.customer_id, order.id, order.store_id, email)

    def terms(self, work: Work, store_id: int, currency: str) -> Terms:
        """What the store sells by, read again when its offer version rose."""
        known = self._terms.get((store_id, currency))
        version = work.uow.stores.offer_version(store_id)
        if known is None or known.version != version:
            known = work.uow.stores.terms(store_id, currency)
            self._terms[store_id, currency] = known
        return known

    # saving

    def begin(self, work: Work, order: Order, kind: str, parameters: dict[str, Any]) -> OrderStep:
        """Write a new order with its first content."""
        nothing = Order(order.id, order.number, order.store_id, order.currency)
        order = replace(order, version=1, changed_at=work.now, changed_by=work.author.user_id)
        loaded = self._completed(work, order, ())
        require_manageable(loaded.priced)
        entry = _entry(work, order, diff(nothing, order), "", kind, parameters)
        work.uow.orders.insert(order, loaded.priced.totals, loaded.terms.version, entry.hash)
        return self._saved(work, loaded, entry)

    def save(
        self,
        work: Work,
        before: Loaded,
        after: Order,
        kind: str,
        parameters: dict[str, Any] | None = None,
        **more: Any,
    ) -> OrderStep:
        """Write the next version of an order; the same value again writes nothing."""
        differences = diff(before.order, after)
        if not differences:
            return step_of(before)
        loaded = self._next(work, before, after, differences)
        entry = _entry(work, loaded.order, differences, before.head, kind, parameters, **more)
        work.uow.orders.write(
            before.order, loaded.order, loaded.priced.totals, loaded.terms.version, entry.hash
        )
        return self._saved(work, loaded, entry)

    def _next(
        self, work: Work, before: Loaded, after: Order, differences: tuple[Difference, ...]
    ) -> Loaded:
        after = replace(
            after,
            version=before.order.version + 1,
            changed_at=work.now,
            changed_by=work.author.user_id,
        )
        loaded = replace(before, order=after)
        if after.currency != before.order.currency:
            loaded = replace(
                loaded, terms=self.terms(work, after.store_id, after.currency), facts={}
            )
        loaded = self._with_new_facts(work, loaded, differences)
        if after.customer_id != before.order.customer_id:
            customer = work.uow.customers.get(after.customer_id) if after.customer_id else None
            history = self._history(work, after, customer)
            loaded = replace(loaded, customer=customer, history=history)
        if not before.order.is_pending:
            return loaded
        priced = price_order(
            after, loaded.terms, loaded.facts, loaded.customer, loaded.history, work.now
        )
        require_manageable(priced)
        return replace(loaded, priced=priced)

    @staticmethod
    def _with_new_facts(work: Work, loaded: Loaded, differences: tuple[Difference, ...]) -> Loaded:
        lines = [d.after for d in differences if d.path[0] == "items" and len(d.path) == 2]
        new = {line.item_id for line in lines if line is not None} - loaded.facts.keys()
        if not new:
            return loaded
        order = loaded.order
        facts = work.uow.items.facts(list(new), order.store_id, order.currency)
        stock = work.uow.items.availability(list(new))
        return replace(
            loaded,
            facts={**loaded.facts, **facts},
            availability={**loaded.availability, **stock},
        )

    def _saved(self, work: Work, loaded: Loaded, entry: Entry) -> OrderStep:
        work.write_chained(entry)
        loaded = replace(loaded, tail=(entry, *loaded.tail)[:TAIL], head=entry.hash)
        work.after_commit(lambda: self.cache.put(loaded))
        order = loaded.order
        work.announce(OrderChanged(order.id, order.version, view_of(work, loaded)))
        return step_of(loaded)


def _may_lead_to(known: Loaded, head: Head) -> bool:
    """Whether a value at hand is this order, perhaps some steps ago: not of a store made anew."""
    if known.order.version == head.version:
        return known.head == head.journal_head
    return known.order.version < head.version and known.order.number == head.number


def _entry(
    work: Work,
    order: Order,
    differences: tuple[Difference, ...],
    head: str,
    kind: str,
    parameters: dict[str, Any] | None,
    **more: Any,
) -> Entry:
    """The journal entry of this version of the order, chained to the one before."""
    more = {"parameters": parameters or {}, "differences": to_plain(differences), **more}
    return work.chained_entry(
        work.entry(Subject.ORDER, order.id, order.version, kind, **more), head
    )


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
    undo = undoable(loaded.tail, work.viewer_id)
    redo = redoable(loaded.tail, work.viewer_id)
    names = _names(work, {order.changed_by, undo.by, redo.by, *_at_blocks(order)})
    item_names, category_names = _wanted_names(loaded)
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
        item_names=item_names,
        category_names=category_names,
        user_names={user_id: names[user_id] for user_id in _at_blocks(order) if user_id in names},
    )


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


def _fields_of(entries: list[Entry]) -> list[str]:
    paths = {"/".join(map(str, each[0])) for entry in entries for each in entry.differences}
    return sorted(paths)


_NOT_PRICED: Any = None
