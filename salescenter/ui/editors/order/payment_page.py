"""The Payment page: what is covered, what pays for it, taking a card, the end of the order."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.errors import Refused, SalesCenterError
from salescenter.domain.order import METHOD_NAMES, Payment, PaymentMethod, PaymentState
from salescenter.domain.refusals import sentence
from salescenter.i18n import N_, _
from salescenter.services.order_views import OrderView
from salescenter.services.payments import Capture
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import payment_wishes as wishes
from salescenter.ui.editors.order.bare_field import BareField
from salescenter.ui.editors.order.capture_panel import CapturePanel
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.payment_table import PAYMENT_MENU, payment_model, payment_table
from salescenter.ui.editors.order.payment_words import (
    METHOD_ICONS,
    PaymentRow,
    coverage_words,
    payment_rows,
    takes_payments,
)
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.submit_panel import SubmitPanel
from salescenter.ui.editors.order.wishes import Wish
from salescenter.ui.money_text import typed_amount
from salescenter.ui.widgets import (
    STRETCH,
    Card,
    FlowRow,
    button,
    chip,
    column,
    eliding_label,
    icon_label,
    label,
    page,
    row,
    set_tone,
    text_field,
    tool_button,
)

PAYMENT_PAGE = "payment"
_LONGEST_AMOUNT = 40
_ROOMY = 440
"""From this height on everything stays in sight while a card is taken."""
_LEAST_TABLE = 120

METHOD_ACTIONS = {
    PaymentMethod.CARD: "payment.take_card",
    PaymentMethod.CASH_ON_DELIVERY: "payment.cash_on_delivery",
    PaymentMethod.CHECK: "payment.check",
    PaymentMethod.INVOICE: "payment.invoice",
}
"""The action that takes what is left by each method, from wherever one is in the order."""


class CoverageCard(Card):
    """Whether everything is covered, in a sentence."""

    def __init__(self) -> None:
        super().__init__("coverage")
        self._icon = icon_label("", size=20)
        self.text = label(name="coverage-text", style="heading")
        self.figures = eliding_label(name="coverage-figures", style="caption", tone=Tone.MUTED)
        self._simulated = chip(name="coverage-simulated", accessible=_("Payment provider"))
        line = row(self._icon, self.text, self.figures, self._simulated, gap=10)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.body.setContentsMargins(12, 5, 8, 5)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_order(self, view: OrderView) -> None:
        """Draw what the payments leave to pay."""
        words = coverage_words(view)
        self.text.setText(words.text)
        set_tone(self.text, words.tone)
        self.figures.setText(words.figures)
        self._icon.show_icon(words.icon, words.tone)
        self.show_tone(words.tone)
        self.setAccessibleName(f"{words.text}. {words.figures}")

    def show_simulated(self, simulated: bool) -> None:
        """Say that no money moves, where that is so."""
        text = _("Simulation: no money moves") if simulated else ""
        self._simulated.show_state(text, Tone.WARN, "info")


class PaymentPage(OrderPage):
    """Payments are added until everything is covered; a declined one is replaced here too."""

    id: ClassVar[str] = PAYMENT_PAGE
    title: ClassVar[str] = N_("Payment")
    fields: ClassVar[frozenset[str]] = frozenset({"payment"})

    def __init__(self, link: OrderLink) -> None:
        super().__init__(link)
        self.coverage = CoverageCard()
        self.amount = text_field(
            _("Amount of the payment, empty for all that is left"),
            name="payment-amount",
            placeholder=_("or only an amount"),
            longest=_LONGEST_AMOUNT,
        )
        self._amount_field = BareField("payment-amount-field", self.amount)
        self.methods = {method: self._method_button(method) for method in PaymentMethod}
        self.capture = CapturePanel(link)
        self.model = payment_model()
        self.table = payment_table(self.model, link.workbench.widths)
        self.submit_panel = SubmitPanel(link)
        self._remove = tool_button(
            _("Remove the payment"),
            icon="trash-2",
            name="payment-remove",
            on=self.remove,
            tip=_("Remove the payment (Delete)"),
        )
        self._retry = tool_button(
            _("Ask again for the authorization"),
            icon="refresh-cw",
            name="payment-retry",
            on=self.retry,
            tip=_("Ask again for the authorization (Enter)"),
        )
        self._known_declined: set[int] = set()
        self._build()
        self._wire()

    # What the editor asks for

    def show_order(self, view: OrderView) -> None:
        """Draw the payments of a version and what they leave to pay."""
        self.coverage.show_order(view)
        self.model.show_rows(payment_rows(view))
        self._stand_on_declined()
        self.submit_panel.show_order(view)
        self.coverage.setVisible(view.order.is_pending)
        open_for_payment = takes_payments(view.order)
        self._adding.setVisible(open_for_payment and self.capture.isHidden())
        self._show_row_actions()
        self._arrange()
        self.capture.simulation.load()
        if open_for_payment:
            self.capture.look_for_open(view.order.id)

    def take_focus(self) -> None:
        """Where the next step is: taking a payment, else the payments."""
        view = self.link.view
        if not self.capture.isHidden():
            self.capture.take_focus()
        elif not self.submit_panel.missing.isHidden() and view and view.missing:
            self.submit_panel.missing.take_focus()
        elif view is not None and view.coverage.missing > 0 and self._adding.isVisible():
            self.methods[PaymentMethod.CARD].setFocus()
        elif view is not None and not view.order.is_pending:
            self.submit_panel.order.take_focus()
        elif self.model.rowCount():
            self.table.setFocus()
        else:
            self.methods[PaymentMethod.CARD].setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to where a payment is taken."""
        if field != "payment":
            return False
        target = self.capture if not self.capture.isHidden() else None
        if target is not None:
            target.take_focus()
        else:
            self.methods[PaymentMethod.CARD].setFocus()
        return True

    # What the actions ask for

    def take(self, method: PaymentMethod) -> None:
        """Take what is left, or the amount that was typed, by a method."""
        amount, fits = self._typed_amount()
        if not fits:
            self.amount.setFocus()
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

    def _method_button(self, method: PaymentMethod) -> QPushButton:
        keys = self._keys_of(METHOD_ACTIONS[method])
        name = _(METHOD_NAMES[method])
        made = button(
            f"{name}  {keys}" if keys else name,
            name=f"payment-take-{method}",
            icon=METHOD_ICONS[method],
            tip=_("Takes everything that is not covered yet, or only the amount beside."),
            on=partial(self.take, method),
        )
        made.setAccessibleName(_("Pay by: {method}").format(method=name))
        made.installEventFilter(self)
        return made

    def _keys_of(self, action_id: str) -> str:
        for known in self.link.workbench.action_keys():
            if known.id == action_id:
                return known.keys
        return ""

    def _build(self) -> None:
        line = row(FlowRow(*self.methods.values()), self._amount_field, gap=12)
        line.setStretch(0, 4)
        line.setStretch(1, 1)
        line.setAlignment(self._amount_field, Qt.AlignmentFlag.AlignBottom)
        self._amount_field.setMinimumWidth(150)
        self._adding = page(line, name="payment-adding", margins=(0, 0, 0, 0))
        self._adding.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        beside = row(self.table, column(self._remove, self._retry, STRETCH, gap=4), gap=4)
        beside.setStretch(0, 1)
        self._paid = page(beside, name="payment-paid", margins=(0, 0, 0, 0))
        parts: tuple[QWidget, ...] = (
            self.submit_panel,
            self.coverage,
            self._adding,
            self.capture,
            self._paid,
        )
        box = column(*parts)
        box.setStretch(box.indexOf(self._paid), 1)
        self.setLayout(box)
        self.coverage.show_simulated(False)

    def _wire(self) -> None:
        self.amount.textChanged.connect(self._on_typed)
        self.amount.returnPressed.connect(self.methods[PaymentMethod.CARD].setFocus)
        self.table.selected.connect(self._show_row_actions)
        self.table.opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self.capture.toggled.connect(self._on_capture_shown)
        self.capture.ended.connect(self._on_capture_ended)
        self.capture.simulation.known.connect(self.coverage.show_simulated)
        self.submit_panel.placed.connect(self._on_placed)
        self.submit_panel.changed_size.connect(self._arrange)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right go from one method to the next."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            order = list(self.methods.values())
            if step and watched in order:
                order[(order.index(watched) + step) % len(order)].setFocus()
                return True
        return super().eventFilter(watched, event)

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
        self.amount.start_over()
        if capture is None:
            self.capture.give_up()
        else:
            self.capture.begin(capture)

    def _on_capture_refused(self, error: Exception) -> None:
        self.capture.give_up()
        self._on_refused(error)

    def _on_done(self, _answer: object) -> None:
        self.amount.start_over()
        self._amount_field.show_problem("")

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, Refused) and self._adding.isVisible():
            self._amount_field.show_problem(refusal_text(error))
        else:
            self.link.workbench.report(error)

    def _typed_amount(self) -> tuple[int | None, bool]:
        """The amount in minor units, None for the rest; and whether what was typed is one."""
        view, typed = self.link.view, self.amount.text().strip()
        if not typed or view is None:
            return None, True
        try:
            amount = typed_amount(typed, view.order.currency).minor
        except SalesCenterError as error:
            self._amount_field.show_problem(refusal_text(error))
            return None, False
        self._amount_field.show_problem("")
        return amount, True

    def _on_typed(self, text: str) -> None:
        if looks_like_card(text):
            # It must not stay on the screen either: there is no place for a number here.
            self.amount.start_over()
            self._amount_field.show_problem(sentence("text.card_number", {}))
        elif text:
            self._amount_field.show_problem("")

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

    def _on_capture_shown(self, shown: bool) -> None:
        view = self.link.view
        self._adding.setVisible(not shown and view is not None and takes_payments(view.order))
        self._arrange()

    def _on_capture_ended(self, taken: bool) -> None:
        if taken:
            self.amount.start_over()
        if self.capture.isHidden() and self.isVisible():
            self.take_focus()

    def _on_placed(self) -> None:
        self.submit_panel.order.take_focus()

    def _arrange(self) -> None:
        """What is being done now comes first; the rest steps back where there is no room."""
        capturing, roomy = not self.capture.isHidden(), self.height() >= _ROOMY
        view = self.link.view
        pending = view is None or view.order.is_pending
        self.submit_panel.setVisible(roomy or not capturing)
        self.coverage.setVisible(pending and (roomy or not capturing))
        taken = sum(
            part.sizeHint().height()
            for part in (self.submit_panel, self.coverage, self._adding, self.capture)
            if not part.isHidden()
        )
        busy = capturing or not self.submit_panel.missing.isHidden()
        self._paid.setVisible(not busy or self.height() - taken >= _LEAST_TABLE)
