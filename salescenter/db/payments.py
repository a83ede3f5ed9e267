"""Intentions: what is asked of the payment provider, claimed by a condition (decision 27)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, or_, select, update

from salescenter.db.tables import payment_intention as intention
from salescenter.db.tables.base import columns
from salescenter.db.work import AnyRow, Work
from salescenter.domain.journal import Author
from salescenter.domain.payment import OPEN_STATES, Intention, IntentionKind, IntentionState

_COLUMNS = (
    "id",
    "key",
    "order_id",
    "kind",
    "amount",
    "currency",
    "state",
    "payment_id",
    "session_ref",
    "answer",
    "created_at",
    "attempts",
)
_ASKED = ("asked_by", "asked_role", "asked_channel")
_all = select(*columns(intention, *_COLUMNS, *_ASKED))
_here = intention.c.id == bindparam("its_id")
# Literals, not parameters: only so is it known to be the condition of the partial index.
_is_open_here = intention.c.state.in_([literal_column(f"'{state}'") for state in OPEN_STATES])
_free = or_(
    intention.c.claimed_until.is_(None),
    intention.c.claimed_until < bindparam("now", type_=intention.c.claimed_until.type),
)
_get = _all.where(_here)
_open_after = (
    _all.where(_is_open_here, _free, intention.c.id > bindparam("after"))
    .order_by(intention.c.id)
    .limit(bindparam("rows"))
)
_open_of = _all.where(intention.c.order_id == bindparam("its_order"), _is_open_here).order_by(
    intention.c.id
)
_insert = insert(intention).returning(intention.c.id)
_claim = (
    update(intention)
    .where(_here, _is_open_here, _free)
    .values(
        claimed_by=bindparam("claimant"),
        claimed_until=bindparam("until"),
        attempts=intention.c.attempts + 1,
    )
)
_release = (
    update(intention)
    .where(_here, intention.c.claimed_by == bindparam("claimant"))
    .values(claimed_by=None, claimed_until=None)
)
_reopen = (
    update(intention)
    .where(
        intention.c.order_id == bindparam("its_order"),
        intention.c.payment_id == bindparam("its_payment"),
        intention.c.kind == IntentionKind.AUTHORISE,
        intention.c.state == IntentionState.DONE,
    )
    .values(state=IntentionState.OPEN)
)
_began = update(intention).where(_here).values(session_ref=bindparam("session"))
_end = update(intention).where(_here, _is_open_here).values(state=bindparam("new_state"))
_end_with_answer = _end.values(answer=bindparam("said"))


class Payments:
    """Intentions in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def intend(self, wish: Intention) -> Intention:
        """Write down what will be asked; raises AlreadyThere when its key was used. With its id."""
        row = {name: getattr(wish, name) for name in _COLUMNS[1:]}
        row |= {"answer": dict(wish.answer), "created_at": wish.created_at or self._work.now}
        asked = wish.asked
        row |= zip(_ASKED, (asked.user_id, asked.role, asked.channel), strict=True)
        found = self.get(int(self._work.scalar(_insert, row)))
        assert found is not None
        return found

    def get(self, intention_id: int) -> Intention | None:
        """The intention with this id."""
        row = self._work.first(_get, {"its_id": intention_id})
        return None if row is None else _value(row)

    def open_after(self, after: int, limit: int) -> list[Intention]:
        """Those after an id that nobody has answered, or is asking about now; oldest first."""
        values = {"after": after, "rows": limit, "now": self._work.now}
        rows = self._work.all(_open_after, values)
        return [_value(row) for row in rows]

    def open_of(self, order_id: int) -> list[Intention]:
        """Those of an order that are not answered."""
        return [_value(row) for row in self._work.all(_open_of, {"its_order": order_id})]

    def claim(self, intention_id: int, claimant: str, now: datetime, until: datetime) -> bool:
        """Take it over; False when it is answered or somebody else asks. Counts the attempt."""
        values = {"its_id": intention_id, "claimant": claimant, "now": now, "until": until}
        return self._work.count(_claim, values) == 1

    def release(self, intention_id: int, claimant: str) -> None:
        """Let others take it over."""
        self._work.execute(_release, {"its_id": intention_id, "claimant": claimant})

    def began(self, intention_id: int, session_ref: str) -> None:
        """Keep the provider's name for a capture."""
        self._work.execute(_began, {"its_id": intention_id, "session": session_ref})

    def reopen(self, order_id: int, payment_id: int) -> None:
        """Have answered authorizations of a payment looked at again: it was taken off the order."""
        self._work.execute(_reopen, {"its_order": order_id, "its_payment": payment_id})

    def end(self, intention_id: int, state: IntentionState, answer: Mapping[str, Any]) -> bool:
        """Keep the outcome; False when a final one is kept. An empty answer changes none."""
        values = {"its_id": intention_id, "new_state": state}
        if not answer:
            return self._work.count(_end, values) == 1
        return self._work.count(_end_with_answer, values | {"said": dict(answer)}) == 1


def _value(row: AnyRow) -> Intention:
    intention_id, key, order_id, kind, amount, currency, state, *rest = row[: len(_COLUMNS)]
    return Intention(
        intention_id, key, order_id, IntentionKind(kind), amount, currency, IntentionState(state),
        *(*rest, Author(*row[len(_COLUMNS) :])),
    )  # fmt: skip
