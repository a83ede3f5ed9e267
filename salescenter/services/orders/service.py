"""Orders: take one, change it step by step, submit it, take steps back, look at its history."""

from dataclasses import replace

from salescenter.domain.customer import Customer
from salescenter.domain.errors import NotFound, Refused
from salescenter.domain.money import Money
from salescenter.domain.order import Order, is_order_number, order_number
from salescenter.domain.order_blocks import PRICE_OVERRIDE, Cause
from salescenter.domain.order_changes import DoesNotFit, apply, invert
from salescenter.domain.order_deliveries import Sending, is_whole, with_sending
from salescenter.domain.order_payments import submitted
from salescenter.domain.order_steps import (
    assigned,
    canceled,
    new_order,
    require_pending,
    with_bill_to,
    with_channel,
    with_code,
    with_override,
    without_code,
)
from salescenter.domain.order_summary import OrderSummary
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean
from salescenter.domain.store import Store
from salescenter.domain.terms import counted_email
from salescenter.domain.undo import REDO, UNDO, Takeback, redoable, undoable
from salescenter.services.customers import clean_address, require_customer
from salescenter.services.gate import Gate
from salescenter.services.orders.authorisations import abandon_captures, intend_authorisations
from salescenter.services.orders.beginning import with_first_items
from salescenter.services.orders.codec import from_plain
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.guests import register_guest
from salescenter.services.orders.history import steps_of
from salescenter.services.orders.lines import place_of
from salescenter.services.orders.listed import reach_of
from salescenter.services.orders.loaded import Loaded, organization_of
from salescenter.services.orders.offered import (
    lowest_price,
)
from salescenter.services.orders.shipping import require_charges_allowed
from salescenter.services.orders.shown import long_tail, view_of
from salescenter.services.orders.views import (
    AssignCustomer,
    CancelOrder,
    CodeOnOrder,
    HistoryEntry,
    ListOrders,
    NewOrder,
    OnOrder,
    OrderById,
    OrderByNumber,
    OrderStep,
    OrderView,
    OverridePrice,
    RegisterGuest,
    SetAddress,
    SetChannel,
    SetMethod,
    StepsOf,
    SubmitOrder,
)
from salescenter.services.preferences import preferences_of
from salescenter.services.stores import require_store
from salescenter.services.verbs import Service, reading, writing
from salescenter.services.work import Work


