"""Many rows at once: imports and demo stores.

``load`` writes rows fast into any unit of work, every constraint in force. ``loading`` is for
filling a store by the million: secondary indexes, foreign keys and search are taken off meanwhile
and made anew at the end, over everything, before anything is committed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Table, delete, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

from salescenter.db.engine import Database
from salescenter.db.search import rebuild_index
from salescenter.db.search_subjects import SUBJECTS
from salescenter.db.tables import metadata
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.db.vocabulary import renew_words
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

    Others cannot write meanwhile; on PostgreSQL they cannot read either.
    """
    with database.write(bulk=True) as unit:
        again = _TAKE_OFF[unit.engine_name](unit)
        yield unit
        for table in metadata.sorted_tables:
            for index in table.indexes:
                unit.execute(CreateIndex(index))
        _PUT_BACK[unit.engine_name](unit, again)
        for subject in SUBJECTS:
            renew_words(unit, subject)


def empty(work: Work) -> None:
    """Take every row out of every table, and begin counting anew; only inside ``loading``."""
    if work.engine_name == "postgresql":
        names = ", ".join(table.name for table in metadata.sorted_tables)
        work.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        return
    for table in reversed(metadata.sorted_tables):
        work.execute(delete(table))


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


def _take_off_sqlite(work: Work) -> list[str]:
    """Drop indexes and the triggers of search; what makes the triggers again."""
    _drop_indexes(work)
    triggers = work.all(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for row in triggers:
        work.execute(text(f"DROP TRIGGER {row.name}"))
    return [row.sql for row in triggers]


def _put_back_sqlite(work: Work, again: list[str]) -> None:
    for sql in again:
        work.connection.exec_driver_sql(sql)
    for subject in SUBJECTS:
        rebuild_index(work, subject)
    for row in work.all(
        text('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 1')
    ):
        raise Refused("database.dangling", table=row[0], row=str(row[1]), parent=row[2])
    work.execute(text("PRAGMA analysis_limit = 1000"))
    work.execute(text("ANALYZE"))


def _take_off_postgresql(work: Work) -> list[str]:
    """Drop indexes, foreign keys and the search index, silence news; what makes that again."""
    work.execute(text("ALTER TABLE journal DISABLE TRIGGER journal_news"))
    for table in metadata.tables.values():
        for constraint in _foreign_keys(table):
            work.execute(DropConstraint(constraint))
    _drop_indexes(work)
    again = []
    for subject in SUBJECTS:
        name = f"ix_{subject.name}_search_text"
        found = text("SELECT indexdef FROM pg_indexes WHERE indexname = :name")
        again.append(str(work.scalar(found, {"name": name})))
        work.execute(text(f"DROP INDEX {name}"))
    return again


def _put_back_postgresql(work: Work, again: list[str]) -> None:
    for sql in again:
        work.drive(partial(_execute, sql))
    try:
        for table in metadata.tables.values():
            for constraint in _foreign_keys(table):
                work.execute(AddConstraint(constraint))
    except IntegrityError as error:
        said = error.orig.diag  # type: ignore[union-attr]
        row, parent = said.message_detail, said.constraint_name
        raise Refused("database.dangling", table=said.table_name, row=row, parent=parent) from error
    work.execute(text("ALTER TABLE journal ENABLE TRIGGER journal_news"))
    work.execute(text("ANALYZE"))


def _execute(sql: str, driver: Any) -> None:
    driver.execute(sql)


def _drop_indexes(work: Work) -> None:
    for table in metadata.tables.values():
        for index in table.indexes:
            work.execute(DropIndex(index))


def _foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    return [each for each in table.constraints if isinstance(each, ForeignKeyConstraint)]


_TAKE_OFF = {"sqlite": _take_off_sqlite, "postgresql": _take_off_postgresql}
_PUT_BACK = {"sqlite": _put_back_sqlite, "postgresql": _put_back_postgresql}
