"""Two people changed the same of a customer: base, theirs and mine in one sentence."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.editors.customer.customer_link import CustomerClash, CustomerLink
from salescenter.ui.widgets import Card, announce, button, label, row


class CustomerClashCard(Card):
    """Waits beside the work without taking the focus; the oldest question first.

    ``redraw`` shows what is stored where theirs is kept.
    """

    def __init__(self, link: CustomerLink, redraw: Callable[[], None]) -> None:
        super().__init__("customer-clash", tone=Tone.WARN)
        self.setAccessibleName(_("Changed by somebody else too"))
        self._link, self._redraw = link, redraw
        self._waiting: list[CustomerClash] = []
        self._text = label(name="customer-clash-text", wrap=True)
        self._keep = button(_("Keep theirs"), name="customer-clash-keep", on=self.keep_theirs)
        self._take = button(_("Use mine"), name="customer-clash-take", on=self.use_mine)
        line = row(self._text, self._keep, self._take)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.hide()
        link.clashed.connect(self.ask)

    def ask(self, clash: CustomerClash) -> None:
        """Ask about one more."""
        self._waiting.append(clash)
        if len(self._waiting) == 1:
            self._show_first()

    def take_focus(self) -> None:
        """The answer that changes nothing is nearest."""
        self._keep.setFocus()

    def keep_theirs(self) -> None:
        """Let it stand as it is now."""
        self._answered()
        self._redraw()

    def use_mine(self) -> None:
        """Send the wish again, on what it is now."""
        clash = self._answered()
        if clash is not None:
            self._link.send(clash.wish, clash.failed, base=clash.theirs)

    def question(self) -> str:
        """What is asked; "" when nothing is."""
        return self._text.text() if self._waiting else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps theirs: it changes nothing."""
        if event.key() == Qt.Key.Key_Escape and self._waiting:
            self.keep_theirs()
        else:
            super().keyPressEvent(event)

    def _answered(self) -> CustomerClash | None:
        clash = self._waiting.pop(0) if self._waiting else None
        if self._waiting:
            self._show_first()
            return clash
        had_focus = self.isAncestorOf(self.window().focusWidget() or QWidget())
        self.hide()
        if had_focus:
            self.focusNextChild()
        return clash

    def _show_first(self) -> None:
        clash = self._waiting[0]
        text = _("{about}: it was {base}; {by} made it {theirs}; you want {mine}.").format(
            about=clash.wish.about,
            base=clash.wish.text(clash.base),
            theirs=clash.wish.text(clash.theirs),
            mine=clash.wish.mine,
            by=clash.by or _("somebody else"),
        )
        self._text.setText(text)
        self.show()
        announce(self, text)
