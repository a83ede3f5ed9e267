"""Claims: who is at what, until when (decision 16); taken by one conditional statement."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from salescenter.db.tables import claim
from salescenter.db.tables.base import columns
from salescenter.db.work import Work

_KEY = ("subject_kind", "subject_id", "purpose")


def _taking(insert: Any) -> Any:
    new = insert(claim)
    over = claim.c.expires <= bindparam("now", type_=claim.c.expires.type)
    own = claim.c.holder == new.excluded.holder
    since = case((over, new.excluded.since), else_=claim.c.since)
    changes = {"holder": new.excluded.holder, "since": since, "expires": new.excluded.expires}
    return new.on_conflict_do_update(
        index_elements=columns(claim, *_KEY), set_=changes, where=over | own
    ).returning(claim.c.holder)


_take = {"sqlite": _taking(sqlite_insert), "postgresql": _taking(postgresql_insert)}
_here = (
    claim.c.subject_kind == bindparam("kind"),
    claim.c.subject_id == bindparam("its_id"),
    claim.c.purpose == bindparam("what_for"),
)
_release = delete(claim).where(*_here, claim.c.holder == bindparam("whose"))
_held = select(*columns(claim, "holder", "since", "expires")).where(
    *_here, claim.c.expires > bindparam("now")
)


class Held(NamedTuple):
    """Who holds a claim."""

    holder: str
    since: datetime
    expires: datetime


class Claims:
    """Claims in one unit of work; all times are the unit's."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def take(
        self, subject_kind: str, subject_id: int, purpose: str, holder: str, until: datetime
    ) -> bool:
        """Take or prolong; False while somebody else holds it. One statement decides."""
        row = {
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "purpose": purpose,
            "holder": holder,
            "since": self._work.now,
            "expires": until,
            "now": self._work.now,
        }
        return self._work.first(_take[self._work.engine_name], row) is not None

    def held(self, subject_kind: str, subject_id: int, purpose: str) -> Held | None:
        """Who holds it now."""
        values = {"kind": subject_kind, "its_id": subject_id, "what_for": purpose}
        row = self._work.first(_held, values | {"now": self._work.now})
        return None if row is None else Held(*row)

    def release(self, subject_kind: str, subject_id: int, purpose: str, holder: str) -> bool:
        """Give back what one holds oneself."""
        values = {"kind": subject_kind, "its_id": subject_id, "what_for": purpose, "whose": holder}
        return self._work.count(_release, values) == 1
