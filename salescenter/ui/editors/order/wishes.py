"""What a person wants of an order, as data: what to ask, and what to compare when it is too late.

A wish is sent by ``OrderLink``. Where somebody else changed the same value meanwhile, its question
says what it is about, so that base, theirs and mine can be shown side by side (decision 13).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from salescenter.domain.address import Address
from salescenter.domain.order_changes import Path, value_at
from salescenter.i18n import _
from salescenter.services.orders.views import (
    AddItem,
    AssignCustomer,
    CancelOrder,
    ChangeQuantity,
    CodeOnOrder,
    NewOrder,
    OnLine,
    OnOrder,
    OrderView,
    OverridePrice,
    SetAddress,
    SetChannel,
    SetMethod,
)
from salescenter.ui.money_text import DASH, money_text, quantity_text


@dataclass(frozen=True, slots=True)
class On:
    """The order a wish is about, and the version it is made on."""

    order_id: int
    version: int


Ask = Callable[[Any, On, str], Any]
"""(services, order, idempotency key) -> the answer of a writing verb; called off the GUI thread."""

Create = Callable[[Any, int, str, str], Any]
"""(services, store id, channel, key): the wish as the first content of a new order."""


@dataclass(frozen=True, slots=True)
class Question:
    """How to ask when others changed the same: ``value`` is compared, the texts are shown."""

    about: str
    value: Callable[[OrderView], object]
    text: Callable[[OrderView], str]
    mine: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One step. Without a question nothing that others do can stand against it."""

    ask: Ask
    question: Question | None = None
    create: Create | None = None


def add_item(item_id: int, quantity: int) -> Wish:
    """So many more of an item; begins an order where there is none."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = AddItem(order_id=on.order_id, version=on.version, item_id=item_id, quantity=quantity)
        return services.lines.add_item(wish, key=key)

    def create(services: Any, store_id: int, channel: str, key: str) -> object:
        wish = NewOrder(store_id=store_id, channel=channel, item_id=item_id, quantity=quantity)
        return services.orders.create(wish, key=key)

    return Wish(ask, create=create)


def assign_customer(customer_id: int, name: str) -> Wish:
    """Whose order it is; begins an order where there is none."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = AssignCustomer(order_id=on.order_id, version=on.version, customer_id=customer_id)
        return services.orders.assign_customer(wish, key=key)

    def create(services: Any, store_id: int, channel: str, key: str) -> object:
        wish = NewOrder(store_id=store_id, channel=channel, customer_id=customer_id)
        return services.orders.create(wish, key=key)

    def text(view: OrderView) -> str:
        return view.customer.name if view.customer else _("nobody")

    def value(view: OrderView) -> object:
        order = view.order
        return order.customer_id, order.bill_to, tuple(each.address for each in order.deliveries)

    return Wish(ask, Question(_("Customer"), value, text, name), create)


def change_quantity(line_id: int, quantity: int, place: int) -> Wish:
    """Another quantity on a line; ``place`` is its number as a person counts."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = ChangeQuantity(
            order_id=on.order_id, version=on.version, line_id=line_id, quantity=quantity
        )
        return services.lines.change_quantity(wish, key=key)

    about = _("Quantity of line {line}").format(line=place)
    path: Path = ("items", line_id, "quantity")
    return Wish(ask, _about_value(about, path, _count_text, quantity_text(quantity)))


def remove_item(line_id: int, place: int) -> Wish:
    """Take a line off; a line that others changed is not taken off unasked."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = OnLine(order_id=on.order_id, version=on.version, line_id=line_id)
        return services.lines.remove_item(wish, key=key)

    def text(view: OrderView) -> str:
        line = view.order.items.get(line_id)
        if line is None:
            return _("removed")
        return _("{quantity} \u00d7 {sku}").format(
            quantity=quantity_text(line.quantity), sku=line.sku
        )

    question = Question(
        _("Line {line}").format(line=place),
        lambda view: view.order.items.get(line_id),
        text,
        _("removed"),
    )
    return Wish(ask, question)


