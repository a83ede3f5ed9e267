"""The Confirmation page: seen, printed, saved, by keyboard."""

from dataclasses import replace

import pypdf
import pytest
from PySide6.QtCore import Qt

from salescenter.services.orders.views import OrderStep
from salescenter.ui.actions.paper_actions import PAPER_ACTIONS
from salescenter.ui.editors.order import confirmation_page
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.editors import order_desk


@pytest.fixture
def at(monkeypatch, request, tmp_path):
    catalog = order_desk.CATALOG
    monkeypatch.setattr(
        order_desk, "CATALOG", replace(catalog, actions=(*catalog.actions, *PAPER_ACTIONS))
    )
    monkeypatch.setattr(confirmation_page, "_folder", lambda: tmp_path / "documents")
    return request.getfixturevalue("at_desk")


def page(at):
    return at.editor.pages["confirmation"]


def shown(at):
    at.press_keys("Ctrl+Shift+P")
    at.wait(lambda: page(at).sheets.paper is not None)
    return page(at)


def test_the_preview_shows_the_order_as_it_is_now(at):
    at.an_order(HW_4411=2)
    made = shown(at)

    assert at.focus is made.preview
    assert made.sheets.height() > 400
    assert made.preview.accessibleDescription().endswith("not placed yet, 1 page")
    image = made.grab().toImage()
    assert image.width() > 400


def test_a_change_is_laid_out_anew_while_it_is_looked_at(at):
    at.an_order(HW_4411=2)
    before = shown(at).sheets.paper
    step = at.view.order
    at.desk.add(step_of(at), "PA-1120")
    at.wait(lambda: at.view.order.version > step.version)
    at.wait(lambda: page(at).sheets.paper is not before)


def step_of(at):
    order = at.view.order
    return OrderStep(order.id, order.number, order.version, order.status, 0, order.currency)


def test_it_is_saved_as_pdf_and_a_file_that_is_there_needs_a_second_enter(at, tmp_path):
    at.an_order(HW_4411=2)
    made = shown(at)
    file = tmp_path / "documents" / f"{at.view.order.number}.pdf"
    assert made.path.text() == str(file)
    made.path.setFocus()
    at.press(Qt.Key.Key_Return)
    at.wait(lambda: file.exists() and str(file) in at.message())
    assert "HW-4411" in pypdf.PdfReader(file).pages[0].extract_text()
    written = file.stat().st_mtime_ns
    at.press(Qt.Key.Key_Return)
    assert "there already" in made.field.problem()
    at.press(Qt.Key.Key_Return)
    at.wait(lambda: file.stat().st_mtime_ns > written and made.field.problem() == "")


def test_what_cannot_be_written_is_said_beside_the_field(at, tmp_path):
    (tmp_path / "file").write_text("")
    at.an_order(HW_4411=1)
    made = shown(at)
    made.path.setText(str(tmp_path / "file" / "x.pdf"))
    made.save_file()
    at.wait(lambda: "could not be written" in made.field.problem())
    made.path.clear()
    made.save_file()
    assert "Say which file" in made.field.problem()


def test_ctrl_p_offers_the_printers_and_the_file(at, monkeypatch, tmp_path):
    monkeypatch.setattr(confirmation_page, "printers", lambda: ["Front desk", "Back office"])
    at.an_order(HW_4411=1)
    asked = []
    monkeypatch.setattr(at.window.picker, "ask", lambda *args: asked.append(args))
    at.press_keys("Ctrl+P")
    [(_question, choices, then)] = asked
    assert [each.text for each in choices] == ["Front desk", "Back office", "Save as PDF"]
    printed = []

    def print_on(made, _printer):
        printed.append(made.number)
        return 3

    monkeypatch.setattr(confirmation_page, "print_on", print_on)
    then("Front desk")
    at.wait(lambda: "3 pages go to the printer" in at.message())
    assert printed == [at.view.order.number]


def test_everything_on_the_page_has_a_name_and_is_plain_text(at):
    at.an_order(HW_4411=1)
    made = shown(at)

    assert find_unnamed(made) == []
    assert find_rich_text(made) == []


def test_without_an_order_there_is_no_confirmation(at):
    at.new_order()
    at.window.trigger("order.print")
    assert "begins with a customer or an item" in at.message()
