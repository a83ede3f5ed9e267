"""Keys of commands already done, with what they were answered (decision 18)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from salescenter.db.tables import command
from salescenter.db.tables.base import columns
from salescenter.db.work import Work

_get = select(*columns(command, "user_id", "verb", "digest", "result")).where(
    command.c.key == bindparam("its_key")
)
_put = insert(command)
_forget = delete(command).where(command.c.at < bindparam("before"))


class StoredAnswer(NamedTuple):
    """What was done under a key: by whom, which verb with what, and its answer as JSON."""

    user_id: int | None
    verb: str
    digest: str
    result: str


class Commands:
    """Keys in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, key: str) -> StoredAnswer | None:
        """The stored answer."""
        row = self._work.first(_get, {"its_key": key})
        return None if row is None else StoredAnswer(*row)

    def put(self, key: str, user_id: int | None, verb: str, digest: str, result: str) -> None:
        """Keep an answer; raises AlreadyThere when the key was used meanwhile."""
        row = {"key": key, "user_id": user_id, "verb": verb, "digest": digest, "result": result}
        self._work.execute(_put, row | {"at": self._work.now})

    def forget(self, before: datetime) -> int:
        """Drop the keys kept long enough (90 days); how many there were."""
        return self._work.count(_forget, {"before": before})
