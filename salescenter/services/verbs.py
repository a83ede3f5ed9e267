"""What a verb is: a method with a name, a permission, one wish in and one answer out.

A service method marked ``@reading`` or ``@writing`` is called as ``service.verb(wish, key=...)``
and runs behind the gate (see ``gate``). Window, driver, tests and the permission matrix all see
the same list of verbs, so nothing can be done that is not in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, dataclass_transform, get_type_hints

from pydantic import ConfigDict

from salescenter.domain.permissions import Permission
from salescenter.services.work import Stage, Work

if TYPE_CHECKING:
    from salescenter.services.gate import Gate

S = TypeVar("S", bound="Service")
W = TypeVar("W")
R = TypeVar("R")
C = TypeVar("C", bound=type)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def wish(cls: C) -> C:
    """A frozen value that asks for something; read strictly from JSON, unknown fields refused."""
    made: Any = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)
    return made  # type: ignore[no-any-return]


@wish
class Nothing:
    """The wish of a verb that needs to be told nothing."""


@dataclass(frozen=True, slots=True)
class VerbSpec:
    """What the list of verbs says about one.

    ``keyed`` verbs take an idempotency key and answer the same when asked again with it.
    ``searches``: its answer matters only until something newer is typed, so it can be broken off.
    ``staged`` ones run in several short transactions with something slow between them.
    ``signed_off`` verbs answer without a session, ``when_locked`` ones while the desk is locked.
    """

    name: str
    permission: Permission
    writes: bool
    searches: bool
    keyed: bool
    staged: bool
    signed_off: bool
    when_locked: bool
    asks: Any
    answers: Any
    doc: str


class Service:
    """A noun with its verbs; knows the gate they all go through."""

    def __init__(self, gate: "Gate") -> None:
        self.gate = gate

    def verbs(self) -> Iterator["BoundVerb[Any, Any]"]:
        """All verbs of this service, by the order of their names."""
        for name in sorted(dir(type(self))):
            if isinstance(vars(type(self)).get(name), Verb):
                yield getattr(self, name)


@dataclass(frozen=True, slots=True)
class BoundVerb(Generic[W, R]):
    """A verb of a service at hand, ready to be called."""

    spec: VerbSpec
    gate: "Gate"
    body: Callable[[Any, W], R]

    def __call__(self, wish: W, *, key: str | None = None) -> R:
        """Run behind the gate; raises a SalesCenterError for every outcome but ok."""
        return self.gate.run(self, wish, key)

    def break_off(self) -> None:
        """Stop the calls of a searching verb that run now: they raise Overtaken."""
        self.gate.break_off(self.spec)


class Verb(Generic[S, W, R]):
    """A marked method of a service class."""

    def __init__(self, body: Callable[[S, Any, W], R], **spec: Any) -> None:
        self._body = body
        self._options = spec
        self._spec: VerbSpec | None = None
        self.__doc__ = body.__doc__

    @property
    def spec(self) -> VerbSpec:
        """Name, permission, wish and answer; the annotations are read when first asked for."""
        if self._spec is None:
            hints = get_type_hints(self._body)
            answers = hints.pop("return")
            *_work, asks = hints.values()
            doc = (self._body.__doc__ or "").strip().split("\n")[0]
            self._spec = VerbSpec(asks=asks, answers=answers, doc=doc, **self._options)
        return self._spec

    def __get__(self, service: S, owner: type[S]) -> BoundVerb[W, R]:
        return BoundVerb(self.spec, service.gate, self._body.__get__(service, owner))


def reading(
    name: str, permission: Permission, *, signed_off: bool = False, searches: bool = False
) -> Callable[[Callable[[S, Work, W], R]], Verb[S, W, R]]:
    """Mark a method that only reads; one that searches can be broken off."""
    marked: Callable[[Callable[[S, Work, W], R]], Verb[S, W, R]]
    marked = _marked(name, permission, signed_off=signed_off, searches=searches)
    return marked


def writing(
    name: str, permission: Permission
) -> Callable[[Callable[[S, Work, W], R]], Verb[S, W, R]]:
    """Mark a method that writes: one transaction, one key, events after the commit."""
    marked: Callable[[Callable[[S, Work, W], R]], Verb[S, W, R]]
    marked = _marked(name, permission, writes=True, keyed=True)
    return marked


def staged(
    name: str,
    permission: Permission,
    *,
    signed_off: bool = False,
    when_locked: bool = False,
) -> Callable[[Callable[[S, Stage, W], R]], Verb[S, W, R]]:
    """Mark a method with slow work (a password check) between short transactions.

    It has no key: its arguments are secret, and doing it again does the same.
    """
    marked: Callable[[Callable[[S, Stage, W], R]], Verb[S, W, R]]
    marked = _marked(
        name, permission, writes=True, staged=True, signed_off=signed_off, when_locked=when_locked
    )
    return marked


def _marked(name: str, permission: Permission, **options: bool) -> Any:
    names = ("writes", "searches", "keyed", "staged", "signed_off", "when_locked")
    flags = dict.fromkeys(names, False)

    def mark(body: Callable[[Any, Any, Any], Any]) -> Verb[Any, Any, Any]:
        return Verb(body, name=name, permission=permission, **{**flags, **options})

    return mark
