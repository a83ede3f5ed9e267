"""What goes with the items of the order in front. Empty until a store keeps associations."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.i18n import _
from salescenter.ui.widgets import empty_state
from salescenter.ui.workbench.contract import Workbench

ID = "merchandising_associations"


class MerchandisingAssociations(QWidget):
    """Says what will stand here, and what helps until then."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName(ID)
        self.setAccessibleName(_("Merchandising associations"))
        self._workbench = workbench
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(
            empty_state(
                _("No associations yet"),
                _(
                    "This store keeps none. Marketing promotions beside this view says what else "
                    "would help the customer."
                ),
                name="associations-none",
                icon="package",
            )
        )
