"""A column as data: its heading, how a cell reads, how wide it wants to be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import Qt

from salescenter.ui.colours import Tone

Row = TypeVar("Row")

START: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
END: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)  # no slots: Python 3.11 fails on Column[Row](...) with them
class Column(Generic[Row]):
    """One column. ``title`` is marked with ``N_``; the heading stands as the cells do.

    ``width`` is in pixels. ``stretch`` shares out what is left over, or is missing: such a column
    may shrink to ``narrowest``. When there is still no room, columns go in the order of ``drop``,
    the highest first; 0 never goes. With ``beside`` the text is a function of the row and of the
    value that stands beside the rows (a price beside an order), and is compared by itself.
    """

    id: str
    title: str
    text: Callable[[Row], str]
    width: int = 90
    stretch: int = 0
    narrowest: int = 60
    drop: int = 0
    align: Qt.AlignmentFlag = START
    tone: Callable[[Row], Tone] | None = None
    icon: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None
    strong: bool = False
    marks: Callable[[Row], Sequence[tuple[int, int]]] | None = None
    edit: Callable[[Row], str] | None = None
    beside: Callable[[Row, Any], str] | None = None
    beside_tone: Callable[[Row, Any], Tone] | None = None
