"""The Payment page: what is covered, what pays for it, taking a card, the end of the order."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from salescenter.domain.errors import Refused
from salescenter.domain.funds import METHODS
from salescenter.domain.order import Payment, PaymentMethod, PaymentState
from salescenter.domain.refusals import sentence
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderById, OrderView
from salescenter.services.payments import Capture, Means
from salescenter.ui.editors.order import payment_wishes as wishes
from salescenter.ui.editors.order.capture_panel import CapturePanel
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.payment_bar import CoverageCard, PaymentBar
from salescenter.ui.editors.order.payment_number import NUMBERED, PaymentNumber
from salescenter.ui.editors.order.payment_table import (
    PAYMENT_MENU,
    fit_amounts,
    payment_model,
    payment_table,
)
from salescenter.ui.editors.order.payment_words import (
    PaymentRow,
    means_words,
    payment_rows,
    takes_payments,
)
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.submit_panel import SubmitPanel
from salescenter.ui.editors.order.wishes import Wish
from salescenter.ui.widgets import STRETCH, button, column, page, row

PAYMENT_PAGE = "payment"
_ROOMY = 440
"""From this height on everything stays in sight while a card is taken."""
_TIGHT = 230
"""Below this height the payments and their buttons say it all: what is missing, submit tells."""
_LEAST_TABLE = 120


class PaymentPage(OrderPage):
    """Payments are added until everything is covered; a declined one is replaced here too."""

    id: ClassVar[str] = PAYMENT_PAGE
    title: ClassVar[str] = N_("Payment")
    fields: ClassVar[frozenset[str]] = frozenset({"payment"})

    def __init__(self, link: OrderLink) -> None:
        super().__init__(link)
        self.coverage = CoverageCard()
        self.bar = PaymentBar(link.workbench)
        self._means_of: object = None
        self.number = PaymentNumber()
        self.capture = CapturePanel(link)
        self.model = payment_model()
        self.table = payment_table(self.model, link.workbench.widths)
        self.submit_panel = SubmitPanel(link)
        self._remove = button(
            _("Remove the payment"),
            icon="trash-2",
            name="payment-remove",
            kind="quiet",
            on=self.remove,
            tip=_("Remove the payment (Delete)"),
        )
        self._retry = button(
            _("Ask again for the authorization"),
            icon="refresh-cw",
            name="payment-retry",
            kind="quiet",
            on=self.retry,
            tip=_("Ask again for the authorization (Enter)"),
        )
        self._known_declined: set[int] = set()
        self.table.setMinimumHeight(2 * self.table.verticalHeader().defaultSectionSize() + 4)
        self._build()
        self._wire()

    # What the editor asks for

    def show_order(self, view: OrderView) -> None:
        """Draw the payments of a version and what they leave to pay."""
        self.coverage.show_order(view)
        self.model.show_rows(payment_rows(view))
        fit_amounts(self.table, self.model)
        self._stand_on_declined()
        self._show_means(view)
        self.submit_panel.show_order(view)
        self._show_row_actions()
        self._arrange()
        self.capture.simulation.load()
        if takes_payments(view.order):
            self.capture.look_for_open(view.order.id)

    def take_focus(self) -> None:
        """Where the next step is: taking a payment, else the payments."""
        view = self.link.view
        if not self.capture.isHidden():
            self.capture.take_focus()
        elif not self.number.isHidden():
            self.number.take_focus()
        elif view is None or view.coverage.missing > 0:
            self.bar.take_focus()
        elif not view.order.is_pending:
            self.submit_panel.order.take_focus()
        elif self.model.rowCount():
            self.table.setFocus()
        else:
            self.bar.take_focus()

    def focus_field(self, field: str) -> bool:
        """Jump to where a payment is taken."""
        if field not in self.fields:
            return False
        if self.capture.isHidden():
            self.bar.take_focus()
        else:
            self.capture.take_focus()
        return True

    # What the actions ask for

    def take(self, method: PaymentMethod) -> None:
        """Take what is left, or the amount that was typed, by a method."""
        view = self.link.view
        amount, fits = self.bar.typed(view.order.currency if view else "")
        if not fits:
            return
        if not self._is_taken_here(method):
            self.link.workbench.refuse(sentence("payment.not_in_store", {}))
        elif method in NUMBERED:
            self.number.ask(method)
        elif method is PaymentMethod.CARD:
            self._start_capture(amount)
        else:
            self._send(wishes.add_payment(method, amount))

    def remove(self) -> None:
        """Take the chosen payment off."""
        payment = self.payment()
        if payment is None:
            self.link.workbench.refuse(_("Choose a payment first."))
        else:
            self._send(wishes.remove_payment(payment.id))

    def retry(self) -> None:
        """Ask the provider again for the chosen payment, or the one that was declined last."""
        payment = self._declined()
        if payment is None:
            self.link.workbench.refuse(sentence("payment.not_declined", {}))
        else:
            self._send(wishes.retry_payment(payment.id))

    def submit(self) -> None:
        """Place the order."""
        self.submit_panel.submit()

    def payment(self) -> Payment | None:
        """The payment one stands on."""
        chosen: PaymentRow | None = self.table.current_row()
        return chosen.payment if chosen is not None else None

    # Building

    def _build(self) -> None:
        below = row(STRETCH, self._retry, self._remove, gap=4)
        paid = column(self.table, below, gap=4)
        self._paid = page(paid, name="payment-paid", margins=(0, 0, 0, 0))
        box = column(
            self.submit_panel,
            self.coverage,
            self.bar,
            self.number,
            self.capture,
            self._paid,
            STRETCH,
        )
        box.setStretch(box.indexOf(self._paid), 100)
        self.setLayout(box)

    def _wire(self) -> None:
        self.bar.wanted.connect(self.take)
        self.number.given.connect(self._on_number)
        self.number.opened.connect(self._arrange)
        self.number.closed.connect(self._arrange)
        self.table.selected.connect(self._show_row_actions)
        self.table.opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self.capture.toggled.connect(self._arrange)
        self.capture.ended.connect(self._on_capture_ended)
        self.capture.simulation.known.connect(self.coverage.show_simulated)
        self.submit_panel.placed.connect(self._on_placed)
        self.submit_panel.changed_size.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table steps back where a card is being taken and there is no room for both."""
        super().resizeEvent(event)
        self._arrange()

    # What happens

    def _send(self, wish: Wish) -> None:
        self.link.send(wish, self._on_done, self._on_refused)

    def _start_capture(self, amount: int | None) -> None:
        if self.capture.is_running:
            self.capture.take_focus()
            return
        self.capture.show_asking()
        self.link.send(wishes.start_capture(amount), self._on_capture, self._on_capture_refused)

    def _on_capture(self, capture: Capture | None) -> None:
        self.bar.start_over()
        if capture is None:
            self.capture.give_up()
        else:
            self.capture.begin(capture)

    def _on_capture_refused(self, error: Exception) -> None:
        self.capture.give_up()
        self._on_refused(error)

    def _on_number(self, method: PaymentMethod, typed: str) -> None:
        view = self.link.view
        amount, fits = self.bar.typed(view.order.currency if view else "")
        if not fits:
            return
        if method is PaymentMethod.GIFT_CERTIFICATE:
            wish = wishes.add_certificate(typed, amount)
        else:
            wish = wishes.add_payment(method, amount, typed)
        self.link.send(wish, self._on_numbered, self._on_refused)

    def _on_numbered(self, answer: object) -> None:
        self.number.close_strip()
        self._on_done(answer)

    def _is_taken_here(self, method: PaymentMethod) -> bool:
        store = self.link.store
        return store is None or method in METHODS[store.kind]

    def _show_means(self, view: OrderView) -> None:
        """What the store takes, and how far credit and limits go: read again when it may differ."""
        if self.link.store is not None:
            self.bar.show_methods(METHODS[self.link.store.kind])
        order = view.order
        about = (order.id, order.customer_id, order.currency, order.status)
        if about != self._means_of and takes_payments(order):
            self._means_of = about
            read = partial(_read_means, self.link.workbench.services, order.id)
            self.link.workbench.runner.read(read, self._on_means, self._on_no_means)

    def _on_means(self, means: Means) -> None:
        view = self.link.view
        self.bar.show_methods(means.methods)
        self.bar.show_means(means_words(means, view.order.currency) if view else "")
        self._arrange()

    def _on_no_means(self, _error: Exception) -> None:
        """Nothing is said of them; the service still refuses what goes too far."""
        self._means_of = None
        self.bar.show_means("")

    def _on_done(self, _answer: object) -> None:
        self.bar.start_over()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, Refused) and self.number.isVisible():
            self.number.show_problem(refusal_text(error))
            self._arrange()
        elif isinstance(error, Refused) and self.bar.isVisible():
            self.bar.show_problem(refusal_text(error))
        else:
            self.link.workbench.report(error)

    def _show_row_actions(self, *_changed: object) -> None:
        view, payment = self.link.view, self.payment()
        can_pay = view is not None and takes_payments(view.order)
        self._remove.setVisible(can_pay and payment is not None)
        declined = payment is not None and payment.state is PaymentState.DECLINED
        self._retry.setVisible(can_pay and declined)

    def _stand_on_declined(self) -> None:
        """A payment that has just been declined is what something has to be done about."""
        declined = {each.payment.id for each in self.model.rows if not each.payment.counts}
        new, self._known_declined = declined - self._known_declined, declined
        if new:
            self.table.select_key(max(new))
        elif self.table.current_key() is None:
            self.table.select_row(0)

    def _declined(self) -> Payment | None:
        chosen, view = self.payment(), self.link.view
        if chosen is not None and chosen.state is PaymentState.DECLINED:
            return chosen
        payments = view.order.payments if view is not None else ()
        declined = [each for each in payments if each.state is PaymentState.DECLINED]
        return declined[-1] if declined else None

    def _on_opened(self, _key: object) -> None:
        """Enter on a declined payment asks for it again."""
        payment = self.payment()
        if payment is not None and payment.state is PaymentState.DECLINED:
            self.retry()

    def _on_menu(self, _key: object, point: QPoint) -> None:
        self.link.workbench.show_context_menu(PAYMENT_MENU, self.table, point)

    def _on_capture_ended(self, _taken: bool) -> None:
        if self.capture.isHidden() and self.isVisible():
            self.take_focus()

    def _on_placed(self) -> None:
        self.submit_panel.order.take_focus()

    def _arrange(self, *_changed: object) -> None:
        """What is being done now comes first; the rest steps back where there is no room."""
        capturing, roomy = not self.capture.isHidden(), self.height() >= _ROOMY
        view = self.link.view
        pending = view is None or view.order.is_pending
        self.submit_panel.setVisible(roomy or not capturing)
        missing = not self.submit_panel.missing.isHidden()
        tight = self.height() < _TIGHT or (missing and not roomy)
        self.coverage.setVisible(pending and not tight and (roomy or not capturing))
        self.bar.setVisible(not capturing and (view is None or takes_payments(view.order)))
        taken = sum(
            part.sizeHint().height()
            for part in (self.submit_panel, self.coverage, self.bar, self.number, self.capture)
            if not part.isHidden()
        )
        busy = capturing or missing or not self.number.isHidden()
        self._paid.setVisible(not busy or self.height() - taken >= _LEAST_TABLE)


def _read_means(services: Any, order_id: int) -> Means:
    means: Means = services.payments.means(OrderById(order_id=order_id))
    return means
