"""What is done with the selected lines: another quantity, off the order, copied, by contract."""

import csv
import io
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from salescenter.domain.order import OrderItem
from salescenter.domain.order_lines import group_of
from salescenter.i18n import _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.services.transfer.formula_guard import guarded
from salescenter.ui.editors.order import line_wishes, wishes
from salescenter.ui.editors.order.line_columns import COLUMNS, NUMBERS, QUANTITY, LineFacts
from salescenter.ui.editors.order.line_grid import LineGrid
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.money_text import money_text, quantity_text
from salescenter.ui.widgets import announce
from salescenter.ui.workbench.contract import Choice

_ALWAYS_THERE = frozenset({"sku", QUANTITY, "total"})


class LineWork(QObject):
    """Sends what is wanted of the selected lines, each as one step."""

    def __init__(self, link: OrderLink, grid: LineGrid) -> None:
        super().__init__(grid)
        self._link = link
        self._grid = grid

    def selected(self) -> list[OrderItem]:
        """The selected lines from top to bottom; the current one where none is."""
        view = self._link.view
        keys = self._grid.selected_keys() or [self._grid.current_key()]
        items = view.order.items if view is not None else None
        if items is None:
            return []
        return [line for key in keys if isinstance(key, int) for line in [items.get(key)] if line]

    def remove(self) -> bool:
        """Take the selected lines off, a bundle whole; False when there is none."""
        lines, view = self.selected(), self._link.view
        if not lines or view is None:
            return False
        these = with_groups(view, lines)
        if len(these) == 1:
            place = self._grid.model_of_lines.row_of(these[0].id) + 1
            wish = wishes.remove_item(these[0].id, place)
        else:
            wish = line_wishes.remove_items([line.id for line in these])
        self._link.send(wish, partial(self._on_removed, these))
        return True

    def copy(self) -> bool:
        """Put the selected lines on the clipboard as CSV; False when there is none."""
        lines, view = self.selected(), self._link.view
        if not lines or view is None:
            return False
        facts = self._grid.model_of_lines.beside
        assert isinstance(facts, LineFacts)
        QGuiApplication.clipboard().setText(csv_of(lines, facts))
        text = ngettext("{count} line was copied.", "{count} lines were copied.", len(lines))
        self._link.workbench.say(text.format(count=quantity_text(len(lines))))
        return True

    def choose_contract(self) -> bool:
        """Offer the contracts by which the line may be bought; False when there is none."""
        view, lines = self._link.view, self.selected()
        if view is None or not lines:
            return False
        line = lines[0]
        rows = {
            row.list_id: row
            for row in view.agreed.get(line.item_id, ())
            if row.min_quantity <= line.quantity
        }
        if not rows:
            self._link.workbench.refuse(_("There is no contract by which this can be bought."))
            return True
        offered = [Choice(None, _("The lowest price"), icon="check")]
        for list_id, row in rows.items():
            price = money_text(row.amount, view.order.currency)
            offered.append(Choice(list_id, view.contract_names.get(list_id, ""), price))
        question = _("By which contract is {sku} bought?").format(sku=line.sku)
        self._link.workbench.choose(question, offered, partial(self._by_contract, line))
        return True

    def arrange_columns(self) -> bool:
        """Offer to hide, show and move columns."""
        grid, model = self._grid, self._grid.model_of_lines
        offered = []
        at = grid.currentIndex().column()
        if at >= 0 and not grid.isColumnHidden(at):
            here = model.columns[at]
            title = _(here.title)
            offered = [
                Choice(
                    ("move", here.id, -1), _("Move “{column}” to the left").format(column=title)
                ),
                Choice(
                    ("move", here.id, 1), _("Move “{column}” to the right").format(column=title)
                ),
            ]
        for column in model.columns:
            if column.id in _ALWAYS_THERE:
                continue
            wanted = grid.is_column_wanted(column.id)
            text = _("Hide “{column}”") if wanted else _("Show “{column}”")
            value = ("want", column.id, 0 if wanted else 1)
            offered.append(Choice(value, text.format(column=_(column.title))))
        offered.append(Choice(("restore", "", 0), _("All columns as they are delivered")))
        self._link.workbench.choose(_("Columns of the lines"), offered, self._arrange)
        return True

    def _arrange(self, what: tuple[str, str, int]) -> None:
        kind, column_id, number = what
        if kind == "move":
            self._grid.move_column(column_id, number)
        elif kind == "want":
            self._grid.want_column(column_id, bool(number))
        else:
            self._grid.restore_columns()
        self._grid.setFocus()

    def _by_contract(self, line: OrderItem, contract_id: int | None) -> None:
        view = self._link.view
        names = view.contract_names if view is not None else {}
        mine = names.get(contract_id, "") if contract_id else _("the lowest price")
        place = self._grid.model_of_lines.row_of(line.id) + 1
        self._link.send(line_wishes.choose_contract(line.id, contract_id, place, mine))
        self._grid.setFocus()

    def _on_removed(self, lines: Sequence[OrderItem], answer: object) -> None:
        if answer is None:
            return
        if len(lines) == 1:
            text = _("{sku} is off the order. Undo brings it back.").format(sku=lines[0].sku)
        else:
            text = _("{count} lines are off the order. Undo brings them back.").format(
                count=quantity_text(len(lines))
            )
        announce(self._grid, text)


def with_groups(view: OrderView, lines: Sequence[OrderItem]) -> list[OrderItem]:
    """These lines, and with a line of a bundle the others of it."""
    found: dict[int, OrderItem] = {}
    for line in lines:
        group = line.bundle_group
        for each in (line,) if group is None else group_of(view.order, group):
            found[each.id] = each
    return list(found.values())


def csv_of(lines: Sequence[OrderItem], facts: LineFacts) -> str:
    """Lines as a spreadsheet takes them; text that looks like a formula does not become one."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([column.id for column in COLUMNS])
    for line in lines:
        writer.writerow([_cell(column_id, text) for column_id, text in _texts(line, facts)])
    return written.getvalue()


def _texts(line: OrderItem, facts: LineFacts) -> list[tuple[str, str]]:
    return [
        (column.id, column.beside(line, facts) if column.beside is not None else column.text(line))
        for column in COLUMNS
    ]


def _cell(column_id: str, text: str) -> str:
    return text if column_id in NUMBERS else guarded(text)
