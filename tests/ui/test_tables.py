from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit

from salescenter.ui.colours import Tone, colour, tone_colour
from salescenter.ui.tables import END, Column, TableModel, roles, table_view
from salescenter.ui.tables.cell_delegate import QuantityDelegate
from salescenter.ui.tables.column_widths import fit
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.keys import press, type_text


@dataclass(frozen=True)
class Line:
    id: int
    sku: str
    quantity: int = 1


COLUMNS = (
    Column[Line]("sku", "SKU", lambda row: row.sku, width=80, marks=lambda row: [(0, 2)]),
    Column[Line](
        "quantity", "Qty", lambda row: str(row.quantity), width=60, align=END,
        edit=lambda row: str(row.quantity),
        tone=lambda row: Tone.WARN if row.quantity > 9 else Tone.PLAIN,
        icon=lambda row: "triangle-alert" if row.quantity > 9 else "",
    ),
    Column[Line](
        "price", "Price", lambda _row: "…", width=70, align=END, strong=True,
        beside=lambda row, prices: str(prices.get(row.id, "?")),
    ),
)  # fmt: skip
A, B, C, D = Line(1, "aa"), Line(2, "bb"), Line(3, "cc"), Line(4, "dd")


def a_model(*rows: Line) -> TableModel[Line]:
    model = TableModel(COLUMNS, key=lambda row: row.id)
    model.show_rows(rows)
    return model


class Record:
    """What a model announced."""

    def __init__(self, model: TableModel[Line]) -> None:
        self.told: list[object] = []
        model.modelReset.connect(lambda: self.told.append("reset"))
        model.rowsInserted.connect(lambda _p, a, b: self.told.append(("in", a, b)))
        model.rowsRemoved.connect(lambda _p, a, b: self.told.append(("out", a, b)))
        model.layoutChanged.connect(lambda: self.told.append("order"))
        model.dataChanged.connect(
            lambda a, b: self.told.append((a.row(), a.column(), b.row(), b.column()))
        )


def test_the_model_obeys_qt_through_every_kind_of_change(qtmodeltester):
    model = a_model()
    qtmodeltester.check(model)
    for rows in ([A, B, C], [A, C], [D, C, A, B], [B], [], [A, replace(B, quantity=5)]):
        model.show_rows(rows)
        assert [model.index(n, 0).data() for n in range(model.rowCount())] == [
            row.sku for row in rows
        ]
        qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([A, B], [A, B, C], [("in", 2, 2)]),
        ([A, B, C, D], [A, D], [("out", 1, 2)]),
        ([A, D], [A, B, C, D], [("in", 1, 2)]),
        ([A, B, C], [B, D], [("out", 2, 2), ("out", 0, 0), ("in", 1, 1)]),
        ([A, B, C], [C, B, A], ["order"]),
        ([A, B], [C, D], ["reset"]),
        ([A, B], [A, B], []),
        ([A, B], [A, replace(B, quantity=2)], [(1, 1, 1, 1)]),
        ([A, B, C], [replace(A, sku="x"), replace(B, sku="y"), C], [(0, 0, 1, 0)]),
        ([A, B], [A, replace(B)], []),
    ],
)
def test_exactly_what_differs_is_announced(before, after, told):
    model = a_model(*before)
    record = Record(model)
    model.show_rows(after)
    assert record.told == told
    assert model.rows == tuple(after)


def test_two_rows_of_one_key_are_refused():
    with pytest.raises(ValueError, match="same key"):
        a_model(A, A)


def test_a_value_beside_the_rows_announces_only_the_visible_cells_that_read_differently():
    rows = [Line(n, f"sku-{n}") for n in range(1000)]
    model = a_model()
    model.visible = lambda: (10, 19)
    prices = dict.fromkeys(range(1000), 5)
    model.show_rows(rows, prices)
    record = Record(model)
    model.show_rows(rows, prices | {12: 6, 13: 6, 17: 7, 500: 8})
    assert record.told == [(12, 2, 13, 2), (17, 2, 17, 2)]
    assert model.index(500, 2).data() == "8"


