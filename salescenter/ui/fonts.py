"""The bundled fonts: the window looks the same everywhere, and digits stand under digits.

Customers have names in any script; the faces behind the first one draw those it has no letters
for, so that no name depends on what the machine has. Registering a face costs a millisecond: it is
read when its first letter is drawn.
"""

from PySide6.QtGui import QFont, QFontDatabase

from salescenter import resources
from salescenter.ui import measures

FAMILY = "IBM Plex Sans"
FAMILIES = (
    FAMILY,
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Sales Center Han",
    "Sales Center Hangul",
)
POINTS = 10.0


def load() -> None:
    """Register the bundled faces; raises FileNotFoundError when one is missing or unreadable."""
    for file in sorted(resources.path("fonts").glob("*.[ot]tf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
    if not set(FAMILIES) <= set(QFontDatabase.families()):
        raise FileNotFoundError(resources.path("fonts"))


def interface(points: float = POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the interface in the scale in force; its digits are equally wide."""
    font = QFont(list(FAMILIES))
    font.setPointSizeF(measures.active().points(points))
    font.setWeight(weight)
    return font
