"""Payments: what pays for an order, and what has to be asked of the payment provider.

Taking a card means asking the provider for a capture: the customer keys it in on the phone or on a
link, and token, brand, last four and expiry come back. The desk has no field for a card number.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field

from salescenter.domain.errors import NotFound, Refused
from salescenter.domain.events import CaptureProgressed
from salescenter.domain.funds import (
    LONGEST_CODE,
    LONGEST_REFERENCE,
    METHODS,
    CreditLine,
    certificate_payment,
    credit_payment,
    ordered_payment,
    plain_code,
    require_method,
)
from salescenter.domain.money import Money
from salescenter.domain.order import Order, OrderStatus, Payment, PaymentMethod, PaymentState
from salescenter.domain.order_payments import (
    coverage,
    require_open_for_payment,
    require_payment,
    retried,
    settled,
    with_payment,
    without_payment,
)
from salescenter.domain.payment import Intention, IntentionKind, IntentionState
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean
from salescenter.domain.store import StoreKind
from salescenter.services.gate import Gate
from salescenter.services.orders.authorisations import intend_authorisations
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.loaded import Loaded, organization_of
from salescenter.services.orders.views import AddPayment, OnOrder, OnPayment, OrderById, OrderStep
from salescenter.services.verbs import Service, reading, wish, writing
from salescenter.services.work import Work


@wish
class StartCapture(OnOrder):
    """Let the customer key in a card: for a fixed amount in minor units, or None for the rest."""

    amount: int | None = None


@wish
class AddCertificate(OnOrder):
    """A gift certificate by its code: a fixed amount in minor units, or None for all that fits.

    The code is in no digest of the wish: it is money.
    """

    code: Annotated[str, Field(max_length=LONGEST_CODE, exclude=True)] = field(repr=False)
    amount: int | None = None


@wish
class CaptureById:
    """One capture."""

    intention_id: int


@wish
class CapturesOf:
    """The captures of an order that are still under way."""

    order_id: int


@dataclass(frozen=True, slots=True)
class Capture:
    """How far a capture is; ``session_ref`` is the provider's name for it once it has begun."""

    intention_id: int
    order_id: int
    amount: int
    currency: str
    state: IntentionState
    session_ref: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """How an order may be paid: methods of its store, the credit line of its customer, limits.

    ``limits`` hold what the store takes at most by a method, in minor units.
    """

    methods: tuple[PaymentMethod, ...]
    credit: CreditLine | None
    limits: tuple[tuple[PaymentMethod, int], ...]


