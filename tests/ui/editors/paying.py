"""The order desk with what belongs to the end of an order, and a provider that is asked by hand."""

from dataclasses import replace

from PySide6.QtCore import Qt

from salescenter.services.payments import CapturesOf
from salescenter.ui.actions.payment_actions import PAYMENT_ACTIONS
from salescenter.ui.actions.submit_actions import SUBMIT_ACTIONS
from salescenter.ui.editors.order.payment_words import payment_name
from salescenter.ui.views.blocks import Blocks
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.specs import Perspective, ViewSpec
from tests.ui.editors import order_desk

CARD_LIKE = "4111 1111 1111 1111"
"""A number that every provider gives out for trials; no account is behind it."""


def paying_desk(monkeypatch, request):
    """The window of ``at_desk`` with payments, submit and a view beside the editors."""
    catalog = order_desk.CATALOG
    known = {action.id for action in catalog.actions}
    more = [each for each in (*PAYMENT_ACTIONS, *SUBMIT_ACTIONS) if each.id not in known]
    changed = replace(
        catalog,
        actions=(*catalog.actions, *more),
        views=(ViewSpec("blocks", "Blocks", "lock", Blocks, "bottom"),),
        perspectives=(Perspective("capture", "Capture", Arrangement(bottom=(("blocks",),))),),
    )
    monkeypatch.setattr(order_desk, "CATALOG", changed)
    return Paying(request.getfixturevalue("at_desk"))


class Paying:
    """What a test does at the end of an order."""

    def __init__(self, at_desk):
        self.at = at_desk

    @property
    def page(self):
        return self.at.editor.pages["payment"]

    @property
    def history(self):
        return self.at.editor.pages["history"]

    def order(self, **quantities):
        """An order of a customer, its Payment page in front."""
        editor = self.at.an_order(**(quantities or {"HW_4411": 1}))
        editor.show_page("payment")
        return editor

    def keys(self, text):
        self.at.press_keys(text)

    def payments(self):
        """What is on the order that the page shows: (method, amount, state)."""
        return [
            (str(each.method), each.amount, str(each.state)) for each in self.at.view.order.payments
        ]

    def rows(self):
        """The table as it reads."""
        model = self.page.model
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def wait_payments(self, count):
        self.at.wait(lambda: len(self.at.view.order.payments) == count)

    def coverage(self):
        return self.page.coverage.text.text()

    def errands(self):
        """The provider is asked for everything that was intended."""
        self.at.desk.services.errands.run_open()

    def open_captures(self):
        wish = CapturesOf(order_id=self.at.view.order.id)
        return self.at.desk.services.payments.captures(wish)

    def begin_capture(self):
        """F6, until the simulated customer waits for a card."""
        self.keys("F6")
        self.at.wait(lambda: self.page.capture.is_running)
        self.errands()
        self.at.wait(lambda: self.page.capture.simulation.isVisible())

    def key_in(self, name):
        """The simulated customer keys in the card whose name begins so."""
        self.at.type(name)
        self.at.press(Qt.Key.Key_Return)
        self.at.wait(lambda: self.page.capture.simulation.is_keyed)
        self.errands()

    def take_card(self, name="Approves"):
        """A card is on the order."""
        before = len(self.at.view.order.payments)
        self.begin_capture()
        self.key_in(name)
        self.wait_payments(before + 1)

    def submit(self):
        """Ctrl+Enter, until the order is placed."""
        self.keys("Ctrl+Return")
        self.at.wait(lambda: not self.at.view.order.is_pending)

    def names(self):
        return [payment_name(each) for each in self.at.view.order.payments]
