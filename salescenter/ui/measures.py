"""How large and how close together everything is drawn: one scale and one density a process.

Scale changes letters and what holds them, density the room around them. The theme sets both, as
it sets the colours; fonts, tables and the style sheet ask here.
"""

import re
from dataclasses import dataclass

_POINTS = re.compile(r"(\d+)pt\b")
_HEIGHT = re.compile(r"(min-height: )(\d+)px")
_PADDING = re.compile(r"(?<=padding: )(\d+px)((?: \d+px)+)")
_LEAST_PADDING = 4  # smaller ones are rims, and rows would cover them
_ROOM = {"compact": (-2, -6), "comfortable": (0, 0), "spacious": (3, 8)}


@dataclass(frozen=True, slots=True)
class Measures:
    """``scale`` in percent; ``density`` one of compact, comfortable, spacious."""

    scale: int = 100
    density: str = "comfortable"

    @property
    def row_room(self) -> int:
        """Pixels that a row of a table has more, or less, than the delivered one."""
        return _ROOM[self.density][1]

    def points(self, points: float) -> float:
        """A size of letters, scaled."""
        return points * self.scale / 100

    def style_sheet(self, text: str) -> str:
        """A style sheet with letters of another size and other room around them."""
        text = _POINTS.sub(lambda found: f"{self.points(int(found[1])):g}pt", text)
        text = _HEIGHT.sub(lambda found: f"{found[1]}{int(found[2]) * self.scale // 100}px", text)
        return _PADDING.sub(self._padding, text)

    def _padding(self, found: re.Match[str]) -> str:
        """Above and below; the difference between a rim with and without the focus stays."""
        sides = [int(side.removesuffix("px")) for side in found[0].split()]
        more = _ROOM[self.density][0]
        for place in (0, 2):
            if place < len(sides) and sides[place] >= _LEAST_PADDING:
                sides[place] += more
        return " ".join(f"{side}px" for side in sides)


_active = Measures()


def activate(measures: Measures) -> None:
    """Draw like this from now on; the theme calls this, nobody else."""
    global _active  # noqa: PLW0603 - as with Qt's palette there is one a process
    _active = measures


def active() -> Measures:
    """The measures in force."""
    return _active
