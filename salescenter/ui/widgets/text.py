"""Labels and tool tips that show what was typed, letter by letter, whatever it looks like."""

import html
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from salescenter.ui.colours import Tone, active, name_of
from salescenter.ui.icons import paint_icon

Style = Literal["", "caption", "heading", "title", "value", "total", "number"]


def label(
    text: str = "",
    *,
    name: str = "",
    style: Style = "",
    tone: Tone = Tone.PLAIN,
    wrap: bool = False,
    buddy: QWidget | None = None,
) -> QLabel:
    """A text. ``buddy`` is the field it names, for the mouse and for screen readers."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setObjectName(name)
    made.setProperty("role", style or "text")
    made.setProperty("tone", str(tone))
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def caption(text: str, *, name: str = "", buddy: QWidget | None = None) -> QLabel:
    """The small quiet words over a field or a figure."""
    return label(text, name=name, style="caption", tone=Tone.MUTED, buddy=buddy)


def heading(text: str, *, name: str = "", level: Literal[1, 2] = 1) -> QLabel:
    """The title of a page (1) or of a part of it (2)."""
    return label(text, name=name, style="title" if level == 1 else "heading")


def value_label(
    text: str = "",
    *,
    name: str,
    accessible: str,
    style: Style = "value",
    tone: Tone = Tone.PLAIN,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> QLabel:
    """A figure or a fact, which can be marked and copied; ``accessible`` says what it is."""
    made = label(text, name=name, style=style, tone=tone)
    made.setAccessibleName(accessible)
    made.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Say something in another colour from now on."""
    if widget.property("tone") != str(tone):
        widget.setProperty("tone", str(tone))
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a part; one that has no parent yet shows with it, not as a window now."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


class ElidingLabel(QLabel):
    """A label that leaves letters out rather than being cut, and tells the whole in its tip."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._mode = mode

    def minimumSizeHint(self) -> QSize:
        """Room for some letters is enough."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())

    def event(self, event: QEvent) -> bool:
        """Offer the whole text to the mouse only where letters are left out."""
        if event.type() == QEvent.Type.ToolTip:
            tool_tip(self, self.text() if self.shown_text() != self.text() else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()) | _ONE_LINE, self.shown_text())


_ONE_LINE = int(Qt.TextFlag.TextSingleLine)


def eliding_label(
    text: str = "",
    *,
    name: str,
    accessible: str = "",
    style: Style = "",
    tone: Tone = Tone.PLAIN,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> ElidingLabel:
    """A label for a text of any length in a place that has its own."""
    made = ElidingLabel(mode)
    made.setText(text)
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setProperty("role", style or "text")
    made.setProperty("tone", str(tone))
    return made


class IconLabel(QWidget):
    """A motif in a tone, of any size; it follows the theme by itself."""

    def __init__(self, icon: str, tone: Tone, size: int) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, tone: Tone = Tone.PLAIN) -> None:
        """Draw another one."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the motif over the whole area."""
        if self._icon:
            painter = QPainter(self)
            paint_icon(painter, QRectF(self.rect()), self._icon, active()[name_of(self._tone)])


def icon_label(
    icon: str, *, tone: Tone = Tone.PLAIN, size: int = 18, name: str = "", accessible: str = ""
) -> IconLabel:
    """An icon beside words; ``accessible`` only when the words do not say it already."""
    made = IconLabel(icon, tone, size)
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    return made


def tool_tip(widget: QWidget, text: str) -> None:
    """Explain a widget to the mouse; the text is shown as it is."""
    widget.setToolTip(escaped(text))


def escaped(text: str) -> str:
    """A text that Qt shows as it is where it would guess rich text (tool tips)."""
    if "<" not in text and "&" not in text:
        return text
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say something that happened."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
