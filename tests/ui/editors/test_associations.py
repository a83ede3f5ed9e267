"""What goes with the order in front, in its view beside a real order."""

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.catalogue import AssociationKind
from salescenter.ui.views.merchandising_associations import MerchandisingAssociations
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ranges import add_ranges, discontinue
from tests.ui import keys
from tests.ui.frame import named


@pytest.fixture
def items(at_desk):
    return add_ranges(at_desk.desk.services.database, at_desk.desk.seed)


@pytest.fixture
def view(qtbot, at_desk, items):
    made = MerchandisingAssociations(at_desk.window)
    qtbot.addWidget(made)
    made.resize(520, 300)
    made.show()
    at_desk.window.activateWindow()
    return made


def offered(view):
    return [offer.suggestion.match.sku for offer in view.offers()]


def cell(view, row, column):
    return view.model.index(row, view.model.column_of(column)).data()


def test_without_an_order_it_says_what_helps(view, at_desk):
    empty = named(view, "associations-none")
    assert empty.accessibleName() == "No order in front"
    at_desk.an_order(PA_1121=1)
    at_desk.wait(lambda: empty.accessibleName() == "Nothing to suggest")
    assert find_unnamed(view) == []


def test_kind_price_difference_and_stock_stand_beside_each(view, at_desk):
    at_desk.an_order(HW_4411=1)
    at_desk.wait(lambda: offered(view) == ["HW-0092", "WS-R-M"])
    assert cell(view, 0, "item") == "HW-0092  Drill bit set, 25 pieces\nAccessory · 40 free"
    assert cell(view, 0, "for").strip() == "HW-4411"
    assert cell(view, 0, "price") == "€34.95\n-94.05"
    assert cell(view, 1, "item").endswith("Goes with it · none free")
    assert find_rich_text(view) == []
    assert find_unnamed(view) == []


def test_enter_adds_and_what_is_on_the_order_is_not_offered_any_more(view, at_desk):
    at_desk.an_order(HW_4411=1)
    at_desk.wait(lambda: len(view.offers()) == 2)
    keys.press(view.table, Qt.Key.Key_Return)
    at_desk.wait_lines("HW-4411", "HW-0092")
    at_desk.wait(lambda: offered(view) == ["WS-R-M"])


def test_what_was_touched_last_comes_first(view, at_desk):
    at_desk.an_order(HW_0092=1, PA_1120=1)
    at_desk.wait(lambda: offered(view) == ["WS-B-L", "HW-4411"])
    assert [offer.is_of_last for offer in view.offers()] == [True, False]
    at_desk.enter("HW-0092")
    at_desk.wait(lambda: at_desk.quantities() == [2, 1])
    at_desk.wait(lambda: offered(view) == ["HW-4411", "WS-B-L"])


def test_a_replacement_is_offered_by_itself_before_all_others(view, at_desk, items):
    discontinue(at_desk.desk.services.database, items["PA-1120"])
    at_desk.an_order(PA_1120=1, HW_4411=1)
    at_desk.wait(lambda: offered(view) == ["WS-B-L", "HW-0092", "WS-R-M"])
    first = view.offers()[0].suggestion
    assert first.kind is AssociationKind.REPLACEMENT
    assert first.is_needed
    assert cell(view, 0, "item").endswith("Instead of it · none free")
    assert cell(view, 0, "for").strip() == "PA-1120"


def test_what_nobody_sees_is_not_read(view, at_desk, monkeypatch):
    asked: list[object] = []
    entry = at_desk.desk.services.entry
    goes_with = entry.goes_with

    def noted(wish):
        asked.append(wish)
        return goes_with(wish)

    monkeypatch.setattr(entry, "goes_with", noted)
    view.hide()
    at_desk.an_order(HW_4411=1)
    assert not asked
    view.show()
    at_desk.wait(lambda: offered(view) == ["HW-0092", "WS-R-M"])
    assert len(asked) == 1
