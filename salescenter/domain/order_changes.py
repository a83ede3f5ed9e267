"""Differences between two versions of an order, and what can be done with them.

``diff``, ``apply``, ``invert`` and ``merge`` are pure. A difference is a path of lasting names and
ids with the value before and after; a part (an item, a delivery) that comes or goes is one
difference with the whole part. The journal is the list of these differences, so history, undo,
"what changed" and the three-way merge of two people's work are all made of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from salescenter.domain.order import Order
from salescenter.domain.parts import Parts, changed_parts

Path = tuple[str | int, ...]

PART_FIELDS = ("deliveries", "items", "payments", "blocks", "comments")
_ALL = tuple(f.name for f in fields(Order) if f.metadata.get("compared", True))
PLAIN_FIELDS = tuple(name for name in _ALL if name not in PART_FIELDS)


@dataclass(frozen=True, slots=True)
class Difference:
    """What stood at ``path`` before and after; None for a part means it was not there."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed the same thing differently; only a person can decide."""

    path: Path
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged order; where ``clashes`` is not empty it holds theirs at the paths named."""

    order: Order
    clashes: tuple[Clash, ...] = ()


class DoesNotFit(ValueError):
    """A difference was applied to an order that does not hold its value before."""


def diff(before: Order, after: Order) -> tuple[Difference, ...]:
    """All differences, plain fields first, then parts by field and id.

    Versions share what did not change, so a change of one of 10,000 items costs one chunk.
    """
    return tuple(_differences(before, after))


def _differences(before: Order, after: Order) -> Iterator[Difference]:
    for name in PLAIN_FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Difference((name,), was, now)
    for name in PART_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old is not new:
            for was, now in changed_parts(old, new):
                yield from _part_differences(name, was, now)


def _part_differences(name: str, was: Any, now: Any) -> Iterator[Difference]:
    if was is None or now is None:
        yield Difference((name, (now if was is None else was).id), was, now)
        return
    for part_field in fields(was):
        old, new = getattr(was, part_field.name), getattr(now, part_field.name)
        if old != new:
            yield Difference((name, was.id, part_field.name), old, new)


def apply(differences: Iterable[Difference], order: Order) -> Order:
    """The order with every difference done to it.

    Raises DoesNotFit when the order does not hold what a difference says was there before.
    """
    changed: dict[str, Any] = {}
    for difference in differences:
        name = str(difference.path[0])
        value = changed.get(name, getattr(order, name))
        if len(difference.path) == 1:
            _require_before(difference, value)
            changed[name] = difference.after
        else:
            changed[name] = _applied_to_parts(difference, value)
    return replace(order, **changed) if changed else order


def _applied_to_parts(difference: Difference, parts: Parts[Any]) -> Parts[Any]:
    part_id = int(difference.path[1])
    part = parts.get(part_id)
    if len(difference.path) == 2:
        _require_before(difference, part)
        return parts.without(part_id) if difference.after is None else parts.put(difference.after)
    if part is None:
        raise DoesNotFit(f"{difference.path}: there is no such part")
    name = str(difference.path[2])
    _require_before(difference, getattr(part, name))
    return parts.put(replace(part, **{name: difference.after}))


def _require_before(difference: Difference, found: object) -> None:
    if found != difference.before:
        raise DoesNotFit(f"{difference.path}: {found!r} is not {difference.before!r}")


def invert(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences that lead back."""
    return tuple(Difference(d.path, d.after, d.before) for d in reversed(differences))


def touches(one: Path, other: Path) -> bool:
    """Whether two paths speak of the same thing, or one of a part of the other's."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def merge(base: Order, mine: Order, theirs: Order) -> Merge:
    """Both people's changes on top of the version they share.

    Changes of different fields are both kept; the same change made by both is kept once; a field
    (or a part of which one removed what the other changed) that both changed differently is a
    clash: it is reported, never decided, and stays as theirs.
    """
    their_differences = diff(base, theirs)
    clashes: list[Clash] = []
    wanted: list[Difference] = []
    for difference in diff(base, mine):
        rivals = [d for d in their_differences if touches(d.path, difference.path)]
        if any(rival == difference for rival in rivals):
            continue
        if rivals:
            clashes.append(_clash(difference, theirs))
        else:
            wanted.append(difference)
    return Merge(apply(wanted, theirs), tuple(clashes))


def _clash(difference: Difference, theirs: Order) -> Clash:
    found = value_at(theirs, difference.path)
    return Clash(difference.path, difference.before, difference.after, found)


def value_at(order: Order, path: Path) -> Any:
    """What the order holds at a path; None where a part on the way is not there."""
    value: Any = getattr(order, str(path[0]))
    if len(path) > 1:
        value = value.get(int(path[1]))
    if len(path) > 2 and value is not None:
        value = getattr(value, str(path[2]))
    return value
