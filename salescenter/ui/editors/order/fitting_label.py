"""Quiet words beside something that matters more: they are said whole, shorter, or not at all."""

from PySide6.QtCore import QSize, Qt

from salescenter.ui.colours import Tone
from salescenter.ui.widgets import ElidingLabel


class FittingLabel(ElidingLabel):
    """Shows the first of its texts that there is room for; half an amount or half a time misleads.

    The tip tells the whole, as that of any label that leaves letters out.
    """

    def __init__(self, name: str) -> None:
        super().__init__(Qt.TextElideMode.ElideRight)
        self.setObjectName(name)
        self.setProperty("role", "caption")
        self.setProperty("tone", str(Tone.MUTED))
        self._texts: tuple[str, ...] = ()

    def show_texts(self, *texts: str) -> None:
        """The whole text, then shorter ones that say the same with less."""
        self._texts = texts
        self.setText(texts[0] if texts else "")

    def minimumSizeHint(self) -> QSize:
        """It may be left out."""
        return QSize(0, super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """The first text that fits, "" when none does."""
        room = self.contentsRect().width()
        metrics = self.fontMetrics()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= room)
        return next(fitting, "")
