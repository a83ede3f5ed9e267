"""Making a store one's own: the first administrator, who makes everybody else."""

from salescenter.db.engine import Database
from salescenter.domain.errors import Refused
from salescenter.domain.journal import Subject
from salescenter.domain.permissions import Role
from salescenter.domain.plain_text import clean
from salescenter.domain.user import User
from salescenter.services.passwords import Passwords, require_good
from salescenter.services.work import SYSTEM_CHANNEL, Work


def make_first_administrator(
    database: Database, passwords: Passwords, login: str, name: str, password: str
) -> User:
    """Let the first administrator sign on; acts as the system (decision 21).

    Raises Refused where there are users already, and for a password that others would guess.
    """
    require_good(password, login)
    hashed = passwords.hash(password)
    with database.write() as uow:
        if uow.users.all():
            raise Refused("store.has_users")
        administrator = User(
            0, clean(login, "login", 64), clean(name, "name", 128), Role.ADMINISTRATOR, True
        )
        made = uow.users.insert(administrator, hashed)
        work = Work(uow, None, SYSTEM_CHANNEL)
        work.record(Subject.USER, made.id, "user.create", {"login": made.login})
    return made
