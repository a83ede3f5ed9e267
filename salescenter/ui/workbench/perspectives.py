"""Perspectives: how the views stand, kept for each user, back to the delivered way at a wish."""

from PySide6.QtCore import QObject, QTimer

from salescenter.ui.workbench.docking import Docking
from salescenter.ui.workbench.layout_store import LayoutStore
from salescenter.ui.workbench.specs import Catalog

_PREFERENCE = "perspective"
_SOON_MS = 1000


class Perspectives(QObject):
    """Switches between the arrangements of the catalogue."""

    def __init__(self, catalog: Catalog, docking: Docking, layout: LayoutStore) -> None:
        super().__init__(docking)
        self._catalog, self._docking, self._layout = catalog, docking, layout
        self.active = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.keep)

    def last_used(self) -> str:
        """The one in which the window was left, the first one when it never was."""
        return self._catalog.perspective(self._layout.preference(_PREFERENCE)).id

    def use(self, perspective_id: str) -> None:
        """Keep how things stand, and arrange them as that perspective was left."""
        self.keep()
        perspective = self._catalog.perspective(perspective_id)
        self.active = perspective.id
        self._layout.keep_preference(_PREFERENCE, perspective.id)
        state = self._layout.layout(perspective.id, self._catalog.view_ids())
        if state is None or not self._docking.restore_state(state):
            self._docking.arrange(perspective.arrangement)

    def reset(self) -> None:
        """Arrange the active perspective as it is delivered."""
        self._layout.forget_layout(self.active)
        self._docking.arrange(self._catalog.perspective(self.active).arrangement)
        self.keep()

    def keep_soon(self, *_what_changed: object) -> None:
        """Remember in a moment, when all that belongs to a change has happened."""
        self._soon.start()

    def keep(self) -> None:
        """Remember how things stand now."""
        self._soon.stop()
        if self.active:
            state = self._docking.save_state()
            self._layout.keep_layout(self.active, self._catalog.view_ids(), state)

    def leave(self) -> None:
        """Remember, and stop remembering until somebody uses one again."""
        self.keep()
        self.active = ""
