"""Errands to the payment provider: written down first, run after, answered once.

A verb that wants something of the provider writes an *intention* in its own transaction and goes
home. The errand runs afterwards, outside any transaction; at the start and now and then anybody
may take over an intention that nobody answers for (a conditional claim). The provider's key makes
sure that nothing happens twice: an unknown outcome is asked for by its key and never repeated with
a new one (decision 27).
"""

import logging
import secrets
from collections.abc import Mapping
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from salescenter.db.errors import CommitUnknown
from salescenter.db.seals import Seals
from salescenter.domain.errors import Refused, SalesCenterError
from salescenter.domain.events import CaptureProgressed, OrderChanged
from salescenter.domain.order import Order, Payment, PaymentMethod, PaymentState
from salescenter.domain.order_payments import with_answer, with_payment
from salescenter.domain.payment import Intention, IntentionKind, IntentionState
from salescenter.gateways.payment import (
    Answer,
    AnswerState,
    CaptureAnswer,
    CapturedCard,
    CaptureState,
    GatewayDown,
    GatewayTimeout,
    PaymentGateway,
)
from salescenter.services.gate import Gate
from salescenter.services.orders.authorisations import intend_authorisations
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.work import Work

_log = logging.getLogger(__name__)

CLAIM_FOR = timedelta(seconds=60)
_AT_ONCE = 20
_SOON = 0.3  # seconds between two looks while a customer keys in a card
_LATER = 20.0

_PAYMENT_STATES: Mapping[AnswerState, PaymentState] = {
    AnswerState.AUTHORISED: PaymentState.AUTHORIZED,
    AnswerState.DECLINED: PaymentState.DECLINED,
    AnswerState.VOIDED: PaymentState.DECLINED,
    AnswerState.REVIEW: PaymentState.REVIEW,
    AnswerState.PENDING: PaymentState.AUTHORIZING,
}


