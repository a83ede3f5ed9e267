"""A call that telephony announces: whose profile or which order the window is to show.

It comes from outside - a command line, a local socket - and is not believed: one short line of
JSON with one known word and a number of plain signs, or it is nothing.
"""

import json
import re
from dataclasses import dataclass

from salescenter.domain.errors import Refused

KINDS = ("customer", "phone", "order")
LONGEST_LINE = 200
_NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9+()/. -]{1,40}")


@dataclass(frozen=True, slots=True)
class ScreenCall:
    """What is to be shown: a customer by number or telephone, or an order by number."""

    kind: str
    number: str

    def __post_init__(self) -> None:
        """Raises Refused ``call.malformed`` for anything but a short plain number."""
        if self.kind not in KINDS or not _NUMBER.fullmatch(self.number):
            raise Refused("call.malformed", kind=self.kind[:20])

    def line(self) -> bytes:
        """As it goes over the socket."""
        return json.dumps({self.kind: self.number}).encode("ascii") + b"\n"


def read_line(line: bytes) -> ScreenCall | None:
    """The call in a line; None for an empty one. Raises Refused ``call.malformed``."""
    if len(line) > LONGEST_LINE:
        raise Refused("call.malformed", kind="")
    if not line.strip():
        return None
    try:
        said = json.loads(line.decode("ascii"))
    except ValueError as error:
        raise Refused("call.malformed", kind="") from error
    if not isinstance(said, dict) or len(said) != 1:
        raise Refused("call.malformed", kind="")
    [(kind, number)] = said.items()
    if not isinstance(number, str):
        raise Refused("call.malformed", kind=kind[:20])
    return ScreenCall(kind, number)
