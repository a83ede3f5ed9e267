"""A verb issues the same statements for any length of the order."""

import pytest

from salescenter.domain.order import PaymentMethod
from salescenter.services.orders.views import (
    AddItem,
    AddPayment,
    ChangeQuantity,
    CodeOnOrder,
    OnLine,
    OnOrder,
    OverridePrice,
    SetMethod,
    SubmitOrder,
)
from tests.services.desks import key

_MOST = {
    "order.add_item": 9,
    "order.add_item, a new one": 14,
    "order.change_quantity": 8,
    "order.override_price": 8,
    "order.remove_item": 8,
    "order.enter_code": 7,
    "order.set_method": 8,
    "order.undo": 8,
    "payment.add": 8,
    "order.submit": 15,
}


def counted(desk, statements, lines):
    """How many statements each verb takes on an order of so many lines."""
    orders, on_lines = desk.services.orders, desk.services.lines
    step = desk.add(desk.new_order(), "HW-4411")
    while len(desk.view(step).order.items) < lines:
        # A line with a price of its own is never merged with the next of its item.
        step = desk.do(
            orders.override_price,
            OverridePrice,
            step,
            line_id=step.part_id,
            price=12_000 + step.version,
            reason="many lines",
        )
        step = desk.add(step, "HW-4411")
    line = step.part_id
    found = {}

    def count(name, verb, wish, **args):
        nonlocal step
        asked = wish(order_id=step.order_id, version=step.version, **args)
        with statements() as log:
            step = verb(asked, key=key())
        found[name] = len(log)

    drill, paint = desk.seed.items["HW-4411"], desk.seed.items["PA-1120"]
    count("order.add_item", on_lines.add_item, AddItem, item_id=drill)
    count("order.add_item, a new one", on_lines.add_item, AddItem, item_id=paint)
    new = step.part_id
    count(
        "order.change_quantity", on_lines.change_quantity, ChangeQuantity, line_id=line, quantity=7
    )
    count(
        "order.override_price",
        orders.override_price,
        OverridePrice,
        line_id=line,
        price=12_500,
        reason="match",
    )
    count("order.remove_item", on_lines.remove_item, OnLine, line_id=new)
    count("order.enter_code", orders.enter_code, CodeOnOrder, code="spring")
    count("order.set_method", orders.set_method, SetMethod, method="express")
    count("order.undo", orders.undo, OnOrder)
    count("payment.add", desk.services.payments.add, AddPayment, method=PaymentMethod.CHECK)
    count("order.submit", orders.submit, SubmitOrder, total=step.total)
    return found


def test_no_verb_takes_more_statements_on_a_longer_order(desk, statements):
    short, long = counted(desk, statements, 2), counted(desk, statements, 80)

    assert long == short
    assert {name: number for name, number in short.items() if number > _MOST[name]} == {}


@pytest.mark.parametrize("lines", [1, 30])
def test_an_order_is_read_whole_in_a_fixed_number_of_statements(desk, statements, lines, tmp_path):
    from salescenter.services.orders.views import OrderById
    from tests.services.desks import Desk

    step = desk.new_order()
    for place in range(lines):
        step = desk.add(step, list(desk.seed.items)[place % 5])
    other = Desk.over(desk.services.database, desk.seed, tmp_path)
    with statements() as log:
        other.services.orders.get(OrderById(order_id=step.order_id))

    assert len(log) <= 28