def override_price(
    line_id: int,
    price: int | None,
    reason: str,
    place: int,
    currency: str,
    *,
    accept_block: bool = False,
) -> Wish:
    """A negotiated price per unit in minor units, or None to take it back."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = OverridePrice(
            order_id=on.order_id,
            version=on.version,
            line_id=line_id,
            price=price,
            reason=reason,
            accept_block=accept_block,
        )
        return services.orders.override_price(wish, key=key)

    def text(value: object) -> str:
        return money_text(value, currency) if isinstance(value, int) else _("not overridden")

    about = _("Price of line {line}").format(line=place)
    path: Path = ("items", line_id, "override_price")
    return Wish(ask, _about_value(about, path, text, text(price)))


def enter_code(code: str) -> Wish:
    """Enter a promotion code."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = CodeOnOrder(order_id=on.order_id, version=on.version, code=code)
        return services.orders.enter_code(wish, key=key)

    return Wish(ask)


def remove_code(code: str) -> Wish:
    """Take a promotion code off."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = CodeOnOrder(order_id=on.order_id, version=on.version, code=code)
        return services.orders.remove_code(wish, key=key)

    return Wish(ask)


def set_ship_to(address: Address, delivery_id: int) -> Wish:
    """Where the order goes."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = SetAddress(order_id=on.order_id, version=on.version, address=address)
        return services.orders.set_ship_to(wish, key=key)

    path: Path = ("deliveries", delivery_id, "address")
    return Wish(ask, _about_value(_("Ship to"), path, address_line, address_line(address)))


def set_bill_to(address: Address) -> Wish:
    """Who gets the bill."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = SetAddress(order_id=on.order_id, version=on.version, address=address)
        return services.orders.set_bill_to(wish, key=key)

    return Wish(ask, _about_value(_("Bill to"), ("bill_to",), address_line, address_line(address)))


def set_method(code: str, delivery_id: int) -> Wish:
    """How the order is sent: the code of a shipping method."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = SetMethod(order_id=on.order_id, version=on.version, method=code)
        return services.orders.set_method(wish, key=key)

    path: Path = ("deliveries", delivery_id, "method")
    return Wish(ask, _about_value(_("Shipping method"), path, str, code))


def set_channel(code: str) -> Wish:
    """How the order came in: the code of a business channel."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = SetChannel(order_id=on.order_id, version=on.version, channel=code)
        return services.orders.set_channel(wish, key=key)

    return Wish(ask, _about_value(_("Business channel"), ("channel",), str, code))


def cancel_order(reason: str) -> Wish:
    """Call the order off; one to which others added something is not canceled unasked."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = CancelOrder(order_id=on.order_id, version=on.version, reason=reason)
        return services.orders.cancel(wish, key=key)

    def text(view: OrderView) -> str:
        total = money_text(view.priced.totals.total, view.order.currency)
        return _("{count} lines, {total}").format(count=len(view.order.items), total=total)

    question = Question(
        _("The order"), lambda view: (view.order.items, view.order.status), text, _("canceled")
    )
    return Wish(ask, question)


def undo() -> Wish:
    """Take back the step that the view names, and no other."""

    def ask(services: Any, on: On, key: str) -> object:
        return services.orders.undo(OnOrder(order_id=on.order_id, version=on.version), key=key)

    return Wish(ask, _about_step(_("Undo"), lambda view: view.undo))


def redo() -> Wish:
    """Do again the step that the view names, and no other."""

    def ask(services: Any, on: On, key: str) -> object:
        return services.orders.redo(OnOrder(order_id=on.order_id, version=on.version), key=key)

    return Wish(ask, _about_step(_("Redo"), lambda view: view.redo))


def _about_step(about: str, step: Callable[[OrderView], Any]) -> Question:
    return Question(
        about,
        lambda view: (step(view).kind, step(view).parameters),
        lambda view: step(view).title or _("nothing"),
        about,
    )


def _about_value(about: str, path: Path, text: Callable[[Any], str], mine: str) -> Question:
    return Question(
        about,
        lambda view: value_at(view.order, path),
        lambda view: text(value_at(view.order, path)),
        mine,
    )


def _count_text(value: object) -> str:
    return quantity_text(value) if isinstance(value, int) else _("removed")


def address_line(address: Address | None) -> str:
    """An address in one line, as far as it goes; a dash for none."""
    if address is None or address.is_empty:
        return DASH
    city = f"{address.postal_code} {address.city}".strip()
    parts = (address.recipient, address.line1, city, address.country)
    return ", ".join(part for part in parts if part)
