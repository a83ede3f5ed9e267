"""The address book: a list, and beside it the form of the entry that is chosen."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QHBoxLayout, QWidget

from salescenter.domain.address import Address, AddressFormat
from salescenter.domain.customer import AddressUse, BookAddress, Customer
from salescenter.domain.errors import SalesCenterError
from salescenter.i18n import N_, _
from salescenter.services.customers import AddressFormatOf
from salescenter.ui.colours import Tone
from salescenter.ui.editors.customer import customer_wishes as wishes
from salescenter.ui.editors.customer.address_fields import AddressFields
from salescenter.ui.editors.customer.customer_link import CustomerLink
from salescenter.ui.editors.customer.customer_page import CustomerPage, Profile
from salescenter.ui.editors.customer.profile_cards import USES
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    button,
    card,
    check_box,
    choice_field,
    column,
    label,
    page,
    row,
    scroll_area,
    text_field,
)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LIST_WIDTH = 300


def _where(entry: BookAddress) -> str:
    address = entry.address
    parts = (address.line1, f"{address.postal_code} {address.city}".strip(), address.country)
    return ", ".join(part for part in parts if part)


COLUMNS = (
    Column[BookAddress](
        "nickname",
        N_("Address"),
        lambda entry: entry.nickname,
        width=100,
        stretch=1,
        strong=True,
        icon=lambda entry: "star" if entry.is_primary else "",
        tip=lambda entry: _("The primary address") if entry.is_primary else "",
    ),
    Column[BookAddress]("use", N_("For"), lambda entry: _(USES[entry.use]), width=120, drop=1),
    Column[BookAddress](
        "where", N_("Where"), _where, width=140, stretch=2, tone=lambda _entry: Tone.MUTED
    ),
)


class AddressPage(CustomerPage):
    """An entry is saved when one of its fields is left; a new one with Enter or the button."""

    id: ClassVar[str] = "addresses"
    title: ClassVar[str] = N_("Addresses")

    def __init__(self, link: CustomerLink) -> None:
        super().__init__(link)
        self._entry: BookAddress | None = None
        self._sent: BookAddress | None = None
        self._base: Customer | None = None
        self._is_new = False
        self._formats: dict[str, AddressFormat | None] = {}
        self._make_list()
        self._make_form()
        self._lay_out()

    def show_profile(self, profile: Profile) -> None:
        """Draw the book; an entry in which somebody types keeps what is typed."""
        super().show_profile(profile)
        self._formats |= profile.formats
        entries = sorted(profile.customer.addresses, key=lambda each: not each.is_primary)
        known = self._entry.id if self._entry else 0
        new = {each.id for each in entries} - {each.id for each in self.model.rows}
        added = self._is_new and self._sent is not None and len(new) == 1
        self.model.show_rows(entries)
        if added:
            self._is_new, self._entry = False, None
            self.table.select_key(new.pop())
            self._on_selected()
        elif not self._is_new:
            if known not in {each.id for each in entries}:
                self.table.select_row(0)
            self._on_selected()
        self._draw_state()

    def take_focus(self) -> None:
        """The list; where there is none, the button that begins one."""
        (self.table if self.model.rowCount() else self.new_button).setFocus()

    def entry(self) -> BookAddress | None:
        """The entry as the form says it; None while it says nothing."""
        known = self._entry
        recipient = self.recipient.text().strip()
        address = self.fields.address(recipient)
        country = self.fields.country.value() or ""
        phone = self.phone.text().strip()
        if address is None:
            if known is None:
                return None
            address = Address(recipient=recipient, country=country)
        return BookAddress(
            known.id if known else 0,
            self.nickname.text().strip(),
            self.use.value() or AddressUse.BOTH,
            replace(address, phone=phone),
            self.primary.isChecked(),
        )

    def save(self) -> None:
        """Send the entry, unless nothing changed."""
        entry = self.entry()
        if entry is None:
            self._say(_("An address needs at least one line."))
            self.fields.take_focus()
            return
        if entry in (self._entry, self._sent):
            return
        if not entry.nickname:
            self._nickname.show_problem(_("What is this address called? “Home”, “Office”…"))
            self.nickname.setFocus()
            return
        self._sent = entry
        self._say("")
        self._nickname.clear_problem()
        self.link.send(wishes.save_address(entry), self._on_failed, base=self._base)

    def begin_new(self) -> None:
        """An empty form, as far as it is known in the customer's country."""
        self._is_new, self._entry, self._sent = True, None, None
        profile = self.profile
        country = profile.store.country if profile else ""
        recipient = profile.customer.name if profile else ""
        self._show(BookAddress(0, "", AddressUse.BOTH, Address(recipient, country=country)))
        self._draw_state()
        self.nickname.setFocus()

    def remove(self) -> None:
        """Take the chosen entry out of the book; a new one is left."""
        if self._is_new:
            self._is_new = False
            self._on_selected(force=True)
            self._draw_state()
            self.take_focus()
        elif self._entry is not None:
            self.link.send(wishes.remove_address(self._entry), base=self._base)
            self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, or presses the button that has the focus; Esc leaves a new one."""
        focused = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focused, QAbstractButton):
            focused.click()
        elif event.key() in _ENTER and not event.modifiers():
            self.save()
        elif event.key() == Qt.Key.Key_Escape and self._is_new:
            self.remove()
        elif event.key() == Qt.Key.Key_Insert:
            self.begin_new()
        elif event.key() == Qt.Key.Key_Delete and focused is self.table:
            self.remove()
        else:
            super().keyPressEvent(event)

    # Building

    def _make_list(self) -> None:
        self.model = TableModel(COLUMNS, key=lambda entry: entry.id)
        self.table = table_view(
            self.model,
            name="customer-book",
            accessible=_("Address book"),
            empty=_("No address yet. Ins begins one."),
            on_open=self._on_opened,
        )
        self.table.setMinimumWidth(_LIST_WIDTH)
        self.table.selected.connect(self._on_row)
        self.new_button = button(
            _("New address"),
            name="customer-book-new",
            on=self.begin_new,
            icon="plus",
            tip=_("New address  (Ins)"),
        )

    def _make_form(self) -> None:
        name = "customer-entry"
        self.nickname = text_field(_("Called"), name=f"{name}-nickname", longest=64)
        self._nickname = Field(_("Called"), self.nickname, required=True)
        self.use = choice_field(
            _("For"), name=f"{name}-use", choices=[(use, _(words)) for use, words in USES.items()]
        )
        self.primary: QCheckBox = check_box(_("The primary address"), name=f"{name}-primary")
        self.recipient = text_field(_("To"), name=f"{name}-recipient", longest=128)
        self.phone = text_field(_("Telephone there"), name=f"{name}-phone", longest=40)
        self.fields = AddressFields(name)
        self._message = label(name=f"{name}-message", tone=Tone.ERROR, wrap=True)
        self.remove_button = button(
            _("Remove"), name=f"{name}-remove", on=self.remove, icon="trash-2", kind="quiet"
        )
        self.save_button = button(
            _("Save"), name=f"{name}-save", on=self.save, icon="check", kind="primary"
        )
        for editor in (self.nickname, self.recipient, self.phone):
            editor.editingFinished.connect(self._on_left)
        self.use.chosen.connect(self._on_left)
        self.primary.clicked.connect(self._on_left)
        self.fields.left.connect(self._on_left)
        self.fields.country_wanted.connect(self._on_country)

    def _lay_out(self) -> None:
        what = row(self._nickname, Field(_("For"), self.use), gap=10)
        what.setStretch(0, 1)
        who = row(Field(_("To"), self.recipient), Field(_("Telephone there"), self.phone), gap=10)
        who.setStretch(0, 3)
        who.setStretch(1, 2)
        foot = row(self._message, self.remove_button, self.save_button)
        foot.setStretch(0, 1)
        self._form = card(what, self.primary, who, self.fields, foot, name="customer-entry-card")
        inside = page(column(self._form, STRETCH), name="customer-entry-page", margins=(0, 0, 8, 0))
        scroll = scroll_area(inside, name="customer-entry-scroll", accessible=_("Address"))
        left = QWidget()
        left.setObjectName("customer-book-side")
        left.setLayout(column(self.table, row(self.new_button, STRETCH)))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(left, 2)
        box.addWidget(scroll, 3)

    # Drawing

    def _on_row(self, _key: object) -> None:
        if not self._is_new or self.table.hasFocus():
            self._is_new = False
            self._on_selected()
            self._draw_state()

    def _on_selected(self, *, force: bool = False) -> None:
        entry = self.table.current_row()
        if entry is None:
            self._entry = None
            return
        was = self._entry
        if was is not None and was.id == entry.id and not force:
            typed = self.entry()
            if entry == was or (typed not in (was, self._sent) and self._has_focus()):
                return
        self._entry, self._sent = entry, None
        self._base = self.link.customer
        self._show(entry)

    def _show(self, entry: BookAddress) -> None:
        self.nickname.start_over(entry.nickname)
        self.use.show_value(entry.use)
        self.primary.setChecked(entry.is_primary)
        self.recipient.start_over(entry.address.recipient)
        self.phone.start_over(entry.address.phone)
        self._nickname.clear_problem()
        self._say("")
        country = entry.address.country
        shown = self.fields.address(entry.address.recipient)
        if shown is None or replace(shown, phone=entry.address.phone) != entry.address:
            self.fields.show_address(entry.address, self._formats.get(country))
        if country and country not in self._formats:
            self._read_form(country)

    def _draw_state(self) -> None:
        """An entry that is there is saved as it is left; only a new one waits for the button."""
        self._form.setVisible(self._is_new or self._entry is not None)
        self.save_button.setVisible(self._is_new)
        text = _("Leave it") if self._is_new else _("Remove")
        self.remove_button.setText(text)
        self.remove_button.setAccessibleName(text)
        is_primary = self._entry is not None and self._entry.is_primary
        self.primary.setEnabled(not is_primary)

    def _has_focus(self) -> bool:
        return self._form.isAncestorOf(QApplication.focusWidget() or self)

    # Saving

    def _on_left(self, *_value: object) -> None:
        if self._entry is not None and not self._is_new:
            self.save()

    def _on_opened(self, _key: object) -> None:
        self.nickname.setFocus()
        self.nickname.selectAll()

    def _on_country(self, country: str) -> None:
        if country in self._formats:
            self._show_form(country, self._formats[country])
        else:
            self._read_form(country)
        self._on_left()

    def _read_form(self, country: str) -> None:
        customers = self.link.workbench.services.customers
        wish = AddressFormatOf(country=country)
        self.link.workbench.runner.read(
            lambda: customers.address_format(wish),
            partial(self._show_form, country),
            partial(self._show_no_form, country),
        )

    def _show_form(self, country: str, form: AddressFormat | None) -> None:
        self._formats[country] = form
        if self.fields.country.value() == country:
            self.fields.show_form(form)

    def _show_no_form(self, country: str, error: Exception) -> None:
        if not isinstance(error, SalesCenterError):
            self.link.workbench.report(error)
        self._show_form(country, None)

    def _on_failed(self, error: Exception) -> None:
        self._sent = None
        if not isinstance(error, SalesCenterError):
            self.link.workbench.report(error)
        elif error.code.startswith("address.nickname") or error.params.get("field") == "nickname":
            self._nickname.show_problem(str(error))
        elif not self.fields.show_refusal(str(error.params.get("field", "")), str(error)):
            self._say(str(error))

    def _say(self, text: str) -> None:
        self._message.setText(text)
