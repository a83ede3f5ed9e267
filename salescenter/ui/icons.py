"""Icons drawn from the bundled SVG files in the colours in force."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from salescenter import resources
from salescenter.ui.colours import Tone, active, name_of

_SIZES = (16, 20)
_PROPERTY = "theme_icon"

IconBearer = QAction | QAbstractButton


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, area: QRectF, name: str, colour: str) -> None:
    """Draw a motif into ``area``; raises FileNotFoundError for a name that is not bundled."""
    svg = _drawing(name).replace("currentColor", colour).encode()
    QSvgRenderer(QByteArray(svg)).render(painter, area)


def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    _drawing(name)  # fails, if at all, before a painter is at work: Qt does not survive that
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(pixmap.rect()), name, colour)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, ratio: float) -> QIcon:
    icon = QIcon()
    for size in _SIZES:
        normal = _pixmap(name, colour, size, ratio)
        icon.addPixmap(normal, QIcon.Mode.Normal)
        icon.addPixmap(normal, QIcon.Mode.Selected)
        icon.addPixmap(_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return icon


def icon(name: str, tone: Tone = Tone.PLAIN) -> QIcon:
    """The icon of that motif in the colours in force; for what asks again at each painting."""
    return coloured_icon(name, name_of(tone))


def coloured_icon(name: str, colour_name: str) -> QIcon:
    """The same in any colour of the dictionary, ``on_accent`` for a primary button."""
    colours = active()
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    return _icon(name, colours[colour_name], colours["disabled"], ratio)


def put_icon(target: IconBearer, name: str, tone: Tone = Tone.PLAIN) -> None:
    """Give a button or an action an icon that changes colour with the theme; "" takes it away."""
    put_coloured_icon(target, name, name_of(tone))


def put_coloured_icon(target: IconBearer, name: str, colour_name: str) -> None:
    """The same in any colour of the dictionary."""
    target.setProperty(_PROPERTY, f"{name} {colour_name}" if name else "")
    target.setIcon(coloured_icon(name, colour_name) if name else QIcon())


def redraw_icons() -> None:
    """Draw every icon given by ``put_icon`` anew; the theme calls this after a change."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton):
            _redraw(widget)
        for action in (*widget.actions(), *_own_actions(widget)):
            _redraw(action)


def _own_actions(widget: object) -> list[QAction]:
    return widget.findChildren(QAction) if isinstance(widget, QLineEdit) else []


def _redraw(target: IconBearer) -> None:
    wanted = target.property(_PROPERTY)
    if isinstance(wanted, str) and wanted:
        name, colour_name = wanted.split(" ")
        target.setIcon(coloured_icon(name, colour_name))
