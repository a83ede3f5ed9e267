"""Small pieces of SQL that both engines say differently."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Text, TypeDecorator, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class _Many(TypeDecorator[Iterable[Any]]):
    """Many values in one parameter, so that a statement's text does not depend on how many."""

    impl = Text
    cache_ok = True

    def __init__(self, *, texts: bool = False) -> None:
        super().__init__()
        self.texts = texts

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        of = Text() if self.texts else BigInteger()
        return dialect.type_descriptor(ARRAY(of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


class _Among(FunctionElement[bool]):
    """Whether a column is one of many values."""

    type = Boolean()
    inherit_cache = True
    name = "among"

    def self_group(self, against: Any = None) -> Any:
        """A condition as it stands: "(...) = 1", as SQLite gets it else, would not use an index."""
        return self


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """``column`` is one of the values given as parameter ``name``, however many there are."""
    texts = isinstance(column.type, Text)
    return _Among(column, bindparam(name, type_=_Many(texts=texts)))


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, many = element.clauses
    wanted = f"SELECT value FROM json_each({compiler.process(many, **kw)})"
    return f"{compiler.process(column, **kw)} IN ({wanted})"


@compiles(_Among, "postgresql")
def _among_postgresql(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, many = element.clauses
    return f"{compiler.process(column, **kw)} = ANY ({compiler.process(many, **kw)})"
