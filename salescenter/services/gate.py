"""The one way in: every verb of every service passes here.

In this order, inside the verb's one transaction: who acts (session, user and role are read anew
each time), may they, was this already done (key), the verb itself, the key; then commit; then the
events. Reads go the same way without a key. What is not allowed is denied and written down in the
security stream, and changes nothing else.
"""

import hashlib
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeVar

from pydantic import TypeAdapter

from salescenter.db.engine import Database
from salescenter.db.errors import AlreadyThere, CommitUnknown, Interrupted, StaleRow
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.errors import Busy, Conflict, Denied, Refused, Unknown
from salescenter.domain.journal import Subject
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import require_no_card
from salescenter.domain.user import SESSION_LIFE, Actor
from salescenter.services.bus import EventBus
from salescenter.services.storable import require_storable
from salescenter.services.verbs import BoundVerb, VerbSpec
from salescenter.services.work import SYSTEM_CHANNEL, Stage, Work

W = TypeVar("W")
R = TypeVar("R")
T = TypeVar("T")

SECURITY_STREAM = 0
_MAX_KEY = 64
_NOBODYS_PAUSE = 60.0  # seconds between two entries for a verb that nobody, signed off, asked for
# Hexadecimal numbers drawn at random, with or without dashes: digits stand together in them.
_RANDOM = re.compile(
    r"\b(?=[0-9-]*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"
)


@dataclass(slots=True)
class DeskSession:
    """Who is signed on at this desk: a window, or a driver process. None: nobody."""

    session_id: str | None = None
    channel: str = "desk"
    user_id: int | None = None


class Overtaken(Busy):
    """A search was broken off for a newer one: nobody waits for its answer."""


