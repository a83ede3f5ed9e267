"""What was written down about customers; only ever added to."""

from sqlalchemy import bindparam, insert, select

from salescenter.db.tables import app_user, customer_comment
from salescenter.db.work import Work
from salescenter.domain.comment import Comment

_insert = insert(customer_comment).returning(customer_comment.c.id)
_newest = (
    select(
        customer_comment.c.id,
        customer_comment.c.text,
        customer_comment.c.at,
        app_user.c.name,
        customer_comment.c.channel,
    )
    .join_from(customer_comment, app_user)
    .where(customer_comment.c.customer_id == bindparam("whose"))
    .order_by(customer_comment.c.id.desc())
    .limit(bindparam("rows"))
)
_before = _newest.where(customer_comment.c.id < bindparam("before"))


class CustomerComments:
    """Comments in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, customer_id: int, text: str, channel: str, user_id: int) -> int:
        """Write one down; its number."""
        row = {
            "customer_id": customer_id,
            "text": text,
            "at": self._work.now,
            "user_id": user_id,
            "channel": channel,
        }
        return int(self._work.scalar(_insert, row))

    def of(self, customer_id: int, before: int | None, limit: int) -> list[Comment]:
        """The last ones about a customer, or the last before a number; newest first."""
        values = {"whose": customer_id, "before": before, "rows": limit}
        statement = _newest if before is None else _before
        return [Comment(*row) for row in self._work.all(statement, values)]
