"""Creating a demo store: whole, or not at all.

A file is made under another name beside the place where it shall be and gets its name when it is
complete. On a server everything is one transaction. Either way nobody ever finds half a store.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from salescenter.db.engine import Database
from salescenter.db.migrations import migrate
from salescenter.domain.errors import Refused
from salescenter.i18n import _
from salescenter.services.demo.filling import Counts, Filling, Progress, no_progress
from salescenter.services.demo.offer import shops
from salescenter.services.demo.plan import DemoSize, plan_of
from salescenter.services.demo.users import USERS, DemoUser, demo_users
from salescenter.services.passwords import Passwords

_SIDES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was made, where, and who may sign on to it."""

    address: str
    size: DemoSize
    stores: tuple[str, ...]
    users: tuple[DemoUser, ...]
    counts: Counts

    def __str__(self) -> str:
        made = _(
            "The demo store is at {address}: {customers} customers, {orders} orders with {lines} "
            "lines, {items} items, {promotions} promotions, stores {stores}."
        ).format(
            address=self.address,
            customers=self.counts["customer"],
            orders=self.counts["sales_order"],
            lines=self.counts["order_item"],
            items=self.counts["item"],
            promotions=self.counts["promotion"],
            stores=", ".join(self.stores),
        )
        return f"{made}\n{_('Sign on as one of these:')}\n{demo_users()}"


def create_demo(
    address: str,
    size: str,
    passwords: Passwords,
    *,
    reset: bool = False,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> DemoReport:
    """Create a demo store at an address; the same size and ``now`` make the same store.

    A file that is there is replaced if ``reset``; nobody may have it open. Raises Refused
    ``demo.there`` where there is a store already, ``demo.new_database`` where a server's has to be
    made empty first, or like ``Database.open``.
    """
    plan = plan_of(DemoSize(size), now or datetime.now(UTC))
    with _empty_store(address, reset=reset) as database:
        hashes = {user.id: passwords.hash(user.password) for user in USERS}
        counts = Filling(plan, hashes, progress).fill(database)
    stores = tuple(shop.store.code for shop in shops())
    return DemoReport(address, plan.size, stores, USERS, counts)


@contextmanager
def _empty_store(address: str, *, reset: bool) -> Iterator[Database]:
    if address.startswith("postgresql"):
        yield from _on_server(address, reset=reset)
    else:
        yield from _in_file(Path(address.removeprefix("sqlite:///")), reset=reset)


def _in_file(path: Path, *, reset: bool) -> Iterator[Database]:
    if path.exists() and not reset:
        raise Refused("demo.there", address=str(path))
    unfinished = path.with_name(f"{path.name}.unfinished")
    _remove(unfinished)
    try:
        database = Database.open(str(unfinished))
        try:
            migrate(database)
            yield database
        finally:
            database.close()
        _take_place(unfinished, path)
    finally:
        _remove(unfinished)


def _take_place(made: Path, path: Path) -> None:
    """Give the finished file its name. What an old one left in its log must not get into it."""
    for side in _SIDES[1:]:
        path.with_name(path.name + side).unlink(missing_ok=True)
    made.replace(path)


def _remove(path: Path) -> None:
    for side in _SIDES:
        path.with_name(path.name + side).unlink(missing_ok=True)


def _on_server(address: str, *, reset: bool) -> Iterator[Database]:
    database = Database.open(address)
    try:
        migrate(database)
        with database.read() as unit:
            is_empty = not unit.stores.all() and not unit.users.all()
        if not is_empty:
            code = "demo.new_database" if reset else "demo.there"
            raise Refused(code, address=database.address)
        yield database
    finally:
        database.close()
