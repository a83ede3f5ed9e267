"""The customer finder: one box, and below it who it may be, while typing."""

from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.errors import SalesCenterError
from salescenter.domain.events import CustomerChanged
from salescenter.domain.refusals import sentence
from salescenter.i18n import _, ngettext
from salescenter.services.customers import CustomerHits, FindCustomer
from salescenter.ui.actions.customer_actions import CUSTOMER, open_new_customer
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.order_start import OrderStart
from salescenter.ui.state import WorkbenchState
from salescenter.ui.views.customer_finder.asked import (
    Asked,
    Hit,
    asked_for,
    found_as,
    misspelt,
)
from salescenter.ui.views.customer_finder.hit_table import HitTable, hit_model, is_order_key
from salescenter.ui.views.customer_finder.nobody import Nobody
from salescenter.ui.widgets import (
    announce,
    button,
    eliding_label,
    label,
    row,
    search_field,
    set_tone,
    tool_tip,
)
from salescenter.ui.workbench.contract import Workbench

_SLOW_MS = 300
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)


class CustomerFinder(QWidget):
    """Searches with every letter; only the newest wish is answered.

    Enter opens the profile, Ctrl+Enter starts an order; pressed before the answer is there, they
    wait for it. Typing goes on from the list as from the box.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("customer_finder-view")
        self.setAccessibleName(_("Customer finder"))
        self._workbench = workbench
        self._latest = Latest(workbench.runner, workbench.services.customers.stop_finding)
        self._orders = OrderStart(workbench, self)
        self._asked = Asked()
        self._shown: Asked | None = None
        self._for_whom: tuple[str, int] | None = None
        self._store_id = 0
        self._when_shown = ""
        self._make_widgets()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._show_slowness)
        self._wire()
        self._on_state_changed(workbench.state)

    # What others may ask

    def typed_text(self) -> str:
        """What stands in the box."""
        return self.box.text().strip()

    def open_customer(self) -> None:
        """Open the profile of the chosen customer."""
        self._act("open")

    def order_for_customer(self) -> bool:
        """Start an order for the chosen customer; False when nobody is, nor will be."""
        self._act("order")
        return self._shown != self._asked or self.table.current_row() is not None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here wants to type: a new search replaces the old one."""
        super().focusInEvent(event)
        self.box.setFocus()
        self.box.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that leave the box for the list, or act on what is chosen there."""
        if event.type() == QEvent.Type.ShortcutOverride and is_order_key(event):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    # Building

    def _make_widgets(self) -> None:
        self.box = search_field(
            _("Find a customer"),
            name="customer_finder-box",
            placeholder=_("Name, company, telephone…"),
        )
        tool_tip(self.box, _("Enter opens the profile, Ctrl+Enter starts an order."))
        self.model = hit_model()
        self.table = HitTable(self.model, self._workbench.widths)
        self.nobody = Nobody(self._on_create, self._on_select_store)
        self.correction = label(name="customer_finder-correction", tone=Tone.INFO, wrap=True)
        self.correction.hide()
        self.foot = eliding_label(
            name="customer_finder-foot",
            style="caption",
            tone=Tone.MUTED,
            mode=Qt.TextElideMode.ElideRight,
        )
        self.new_button = button(
            _("New customer"),
            icon="user-plus",
            name="customer_finder-new",
            kind="quiet",
            on=self._on_create,
            tip=_("New customer, with what was typed here  (Ctrl+R)"),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        box.setSpacing(6)
        box.addWidget(self.box)
        box.addWidget(self.correction)
        box.addWidget(self.table, 1)
        box.addWidget(self.nobody, 1)
        foot = row(self.foot, self.new_button)
        foot.setStretch(0, 1)
        box.addLayout(foot)

    def _wire(self) -> None:
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._on_typed)
        self.table.opened.connect(self.open_customer)
        self.table.order_wanted.connect(self.order_for_customer)
        self.table.left_upwards.connect(self.box.setFocus)
        self.table.typed.connect(self._type_on)
        self.table.menu_wanted.connect(self._on_menu)
        self.destroyed.connect(self._latest.forget)
        self._workbench.state_changed.connect(self._on_state_changed)
        self._workbench.relay(self).on(CustomerChanged, self._on_customer_changed)

    # Asking

    def _on_typed(self, text: str) -> None:
        self._when_shown = ""
        self._asked = asked_for(text)
        self._ask()

    def _ask(self) -> None:
        asked = self._asked
        if not self._store_id or not asked.words or _is_card(asked.text):
            self._latest.forget()
            self._show_nobody(asked)
            return
        self._slow.start()
        customers = self._workbench.services.customers
        wish = FindCustomer(store_id=self._store_id, text=asked.text)
        self._latest.run(
            lambda: customers.find(wish),
            partial(self._show_hits, asked, perf_counter()),
            partial(self._show_failure, asked),
        )

    def _on_customer_changed(self, _event: CustomerChanged) -> None:
        """Who was found may be called something else now, and there may be one more."""
        if self._workbench.state.at_work:
            self._ask()

    def _on_state_changed(self, state: WorkbenchState) -> None:
        """Another store: search there. Another person: nothing of the one before is shown."""
        person = state.person.user_id if state.person else ""
        store_id = state.store.id if state.store else 0
        if (person, store_id) == self._for_whom:
            return
        another = self._for_whom is not None and person != self._for_whom[0]
        self._for_whom, self._store_id = (person, store_id), store_id
        self.box.setEnabled(bool(store_id))
        self.new_button.setEnabled(bool(store_id))
        if store_id and self.isVisible() and self._workbench.active_editor is None:
            self.box.setFocus()
        self._show_nobody(Asked())
        self._shown, self._when_shown = None, ""
        if another:
            self.box.start_over()
        self._ask()

    # Showing

    def _show_hits(self, asked: Asked, started: float, hits: CustomerHits) -> None:
        self._slow.stop()
        self._shown = asked
        rows = [Hit(match, asked) for match in hits.matches]
        self.model.show_rows(rows)
        self.table.select_row(0)
        self.table.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        if rows:
            self.table.scrollToTop()
            self.table.fit_columns()
        elif len("".join(asked.words)) == 1:
            self.nobody.show_too_short()
        else:
            self.nobody.show_not_found(asked.text.strip())
        self._show_correction(rows)
        self._say(_counted(len(rows), hits.more, round((perf_counter() - started) * 1000)))
        self._act_now()

    def _show_correction(self, rows: list[Hit]) -> None:
        """Say what was found in place of what nobody is called."""
        corrected = next((hit for hit in rows if hit.match.corrected), None)
        self.correction.setVisible(corrected is not None)
        if corrected is None:
            return
        typed = " ".join(misspelt(corrected)) or corrected.asked.text.strip()
        found = " ".join(found_as(corrected))
        self.correction.setText(
            _("Found as “{found}” instead of “{typed}”.").format(found=found, typed=typed)
        )

    def _show_nobody(self, asked: Asked) -> None:
        """Nothing was asked: say what can be."""
        self._slow.stop()
        self._shown = asked
        self.model.show_rows(())
        self.table.hide()
        self.correction.hide()
        self.nobody.show()
        self._say("")
        if not self._store_id:
            self.nobody.show_no_store()
        elif _is_card(asked.text):
            self.nobody.show_refusal(sentence("text.card_number", {}))
        else:
            self.nobody.show_beginning()

    def _show_failure(self, asked: Asked, error: Exception) -> None:
        self._show_nobody(asked)
        self._when_shown = ""
        told = str(error) if isinstance(error, SalesCenterError) else ""
        self.nobody.show_refusal(told or _("This did not work. The log says what happened."))

    def _show_slowness(self) -> None:
        self._say(_("Searching…"))

    def _say(self, text: str) -> None:
        self.foot.setText(text)
        set_tone(self.foot, Tone.MUTED)
        if text:
            announce(self.foot, text)

    # Acting

    def _take_key(self, event: QKeyEvent) -> bool:
        if is_order_key(event):
            self._act("order")
        elif event.key() in _ENTER and not _modified(event):
            self._act("open")
        elif event.key() in _INTO_LIST and self.model.rowCount():
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.box.text():
            self.box.clear()
        else:
            return False
        return True

    def _type_on(self, event: QKeyEvent) -> None:
        """What is typed into the list belongs into the box."""
        self.box.setFocus()
        if event.key() != Qt.Key.Key_Escape:
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(self.box, again)

    def _act(self, what: str) -> None:
        """Do it with the chosen customer, once the list shows what was asked for."""
        self._when_shown = what
        if self._shown == self._asked:
            self._act_now()

    def _act_now(self) -> None:
        what, self._when_shown = self._when_shown, ""
        hit = self.table.current_row()
        if not what or hit is None:
            return
        if what == "order":
            self._orders.start(self._store_id, hit.match.id)
        else:
            self._workbench.open_editor(CUSTOMER, str(hit.match.id))

    def _on_create(self) -> None:
        open_new_customer(self._workbench, self.typed_text())

    def _on_select_store(self) -> None:
        self._workbench.trigger("store.select")

    def _on_menu(self, _key: object, point: QPoint) -> None:
        self._workbench.show_context_menu(CUSTOMER, self.table, point)


def _counted(count: int, more: bool, ms: int) -> str:
    """How many were found and how long it took."""
    if more:
        return _("{count} and more customers · {ms} ms").format(count=count, ms=ms)
    text = ngettext("{count} customer · {ms} ms", "{count} customers · {ms} ms", count)
    return text.format(count=count, ms=ms)


def _is_card(text: str) -> bool:
    """Whether somebody types a card number here; telephone numbers are dialled with + or 0."""
    return looks_like_card(text) and not text.lstrip(" (").startswith(("+", "0"))


def _modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
