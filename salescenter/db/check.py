"""Whether a store is sound: what ``doctor`` looks at. Nothing is repaired, and nothing is written.

Each look is a function that yields what it found; what is in order is said too, so that a clean
report says what was looked at.
"""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, or_, select, text

from salescenter.db.check_ledger import ledger_faults
from salescenter.db.engine import Database
from salescenter.db.migrations import newest, schema_version
from salescenter.db.seals import Seals
from salescenter.db.tables import item, journal, order_item, order_price, payment, sales_order
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.journal import Subject
from salescenter.i18n import N_, _

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``is_trouble`` when it is not as it must be."""

    subject: str
    text: str
    is_trouble: bool = False

    def __str__(self) -> str:
        mark = "!!" if self.is_trouble else "ok"
        return f"{mark}  {_(self.subject)}: {self.text}"


Look = Callable[[UnitOfWork], Iterator[Finding]]


def check(database: Database) -> Iterator[Finding]:
    """Everything there is to say about a store, in one snapshot a look."""
    yield Finding(N_("Program"), f"Python {platform.python_version()}, {platform.platform()}")
    yield _schema(database)
    for look in _LOOKS:
        with database.read() as uow:
            yield from look(uow)


def _schema(database: Database) -> Finding:
    found, wanted = schema_version(database), newest()
    if found == wanted:
        return Finding(N_("Tables"), _("version {version}").format(version=found))
    words = _("version {found}, the program needs {wanted}").format(found=found, wanted=wanted)
    return Finding(N_("Tables"), words, is_trouble=True)


def _engine(uow: UnitOfWork) -> Iterator[Finding]:
    if uow.engine_name == "postgresql":
        yield Finding(N_("Engine"), str(uow.scalar(text("SELECT version()"))))
        return
    library = uow.scalar(text("SELECT sqlite_version()"))
    settings = {
        name: uow.scalar(text(f"PRAGMA {name}"))
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    sound = settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    words = ", ".join(f"{name} = {value}" for name, value in settings.items())
    yield Finding(N_("Engine"), f"SQLite {library}, {words}", is_trouble=not sound)
    lines = [str(row[0]) for row in uow.all(text("PRAGMA integrity_check(5)"))]
    yield Finding(N_("File"), "; ".join(lines), is_trouble=lines != ["ok"])
    dangling = uow.all(text('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 5'))
    yield _counted(N_("Foreign keys"), [f"{row[0]} {row[1]} -> {row[2]}" for row in dangling])


def _journal(uow: UnitOfWork) -> Iterator[Finding]:
    found, streams = uow.journal.verify_all()
    broken = [f"{each.subject} {each.subject_id} entry {each.number}" for each in found[:_SHOWN]]
    yield _counted(N_("Journal"), broken, looked_at=streams)
    seals = Seals(uow)
    seal = seals.broken()
    words = _("{count} entries came after the last seal").format(count=seals.unsealed())
    if seal is not None:
        words = _("seal {id} of {at} does not fit its entries").format(id=seal.id, at=seal.at)
    yield Finding(N_("Seals"), words, is_trouble=seal is not None)


def _heads(uow: UnitOfWork) -> Iterator[Finding]:
    """An order's row names its last entry: version and hash."""
    last = (
        select(journal.c.subject_id, func.max(journal.c.number).label("number"))
        .where(journal.c.subject_kind == Subject.ORDER)
        .group_by(journal.c.subject_id)
        .subquery()
    )
    entry = journal.alias()
    is_last = (
        (entry.c.subject_kind == Subject.ORDER)
        & (entry.c.subject_id == last.c.subject_id)
        & (entry.c.number == last.c.number)
    )
    differs = or_(
        last.c.number.is_(None),
        last.c.number != sales_order.c.version,
        entry.c.hash != sales_order.c.journal_head,
    )
    wrong = (
        select(sales_order.c.number)
        .outerjoin(last, last.c.subject_id == sales_order.c.id)
        .outerjoin(entry, is_last)
        .where(differs)
    )
    yield _counted(N_("Orders and their journal"), _numbers(uow, wrong))
    gone = (
        select(last.c.subject_id)
        .outerjoin(sales_order, sales_order.c.id == last.c.subject_id)
        .where(sales_order.c.id.is_(None))
    )
    yield _counted(N_("Journals without an order"), _numbers(uow, gone))


def _balances(uow: UnitOfWork) -> Iterator[Finding]:
    """Header sums, the price promised at submit, and payments that belong to nothing."""
    table = sales_order.c
    sums = table.goods - table.discount + table.shipping + table.tax
    wrong = select(table.number).where(sums != table.total)
    yield _counted(N_("Sums of orders"), _numbers(uow, wrong))
    promised = select(order_price.c.order_id)
    wrong = select(table.number).where(table.placed_at.is_not(None), table.id.not_in(promised))
    yield _counted(N_("Placed orders without their price"), _numbers(uow, wrong))
    orphans = select(payment.c.order_id).where(payment.c.order_id.not_in(select(table.id)))
    yield _counted(N_("Payments without an order"), _numbers(uow, orphans))


def _line_counts(uow: UnitOfWork) -> Iterator[Finding]:
    """A header says how many lines its order has."""
    lines = (
        select(order_item.c.order_id, func.count().label("lines"))
        .group_by(order_item.c.order_id)
        .subquery()
    )
    counted = func.coalesce(lines.c.lines, literal(0))
    wrong = (
        select(sales_order.c.number)
        .outerjoin(lines, lines.c.order_id == sales_order.c.id)
        .where(counted != sales_order.c.line_count)
    )
    yield _counted(N_("Counts of lines"), _numbers(uow, wrong))


def _weights(uow: UnitOfWork) -> Iterator[Finding]:
    missing = uow.scalar(
        select(func.count()).where(item.c.weight_grams.is_(None), item.c.is_active)
    )
    words = _("{count} items have no weight; shipping counts none for them").format(count=missing)
    yield Finding(N_("Weights"), words)


def _ledger(uow: UnitOfWork) -> Iterator[Finding]:
    """What is held for orders, and what certificates and credit lines say of it."""
    for subject, wrong in ledger_faults():
        yield _counted(subject, _numbers(uow, wrong))


_LOOKS: tuple[Look, ...] = (
    _engine,
    _journal,
    _heads,
    _balances,
    _ledger,
    _line_counts,
    _weights,
)


def _numbers(uow: UnitOfWork, wanted: Any) -> list[str]:
    return [str(row[0]) for row in uow.all(wanted.limit(_SHOWN))]


def _counted(subject: str, wrong: list[str], *, looked_at: int | None = None) -> Finding:
    if wrong:
        return Finding(subject, _("not right: {which}").format(which=", ".join(wrong)), True)
    if looked_at is None:
        return Finding(subject, _("all right"))
    return Finding(subject, _("all right, {count} looked at").format(count=looked_at))
