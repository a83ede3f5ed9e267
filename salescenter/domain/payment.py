"""Intentions: what is asked of the payment provider, written down before it is asked.

An intention's ``key`` is the provider's idempotency key. It is made once, with the wish, and kept:
an outcome that is not known is asked for by it and never repeated with a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from salescenter.domain.journal import SYSTEM, Author


class IntentionKind(StrEnum):
    """What is asked for: a card from the customer, or money from the card."""

    CAPTURE = "capture"
    AUTHORISE = "authorise"


class IntentionState(StrEnum):
    """How far it is. *Open*: to be started, or (a capture with a session) waiting."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    ABANDONED = "abandoned"


OPEN_STATES = (IntentionState.OPEN, IntentionState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Intention:
    """One request to the provider. ``amount`` in minor units of ``currency``.

    ``payment_id`` names the order's payment it is about (None for a capture: the payment is what
    comes of it). ``answer`` holds what the provider said, and for a capture whether the payment
    shall take *the rest* (``{"rest": true}``). ``asked`` says who wanted it: what comes of it
    later, when nobody is at the verb any more, is written down to them.
    """

    id: int
    key: str
    order_id: int
    kind: IntentionKind
    amount: int
    currency: str
    state: IntentionState = IntentionState.OPEN
    payment_id: int | None = None
    session_ref: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None
    attempts: int = 0
    asked: Author = SYSTEM