def test_a_thousand_lines_of_which_one_changed_announce_one_cell():
    rows = [Line(n, f"sku-{n}") for n in range(1000)]
    model = a_model(*rows)
    record = Record(model)
    model.show_rows([*rows[:500], replace(rows[500], quantity=3), *rows[501:]])
    assert record.told == [(500, 1, 500, 1)]


def test_selection_stays_with_its_row_when_rows_come_go_and_move(qtbot):
    model = a_model(A, B, C)
    table = table_view(model, name="lines", accessible="Lines")
    qtbot.addWidget(table)
    assert table.select_key(2)
    model.show_rows([D, C, replace(B, quantity=4), A])
    assert table.current_key() == 2
    assert table.selected_keys() == [2]
    model.show_rows([B])
    assert table.current_row() == B


def test_a_cell_says_its_tone_alignment_icon_and_marks(qtbot):
    model = a_model(replace(A, quantity=20))
    cell = model.index(0, 1)
    assert cell.data(roles.FOREGROUND) == tone_colour(Tone.WARN)
    assert cell.data(roles.ALIGNMENT) == END
    assert not cell.data(roles.DECORATION).isNull()
    assert model.index(0, 0).data(roles.MARKS) == [(0, 2)]
    assert model.index(0, 0).data(roles.ROW).id == model.index(0, 0).data(roles.KEY) == 1


def test_a_heading_stands_as_its_column_does():
    model = a_model(A)
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(1, horizontal, roles.ALIGNMENT) == END
    assert model.headerData(1, horizontal) == "Qty"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


def test_tool_tips_of_cells_show_what_was_typed():
    model = a_model(Line(1, "<b>bold</b>"))
    assert model.index(0, 0).data(roles.TOOL_TIP) == "<qt>&lt;b&gt;bold&lt;/b&gt;</qt>"


def _shown_table(qtbot, *rows: Line, **options):
    model = a_model(*rows)
    table = table_view(
        model, name="lines", accessible="Lines", delegates={"quantity": QuantityDelegate()},
        **options,
    )  # fmt: skip
    qtbot.addWidget(table)
    table.resize(320, 240)
    table.show()
    qtbot.waitExposed(table)
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.setFocus()
    return model, table


def test_typing_a_number_on_a_row_wishes_for_it_and_changes_nothing(qtbot):
    model, table = _shown_table(qtbot, A, B)
    wanted: list[tuple[object, str, str]] = []
    model.edit_wanted.connect(lambda *wish: wanted.append(wish))
    table.edit_cell(2, "quantity")
    editor = table.findChild(QLineEdit, "cell_editor")
    assert editor.accessibleName() == "Qty"
    type_text(editor, "12")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wanted == [(2, "quantity", "12")])
    assert model.index(1, 1).data() == "1"


def test_an_edit_that_changes_nothing_wishes_for_nothing(qtbot):
    model, table = _shown_table(qtbot, A)
    wanted: list[object] = []
    model.edit_wanted.connect(lambda *wish: wanted.append(wish))
    table.edit_cell(1, "quantity")
    press(table.findChild(QLineEdit, "cell_editor"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() == table.State.NoState)
    assert wanted == []


def test_up_and_down_change_a_quantity_that_is_being_edited(qtbot):
    model, table = _shown_table(qtbot, A)
    wanted: list[str] = []
    model.edit_wanted.connect(lambda _key, _column, text: wanted.append(text))
    table.edit_cell(1, "quantity")
    editor = table.findChild(QLineEdit, "cell_editor")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        press(editor, key)
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wanted == ["2"])


