"""Ids that are known before the row is written."""

from sqlalchemy import Table, text

from salescenter.db.work import Work


def next_id(work: Work, table: Table) -> int:
    """The next id of a table; on SQLite the writing transaction keeps others from drawing it."""
    if work.engine_name == "postgresql":
        statement = f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'id'))"
    else:
        statement = f"SELECT coalesce(max(id), 0) + 1 FROM {table.name}"
    return int(work.scalar(text(statement)))
