"""Differences of orders as JSON and back, each value by the type that its path names."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from salescenter.domain.order import Order
from salescenter.domain.order_changes import PART_FIELDS, Difference, Path


@lru_cache(maxsize=256)
def _adapter(*names: str) -> TypeAdapter[Any]:
    """For ("status",) the field's type, ("items",) a whole part or None, ("items", "quantity")."""
    kind = get_type_hints(Order)[names[0]]
    if names[0] in PART_FIELDS:
        part = get_args(kind)[0]
        kind = get_type_hints(part)[names[1]] if len(names) > 1 else part | None
    return TypeAdapter(kind)


def _of(path: Path) -> TypeAdapter[Any]:
    return _adapter(*(name for name in path if isinstance(name, str)))


def to_plain(differences: Sequence[Difference]) -> tuple[tuple[Any, ...], ...]:
    """Differences as plain JSON values: (path, before, after)."""
    return tuple(
        (
            list(difference.path),
            _of(difference.path).dump_python(difference.before, mode="json"),
            _of(difference.path).dump_python(difference.after, mode="json"),
        )
        for difference in differences
    )


def from_plain(plain: Sequence[Sequence[Any]]) -> tuple[Difference, ...]:
    """Differences read back; raises pydantic's ValidationError for what was never written here."""
    return tuple(
        Difference(
            tuple(path),
            _of(tuple(path)).validate_python(was),
            _of(tuple(path)).validate_python(now),
        )
        for path, was, now in plain
    )