class PaymentService(Service):
    """The verbs about payments."""

    def __init__(self, gate: Gate, desk: OrderDesk) -> None:
        super().__init__(gate)
        self._desk = desk

    @writing("payment.add", Permission.PAYMENT_ADD)
    def add(self, work: Work, wish: AddPayment) -> OrderStep:
        """Add a payment that needs no card, by its number where it has one."""
        if wish.method is PaymentMethod.CARD:
            raise Refused("payment.card_by_capture")
        if wish.method is PaymentMethod.GIFT_CERTIFICATE:
            raise Refused("payment.certificate_by_code")
        before = self._open(work, wish)
        require_method(before.terms.store.kind, wish.method)
        return self._add(work, before, _payment(work, before, wish))

    @writing("payment.add_certificate", Permission.PAYMENT_ADD)
    def add_certificate(self, work: Work, wish: AddCertificate) -> OrderStep:
        """Add a gift certificate; its balance is taken when the order is placed."""
        before = self._open(work, wish)
        store = before.terms.store
        require_method(store.kind, PaymentMethod.GIFT_CERTIFICATE)
        found = work.uow.funds.certificate(store.id, plain_code(wish.code))
        today = work.now.astimezone(store.zone).date()
        payment = certificate_payment(found, before.order.currency, today, wish.amount)
        if any(each.certificate_id == payment.certificate_id for each in before.order.payments):
            raise Refused("payment.certificate_twice")
        return self._add(work, before, payment)

    def _add(self, work: Work, before: Loaded, payment: Payment) -> OrderStep:
        total = _total(before)
        _require_within(before, payment)
        after, payment_id = with_payment(before.order, payment, total)
        share = coverage(after, total).share(payment_id)
        if payment.is_drawn and not share and total:
            raise Refused("payment.replaced_already")
        after = settled(after, total)
        said = _said(after, payment_id, share)
        return self._desk.save(work, before, after, "payment.add", said)

    @reading("payment.means", Permission.DESK_READ)
    def means(self, work: Work, wish: OrderById) -> Means:
        """Read by which methods an order may be paid, and how far they go."""
        loaded = self._desk.open(work, wish.order_id)
        store, currency = loaded.terms.store, loaded.order.currency
        methods = METHODS[store.kind]
        limits = ((each, work.uow.funds.limit(store.id, each, currency)) for each in _LIMITED)
        return Means(
            methods,
            _credit(work, loaded),
            tuple((each, most) for each, most in limits if each in methods and most is not None),
        )

    @writing("payment.remove", Permission.PAYMENT_ADD)
    def remove(self, work: Work, wish: OnPayment) -> OrderStep:
        """Take a payment off again; what was taken by it is given back, at the provider too."""
        before = self._open(work, wish)
        payment = require_payment(before.order, wish.payment_id)
        after = settled(without_payment(before.order, wish.payment_id), _total(before))
        share = coverage(before.order, _total(before)).share(payment.id)
        said = _said(before.order, payment.id, share)
        if payment.state is PaymentState.AUTHORIZED and payment.method is PaymentMethod.CARD:
            # Whoever runs the errand finds the payment gone, and has the provider forget it.
            work.uow.payments.reopen(before.order.id, payment.id)
        return self._desk.save(work, before, after, "payment.remove", said)

    @writing("payment.retry", Permission.PAYMENT_ADD)
    def retry(self, work: Work, wish: OnPayment) -> OrderStep:
        """Ask the provider again for the authorization of a declined card."""
        before = self._open(work, wish)
        if before.order.status is not OrderStatus.PENDING_PAYMENT:
            raise Refused("payment.order_closed", number=before.order.number)
        total = _total(before)
        after = retried(before.order, wish.payment_id, total)
        step = self._desk.save(work, before, after, "payment.retry", {"line": wish.payment_id})
        intend_authorisations(work, after, total, only=wish.payment_id)
        return step

    @writing("payment.start_capture", Permission.PAYMENT_ADD)
    def start_capture(self, work: Work, wish: StartCapture) -> Capture:
        """Ask the provider to let the customer key in a card."""
        before = self._open(work, wish)
        require_open_for_payment(before.order)
        require_method(before.terms.store.kind, PaymentMethod.CARD)
        amount = _capture_amount(before, wish.amount)
        intention = work.uow.payments.intend(
            Intention(
                id=0,
                key=f"{work.key}:capture",
                order_id=wish.order_id,
                kind=IntentionKind.CAPTURE,
                amount=amount,
                currency=before.order.currency,
                answer={"rest": wish.amount is None},
                created_at=work.now,
                asked=work.author,
            )
        )
        work.announce(CaptureProgressed(wish.order_id, intention.id, str(intention.state)))
        return _capture(intention)

    @writing("payment.cancel_capture", Permission.PAYMENT_ADD)
    def cancel_capture(self, work: Work, wish: CaptureById) -> Capture:
        """Stop waiting for a card; one that comes in after all is not put on the order."""
        intention = _require_capture(work, wish.intention_id)
        if intention.state is IntentionState.OPEN:
            work.uow.payments.end(intention.id, IntentionState.ABANDONED, {})
            work.announce(
                CaptureProgressed(intention.order_id, intention.id, str(IntentionState.ABANDONED))
            )
        return _capture(_require_capture(work, wish.intention_id))

    @reading("payment.captures", Permission.DESK_READ)
    def captures(self, work: Work, wish: CapturesOf) -> tuple[Capture, ...]:
        """Read the captures of an order that are still under way."""
        return tuple(
            _capture(intention)
            for intention in work.uow.payments.open_of(wish.order_id)
            if intention.kind is IntentionKind.CAPTURE
        )

    @reading("payment.capture", Permission.DESK_READ)
    def capture(self, work: Work, wish: CaptureById) -> Capture:
        """Read how far a capture is."""
        return _capture(_require_capture(work, wish.intention_id))

    def _open(self, work: Work, wish: OnOrder) -> Loaded:
        return self._desk.open_for_change(work, wish.order_id, wish.version)


