"""Wishes about many lines at once: pasted, of a bundle, selected."""

from collections.abc import Sequence
from typing import Any

from salescenter.domain.order_changes import Path, value_at
from salescenter.i18n import _
from salescenter.services.orders.views import (
    AddBundle,
    AddItems,
    ChangeQuantities,
    ChooseContract,
    NewOrder,
    OnLines,
    OrderView,
    SoMany,
)
from salescenter.ui.editors.order.wishes import On, Question, Wish
from salescenter.ui.money_text import quantity_text


def add_bundle(item_id: int, quantity: int) -> Wish:
    """So many of a bundle; begins an order where there is none."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = AddBundle(
            order_id=on.order_id, version=on.version, item_id=item_id, quantity=quantity
        )
        return services.lines.add_bundle(wish, key=key)

    def create(services: Any, store_id: int, channel: str, key: str) -> object:
        wish = NewOrder(store_id=store_id, channel=channel, item_id=item_id, quantity=quantity)
        return services.orders.create(wish, key=key)

    return Wish(ask, create=create)


def add_items(items: Sequence[SoMany]) -> Wish:
    """Many items in one step, all or none; begins an order where there is none."""
    these = tuple(items)

    def ask(services: Any, on: On, key: str) -> object:
        wish = AddItems(order_id=on.order_id, version=on.version, items=these)
        return services.lines.add_items(wish, key=key)

    def create(services: Any, store_id: int, channel: str, key: str) -> object:
        return services.orders.create(
            NewOrder(store_id=store_id, channel=channel, items=these), key=key
        )

    return Wish(ask, create=create)


def remove_items(lines: Sequence[int]) -> Wish:
    """Take several lines off; lines that others changed are not taken off unasked."""
    these = tuple(lines)

    def ask(services: Any, on: On, key: str) -> object:
        wish = OnLines(order_id=on.order_id, version=on.version, lines=these)
        return services.lines.remove_items(wish, key=key)

    return Wish(ask, _about_lines(these, lambda view: _still(view, these), _("removed")))


def change_quantities(lines: Sequence[int], quantity: int) -> Wish:
    """The same quantity on several lines."""
    these = tuple(lines)

    def ask(services: Any, on: On, key: str) -> object:
        wish = ChangeQuantities(
            order_id=on.order_id, version=on.version, lines=these, quantity=quantity
        )
        return services.lines.change_quantities(wish, key=key)

    def value(view: OrderView) -> object:
        return tuple(line and line.quantity for line in _still(view, these))

    return Wish(ask, _about_lines(these, value, quantity_text(quantity)))


def choose_contract(line_id: int, contract_id: int | None, place: int, mine: str) -> Wish:
    """The contract that a line is bought by; None: the lowest price."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = ChooseContract(
            order_id=on.order_id, version=on.version, line_id=line_id, contract_id=contract_id
        )
        return services.lines.choose_contract(wish, key=key)

    path: Path = ("items", line_id, "contract_id")

    def text(view: OrderView) -> str:
        chosen = value_at(view.order, path)
        return view.contract_names.get(chosen, "") if chosen else _("the lowest price")

    about = _("Contract of line {line}").format(line=place)
    return Wish(ask, Question(about, lambda view: value_at(view.order, path), text, mine))


def _still(view: OrderView, lines: tuple[int, ...]) -> tuple[Any, ...]:
    return tuple(view.order.items.get(line_id) for line_id in lines)


def _about_lines(lines: tuple[int, ...], value: Any, mine: str) -> Question:
    about = _("{count} lines").format(count=quantity_text(len(lines)))

    def text(view: OrderView) -> str:
        left = [line for line in _still(view, lines) if line is not None]
        return _("{count} lines, {quantity} units").format(
            count=quantity_text(len(left)),
            quantity=quantity_text(sum(line.quantity for line in left)),
        )

    return Question(about, value, text, mine)
