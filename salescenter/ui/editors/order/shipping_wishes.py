"""What a person wants of an order's shipping, as wishes that ``OrderLink`` sends."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from salescenter.domain.address import Address
from salescenter.domain.order import Delivery, Order
from salescenter.domain.order_changes import Path, value_at
from salescenter.i18n import _
from salescenter.services.orders.views import (
    ExpediteLines,
    OrderView,
    OverrideCharge,
    SendLines,
)
from salescenter.ui.dates import date_text
from salescenter.ui.editors.order.wishes import On, Question, Wish, address_line
from salescenter.ui.money_text import rate_text

Lines = tuple[int, ...]
"""Numbers of lines; none: all."""


def deliveries_of(order: Order, lines: Collection[int]) -> tuple[Delivery, ...]:
    """The deliveries that these lines go by; of no lines all of them."""
    if not lines:
        return tuple(order.deliveries)
    chosen = (order.items.get(line_id) for line_id in lines)
    wanted = {line.delivery_id for line in chosen if line is not None}
    return tuple(each for each in order.deliveries if each.id in wanted)


def send_to(lines: Lines, address: Address) -> Wish:
    """Where these lines go."""
    mine = address_line(address)
    return _send(lines, _("Ship to"), "address", address_line, mine, address=address)


def send_by(lines: Lines, method: str) -> Wish:
    """How these lines are sent: the code of a shipping method."""
    return _send(lines, _("Shipping method"), "method", str, method, method=method)


def send_on(lines: Lines, day: date | None) -> Wish:
    """When the customer wants these lines; None: any day."""
    what = {"requested_date": day, "any_date": day is None}
    return _send(lines, _("Requested date"), "requested_date", day_text, day_text(day), **what)


def send_with(lines: Lines, instructions: str) -> Wish:
    """What whoever delivers these lines is to know."""
    about = _("Instructions for the delivery")
    return _send(lines, about, "instructions", str, instructions, instructions=instructions)


def send_together(lines: Lines, together: bool) -> Wish:
    """Whether these lines wait for each other."""
    about, mine = _("Ship together"), together_text(together)
    return _send(lines, about, "ship_together", together_text, mine, ship_together=together)


def expedite(lines: Lines, on: bool) -> Wish:
    """Whether these lines leave before others; nothing that others do stands against it."""

    def ask(services: Any, order: On, key: str) -> object:
        wish = ExpediteLines(
            order_id=order.order_id, version=order.version, lines=lines, expedite=on
        )
        return services.shipping.expedite(wish, key=key)

    return Wish(ask)


def override_charge(
    delivery_id: int, percent_off: int | None, reason: str, *, accept_block: bool
) -> Wish:
    """So much off the charge of a delivery, in ten thousandths of a percent; None: in full."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = OverrideCharge(
            order_id=on.order_id,
            version=on.version,
            delivery_id=delivery_id,
            percent_off=percent_off,
            reason=reason,
            accept_block=accept_block,
        )
        return services.shipping.override_charge(wish, key=key)

    def text(value: object) -> str:
        return rate_text(value) if isinstance(value, int) else _("nothing")

    path: Path = ("deliveries", delivery_id, "charge_percent_off")
    question = Question(
        _("Taken off the shipping charge"),
        lambda view: value_at(view.order, path),
        lambda view: text(value_at(view.order, path)),
        text(percent_off),
    )
    return Wish(ask, question)


def day_text(day: date | None) -> str:
    """A requested date in words."""
    return date_text(day) if day is not None else _("any day")


def together_text(together: bool) -> str:
    """How lines that are not all there yet are sent."""
    return _("together") if together else _("as available")


def _send(
    lines: Lines, about: str, field: str, text: Callable[[Any], str], mine: str, **what: Any
) -> Wish:
    def ask(services: Any, on: On, key: str) -> object:
        wish = SendLines(order_id=on.order_id, version=on.version, lines=lines, **what)
        return services.shipping.send(wish, key=key)

    def values(view: OrderView) -> tuple[Any, ...]:
        found = [getattr(each, field) for each in deliveries_of(view.order, lines)]
        return tuple(dict.fromkeys(found))

    def said(view: OrderView) -> str:
        return "; ".join(text(value) for value in values(view))

    return Wish(ask, Question(about, values, said, mine))
