"""The journal: what was done, by whom, and the proof that nobody rewrote it.

Every change of a subject (an order, a customer, a user, ...) is one entry in that subject's
stream, numbered without gaps; for an order the number is its version. An entry holds kind and
parameters, never rendered words: history and "Undo ..." are translated when they are shown.
Each entry carries a hash over its content and the hash before it (decision 2).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

GENESIS = ""


class Subject(StrEnum):
    """What a stream of entries is about."""

    ORDER = "order"
    CUSTOMER = "customer"
    PROMOTION = "promotion"
    USER = "user"
    STORE = "store"
    SECURITY = "security"


@dataclass(frozen=True, slots=True)
class Author:
    """To whom a step is written down: a user in a role, and where that user sat.

    ``user_id`` is None for the system.
    """

    user_id: int | None
    role: str
    channel: str


SYSTEM = Author(None, "system", "system")


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of one subject.

    ``differences`` are plain JSON values: (path, before, after) each. ``undoes`` is the number of
    the entry that this one takes back; taking back an undo is a redo.
    """

    subject: Subject
    subject_id: int
    number: int
    kind: str
    at: datetime
    channel: str
    actor_id: int | None = None
    actor_role: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[tuple[Any, ...], ...] = ()
    reason: str = ""
    undoes: int | None = None
    hash: str = ""

    def content(self) -> str:
        """What the hash covers, in one canonical spelling."""
        return json.dumps(
            [
                self.subject,
                self.subject_id,
                self.number,
                self.kind,
                self.at.isoformat(),
                self.channel,
                self.actor_id,
                self.actor_role,
                self.parameters,
                self.differences,
                self.reason,
                self.undoes,
            ],
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )


def chained(previous: str, entry: Entry) -> str:
    """The hash of an entry that follows one with the hash ``previous``; hexadecimal SHA-256."""
    return hashlib.sha256(f"{previous}\n{entry.content()}".encode()).hexdigest()
