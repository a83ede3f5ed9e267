"""What the simulated provider answers, and what it writes into its books for that.

Each function works inside one transaction of the ledger, so a key is either unknown or answered.
"""

import secrets
import string
from dataclasses import replace

from salescenter.gateways.ledger import (
    Charge,
    DeliveryEntry,
    Entries,
    RequestEntry,
    SessionEntry,
)
from salescenter.gateways.payment import (
    Answer,
    AnswerState,
    CaptureAnswer,
    CapturedCard,
    CaptureSession,
    CaptureState,
    GatewayDown,
    KeyReused,
)
from salescenter.gateways.simulated_cards import BRAND, EXPIRY, Behaviour, SimulatedCard

_REASONS = {Behaviour.DECLINES: "insufficient_funds", Behaviour.EXPIRED_CARD: "expired_card"}


def start_capture(
    books: Entries, key: str, order_number: str, amount: int, currency: str
) -> CaptureSession:
    """A new session, or the one that was started with this key."""
    entry = books.session_of_key(key)
    if entry is None:
        name = new_name("capture-")
        entry = SessionEntry(name, key, order_number, amount, currency, CaptureState.WAITING)
        books.put_session(entry)
    session = CaptureSession(entry.id, entry.order_number, entry.amount, entry.currency)
    if session != CaptureSession(entry.id, order_number, amount, currency):
        raise KeyReused(key)
    return session


def key_in(books: Entries, entry: SessionEntry, card: SimulatedCard) -> SessionEntry:
    """What becomes of a capture that is waiting when the customer does what the card says."""
    if card.behaviour is Behaviour.HANGS_UP:
        ended = replace(entry, state=CaptureState.CANCELED)
    elif card.behaviour is Behaviour.NEVER_KEYS_IN:
        ended = replace(entry, state=CaptureState.EXPIRED)
    else:
        ended = replace(
            entry,
            state=CaptureState.CARD,
            token=new_name("token-"),
            behaviour=card.behaviour,
            last_four=card.last_four,
        )
    books.put_session(ended)
    return ended


def capture_answer(entry: SessionEntry | None) -> CaptureAnswer:
    """How far a capture is; one that is not known has expired."""
    if entry is None:
        return CaptureAnswer(CaptureState.EXPIRED)
    if entry.token is None:
        return CaptureAnswer(CaptureState(entry.state))
    card = CapturedCard(entry.token, BRAND, entry.last_four, EXPIRY)
    return CaptureAnswer(CaptureState.CARD, card)


def authorise(books: Entries, wish: RequestEntry) -> Answer | None:
    """The answer to an authorisation, or None where it is lost on its way."""
    known = books.request(wish.key)
    if known is not None:
        _require_same(wish, known)
        return _again(books, known)
    session = books.session_of_token(wish.subject)
    if session is None:
        return _answer(_settle(books, wish, 0, "unknown_token"))
    behaviour = Behaviour(session.behaviour)
    if behaviour is Behaviour.DOWN:
        raise GatewayDown("the provider cannot be reached")
    if behaviour is Behaviour.TIMES_OUT_BEFORE and books.is_first_try(wish.key):
        return None
    answer = _answer(_decided(books, wish, behaviour))
    return None if behaviour is Behaviour.TIMES_OUT_AFTER else answer


def outcome(books: Entries, key: str) -> Answer | None:
    """What became of a key, or None when it was never received."""
    entry = books.request(key)
    return None if entry is None else _again(books, entry)


def void(books: Entries, wish: RequestEntry) -> Answer:
    """The answer to giving back a charge."""
    known = books.request(wish.key)
    if known is not None:
        _require_same(wish, known)
        return _again(books, known)
    charge = books.charge(wish.subject)
    if charge is None:
        done = replace(wish, state=AnswerState.DECLINED, reason="unknown_reference")
    else:
        _give_back(books, charge)
        amount, reference = charge.amount, charge.reference
        done = replace(wish, state=AnswerState.VOIDED, amount=amount, reference=reference)
    books.put_request(done)
    return _answer(done)


