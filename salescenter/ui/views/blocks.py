"""The blocks of the order in front: what holds it back, who placed it, whether it is resolved."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from salescenter.domain.block_reasons import block_reason
from salescenter.domain.order import Block, BlockKind
from salescenter.domain.store import Store
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.services.stores import StoreById
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text, moment_text
from salescenter.ui.money_text import DASH
from salescenter.ui.state import WorkbenchState
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import STRETCH, column, icon_label, label, page, row
from salescenter.ui.workbench.contract import Workbench

ID = "blocks"
_KINDS = {BlockKind.MANUAL: N_("Manual"), BlockKind.AUTOMATIC: N_("Automatic")}


def _state(block: Block) -> str:
    return _("Resolved") if block.is_resolved else _("Open")


def _tone(block: Block) -> Tone:
    return Tone.MUTED if block.is_resolved else Tone.WARN


def _icon(block: Block) -> str:
    return "check" if block.is_resolved else "lock"


def _reason(block: Block) -> str:
    return block_reason(block.reason_code)


def _muted(_block: Block) -> Tone:
    return Tone.MUTED


class BlockFacts:
    """What the columns need to know beside a block: people's names, and the store's time zone.

    Instants are those of the store; in UTC until the store is known.
    """

    def __init__(self) -> None:
        self.zone: tzinfo = UTC
        self.people: Mapping[int, str] = {}

    def placed_by(self, block: Block) -> str:
        """Who placed it: a person, or a rule."""
        return self._name(block.placed_by) or _("System")

    def resolved_by(self, block: Block) -> str:
        """Who resolved it, for a tip."""
        name = self._name(block.resolved_by)
        return _("By {name}").format(name=name) if name else ""

    def _name(self, user_id: int | None) -> str:
        return self.people.get(user_id or 0, "")

    def placed(self, block: Block) -> str:
        """When it was placed, short."""
        return self._text(block.placed_at)

    def resolved(self, block: Block) -> str:
        """When it was resolved, short."""
        return self._text(block.resolved_at)

    def tip(self, block: Block) -> str:
        """When it was placed, whole."""
        return full_moment_text(block.placed_at, self.zone) if block.placed_at else ""

    def _text(self, at: datetime | None) -> str:
        return moment_text(at, self.zone, datetime.now(UTC)) if at else DASH


def columns(facts: BlockFacts) -> tuple[Column[Block], ...]:
    """The columns of the table."""
    return (
        Column[Block]("state", N_("State"), _state, width=105, tone=_tone, icon=_icon),
        Column[Block]("reason", N_("Reason"), _reason, width=170, strong=True),
        Column[Block]("kind", N_("Kind"), lambda block: _(_KINDS[block.kind]), width=100, drop=2),
        Column[Block]("placed", N_("Placed"), facts.placed, width=120, drop=3, tip=facts.tip),
        Column[Block]("placed_by", N_("Placed by"), facts.placed_by, width=130, drop=5),
        Column[Block](
            "resolved",
            N_("Resolved"),
            facts.resolved,
            width=120,
            drop=4,
            tone=_muted,
            tip=facts.resolved_by,
        ),
        Column[Block]("comment", N_("Comment"), lambda block: block.comment, width=200, stretch=2),
        Column[Block](
            "evidence",
            N_("Evidence"),
            lambda block: block.evidence,
            width=160,
            stretch=1,
            drop=1,
            tone=_muted,
        ),
    )


class Blocks(QWidget):
    """Follows the order in front. Read only: blocks are placed and resolved by rules so far.

    While nothing holds the order back it is one line, so that its dock may be as low as that.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName(ID)
        self.setAccessibleName(_("Blocks"))
        self._workbench = workbench
        self._view: OrderView | None = None
        self._store_id = 0
        self._facts = BlockFacts()
        self.model = TableModel(columns(self._facts), key=lambda block: block.id)
        self.table = table_view(
            self.model, name="blocks-table", accessible=_("Blocks"), widths=workbench.widths
        )
        self._icon = icon_label("lock-open", tone=Tone.MUTED, size=16)
        self._nothing = label(name="blocks-nothing", tone=Tone.MUTED, wrap=True)
        line = row(self._icon, self._nothing)
        line.setStretch(1, 1)
        quiet = page(column(line, STRETCH), name="blocks-quiet", margins=(12, 8, 12, 8))
        self._pages = QStackedLayout(self)
        self._pages.addWidget(quiet)
        self._pages.addWidget(self.table)
        workbench.state_changed.connect(self._on_state)
        self._on_state(workbench.state)

    @property
    def quiet_text(self) -> QLabel:
        """What stands here while there is no block."""
        return self._nothing

    def show_order(self, view: OrderView | None) -> None:
        """Draw the blocks of an order; None for no order."""
        self._view = view
        blocks = _sorted(view) if view is not None else ()
        self._facts.people = view.user_names if view is not None else {}
        if blocks and view is not None:
            self._want_zone(view.order.store_id)
        self.model.show_rows(blocks)
        self._pages.setCurrentIndex(1 if blocks else 0)
        self.setFocusProxy(self.table if blocks else self._nothing)
        text = (
            _("Open an order to see what holds it back.")
            if view is None
            else _("No blocks: nothing holds this order back.")
        )
        self._nothing.setText(text)
        self._icon.show_icon("lock" if view is None else "lock-open", Tone.MUTED)

    def _on_state(self, state: WorkbenchState) -> None:
        subject = state.subject if state.at_work else None
        view = subject if isinstance(subject, OrderView) else None
        if view is not self._view or not self._nothing.text():
            self.show_order(view)

    def _want_zone(self, store_id: int) -> None:
        """Dates are the store's; ask for its time zone once."""
        if store_id == self._store_id:
            return
        self._store_id = store_id
        services = self._workbench.services
        self._workbench.runner.read(
            lambda: services.stores.get(StoreById(store_id=store_id)),
            self._on_store,
            self._workbench.report,
        )

    def _on_store(self, store: Store) -> None:
        self._facts.zone = store.zone
        rows = self.model.rows
        self.model.show_rows(())
        self.model.show_rows(rows)


def _sorted(view: OrderView) -> Sequence[Block]:
    return sorted(view.order.blocks, key=lambda block: block.is_resolved)
