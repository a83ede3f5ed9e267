"""How to reach a customer and where things go, on cards that stand where there is room."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from salescenter.domain.address import AddressFormat, address_lines
from salescenter.domain.contact import shown_phone
from salescenter.domain.customer import AddressUse, BookAddress, Customer, Phone
from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import active_locale
from salescenter.ui.widgets import (
    Card,
    FlowRow,
    card,
    chip,
    eliding_label,
    icon_label,
    label,
    row,
    scroll_area,
    tool_tip,
    value_label,
)

_WIDTH = 250
_WIDEST = 400
_HIGHEST, _LEAST_HEIGHT = 168, 84
_LONGEST = 44
USES = {
    AddressUse.SHIPPING: N_("Shipping"),
    AddressUse.BILLING: N_("Billing"),
    AddressUse.BOTH: N_("Shipping and billing"),
}


class ProfileCards(QWidget):
    """One card for telephones and e-mails, one for each address; many of them scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("customer-cards")
        self._cards: list[Card] = []
        self._highest = _HIGHEST
        self._flow = FlowRow(gap=10)
        inside = QWidget()
        inside.setObjectName("customer-cards-inside")
        inside.setLayout(self._flow)
        self._area = scroll_area(
            inside, name="customer-cards-area", accessible=_("Telephones and addresses")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the cards are in this width."""
        super().resizeEvent(event)
        self._fit()

    def leave_room(self, height: int) -> None:
        """Take no more than its share of a page of that height."""
        self._highest = max(_LEAST_HEIGHT, height * 3 // 10)
        self._fit()

    def show_profile(self, customer: Customer, formats: Mapping[str, AddressFormat]) -> None:
        """Draw other cards."""
        for old in self._cards:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        primary_first = sorted(customer.addresses, key=lambda entry: not entry.is_primary)
        self._cards = [
            _reach_card(customer),
            *(_address_card(entry, formats.get(entry.address.country)) for entry in primary_first),
        ]
        for made in self._cards:
            made.setMinimumWidth(_WIDTH)
            made.setMaximumWidth(_WIDEST)
            self._flow.addWidget(made)
            made.show()
        self._fit()

    def _fit(self) -> None:
        self._area.setFixedHeight(min(self._highest, self._flow.heightForWidth(self.width())))


def _reach_card(customer: Customer) -> Card:
    lines = [
        _line("phone", _phone_text(phone), _("Telephone"), f"customer-phone-{place}")
        for place, phone in enumerate(customer.phones)
    ]
    lines += [
        _line("mail", email, _("E-mail"), f"customer-email-{place}")
        for place, email in enumerate(customer.emails)
    ]
    if not lines:
        lines = [row(label(_("No telephone, no e-mail yet."), tone=Tone.MUTED, wrap=True))]
    return card(*lines, name="customer-reach", title=_("How to reach them"))


def _address_card(entry: BookAddress, form: AddressFormat | None) -> Card:
    address = entry.address
    lines = [*address_lines(address, form), _country_name(address.country)]
    text = value_label(
        "\n".join(line for line in lines if line),
        name=f"customer-address-{entry.id}",
        accessible=_("Address {nickname}").format(nickname=entry.nickname),
    )
    text.setWordWrap(True)
    text.setFixedWidth(_width_of(text) - 26)
    use = label(_(USES[entry.use]), style="caption", tone=Tone.MUTED)
    parts: list[QWidget | QLayout] = [text, use]
    if entry.is_primary:
        primary = chip(
            _("Primary"),
            name=f"customer-primary-{entry.id}",
            accessible=_("Address"),
            tone=Tone.ACCENT,
            icon="star",
        )
        parts[-1] = row(use, primary)
    if address.phone:
        parts.append(_line("phone", address.phone, _("Telephone"), f"customer-at-{entry.id}"))
    return card(*parts, name=f"customer-address-card-{entry.id}", title=entry.nickname)


def _width_of(text: QLabel) -> int:
    """A card is as wide as its longest word, as far as one can read it at a glance."""
    words = text.text().split()
    longest = max(map(text.fontMetrics().horizontalAdvance, words), default=0)
    if longest + 30 > _WIDEST:
        tool_tip(text, text.text())
    return max(_WIDTH, min(_WIDEST, longest + 30))


def _line(icon: str, text: str, accessible: str, name: str) -> QLayout:
    value: QLabel = (
        eliding_label(text, name=name, accessible=accessible)
        if len(text) > _LONGEST
        else value_label(text, name=name, accessible=accessible)
    )
    line = row(icon_label(icon, tone=Tone.MUTED, size=16), value)
    line.setStretch(1, 1)
    return line


def _phone_text(phone: Phone) -> str:
    shown = shown_phone(phone)
    return f"{shown}  ({phone.label})" if phone.label else shown


def _country_name(code: str) -> str:
    return str(active_locale().territories.get(code, code)) if code else ""
