"""Users: who may sign on, in which role. Rights change at the next verb of whoever they concern."""

from dataclasses import field
from typing import Annotated

from pydantic import Field

from salescenter.domain.errors import Denied, NotFound, Refused
from salescenter.domain.journal import Subject
from salescenter.domain.permissions import Permission, Role
from salescenter.domain.plain_text import clean
from salescenter.domain.user import Tries, User
from salescenter.services.desk import Done, Secret, login_key
from salescenter.services.gate import Gate
from salescenter.services.passwords import Passwords, require_good
from salescenter.services.verbs import Nothing, Service, reading, staged, wish, writing
from salescenter.services.work import Stage, Work


@wish
class NewUser:
    """Somebody who shall sign on; the password has to be changed at the first sign-on."""

    login: Annotated[str, Field(min_length=1, max_length=64)]
    name: Annotated[str, Field(min_length=1, max_length=128)]
    role: Role
    password: Secret = field(repr=False)
    team_id: int | None = None


@wish
class UserById:
    """One user."""

    user_id: int


@wish
class SetActive(UserById):
    """Enable or disable a user."""

    active: bool


@wish
class SetRole(UserById):
    """Another role for a user."""

    role: Role


class UserService(Service):
    """The verbs about users."""

    def __init__(self, gate: Gate, passwords: Passwords) -> None:
        super().__init__(gate)
        self._passwords = passwords

    @reading("user.list", Permission.USER_READ)
    def all(self, work: Work, wish: Nothing) -> tuple[User, ...]:
        """All users, by id."""
        return tuple(work.uow.users.all())

    @staged("user.create", Permission.USER_EDIT)
    def create(self, stage: Stage, wish: NewUser) -> User:
        """Let somebody sign on."""
        with stage.transaction():
            pass  # the right to ask comes before the work of hashing
        login = clean(wish.login, "login", 64)
        require_good(wish.password, login)
        hashed = self._passwords.hash(wish.password)
        with stage.transaction() as work:
            if work.uow.users.by_login(login_key(login)) is not None:
                raise Refused("user.login_taken", login=login)
            user = work.uow.users.insert(
                User(0, login, clean(wish.name, "name", 128), wish.role, True, wish.team_id, True),
                hashed,
            )
            _record(work, user, "user.create", role=str(user.role))
        return user

    @writing("user.set_active", Permission.USER_EDIT)
    def set_active(self, work: Work, wish: SetActive) -> User:
        """Enable or disable a user; a disabled one is out at the next verb."""
        user = _require_other(work, wish.user_id)
        if not wish.active:
            _require_administrator_left(work, user)
            work.uow.sessions.end_all_of(user.id, work.now)
        if user.is_active == wish.active:
            return user
        work.uow.users.set_active(user.id, active=wish.active)
        _record(work, user, "user.enable" if wish.active else "user.disable")
        return _require_user(work, user.id)

    @writing("user.set_role", Permission.USER_EDIT)
    def set_role(self, work: Work, wish: SetRole) -> User:
        """Give a user another role; the sessions of the old one end."""
        user = _require_other(work, wish.user_id)
        if user.role is wish.role:
            return user
        if wish.role is not Role.ADMINISTRATOR:
            _require_administrator_left(work, user)
        work.uow.users.set_role(user.id, wish.role)
        work.uow.sessions.end_all_of(user.id, work.now)
        _record(work, user, "user.role", before=str(user.role), after=str(wish.role))
        return _require_user(work, user.id)

    @writing("user.unlock", Permission.USER_UNLOCK)
    def unlock(self, work: Work, wish: UserById) -> Done:
        """Forget somebody's wrong tries; a supervisor does so for representatives only."""
        user = _require_user(work, wish.user_id)
        if work.actor.user.role is Role.SUPERVISOR and user.role is not Role.CSR:
            raise Denied("denied.csr_only")
        work.uow.users.put_tries(login_key(user.login), Tries())
        _record(work, user, "user.unlock")
        return Done()


def _require_user(work: Work, user_id: int) -> User:
    user = work.uow.users.get(user_id)
    if user is None:
        raise NotFound("user.unknown")
    return user


def _require_other(work: Work, user_id: int) -> User:
    """The user; raises Denied when somebody acts on their own rights."""
    if work.actor.user.id == user_id:
        raise Denied("denied.own_rights")
    return _require_user(work, user_id)


def _require_administrator_left(work: Work, user: User) -> None:
    work.uow.sessions.stand_in_line()
    if (
        user.role is Role.ADMINISTRATOR
        and user.is_active
        and work.uow.users.count_active(Role.ADMINISTRATOR) <= 1
    ):
        raise Refused("user.last_administrator")


def _record(work: Work, user: User, kind: str, **parameters: str) -> None:
    work.record(Subject.USER, user.id, kind, {"login": user.login, **parameters})
