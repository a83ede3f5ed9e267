"""What a person wants of a customer's file, as data: what to ask, what to compare when too late.

A wish names what it is about, so that a change that somebody else made meanwhile to something
else does not stand against it (decision 13).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from salescenter.domain.customer import BookAddress, Customer
from salescenter.i18n import N_, _
from salescenter.services.customer_editing import (
    ChangeIdentity,
    RemoveAddress,
    SaveAddress,
    SetAccount,
    SetEmails,
    SetPhones,
    SetSegments,
    TypedPhone,
)
from salescenter.ui.money_text import DASH, active_locale

Ask = Callable[[Any, Customer, str], Customer]
"""(services, customer as it is now, idempotency key) -> the customer; called off the GUI thread."""

IDENTITY_TITLES = {
    "title": N_("Title"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "language": N_("Language"),
    "currency": N_("Currency"),
}


@dataclass(frozen=True, slots=True)
class CustomerWish:
    """One step: ``value`` is compared, the texts are shown when somebody has to be asked."""

    about: str
    ask: Ask
    value: Callable[[Customer], object]
    text: Callable[[Customer], str]
    mine: str


def set_identity(field: str, text: str) -> CustomerWish:
    """Another name, title, language or currency; the others stay as they are by then."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        named = {name: getattr(customer, name) for name in IDENTITY_TITLES}
        wish = ChangeIdentity(
            customer_id=customer.id, version=customer.version, **{**named, field: text}
        )
        made: Customer = services.customer_files.change_identity(wish, key=key)
        return made

    def said(customer: Customer) -> str:
        return _said(field, getattr(customer, field))

    about = _(IDENTITY_TITLES[field])
    return CustomerWish(about, ask, lambda it: getattr(it, field), said, _said(field, text))


def set_emails(emails: tuple[str, ...]) -> CustomerWish:
    """All e-mail addresses, the first one primary."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        wish = SetEmails(customer_id=customer.id, version=customer.version, emails=emails)
        made: Customer = services.customer_files.set_emails(wish, key=key)
        return made

    return CustomerWish(
        _("E-mail addresses"),
        ask,
        lambda customer: customer.emails,
        lambda customer: _listed(customer.emails),
        _listed(emails),
    )


def set_phones(phones: tuple[TypedPhone, ...]) -> CustomerWish:
    """All telephones, the first one primary."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        wish = SetPhones(customer_id=customer.id, version=customer.version, phones=phones)
        made: Customer = services.customer_files.set_phones(wish, key=key)
        return made

    return CustomerWish(
        _("Telephones"),
        ask,
        lambda customer: customer.phones,
        lambda customer: _listed(phone.text for phone in customer.phones),
        _listed(phone.text for phone in phones),
    )


def set_segments(segments: tuple[str, ...]) -> CustomerWish:
    """All segments."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        wish = SetSegments(customer_id=customer.id, version=customer.version, segments=segments)
        made: Customer = services.customer_files.set_segments(wish, key=key)
        return made

    return CustomerWish(
        _("Segments"),
        ask,
        lambda customer: customer.segments,
        lambda customer: _listed(customer.segments),
        _listed(segments),
    )


def set_account(*, active: bool) -> CustomerWish:
    """Enabled or disabled."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        wish = SetAccount(customer_id=customer.id, version=customer.version, active=active)
        made: Customer = services.customer_files.set_account(wish, key=key)
        return made

    def said(is_active: bool) -> str:
        return _("enabled") if is_active else _("disabled")

    return CustomerWish(
        _("Account"),
        ask,
        lambda customer: customer.is_active,
        lambda customer: said(customer.is_active),
        said(active),
    )


def save_address(entry: BookAddress) -> CustomerWish:
    """An entry of the address book: number 0 for a new one."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        wish = SaveAddress(
            customer_id=customer.id,
            version=customer.version,
            nickname=entry.nickname,
            address=entry.address,
            use=entry.use,
            is_primary=entry.is_primary,
            address_id=entry.id,
        )
        made: Customer = services.customer_files.save_address(wish, key=key)
        return made

    about = _("Address “{nickname}”").format(nickname=entry.nickname)
    return _about_entry(about, entry.id, ask, _entry_text(entry))


def remove_address(entry: BookAddress) -> CustomerWish:
    """Take an entry out of the book; one that others changed is not taken out unasked."""

    def ask(services: Any, customer: Customer, key: str) -> Customer:
        wish = RemoveAddress(customer_id=customer.id, version=customer.version, address_id=entry.id)
        made: Customer = services.customer_files.remove_address(wish, key=key)
        return made

    about = _("Address “{nickname}”").format(nickname=entry.nickname)
    return _about_entry(about, entry.id, ask, _("removed"))


def _about_entry(about: str, entry_id: int, ask: Ask, mine: str) -> CustomerWish:
    def value(customer: Customer) -> object:
        """A primary entry that gave way to another was not changed itself."""
        entry = _entry(customer, entry_id)
        return replace(entry, is_primary=False) if entry else None

    def said(customer: Customer) -> str:
        entry = _entry(customer, entry_id)
        return _entry_text(entry) if entry else _("removed")

    return CustomerWish(about, ask, value, said, mine)


def _entry(customer: Customer, entry_id: int) -> BookAddress | None:
    return next((each for each in customer.addresses if each.id == entry_id), None)


def _entry_text(entry: BookAddress) -> str:
    address = entry.address
    place = f"{address.postal_code} {address.city}".strip()
    parts = (entry.nickname, address.recipient, address.line1, address.line2, place)
    return ", ".join(part for part in (*parts, address.region, address.country) if part)


def _listed(texts: Any) -> str:
    return ", ".join(texts) or _("none")


def _said(field: str, text: str) -> str:
    if field == "language":
        return str(active_locale().languages.get(text, text)) or DASH
    return text or DASH
