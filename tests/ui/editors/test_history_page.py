"""The History page: newest first, what changed in words, more as one comes near the end."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.order import Payment, PaymentMethod
from salescenter.domain.parts import Parts
from salescenter.domain.preferences import Preferences
from salescenter.domain.store import Channel
from salescenter.services.orders.views import HistoryEntry
from salescenter.ui.editors.order.history_words import Known, changes, entry_changes, step_title
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.editors.paying import paying_desk
from tests.ui.views.following import STORE, a_view

HOSTILE = '<b>Zoë</b> <img src="file:///x.png"> & Söhne'


@pytest.fixture
def paying(monkeypatch, request):
    return paying_desk(monkeypatch, request)


def steps(paying):
    """The first column as it reads, from top to bottom."""
    model = paying.history.model
    return [str(model.index(row, 0).data()).strip() for row in range(model.rowCount())]


def show_history(paying):
    paying.at.editor.show_page("history")
    paying.at.wait(lambda: paying.history.model.rowCount() > 0)


# The list


def test_the_newest_step_comes_first_with_who_role_from_and_when(paying):
    paying.at.an_order(HW_4411=2, PA_1121=1)
    show_history(paying)
    assert steps(paying) == ["Add 1 of PA-1121", "Add 2 of HW-4411", "Start order"]
    row = [paying.history.model.index(0, column).data() for column in range(1, 5)]
    assert row[:3] == ["Rep", "Customer service representative", "Desk"]
    assert ":" in row[3]
    assert paying.at.focus is paying.history.table


def test_right_shows_what_a_step_changed_and_left_puts_it_away(paying):
    paying.at.an_order(HW_4411=2)
    paying.at.editor.focus_field("lines")
    paying.keys("F2")
    paying.at.wait(lambda: paying.at.editor.items.grid.is_editing())
    paying.at.type("3")
    paying.at.press(Qt.Key.Key_Return)
    paying.at.wait(lambda: paying.at.quantities() == [3])
    show_history(paying)
    paying.at.wait(lambda: len(steps(paying)) == 3)
    paying.at.press(Qt.Key.Key_Right)
    assert steps(paying)[:2] == ["Change quantity of line 1", "Quantity of HW-4411: 2 → 3"]
    paying.at.press(Qt.Key.Key_Down)
    paying.at.press(Qt.Key.Key_Left)
    assert steps(paying)[:2] == ["Change quantity of line 1", "Add 2 of HW-4411"]
    assert paying.history.table.current_row().entry.title == "Change quantity of line 1"


def test_enter_and_space_open_and_close_a_step(paying):
    paying.at.an_order(HW_4411=2)
    show_history(paying)
    paying.at.press(Qt.Key.Key_Return)
    assert steps(paying)[1] == "Line added: 2 x HW-4411 Cordless drill 18 V"
    paying.at.press(Qt.Key.Key_Space)
    assert steps(paying)[1] == "Start order"


def test_steps_that_were_taken_back_are_marked(paying):
    paying.at.an_order(HW_4411=2)
    paying.keys("Ctrl+Z")
    paying.at.wait_lines()
    show_history(paying)
    paying.at.wait(lambda: len(steps(paying)) == 3)
    assert steps(paying) == ["Undo: Add 2 of HW-4411", "Add 2 of HW-4411 (undone)", "Start order"]


def test_older_steps_are_read_as_one_comes_near_the_end(paying):
    paying.at.window.change_state(preferences=Preferences(page_size=20))
    desk = paying.at.desk
    step = desk.new_order()
    for _number in range(45):
        step = desk.add(step, "PA-1121")
    paying.at.open(step)
    show_history(paying)
    assert paying.history.model.rowCount() == 20
    assert paying.history.count_text() == "the last 20 steps; scroll for older ones"
    paying.at.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    paying.at.wait(lambda: paying.history.model.rowCount() == 40)
    paying.at.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    paying.at.wait(lambda: paying.history.model.rowCount() == 46)
    assert steps(paying)[-1] == "Start order"
    assert paying.history.count_text() == "46 steps"
    numbers = [line.entry.number for line in paying.history.model.rows]
    assert numbers == sorted(numbers, reverse=True)


def test_what_is_done_meanwhile_stands_on_top_and_open_steps_stay_open(paying):
    paying.at.an_order(HW_4411=1)
    show_history(paying)
    paying.at.press(Qt.Key.Key_Right)
    add(paying, "PA-1121")
    paying.at.wait(lambda: steps(paying)[0] == "Add 1 of PA-1121")
    assert steps(paying)[2] == "Line added: 1 x HW-4411 Cordless drill 18 V"
    assert paying.history.table.current_row().entry.title == "Add 1 of HW-4411"


def add(paying, sku):
    view = paying.at.view
    step = type("Step", (), {"order_id": view.order.id, "version": view.order.version})
    paying.at.desk.add(step, sku)


def test_a_page_that_nobody_looks_at_reads_nothing(paying):
    paying.at.an_order(HW_4411=1)
    add(paying, "PA-1121")
    paying.at.wait_lines("HW-4411", "PA-1121")
    assert paying.history.model.rowCount() == 0


def test_the_end_of_an_order_reads_in_words(paying):
    paying.order()
    paying.take_card("Declines")
    paying.submit()
    paying.errands()
    paying.at.wait(lambda: paying.payments()[0][2] == "declined")
    show_history(paying)
    assert steps(paying)[:3] == [
        "Answer of the payment provider: Declined",
        "Submit order",
        "Take card details: SimCard •••• 0002",
    ]
    model = paying.history.model
    assert [model.index(0, column).data() for column in (1, 2, 3)] == ["System"] * 3
    paying.at.press(Qt.Key.Key_Right)
    assert steps(paying)[1:3] == [
        "Payment SimCard •••• 0002: Being authorized → Declined",
        "Why SimCard •••• 0002 was declined: — → not enough money on it",
    ]


def test_hostile_text_shows_as_it_was_typed_and_everything_has_a_name(paying):
    paying.at.an_order(HW_4411=1)
    show_history(paying)
    entry = replace(paying.history.model.rows[0].entry, reason=HOSTILE, by=HOSTILE)
    paying.history.show_entries((entry,))
    assert HOSTILE in steps(paying)[0]
    assert find_rich_text(paying.history) == []
    assert find_unnamed(paying.history) == []


def test_the_table_obeys_qt(paying, qtmodeltester):
    paying.at.an_order(HW_4411=1)
    show_history(paying)
    paying.at.press(Qt.Key.Key_Right)
    qtmodeltester.check(paying.history.model)


# The words

ADDRESS = {"recipient": "Zoë", "line1": "Lindenallee 1", "line2": "", "city": "Köln",
           "region": "", "postal_code": "50968", "country": "DE", "phone": ""}  # fmt: skip
MOVED = ADDRESS | {"city": "Bonn", "postal_code": "53111"}
LINE = {"quantity": 2, "sku": "HW-1", "name": HOSTILE, "override_price": None}
CARD = {"method": "card", "brand": "SimCard", "last_four": "0001", "amount": None, "token": "tok"}

WORDS: list[tuple[list[str | int], Any, Any, list[str]]] = [
    (["status"], "pending", "canceled", ["Status: Pending → Canceled"]),
    (["customer_id"], None, 7, ["Customer: — → Zoë Müller"]),
    (["customer_id"], 9, 7, ["Customer: another customer → Zoë Müller"]),
    (["channel"], "mail", "fax", ["Business channel: Mail → fax"]),
    (["codes"], [], ["SPRING", "X"], ["Codes: — → SPRING, X"]),
    (["placed_at"], None, "2026-05-04T09:30:00+00:00", ["Placed: — → 4 May 2026, 11:30:00"]),
    (["bill_to"], None, ADDRESS, ["Bill to: — → Zoë, Lindenallee 1, 50968 Köln, DE"]),
    (["bill_to"], ADDRESS, MOVED,
     ["Bill to, city: Köln → Bonn", "Bill to, postal code: 50968 → 53111"]),
    (["deliveries", 1, "method"], "parcel", "air", ["Shipping method: Parcel post → air"]),
    (["deliveries", 1, "requested_date"], None, "2026-05-04",
     ["Requested date: — → 4 May 2026"]),
    (["deliveries", 1, "ship_together"], False, True, ["Ship together: no → yes"]),
    (["deliveries", 1, "charge_percent_off"], None, 250_000,
     ["Taken off the shipping charge: nothing → 25 %"]),
    (["deliveries", 1, "charge_reason"], "", "late",
     ["Reason for the shipping charge: — → late"]),
    (["items", 11, "delivery_id"], 1, 9,
     ["Delivery of SKU-1: a delivery that is gone → a delivery that is gone"]),
    (["items", 11, "expedite"], False, True, ["Expedite SKU-1: no → yes"]),
    (["items", 11, "contract_id"], None, 4,
     ["Contract for SKU-1: the lowest price → a contract"]),
    (["items", 11, "bundle_group"], None, 4, []),
    (["blocks", 8, "part_id"], None, 4, []),
    (["items", 11, "quantity"], 2, 3_000, ["Quantity of SKU-1: 2 → 3,000"]),
    (["items", 99, "quantity"], 2, 3, ["Quantity of a line that is gone: 2 → 3"]),
    (["items", 11, "override_price"], None, 1_250, ["Price of SKU-1: — → €12.50"]),
    (["items", 30], None, LINE, [f"Line added: 2 x HW-1 {HOSTILE}"]),
    (["items", 30], LINE | {"override_price": 990}, None,
     [f"Line removed: 2 x HW-1 {HOSTILE} at €9.90"]),
    (["payments", 5], None, CARD, ["Payment added: SimCard •••• 0001, the rest"]),
    (["payments", 5], {"method": "check", "amount": 2_500}, None,
     ["Payment removed: Check, €25.00"]),
    (["payments", 5, "state"], "authorizing", "authorized",
     ["Payment Invoice: Being authorized → Authorized"]),
    (["payments", 6, "amount"], 100, None, ["Amount of that is gone: €1.00 → the rest"]),
    (["payments", 5, "token"], "", "tok_secret", []),
    (["blocks", 8], None, {"reason_code": "fraud", "comment": "look"},
     ["Block placed: fraud: look"]),
    (["deliveries", 2], None, {"method": "parcel", "address": ADDRESS},
     ["Delivery added: Parcel post, Zoë, Lindenallee 1, 50968 Köln, DE"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "before", "after", "words"), WORDS)
def test_a_difference_reads_from_what_to_what(path, before, after, words):
    customer = Customer(7, "C7", 1, CustomerKind.REGISTERED, "Müller", "Zoë")
    payment = Payment(5, PaymentMethod.INVOICE)
    view = replace(a_view(payments=Parts((payment,))), customer=customer)
    store = replace(STORE, channels=(Channel("mail", "Mail"),))
    made = changes(((path, before, after),), Known(view, store))
    assert [str(each) for each in made] == words


def test_an_imported_order_shows_what_its_header_said_and_what_was_charged():
    parameters = {
        "number": "A-1",
        "stated": {"goods": 3_800, "total": 4_600},
        "charged": {"goods": 4_000, "total": 4_600},
    }
    at = datetime(2026, 5, 4, tzinfo=UTC)
    entry = HistoryEntry(
        1, "order.import", parameters, at, "", "system", "system", "", (), undone=False
    )
    known = Known(a_view(), STORE)

    assert [str(each) for each in entry_changes(entry, known)] == [
        "Sum of the goods, stated and charged: €38.00 → €40.00",
        "Total, stated and charged: €46.00",
    ]
    assert entry_changes(replace(entry, parameters={"number": "A-1"}), known) == ()


def test_names_of_steps_say_which_payment():
    def titled(kind, **parameters):
        at = datetime(2026, 5, 4, tzinfo=UTC)
        return step_title(
            HistoryEntry(1, kind, parameters, at, "", "csr", "desk", "", (), undone=False)
        )

    assert titled("payment.add", method="invoice") == "Add payment: Invoice"
    assert titled("payment.retry", line=3) == "Ask for the authorization again"
    assert titled("order.submit", total=3) == "Submit order"
