"""Cards, chips, empty states, pages: surfaces on which the rest stands."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salescenter.ui.colours import Tone
from salescenter.ui.widgets.layouts import Margins
from salescenter.ui.widgets.text import heading, icon_label, label, restyle, set_shown


class Card(QFrame):
    """A raised surface with a rim; ``body`` takes what stands on it."""

    def __init__(self, name: str, title: str = "", tone: Tone = Tone.PLAIN) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setProperty("tone", str(tone))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(6)
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(heading(title, level=2))

    def show_tone(self, tone: Tone) -> None:
        """Give the rim a meaning."""
        if self.property("tone") != str(tone):
            self.setProperty("tone", str(tone))
            restyle(self)


def card(*items: QWidget | QLayout, name: str, title: str = "", tone: Tone = Tone.PLAIN) -> Card:
    """A card with these on it, one under the other."""
    made = Card(name, title, tone)
    for item in items:
        if isinstance(item, QWidget):
            made.body.addWidget(item)
        else:
            made.body.addLayout(item)
    return made


class Chip(QFrame):
    """A state in words, a colour and an icon: never the colour alone."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "chip")
        self._accessible = accessible
        self._icon = icon_label("", size=14)
        self._text = label(style="")
        self._text.setProperty("role", "chip-text")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 3, 10, 3)
        box.setSpacing(5)
        box.addWidget(self._icon)
        box.addWidget(self._text)

    def show_state(self, text: str, tone: Tone = Tone.PLAIN, icon: str = "") -> None:
        """Say another state; an empty text hides the chip."""
        self._text.setText(text)
        self._icon.show_icon(icon, tone)
        self._icon.setVisible(bool(icon))
        self.setAccessibleName(f"{self._accessible}: {text}")
        set_shown(self, bool(text))
        for widget in (self, self._text):
            widget.setProperty("tone", str(tone))
            restyle(widget)

    def text(self) -> str:
        """What it says."""
        return self._text.text()


def chip(
    text: str = "", *, name: str, accessible: str, tone: Tone = Tone.PLAIN, icon: str = ""
) -> Chip:
    """A chip; ``accessible`` says what it is the state of."""
    made = Chip(name, accessible)
    made.show_state(text, tone, icon)
    return made


class EmptyState(QWidget):
    """Stands where nothing is, and says what can be done there."""

    def __init__(
        self, name: str, icon: str, title: str, text: str, buttons: Sequence[QPushButton]
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = heading(title, level=2)
        self._text = label(text, tone=Tone.MUTED, wrap=True)
        self.setAccessibleName(title)
        centre = Qt.AlignmentFlag.AlignHCenter
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        box.addStretch(2)
        box.addWidget(icon_label(icon, tone=Tone.MUTED, size=36), alignment=centre)
        for part in (self._title, self._text):
            part.setAlignment(centre)
            part.setWordWrap(True)
            box.addWidget(part)
        for made in buttons:
            box.addWidget(made, alignment=centre)
        box.addStretch(3)

    def show_text(self, title: str, text: str) -> None:
        """Say something else that can be done."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)


def empty_state(
    title: str, text: str = "", *, name: str, icon: str, buttons: Sequence[QPushButton] = ()
) -> EmptyState:
    """A large quiet icon, a title, a sentence, perhaps a button."""
    return EmptyState(name, icon, title, text, buttons)


def separator() -> QFrame:
    """A quiet line across."""
    made = QFrame()
    made.setProperty("role", "separator")
    made.setFixedHeight(1)
    return made


def page(layout: QLayout, *, name: str, margins: Margins = (12, 10, 12, 10)) -> QWidget:
    """A surface with the margins of a page around a layout."""
    made = QWidget()
    made.setObjectName(name)
    layout.setContentsMargins(*margins)
    made.setLayout(layout)
    return made


def scroll_area(content: QWidget, *, name: str, accessible: str) -> QScrollArea:
    """Scrolls up and down only: what stands in a narrow dock elides instead."""
    made = QScrollArea()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(content)
    return made


class FlowRow(QLayout):
    """Lays widgets side by side and goes on in the next line when there is no room."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item in that place, None past the end, as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """A narrow row is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What that width costs."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        width = sum(item.sizeHint().width() + self.spacing() for item in self._items)
        return QSize(max(0, width - self.spacing()), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        """The largest single one."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, area: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def _arrange(self, area: QRect, *, move: bool) -> int:
        x, y, height = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > area.x() and x + size.width() > area.right() + 1:
                x, y, height = area.x(), y + height + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return y + height - area.y()
