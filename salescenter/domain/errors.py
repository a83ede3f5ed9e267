"""What can go wrong in a way that a person can act on.

A verb has one of six outcomes (architecture): ok, refused, conflict, denied, busy, unknown. The
last five are raised as the classes below. A refusal is a code and parameters; its sentence is
looked up and translated only when somebody reads it, so that one log, one driver and two
languages tell the same story. Every other exception is a bug.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from salescenter.domain.refusals import sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where: ``field`` is what the window jumps to."""

    code: str
    field: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return sentence(self.code, self.params)


class SalesCenterError(Exception):
    """A "no" that may be read out: a code, its parameters, and the sentence made of both."""

    outcome: ClassVar[str] = "refused"

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        return sentence(self.code, self.params)


class Refused(SalesCenterError):
    """A rule says no. ``problems`` lists everything that is wrong at once."""

    def __init__(self, code: str, problems: Sequence[Problem] = (), /, **params: object) -> None:
        super().__init__(code, **params)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.problems)])


class NotFound(Refused):
    """There is no such thing, or it is not of the store that was asked."""


class Conflict(SalesCenterError):
    """Somebody changed it since; carries what changed, by whom."""

    outcome = "conflict"

    def __init__(
        self, subject: str, *, version: int, fields: Sequence[str] = (), by: Sequence[str] = ()
    ) -> None:
        super().__init__("conflict", subject=subject, version=version, by=", ".join(by))
        self.version = version
        self.fields = tuple(fields)
        self.by = tuple(by)


class Denied(SalesCenterError):
    """The actor has no right to do this, now or at all."""

    outcome = "denied"


class Busy(SalesCenterError):
    """The store could not be reached in time; nothing was written."""

    outcome = "busy"

    def __init__(self, retry_after: float = 1.0) -> None:
        super().__init__("busy", seconds=retry_after)
        self.retry_after = retry_after


class Unknown(SalesCenterError):
    """The commit was sent and no answer came; asking again with the same key resolves it."""

    outcome = "unknown"

    def __init__(self, key: str) -> None:
        super().__init__("unknown", key=key)
        self.key = key
