"""What a payment provider does for us, whichever one it is.

The customer gives the card to the provider: on the phone's keys or on a link, never to this
program, which has no field for a card number or a security code anywhere (reliability.md section
4). What comes back is a token, the brand, the last four digits and the expiry.

Every request that changes something at the provider carries a key made before it was sent. Asking
again with the same key never does it twice; what became of a key can always be asked. So a call
whose answer was lost is resolved by its key, and never repeated with a new one. Amounts are minor
units of the currency (ISO 4217).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class GatewayError(Exception):
    """The provider gave no answer, or one that cannot be taken for one."""


class GatewayTimeout(GatewayError):
    """The request was sent and no answer came: whether it was carried out is not known."""


class GatewayDown(GatewayError):
    """The provider could not be reached: it certainly did not receive the request."""


class KeyReused(GatewayError):
    """The key stands for another request already. Nothing was done; whoever sent it has a bug."""


@dataclass(frozen=True, slots=True)
class CapturedCard:
    """What the desk may know of a card. ``expiry`` is ``YYYY-MM``."""

    token: str
    brand: str
    last_four: str
    expiry: str


@dataclass(frozen=True, slots=True)
class CaptureSession:
    """The provider is waiting for the customer to key in a card."""

    id: str
    order_number: str
    amount: int
    currency: str


class CaptureState(StrEnum):
    """How far a capture is; only *waiting* is not final."""

    WAITING = "waiting"
    CARD = "card"
    CANCELED = "canceled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CaptureAnswer:
    """How far a capture is, with the card once there is one."""

    state: CaptureState
    card: CapturedCard | None = None


class AnswerState(StrEnum):
    """What the provider says. *Review* and *pending* are not final: ask again by the key."""

    AUTHORISED = "authorised"
    DECLINED = "declined"
    REVIEW = "review"
    PENDING = "pending"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the request with this key.

    ``amount`` is what was authorised, or given back by a void: a provider may grant less than was
    asked, so compare. ``reference`` is the provider's own name of a charge, ``reason`` the code of
    a refusal. ``repeated`` says that this answer was given before: it is no second event, but must
    be booked all the same by whoever has not got it yet.
    """

    key: str
    state: AnswerState
    amount: int = 0
    reference: str = ""
    reason: str = ""
    repeated: bool = False

    @property
    def is_final(self) -> bool:
        """Whether asking again will give the same answer."""
        return self.state not in (AnswerState.REVIEW, AnswerState.PENDING)


@dataclass(frozen=True, slots=True)
class Delivery:
    """An answer that the provider sends by itself, numbered in the order of sending."""

    number: int
    answer: Answer


class PaymentGateway(Protocol):
    """A payment provider. Every method may raise ``GatewayTimeout`` and ``GatewayDown``.

    The methods that take a key raise ``KeyReused`` when it was used for another request, and are
    safe to call again with the same key from any thread and process. None is called inside a
    transaction.
    """

    @property
    def is_simulation(self) -> bool:
        """Whether no money moves; the window says so wherever it shows a payment."""

    def start_capture(
        self, key: str, order_number: str, amount: int, currency: str
    ) -> CaptureSession:
        """Let the customer key in a card; the same key gives the same session."""

    def capture(self, session_id: str) -> CaptureAnswer:
        """How far the capture is; a session that is not known has expired."""

    def authorise(self, key: str, token: str, amount: int, currency: str) -> Answer:
        """Reserve an amount on the card behind the token. The same key never reserves twice."""

    def outcome(self, key: str) -> Answer | None:
        """What became of this key; None: the provider has not received it."""

    def void(self, key: str, reference: str) -> Answer:
        """Give back what an authorisation reserved; one that is given back already stays so."""

    def abandon(self, key: str) -> Answer:
        """Make sure that the authorisation with this key never counts.

        What it reserved is given back; if it has not been received yet it will be declined when it
        is. Asked with the authorisation's own key; answers *voided* or *declined*.
        """

    def deliveries(self, after: int) -> tuple[Delivery, ...]:
        """What the provider has sent by itself since the delivery with this number (0: ever).

        Every final answer comes this way too: late ones, decided reviews, and some of them twice.
        """