def test_a_refused_edit_keeps_what_was_typed_and_says_why_until_the_row_changes(qtbot):
    model, table = _shown_table(qtbot, A)
    model.show_problem(1, "quantity", "Whole numbers only.", typed="two")
    cell = model.index(0, 1)
    assert cell.data() == "two"
    assert cell.data(roles.PROBLEM) == "Whole numbers only."
    assert cell.data(roles.TOOL_TIP) == "Whole numbers only."
    assert cell.data(roles.FOREGROUND) == colour("error")
    table.edit_cell(1, "quantity")
    assert table.findChild(QLineEdit, "cell_editor").text() == "two"
    model.show_rows([replace(A, quantity=2)])
    assert (cell.data(), cell.data(roles.PROBLEM)) == ("2", "")


def test_enter_opens_the_row_and_shift_f10_asks_for_its_menu_where_the_row_is(qtbot):
    opened: list[object] = []
    model, table = _shown_table(qtbot, A, B, on_open=opened.append)
    table.setCurrentIndex(model.index(1, 0))
    press(table, Qt.Key.Key_Return)
    assert opened == [2]
    menus: list[object] = []
    table.menu_wanted.connect(lambda key, _point: menus.append(key))
    table.customContextMenuRequested.emit(QPoint(5, 5000))
    assert menus == [2]


def test_an_empty_table_says_what_can_be_done(qtbot):
    _model, table = _shown_table(qtbot, empty="Type a name.")
    blank: QImage = table.grab().toImage()
    table.show_empty_text("")
    assert table.grab().toImage() != blank


def test_a_table_has_names_and_guesses_nothing(qtbot):
    _model, table = _shown_table(qtbot, Line(1, "<b>x</b>"))
    table.edit_cell(1, "quantity")
    assert find_unnamed(table) == []
    assert find_rich_text(table) == []


def test_what_matched_is_underlaid_in_its_colour(qtbot):
    _model, table = _shown_table(qtbot, Line(1, "mmmm"), Line(2, "mmmm"))
    table.clearFocus()
    image = table.viewport().grab().toImage()
    mark = QColor(colour("mark")).rgb()
    area = table.visualRect(table.model().index(1, 0))
    row = [image.pixel(x, area.center().y()) for x in range(area.left(), area.right())]
    assert mark in row


def test_columns_share_a_wide_room_by_their_weight():
    columns = (
        Column[Line]("a", "A", str, width=50),
        Column[Line]("b", "B", str, width=100, stretch=3),
        Column[Line]("c", "C", str, width=100, stretch=1),
    )
    assert fit(columns, 650, {}) == {"a": 50, "b": 400, "c": 200}


def test_columns_shrink_then_drop_in_their_order_and_never_overflow():
    columns = (
        Column[Line]("a", "A", str, width=100),
        Column[Line]("b", "B", str, width=200, stretch=1, narrowest=80),
        Column[Line]("c", "C", str, width=60, drop=1),
        Column[Line]("d", "D", str, width=60, drop=2),
    )
    assert fit(columns, 400, {}) == {"a": 100, "b": 180, "c": 60, "d": 60}
    assert fit(columns, 290, {}) == {"a": 100, "b": 130, "c": 60}
    assert fit(columns, 230, {}) == {"a": 100, "b": 130}


def test_widths_a_person_gave_are_kept_and_used_again(qtbot):
    class Widths:
        def __init__(self) -> None:
            self.kept: dict[str, dict[str, int]] = {}

        def widths_of(self, table: str) -> dict[str, int]:
            return self.kept.get(table, {})

        def keep_widths(self, table: str, widths: dict[str, int]) -> None:
            self.kept[table] = widths

    widths = Widths()
    _model, table = _shown_table(qtbot, A, widths=widths)
    table.horizontalHeader().resizeSection(0, 133)
    qtbot.waitUntil(lambda: widths.kept == {"lines": {"sku": 133}})
    _model, later = _shown_table(qtbot, A, widths=widths)
    assert later.columnWidth(0) == 133
