"""What goes with the items of the order in front. Empty until a store keeps associations."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import empty_state
from salescenter.ui.workbench.contract import Workbench

ID = "merchandising_associations"


class MerchandisingAssociations(QWidget):
    """Says what will stand here, and what helps until then."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName(ID)
        self.setAccessibleName(_("Merchandising associations"))
        self._nothing = empty_state("", name="associations-none", icon="package")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._nothing)
        workbench.state_changed.connect(self._on_state)
        self._on_state(workbench.state)

    def _on_state(self, state: WorkbenchState) -> None:
        subject = state.subject if state.at_work else None
        if isinstance(subject, OrderView):
            self._nothing.show_text(
                _("Nothing to suggest"),
                _("This store keeps no list of what goes with its items."),
            )
        else:
            self._nothing.show_text(
                _("No order in front"),
                _("Open or start an order to see what goes with its items."),
            )
