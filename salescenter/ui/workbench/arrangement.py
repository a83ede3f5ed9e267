"""Where the views of a perspective stand when nobody moved them, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Stacks = tuple[tuple[str, ...], ...]
_SIZES = MappingProxyType({"left": 21, "right": 22, "bottom": 24})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Stacks of views around the editors; a stack shares a place as tabs, the first in front.

    ``sizes`` are the shares that the left and right sides take of the width and the bottom of the
    height, in percent.
    """

    left: Stacks = ()
    right: Stacks = ()
    bottom: Stacks = ()
    sizes: Mapping[str, int] = field(default_factory=lambda: _SIZES)

    def sides(self) -> dict[str, Stacks]:
        """The stacks by side, in the order in which they are to be placed."""
        return {"bottom": self.bottom, "left": self.left, "right": self.right}

    def side_of(self, view_ids: set[str]) -> str:
        """The side on which one of these views stands; "" when none is named."""
        for side, stacks in self.sides().items():
            if any(view_ids & set(stack) for stack in stacks):
                return side
        return ""
