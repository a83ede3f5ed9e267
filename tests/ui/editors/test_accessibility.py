"""Every view and every editor for people who do not use a mouse, or do not see the screen."""

import itertools
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salescenter.ui.catalog import CATALOG
from salescenter.ui.editors.order.order_finder import KIND as ORDER_FINDER
from salescenter.ui.widgets import Pages, find_rich_text, find_unnamed
from tests.services.desks import Desk
from tests.ui.whole_window import whole_window

_MOST_STOPS = 60
ROLE = QAccessible.Role
KINDS = [spec.kind for spec in CATALOG.editors]
VIEWS = [spec.id for spec in CATALOG.views]


@pytest.fixture
def player(little_store, theme, tmp_path) -> Any:
    """A window with an order in front that has lines; every view is open."""
    database, seed = little_store
    desk = Desk.over(database, seed, tmp_path)
    order = desk.add(desk.new_order(), "HW-4411")
    desk.add(order, "PA-1120", 3)
    with whole_window(desk.services, theme, tmp_path / "settings", "rep") as made:
        keys = {"order": str(order.order_id), "customer": str(seed.customers[0])}
        yield SimpleNamespace(
            keys=keys, window=made.window, wait_for=made.wait_for, settle=made.settle
        )


def opened(player, kind):
    key = player.keys.get(kind, {"customer.new": "1", ORDER_FINDER: "find"}.get(kind, kind))
    editor = player.window.open_editor(kind, key)
    assert editor is not None
    if kind == "order":
        player.wait_for(lambda: player.window.state.subject, "the order")
    player.settle()
    return editor


def unnamed(root):
    """What is on the screen without a name; hidden parts get their words when they are shown."""
    return [
        path
        for path in find_unnamed(root)
        if (found := root.findChild(QWidget, path.split(" < ")[0])) is None or found.isVisible()
    ]


def pages_of(editor):
    """The pages of an editor one after the other; the editor as it is when it has none."""
    pages = editor.findChild(Pages)
    for page in pages._ids if isinstance(pages, Pages) else [""]:
        if page:
            pages.show_page(page)
            QApplication.processEvents()
        yield page


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_takes_the_focus_in_an_editor_has_a_name(player, kind):
    editor = opened(player, kind)
    for page in pages_of(editor):
        assert unnamed(editor) == [], page
        assert find_rich_text(editor) == [], page


@pytest.mark.parametrize("view_id", VIEWS)
def test_whatever_takes_the_focus_in_a_view_has_a_name(player, view_id):
    opened(player, "order")
    player.window.show_view(view_id)
    view = player.window.views[view_id]
    assert unnamed(view) == []
    assert find_rich_text(view) == []


def stops(root):
    """Where Tab stops in ``root``, pressed from its first field to its last, and where that is."""
    first = _focus_inside(root)
    for _step in range(_MOST_STOPS):
        _press(root, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        widget = _focus_inside(root)
        if widget is None:
            break
        first = widget
    found: list[tuple[QWidget, QRect]] = []
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    while (widget := _focus_inside(root)) is not None and len(found) < _MOST_STOPS:
        if any(widget is other for other, _place in found):
            break
        found.append((widget, QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())))
        _press(root, Qt.Key.Key_Tab)
    return found


def _press(root, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(root.window().windowHandle(), key, modifiers)


def _focus_inside(root):
    widget = QApplication.focusWidget()
    return widget if widget is not None and root.isAncestorOf(widget) else None


def backwards(root):
    """Steps of Tab that go up in the same column, or left in the same line of one box."""
    return [
        f"{before.objectName()} {a.getRect()} -> {after.objectName()} {b.getRect()}"
        for (before, a), (after, b) in itertools.pairwise(stops(root))
        if _goes_up(a, b) or (_goes_left(a, b) and before.parent() is after.parent())
    ]


def _goes_up(a: QRect, b: QRect) -> bool:
    return b.bottom() < a.top() and b.left() < a.right() and a.left() < b.right()


def _goes_left(a: QRect, b: QRect) -> bool:
    common = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
    return b.right() < a.left() and 2 * common > min(a.height(), b.height())


@pytest.mark.parametrize("kind", KINDS)
def test_tab_goes_through_an_editor_as_the_eye_does(player, kind):
    editor = opened(player, kind)
    for page in pages_of(editor):
        editor.take_focus()
        assert backwards(editor) == [], page


@pytest.mark.parametrize("view_id", VIEWS)
def test_tab_goes_through_a_view_as_the_eye_does(player, view_id):
    opened(player, "order")
    player.window.show_view(view_id)
    player.settle()
    assert backwards(player.window.views[view_id]) == []


def test_a_step_backwards_would_be_found(qtbot):
    root, one, other = QWidget(), QWidget(), QWidget()
    root.resize(100, 100)
    qtbot.addWidget(root)
    for widget, name, y in ((one, "lower", 50), (other, "upper", 0)):
        widget.setParent(root)
        widget.setObjectName(name)
        widget.setGeometry(0, y, 40, 20)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QWidget.setTabOrder(one, other)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    one.setFocus()
    [step] = backwards(root)
    assert step.startswith("lower ")


@pytest.mark.parametrize("kind", KINDS)
def test_opening_an_editor_shows_no_window_of_its_own(player, kind):
    """A part that is shown before it has a parent would take the focus away."""
    before = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    opened(player, kind)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == before
    assert player.window.isActiveWindow()


def tree(interface: Any):
    """Everything below, as a screen reader walks it."""
    yield interface
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            yield from tree(child)


def told(interface):
    return interface.text(QAccessible.Text.Name)


def test_a_screen_reader_finds_the_whole_window_by_role_and_name(player):
    opened(player, "order")
    found = list(tree(QAccessible.queryAccessibleInterface(player.window)))
    assert len(found) > 100
    names = {(each.role(), told(each)) for each in found}
    assert (ROLE.EditableText, "Find a customer") in names
    menus = {name.replace("&", "") for role, name in names if role is ROLE.MenuItem}
    assert {"File", "Order", "Help"} <= menus
    assert any(role is ROLE.Table and name for role, name in names)


def test_a_screen_reader_reads_the_lines_of_an_order(player):
    editor = opened(player, "order")
    tables = [
        each
        for each in tree(QAccessible.queryAccessibleInterface(editor))
        if each.role() is ROLE.Table
    ]
    texts = {told(each) for table in tables for each in tree(table)}
    assert any("HW-4411" in text for text in texts)
    assert any("PA-1120" in text for text in texts)


def test_problems_are_told_where_they_are(player):
    editor = opened(player, "preferences")
    player.wait_for(lambda: editor.rows["start_store"].editor.count() > 1, "stores")
    editor.rows["scale"].editor.setText("9")
    editor.apply()
    interface = QAccessible.queryAccessibleInterface(editor.rows["scale"].editor)
    assert "between 80 and 200" in interface.text(QAccessible.Text.Description)
