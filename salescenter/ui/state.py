"""What the person at the desk has in front of them, as one value.

Menus, tool bar, status bar and palette are functions of it: nobody greys out a widget by hand.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from salescenter.domain.preferences import DELIVERED, Preferences
from salescenter.ui.colours import Scheme


class Health(StrEnum):
    """How the connection to the database is."""

    UNKNOWN = "unknown"
    GOOD = "good"
    SLOW = "slow"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Person:
    """Who signed on: what the window needs to know of a user."""

    user_id: str
    name: str
    role: str
    permissions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StoreRef:
    """A store as the window names it; ``is_business``: its customers belong to organizations."""

    id: int
    name: str
    is_business: bool = False


@dataclass(frozen=True, slots=True)
class WorkbenchState:
    """Everything that decides what can be done now.

    ``subject`` is what the active editor is about (an order's view value, a customer), drawn in by
    ``Editor.contribute``; ``undo`` and ``redo`` name the step they would take, "" when there is
    none; ``latency_ms`` is the last answer time of the database; ``fixed`` names the
    preferences that an administrator set for everyone.
    """

    person: Person | None = None
    locked: bool = False
    store: StoreRef | None = None
    stores: tuple[StoreRef, ...] = ()
    subject: Any = None
    editor_kind: str = ""
    editor_title: str = ""
    pages: int = 0
    undo: str = ""
    redo: str = ""
    saved: bool = True
    health: Health = Health.UNKNOWN
    latency_ms: int | None = None
    perspective: str = ""
    scheme: Scheme = Scheme.SYSTEM
    maximised: bool = False
    preferences: Preferences = DELIVERED
    fixed: tuple[str, ...] = ()

    @property
    def at_work(self) -> bool:
        """Somebody is signed on and the window is not locked."""
        return self.person is not None and not self.locked

    def may(self, permission: str) -> bool:
        """Whether the person at the desk has a right; nobody has none."""
        return self.at_work and self.person is not None and permission in self.person.permissions
