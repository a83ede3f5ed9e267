"""What users set for themselves, and what is set for everyone; JSON by key."""

from typing import Any

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from salescenter.db.tables import shared_setting, user_setting
from salescenter.db.work import Work


def _putting(insert: Any) -> Any:
    new = insert(user_setting)
    key = [user_setting.c.user_id, user_setting.c.key]
    return new.on_conflict_do_update(index_elements=key, set_={"value": new.excluded.value})


def _putting_shared(insert: Any) -> Any:
    new = insert(shared_setting)
    changed = {"value": new.excluded.value}
    return new.on_conflict_do_update(index_elements=[shared_setting.c.key], set_=changed)


_put = {"sqlite": _putting(sqlite_insert), "postgresql": _putting(postgresql_insert)}
_put_shared = {
    "sqlite": _putting_shared(sqlite_insert),
    "postgresql": _putting_shared(postgresql_insert),
}
_get = select(user_setting.c.value).where(
    user_setting.c.user_id == bindparam("whose"), user_setting.c.key == bindparam("its_key")
)
_both = union_all(
    select(literal("shared").label("side"), shared_setting.c.value).where(
        shared_setting.c.key == bindparam("its_key")
    ),
    select(literal("own").label("side"), user_setting.c.value).where(
        user_setting.c.user_id == bindparam("whose"), user_setting.c.key == bindparam("its_key")
    ),
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

    def own_and_shared(self, user_id: int, key: str) -> tuple[Any, Any]:
        """What the user put under the key and what was put for everyone; None for nothing."""
        rows = self._work.execute(_both, {"whose": user_id, "its_key": key}).all()
        found = {row.side: row.value for row in rows}
        return found.get("own"), found.get("shared")

    def put_shared(self, key: str, value: Any) -> None:
        """Keep a JSON value for everyone in place of what was there."""
        self._work.execute(_put_shared[self._work.engine_name], {"key": key, "value": value})
