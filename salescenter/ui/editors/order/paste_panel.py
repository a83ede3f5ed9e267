"""A pasted block in place of the lines: looked at and corrected before anything is added.

Enter adds all that was understood in one step; what was not stays, to be corrected. Esc leaves
everything as it was.
"""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salescenter.i18n import _, ngettext
from salescenter.services.catalogue_entry import Recognise, Recognised
from salescenter.services.orders.views import OrderStep
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import line_wishes
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.paste_rows import (
    COLUMNS,
    TEXT,
    PastedRow,
    rows_of,
    said_of,
    wanted,
)
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.money_text import quantity_text
from salescenter.ui.tables import TableModel, TableView
from salescenter.ui.widgets import announce, button, caption, column, heading, label, row
from salescenter.ui.workbench.contract import ColumnWidths

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_PROPOSERS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class PasteTable(TableView):
    """Typing corrects the text of a line; Enter means all of them."""

    accepted = Signal()
    left = Signal()
    dropped = Signal()
    proposed = Signal(int)

    def __init__(self, model: TableModel[PastedRow], widths: ColumnWidths | None) -> None:
        super().__init__(model, "pasted-lines", _("Pasted lines"), widths)
        self._text = model.column_of(TEXT)

    def is_editing(self) -> bool:
        """Whether a line is being typed anew."""
        return self.state() == TableView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds, Esc leaves, Del drops the line, Left and Right try what may be meant."""
        key = Qt.Key(event.key())
        if self.is_editing():
            super().keyPressEvent(event)
        elif key in _ENTERS:
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _REMOVERS:
            self.dropped.emit()
        elif key in _PROPOSERS:
            self.proposed.emit(_PROPOSERS[key])
        else:
            row_at = self.currentIndex().row()
            if row_at >= 0:
                self.setCurrentIndex(self.model().index(row_at, self._text))
            super().keyPressEvent(event)


class PastePanel(QWidget):
    """``opened`` and ``closed`` tell when it stands in place of the lines."""

    opened = Signal()
    closed = Signal()
    added = Signal(int)

    def __init__(self, link: OrderLink) -> None:
        super().__init__()
        self.setObjectName("paste")
        self.setAccessibleName(_("Pasted lines, not added yet"))
        self._link = link
        self._latest = Latest(link.workbench.runner)
        self._rows: list[PastedRow] = []
        self.model = TableModel(COLUMNS, key=lambda each: each.key)
        self.table = PasteTable(self.model, link.workbench.widths)
        self._title = heading("", level=2, name="paste-title")
        self._problem = label(name="paste-problem", style="caption", tone=Tone.ERROR, wrap=True)
        self._problem.hide()
        hint = caption(
            _("Type to correct · Left and Right try what may be meant · Del drops · Esc leaves"),
            name="paste-hint",
        )
        self._add = button(_("Add"), name="paste-add", kind="primary", on=self.accept)
        leave = button(_("Leave"), name="paste-leave", kind="quiet", on=self.leave)
        head = row(self._title, leave, self._add)
        head.setStretch(0, 1)
        self._said = label(name="paste-said", wrap=True)
        self.setLayout(column(head, self.table, self._problem, self._said, hint, gap=6))
        self.setFocusProxy(self.table)
        self._wire()

    def open_for(self, block: str) -> None:
        """Read a block line by line and show what was understood."""
        if self._link.store is None:
            return
        self._latest.run(self._reader(block), self._on_read, self._link.workbench.report)

    def rows(self) -> tuple[PastedRow, ...]:
        """The lines as they are understood now."""
        return tuple(self._rows)

    def problem(self) -> str:
        """Why nothing was added; "" when all is well."""
        return self._problem.text()

    def accept(self) -> None:
        """Add what was understood, all or none."""
        understood = [each for each in self._rows if each.match is not None]
        if not understood:
            self._show_problem(_("No line was understood. Correct one, or leave with Esc."))
            return
        self._show_problem("")
        keys = frozenset(each.key for each in understood)
        self._link.send(
            line_wishes.add_items(wanted(understood)),
            partial(self._on_added, keys),
            self._on_refused,
        )

    def leave(self) -> None:
        """Add nothing."""
        self._latest.forget()
        self._close()

    # Building

    def _wire(self) -> None:
        self.table.accepted.connect(self.accept)
        self.table.left.connect(self.leave)
        self.table.dropped.connect(self._on_dropped)
        self.table.proposed.connect(self._on_proposed)
        self.table.selected.connect(self._on_selected)
        self.model.edit_wanted.connect(self._on_typed)

    def _reader(self, block: str) -> Any:
        view, store = self._link.view, self._link.store
        assert store is not None
        currency = view.order.currency if view is not None else store.currency
        wish = Recognise(store_id=store.id, block=block, currency=currency)
        return partial(_recognise, self._link.workbench.services, wish)

    # What happens

    def _on_read(self, found: tuple[Recognised, ...]) -> None:
        self._show_problem("")
        self._show(rows_of(found))
        self.opened.emit()
        self._to_next_problem()
        self.table.setFocus()
        announce(self.table, self._title.text())

    def _on_typed(self, key: int, _column: str, typed: str) -> None:
        if not typed:
            self._drop(key)
            return
        self._link.workbench.runner.read(
            self._reader(typed), partial(self._on_retyped, key), self._on_refused
        )

    def _on_retyped(self, key: int, found: tuple[Recognised, ...]) -> None:
        """The line as it is understood now; what was typed into it may be several."""
        made = []
        fresh = max((each.key for each in self._rows), default=0)
        for old in self._rows:
            if old.key != key:
                made.append(old)
                continue
            for at, each in enumerate(found):
                placed = replace(each, place=old.found.place)
                made.append(PastedRow(key if not at else fresh + at, placed))
        self._show(made)
        self._to_next_problem()

    def _on_selected(self, _key: object) -> None:
        """All that there is to say of the line, where its cell may be too narrow for it."""
        current = self.table.current_row()
        self._said.setText(said_of(current) if current is not None else "")

    def _on_dropped(self) -> None:
        key = self.table.current_key()
        if isinstance(key, int):
            self._drop(key)

    def _drop(self, key: int) -> None:
        place = self.model.row_of(key)
        self._show([each for each in self._rows if each.key != key])
        if not self._rows:
            self._close()
        else:
            self.table.select_row(min(place, len(self._rows) - 1))

    def _on_proposed(self, step: int) -> None:
        key = self.table.current_key()
        self._show([each.with_proposal(step) if each.key == key else each for each in self._rows])

    def _on_added(self, keys: frozenset[int], step: OrderStep | None) -> None:
        """What was added goes; what was not understood stays to be corrected."""
        if step is None:
            return
        text = ngettext("{count} line was added.", "{count} lines were added.", len(keys))
        announce(self.table, text.format(count=quantity_text(len(keys))))
        self._show([each for each in self._rows if each.key not in keys])
        if not self._rows:
            self._close()
        else:
            self.table.select_row(0)
        if step.part_id is not None:
            self.added.emit(step.part_id)

    def _on_refused(self, error: Exception) -> None:
        self._show_problem(refusal_text(error))

    def _close(self) -> None:
        self._show([])
        self.closed.emit()

    # Showing

    def _show(self, rows: list[PastedRow]) -> None:
        self._rows = rows
        self.model.show_rows(rows)
        self._on_selected(None)
        understood = sum(each.match is not None for each in rows)
        self._title.setText(
            _("{understood} of {count} pasted lines understood").format(
                understood=quantity_text(understood), count=quantity_text(len(rows))
            )
        )
        add = ngettext("Add {count} line", "Add {count} lines", understood)
        self._add.setText(add.format(count=quantity_text(understood)))
        self._add.setAccessibleName(self._add.text())
        self._add.setEnabled(understood > 0)

    def _to_next_problem(self) -> None:
        """Stand on what has to be corrected first; else on the first line."""
        for place, each in enumerate(self._rows):
            if each.match is None:
                self.table.select_row(place)
                return
        self.table.select_row(0)

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            announce(self.table, text)


def _recognise(services: Any, wish: Recognise) -> tuple[Recognised, ...]:
    found: tuple[Recognised, ...] = services.entry.recognise(wish)
    return found
