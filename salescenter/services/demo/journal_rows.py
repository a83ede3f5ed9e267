"""What the demo store's journal says of each subject: it came from nothing, by import."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from salescenter.domain.customer import Customer
from salescenter.domain.journal import GENESIS, SYSTEM, Entry, Subject, chained
from salescenter.domain.promotion import Promotion
from salescenter.services.demo.plan import Plan
from salescenter.services.demo.rows import Row, Table, introduced
from salescenter.services.demo.users import USERS

SOURCE = "demo"

_COLUMNS = (
    "subject_kind",
    "subject_id",
    "number",
    "kind",
    "parameters",
    "differences",
    "actor_id",
    "actor_role",
    "channel",
    "at",
    "reason",
    "undoes",
    "hash",
)


def first_entry(
    subject: Subject,
    subject_id: int,
    kind: str,
    at: datetime,
    parameters: Mapping[str, Any],
    differences: tuple[tuple[Any, ...], ...] = (),
) -> Entry:
    """The only entry of a subject, chained to nothing."""
    entry = Entry(
        subject=subject,
        subject_id=subject_id,
        number=1,
        kind=kind,
        at=at,
        channel=SYSTEM.channel,
        actor_role=SYSTEM.role,
        parameters=parameters,
        differences=differences,
    )
    return replace(entry, hash=chained(GENESIS, entry))


def journal_table(entries: Iterable[Entry]) -> Table:
    """Entries as rows."""
    return "journal", _COLUMNS, map(_row, entries)


def customer_entries(customers: Iterable[Customer]) -> Iterator[Entry]:
    """How customers came in, each on the day that they joined."""
    for each in customers:
        assert each.created_at is not None
        parameters = {"number": each.number, "source": SOURCE}
        yield first_entry(Subject.CUSTOMER, each.id, "customer.import", each.created_at, parameters)


def user_entries(plan: Plan) -> Iterator[Entry]:
    """The users are there before anybody else."""
    for user in USERS:
        parameters = {"login": user.login, "role": user.role.value}
        yield first_entry(Subject.USER, user.id, "user.create", plan.opened, parameters)


def promotion_entries(promotions: Iterable[Promotion]) -> Iterator[Entry]:
    """Promotions, each at the moment that its version was made."""
    for each in promotions:
        parameters = {"name": each.name, "version": each.version, "source": SOURCE}
        yield first_entry(
            Subject.PROMOTION, each.id, "promotion.import", introduced(each), parameters
        )


def _row(entry: Entry) -> Row:
    return (
        entry.subject.value,
        entry.subject_id,
        entry.number,
        entry.kind,
        entry.parameters,
        entry.differences,
        entry.actor_id,
        entry.actor_role,
        entry.channel,
        entry.at,
        entry.reason,
        entry.undoes,
        entry.hash,
    )