def abandon(books: Entries, key: str) -> Answer:
    """Give back what was authorised with a key; decline it now if that is still to come."""
    entry = books.request(key)
    if entry is None:
        entry = RequestEntry(key, "abandon", "", 0, "", AnswerState.DECLINED, reason="abandoned")
        books.put_request(entry)
    if entry.operation == "void":
        raise KeyReused(key)
    if is_open(entry):
        entry = _settle(books, entry, 0, "abandoned")
    charge = books.charge(entry.reference)
    return _answer(entry if charge is None else _give_back(books, charge))


def decide(books: Entries, entry: RequestEntry, approve: bool) -> Answer:
    """End what is still open with a yes or a no."""
    return _answer(_settle(books, entry, entry.wanted if approve else 0, "review"))


def is_open(entry: RequestEntry) -> bool:
    """Whether the answer is still to be decided."""
    return entry.state in (AnswerState.REVIEW, AnswerState.PENDING)


def delivered(entry: DeliveryEntry) -> Answer:
    """The answer that was sent."""
    state, repeated = AnswerState(entry.state), bool(entry.repeated)
    return Answer(entry.key, state, entry.amount, entry.reference, entry.reason, repeated)


def new_name(prefix: str, letters: int = 20) -> str:
    """A new name of letters only, so that none can look like a number of any kind."""
    return prefix + "".join(secrets.choice(string.ascii_lowercase) for _ in range(letters))


def _decided(books: Entries, wish: RequestEntry, behaviour: Behaviour) -> RequestEntry:
    """What the card does with a new authorisation, written down."""
    if behaviour in (Behaviour.SLOW, Behaviour.GOES_TO_REVIEW):
        slow = behaviour is Behaviour.SLOW
        entry = replace(wish, state=AnswerState.PENDING if slow else AnswerState.REVIEW)
        books.put_request(entry)
        return entry
    reason = _REASONS.get(behaviour, "")
    halved = behaviour is Behaviour.APPROVES_LESS and wish.wanted > 1
    granted = wish.wanted // 2 if halved else wish.wanted
    entry = _settle(books, wish, 0 if reason else granted, reason)
    if behaviour is Behaviour.ANSWERS_TWICE:
        _send(books, entry, repeated=True)
    return entry


def _settle(books: Entries, entry: RequestEntry, granted: int, reason: str) -> RequestEntry:
    """Charge what is granted, or decline if that is nothing, and send the answer."""
    settled = replace(entry, state=AnswerState.DECLINED, reason=reason)
    if granted:
        reference = new_name("SIM-", 8).upper()
        settled = replace(entry, state=AnswerState.AUTHORISED, amount=granted, reference=reference)
    books.put_request(settled)
    if granted:
        session = books.session_of_token(entry.subject)
        order_number = session.order_number if session else ""
        books.add_charge(
            Charge(settled.reference, entry.key, order_number, granted, entry.currency)
        )
    _send(books, settled)
    return settled


def _again(books: Entries, entry: RequestEntry) -> Answer:
    """The answer once more; one that was only slow has come by now."""
    if entry.state == AnswerState.PENDING:
        return _answer(_settle(books, entry, entry.wanted, ""))
    return replace(_answer(entry), repeated=True)


def _give_back(books: Entries, charge: Charge) -> RequestEntry:
    """Void a charge; what became of its authorisation is from now on that it was voided."""
    books.void_charge(charge.reference)
    authorisation = books.request(charge.key)
    if authorisation is None:
        raise LookupError(f"a charge without its request: {charge.reference}")
    voided = replace(authorisation, state=AnswerState.VOIDED)
    books.put_request(voided)
    return voided


def _require_same(wish: RequestEntry, known: RequestEntry) -> None:
    asked = (wish.operation, wish.subject, wish.wanted, wish.currency)
    before = (known.operation, known.subject, known.wanted, known.currency)
    abandoned = known.operation == "abandon" and wish.operation == "authorise"
    if asked != before and not abandoned:
        raise KeyReused(wish.key)


def _send(books: Entries, entry: RequestEntry, repeated: bool = False) -> None:
    sent = (entry.key, entry.state, entry.amount, entry.reference, entry.reason)
    books.add_delivery(DeliveryEntry(*sent, repeated))


def _answer(entry: RequestEntry) -> Answer:
    state = AnswerState(entry.state)
    return Answer(entry.key, state, entry.amount, entry.reference, entry.reason)
