"""What no wish may hold, whichever verb it is for, because one of the two engines cannot keep it.

Looked at once, where every wish comes in: an integer has to fit the 64 bits of a column (SQLite and
PostgreSQL both end there) with room left for adding to it, and a text has no NUL (PostgreSQL) and
no half character (neither).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from salescenter.domain.errors import Problem, Refused
from salescenter.i18n import _

_MOST = 2**62
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def require_storable(wish: object, verb: str) -> None:
    """Raises Refused ``malformed`` that names every such place; other rules are the verb's own."""
    problems = tuple(_problems(wish, ""))
    if problems:
        raise Refused("malformed", problems, detail=verb)


def _problems(value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, int):
        if abs(value) > _MOST:
            yield Problem(
                "malformed", place, {"detail": _("a number that is too large to be kept")}
            )
    elif isinstance(value, str):
        found = _NOT_STORABLE.search(value)
        if found is not None:
            is_half = found[0] != "\0"
            code = "text.not_unicode" if is_half else "text.control_character"
            yield Problem(code, place, {} if is_half else {"sign": "U+0000"})
    else:
        for name, part in _parts(value):
            yield from _problems(part, f"{place}.{name}" if place else str(name))


def _parts(value: Any) -> Iterator[tuple[object, Any]]:
    if is_dataclass(value):
        for field in fields(value):
            yield field.name, getattr(value, field.name)
    elif isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from enumerate(value)