class OrderService(Service):
    """The verbs about orders while they are taken."""

    def __init__(self, gate: Gate, desk: OrderDesk) -> None:
        super().__init__(gate)
        self._desk = desk

    # reading

    @reading("order.get", Permission.DESK_READ)
    def get(self, work: Work, wish: OrderById) -> OrderView:
        """Read an order whole, priced, with what it lacks and what can be taken back."""
        return view_of(work, self._desk.open(work, wish.order_id))

    @reading("order.find_number", Permission.DESK_READ)
    def find_number(self, work: Work, wish: OrderByNumber) -> OrderView:
        """Read an order by the number that was read out."""
        order_id = work.uow.orders.id_of(wish.number.strip())  # an imported one, as it is
        number = "".join(each for each in wish.number if each.isdigit())
        if order_id is None:
            if not is_order_number(number):
                raise Refused("order.number_wrong", number=wish.number)
            order_id = work.uow.orders.id_of(number)
        if order_id is None:
            raise NotFound("order.unknown_number", number=number)
        return view_of(work, self._desk.open(work, order_id))

    @reading("order.list", Permission.DESK_READ)
    def list(self, work: Work, wish: ListOrders) -> tuple[OrderSummary, ...]:
        """List orders of a store or a customer, newest first, paged by key."""
        since, until = reach_of(work, wish)
        rows = work.uow.orders.page(
            wish.store_id,
            status=wish.status,
            customer_id=wish.customer_id,
            since=since,
            until=until,
            after=wish.before_id,
            limit=wish.limit,
        )
        return tuple(rows)

    @reading("order.history", Permission.DESK_READ)
    def history(self, work: Work, wish: StepsOf) -> tuple[HistoryEntry, ...]:
        """Read who changed what from what to what, newest first."""
        return steps_of(work, wish)

    # taking an order

    @writing("order.create", Permission.ORDER_EDIT)
    def create(self, work: Work, wish: NewOrder) -> OrderStep:
        """Start an order with its first content: a customer, an item, or both."""
        if wish.customer_id is None and wish.item_id is None and not wish.items:
            raise Refused("order.empty")
        store = require_store(work, wish.store_id)
        customer, part_id = None, None
        order_id = work.uow.orders.next_id()
        order = new_order(order_id, order_number(order_id), store, "", work.now)
        channel = wish.channel or _preferred_channel(work, store)
        if channel:
            order = with_channel(order, channel, store)
        if wish.customer_id is not None:
            customer = require_customer(work, wish.customer_id)
            order = self._assigned(work, order, customer, store)
        if wish.item_id is not None or wish.items:
            terms = self._desk.terms(work, store.id, order.currency)
            order, part_id = with_first_items(work, order, organization_of(customer), terms, wish)
        step = self._desk.begin(work, order, "order.begin", {"channel": order.channel})
        return replace(step, part_id=part_id)

    @writing("order.assign_customer", Permission.ORDER_EDIT)
    def assign_customer(self, work: Work, wish: AssignCustomer) -> OrderStep:
        """Say whose order it is; the address book proposes where it goes."""
        before = self._open(work, wish)
        customer = require_customer(work, wish.customer_id)
        after = self._assigned(work, before.order, customer, before.terms.store)
        parameters = {"customer_id": wish.customer_id}
        return self._desk.save(work, before, after, "order.customer", parameters)

    def _assigned(self, work: Work, order: Order, customer: Customer, store: Store) -> Order:
        return assigned(order, customer, store, work.uow.stores.currencies(store.id))

    @writing("order.register_guest", Permission.CUSTOMER_EDIT)
    def register_guest(self, work: Work, wish: RegisterGuest) -> OrderStep:
        """Register the guest of a pending order; addresses on the order stay as they are."""
        before = self._open(work, wish)
        customer = register_guest(work, before.order, wish)
        after = replace(before.order, customer_id=customer.id)
        return self._desk.save(
            work, before, after, "order.register_guest", {"number": customer.number}
        )

    @writing("order.set_channel", Permission.ORDER_EDIT)
    def set_channel(self, work: Work, wish: SetChannel) -> OrderStep:
        """Say how the order came in."""
        before = self._open(work, wish)
        after = with_channel(before.order, wish.channel, before.terms.store)
        return self._desk.save(work, before, after, "order.channel", {"channel": wish.channel})

    @writing("order.override_price", Permission.PRICE_OVERRIDE)
    def override_price(self, work: Work, wish: OverridePrice) -> OrderStep:
        """Give a line a negotiated price within the team's limit or blocked, or take it back."""
        before = self._open(work, wish)
        floor = lowest_price(work, before, wish.line_id) if wish.price is not None else 0
        reason = clean(wish.reason, "reason", 254)
        beyond = None
        if wish.accept_block and wish.price is not None:
            currency = before.order.currency
            facts = f"{Money(wish.price, currency)} < {Money(floor, currency)}"
            beyond = Cause(PRICE_OVERRIDE, wish.line_id, facts, work.now, work.actor_id)
        after = with_override(before.order, wish.line_id, wish.price, reason, floor, beyond)
        kind = "item.override" if wish.price is not None else "item.entitled"
        parameters = {"line": place_of(before.order, wish.line_id), "price": wish.price}
        return self._desk.save(work, before, after, kind, parameters, reason=reason)

    @writing("order.enter_code", Permission.ORDER_EDIT)
    def enter_code(self, work: Work, wish: CodeOnOrder) -> OrderStep:
        """Enter a promotion code; one that no promotion of the store has is refused."""
        before = self._open(work, wish)
        code = clean(wish.code, "code", 40)
        after = with_code(before.order, code)
        if not before.terms.knows_code(code):
            raise Refused("code.unknown", code=code)
        return self._desk.save(work, before, after, "code.enter", {"code": code})

    @writing("order.remove_code", Permission.ORDER_EDIT)
    def remove_code(self, work: Work, wish: CodeOnOrder) -> OrderStep:
        """Take a promotion code off again."""
        before = self._open(work, wish)
        after = without_code(before.order, wish.code)
        return self._desk.save(work, before, after, "code.remove", {"code": wish.code})

    @writing("order.set_ship_to", Permission.ORDER_EDIT)
    def set_ship_to(self, work: Work, wish: SetAddress) -> OrderStep:
        """Say where the whole order goes."""
        before = self._open(work, wish)
        sending = Sending(address=clean_address(wish.address))
        after = with_sending(before.order, (), sending, before.terms.store)
        return self._desk.save(work, before, after, "delivery.address")

    @writing("order.set_bill_to", Permission.ORDER_EDIT)
    def set_bill_to(self, work: Work, wish: SetAddress) -> OrderStep:
        """Say who gets the bill."""
        before = self._open(work, wish)
        after = with_bill_to(before.order, clean_address(wish.address))
        return self._desk.save(work, before, after, "order.bill_to")

    @writing("order.set_method", Permission.ORDER_EDIT)
    def set_method(self, work: Work, wish: SetMethod) -> OrderStep:
        """Say how the whole order is sent."""
        before = self._open(work, wish)
        after = with_sending(before.order, (), Sending(method=wish.method), before.terms.store)
        require_charges_allowed(work, before.order, after)
        return self._desk.save(work, before, after, "delivery.method", {"method": wish.method})

    @writing("order.cancel", Permission.ORDER_CANCEL)
    def cancel(self, work: Work, wish: CancelOrder) -> OrderStep:
        """Call a pending order off, with the reason."""
        before = self._open(work, wish)
        reason = clean(wish.reason, "reason", 500, multiline=True)
        after = canceled(before.order, reason)
        abandon_captures(work, after.id)
        return self._desk.save(work, before, after, "order.cancel", reason=reason)

    # submitting

    @writing("order.submit", Permission.ORDER_SUBMIT)
    def submit(self, work: Work, wish: SubmitOrder) -> OrderStep:
        """Place the order; everything that is missing is said at once."""
        before = self._desk.priced_now(work, self._open(work, wish))
        total = before.priced.totals.total
        if before.order.is_pending and wish.total != total:
            self._desk.cache.drop(wish.order_id)  # whoever reads it again sees what it is now
            currency = before.order.currency
            was, now = Money(wish.total, currency), Money(total, currency)
            raise Refused("submit.total_changed", was=was, now=now)
        after = submitted(before.order, total, before.customer, work.now)
        self._take_redemptions(work, before)
        step = self._desk.save(work, before, after, "order.submit", {"total": total})
        work.uow.orders.save_price(after.id, step.version, before.priced)
        intend_authorisations(work, after, total)
        return step

    def _take_redemptions(self, work: Work, before: Loaded) -> None:
        order, take = before.order, work.uow.promotions.take
        email = counted_email(before.customer)
        for result in before.priced.applied:
            if not take(order, result.promotion_id, result.redemptions, email):
                self._desk.cache.drop(order.id)
                raise Refused("promotion.used_up", name=result.name)

    # taking back

    @writing("order.undo", Permission.ORDER_EDIT)
    def undo(self, work: Work, wish: OnOrder) -> OrderStep:
        """Take back the last step of this user that nobody's later step touched."""
        before = self._open(work, wish)
        takeback = undoable(long_tail(work, before, work.actor_id), work.actor_id)
        return self._take_back(work, before, takeback, UNDO)

    @writing("order.redo", Permission.ORDER_EDIT)
    def redo(self, work: Work, wish: OnOrder) -> OrderStep:
        """Do again what the last undo took back."""
        before = self._open(work, wish)
        takeback = redoable(long_tail(work, before, work.actor_id), work.actor_id)
        return self._take_back(work, before, takeback, REDO)

    def _take_back(self, work: Work, before: Loaded, takeback: Takeback, kind: str) -> OrderStep:
        require_pending(before.order)
        entry = takeback.entry
        if entry is None or takeback.refusal:
            names = work.uow.users.names({takeback.by}) if takeback.by else {}
            raise Refused(takeback.refusal, by=names.get(takeback.by or 0, ""))
        try:
            after = apply(invert(from_plain(entry.differences)), before.order)
        except DoesNotFit as error:
            raise Refused("undo.touched", by="") from error
        if not is_whole(after):
            raise Refused("undo.touched", by="")
        step = dict(entry.parameters)
        named = step if entry.undoes is not None else {"kind": entry.kind, "parameters": step}
        return self._desk.save(work, before, after, kind, named, undoes=entry.number)

    def _open(self, work: Work, wish: OnOrder) -> Loaded:
        return self._desk.open_for_change(work, wish.order_id, wish.version)


def _preferred_channel(work: Work, store: Store) -> str:
    """The channel that the actor prefers, where the store has it; else its own first one."""
    wanted = preferences_of(work).default_channel
    return wanted if any(channel.code == wanted for channel in store.channels) else ""