class Errands:
    """Runs what was intended; any number of processes may, since each intention is claimed."""

    def __init__(self, gate: Gate, desk: OrderDesk, gateway: PaymentGateway) -> None:
        self._gate = gate
        self._desk = desk
        self._gateway = gateway
        self._claimant = secrets.token_hex(8)
        self._last_looked_at = 0
        self.is_provider_down = False

    def run_open(self) -> int:
        """Run open errands once; answers how many there were.

        At most so many at once, then those after them: however many customers take their time over
        a card, everybody's turn comes.
        """
        with self._gate.database.read() as uow:
            waiting = uow.payments.open_after(self._last_looked_at, _AT_ONCE)
        self._last_looked_at = waiting[-1].id if len(waiting) == _AT_ONCE else 0
        self.is_provider_down = False
        for intention in waiting:
            self._run_safely(intention)
        return len(waiting)

    def _run_safely(self, intention: Intention) -> None:
        """One errand that cannot be run must not keep the others from being run."""
        try:
            self._run(intention)
        except (SalesCenterError, CommitUnknown) as error:
            # Whatever was or was not written: the next look finds out by the intention's key.
            _log.info("errand %s waits: %s", intention.id, type(error).__name__)
        except Exception:  # noqa: BLE001 - a seam: the thread outlives a mistake
            _log.exception("errand %s failed", intention.id)

    def seal(self, *, at_once: bool = False) -> bool:
        """Seal the journal when it is time; whoever comes first does (decision 3)."""
        with self._gate.database.read() as uow:
            if not Seals(uow).is_due(at_once=at_once):
                return False
        return self._gate.as_system(lambda work: Seals(work.uow).seal(at_once=at_once))

    def _run(self, intention: Intention) -> None:
        if intention.kind is IntentionKind.CAPTURE and intention.session_ref:
            self._look_at_capture(intention)
            return
        claimed = self._gate.as_system(
            lambda work: work.uow.payments.claim(
                intention.id, self._claimant, work.now, work.now + CLAIM_FOR
            )
        )
        if not claimed:
            return
        try:
            if intention.kind is IntentionKind.CAPTURE:
                self._start_capture(intention)
            else:
                self._run_authorisation(intention)
        finally:
            self._gate.as_system(
                lambda work: work.uow.payments.release(intention.id, self._claimant)
            )

    def _note_down(self, intention: Intention, error: Exception) -> None:
        self.is_provider_down = True
        _log.info("errand %s waits: %s", intention.id, type(error).__name__)

    # captures

    def _start_capture(self, intention: Intention) -> None:
        with self._gate.database.read() as uow:
            head = uow.orders.head(intention.order_id)
        try:
            session = self._gateway.start_capture(
                intention.key, head.number if head else "", intention.amount, intention.currency
            )
        except (GatewayDown, GatewayTimeout) as error:
            self._note_down(intention, error)
            return

        def remember(work: Work) -> None:
            work.uow.payments.began(intention.id, session.id)
            work.announce(
                CaptureProgressed(intention.order_id, intention.id, "waiting", session.id)
            )

        self._gate.as_system(remember)

    def _look_at_capture(self, intention: Intention) -> None:
        """Ask how far it is. No claim: asking changes nothing, and only one ends it."""
        try:
            answer = self._gateway.capture(intention.session_ref)
        except (GatewayDown, GatewayTimeout) as error:
            self._note_down(intention, error)
            return
        if answer.state is not CaptureState.WAITING:
            self._gate.as_system(lambda work: self._captured(work, intention, answer))

    def _captured(self, work: Work, intention: Intention, answer: CaptureAnswer) -> None:
        state = self._put_on_order(work, intention, answer)
        if work.uow.payments.end(intention.id, state, {"capture": str(answer.state)}):
            # Broken off by the customer, or out of time: that is told apart.
            told = str(answer.state) if answer.card is None else str(state)
            work.announce(CaptureProgressed(intention.order_id, intention.id, told))

    def _put_on_order(
        self, work: Work, intention: Intention, answer: CaptureAnswer
    ) -> IntentionState:
        card = answer.card
        still_wanted = work.uow.payments.get(intention.id)
        if card is None or still_wanted is None or still_wanted.state is not IntentionState.OPEN:
            return IntentionState.ABANDONED
        before = self._desk.open(work, intention.order_id)
        total = before.priced.totals.total
        payment = _card_payment(intention, card, before.order)
        try:
            after, payment_id = with_payment(before.order, payment, total)
        except Refused as refusal:
            # The order went on while the customer was keying: the card is not needed any more.
            _log.info("capture %s not used: %s", intention.id, refusal.code)
            return IntentionState.REFUSED
        parameters = {"brand": card.brand, "last_four": card.last_four}
        with work.signed(intention.asked):
            self._desk.save(work, before, after, "payment.capture", parameters)
            if not before.order.is_pending:
                key = f"{intention.key}:authorise"
                intend_authorisations(work, after, total, only=payment_id, key=key)
        return IntentionState.DONE

    # authorisations

    def _run_authorisation(self, intention: Intention) -> None:
        token = self._gate.as_system(lambda work: self._token(work, intention))
        try:
            if token is None:
                self._give_up(intention)
                return
            answer = self._ask(intention, token)
            if answer.state is AnswerState.AUTHORISED and answer.amount < intention.amount:
                # Less than was asked for does not cover the order: give it back.
                self._gateway.abandon(intention.key)
        except GatewayDown as error:
            self._note_down(intention, error)
            return
        except GatewayTimeout:
            self._gate.as_system(lambda work: self._not_known(work, intention))
            return
        if not self._gate.as_system(lambda work: self._answered(work, intention, answer)):
            self._give_up(intention)

    def _token(self, work: Work, intention: Intention) -> str | None:
        """The token to charge; None when the payment is not on the order any more."""
        order = self._desk.open(work, intention.order_id).order
        payment = order.payments.get(intention.payment_id or 0)
        return payment.token if payment else None

    def _give_up(self, intention: Intention) -> None:
        """What may have been sent must not count at the provider either."""
        self._gateway.abandon(intention.key)
        self._gate.as_system(
            lambda work: work.uow.payments.end(intention.id, IntentionState.ABANDONED, {})
        )

    def _ask(self, intention: Intention, token: str) -> Answer:
        """What became of the key where it was sent before; else send it, with the same key."""
        if intention.state is IntentionState.UNKNOWN or intention.attempts > 0:
            known = self._gateway.outcome(intention.key)
            if known is not None:
                return known
        return self._gateway.authorise(intention.key, token, intention.amount, intention.currency)

    def _not_known(self, work: Work, intention: Intention) -> None:
        work.uow.payments.end(intention.id, IntentionState.UNKNOWN, {})
        self._record(work, intention, PaymentState.UNKNOWN, {})

    def _answered(self, work: Work, intention: Intention, answer: Answer) -> bool:
        """Keep what was answered; False when the payment was taken off the order meanwhile.

        What the provider approved then has to be given back: nobody would know of it.
        """
        order = self._desk.open(work, intention.order_id).order
        if intention.payment_id not in order.payments:
            return False
        state, reason = _PAYMENT_STATES[answer.state], answer.reason
        if state is PaymentState.AUTHORIZED and answer.amount < intention.amount:
            state, reason = PaymentState.DECLINED, "amount_less"
        if answer.is_final:
            approved = state is PaymentState.AUTHORIZED
            ended = IntentionState.DONE if approved else IntentionState.REFUSED
            work.uow.payments.end(intention.id, ended, {"reference": answer.reference})
        self._record(work, intention, state, {"reference": answer.reference, "reason": reason})
        return True

    def _record(
        self, work: Work, intention: Intention, state: PaymentState, said: dict[str, Any]
    ) -> None:
        before = self._desk.open(work, intention.order_id)
        total = before.priced.totals.total
        after = with_answer(before.order, intention.payment_id or 0, total, state, **said)
        parameters = {"state": str(state), **said}
        self._desk.save(work, before, after, "payment.answer", parameters)


