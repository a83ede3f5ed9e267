"""The page of who a customer is: name, how to reach them, segments, account; saved as left."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from salescenter.domain.contact import email_problems, phone_problems
from salescenter.domain.customer import Customer
from salescenter.domain.customer_phone import is_odd_phone, spaced_phone
from salescenter.domain.errors import SalesCenterError
from salescenter.domain.money import CURRENCY_DIGITS
from salescenter.i18n import N_, _
from salescenter.services.customer_editing import TwinsOf, TypedPhone
from salescenter.ui.editors.customer import customer_wishes as wishes
from salescenter.ui.editors.customer.contact_rows import (
    Contact,
    ContactKind,
    ContactRows,
    Told,
)
from salescenter.ui.editors.customer.customer_link import CustomerLink
from salescenter.ui.editors.customer.customer_page import CustomerPage, Profile
from salescenter.ui.money_text import active_locale
from salescenter.ui.twin_card import TwinCard
from salescenter.ui.widgets import (
    STRETCH,
    ChoiceField,
    Field,
    TextField,
    card,
    check_box,
    choice_field,
    column,
    page,
    row,
    scroll_area,
    text_field,
)

_NAMES = ("title", "first_name", "last_name")
_LONGEST = {"title": 32, "first_name": 64, "last_name": 64}
_SHARES = {"title": 1, "first_name": 3, "last_name": 3}
_WIDEST = 760


class DetailsPage(CustomerPage):
    """Each field is a step of its own, saved when it is left."""

    id: ClassVar[str] = "details"
    title: ClassVar[str] = N_("Details")

    def __init__(self, link: CustomerLink) -> None:
        super().__init__(link)
        self._country = ""
        self._drawn: dict[str, Customer] = {}
        self._fields: dict[str, Field] = {}
        self._offered: dict[str, list[tuple[str, str]]] = {}
        self.twins = TwinCard(link.workbench, "customer")
        self._make_identity()
        self.emails = ContactRows(_email_kind())
        self.emails.changed.connect(self._on_emails)
        self.phones = ContactRows(self._phone_kind())
        self.phones.changed.connect(self._on_phones)
        self.account: QCheckBox = check_box(
            _("The account is enabled: orders can be taken for it"), name="customer-account"
        )
        self.account.clicked.connect(self._on_account)
        self._lay_out()

    def show_profile(self, profile: Profile) -> None:
        """Draw what is stored; a field in which somebody types keeps what is typed."""
        super().show_profile(profile)
        customer, self._country = profile.customer, profile.store.country
        for name in (*_NAMES, "segments"):
            text = ", ".join(customer.segments) if name == "segments" else getattr(customer, name)
            self._show_text(name, text, customer)
        for name, choice in (("language", self.language), ("currency", self.currency)):
            self._show_choice(name, choice, getattr(customer, name))
            self._drawn[name] = customer
        for name, rows in (("emails", self.emails), ("phones", self.phones)):
            if not rows.is_edited:
                self._drawn[name] = customer
        self.emails.show_contacts([(email, "") for email in customer.emails])
        self.phones.show_contacts([(phone.text, phone.label) for phone in customer.phones])
        self.account.setChecked(customer.is_active)

    def take_focus(self) -> None:
        """The name."""
        self.editor("last_name").setFocus()

    def editor(self, name: str) -> TextField:
        """A field by its name."""
        editor = self._fields[name].editor
        assert isinstance(editor, TextField)
        return editor

    # Building

    def _make_identity(self) -> None:
        for name in _NAMES:
            title = _(wishes.IDENTITY_TITLES[name])
            editor = text_field(title, name=f"customer-{name}", longest=_LONGEST[name])
            editor.editingFinished.connect(partial(self._on_name_left, name))
            self._fields[name] = Field(title, editor, required=name == "last_name")
        languages = sorted(
            ((code, str(words)) for code, words in active_locale().languages.items()),
            key=lambda pair: pair[1].casefold(),
        )
        two = [pair for pair in languages if len(pair[0]) == 2]
        self.language = choice_field(_("Language"), name="customer-language", choices=two)
        self.language.chosen.connect(partial(self._on_chosen, "language"))
        self._offered["language"] = two
        self._offered["currency"] = codes = [(code, code) for code in sorted(CURRENCY_DIGITS)]
        self.currency = choice_field(_("Currency"), name="customer-currency", choices=codes)
        self.currency.chosen.connect(partial(self._on_chosen, "currency"))
        segments = text_field(
            _("Segments"), name="customer-segments", placeholder=_("vip, trade…"), longest=400
        )
        segments.editingFinished.connect(self._on_segments_left)
        self._fields["segments"] = Field(_("Segments, with commas between them"), segments)

    def _lay_out(self) -> None:
        names = row(*(self._fields[name] for name in _NAMES), gap=10)
        ways = row(
            Field(_("Language"), self.language),
            Field(_("Currency"), self.currency),
            self._fields["segments"],
            gap=10,
        )
        for place, share in enumerate(_SHARES.values()):
            names.setStretch(place, share)
            names.setAlignment(self._fields[_NAMES[place]], Qt.AlignmentFlag.AlignTop)
        ways.setStretch(2, 1)
        form = page(
            column(
                self.twins,
                card(names, ways, name="customer-who", title=_("Who it is")),
                card(self.phones, name="customer-phones", title=_("Telephones")),
                card(self.emails, name="customer-emails", title=_("E-mail addresses")),
                card(self.account, name="customer-account-card", title=_("Account")),
                STRETCH,
                gap=10,
            ),
            name="customer-details-form",
            margins=(0, 0, 8, 0),
        )
        form.setMaximumWidth(_WIDEST)
        scroll = scroll_area(form, name="customer-details-scroll", accessible=_("Details"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)

    def _phone_kind(self) -> ContactKind:
        return ContactKind(
            "customer-phone",
            _("Telephone"),
            _("One more telephone"),
            40,
            self._check_phone,
            has_label=True,
            spaced=self._spaced,
        )

    def _spaced(self, text: str) -> str:
        return spaced_phone(text, self._country)

    def _check_phone(self, text: str) -> Told:
        for problem in phone_problems(text, self._country):
            return Told(str(problem), is_wrong=True)
        if is_odd_phone(text, self._country):
            return Told(_("This is no usual number. It is kept as it was typed."))
        return Told()

    # Drawing

    def _show_text(self, name: str, text: str, customer: Customer) -> None:
        editor, field = self.editor(name), self._fields[name]
        if editor.isModified() and (editor.hasFocus() or field.problem()):
            return
        self._drawn[name] = customer
        if editor.text() != text or editor.isModified():
            editor.start_over(text)
        field.clear_problem()

    def _show_choice(self, name: str, choice: ChoiceField, value: str) -> None:
        """A value that is not offered is real all the same."""
        choice.show_value(value)
        if value and choice.value() != value:
            choice.show_choices([(value, value), *self._offered[name]], value)

    # Twins

    def _ask_twins(self, email: str = "", phone: str = "", **names: str) -> None:
        """Look whether the customer looks like another by what was changed; told, not refused."""
        customer = self.link.customer
        if customer is None:
            return
        entries = sorted(customer.addresses, key=lambda entry: not entry.is_primary)
        codes = [entry.address.postal_code for entry in entries if entry.address.postal_code]
        self.twins.ask(
            TwinsOf(
                store_id=customer.store_id,
                first_name=names.get("first_name", customer.first_name),
                last_name=names.get("last_name", customer.last_name),
                email=email,
                phone=phone,
                postal_code=codes[0] if names and codes else "",
                customer_id=customer.id,
            )
        )

    # Saving

    def _on_name_left(self, name: str) -> None:
        editor, customer = self.editor(name), self.link.customer
        if customer is None or not editor.isModified():
            return
        text = editor.text().strip()
        self._fields[name].clear_problem()
        if text == getattr(self._drawn.get(name, customer), name):
            editor.start_over(text)
            return
        editor.setModified(False)
        failed = partial(self._on_field_failed, name)
        self.link.send(wishes.set_identity(name, text), failed, base=self._drawn.get(name))
        if name in ("first_name", "last_name"):
            self._ask_twins(**{name: text})

    def _on_segments_left(self) -> None:
        editor = self.editor("segments")
        if not editor.isModified():
            return
        editor.setModified(False)
        names = tuple(sorted({part.strip() for part in editor.text().split(",") if part.strip()}))
        failed = partial(self._on_field_failed, "segments")
        self.link.send(wishes.set_segments(names), failed, base=self._drawn.get("segments"))

    def _on_chosen(self, name: str, value: str) -> None:
        self.link.send(wishes.set_identity(name, value), base=self._drawn.get(name))

    def _on_emails(self, contacts: tuple[Contact, ...]) -> None:
        wish = wishes.set_emails(tuple(text for text, _what in contacts))
        known = self._drawn["emails"].emails
        self.link.send(wish, self._on_email_failed, base=self._drawn.get("emails"))
        new = [text for text, _what in contacts if text not in known]
        if new:
            self._ask_twins(email=new[0])

    def _on_phones(self, contacts: tuple[Contact, ...]) -> None:
        phones = tuple(TypedPhone(text, what) for text, what in contacts)
        wish = wishes.set_phones(phones)
        known = {phone.text for phone in self._drawn["phones"].phones}
        self.link.send(wish, self._on_phone_failed, base=self._drawn.get("phones"))
        new = [text for text, _what in contacts if text not in known]
        if new:
            self._ask_twins(phone=new[0])

    def _on_account(self, active: bool) -> None:
        self.link.send(wishes.set_account(active=active))

    def _on_field_failed(self, name: str, error: Exception) -> None:
        if not isinstance(error, SalesCenterError):
            self.link.workbench.report(error)
            return
        self.editor(name).setModified(True)
        self._fields[name].show_problem(str(error))

    def _on_email_failed(self, error: Exception) -> None:
        self._show_refusal(self.emails, error)

    def _on_phone_failed(self, error: Exception) -> None:
        self._show_refusal(self.phones, error)

    def _show_refusal(self, rows: ContactRows, error: Any) -> None:
        if isinstance(error, SalesCenterError):
            rows.show_refusal(str(error))
        else:
            self.link.workbench.report(error)


def _email_kind() -> ContactKind:
    return ContactKind(
        "customer-email", _("E-mail"), _("One more e-mail address"), 254, _check_email
    )


def _check_email(text: str) -> Told:
    return next((Told(str(each), is_wrong=True) for each in email_problems(text)), Told())
