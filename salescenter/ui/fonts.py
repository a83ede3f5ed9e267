"""The bundled font: the window looks the same everywhere, and digits stand under digits."""

from PySide6.QtGui import QFont, QFontDatabase

from salescenter import resources

FAMILY = "IBM Plex Sans"
POINTS = 10.0


def load() -> None:
    """Register the bundled faces; raises FileNotFoundError when one is missing or unreadable."""
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
    if FAMILY not in QFontDatabase.families():
        raise FileNotFoundError(resources.path("fonts"))


def interface(points: float = POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the interface; its digits are equally wide."""
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font
