"""Which organization a customer buys for: typing finds, arrows choose, Enter takes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.customer import Organization
from salescenter.i18n import N_, _
from salescenter.services.customers import FindOrganization
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import Field, search_field
from salescenter.ui.workbench.contract import Workbench

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHOWN = 5

COLUMNS = (
    Column[Organization]("name", N_("Organization"), lambda one: one.name, width=240, stretch=1),
    Column[Organization](
        "number", N_("Number"), lambda one: one.number, width=110, tone=lambda _one: Tone.MUTED
    ),
)


class OrganizationField(QWidget):
    """``submitted``: Enter was pressed, and the organization is taken already."""

    submitted = Signal()

    def __init__(self, workbench: Workbench, store_id: int) -> None:
        super().__init__()
        self._workbench, self._store_id = workbench, store_id
        self._latest = Latest(workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self._taken: Organization | None = None
        self.search = search_field(_("Organization"), name="new_customer-organization")
        self.search.textEdited.connect(self._find)
        self.search.textChanged.connect(self._on_changed)
        self.search.editingFinished.connect(self._on_left)
        self.search.installEventFilter(self)
        self._field = Field(_("Organization"), self.search, required=True)
        self.model = TableModel(COLUMNS, key=lambda one: one.id)
        self.table = table_view(
            self.model,
            name="new_customer-organizations",
            accessible=_("Organizations found"),
            empty=_("No organization of this store begins like that."),
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.table.clicked.connect(self.take)
        self.table.setFixedHeight(_SHOWN * self.table.verticalHeader().defaultSectionSize() + 4)
        self.table.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self._field)
        box.addWidget(self.table)

    def value(self) -> Organization | None:
        """The organization that was taken."""
        return self._taken

    def show_problem(self, text: str) -> None:
        """Say what is wrong; "" clears it."""
        self._field.show_problem(text)

    def take(self) -> bool:
        """Take the organization in front; False when none is."""
        organization = self.table.current_row()
        if organization is None or self.table.isHidden():
            return False
        self._latest.forget()
        self.search.start_over(organization.name)
        self._taken = organization
        self.table.hide()
        self._field.clear_problem()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move through the hits, Enter takes one, Esc puts them away."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _MOVES and self.table.isVisible():
            last = self.model.rowCount() - 1
            place = self.table.currentIndex().row() + _MOVES[key]
            self.table.select_row(max(0, min(last, place)))
        elif key in _ENTER:
            if not self.take():
                self.submitted.emit()
        elif key == Qt.Key.Key_Escape and self.table.isVisible():
            self.table.hide()
        else:
            return False
        return True

    def _on_changed(self, text: str) -> None:
        if self._taken is not None and text != self._taken.name:
            self._taken = None
        if not text.strip():
            self.table.hide()

    def _find(self, text: str) -> None:
        if not text.strip():
            self._latest.forget()
            return
        customers = self._workbench.services.customers
        wish = FindOrganization(store_id=self._store_id, text=text)
        self._latest.run(lambda: customers.organizations(wish), self._show, self._on_failed)

    def _show(self, found: tuple[Organization, ...]) -> None:
        self.model.show_rows(found)
        self.table.show()
        self.table.select_row(0)

    def _on_failed(self, error: Exception) -> None:
        self._field.show_problem(str(error))

    def _on_left(self) -> None:
        """Whoever goes on has meant the one in front, when it is called exactly so."""
        typed = self.search.text().strip().casefold()
        first = self.model.rows[0] if self.model.rows else None
        if self._taken is None and first is not None and first.name.casefold() == typed:
            self.table.select_row(0)
            self.take()
        if not self.search.hasFocus():
            self.table.hide()
            if typed and self._taken is None:
                self._field.show_problem(_("Choose one of the organizations that are found."))
