"""Users, their sessions, and the rules of signing on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from salescenter.domain.permissions import Permission, Role, may

FREE_TRIES = 2
LOCK_AT = 10
LOCK_FOR = timedelta(minutes=30)
LONGEST_DELAY = timedelta(minutes=5)
SESSION_LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Limit:
    """How far a team may go below the entitled price: percent in ten thousandths (5 % = 50,000).

    ``category_id`` None means every category.
    """

    category_id: int | None
    percent_off: int


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign on. The hash never leaves services and storage."""

    id: int
    login: str
    name: str
    role: Role
    is_active: bool
    team_id: int | None = None
    must_change: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries of one typed id, counted in the store (decision 20)."""

    wrong: int = 0
    wrong_at: datetime | None = None

    def retry_at(self, *, never_locks: bool = False) -> datetime | None:
        """When the next try is looked at; None for at once.

        The delay doubles from the third wrong try on; the tenth locks for 30 minutes. The last
        administrator (``never_locks``) is only delayed, so that nobody can shut everybody out.
        """
        if self.wrong_at is None or self.wrong <= FREE_TRIES:
            return None
        if self.wrong >= LOCK_AT and not never_locks:
            return self.wrong_at + LOCK_FOR
        return self.wrong_at + min(timedelta(seconds=2 ** (self.wrong - FREE_TRIES)), LONGEST_DELAY)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in a verb, as read inside its transaction: session, user, role and limits."""

    session_id: str
    user: User
    locked: bool
    started: datetime
    ended: bool = False
    limits: tuple[Limit, ...] = ()

    def may(self, permission: Permission) -> bool:
        """Whether the role's row in the table grants it; the state of the session is apart."""
        return may(self.user.role, permission)
