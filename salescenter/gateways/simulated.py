"""A payment provider inside the program: it does what a real one does, and no money moves.

What happens is decided by the card that the customer picks by its name, so it is the same every
time. Apart from that, faults can be set for any method. Both stand in the provider's own ledger, so
another process may set them while the desk runs.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from salescenter.domain.errors import NotFound
from salescenter.gateways import simulated_answers as answers
from salescenter.gateways.ledger import Charge, Entries, FaultEntry, Ledger, RequestEntry
from salescenter.gateways.payment import (
    Answer,
    AnswerState,
    CaptureAnswer,
    CaptureSession,
    CaptureState,
    Delivery,
    GatewayDown,
    GatewayTimeout,
)
from salescenter.gateways.simulated_cards import card_called

T = TypeVar("T")


class Fault(StrEnum):
    """What can go wrong between the desk and the provider, whatever the card."""

    DOWN = "down"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    DELAY = "delay"


class SimulatedProvider:
    """A ``PaymentGateway`` over a ledger file. Any thread and any process may use it."""

    def __init__(self, path: Path) -> None:
        self._ledger = Ledger(path)

    @property
    def is_simulation(self) -> bool:
        """True: no money moves."""
        return True

    def start_capture(
        self, key: str, order_number: str, amount: int, currency: str
    ) -> CaptureSession:
        """See ``PaymentGateway``."""
        _require(key, amount)
        return self._serve(
            "start_capture",
            lambda books: answers.start_capture(books, key, order_number, amount, currency),
        )

    def capture(self, session_id: str) -> CaptureAnswer:
        """See ``PaymentGateway``."""
        return self._serve(
            "capture", lambda books: answers.capture_answer(books.session(session_id))
        )

    def authorise(self, key: str, token: str, amount: int, currency: str) -> Answer:
        """See ``PaymentGateway``."""
        _require(key, amount)
        wish = RequestEntry(key, "authorise", token, amount, currency, AnswerState.PENDING)
        answer = self._serve("authorise", lambda books: answers.authorise(books, wish))
        if answer is None:
            raise GatewayTimeout("no answer came")
        return answer

    def outcome(self, key: str) -> Answer | None:
        """See ``PaymentGateway``."""
        return self._serve("outcome", lambda books: answers.outcome(books, key))

    def void(self, key: str, reference: str) -> Answer:
        """See ``PaymentGateway``."""
        _require(key)
        wish = RequestEntry(key, "void", reference, 0, "", AnswerState.PENDING)
        return self._serve("void", lambda books: answers.void(books, wish))

    def abandon(self, key: str) -> Answer:
        """See ``PaymentGateway``."""
        _require(key)
        return self._serve("abandon", lambda books: answers.abandon(books, key))

    def deliveries(self, after: int) -> tuple[Delivery, ...]:
        """See ``PaymentGateway``."""
        entries = self._serve("deliveries", lambda books: books.deliveries(after))
        return tuple(Delivery(entry.number or 0, answers.delivered(entry)) for entry in entries)

    def simulate_customer(self, session_id: str, card_name: str) -> CaptureAnswer:
        """Key in the card with this name, as the customer would on the phone.

        A capture that has ended stays as it is. Raises ``NotFound`` for a session or a card that
        does not exist.
        """
        card = card_called(card_name)
        with self._ledger.transaction() as books:
            entry = books.session(session_id)
            if entry is None:
                raise NotFound("gateway.session_unknown")
            if entry.state == CaptureState.WAITING:
                entry = answers.key_in(books, entry, card)
            return answers.capture_answer(entry)

    def decide(self, key: str, approve: bool) -> Answer:
        """End a review, or an answer that is pending, as somebody at the provider would.

        Raises ``NotFound`` when nothing is left to be decided about this key.
        """
        with self._ledger.transaction() as books:
            entry = books.request(key)
            if entry is None or not answers.is_open(entry):
                raise NotFound("gateway.nothing_to_decide")
            return answers.decide(books, entry, approve)

    def charges(self) -> tuple[Charge, ...]:
        """Everything ever charged, the oldest first: what the desk's own books must agree with."""
        with self._ledger.transaction() as books:
            return books.charges()

    def set_fault(
        self, fault: Fault, operation: str = "", times: int = 1, seconds: float = 0.0
    ) -> None:
        """Let the next calls go wrong: of one method of the gateway, or of any.

        ``seconds`` is how long a *delay* takes. Several faults are used up one after another.
        """
        with self._ledger.transaction() as books:
            books.add_fault(FaultEntry(fault, operation, times, seconds))

    def clear_faults(self) -> None:
        """Let nothing more go wrong of what was set to."""
        with self._ledger.transaction() as books:
            books.clear_faults()

    def _serve(self, operation: str, request: Callable[[Entries], T]) -> T:
        """Carry out a request in one transaction, with what shall go wrong before or after it."""
        with self._ledger.transaction() as books:
            fault = books.take_fault(operation) or FaultEntry("", "", 0)
        if fault.kind == Fault.DELAY:
            time.sleep(fault.seconds)
        if fault.kind == Fault.DOWN:
            raise GatewayDown("the provider cannot be reached")
        if fault.kind == Fault.TIMEOUT_BEFORE:
            raise GatewayTimeout("no answer came")
        with self._ledger.transaction() as books:
            answer = request(books)
        if fault.kind == Fault.TIMEOUT_AFTER:
            raise GatewayTimeout("no answer came")
        return answer


def _require(key: str, amount: int = 1) -> None:
    if not key:
        raise ValueError("a request needs its key")
    if amount <= 0:
        raise ValueError(f"not an amount that can be paid: {amount}")
