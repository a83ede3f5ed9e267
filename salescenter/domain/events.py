"""What has happened: announced after a commit, never before.

Inside the process an event carries the new value, so that whoever shows it draws it at once. From
another process only kind, id and version arrive (``Elsewhere``), and whoever shows it re-reads.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was committed."""


@dataclass(frozen=True, slots=True)
class OrderChanged(Event):
    """An order has a new version; ``view`` is the order as its editor shows it."""

    order_id: int
    version: int
    view: Any


@dataclass(frozen=True, slots=True)
class CustomerChanged(Event):
    """A customer has a new version."""

    customer_id: int
    version: int


@dataclass(frozen=True, slots=True)
class CaptureProgressed(Event):
    """A card capture went on: ``state`` is waiting, done, canceled, expired, refused or unknown."""

    order_id: int
    intention_id: int
    state: str
    session_ref: str = ""


@dataclass(frozen=True, slots=True)
class DeskChanged(Event):
    """Somebody signed on or off, or the desk was locked or unlocked."""


@dataclass(frozen=True, slots=True)
class Elsewhere(Event):
    """Another process changed a subject: its kind, id and new version; read it again."""

    kind: str
    subject_id: int
    version: int
