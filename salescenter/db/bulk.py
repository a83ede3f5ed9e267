"""Many rows at once: imports and demo stores.

``load`` writes rows fast into any unit of work, every constraint in force. ``loading`` is for
filling a store by the million: secondary indexes, foreign keys and search are taken off meanwhile
and made anew at the end, over everything, before anything is committed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Column, Table, text
from sqlalchemy.schema import (
    AddConstraint,
    CreateIndex,
    DropConstraint,
    DropIndex,
    ForeignKeyConstraint,
)

from salescenter.db.engine import Database
from salescenter.db.search import rebuild
from salescenter.db.search_subjects import CUSTOMER, ITEM
from salescenter.db.tables import metadata
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.db.work import Work
from salescenter.domain.errors import Refused

_CHUNK = 20_000
Row = Sequence[Any]


def load(work: Work, table_name: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write rows of plain values in the order of ``columns``; how many there were.

    Values are what the repositories take: aware instants, dates, JSON documents, enumerations.
    """
    table = metadata.tables[table_name]
    ready = _converted(work, [table.c[name] for name in columns], rows)
    total = 0
    while chunk := list(islice(ready, _CHUNK)):
        _WRITE[work.engine_name](work, table, columns, chunk)
        total += len(chunk)
    if work.engine_name == "postgresql" and table.autoincrement_column is not None:
        _count_on(work, table)
    return total


@contextmanager
def loading(database: Database) -> Iterator[UnitOfWork]:
    """A writing unit for very many rows. Raises Refused ``database.dangling`` at the end.

    Nobody else can use the store meanwhile.
    """
    with database.write(unchecked=True) as unit:
        _LEAVE[unit.engine_name](unit)
        yield unit
        _RESTORE[unit.engine_name](unit)
        for subject in (CUSTOMER, ITEM):
            rebuild(unit, subject)
        unit.execute(text("ANALYZE"))


def _converted(work: Work, columns: Sequence[Column[Any]], rows: Iterable[Row]) -> Iterator[Row]:
    """Rows as the driver takes them; columns that need nothing cost nothing."""
    dialect = work.connection.dialect
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for place, column in enumerate(columns):
        convert = column.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            found.append((place, convert))
    if not found:
        return iter(rows)
    return (_row(row, found) for row in rows)


def _row(row: Row, found: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    values = list(row)
    for place, convert in found:
        values[place] = convert(values[place])
    return values


def _write_sqlite(work: Work, table: Table, columns: Sequence[str], chunk: list[Row]) -> None:
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"
    work.drive(lambda driver: driver.executemany(statement, chunk))


def _write_postgresql(work: Work, table: Table, columns: Sequence[str], chunk: list[Row]) -> None:
    def copy(driver: Any) -> None:
        statement = f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(statement) as copying:
            for row in chunk:
                copying.write_row(row)

    work.drive(copy)


_WRITE = {"sqlite": _write_sqlite, "postgresql": _write_postgresql}


def _count_on(work: Work, table: Table) -> None:
    """Ids that were given must not be drawn again."""
    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
    highest = f"(SELECT max(id) FROM {table.name})"
    work.execute(text(f"SELECT setval({sequence}, greatest({highest}, nextval({sequence})))"))


def _leave_sqlite(work: Work) -> None:
    for table in metadata.tables.values():
        for index in table.indexes:
            work.execute(DropIndex(index))
    for subject in (CUSTOMER, ITEM):
        rows = work.all(_TRIGGERS, {"subject": subject.name})
        work.connection.info.setdefault("triggers", []).extend(row.sql for row in rows)
        for row in rows:
            work.execute(text(f"DROP TRIGGER {row.name}"))


_TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :subject")


def _restore_sqlite(work: Work) -> None:
    for table in metadata.sorted_tables:
        for index in table.indexes:
            work.execute(CreateIndex(index))
    for sql in work.connection.info.pop("triggers", []):
        work.execute(text(sql.replace(":", "\\:")))
    dangling = work.all(text("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 1"))
    for row in dangling:
        raise Refused("database.dangling", table=row[0], row=str(row[1]), parent=row[2])


def _leave_postgresql(work: Work) -> None:
    for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        work.execute(text(f"SET LOCAL {setting} = 0"))
    work.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    work.execute(text("ALTER TABLE journal DISABLE TRIGGER journal_news"))
    for table in metadata.tables.values():
        for constraint in _foreign_keys(table):
            work.execute(DropConstraint(constraint))
        for index in table.indexes:
            work.execute(DropIndex(index))
    for subject in (CUSTOMER, ITEM):
        _keep_search_index(work, subject.name)


def _restore_postgresql(work: Work) -> None:
    for table in metadata.sorted_tables:
        for index in table.indexes:
            work.execute(CreateIndex(index))
        for constraint in _foreign_keys(table):
            work.execute(AddConstraint(constraint))
    work.execute(text("ALTER TABLE journal ENABLE TRIGGER journal_news"))


def _foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    return [each for each in table.constraints if isinstance(each, ForeignKeyConstraint)]
