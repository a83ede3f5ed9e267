"""What differs between two versions of a customer, as plain values for the journal."""

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from salescenter.domain.customer import Customer

_PLAIN = (
    "kind",
    "title",
    "first_name",
    "last_name",
    "language",
    "currency",
    "segments",
    "emails",
    "phones",
    "is_active",
)

Change = tuple[list[str | int], Any, Any]


def customer_differences(before: Customer | None, after: Customer) -> tuple[Change, ...]:
    """Paths with the values before and after, as JSON; entries of the address book by number.

    Version and times are not compared: they follow from the change.
    """
    return tuple(_differences(before, after))


def _differences(before: Customer | None, after: Customer) -> Iterator[Change]:
    for name in _PLAIN:
        was, now = _plain(getattr(before, name, None)), _plain(getattr(after, name))
        if was != now and (before is not None or now):
            yield [name], was, now
    old = {entry.id: entry for entry in before.addresses} if before else {}
    new = {entry.id: entry for entry in after.addresses}
    for number in sorted(old.keys() | new.keys()):
        if old.get(number) != new.get(number):
            yield ["addresses", number], _plain(old.get(number)), _plain(new.get(number))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value
