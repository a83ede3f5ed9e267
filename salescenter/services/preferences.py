"""Preferences: what a person sets for themselves, what an administrator fixes for everyone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from salescenter.domain.journal import Subject
from salescenter.domain.permissions import Permission
from salescenter.domain.preferences import (
    DELIVERED,
    NAMES,
    Preferences,
    Value,
    changed,
    checked,
    merged,
    readable,
)
from salescenter.services.gate import SECURITY_STREAM
from salescenter.services.verbs import Nothing, Service, reading, wish, writing
from salescenter.services.work import Work

KEY = "preferences"
Name = Annotated[str, Field(max_length=40)]


@wish
class SavePreferences:
    """Values by name; None lets one be the delivered value again."""

    values: Mapping[Name, Value] = field(default_factory=dict)


@wish
class FixPreference:
    """A value that is to hold for everyone."""

    name: Name
    value: Value


@wish
class PreferenceByName:
    """One preference."""

    name: Name


@dataclass(frozen=True, slots=True)
class PreferenceSheet:
    """The values in force for somebody, and the names of those that are fixed for everyone."""

    values: Preferences = DELIVERED
    fixed: tuple[str, ...] = ()


class PreferenceService(Service):
    """The verbs about preferences."""

    @reading("preference.get", Permission.OWN_SESSION)
    def get(self, work: Work, wish: Nothing) -> PreferenceSheet:
        """What is in force for whoever is signed on."""
        return _sheet(*_kept(work))

    @writing("preference.save", Permission.OWN_SESSION)
    def save(self, work: Work, wish: SavePreferences) -> PreferenceSheet:
        """Change own values; all of them, or none where one is refused."""
        own, fixed = _kept(work)
        after = changed(own, wish.values, fixed)
        if after != own:
            user = work.actor.user
            work.uow.settings.put(user.id, KEY, after)
            names = ", ".join(name for name in NAMES if own.get(name) != after.get(name))
            parameters = {"user_id": user.id, "names": names}
            work.record(Subject.USER, user.id, "user.preferences", parameters)
        return _sheet(after, fixed)

    @writing("preference.fix", Permission.USER_EDIT)
    def fix(self, work: Work, wish: FixPreference) -> PreferenceSheet:
        """Let a value hold for everyone; nobody can set another until it is released."""
        own, fixed = _kept(work)
        after = {**fixed, wish.name: checked(wish.name, wish.value)}
        if after != fixed:
            work.uow.settings.put_shared(KEY, after)
            work.record(Subject.SECURITY, SECURITY_STREAM, "preference.fix", {"name": wish.name})
        return _sheet(own, after)

    @writing("preference.release", Permission.USER_EDIT)
    def release(self, work: Work, wish: PreferenceByName) -> PreferenceSheet:
        """Let everyone set this value for themselves again."""
        own, fixed = _kept(work)
        after = {name: value for name, value in fixed.items() if name != wish.name}
        if after != fixed:
            work.uow.settings.put_shared(KEY, after)
            work.record(
                Subject.SECURITY, SECURITY_STREAM, "preference.release", {"name": wish.name}
            )
        return _sheet(own, after)


def preferences_of(work: Work) -> Preferences:
    """What is in force for who acts; what is delivered, for the system."""
    return merged(*_kept(work)) if work.actor_id is not None else DELIVERED


def _kept(work: Work) -> tuple[dict[str, Value], dict[str, Value]]:
    own, fixed = work.uow.settings.own_and_shared(work.actor.user.id, KEY)
    return readable(own), readable(fixed)


def _sheet(own: Mapping[str, Value], fixed: Mapping[str, Value]) -> PreferenceSheet:
    return PreferenceSheet(merged(own, fixed), tuple(sorted(fixed)))
