"""The status bar: small places that say, in words and colour, what the state is."""

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from salescenter.i18n import _
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets.text import icon_label, label, set_tone, tool_tip
from salescenter.ui.workbench.specs import StatusItem


class _Place(QWidget):
    """One item: an icon and words; hidden when there is nothing to say."""

    def __init__(self, item: StatusItem) -> None:
        super().__init__()
        self._item = item
        self.setObjectName(f"status-{item.id}")
        self._icon = icon_label("", size=14)
        self._text = label(style="")
        self._text.setProperty("role", "status")
        box = QHBoxLayout(self)
        box.setContentsMargins(6, 0, 6, 0)
        box.setSpacing(5)
        box.addWidget(self._icon)
        box.addWidget(self._text)
        self.hide()

    def show_state(self, state: WorkbenchState) -> None:
        hidden = self._item.side == "left" and not state.at_work  # what the work is about
        said = None if hidden else self._item.draw(state)
        self.setVisible(said is not None)
        if said is None:
            return
        self._text.setText(said.text)
        set_tone(self._text, said.tone)
        self._icon.setVisible(bool(said.icon))
        self._icon.show_icon(said.icon, said.tone)
        title = _(self._item.title)
        self.setAccessibleName(f"{title}: {said.text}")
        tool_tip(self, f"{title}: {said.tip or said.text}")


class StatusBar(QStatusBar):
    """Draws the items of the catalogue from the state."""

    def __init__(self, items: tuple[StatusItem, ...]) -> None:
        super().__init__()
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self._places = {item.id: _Place(item) for item in items}
        for item in items:
            add = self.addPermanentWidget if item.side == "right" else self.addWidget
            add(self._places[item.id])

    def show_state(self, state: WorkbenchState) -> None:
        """Draw what follows from ``state``."""
        for place in self._places.values():
            place.show_state(state)

    def text(self, item_id: str) -> str:
        """What an item says, "" when it says nothing; KeyError for an unknown id."""
        place = self._places[item_id]
        return "" if place.isHidden() else place.accessibleName().partition(": ")[2]