def _card_payment(intention: Intention, card: CapturedCard, order: Order) -> Payment:
    """The captured card as a payment; a placed order has it authorized at once."""
    return Payment(
        id=0,
        method=PaymentMethod.CARD,
        amount=None if intention.answer.get("rest") else intention.amount,
        state=PaymentState.READY if order.is_pending else PaymentState.AUTHORIZING,
        token=card.token,
        brand=card.brand,
        last_four=card.last_four,
        expiry=card.expiry,
    )


class ErrandLoop:
    """A plain thread that runs errands as they come; a window has one."""

    def __init__(self, errands: Errands, gate: Gate) -> None:
        self._errands = errands
        self._wanted = Event()
        self._ended = False
        self._forget = [
            gate.bus.subscribe(OrderChanged, self._on_event),
            gate.bus.subscribe(CaptureProgressed, self._on_event),
        ]
        self._thread = Thread(target=self._serve, name="errands", daemon=True)

    def start(self) -> None:
        """Begin; what was left open by another process is taken over first."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once whether there is something to do."""
        self._wanted.set()

    def close(self) -> None:
        """Let the running errand end, and stop."""
        self._ended = True
        for forget in self._forget:
            forget()
        self._wanted.set()
        self._thread.join()
        self._errands.seal(at_once=True)

    def _on_event(self, _event: object) -> None:
        self._wanted.set()

    def _serve(self) -> None:
        pause = _SOON
        while not self._ended:
            self._wanted.clear()
            waiting = self._run()
            # A provider that is down is not asked three times a second.
            pause = min(2 * pause, _LATER) if self._errands.is_provider_down else _SOON
            self._wanted.wait(pause if waiting else _LATER)

    def _run(self) -> int:
        try:
            self._errands.seal()
            return self._errands.run_open()
        except (SalesCenterError, CommitUnknown) as error:
            _log.info("errands wait: %s", type(error).__name__)
            return 1
        except Exception:  # noqa: BLE001 - a seam: the thread outlives a mistake
            _log.exception("errands failed")
            return 1
