"""The form for a new customer: quick, by keyboard, and nothing that was typed gets lost."""

from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QVBoxLayout, QWidget

from salescenter.domain.address import Address, AddressFormat
from salescenter.domain.customer import Customer
from salescenter.domain.errors import Refused, SalesCenterError, Unknown
from salescenter.domain.store import Store, StoreKind
from salescenter.i18n import _
from salescenter.services.customer_editing import TwinsOf
from salescenter.services.customers import AddressFormatOf, NewCustomer
from salescenter.services.stores import StoreById
from salescenter.ui.actions.customer_actions import CUSTOMER, NEW_CUSTOMER
from salescenter.ui.colours import Tone
from salescenter.ui.editors.customer.address_fields import AddressFields
from salescenter.ui.editors.customer.organization_field import OrganizationField
from salescenter.ui.editors.customer.person_fields import PersonFields
from salescenter.ui.editors.customer.typed import shared_out
from salescenter.ui.twin_card import TwinCard
from salescenter.ui.widgets import (
    STRETCH,
    announce,
    button,
    card,
    column,
    heading,
    label,
    row,
    scroll_area,
    separator,
    set_tone,
)
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor

_WIDEST = 640
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIELD_OF = {
    "customer.last_name_missing": "last_name",
    "customer.organization_missing": "organization",
    "organization.unknown": "organization",
}


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the form."""

    person: tuple[str, ...] = ("", "", "", "")
    address: Address | None = None
    organization_id: int | None = None


_NOTHING = _Typed()


class NewCustomerEditor(Editor):
    """Enter saves from any field. A refusal is said beside its field, all text stays.

    The key is made when the form opens and kept until the customer is stored. While an outcome is
    not known, the form asks again for exactly what it asked.
    """

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(NEW_CUSTOMER, key)
        self._workbench = workbench
        self._save_key = uuid4().hex
        self._saving: NewCustomer | None = None
        self._unanswered: NewCustomer | None = None
        self._warned: Address | None = None
        self._left_once: _Typed | None = None
        self._is_saved = False
        self._store: Store | None = None
        self._organization: OrganizationField | None = None
        self.store_id = workbench.state.store.id if workbench.state.store else 0
        self.person = PersonFields("new_customer")
        self.address = AddressFields("new_customer-address")
        self.twins = TwinCard(workbench, "new_customer")
        self._make_widgets()
        self._lay_out()
        self._wire()
        self.set_title(_("New customer"))
        self._read_store()

    def take_focus(self) -> None:
        """The first field in which nothing stands yet."""
        if self._organization is not None and self._organization.value() is None:
            self._organization.search.setFocus()
        else:
            self.person.take_focus()

    def take_over(self, typed: str) -> None:
        """Begin with what was typed elsewhere; fields that hold something keep it."""
        taken = shared_out(typed)
        self.person.put_where_empty(taken)
        if taken.postal_code and self.address.address("") is None:
            self.address.put("postal_code", taken.postal_code)
        self.take_focus()

    def may_close(self) -> bool:
        """Not at the first wish while something is typed: it would be lost without a word."""
        typed = self._typed()
        if self._is_saved or typed in (_NOTHING, self._left_once):
            return True
        self._left_once = typed
        self._workbench.open_editor(NEW_CUSTOMER, self.key)  # its tab may be behind another
        for write in (self._leave_button.setText, self._leave_button.setAccessibleName):
            write(_("Leave without saving"))
        self._say(_("This customer is not saved yet. Save, or leave once more."), Tone.WARN)
        return False

    def save(self) -> None:
        """Store the customer, unless something is wrong that is said beside the fields."""
        if self._saving is not None:
            return
        wish = self._unanswered or self._wish()
        if wish is None:
            return
        self._saving = wish
        self._show_busy()
        self._message.setText("")
        customers, key = self._workbench.services.customers, self._save_key
        self._workbench.runner.write(
            lambda: customers.create(wish, key=key), self._on_saved, self._on_failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else saves."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.save()

    # Building

    def _make_widgets(self) -> None:
        self._where = label(name="new_customer-store", tone=Tone.MUTED)
        self._message = label(name="new_customer-message", tone=Tone.ERROR, wrap=True)
        self._save_button = button(
            _("Save"),
            name="new_customer-save",
            on=self.save,
            icon="check",
            kind="primary",
            tip=_("Enter saves from any field."),
        )
        self._leave_button = button(
            _("Leave it"), name="new_customer-leave", on=self._leave, kind="quiet"
        )
        self._who = card(self.person, name="new_customer-who", title=_("Who it is"))

    def _lay_out(self) -> None:
        scroll = scroll_area(self._page(), name="new_customer-scroll", accessible=_("New customer"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(scroll, 1)
        outside.addWidget(separator())
        outside.addLayout(self._foot())

    def _page(self) -> QWidget:
        """The cards, in a width in which they are read at a glance."""
        form = QWidget()
        form.setObjectName("new_customer-form")
        form.setMaximumWidth(_WIDEST)
        place = card(self.address, name="new_customer-place", title=_("Where they are"))
        head = row(heading(_("New customer")), self._where, STRETCH, gap=10)
        form.setLayout(
            column(head, self.twins, self._who, place, STRETCH, gap=12, margins=(16, 12, 16, 12))
        )
        beside = row(form, STRETCH, gap=0)
        beside.setStretch(0, 1000)
        page = QWidget()
        page.setObjectName("new_customer-page")
        page.setLayout(beside)
        return page

    def _foot(self) -> QLayout:
        """What has to be said and pressed is always in sight."""
        line = row(self._message, self._leave_button, self._save_button, margins=(16, 8, 16, 8))
        line.setStretch(0, 1)
        return line

    def _wire(self) -> None:
        self.address.country_wanted.connect(self._read_form)
        self.person.left.connect(self._ask_twins)
        self.address.left.connect(self._ask_twins)

    def open_twin(self) -> bool:
        """Open who is likely the same instead; what is typed here stays, and may be left."""
        self._left_once = self._typed()
        return self.twins.open_twin()

    def _ask_twins(self) -> None:
        """Look whether they are here already, by what is typed and not wrong."""
        if self._saving is not None or not self.store_id:
            return
        person, address = self.person.values(), self.address.address("")
        email, phone = person["email"], person["phone"]
        self.twins.ask(
            TwinsOf(
                store_id=self.store_id,
                first_name=person["first_name"],
                last_name=person["last_name"],
                email="" if self.person.is_wrong("email") else email,
                phone="" if self.person.is_wrong("phone") else phone,
                postal_code=address.postal_code if address else "",
            )
        )

    def _typed(self) -> _Typed:
        """What would be lost."""
        organization = self._organization.value() if self._organization else None
        return _Typed(
            tuple(map(str, self.person.values().values())),
            self.address.address(""),
            organization.id if organization else None,
        )

    # Reading

    def _read_store(self) -> None:
        if self.store_id:
            stores, wish = self._workbench.services.stores, StoreById(store_id=self.store_id)
            self._workbench.runner.read(
                lambda: stores.get(wish), self._show_store, self._workbench.report
            )

    def _show_store(self, store: Store) -> None:
        self._store = store
        self._where.setText(_("of {store}").format(store=store.name))
        country = self._workbench.state.preferences.country or store.country
        self.person.country = country
        if store.kind is StoreKind.B2B:
            had_focus = self.person.isAncestorOf(self.focusWidget() or self)
            self._organization = OrganizationField(self._workbench, store.id)
            self._organization.submitted.connect(self.save)
            self._who.body.insertWidget(1, self._organization)
            QWidget.setTabOrder(self._organization.search, self.person.first)
            if had_focus and self.person.is_untouched:
                self._organization.search.setFocus()
        self.address.country.show_value(country)
        self._read_form(country)

    def _read_form(self, country: str) -> None:
        customers, wish = self._workbench.services.customers, AddressFormatOf(country=country)
        self._workbench.runner.read(
            lambda: customers.address_format(wish),
            partial(self._show_form, country),
            partial(self._show_no_form, country),
        )

    def _show_form(self, country: str, form: AddressFormat) -> None:
        if self.address.country.value() == country:
            self.address.show_form(form)

    def _show_no_form(self, country: str, error: Exception) -> None:
        if self.address.country.value() == country:
            self.address.show_form(None)
        if not isinstance(error, Refused):
            self._workbench.report(error)

    # Saving

    def _wish(self) -> NewCustomer | None:
        """What the form says; None when it has to be mended first."""
        self._message.setText("")
        fine = self.person.check()
        organization = self._organization.value() if self._organization else None
        if self._organization is not None and organization is None:
            self._organization.show_problem(_("A business customer belongs to an organization."))
            self._organization.search.setFocus()
            return None
        if not fine:
            self.person.focus_problem()
            return None
        address = self.address.address(self.person.name())
        if not self.address.check() and address != self._warned:
            self._warned = address
            self.address.focus_problem()
            self._say(_("Press Enter again to save the address as it is."), Tone.WARN)
            return None
        return NewCustomer(
            store_id=self.store_id,
            organization_id=organization.id if organization else None,
            address=address,
            **self.person.values(),
        )

    def _on_saved(self, customer: Customer) -> None:
        self._saving = self._unanswered = None
        self._is_saved = True
        workbench = self._workbench
        workbench.open_editor(CUSTOMER, str(customer.id))
        workbench.close_editor(self)
        workbench.say(
            _("{name} is customer {number} now. Ctrl+Enter starts an order.").format(
                name=customer.name, number=customer.number
            )
        )

    def _on_failed(self, error: Exception) -> None:
        asked, self._saving = self._saving, None
        self._unanswered = asked if isinstance(error, Unknown) else None
        self._show_busy()
        if self._unanswered is not None:
            text = _("It is not known yet whether this was saved. Press Enter to ask again.")
            self._say(text, Tone.WARN)
            self._save_button.setFocus()
            return
        if not self._show_beside(error):
            self._say(_told(error), Tone.ERROR)
            self.person.take_focus()

    def _show_beside(self, error: Exception) -> bool:
        """Say it beside the field it is about; False when it is about none."""
        if not isinstance(error, SalesCenterError):
            return False
        field = str(error.params.get("field", "")) or _FIELD_OF.get(error.code, "")
        if field == "organization" and self._organization is not None:
            self._organization.show_problem(str(error))
            self._organization.search.setFocus()
            return True
        beside = self.person.show_refusal(field, str(error))
        return beside or self.address.show_refusal(field, str(error))

    def _show_busy(self) -> None:
        """While an answer is on its way, or not known yet, nothing can be changed."""
        self._who.setEnabled(self._saving is None and self._unanswered is None)
        self.address.setEnabled(self._saving is None and self._unanswered is None)
        self._save_button.setEnabled(self._saving is None)
        self._save_button.setText(_("Ask again") if self._unanswered else _("Save"))

    def _say(self, text: str, tone: Tone) -> None:
        self._message.setText(text)
        set_tone(self._message, tone)
        announce(self._message, text)

    def _leave(self) -> None:
        self._workbench.close_editor(self)


def _told(error: Exception) -> str:
    if isinstance(error, SalesCenterError):
        return str(error)
    return _("This did not work, and nothing was saved. The log says what happened.")
