"""The blocks of the order in front: what holds it back, who placed it, whether it is resolved."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from salescenter.domain.order import Block, BlockKind
from salescenter.i18n import N_, _
from salescenter.services.order_views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.state import WorkbenchState
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import empty_state
from salescenter.ui.workbench.contract import Workbench

ID = "blocks"
_KINDS = {BlockKind.MANUAL: N_("Manual"), BlockKind.AUTOMATIC: N_("Automatic")}


def _state(block: Block) -> str:
    return _("Resolved") if block.is_resolved else _("Open")


def _tone(block: Block) -> Tone:
    return Tone.MUTED if block.is_resolved else Tone.WARN


def _icon(block: Block) -> str:
    return "check" if block.is_resolved else "lock"


def _placed(block: Block) -> str:
    return f"{block.placed_at:%Y-%m-%d %H:%M}" if block.placed_at else ""


COLUMNS = (
    Column[Block]("state", N_("State"), _state, width=100, tone=_tone, icon=_icon),
    Column[Block]("reason", N_("Reason"), lambda block: block.reason_code, width=170),
    Column[Block]("kind", N_("Kind"), lambda block: _(_KINDS[block.kind]), width=90, drop=2),
    Column[Block]("placed", N_("Placed (UTC)"), _placed, width=130, drop=3),
    Column[Block]("comment", N_("Comment"), lambda block: block.comment, stretch=1),
)


class Blocks(QWidget):
    """Follows the order in front. Read only: blocks are placed and resolved by rules so far."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName(ID)
        self.setAccessibleName(_("Blocks"))
        self.model = TableModel(COLUMNS, key=lambda block: block.id)
        self.table = table_view(
            self.model, name="blocks-table", accessible=_("Blocks"), widths=workbench.widths
        )
        self._nothing = empty_state(
            _("No blocks"),
            _("Nothing holds this order back. An open block would stand here with its reason."),
            name="blocks-none",
            icon="lock-open",
        )
        self._no_order = empty_state(
            _("No order in front"),
            _("Open an order to see what holds it back."),
            name="blocks-no-order",
            icon="lock",
        )
        self._pages = QStackedLayout(self)
        for page in (self._no_order, self._nothing, self.table):
            self._pages.addWidget(page)
        workbench.state_changed.connect(self._on_state)
        self._on_state(workbench.state)

    def show_order(self, view: OrderView | None) -> None:
        """Draw the blocks of an order; None for no order."""
        if view is None:
            self._pages.setCurrentWidget(self._no_order)
            return
        self.model.show_rows(sorted(view.order.blocks, key=lambda block: block.is_resolved))
        self._pages.setCurrentWidget(self.table if len(view.order.blocks) else self._nothing)

    def _on_state(self, state: WorkbenchState) -> None:
        subject = state.subject if state.at_work else None
        self.show_order(subject if isinstance(subject, OrderView) else None)
