"""The lines of an order: by code, pasted, as a bundle; changed and removed, one or many."""

from collections.abc import Sequence
from dataclasses import replace

from salescenter.domain.catalogue import ItemKind
from salescenter.domain.errors import NotFound, Refused
from salescenter.domain.order import Order
from salescenter.domain.order_lines import (
    with_bundle,
    with_contract,
    with_item,
    with_items,
    with_quantities,
    without_items,
)
from salescenter.domain.order_steps import require_item, require_pending
from salescenter.domain.permissions import Permission
from salescenter.services.gate import Gate
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.loaded import Loaded
from salescenter.services.orders.offered import knowing, require_override_allowed, wanted
from salescenter.services.orders.views import (
    AddBundle,
    AddItem,
    AddItems,
    ChangeQuantities,
    ChangeQuantity,
    ChooseContract,
    OnLine,
    OnLines,
    OnOrder,
    OrderStep,
)
from salescenter.services.verbs import Service, writing
from salescenter.services.work import Work


class LineService(Service):
    """The verbs about lines."""

    def __init__(self, gate: Gate, desk: OrderDesk) -> None:
        super().__init__(gate)
        self._desk = desk

    @writing("order.add_item", Permission.ORDER_EDIT)
    def add_item(self, work: Work, wish: AddItem) -> OrderStep:
        """Put so many more of an item on the order."""
        before = self._open(work, wish)
        require_pending(before.order)
        before = knowing(work, before, (wish.item_id,))
        each = wanted(before, wish.item_id, wish.quantity, work.now)
        after, line_id = with_item(before.order, each.item, each.quantity, each.told)
        parameters = {"line": line_id, "sku": each.item.sku, "quantity": wish.quantity}
        step = self._desk.save(work, before, after, "item.add", parameters)
        return replace(step, part_id=line_id)

    @writing("order.add_items", Permission.ORDER_EDIT)
    def add_items(self, work: Work, wish: AddItems) -> OrderStep:
        """Put many items on the order in one step, all or none."""
        before = self._open(work, wish)
        require_pending(before.order)
        before = knowing(work, before, [each.item_id for each in wish.items])
        these = [wanted(before, each.item_id, each.quantity, work.now) for each in wish.items]
        after, lines = with_items(before.order, these)
        parameters = {"count": len(lines)}
        step = self._desk.save(work, before, after, "item.add_many", parameters)
        return replace(step, part_id=lines[-1] if lines else None)

    @writing("order.add_bundle", Permission.ORDER_EDIT)
    def add_bundle(self, work: Work, wish: AddBundle) -> OrderStep:
        """Put a bundle on the order: its parts as lines of one group."""
        before = self._open(work, wish)
        order = before.order
        require_pending(order)
        facts = work.uow.items.facts([wish.item_id], order.store_id, order.currency)
        bundle = facts.get(wish.item_id)
        if bundle is None or not bundle.is_active:
            raise NotFound("item.unknown")
        if bundle.kind is not ItemKind.BUNDLE:
            raise Refused("item.is_no_bundle", name=bundle.name)
        parts = work.uow.items.parts_of(bundle.id)
        before = knowing(work, before, [part.item_id for part in parts])
        of_each = [(part, wanted(before, part.item_id, wish.quantity, work.now)) for part in parts]
        after, lines = with_bundle(order, bundle, of_each, wish.quantity)
        parameters = {"sku": bundle.sku, "quantity": wish.quantity}
        step = self._desk.save(work, before, after, "item.add_bundle", parameters)
        return replace(step, part_id=lines[0])

    @writing("order.change_quantity", Permission.ORDER_EDIT)
    def change_quantity(self, work: Work, wish: ChangeQuantity) -> OrderStep:
        """Change the quantity of a line."""
        before = self._open(work, wish)
        after = self._with_quantity(work, before, (wish.line_id,), wish.quantity)
        parameters = {"line": place_of(before.order, wish.line_id), "quantity": wish.quantity}
        return self._desk.save(work, before, after, "item.quantity", parameters)

    @writing("order.change_quantities", Permission.ORDER_EDIT)
    def change_quantities(self, work: Work, wish: ChangeQuantities) -> OrderStep:
        """Give several lines the same quantity in one step."""
        before = self._open(work, wish)
        after = self._with_quantity(work, before, wish.lines, wish.quantity)
        parameters = {"count": len(wish.lines), "quantity": wish.quantity}
        return self._desk.save(work, before, after, "item.quantity_many", parameters)

    @staticmethod
    def _with_quantity(work: Work, before: Loaded, lines: Sequence[int], quantity: int) -> Order:
        after = with_quantities(before.order, lines, quantity)
        for line_id in lines:
            require_override_allowed(work, before, line_id, quantity)
        return after

    @writing("order.remove_item", Permission.ORDER_EDIT)
    def remove_item(self, work: Work, wish: OnLine) -> OrderStep:
        """Take a line off the order."""
        before = self._open(work, wish)
        after = without_items(before.order, (wish.line_id,))
        parameters = {
            "line": place_of(before.order, wish.line_id),
            "sku": before.order.items[wish.line_id].sku,
        }
        return self._desk.save(work, before, after, "item.remove", parameters)

    @writing("order.remove_items", Permission.ORDER_EDIT)
    def remove_items(self, work: Work, wish: OnLines) -> OrderStep:
        """Take several lines off the order in one step."""
        before = self._open(work, wish)
        after = without_items(before.order, wish.lines)
        parameters = {"count": len(wish.lines)}
        return self._desk.save(work, before, after, "item.remove_many", parameters)

    @writing("order.choose_contract", Permission.ORDER_EDIT)
    def choose_contract(self, work: Work, wish: ChooseContract) -> OrderStep:
        """Buy a line by one of the organization's contracts; None: at the lowest price."""
        before = self._open(work, wish)
        line = require_item(before.order, wish.line_id)
        lists = {row.list_id for row in before.facts[line.item_id].prices}
        if wish.contract_id is not None and wish.contract_id not in lists:
            raise Refused("item.choose_contract")
        after = with_contract(before.order, wish.line_id, wish.contract_id)
        parameters = {"line": place_of(before.order, wish.line_id)}
        return self._desk.save(work, before, after, "item.contract", parameters)

    def _open(self, work: Work, wish: OnOrder) -> Loaded:
        return self._desk.open_for_change(work, wish.order_id, wish.version)


def place_of(order: Order, line_id: int) -> int:
    """The place of a line as a person counts it, from 1; for names of steps."""
    require_item(order, line_id)
    return next(place for place, line in enumerate(order.items, 1) if line.id == line_id)