@lru_cache(maxsize=512)
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The JSON reader and writer of a type, made once."""
    return TypeAdapter(kind)


class Gate:
    """Runs verbs for one desk."""

    def __init__(self, database: Database, bus: EventBus, desk: DeskSession) -> None:
        self.database = database
        self.bus = bus
        self.desk = desk
        self._in_order = threading.Lock()
        self._broken_off: Counter[str] = Counter()
        self._denied_nobody: dict[str, float] = {}

    def run(self, verb: BoundVerb[W, R], wish: W, key: str | None) -> R:
        """Run a verb; raises Refused, Conflict, Denied, Busy or Unknown for every other outcome."""
        spec = verb.spec
        if not isinstance(wish, spec.asks):
            raise TypeError(f"{spec.name} is asked with {spec.asks.__name__}")
        require_storable(wish, spec.name)
        if spec.keyed:
            _require_key(key)
        try:
            if spec.staged:
                return verb.body(Stage(partial(self._transaction, spec)), wish)
            return self._write(verb, wish, key or "") if spec.writes else self._read(verb, wish)
        except Denied as denial:
            if denial.code != "denied.signed_off" or self._is_news(spec):
                self._write_down(spec, denial)
            raise

    def as_system(self, body: Callable[[Work], R]) -> R:
        """Run ``body(work)`` as the system (decision 21): maintenance, payment answers, clocks."""

        def decide(uow: UnitOfWork) -> tuple[Work, R]:
            work = Work(uow, None, SYSTEM_CHANNEL, viewer_id=self.desk.user_id)
            return work, body(work)

        with self._in_order:
            work, answer = self._attempt(decide)
            self._finish(work)
        return answer

    def break_off(self, spec: VerbSpec) -> None:
        """Stop what runs of a searching verb; those calls raise Overtaken."""
        self._broken_off[spec.name] += 1
        self.database.interrupt()

    def _attempt(self, decide: Callable[[UnitOfWork], T]) -> T:
        """Do this in one transaction; once more when a row was taken between reading and writing.

        The second time the verb sees the newer version, or the answer that was stored under the
        same key meanwhile, and says what it says to that.
        """
        try:
            return self.database.attempt(decide)
        except (StaleRow, AlreadyThere):
            pass
        try:
            return self.database.attempt(decide)
        except (StaleRow, AlreadyThere) as stale:
            raise Busy from stale

    def _read(self, verb: BoundVerb[W, R], wish: W) -> R:
        before = self._broken_off[verb.spec.name]
        while True:
            try:
                return self._read_once(verb, wish)
            except Interrupted:
                if self._broken_off[verb.spec.name] != before:
                    raise Overtaken from None
                # All searches are stopped at once; another verb was meant, this one is waited for.

    def _read_once(self, verb: BoundVerb[W, R], wish: W) -> R:
        with self.database.read(search=verb.spec.searches) as uow:
            actor = self._require_actor(verb.spec, uow)
            work = Work(uow, actor, self.desk.channel)
            answer = verb.body(work, wish)
        self._finish(work)
        return answer

    @contextmanager
    def _transaction(self, spec: VerbSpec) -> Iterator[Work]:
        with self._in_order:
            with self.database.write() as uow:
                uow.sessions.stand_in_line()
                work = Work(uow, self._require_actor(spec, uow), self.desk.channel)
                yield work
            self._finish(work)

    def _write(self, verb: BoundVerb[W, R], wish: W, key: str) -> R:
        # One writer at a time in this process, through to its events: listeners see versions in
        # the order of their commits.
        with self._in_order:
            try:
                work, answer = self._attempt_keyed(verb, wish, key)
            except CommitUnknown as unknown:
                raise Unknown(key) from unknown
            self._finish(work)
            return answer

    def _attempt_keyed(self, verb: BoundVerb[W, R], wish: W, key: str) -> tuple[Work, R]:
        """Decide; and where that failed because the same wish was done meanwhile, answer that.

        A key asked for twice at once is not there yet when both look it up; the one who then waits
        for the row finds it changed by the other.
        """

        def decide(uow: UnitOfWork) -> tuple[Work, R]:
            return self._decided(uow, verb, wish, key)

        try:
            return self._attempt(decide)
        except (Refused, Conflict, Busy):
            with self.database.read() as uow:
                is_done = uow.commands.get(key) is not None
            if not is_done:
                raise
        return self._attempt(decide)

    def _decided(self, uow: UnitOfWork, verb: BoundVerb[W, R], wish: W, key: str) -> tuple[Work, R]:
        spec = verb.spec
        work = Work(uow, self._require_actor(spec, uow), self.desk.channel, key)
        digest = _digest(spec, wish)
        stored = uow.commands.get(key)
        if stored is not None:
            if stored.digest != digest or stored.user_id != work.actor_id:
                raise Refused("key.reused")
            return work, adapter(spec.answers).validate_json(stored.result)
        answer = verb.body(work, wish)
        # Kept even where nothing else was written: by the time it is asked again the value may be
        # another, and what was acknowledged has to stay acknowledged.
        result = adapter(spec.answers).dump_json(answer).decode()
        uow.commands.put(key, work.actor.user.id, spec.name, digest, result)
        return work, answer

    def _finish(self, work: Work) -> None:
        for call in work.afterwards:
            call()
        for event in work.events:
            self.bus.publish(event)

    def _require_actor(self, spec: VerbSpec, uow: UnitOfWork) -> Actor | None:
        """Who acts; raises Denied when nobody, or somebody who may not."""
        session_id = self.desk.session_id
        actor: Actor | None = uow.sessions.read_actor(session_id) if session_id else None
        if spec.signed_off:
            return actor
        if actor is None or actor.ended or not actor.user.is_active:
            raise Denied("denied.signed_off")
        if uow.now - actor.started > SESSION_LIFE:
            raise Denied("denied.session_over")
        if actor.locked and not spec.when_locked:
            raise Denied("denied.locked")
        if not actor.may(spec.permission):
            raise Denied("denied", permission=str(spec.permission))
        if not may_now(actor, spec.permission):
            raise Denied("denied.must_change")
        return actor

    def _is_news(self, spec: VerbSpec) -> bool:
        """Whether the last such entry is long enough ago: nobody can fill the journal unnamed."""
        now = time.monotonic()
        last = self._denied_nobody.get(spec.name)
        if last is not None and now - last < _NOBODYS_PAUSE:
            return False
        self._denied_nobody[spec.name] = now
        return True

    def _write_down(self, spec: VerbSpec, denial: Denied) -> None:
        with self._in_order, self.database.write() as uow:
            uow.sessions.stand_in_line()
            session_id = self.desk.session_id
            actor = uow.sessions.read_actor(session_id) if session_id else None
            work = Work(uow, actor, self.desk.channel)
            work.record(
                Subject.SECURITY,
                SECURITY_STREAM,
                "denied",
                {"verb": spec.name, "why": denial.code},
            )


def may_now(actor: Actor, permission: Permission) -> bool:
    """Whether the role grants it and no initial password has to be changed before."""
    is_held_up = actor.user.must_change and permission is not Permission.OWN_SESSION
    return actor.may(permission) and not is_held_up


def _require_key(key: str | None) -> None:
    """Refuse what is no key, and a card number in its place: keys are kept for months."""
    if not key or len(key) > _MAX_KEY or not key.isascii() or not key.isprintable():
        raise Refused("key.missing")
    require_no_card(_RANDOM.sub("", key), "key")


def _digest(spec: VerbSpec, wish: object) -> str:
    asked = adapter(spec.asks).dump_python(wish, mode="json")
    text = json.dumps([spec.name, asked], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
