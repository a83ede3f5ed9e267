"""Reading a case strictly: an unknown key at any level fails by its name."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from salescenter.domain.money import Rate, parse_amount, parse_rate

Node = Mapping[str, Any]


class UnknownKey(Exception):
    """A case says something that this runner does not understand."""


class LaterType(Exception):
    """A case is of a kind whose type of promotion comes later; the text is the reason."""


class OtherChoice(Exception):
    """A case relies on a choice or a feature that the product does not take."""


def only(node: Node, known: Iterable[str], where: str) -> Node:
    """The node itself, once all of its keys are known."""
    if not isinstance(node, Mapping):
        raise UnknownKey(f"{where} is not a mapping")
    for key in node:
        if key not in known:
            raise UnknownKey(f"{where}.{key}")
    return node


def one_of(value: Any, known: Sequence[str], where: str) -> str:
    """A word out of those that are documented."""
    if value not in known:
        raise UnknownKey(f"{where}: {value}")
    return str(value)


def minor(value: Any, currency: str) -> int:
    """An amount in major units as minor units."""
    return parse_amount(str(value), currency).minor


def percent(value: Any) -> Rate:
    """A percentage."""
    return parse_rate(str(value))


def words(value: Any) -> tuple[str, ...]:
    """One word or a list of words."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def instant(value: Any, *, end: bool = False) -> datetime:
    """An instant; a plain date is its first moment, or its last where something ends with it."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    edge = time.max if end else time.min
    moment = value if isinstance(value, datetime) else datetime.combine(value, edge)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
