"""What a verb works with: one transaction, one moment, one actor."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.errors import Denied
from salescenter.domain.events import Event
from salescenter.domain.journal import GENESIS, SYSTEM, Author, Entry, Subject, chained
from salescenter.domain.user import Actor

SYSTEM_CHANNEL = SYSTEM.channel


class Work:
    """One verb at work. Everything it announces is held until the commit."""

    def __init__(
        self,
        uow: UnitOfWork,
        actor: Actor | None,
        channel: str,
        key: str = "",
        viewer_id: int | None = None,
    ) -> None:
        self.uow = uow
        self.now: datetime = uow.now
        self.channel = channel
        self.key = key
        self.events: list[Event] = []
        self.afterwards: list[Callable[[], None]] = []
        self._actor = actor
        self._viewer_id = viewer_id
        self._signed: Author | None = None

    @property
    def actor(self) -> Actor:
        """Who acts; raises Denied for a verb that somehow runs for nobody."""
        if self._actor is None:
            raise Denied("denied.signed_off")
        return self._actor

    @property
    def actor_id(self) -> int | None:
        """The user who acts, or None for the system."""
        return self._actor.user.id if self._actor else None

    @property
    def viewer_id(self) -> int | None:
        """For whom values are shown: who acts, or who sits here while the system acts."""
        return self.actor_id if self._actor else self._viewer_id

    @property
    def author(self) -> Author:
        """To whom steps are written down: who acts, or who asked for what is done now."""
        if self._signed is not None:
            return self._signed
        role = str(self._actor.user.role) if self._actor else SYSTEM.role
        return Author(self.actor_id, role, self.channel)

    @contextmanager
    def signed(self, author: Author) -> Iterator[None]:
        """Write down what is done inside to ``author``, who asked for it earlier."""
        before, self._signed = self._signed, author
        try:
            yield
        finally:
            self._signed = before

    def announce(self, event: Event) -> None:
        """Tell everybody after the commit."""
        self.events.append(event)

    def after_commit(self, call: Callable[[], None]) -> None:
        """Do this after the commit and before anybody is told; it must not fail."""
        self.afterwards.append(call)

    def entry(
        self, subject: Subject, subject_id: int, number: int, kind: str, **more: Any
    ) -> Entry:
        """An entry of this verb, by its author, now; not yet chained."""
        author = self.author
        return Entry(
            subject=subject,
            subject_id=subject_id,
            number=number,
            kind=kind,
            at=self.now,
            channel=author.channel,
            actor_id=author.user_id,
            actor_role=author.role,
            **more,
        )

    def chained_entry(self, entry: Entry, previous_hash: str) -> Entry:
        """The entry with the hash that ties it to the one before it."""
        return replace(entry, hash=chained(previous_hash, entry))

    def write_chained(self, entry: Entry) -> None:
        """Write an entry that is chained already."""
        self.uow.journal.append(entry)

    def record(
        self,
        subject: Subject,
        subject_id: int,
        kind: str,
        parameters: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Entry:
        """Write an entry to a stream whose head is not kept anywhere else."""
        tail = self.uow.journal.tail(subject, subject_id, 1)
        number, previous = (tail[0].number + 1, tail[0].hash) if tail else (1, GENESIS)
        entry = self.entry(subject, subject_id, number, kind, parameters=parameters or {}, **more)
        entry = self.chained_entry(entry, previous)
        self.write_chained(entry)
        return entry


class Stage:
    """A verb in several short transactions; each looks anew at who acts."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Work]]) -> None:
        self.transaction = transaction
