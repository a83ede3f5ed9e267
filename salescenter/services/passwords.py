"""Passwords: how they are kept and what a new one must be (reliability.md section 4)."""

from functools import lru_cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerificationError

from salescenter import resources
from salescenter.domain.errors import Refused

MIN_LENGTH = 12
MAX_LENGTH = 256


class Passwords:
    """Keeps passwords as argon2id; ``cheap`` is for tests, and still argon2id."""

    def __init__(self, *, cheap: bool = False) -> None:
        # 19 MiB, two passes, one lane: the least of the profiles recommended for argon2id.
        self._hasher = (
            PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)
            if cheap
            else PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
        )
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one kept; the same work is done for nobody (``kept`` None)."""
        try:
            self._hasher.verify(kept or self._nobody, password)
        except VerificationError:
            return False
        return kept is not None


def require_good(password: str, login: str) -> None:
    """Raise Refused for a password that is too short, too long, well known, or the user's id."""
    if len(password) < MIN_LENGTH:
        raise Refused("password.short", least=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise Refused("password.long", most=MAX_LENGTH)
    folded = password.casefold()
    if folded == login.casefold() or folded in _common():
        raise Refused("password.common")


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    text = resources.path("common_passwords.txt").read_text("utf-8")
    return frozenset(text.split())
