"""What the docking lacks: names, plain text, shares of the room. Knows none of its types."""

import zlib
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QToolButton, QWidget

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.icons import icon
from salescenter.ui.widgets.text import tool_tip
from salescenter.ui.workbench.arrangement import Arrangement


def mend_tab(tab: QWidget, title: str) -> None:
    """Titles may hold what customers typed: a tab shows it as it is, and its cross has a name."""
    show_plain_text(tab)
    tool_tip(tab, title)
    for close in tab.findChildren(QToolButton):
        close.setAccessibleName(_("Close {title}").format(title=title))
        close.setIcon(icon("x", Tone.MUTED))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def is_state(state: bytes) -> bool:
    """Whether a saved state is whole: four bytes of length, then compressed. Qt only warns."""
    try:
        return len(zlib.decompress(state[4:])) == int.from_bytes(state[:4], "big")
    except zlib.error:
        return False


def show_plain_text(part: QWidget) -> None:
    """No label in there guesses rich text."""
    for text in part.findChildren(QLabel):
        text.setTextFormat(Qt.TextFormat.PlainText)


def share_room(
    area: QWidget, centre: QWidget, views: Mapping[str, QWidget], arrangement: Arrangement
) -> None:
    """Give each side its share beside the editors in ``centre``; stacks of a side share alike."""
    for splitter in area.findChildren(QSplitter):
        parts = [splitter.widget(place) for place in range(splitter.count())]
        shown = [part for part in parts if part is not None and not part.isHidden()]
        total = sum(splitter.sizes())
        if not total or not shown:
            continue
        if any(_holds(part, centre) for part in shown):
            shares = [_share_of(part, centre, views, arrangement) for part in shown]
        else:
            shares = [100 // len(shown)] * len(shown)
        rest = 100 - sum(shares)
        wanted = dict(zip(map(id, shown), (share or rest for share in shares), strict=True))
        splitter.setSizes([total * wanted.get(id(part), 0) // 100 for part in parts])


def _share_of(
    part: QWidget, centre: QWidget, views: Mapping[str, QWidget], arrangement: Arrangement
) -> int:
    """The percentage a part of a splitter wants, 0 for the part with the editors."""
    if _holds(part, centre):
        return 0
    inside = {name for name, dock in views.items() if part.isAncestorOf(dock)}
    return arrangement.sizes.get(arrangement.side_of(inside), 0)


def _holds(part: QWidget, centre: QWidget) -> bool:
    return part is centre or part.isAncestorOf(centre)
