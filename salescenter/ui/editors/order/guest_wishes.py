"""Wishes about the guest of an order: write one down, make one a registered customer."""

from typing import Any, TypedDict
from uuid import uuid4

from salescenter.i18n import _
from salescenter.services.customer_editing import NewGuest
from salescenter.services.orders.views import AssignCustomer, NewOrder, OrderView, RegisterGuest
from salescenter.ui.editors.order.wishes import On, Question, Wish


class GuestValues(TypedDict):
    """What is known of a guest; everything may be empty."""

    first_name: str
    last_name: str
    email: str
    phone: str


def assign_guest(store_id: int, known: GuestValues) -> Wish:
    """Write a guest down and make the order theirs; begins an order where there is none.

    However often it is sent, the guest is written down once: their key belongs to the wish.
    """
    guest_key = uuid4().hex

    def made(services: Any) -> int:
        wish = NewGuest(store_id=store_id, **known)
        return int(services.customer_files.create_guest(wish, key=guest_key).id)

    def ask(services: Any, on: On, key: str) -> object:
        wish = AssignCustomer(order_id=on.order_id, version=on.version, customer_id=made(services))
        return services.orders.assign_customer(wish, key=key)

    def create(services: Any, of_store: int, channel: str, key: str) -> object:
        wish = NewOrder(store_id=of_store, channel=channel, customer_id=made(services))
        return services.orders.create(wish, key=key)

    return Wish(ask, _about_customer(_("a guest")), create)


def register_guest(first_name: str, last_name: str) -> Wish:
    """Make the guest of the order a registered customer; empty names stay as they are known."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = RegisterGuest(
            order_id=on.order_id, version=on.version, first_name=first_name, last_name=last_name
        )
        return services.orders.register_guest(wish, key=key)

    return Wish(ask, _about_customer(f"{first_name} {last_name}".strip()))


def _about_customer(mine: str) -> Question:
    def said(view: OrderView) -> str:
        return view.customer.name or _("a guest") if view.customer else _("nobody")

    return Question(_("Customer"), lambda view: view.order.customer_id, said, mine)
