"""Users, their passwords' hashes, and wrong tries by the id that was typed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from salescenter.db.errors import StaleRow
from salescenter.db.expressions import among
from salescenter.db.tables import (
    app_user,
    ship_method,
    sign_on_try,
    team,
    team_limit,
    team_shipping_limit,
)
from salescenter.db.tables.base import columns
from salescenter.db.work import AnyRow, Work
from salescenter.domain.permissions import Role
from salescenter.domain.user import Limit, Tries, User

USER = columns(
    app_user, "id", "login", "name", "role", "is_active", "team_id", "must_change", "version"
)
_users = select(*USER)
_all = _users.order_by(app_user.c.id)
_get = _users.where(app_user.c.id == bindparam("its_id"))
_by_login = _users.where(app_user.c.login_key == bindparam("key"))
_hash = select(app_user.c.password_hash).where(app_user.c.login_key == bindparam("key"))
_names = select(app_user.c.id, app_user.c.name).where(among(app_user.c.id, "ids"))
_active = (
    select(func.count())
    .select_from(app_user)
    .where(app_user.c.role == bindparam("wanted"), app_user.c.is_active)
)
_this_method = (ship_method.c.store_id == bindparam("its_store")) & (
    ship_method.c.code == bindparam("code")
)
_shipping_limit = (
    select(func.max(team_shipping_limit.c.percent_off))
    .outerjoin_from(team_shipping_limit, ship_method)
    .where(
        team_shipping_limit.c.team_id == bindparam("team"),
        team_shipping_limit.c.ship_method_id.is_(None) | _this_method,
    )
)
_insert = insert(app_user).returning(app_user.c.id)
_tries = select(sign_on_try.c.wrong, sign_on_try.c.wrong_at).where(
    sign_on_try.c.login_key == bindparam("key")
)
_forget_tries = delete(sign_on_try).where(sign_on_try.c.login_key == bindparam("key"))


def _putting_tries(insert: Any) -> Any:
    new = insert(sign_on_try)
    return new.on_conflict_do_update(
        index_elements=[sign_on_try.c.login_key],
        set_={"wrong": new.excluded.wrong, "wrong_at": new.excluded.wrong_at},
    )


_put_tries = {
    "sqlite": _putting_tries(sqlite_insert),
    "postgresql": _putting_tries(postgresql_insert),
}


def _changing(*names: str) -> Any:
    changes: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return (
        update(app_user)
        .where(app_user.c.id == bindparam("its_id"))
        .values(changes | {"version": app_user.c.version + 1})
    )


_set_password = _changing("password_hash", "must_change")
_set_active = _changing("is_active")
_set_role = _changing("role")


class Users:
    """Users in one unit of work. A ``key`` is a typed id as services compare it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> list[User]:
        """Everybody, by id."""
        return [user_of(row) for row in self._work.all(_all)]

    def get(self, user_id: int) -> User | None:
        """The user with this id."""
        row = self._work.first(_get, {"its_id": user_id})
        return None if row is None else user_of(row)

    def by_login(self, key: str) -> User | None:
        """The user who signs on with this id."""
        row = self._work.first(_by_login, {"key": key})
        return None if row is None else user_of(row)

    def names(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Names by id, in one statement."""
        wanted = sorted(set(user_ids))
        if not wanted:
            return {}
        return {row.id: row.name for row in self._work.all(_names, {"ids": wanted})}

    def count_active(self, role: Role) -> int:
        """How many with this role may sign on."""
        return int(self._work.scalar(_active, {"wanted": role}))

    def shipping_limit(self, team_id: int | None, store_id: int, method: str) -> int | None:
        """The most a team may take off a delivery's charge, in ten thousandths; None: nothing."""
        values = {"team": team_id, "its_store": store_id, "code": method}
        found: int | None = self._work.scalar(_shipping_limit, values)
        return found

    def insert(self, user: User, password_hash: str) -> User:
        """Add a user; raises AlreadyThere when the id is taken. The user with its id."""
        row = {
            "login_key": user.login.strip().casefold(),
            "login": user.login,
            "name": user.name,
            "role": user.role,
            "team_id": user.team_id,
            "password_hash": password_hash,
            "is_active": user.is_active,
            "must_change": user.must_change,
            "version": 1,
        }
        found = self.get(int(self._work.scalar(_insert, row)))
        if found is None:
            raise StaleRow("app_user", user.login)
        return found

    def password_hash(self, key: str) -> str | None:
        """The hash kept for a typed id; None for nobody."""
        found: str | None = self._work.scalar(_hash, {"key": key})
        return found

    def set_password(self, user_id: int, password_hash: str, *, must_change: bool) -> None:
        """Another password."""
        self._change(_set_password, user_id, password_hash=password_hash, must_change=must_change)

    def set_active(self, user_id: int, *, active: bool) -> None:
        """Enable or disable."""
        self._change(_set_active, user_id, is_active=active)

    def set_role(self, user_id: int, role: Role) -> None:
        """Another role."""
        self._change(_set_role, user_id, role=role)

    def _change(self, statement: Any, user_id: int, **changes: Any) -> None:
        values = {f"new_{name}": value for name, value in changes.items()}
        if self._work.count(statement, {"its_id": user_id, **values}) != 1:
            raise StaleRow("app_user", user_id)

    def tries(self, key: str) -> Tries:
        """Wrong tries of a typed id, whether there is such a user or not."""
        row = self._work.first(_tries, {"key": key})
        return Tries() if row is None else Tries(row.wrong, row.wrong_at)

    def put_tries(self, key: str, tries: Tries) -> None:
        """Keep the count; none wrong: forget it."""
        if tries.wrong_at is None:
            self._work.execute(_forget_tries, {"key": key})
            return
        row = {"login_key": key, "wrong": tries.wrong, "wrong_at": tries.wrong_at}
        self._work.execute(_put_tries[self._work.engine_name], row)

    def add_team(self, name: str, limits: Iterable[Limit]) -> int:
        """A team with how far its members may go below the entitled price; its id."""
        team_id = int(self._work.scalar(_insert_team, {"name": name}))
        rows = [
            {"team_id": team_id, "category_id": each.category_id, "percent_off": each.percent_off}
            for each in limits
        ]
        if rows:
            self._work.execute(_insert_limit, rows)
        return team_id


_insert_team = insert(team).returning(team.c.id)
_insert_limit = insert(team_limit)


def user_of(row: AnyRow) -> User:
    """A user from the columns ``USER``, which a row begins with."""
    user_id, login, name, role, is_active, team_id, must_change, version = row[:8]
    return User(user_id, login, name, Role(role), is_active, team_id, must_change, version)
