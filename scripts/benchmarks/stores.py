"""The stores that are measured: made once, kept in a folder, copied for what writes."""

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from salescenter.db.engine import Database
from salescenter.db.migrations import make_ready, migrate
from salescenter.gateways import gateway_at
from salescenter.services.bundle import Services
from salescenter.services.demo.filling import Filling, no_progress
from salescenter.services.demo.plan import DemoSize, plan_of
from salescenter.services.demo.users import USERS
from salescenter.services.desk import SignOn
from salescenter.services.passwords import Passwords

_NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
_PASSWORDS = Passwords(cheap=True)
_numbers = itertools.count(1)


def key() -> str:
    """A key for one wish."""
    return f"bench-{next(_numbers)}"


def store_file(folder: Path, customers: int, orders: int, items: int) -> Path:
    """A store with so many customers, orders and items; made when it is not there yet."""
    file = folder / f"store-{customers}-{orders}-{items}.sqlite"
    if file.exists():
        database = Database.open(str(file))
        try:
            make_ready(database)
        finally:
            database.close()
        return file
    size = DemoSize.LARGE if customers > 100_000 or orders > 100_000 else DemoSize.MEDIUM
    plan = replace(plan_of(size, _NOW), customers=customers, orders=orders, items=items)
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    database = Database.open(str(unfinished))
    try:
        migrate(database)
        hashes = {user.id: _PASSWORDS.hash(user.password) for user in USERS}
        Filling(plan, hashes, no_progress).fill(database)
    finally:
        database.close()
    unfinished.replace(file)
    return file


def copied(file: Path, folder: Path) -> Path:
    """A copy that may be written to."""
    copy = folder / f"copy-{next(_numbers)}.sqlite"
    shutil.copyfile(file, copy)
    return copy


def signed_on(address: str, folder: Path) -> Services:
    """Services over a store with the representative of the demo signed on."""
    database = Database.open(address)
    services = Services(database, gateway_at(f"sim:{folder / 'payments.sqlite'}"), _PASSWORDS)
    user = USERS[0]
    services.desk.sign_on(SignOn(login=user.login, password=user.password))
    return services