_LIMITED = (PaymentMethod.CASH_ON_DELIVERY,)


def _payment(work: Work, before: Loaded, wish: AddPayment) -> Payment:
    """What pays, by the rules of its method; raises Refused."""
    order, store = before.order, before.terms.store
    if wish.method is PaymentMethod.PURCHASE_ORDER:
        reference = clean(wish.reference, "reference", LONGEST_REFERENCE)
        return ordered_payment(reference, wish.amount)
    if wish.method is PaymentMethod.INVOICE and store.kind is StoreKind.B2B:
        return credit_payment(_credit(work, before), wish.amount)
    most = None
    if wish.method in _LIMITED:
        most = work.uow.funds.limit(store.id, wish.method, order.currency)
    return Payment(id=0, method=wish.method, amount=wish.amount, most=most)


def _credit(work: Work, loaded: Loaded) -> CreditLine | None:
    """The credit line of the customer's organization; None where the store grants no credit."""
    whose = organization_of(loaded.customer)
    if whose is None or loaded.terms.store.kind is not StoreKind.B2B:
        return None
    return work.uow.funds.credit(whose, loaded.order.currency)


def _require_within(before: Loaded, payment: Payment) -> None:
    """Raise Refused for more than there is, while the customer can still be told."""
    if payment.most is None:
        return
    currency = before.order.currency
    most = Money(payment.most, currency)
    if payment.certificate_id is not None:
        if (payment.amount or 0) > payment.most:
            raise Refused("payment.certificate_short", left=most)
    elif payment.organization_id is not None:
        if (payment.amount or 0) > payment.most or not payment.most:
            raise Refused("payment.credit_short", left=most)
    else:
        missing = coverage(before.order, _total(before)).missing
        if payment.amount is None and missing <= 0 < _total(before):
            raise Refused("payment.replaced_already")
        if (missing if payment.amount is None else payment.amount) > payment.most:
            raise Refused("payment.beyond_limit", most=most)


def _said(order: Order, payment_id: int, share: int) -> dict[str, Any]:
    """What the history says of a payment, with what it takes in minor units."""
    payment = order.payments[payment_id]
    follows = payment.amount is None and share != payment.most
    said = {"method": str(payment.method), "share": share, "rest": follows}
    said |= {"currency": order.currency}
    if payment.last_four:
        said |= {"brand": payment.brand, "last_four": payment.last_four}
    return said


def _total(loaded: Loaded) -> int:
    return loaded.priced.totals.total


def _capture_amount(before: Loaded, wanted: int | None) -> int:
    """What the provider is told; raises Refused as adding the payment itself would."""
    order: Order = before.order
    candidate = Payment(id=0, method=PaymentMethod.CARD, amount=wanted)
    after, payment_id = with_payment(order, candidate, _total(before))
    share = coverage(after, _total(before)).share(payment_id)
    if not share:
        raise Refused("payment.nothing_to_pay")
    return share


def _require_capture(work: Work, intention_id: int) -> Intention:
    intention: Intention | None = work.uow.payments.get(intention_id)
    if intention is None or intention.kind is not IntentionKind.CAPTURE:
        raise NotFound("payment.no_capture")
    return intention


def _capture(intention: Intention) -> Capture:
    return Capture(
        intention_id=intention.id,
        order_id=intention.order_id,
        amount=intention.amount,
        currency=intention.currency,
        state=intention.state,
        session_ref=intention.session_ref,
    )
