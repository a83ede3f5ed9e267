"""Small demo stores for tests: made once on each engine, read by many."""

from datetime import UTC, datetime
from pathlib import Path

from salescenter.services.demo import DemoReport, create_demo
from salescenter.services.passwords import Passwords

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORDS = Passwords(cheap=True)


def small_demo(address: str | Path, now: datetime = NOW) -> DemoReport:
    """A small demo store at an address."""
    return create_demo(str(address), "small", PASSWORDS, now=now)
