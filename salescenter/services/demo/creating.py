"""Creating a demo store: whole, or not at all.

A file is made under another name beside the place where it shall be. When it is complete it gets
its name or, where it replaces a demo store, goes into that one's file in one transaction. On a
server everything is one transaction. Either way nobody ever finds half a store.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from salescenter.db.engine import Database, alone, require_safe_place, store_file
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

    A demo store that is there is replaced if ``reset``, anything else never. Nobody may have its
    file open (Refused ``database.in_use``). On a server it is emptied and filled again in one
    transaction; whoever is signed on there is signed off. Raises Refused ``demo.there`` where there
    is a store already, ``demo.other_file`` or ``demo.new_database`` where there is any other than a
    demo store, or like ``Database.open``.
    """
    plan = plan_of(DemoSize(size), now or datetime.now(UTC))
    with _store_to_fill(address, reset=reset) as database:
        hashes = {user.id: passwords.hash(user.password) for user in USERS}
        counts = Filling(plan, hashes, progress).fill(database, emptied=reset)
    stores = tuple(shop.store.code for shop in shops())
    return DemoReport(address, plan.size, stores, USERS, counts)


@contextmanager
def _store_to_fill(address: str, *, reset: bool) -> Iterator[Database]:
    file = store_file(address)
    if file is None:
        yield from _on_server(address, reset=reset)
    else:
        yield from _in_file(file, reset=reset)


def _in_file(path: Path, *, reset: bool) -> Iterator[Database]:
    if path.exists() and not reset:
        raise Refused("demo.there", address=str(path))
    require_safe_place(path)
    with ExitStack() as held:
        old = held.enter_context(alone(path)) if path.exists() else None
        if old is not None and not _is_demo(old.stores()):
            raise Refused("demo.other_file", address=str(path))
        unfinished = path.with_name(f"{path.name}.unfinished")
        _require_left_over(unfinished)
        held.callback(_remove, unfinished)
        _remove(unfinished)
        yield from _migrated(unfinished)
        if old is None:
            unfinished.replace(path)
        else:
            old.become(unfinished)


def _migrated(path: Path) -> Iterator[Database]:
    database = Database.open(str(path))
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def _require_left_over(unfinished: Path) -> None:
    """What a killed creation left is in nobody's way; one that goes on elsewhere is left alone."""
    if not unfinished.exists():
        return
    try:
        with alone(unfinished):
            pass
    except Refused as refusal:
        if refusal.code == "database.in_use":
            raise


def _remove(path: Path) -> None:
    for side in _SIDES:
        path.with_name(path.name + side).unlink(missing_ok=True)


def _on_server(address: str, *, reset: bool) -> Iterator[Database]:
    database = Database.open(address)
    try:
        migrate(database)
        with database.read() as unit:
            stores = unit.stores.all()
            is_empty = not stores and not unit.users.all()
        if not is_empty and not reset:
            raise Refused("demo.there", address=database.address)
        if not is_empty and not _is_demo((store.code, store.is_test) for store in stores):
            raise Refused("demo.new_database", address=database.address)
        yield database
    finally:
        database.close()


def _is_demo(stores: Iterable[tuple[str, bool]]) -> bool:
    """Whether these (code, test mark) are the demo's own stores and no other."""
    ours = {(shop.store.code, True) for shop in shops()}
    return set(stores) == ours
