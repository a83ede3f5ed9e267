"""Signing on and off, locking and unlocking a desk.

The same answer and the same work for an unknown id as for a wrong password; wrong tries are
counted in the store by the typed id, and a try is counted before the password is looked at, so
that no number of windows at once gets more than its share of guesses (decision 20).
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from pydantic import Field

from salescenter.domain.card_text import redact
from salescenter.domain.errors import Refused
from salescenter.domain.events import DeskChanged
from salescenter.domain.journal import Subject
from salescenter.domain.permissions import Permission, Role
from salescenter.domain.user import Tries, User
from salescenter.services.gate import SECURITY_STREAM, Gate, may_now
from salescenter.services.passwords import Passwords, require_good
from salescenter.services.verbs import Nothing, Service, reading, staged, wish
from salescenter.services.work import Stage, Work

Secret = Annotated[str, Field(max_length=1024)]


@wish
class SignOn:
    """An id and its password."""

    login: Annotated[str, Field(max_length=64)]
    password: Secret = field(repr=False)


@wish
class Unlock:
    """The password of whoever is signed on."""

    password: Secret = field(repr=False)


@wish
class ChangePassword:
    """A new password for whoever is signed on."""

    password: Secret = field(repr=False)
    new_password: Secret = field(repr=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits at this desk; ``permissions`` are what they may do now (see ``must_change``)."""

    user: User
    started: datetime
    locked: bool
    permissions: tuple[Permission, ...]
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """That it is done; there is nothing more to say."""

    done: bool = True


def login_key(login: str) -> str:
    """How ids are compared and counted: without case and surrounding blanks.

    A card number in the wrong field is nobody's id, and is not kept with the wrong tries either.
    """
    return redact(login.strip().casefold())


class DeskService(Service):
    """The verbs about who sits here."""

    def __init__(self, gate: Gate, passwords: Passwords) -> None:
        super().__init__(gate)
        self._passwords = passwords

    @staged("desk.sign_on", Permission.SIGN_ON, signed_off=True)
    def sign_on(self, stage: Stage, wish: SignOn) -> Desk:
        """Sign on with id and password."""
        key = login_key(wish.login)
        with stage.transaction() as work:
            kept = _take_a_try(work, key)
        fits = self._passwords.fits(wish.password, kept)
        with stage.transaction() as work:
            user = work.uow.users.by_login(key)
            if not fits or user is None or not user.is_active:
                self._note(work, "sign_on.wrong", {"login": key})
                user = None
            else:
                work.uow.users.put_tries(key, Tries())
                self._start(work, user)
        if user is None:
            raise Refused("sign_on.wrong")
        return self._read_desk()

    def _start(self, work: Work, user: User) -> None:
        session_id = secrets.token_urlsafe(24)
        work.uow.sessions.start(session_id, user.id, work.now)
        work.record(
            Subject.SECURITY, SECURITY_STREAM, "sign_on", {"user_id": user.id, "login": user.login}
        )
        desk = self.gate.desk
        before = desk.session_id
        if before:
            work.uow.sessions.end(before, work.now)

        def take_seat() -> None:
            desk.session_id, desk.user_id = session_id, user.id

        work.after_commit(take_seat)
        work.announce(DeskChanged())

    @staged("desk.sign_off", Permission.OWN_SESSION, when_locked=True)
    def sign_off(self, stage: Stage, wish: Nothing) -> Done:
        """Sign off; everything that was acknowledged is kept."""
        with stage.transaction() as work:
            work.uow.sessions.end(work.actor.session_id, work.now)
            self._note(work, "sign_off", {"user_id": work.actor.user.id})
            work.after_commit(self._leave_seat)
            work.announce(DeskChanged())
        return Done()

    def _leave_seat(self) -> None:
        self.gate.desk.session_id = self.gate.desk.user_id = None

    @staged("desk.lock", Permission.OWN_SESSION, when_locked=True)
    def lock(self, stage: Stage, wish: Nothing) -> Done:
        """Lock the desk: from now on only unlock, sign-on and sign-off answer."""
        with stage.transaction() as work:
            if not work.actor.locked:
                work.uow.sessions.lock(work.actor.session_id, work.now)
                self._note(work, "lock", {"user_id": work.actor.user.id})
                work.announce(DeskChanged())
        return Done()

    @staged("desk.unlock", Permission.OWN_SESSION, when_locked=True)
    def unlock(self, stage: Stage, wish: Unlock) -> Desk:
        """Unlock with the password of whoever is signed on."""
        with stage.transaction() as work:
            user = work.actor.user
            kept = _take_a_try(work, login_key(user.login))
        fits = self._passwords.fits(wish.password, kept)
        with stage.transaction() as work:
            if fits:
                work.uow.users.put_tries(login_key(user.login), Tries())
                work.uow.sessions.unlock(work.actor.session_id)
                work.announce(DeskChanged())
            self._note(work, "unlock" if fits else "unlock.wrong", {"user_id": user.id})
        if not fits:
            raise Refused("sign_on.wrong")
        return self._read_desk()

    @staged("desk.change_password", Permission.OWN_SESSION)
    def change_password(self, stage: Stage, wish: ChangePassword) -> Done:
        """Change the own password."""
        with stage.transaction() as work:
            user = work.actor.user
            kept = _take_a_try(work, login_key(user.login))
        if not self._passwords.fits(wish.password, kept):
            raise Refused("sign_on.wrong")
        require_good(wish.new_password, user.login)
        hashed = self._passwords.hash(wish.new_password)
        with stage.transaction() as work:
            work.uow.users.put_tries(login_key(user.login), Tries())
            work.uow.users.set_password(user.id, hashed, must_change=False)
            work.record(Subject.USER, user.id, "user.password", {"user_id": user.id})
        return Done()

    @reading("desk.who", Permission.OWN_SESSION)
    def who(self, work: Work, wish: Nothing) -> Desk:
        """Who is signed on here, and what they may do."""
        actor = work.actor
        granted = tuple(right for right in Permission if may_now(actor, right))
        return Desk(actor.user, actor.started, actor.locked, granted, actor.user.must_change)

    def _read_desk(self) -> Desk:
        return self.who(Nothing())

    @staticmethod
    def _note(work: Work, kind: str, parameters: dict[str, object]) -> None:
        work.record(Subject.SECURITY, SECURITY_STREAM, kind, parameters)


def _take_a_try(work: Work, key: str) -> str | None:
    """Count a try in advance; the kept hash, or None for nobody. Raises Refused while delayed."""
    tries = work.uow.users.tries(key)
    retry_at = tries.retry_at(never_locks=_is_last_administrator(work, key))
    if retry_at is not None and work.now < retry_at:
        seconds = max(1, round((retry_at - work.now).total_seconds()))
        raise Refused("sign_on.delayed", seconds=seconds, retry_at=retry_at.isoformat())
    work.uow.users.put_tries(key, replace(tries, wrong=tries.wrong + 1, wrong_at=work.now))
    return work.uow.users.password_hash(key)


def _is_last_administrator(work: Work, key: str) -> bool:
    user = work.uow.users.by_login(key)
    return (
        user is not None
        and user.role is Role.ADMINISTRATOR
        and work.uow.users.count_active(Role.ADMINISTRATOR) == 1
    )
