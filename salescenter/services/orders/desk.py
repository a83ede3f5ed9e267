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
from datetime import datetime, timedelta
from typing import Any

from salescenter.domain.catalogue import Availability, CatalogueItem
from salescenter.domain.customer import Customer
from salescenter.domain.errors import Conflict, NotFound
from salescenter.domain.events import OrderChanged
from salescenter.domain.journal import Entry, Subject
from salescenter.domain.order import Order
from salescenter.domain.order_changes import Difference, apply, diff
from salescenter.domain.order_payments import coverage, missing_for_submit
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.terms import NO_HISTORY, History, Terms, price_order
from salescenter.domain.undo import Takeback, redoable, undoable
from salescenter.services.orders.codec import from_plain, to_plain
from salescenter.services.orders.views import OrderStep, OrderView, StepName
from salescenter.services.work import Work

_CACHED_ORDERS = 64
_LONG_GAP = 50
TAIL = 200
_PRICE_HOLDS = timedelta(minutes=1)


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
    priced_at: datetime


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
        if known is not None and known.order.version > head.version:
            known = None
        if known is None or head.version - known.order.version > _LONG_GAP:
            loaded = self._read(work, order_id)
        elif known.order.version < head.version:
            loaded = self._caught_up(work, known)
        elif (known.terms.version, _version_of(known.customer)) != (
            head.offer_version,
            head.customer_version,
        ):
            loaded = self._with_facts(work, known)
        elif known.order.is_pending and work.now - known.priced_at > _PRICE_HOLDS:
            loaded = self.priced_now(work, known)
        else:
            return known
        work.after_commit(lambda: self.cache.put(loaded))
        return loaded

    def open_for_change(self, work: Work, order_id: int, version: int) -> Loaded:
        """The order, if ``version`` is the current one; raises Conflict with what came since."""
        loaded = self.open(work, order_id)
        if version == loaded.order.version:
            return loaded
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
        customer = work.uow.customers.get(order.customer_id) if order.customer_id else None
        facts = work.uow.items.facts(
            item_ids, order.store_id, order.currency, organization_of(customer)
        )
        loaded = Loaded(
            order=order,
            priced=_NOT_PRICED,
            terms=terms,
            facts=facts,
            availability=work.uow.items.availability(item_ids),
            customer=customer,
            history=self._history(work, order),
            tail=tail,
            head=tail[0].hash if tail else "",
            priced_at=work.now,
        )
        return replace(loaded, priced=self._price_of(work, loaded))

    def priced_now(self, work: Work, loaded: Loaded) -> Loaded:
        """With the price of this moment: promotions begin, end, and are used up by others."""
        loaded = replace(loaded, history=self._history(work, loaded.order), priced_at=work.now)
        return replace(loaded, priced=self._price_of(work, loaded))

    def _price_of(self, work: Work, loaded: Loaded) -> Priced:
        """Today's price while it is being taken; the price promised at submit ever after."""
        if not loaded.order.is_pending:
            promised = work.uow.orders.price(loaded.order.id)
            if promised is not None:
                return promised
        return price_order(
            loaded.order,
            loaded.terms,
            loaded.facts,
            loaded.customer,
            loaded.history,
            work.now,
        )

    @staticmethod
    def _history(work: Work, order: Order) -> History:
        if order.customer_id is None:
            return NO_HISTORY
        return work.uow.orders.history_of(order.customer_id, order.id, order.store_id)

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
        order = replace(order, version=1, changed_at=work.now, changed_by=work.actor_id)
        loaded = self._completed(work, order, ())
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
            changed_by=work.actor_id,
        )
        loaded = replace(before, order=after)
        if after.currency != before.order.currency:
            loaded = replace(
                loaded, terms=self.terms(work, after.store_id, after.currency), facts={}
            )
        if after.customer_id != before.order.customer_id:
            loaded = self._for_customer(work, loaded)
        loaded = self._with_new_facts(work, loaded, differences)
        if not before.order.is_pending:
            return loaded
        priced = price_order(
            after, loaded.terms, loaded.facts, loaded.customer, loaded.history, work.now
        )
        return replace(loaded, priced=priced, priced_at=work.now)

    def _for_customer(self, work: Work, loaded: Loaded) -> Loaded:
        """With another customer's history, and the prices of their organization's contracts."""
        order = loaded.order
        customer = work.uow.customers.get(order.customer_id) if order.customer_id else None
        facts = loaded.facts
        if organization_of(customer) != organization_of(loaded.customer):
            facts = work.uow.items.facts(
                list(facts), order.store_id, order.currency, organization_of(customer)
            )
        return replace(loaded, customer=customer, facts=facts, history=self._history(work, order))

    @staticmethod
    def _with_new_facts(work: Work, loaded: Loaded, differences: tuple[Difference, ...]) -> Loaded:
        lines = [d.after for d in differences if d.path[0] == "items" and len(d.path) == 2]
        new = {line.item_id for line in lines if line is not None} - loaded.facts.keys()
        if not new:
            return loaded
        order = loaded.order
        whose = organization_of(loaded.customer)
        facts = work.uow.items.facts(list(new), order.store_id, order.currency, whose)
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
    order, total = loaded.order, loaded.priced.totals.total
    tail = long_tail(work, loaded, work.viewer_id)
    undo = undoable(tail, work.viewer_id)
    redo = redoable(tail, work.viewer_id)
    names = _names(work, {order.changed_by, undo.by, redo.by})
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


def organization_of(customer: Customer | None) -> int | None:
    """Whose contracts count for what this customer buys."""
    return customer.organization.id if customer and customer.organization else None


def _version_of(customer: Customer | None) -> int | None:
    return customer.version if customer is not None else None


def _fields_of(entries: list[Entry]) -> list[str]:
    paths = {"/".join(map(str, each[0])) for entry in entries for each in entry.differences}
    return sorted(paths)


_NOT_PRICED: Any = None
