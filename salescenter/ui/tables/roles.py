"""Item roles as plain integers: comparing Qt's enumerations costs more than the rest of a cell."""

from typing import Final

from PySide6.QtCore import Qt

DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
EDIT: Final = int(Qt.ItemDataRole.EditRole)
DECORATION: Final = int(Qt.ItemDataRole.DecorationRole)
TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
FONT: Final = int(Qt.ItemDataRole.FontRole)
ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
FOREGROUND: Final = int(Qt.ItemDataRole.ForegroundRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
ROW: Final = int(Qt.ItemDataRole.UserRole)
KEY: Final = ROW + 1
MARKS: Final = ROW + 2
"""Which letters of the text to mark: (start, length) pairs."""
PROBLEM: Final = ROW + 3
"""What is wrong with what was typed here; "" when nothing is."""
