"""Items that may be meant, over the entry line while it is typed into."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from salescenter.domain.catalogue import ItemKind, ItemMatch, is_piece
from salescenter.domain.entry import ItemEntry, proposed_match
from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import money_text, quantity_text
from salescenter.ui.tables import END, Column, TableModel, table_view
from salescenter.ui.widgets import caption

_MOST_ROWS, _ROWS_OF_WORDS = 8, 2
_LEAST_WIDTH = 600


_WHOLES = {ItemKind.PRODUCT: N_("Choose the kind"), ItemKind.BUNDLE: N_("Bundle")}


def _stock(match: ItemMatch) -> str:
    if match.kind in _WHOLES:
        return _(_WHOLES[match.kind])
    if match.is_discontinued:
        return _("Discontinued, {count} left").format(count=quantity_text(match.free))
    if match.free <= 0:
        return _("None free")
    return _("{count} free").format(count=quantity_text(match.free))


def _stock_tone(match: ItemMatch) -> Tone:
    if match.kind in _WHOLES:
        return Tone.INFO
    return Tone.OK if match.free > 0 and not match.is_discontinued else Tone.WARN


def _price(match: ItemMatch) -> str:
    if match.kind in _WHOLES and not match.amount:
        return ""
    price = money_text(match.amount, match.currency)
    return price if is_piece(match.unit) else f"{price} / {match.unit}"


COLUMNS = (
    Column[ItemMatch]("sku", N_("SKU"), lambda match: match.sku, width=96),
    Column[ItemMatch](
        "name", N_("Description"), lambda match: match.name, width=200, stretch=1, narrowest=160
    ),
    Column[ItemMatch](
        "price",
        N_("Price"),
        _price,
        width=118,
        align=END,
    ),
    Column[ItemMatch](
        "free",
        N_("Free stock"),
        _stock,
        width=150,
        align=END,
        tone=_stock_tone,
    ),
)


class Suggestions(QFrame):
    """A list that never takes the focus; it lies over its parent, above the field."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("suggestions")
        self.setProperty("role", "popup")
        self.model = TableModel(COLUMNS, key=lambda match: match.id)
        self.table = table_view(
            self.model, name="suggestions-list", accessible=_("Items that may be meant")
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.table.clicked.connect(self._on_clicked)
        self._hint = caption("", name="suggestions-hint")
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.setSpacing(4)
        box.addWidget(self.table)
        box.addWidget(self._hint)
        self.hide()

    def show_matches(
        self, entry: ItemEntry, matches: Sequence[ItemMatch], over: QWidget, instead: int = 0
    ) -> None:
        """Offer these above the field ``over``; stand on the one that is proposed.

        ``instead``: how many of them replace what is discontinued.
        """
        self.model.show_rows(matches)
        self.table.show_empty_text(_("Nothing is called “{text}”.").format(text=entry.text))
        proposed = proposed_match(entry, matches)
        if proposed is None:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.model.index(-1, -1))
        else:
            self.table.select_key(proposed.id)
        hint = _hint(entry, matches, proposed)
        if instead:
            hint = f"{_('Discontinued: what replaces it stands below it')} · {hint}"
        self._hint.setText(hint)
        self._place(over)
        self.show()
        self.raise_()

    def current(self) -> ItemMatch | None:
        """The item one stands on."""
        found: ItemMatch | None = self.table.current_row()
        return found

    def move_by(self, step: int) -> None:
        """Stand on a neighbour."""
        row = self.table.currentIndex().row()
        last = self.model.rowCount() - 1
        self.table.select_row(max(0, min(last, row + step)) if row >= 0 else 0)

    def _place(self, over: QWidget) -> None:
        """As wide as the field and as high as the hits, as far as there is room above it."""
        corner = over.mapTo(self._ground, QPoint(0, 0))
        rows = min(_MOST_ROWS, self.model.rowCount()) or _ROWS_OF_WORDS
        wanted = rows * self.table.verticalHeader().defaultSectionSize() + 6
        rest = self._hint.sizeHint().height() + 20
        height = min(wanted + rest, max(corner.y() - 8, rest + 60))
        width = min(max(over.width(), _LEAST_WIDTH), self._ground.width() - 8)
        left = max(4, min(corner.x(), self._ground.width() - width - 4))
        self.setGeometry(left, corner.y() - height - 3, width, height)

    def _on_clicked(self) -> None:
        match = self.current()
        if match is not None:
            self.picked.emit(match)


def _hint(entry: ItemEntry, matches: Sequence[ItemMatch], proposed: ItemMatch | None) -> str:
    if not matches:
        return _("Check the code, or type a word of the name.")
    if proposed is None:
        return _(
            "No item has the code {code}. Is one of these meant? Choose with the arrows."
        ).format(code=entry.text)
    count = quantity_text(entry.quantity)
    if proposed.kind is ItemKind.PRODUCT:
        return _("Enter chooses the kind · Up and Down choose · Esc leaves")
    return _("Enter adds {count} · Up and Down choose · Esc leaves").format(count=count)
