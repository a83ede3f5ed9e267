"""How order verbs open an order and save its next version; shared by all of them.

Opening reads one row (version, offer version, journal head) and takes the value from the cache; a
value that is behind is brought up to date by applying the journal entries since, and only a long
gap reads it whole. Saving writes what differs, one entry, and the header, in the same number of
statements for any length of order. The cache changes after the commit, never before.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from salescenter.db.orders import Head
from salescenter.domain.customer import Customer
from salescenter.domain.errors import Conflict, NotFound, Refused
from salescenter.domain.events import OrderChanged
from salescenter.domain.journal import Entry, Subject
from salescenter.domain.order import Order
from salescenter.domain.order_changes import Difference, apply, diff
from salescenter.domain.pricing.priced import Priced, require_manageable
from salescenter.domain.terms import NO_HISTORY, History, Terms, counted_email, price_order
from salescenter.services.ledger import post
from salescenter.services.orders.codec import from_plain, to_plain
from salescenter.services.orders.loaded import Loaded, OrderCache, organization_of
from salescenter.services.orders.shown import step_of, view_of
from salescenter.services.orders.views import OrderStep
from salescenter.services.work import Work

_LONG_GAP = 50
TAIL = 200
_PRICE_HOLDS = timedelta(minutes=1)


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
            history=self._history(work, order, customer),
            tail=tail,
            head=tail[0].hash if tail else "",
            priced_at=work.now,
        )
        return replace(loaded, priced=self._price_of(work, loaded))

    def priced_now(self, work: Work, loaded: Loaded) -> Loaded:
        """With the price of this moment: promotions begin, end, and are used up by others."""
        history = self._history(work, loaded.order, loaded.customer)
        loaded = replace(loaded, history=history, priced_at=work.now)
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
        was, now = before.priced.totals.total, loaded.priced.totals.total
        today = work.now.astimezone(loaded.terms.store.zone).date()
        post(work, before.order, was, loaded.order, now, today)
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
        if after.customer_id != before.order.customer_id:
            loaded = self._for_customer(work, loaded)
        loaded = self._with_new_facts(work, loaded, differences)
        if not before.order.is_pending:
            return loaded
        priced = price_order(
            after, loaded.terms, loaded.facts, loaded.customer, loaded.history, work.now
        )
        require_manageable(priced)
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
        return replace(
            loaded, customer=customer, facts=facts, history=self._history(work, order, customer)
        )

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


def _version_of(customer: Customer | None) -> int | None:
    return customer.version if customer is not None else None


def _fields_of(entries: list[Entry]) -> list[str]:
    paths = {"/".join(map(str, each[0])) for entry in entries for each in entry.differences}
    return sorted(paths)


_NOT_PRICED: Any = None
