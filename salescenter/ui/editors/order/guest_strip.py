"""A guest of the order: written down with whatever is known, registered while it is pending."""

from typing import Any

from salescenter.domain.contact import email_problems, phone_problems
from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.store import StoreKind
from salescenter.i18n import _
from salescenter.services.customer_editing import TwinsOf
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.guest_wishes import GuestValues, assign_guest, register_guest
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.twin_card import TwinCard
from salescenter.ui.widgets import Field, TextField, button, heading, label, row, text_field

_LONGEST = {"first_name": 64, "last_name": 64, "email": 254, "phone": 40}


def is_guest_of(view: OrderView | None) -> bool:
    """Whether the order is pending and a guest's: only then the guest can be registered."""
    return (
        view is not None
        and view.order.is_pending
        and view.customer is not None
        and view.customer.kind is CustomerKind.GUEST
    )


class _PersonStrip(Strip):
    """A form of one line of fields; Enter in any of them accepts."""

    def __init__(self, name: str, title: str, names: dict[str, str]) -> None:
        super().__init__(name, title)
        self._fields = {
            field: Field(words, text_field(words, name=f"{name}-{field}", longest=_LONGEST[field]))
            for field, words in names.items()
        }
        self._hint = label(name=f"{name}-hint", tone=Tone.MUTED, wrap=True)
        self.body.addWidget(heading(title, level=2))
        self.body.addLayout(row(*self._fields.values()))

    def editor(self, name: str) -> TextField:
        """A field by its name."""
        editor = self._fields[name].editor
        assert isinstance(editor, TextField)
        return editor

    def _text(self, name: str) -> str:
        return self.editor(name).text().strip()

    def _begin(self, **texts: str) -> None:
        for name, field in self._fields.items():
            field.clear_problem()
            self.editor(name).start_over(texts.get(name, ""))

    def _on_done(self, _answer: object) -> None:
        self.close_strip()

    def _on_failed(self, error: Exception) -> None:
        name = str(getattr(error, "params", {}).get("field", ""))
        if getattr(error, "code", "") == "customer.last_name_missing":
            name = "last_name"
        field = self._fields.get(name) or next(iter(self._fields.values()))
        field.show_problem(refusal_text(error))
        field.editor.setFocus()


class GuestStrip(_PersonStrip):
    """Enter is enough: a guest may be known by nothing. What is typed is kept with them."""

    def __init__(self, link: OrderLink) -> None:
        names = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "email": _("E-mail"),
            "phone": _("Telephone"),
        }
        super().__init__("guest", _("Guest customer"), names)
        self._link = link
        self._hint.setText(_("All of it may stay empty: Enter takes the order for a guest."))
        take = button(_("Take as guest"), name="guest-take", kind="primary", on=self.accept)
        leave = button(_("Leave it"), name="guest-leave", on=self.close_strip)
        line = row(self._hint, leave, take)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    @property
    def is_offered(self) -> bool:
        """Whether the store sells to guests: a business store does not."""
        store = self._link.store
        return store is not None and store.kind is StoreKind.B2C

    def open_strip(self) -> None:
        """Begin with nothing known."""
        self._begin()
        super().open_strip()

    def take_focus(self) -> None:
        """The name."""
        self.editor("first_name").setFocus()

    def accept(self) -> None:
        """Take the order for this guest, unless a contact is wrong."""
        store = self._link.store
        if store is None or self._has_problem(store.country):
            return
        known = GuestValues(
            first_name=self._text("first_name"),
            last_name=self._text("last_name"),
            email=self._text("email"),
            phone=self._text("phone"),
        )
        self._link.send(assign_guest(store.id, known), self._on_done, self._on_failed)

    def _has_problem(self, country: str) -> bool:
        email, phone = self._text("email"), self._text("phone")
        problems = {
            "email": email_problems(email) if email else (),
            "phone": phone_problems(phone, country) if phone else (),
        }
        for name, found in problems.items():
            self._fields[name].show_problem(str(found[0]) if found else "")
        wrong = [name for name, found in problems.items() if found]
        if wrong:
            self.editor(wrong[0]).setFocus()
        return bool(wrong)


class RegisterStrip(_PersonStrip):
    """Enter registers. Whoever is likely the same person stands below: F3 takes them instead."""

    tall = True

    def __init__(self, link: OrderLink) -> None:
        names = {"first_name": _("First name"), "last_name": _("Last name")}
        super().__init__("register", _("Register the guest"), names)
        self._link = link
        self.twins = TwinCard(
            link.workbench, "register", on_taken=self._take, words=_("Take instead  (F3)")
        )
        for name in names:
            self.editor(name).editingFinished.connect(self._ask_twins)
        self._hint.setText(_("With the address of the order as the first of the address book."))
        register = button(_("Register"), name="register-accept", kind="primary", on=self.accept)
        leave = button(_("Leave it"), name="register-leave", on=self.close_strip)
        line = row(self._hint, leave, register)
        line.setStretch(0, 1)
        self.body.addWidget(self.twins)
        self.body.addLayout(line)

    def open_strip(self) -> None:
        """Begin with the name as it is known."""
        guest = self._guest()
        if guest is not None:
            self._begin(first_name=guest.first_name, last_name=guest.last_name)
            super().open_strip()
            self._ask_twins()

    def take_focus(self) -> None:
        """The last name: it is what is needed."""
        self.editor("last_name").setFocus()
        self.editor("last_name").selectAll()

    def accept(self) -> None:
        """Register the guest under this name."""
        if not self._text("last_name"):
            self._fields["last_name"].show_problem(_("The last name is missing."))
            self.take_focus()
            return
        wish = register_guest(self._text("first_name"), self._text("last_name"))
        self._link.send(wish, self._on_done, self._on_failed)

    def _take(self, customer_id: int) -> None:
        """They are registered already: the order is theirs."""
        name = next(
            (twin.match.name for twin in self.twins.twins if twin.match.id == customer_id), ""
        )
        wish = wishes.assign_customer(customer_id, name)
        self._link.send(wish, self._on_done, self._on_failed)

    def _guest(self) -> Customer | None:
        view = self._link.view
        return view.customer if view is not None and is_guest_of(view) else None

    def _ask_twins(self) -> None:
        view, guest = self._link.view, self._guest()
        if view is None or guest is None:
            return
        address: Any = next(iter(view.order.deliveries)).address
        self.twins.ask(
            TwinsOf(
                store_id=guest.store_id,
                first_name=self._text("first_name"),
                last_name=self._text("last_name"),
                email=guest.emails[0] if guest.emails else "",
                phone=guest.phones[0].text if guest.phones else "",
                postal_code=address.postal_code if address else "",
                customer_id=guest.id,
            )
        )
