"""Taking an order through the services: each step durable, repriced, journaled."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from salescenter.domain.order import OrderItem, PaymentMethod
from salescenter.domain.parts import Parts
from salescenter.services.bundle import Services
from salescenter.services.catalogue import FindItem
from salescenter.services.customers import FindCustomer
from salescenter.services.orders.views import (
    AddItem,
    AddPayment,
    NewOrder,
    OrderById,
    OrderByNumber,
    OrderStep,
    SubmitOrder,
)
from salescenter.services.work import Work
from scripts.benchmarks.measure import Report, timed
from scripts.benchmarks.stores import copied, key, signed_on, store_file

_TIMES = 30
_AIMS = {10: 2.5, 100: None, 1_000: 10.0, 10_000: None}


def measure(report: Report, folder: Path, lengths: Iterable[int]) -> None:
    """Add the figures of taking orders in a store of 10,000 customers and 20,000 orders."""
    file = store_file(folder, 10_000, 20_000, 1_000)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        services = signed_on(str(copied(file, Path(place))), Path(place))
        try:
            _find(report, services)
            _take(report, services)
            for lines in lengths:
                _add_to_long(report, services, lines)
        finally:
            services.database.close()


def items_of(services: Services, store_id: int = 1) -> list[int]:
    """Some items of a store."""
    found: dict[int, None] = {}
    for text in ("drill", "garden", "paint", "lamp", "set"):
        wish = FindItem(store_id=store_id, text=text, limit=50)
        found |= dict.fromkeys(hit.id for hit in services.catalogue.find(wish).matches)
    return list(found)


def buyer_of(services: Services, store_id: int = 1) -> int:
    """An enabled customer of a store."""
    hits = services.customers.find(FindCustomer(store_id=store_id, text="ma")).matches
    return hits[0].id


def _find(report: Report, services: Services) -> None:
    into: list[float] = []
    for order_id in range(1, 20_000, 400):
        number = services.orders.get(OrderById(order_id=order_id)).order.number
        services.orders._desk.cache.drop(order_id)  # as if it were asked for first
        with timed(into):
            services.orders.find_number(OrderByNumber(number=number))
    report.add("find an order by its number", "20,000 orders", into)


def _take(report: Report, services: Services) -> None:
    items, customer_id = items_of(services), buyer_of(services)
    new: list[float] = []
    ten: list[float] = []
    each: list[float] = []
    submit: list[float] = []
    for _ in range(_TIMES):
        with timed(ten):
            with timed(new):
                wish = NewOrder(store_id=1, customer_id=customer_id)
                step = services.orders.create(wish, key=key())
            for item_id in items[:10]:
                with timed(each):
                    step = _added(services, step, item_id)
        payment = AddPayment(
            order_id=step.order_id, version=step.version, method=PaymentMethod.CHECK
        )
        step = services.payments.add(payment, key=key())
        with timed(submit):
            wanted = SubmitOrder(order_id=step.order_id, version=step.version, total=step.total)
            services.orders.submit(wanted, key=key())
    report.add("new order", "", new)
    report.add("add an item, one of the first ten", "<= 10 lines", each, 2.5)
    report.add("new order and ten items", "10 lines", ten, 35.0)
    report.add("submit", "10 lines", submit, 5.0)


def _added(services: Services, step: OrderStep, item_id: int) -> OrderStep:
    wish = AddItem(order_id=step.order_id, version=step.version, item_id=item_id)
    return services.lines.add_item(wish, key=key())


def long_order(services: Services, lines: int) -> OrderStep:
    """An order of so many lines."""
    items = items_of(services)
    wish = NewOrder(store_id=1, customer_id=buyer_of(services))
    step = services.orders.create(wish, key=key())
    desk = services.orders._desk  # ten thousand verbs would take too long

    def lengthen(work: Work) -> OrderStep:
        before = desk.open(work, step.order_id)
        order = before.order
        new = (
            OrderItem(
                order.next_part + place,
                items[place % (len(items) - 1)],
                f"LINE-{place}",
                "",
                1 + place % 3,
                1,
                override_price=1_000 + place,
                override_reason="measured",
            )
            for place in range(lines)
        )
        after = replace(order, items=Parts(new), next_part=order.next_part + lines)
        return desk.save(work, before, after, "item.add", {"quantity": lines, "sku": "LINE"})

    return services.gate.as_system(lengthen)


def _add_to_long(report: Report, services: Services, lines: int) -> None:
    items = items_of(services)
    step = long_order(services, lines - 1)
    into: list[float] = []
    for _ in range(_TIMES):
        with timed(into):
            step = _added(services, step, items[-1])
    report.add("add an item to a long order, service", f"{lines:,} lines", into, _AIMS.get(lines))
