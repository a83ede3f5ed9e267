"""Pages of an editor under a row of tabs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget


class Pages(QWidget):
    """Tabs with the pages below them; pages are known by lasting ids."""

    turned = Signal(str)

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ids: list[str] = []
        self.tabs = QTabBar()
        self.tabs.setObjectName(f"{name}-tabs")
        self.tabs.setAccessibleName(accessible)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedWidget()
        self._stack.setObjectName(f"{name}-stack")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.tabs)
        box.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_changed)

    def add_page(self, page_id: str, title: str, widget: QWidget) -> None:
        """One more page, behind the others."""
        self._ids.append(page_id)
        self._stack.addWidget(widget)
        self.tabs.addTab(title.replace("&", "&&"))

    def set_title(self, page_id: str, title: str) -> None:
        """Say something else on a tab ("Payment (2)")."""
        self.tabs.setTabText(self._ids.index(page_id), title.replace("&", "&&"))

    def count(self) -> int:
        """How many pages there are."""
        return len(self._ids)

    def current_id(self) -> str:
        """The page in front, "" when there is none."""
        return self._ids[self.tabs.currentIndex()] if self._ids else ""

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front; raises ValueError for an unknown id."""
        self.tabs.setCurrentIndex(self._ids.index(page_id))

    def turn(self, step: int) -> None:
        """Go ``step`` pages on, round and round."""
        if self._ids:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % len(self._ids))

    def _on_changed(self, index: int) -> None:
        """The focus goes along, unless it is on the tabs themselves."""
        moves = self._stack.currentWidget() is not None and self._stack.isAncestorOf(
            self.focusWidget() or self.tabs
        )
        self._stack.setCurrentIndex(index)
        page = self._stack.currentWidget()
        if moves and page is not None:
            page.setFocus()
        if 0 <= index < len(self._ids):
            self.turned.emit(self._ids[index])
