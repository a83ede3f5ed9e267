"""Sessions: who is signed on, read anew by every verb (decision 20)."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, text, update

from salescenter.db.tables import app_user, team_limit, user_session
from salescenter.db.tables.base import columns
from salescenter.db.users import USER, user_of
from salescenter.db.work import Work
from salescenter.domain.user import Actor, Limit

_actor = (
    select(
        *USER,
        *columns(user_session, "started", "locked_at", "ended_at"),
        team_limit.c.id.label("limit_id"),
        *columns(team_limit, "category_id", "percent_off"),
    )
    .join_from(user_session, app_user)
    .outerjoin(team_limit, team_limit.c.team_id == app_user.c.team_id)
    .where(user_session.c.id == bindparam("session_id"))
    .order_by(team_limit.c.id)
)
_start = insert(user_session)
_here = user_session.c.id == bindparam("session_id")
_lock = update(user_session).where(_here).values(locked_at=bindparam("at"))
_unlock = update(user_session).where(_here).values(locked_at=None)
# In conflict with itself and with every change of the counts, not with whoever reads them.
_line = text("LOCK TABLE sign_on_try IN SHARE ROW EXCLUSIVE MODE")
_open = user_session.c.ended_at.is_(None)
_end = update(user_session).where(_here, _open).values(ended_at=bindparam("at"))
_end_all = (
    update(user_session)
    .where(user_session.c.user_id == bindparam("whose"), _open)
    .values(ended_at=bindparam("at"))
)


class Sessions:
    """Sessions in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def stand_in_line(self) -> None:
        """Wait until nobody else signs on or off or changes rights; holds until the commit.

        What is counted and then decided upon (wrong tries, administrators left), and the
        security stream, are one at a time in the whole store. SQLite's writers are so anyway.
        """
        if self._work.engine_name == "postgresql":
            self._work.execute(_line)

    def start(self, session_id: str, user_id: int, at: datetime) -> None:
        """Somebody signed on."""
        row = {"id": session_id, "user_id": user_id, "started": at, "seen": at}
        self._work.execute(_start, row | {"locked_at": None, "ended_at": None})

    def read_actor(self, session_id: str) -> Actor | None:
        """Session, user, role and limits as they are in this transaction, in one statement."""
        rows = self._work.all(_actor, {"session_id": session_id})
        if not rows:
            return None
        first = rows[0]
        limits = tuple(
            Limit(row.category_id, row.percent_off) for row in rows if row.limit_id is not None
        )
        return Actor(
            session_id=session_id,
            user=user_of(first),
            locked=first.locked_at is not None,
            started=first.started,
            ended=first.ended_at is not None,
            limits=limits,
        )

    def lock(self, session_id: str, at: datetime) -> None:
        """From now on only unlock, sign-on and sign-off answer."""
        self._work.execute(_lock, {"session_id": session_id, "at": at})

    def unlock(self, session_id: str) -> None:
        """The password was right."""
        self._work.execute(_unlock, {"session_id": session_id})

    def end(self, session_id: str, at: datetime) -> None:
        """Somebody signed off; the first end stands."""
        self._work.execute(_end, {"session_id": session_id, "at": at})

    def end_all_of(self, user_id: int, at: datetime) -> None:
        """Everywhere this user is signed on."""
        self._work.execute(_end_all, {"whose": user_id, "at": at})
