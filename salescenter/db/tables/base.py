"""What all tables share: one metadata, names for every constraint, strict tables on SQLite."""

from sqlalchemy import CheckConstraint, Column, MetaData, Table
from sqlalchemy.schema import SchemaItem

from salescenter.domain.order import MAX_QUANTITY

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)


def table(name: str, *parts: SchemaItem) -> Table:
    """A table whose rows are found by number (SQLite: rowid)."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def keyed_table(name: str, *parts: SchemaItem) -> Table:
    """A table whose rows lie in the order of their own key (SQLite: WITHOUT ROWID)."""
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=False)


def quantity_check(column: str = "quantity") -> CheckConstraint:
    """The second net under the domain's rule (decision 10)."""
    return CheckConstraint(f"{column} BETWEEN 1 AND {MAX_QUANTITY}", name=f"{column}_range")


def not_negative(*columns: str) -> CheckConstraint:
    """Amounts and counts that can never be below nothing."""
    terms = " AND ".join(f"{column} >= 0" for column in columns)
    return CheckConstraint(terms, name=f"{columns[0]}_not_negative")


def one_of(column: str, values: type) -> CheckConstraint:
    """Only the words of an enumeration of the domain."""
    words = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def columns(target: Table, *names: str) -> list[Column[object]]:
    """Columns of a table by name."""
    return [target.c[name] for name in names]
