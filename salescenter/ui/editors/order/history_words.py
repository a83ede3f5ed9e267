"""The differences of a step in words: what was changed, from what to what. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salescenter.domain.address import Address
from salescenter.domain.block_reasons import block_reason
from salescenter.domain.order import (
    METHOD_NAMES,
    PAYMENT_STATE_NAMES,
    STATUS_NAMES,
    OrderStatus,
    PaymentMethod,
    PaymentState,
)
from salescenter.domain.store import Store
from salescenter.i18n import N_, _
from salescenter.services.orders.views import HistoryEntry, OrderView
from salescenter.ui.dates import date_text, full_moment_text
from salescenter.ui.editors.order.payment_words import reason_words
from salescenter.ui.editors.order.wishes import address_line
from salescenter.ui.money_text import DASH, money_text, quantity_text, rate_text

Plain = Any
"""A value as the journal keeps it: plain JSON."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One difference: what it is about, and what stood there before and after.

    Of what came or went as a whole there is one side only; the other is "".
    """

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.before and self.after:
            text = _("{what}: {before} → {after}")
        else:
            text = _("{what}: {before}{after}")
        return text.format(what=self.what, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Known:
    """What the words need to know of the order as it is now, and of its store."""

    view: OrderView
    store: Store | None

    @property
    def currency(self) -> str:
        """The currency of the amounts."""
        return self.view.order.currency

    def line(self, line_id: int) -> str:
        """A line as it is spoken of; one that is gone by its number alone."""
        line = self.view.order.items.get(line_id)
        return line.sku if line is not None else _("a line that is gone")

    def customer(self, customer_id: int) -> str:
        """The customer by name where it is the one of the order."""
        customer = self.view.customer
        if customer is not None and customer.id == customer_id:
            return customer.name
        return _("another customer")

    def method(self, code: str) -> str:
        """A shipping method by its name."""
        methods = self.store.methods if self.store else ()
        return next((each.name for each in methods if each.code == code), code)

    def delivery(self, delivery_id: int) -> str:
        """A delivery by how and where it goes; one that is gone by that alone."""
        delivery = self.view.order.deliveries.get(delivery_id)
        if delivery is None:
            return _("a delivery that is gone")
        address = address_line(delivery.address)
        return ", ".join(each for each in (self.method(delivery.method), address) if each)

    def channel(self, code: str) -> str:
        """A business channel by its name."""
        channels = self.store.channels if self.store else ()
        return next((each.name for each in channels if each.code == code), code)


_FIELDS: Mapping[str, str] = {
    "status": N_("Status"),
    "currency": N_("Currency"),
    "customer_id": N_("Customer"),
    "channel": N_("Business channel"),
    "placed_at": N_("Placed"),
    "cancel_reason": N_("Reason of the cancellation"),
    "bill_to": N_("Bill to"),
    "codes": N_("Codes"),
}
_PART_FIELDS: Mapping[str, Mapping[str, str]] = {
    "items": {
        "quantity": N_("Quantity of {part}"),
        "override_price": N_("Price of {part}"),
        "override_reason": N_("Reason for the price of {part}"),
        "told_price": N_("Price told for {part}"),
        "told_date": N_("Date told for {part}"),
        "name": N_("Name of {part}"),
        "delivery_id": N_("Delivery of {part}"),
        "expedite": N_("Expedite {part}"),
        "contract_id": N_("Contract for {part}"),
    },
    "deliveries": {
        "address": N_("Ship to"),
        "method": N_("Shipping method"),
        "requested_date": N_("Requested date"),
        "instructions": N_("Instructions for the delivery"),
        "ship_together": N_("Ship together"),
        "charge_percent_off": N_("Taken off the shipping charge"),
        "charge_reason": N_("Reason for the shipping charge"),
    },
    "payments": {
        "state": N_("Payment {part}"),
        "reason": N_("Why {part} was declined"),
        "amount": N_("Amount of {part}"),
        "reference": N_("Reference of {part}"),
    },
    "blocks": {
        "resolved_at": N_("Block {part} resolved"),
        "comment": N_("Comment on block {part}"),
    },
}
_HIDDEN = frozenset(
    {
        *("token", "resolved_by", "placed_by", "evidence", "part_id", "bundle_id", "bundle_group"),
        *("most", "certificate_id", "organization_id"),
    }
)
"""Never shown: what means nothing to a person."""

_COME: Mapping[str, str] = {
    "items": N_("Line added"),
    "deliveries": N_("Delivery added"),
    "payments": N_("Payment added"),
    "blocks": N_("Block placed"),
    "comments": N_("Comment"),
}
_GONE: Mapping[str, str] = {
    "items": N_("Line removed"),
    "deliveries": N_("Delivery removed"),
    "payments": N_("Payment removed"),
    "blocks": N_("Block removed"),
    "comments": N_("Comment removed"),
}
_FIGURES: Mapping[str, str] = {
    "goods": N_("Sum of the goods, stated and charged"),
    "total": N_("Total, stated and charged"),
}
_ADDRESS_FIELDS: Mapping[str, str] = {
    "recipient": N_("recipient"),
    "line1": N_("street"),
    "line2": N_("second line"),
    "city": N_("city"),
    "region": N_("region"),
    "postal_code": N_("postal code"),
    "country": N_("country"),
    "phone": N_("phone"),
}


def step_title(entry: HistoryEntry) -> str:
    """The name of a step, with what its parameters say of a payment."""
    said, title = entry.parameters, entry.title
    if not entry.kind.startswith("payment."):
        return title
    if said.get("last_four"):
        detail = f"{said.get('brand') or _method_name(said)} •••• {said['last_four']}".strip()
    elif said.get("state") in set(PaymentState):
        detail = _(PAYMENT_STATE_NAMES[PaymentState(said["state"])])
    elif not (detail := _method_name(said)):
        return title
    if "share" in said and said.get("currency"):
        amount = money_text(said["share"], said["currency"])
        rest = _("{detail}, the rest: {amount}")
        words = rest if said.get("rest") else _("{detail}, {amount}")
        detail = words.format(detail=detail, amount=amount)
    return _("{title}: {detail}").format(title=title, detail=detail)


def _method_name(said: Mapping[str, Plain]) -> str:
    method = said.get("method")
    return _(METHOD_NAMES[PaymentMethod(method)]) if method in set(PaymentMethod) else ""


def entry_changes(entry: HistoryEntry, known: Known) -> tuple[ChangeWords, ...]:
    """What a step changed; of an imported order first what its header said beside our sums."""
    return (*_figures(entry.parameters, known), *changes(entry.differences, known))


def _figures(parameters: Mapping[str, Plain], known: Known) -> Iterator[ChangeWords]:
    """Sums in minor units as another program stated them, and as they were charged."""
    stated, charged = parameters.get("stated"), parameters.get("charged")
    if not isinstance(stated, Mapping) or not isinstance(charged, Mapping):
        return
    for name, word in _FIGURES.items():
        if name in stated and name in charged:
            said, ours = _amount(stated[name], known), _amount(charged[name], known)
            yield ChangeWords(_(word), "" if said == ours else said, ours)


def changes(differences: tuple[tuple[Any, ...], ...], known: Known) -> tuple[ChangeWords, ...]:
    """All differences of a step that mean something to a person."""
    return tuple(
        words for path, before, after in differences for words in _words(path, before, after, known)
    )


def _words(path: list[Any], before: Plain, after: Plain, known: Known) -> Iterator[ChangeWords]:
    name = str(path[-1])
    if name in _HIDDEN:
        return
    if len(path) == 2:
        yield _whole_part(str(path[0]), before, after, known)
        return
    what = _title(path, known)
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _address_changes(what, before, after)
    else:
        yield ChangeWords(what, _value(name, before, known), _value(name, after, known))


def _title(path: list[Any], known: Known) -> str:
    if len(path) == 1:
        return _(_FIELDS.get(str(path[0]), str(path[0])))
    kind, part_id, name = str(path[0]), int(path[1]), str(path[2])
    text = _(_PART_FIELDS.get(kind, {}).get(name, name))
    return text.replace("{part}", _part_name(kind, part_id, known))


def _part_name(kind: str, part_id: int, known: Known) -> str:
    if kind == "items":
        return known.line(part_id)
    if kind == "payments":
        payment = known.view.order.payments.get(part_id)
        return _payment(_plain_payment(payment), known) if payment else _("that is gone")
    if kind == "blocks":
        block = known.view.order.blocks.get(part_id)
        return block_reason(block.reason_code) if block else ""
    return ""


def _plain_payment(payment: Any) -> dict[str, Plain]:
    return {name: getattr(payment, name) for name in ("method", "brand", "last_four", "amount")} | {
        "short": True
    }


def _whole_part(kind: str, before: Plain, after: Plain, known: Known) -> ChangeWords:
    describe = _DESCRIBED[kind]
    if before is None:
        return ChangeWords(_(_COME[kind]), "", describe(after, known))
    return ChangeWords(_(_GONE[kind]), describe(before, known), "")


def _line(part: dict[str, Plain], known: Known) -> str:
    text = f"{quantity_text(part['quantity'])} x {part['sku']} {part['name']}"
    price = part.get("override_price")
    if price is None:
        return text
    return _("{line} at {price}").format(line=text, price=money_text(price, known.currency))


def _delivery(part: dict[str, Plain], known: Known) -> str:
    address = _address(part.get("address"))
    return ", ".join(each for each in (known.method(part.get("method", "")), address) if each)


def _payment(part: dict[str, Plain], known: Known) -> str:
    name = _(METHOD_NAMES[PaymentMethod(part["method"])])
    if part.get("last_four"):
        name = f"{part.get('brand') or name} •••• {part['last_four']}".strip()
    if part.get("short"):
        return name
    amount = part.get("amount")
    how_much = _("the rest") if amount is None else money_text(amount, known.currency)
    return f"{name}, {how_much}"


def _block(part: dict[str, Plain], _known: Known) -> str:
    reason = block_reason(part["reason_code"])
    return ": ".join(each for each in (reason, part.get("comment", "")) if each)


def _comment(part: dict[str, Plain], _known: Known) -> str:
    text = " ".join(str(part["text"]).split())
    if not part.get("for_customer"):
        return text
    return _("for the customer: {text}").format(text=text)


_DESCRIBED: Mapping[str, Callable[[dict[str, Plain], Known], str]] = {
    "items": _line,
    "deliveries": _delivery,
    "payments": _payment,
    "blocks": _block,
    "comments": _comment,
}


def _address(value: Plain) -> str:
    return address_line(Address(**value)) if isinstance(value, dict) else DASH


def _address_changes(
    what: str, before: dict[str, Plain], after: dict[str, Plain]
) -> Iterator[ChangeWords]:
    """An address that became another one: the parts that differ, each by itself."""
    for name, word in _ADDRESS_FIELDS.items():
        was, now = before.get(name) or DASH, after.get(name) or DASH
        if was != now:
            yield ChangeWords(f"{what}, {_(word)}", str(was), str(now))


def _value(name: str, value: Plain, known: Known) -> str:
    if value is None and name in _NONE:
        return _(_NONE[name])
    if value is None or value in ("", []):
        return DASH
    if name in _VALUES:
        return _VALUES[name](value, known)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return quantity_text(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _amount(value: Plain, known: Known) -> str:
    return money_text(value, known.currency)


def _moment(value: Plain, known: Known) -> str:
    at = datetime.fromisoformat(str(value))
    return full_moment_text(at, known.store.zone if known.store else at.tzinfo)  # type: ignore[arg-type]


_NONE: Mapping[str, str] = {
    "amount": N_("the rest"),
    "charge_percent_off": N_("nothing"),
    "contract_id": N_("the lowest price"),
}
"""What it says that a field is not filled, where that says something."""

_VALUES: Mapping[str, Callable[[Plain, Known], str]] = {
    "status": lambda value, _known: _(STATUS_NAMES[OrderStatus(value)]),
    "state": lambda value, _known: _(PAYMENT_STATE_NAMES[PaymentState(value)]),
    "reason": lambda value, _known: reason_words(str(value)),
    "customer_id": lambda value, known: known.customer(value),
    "channel": lambda value, known: known.channel(value),
    "method": lambda value, known: known.method(value),
    "bill_to": lambda value, _known: _address(value),
    "address": lambda value, _known: _address(value),
    "override_price": _amount,
    "told_price": _amount,
    "amount": _amount,
    "charge_percent_off": lambda value, _known: rate_text(value),
    "contract_id": lambda _value, _known: _("a contract"),
    "delivery_id": lambda value, known: known.delivery(value),
    "placed_at": _moment,
    "resolved_at": _moment,
    "told_date": lambda value, _known: date_text(date.fromisoformat(str(value))),
    "requested_date": lambda value, _known: date_text(date.fromisoformat(str(value))),
}
