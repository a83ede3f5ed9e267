"""What users set for themselves: layouts, preferences; JSON by key."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from salescenter.db.tables import user_setting
from salescenter.db.work import Work


def _putting(insert: Any) -> Any:
    new = insert(user_setting)
    key = [user_setting.c.user_id, user_setting.c.key]
    return new.on_conflict_do_update(index_elements=key, set_={"value": new.excluded.value})


_put = {"sqlite": _putting(sqlite_insert), "postgresql": _putting(postgresql_insert)}
_get = select(user_setting.c.value).where(
    user_setting.c.user_id == bindparam("whose"), user_setting.c.key == bindparam("its_key")
)


class Settings:
    """Settings of users in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, user_id: int, key: str) -> Any:
        """What was put, or None."""
        return self._work.scalar(_get, {"whose": user_id, "its_key": key})

    def put(self, user_id: int, key: str, value: Any) -> None:
        """Keep a JSON value in place of what was there."""
        row = {"user_id": user_id, "key": key, "value": value}
        self._work.execute(_put[self._work.engine_name], row)
