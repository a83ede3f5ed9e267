"""Signing on and off through the services, as the window asks for it."""

from contextlib import suppress

from salescenter.domain.errors import Denied, Refused
from salescenter.domain.permissions import ROLE_NAMES, Role
from salescenter.i18n import _, ngettext
from salescenter.services.bundle import Services
from salescenter.services.desk import Desk, SignOn, Unlock
from salescenter.services.verbs import Nothing
from salescenter.ui.state import Person

_MINUTE = 60


class SignOnDelayed(Refused):
    """After wrong tries: how long until the next one is looked at, as one says it."""

    def __init__(self, seconds: int) -> None:
        super().__init__("sign_on.delayed", seconds=seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return _("Too many wrong tries. Try again in {time}.").format(time=spoken(self.seconds))


class DeskAccess:
    """The verbs around the session; each is called off the GUI thread."""

    def __init__(self, services: Services) -> None:
        self._desk = services.desk

    def sign_on(self, user_id: str, password: str) -> Person:
        """Begin a session. Raises Refused for a wrong password, or while tries are delayed."""
        try:
            return person_of(self._desk.sign_on(SignOn(login=user_id, password=password)))
        except Refused as refusal:
            raise _told(refusal) from refusal

    def unlock(self, password: str) -> Person:
        """Go on with the locked session. Raises as ``sign_on``."""
        try:
            return person_of(self._desk.unlock(Unlock(password=password)))
        except Refused as refusal:
            raise _told(refusal) from refusal

    def lock(self) -> None:
        """Let nothing answer until the same person is back."""
        self._desk.lock(Nothing())

    def sign_off(self) -> None:
        """End the session; one that has ended already needs no end."""
        with suppress(Denied):
            self._desk.sign_off(Nothing())


def person_of(desk: Desk) -> Person:
    """Who sits at a desk, as the window knows them."""
    user = desk.user
    return Person(user.login, user.name, str(user.role), frozenset(map(str, desk.permissions)))


def role_title(role: str) -> str:
    """A role in words; the bare word for one that is not known."""
    return _(ROLE_NAMES[Role(role)]) if role in set(Role) else role


def spoken(seconds: int) -> str:
    """A time to wait as one says it: seconds below a minute, else minutes, rounded up."""
    if seconds < _MINUTE:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = -(-seconds // _MINUTE)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def _told(refusal: Refused) -> Refused:
    seconds = refusal.params.get("seconds")
    delayed = refusal.code == "sign_on.delayed" and isinstance(seconds, int)
    return SignOnDelayed(seconds) if delayed and isinstance(seconds, int) else refusal
