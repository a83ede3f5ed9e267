"""Parts of an order in one immutable sequence, cheap to change and cheap to compare.

Parts (items, deliveries, payments, ...) carry an ``id`` that an order draws from its counter, so
ascending ids are line order. They are kept in chunks which versions of an order share: replacing
one of 10,000 items copies one chunk and the list of chunks, and comparing two versions skips
every chunk that is the same object.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, final, get_args

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_CHUNK = 64


class Part(Protocol):
    """Something with a lasting number inside its order."""

    @property
    def id(self) -> int:
        """The number, drawn once and never used again in this order."""


P = TypeVar("P", bound=Part)


def _id(part: Part) -> int:
    return part.id


@final
class Parts(Generic[P]):
    """Parts by ascending id. Equal when they hold equal parts, however they are chunked."""

    __slots__ = ("_chunks", "_firsts", "_length")

    def __init__(self, parts: Iterable[P] = ()) -> None:
        ordered = sorted(parts, key=_id)
        chunks = tuple(tuple(ordered[at : at + _CHUNK]) for at in range(0, len(ordered), _CHUNK))
        self._set(chunks)

    def _set(self, chunks: tuple[tuple[P, ...], ...]) -> None:
        self._chunks = chunks
        self._firsts = [chunk[0].id for chunk in chunks]
        self._length = sum(map(len, chunks))

    @classmethod
    def _of(cls, chunks: tuple[tuple[P, ...], ...]) -> "Parts[P]":
        parts: Parts[P] = cls.__new__(cls)
        parts._set(chunks)
        return parts

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """At a border parts are a JSON array, read and written by pydantic."""
        from pydantic_core import core_schema

        parts = core_schema.list_schema(handler.generate_schema(get_args(source)[0]))
        return core_schema.no_info_after_validator_function(
            cls,
            parts,
            serialization=core_schema.plain_serializer_function_ser_schema(
                list, return_schema=parts
            ),
        )

    @property
    def chunks(self) -> tuple[tuple[P, ...], ...]:
        """The chunks themselves; the same object means the same parts."""
        return self._chunks

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[P]:
        for chunk in self._chunks:
            yield from chunk

    def __getitem__(self, part_id: int) -> P:
        """The part with this id; raises KeyError when there is none."""
        part = self.get(part_id)
        if part is None:
            raise KeyError(part_id)
        return part

    def __contains__(self, part_id: object) -> bool:
        return isinstance(part_id, int) and self.get(part_id) is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Parts):
            return NotImplemented
        if len(self) != len(other):
            return False
        if self._firsts == other._firsts:  # chunked alike, as versions of one order mostly are
            return all(a is b or a == b for a, b in zip(self._chunks, other._chunks, strict=True))
        return all(a is b or a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Parts({list(self)!r})"

    def get(self, part_id: int) -> P | None:
        """The part with this id, or None."""
        chunk = self._chunk_of(part_id)
        if chunk < 0:
            return None
        parts = self._chunks[chunk]
        at = bisect_left(parts, part_id, key=_id)
        return parts[at] if at < len(parts) and parts[at].id == part_id else None

    def put(self, part: P) -> "Parts[P]":
        """With this part in place of the one with its id, or added where its id belongs."""
        chunk = self._chunk_of(part.id)
        if chunk < 0:
            chunk, parts = 0, (self._chunks[0] if self._chunks else ())
        else:
            parts = self._chunks[chunk]
        at = bisect_left(parts, part.id, key=_id)
        known = at < len(parts) and parts[at].id == part.id
        if known and parts[at] == part:
            return self
        changed = (*parts[:at], part, *parts[at + known :])
        return Parts._of((*self._chunks[:chunk], *_split(changed), *self._chunks[chunk + 1 :]))

    def without(self, part_id: int) -> "Parts[P]":
        """Without the part with this id; the same when there is none."""
        if self.get(part_id) is None:
            return self
        chunk = self._chunk_of(part_id)
        rest = tuple(part for part in self._chunks[chunk] if part.id != part_id)
        between = (rest,) if rest else ()
        return Parts._of((*self._chunks[:chunk], *between, *self._chunks[chunk + 1 :]))

    def _chunk_of(self, part_id: int) -> int:
        return bisect_right(self._firsts, part_id) - 1


def _split(parts: tuple[P, ...]) -> tuple[tuple[P, ...], ...]:
    if len(parts) <= 2 * _CHUNK:
        return (parts,)
    return (parts[:_CHUNK], parts[_CHUNK:])


def changed_parts(before: Parts[P], after: Parts[P]) -> Iterator[tuple[P | None, P | None]]:
    """Pairs (before, after) of the parts that differ, by id; None where there is none.

    Chunks that both share as the same object are skipped without looking inside.
    """
    shared = {id(chunk) for chunk in before.chunks} & {id(chunk) for chunk in after.chunks}
    old = {part.id: part for chunk in before.chunks if id(chunk) not in shared for part in chunk}
    new = {part.id: part for chunk in after.chunks if id(chunk) not in shared for part in chunk}
    for part_id in sorted(old.keys() | new.keys()):
        was, now = old.get(part_id), new.get(part_id)
        if was is not now and was != now:
            yield was, now
