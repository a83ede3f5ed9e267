"""The history of an order: who changed what from what to what, and what was taken back."""

from salescenter.domain.journal import Entry, Subject
from salescenter.domain.undo import taken_back
from salescenter.services.orders.tokens import without_token
from salescenter.services.orders.views import HistoryEntry, StepsOf
from salescenter.services.work import Work


def steps_of(work: Work, wish: StepsOf) -> tuple[HistoryEntry, ...]:
    """A page of steps, newest first. What undid a step may stand on a page before."""
    page = work.uow.journal.tail(Subject.ORDER, wish.order_id, wish.limit, before=wish.before)
    later: list[Entry] = []
    if wish.before is not None:
        later = work.uow.journal.entries(Subject.ORDER, wish.order_id, wish.before - 1)
    gone = taken_back([*reversed(later), *page])
    names = work.uow.users.names({entry.actor_id for entry in page if entry.actor_id})
    return tuple(_shown(entry, names, entry.number in gone) for entry in page)


def _shown(entry: Entry, names: dict[int, str], undone: bool) -> HistoryEntry:
    return HistoryEntry(
        number=entry.number,
        kind=entry.kind,
        parameters=dict(entry.parameters),
        at=entry.at,
        by=names.get(entry.actor_id or 0, ""),
        role=entry.actor_role,
        channel=entry.channel,
        reason=entry.reason,
        differences=tuple(map(without_token, entry.differences)),
        undone=undone,
    )
