"""Where an order goes, or who gets the bill: one of the address book, or a new address."""

from dataclasses import fields, replace
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QGridLayout, QWidget

from salescenter.domain.address import Address, AddressFormat, address_problems
from salescenter.domain.customer import AddressUse, BookAddress, Customer
from salescenter.gateways.postal import address_format, countries
from salescenter.i18n import _, ngettext
from salescenter.services.bundle import Services
from salescenter.services.customer_editing import SaveAddress
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import shipping_wishes, wishes
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.editors.order.wishes import Wish, address_line
from salescenter.ui.money_text import active_locale, quantity_text
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    TextField,
    button,
    choice_field,
    heading,
    label,
    row,
    text_field,
)

_COLUMNS = 4
_LONGEST = {"region": 64, "postal_code": 20, "phone": 40}
_TYPED = tuple(field.name for field in fields(Address) if field.name != "country")


class AddressStrip(Strip):
    """Enter saves. What looks wrong is said beside the fields once; Enter again saves it anyway."""

    tall = True

    def __init__(self, link: OrderLink, use: AddressUse) -> None:
        title = _("Ship to") if use is AddressUse.SHIPPING else _("Bill to")
        super().__init__(f"address-{use}", title)
        self._link, self._use = link, use
        self._warned: Address | None = None
        self._lines: shipping_wishes.Lines = ()
        self._customer: Customer | None = None
        self._fields: dict[str, Field] = {}
        self._book = choice_field(_("Address book"), name=f"address-{use}-book")
        self._book.chosen.connect(self._on_book_chosen)
        self._country = choice_field(_("Country"), name=f"address-{use}-country")
        self._country.chosen.connect(self._on_country_chosen)
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._hint = label(name=f"address-{use}-hint", style="caption", tone=Tone.WARN, wrap=True)
        save = button(_("Save"), name=f"address-{use}-save", kind="primary", on=self.accept)
        leave = button(_("Leave it"), name=f"address-{use}-leave", on=self.close_strip)
        book = Field(_("From the address book"), self._book)
        country = Field(_("Country"), self._country)
        self._nickname = text_field(
            _("Keep in the address book as"), name=f"address-{use}-nickname", longest=64
        )
        self._keep = Field(_("Keep in the address book as"), self._nickname)
        self._nickname.textEdited.connect(self._keep.clear_problem)
        self._heading, self._what = heading(title, level=2), title
        self.body.addWidget(self._heading)
        self.body.addLayout(row(book, country, self._keep))
        self.body.addWidget(self._form)
        self.body.addLayout(row(self._hint, STRETCH, leave, save))

    def open_for(self, lines: shipping_wishes.Lines) -> None:
        """Begin for these lines alone; for none of them, the whole order."""
        self._open(lines)

    def open_strip(self) -> None:
        """Begin with the address as it is, for the whole order."""
        self._open(())

    def _open(self, lines: shipping_wishes.Lines) -> None:
        view = self._link.view
        if view is None:
            return
        self._lines, self._customer = lines, view.customer
        self._heading.setText(self._title_for(len(lines)) if lines else self._what)
        self._nickname.start_over()
        self._keep.clear_problem()
        self._keep.setVisible(view.customer is not None)
        self._warned = None
        self._hint.setText("")
        if not self._country.count():
            self._country.show_choices(_country_choices())
        self._show_book(view.customer)
        self.show_address(self._current() or Address(country=self._home()))
        super().open_strip()

    def _title_for(self, count: int) -> str:
        text = ngettext("{what}: {count} line", "{what}: {count} lines", count)
        return text.format(what=self._what, count=quantity_text(count))

    def take_focus(self) -> None:
        """The name of who gets it."""
        editor = self._fields["recipient"].editor
        assert isinstance(editor, TextField)
        editor.setFocus()
        editor.selectAll()

    def show_address(self, address: Address) -> None:
        """Put an address into the fields of its country."""
        self._country.show_value(address.country)
        self._build(address_format(address.country), address)

    def address(self) -> Address:
        """What is typed now."""
        typed = {name: self._text(name) for name in _TYPED}
        return Address(country=self._country.value() or "", **typed)

    def accept(self) -> None:
        """Save it, unless something looks wrong that was not told yet."""
        address = self.address()
        problems = address_problems(address, address_format(address.country))
        for name, field in self._fields.items():
            found = [str(problem) for problem in problems if problem.field == name]
            field.show_problem(found[0] if found else "")
        if problems and address != self._warned:
            self._warned = address
            self._hint.setText(_("Press Enter again to save it as it is."))
            first = self._fields.get(problems[0].field)
            (first.editor if first else self._country).setFocus()
            return
        if self._customer is not None and self._nickname.text().strip():
            self._keep_in_book(self._customer, address)
        else:
            self._send(address)

    def _keep_in_book(self, customer: Customer, address: Address) -> None:
        """First into the address book, so that a name that is taken is told before."""
        wish = SaveAddress(
            customer_id=customer.id,
            version=customer.version,
            nickname=self._nickname.text().strip(),
            address=address,
            use=self._use,
        )
        keep = partial(_save_address, self._link.workbench.services, wish, uuid4().hex)
        self._link.workbench.runner.write(keep, self._on_kept, self._on_not_kept)

    def _on_kept(self, customer: Customer) -> None:
        self._customer = customer
        self._nickname.start_over()
        self._send(self.address())

    def _on_not_kept(self, error: Exception) -> None:
        if getattr(error, "params", {}).get("field", "") in self._fields:
            self._on_refused(error)
            return
        self._keep.show_problem(refusal_text(error))
        self._nickname.setFocus()

    def _send(self, address: Address) -> None:
        self._link.send(self._wish(address), self._on_saved, self._on_refused)

    def _wish(self, address: Address) -> Wish:
        if self._use is AddressUse.BILLING or self._link.view is None:
            return wishes.set_bill_to(address)
        if self._lines or len(self._link.view.order.deliveries) > 1:
            return shipping_wishes.send_to(self._lines, address)
        delivery = next(iter(self._link.view.order.deliveries))
        return wishes.set_ship_to(address, delivery.id)

    def _on_saved(self, _answer: object) -> None:
        self.close_strip()

    def _on_refused(self, error: Exception) -> None:
        field = getattr(error, "params", {}).get("field", "")
        if field in self._fields:
            self._fields[field].show_problem(refusal_text(error))
            self._fields[field].editor.setFocus()
        else:
            self._hint.setText(refusal_text(error))

    def _on_book_chosen(self, entry: BookAddress | None) -> None:
        self.show_address(entry.address if entry else Address(country=self._home()))
        self.take_focus()

    def _on_country_chosen(self, country: str) -> None:
        self._build(address_format(country), replace(self.address(), country=country))

    def _current(self) -> Address | None:
        view = self._link.view
        if view is None:
            return None
        if self._use is AddressUse.BILLING:
            return view.order.bill_to
        deliveries = shipping_wishes.deliveries_of(view.order, self._lines)
        return next(iter(deliveries or view.order.deliveries)).address

    def _home(self) -> str:
        return self._link.store.country if self._link.store else ""

    def _show_book(self, customer: Customer | None) -> None:
        current = self._current()
        entries = [e for e in customer.addresses if e.serves(self._use)] if customer else []
        choices: list[tuple[BookAddress | None, str]] = [(e, _entry_text(e)) for e in entries]
        chosen = next((entry for entry in entries if entry.address == current), None)
        self._book.show_choices([*choices, (None, _("Another address"))], chosen)

    def _build(self, form: AddressFormat | None, address: Address) -> None:
        """Fields in the order of the country, with its words for them, and what was typed."""
        for old in self._fields.values():
            self._grid.removeWidget(old)
            old.deleteLater()
        order = form.field_order if form else _TYPED
        labels = form.labels if form else {}
        names = [name for name in order if _is_asked(name, form, address)]
        self._fields = {
            name: _field(self._use, name, _(labels.get(name, name)), getattr(address, name))
            for name in names
        }
        for place, field in enumerate(self._fields.values()):
            self._grid.addWidget(field, place // _COLUMNS, place % _COLUMNS)

    def _text(self, name: str) -> str:
        editor = self._fields[name].editor if name in self._fields else None
        return editor.text() if isinstance(editor, TextField) else ""


def _save_address(services: Services, wish: SaveAddress, key: str) -> Customer:
    return services.customer_files.save_address(wish, key=key)


def _is_asked(name: str, form: AddressFormat | None, address: Address) -> bool:
    """A region only where the country has regions, or where somebody typed one."""
    if name == "region" and form is not None and not address.region:
        return bool(form.regions) or name in form.required
    return name != "country"


def _field(use: AddressUse, name: str, title: str, text: str) -> Field:
    editor = TextField()
    editor.setObjectName(f"address-{use}-{name}")
    editor.setAccessibleName(title)
    editor.setMaxLength(_LONGEST.get(name, 128))
    editor.start_over(text)
    editor.home(False)  # a long street is read from its beginning
    field = Field(title, editor)
    editor.textEdited.connect(field.clear_problem)
    return field


def _entry_text(entry: BookAddress) -> str:
    return f"{entry.nickname}: {address_line(entry.address)}"


def _country_choices() -> list[tuple[str, str]]:
    names = active_locale().territories
    found = [(code, str(names.get(code, code))) for code in countries()]
    return sorted(found, key=lambda pair: pair[1].casefold())
