"""Column types that come back as they went in, on both engines.

SQLite tables are STRICT: only INTEGER, TEXT and BLOB exist there, and a text in an integer column
is refused. Instants are microseconds since 1970 on SQLite and ``timestamptz`` on PostgreSQL: both
are exact and sort by time. Money and rates are integers; there is no floating type here.
"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import TypeCompiler
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# SQLite makes only an INTEGER primary key count by itself.
Id = BigInteger().with_variant(Integer(), "sqlite")
# Folded text that is sorted and searched by its beginning, in one order on both engines.
SortKey = Text().with_variant(Text(collation="C"), "postgresql")
Whole = BigInteger().with_variant(Integer(), "sqlite")


@compiles(Boolean, "sqlite")
def _boolean(_type: Boolean, _compiler: TypeCompiler, **_kw: Any) -> str:
    return "INTEGER"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC; a naive one is refused, since nobody knows what it means."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Microseconds on SQLite, the server's own type on PostgreSQL."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Integer())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Raise ValueError for a naive instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a time zone: {value!r}")
        if dialect.name == "postgresql":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return utc(value)
        return _EPOCH + timedelta(microseconds=value)


def utc(value: datetime) -> datetime:
    """The same instant with the one UTC that compares by identity."""
    return value.astimezone(UTC)


class LocalDate(TypeDecorator[date]):
    """A date of the store's calendar; ISO text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, the server's own type on PostgreSQL."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """ISO 8601 where it is text, so that text order is date order."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """A date again."""
        if value is None or isinstance(value, date):
            return value
        return date.fromisoformat(value)


class JsonText(TypeDecorator[Any]):
    """A JSON document as text, kept letter for letter (hashes are taken over what it says)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """None is SQL's NULL, never JSON's."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The document; arrays come back as lists."""
        return None if value is None else json.loads(value)


def to_json(value: Any) -> str:
    """A document on one line, other scripts readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
