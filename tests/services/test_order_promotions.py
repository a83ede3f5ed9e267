"""Promotions on orders through the services: whom limits count, and what is said of them."""

from dataclasses import dataclass, replace

import pytest

from salescenter.domain.customer import CustomerKind
from salescenter.domain.errors import Refused
from salescenter.domain.order import Block, BlockKind, PaymentMethod
from salescenter.domain.parts import Parts
from salescenter.domain.promotion import Portion, Selection
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.views import (
    AddPayment,
    CodeOnOrder,
    NewOrder,
    OrderStep,
    OrderView,
    SubmitOrder,
)
from tests.services.desks import key


def test_a_limit_per_customer_counts_guests_by_email(desk):
    with desk.services.database.write() as uow:
        spring = uow.promotions.get(2)
        limits = replace(spring.limits, per_customer=1)
        uow.promotions.put(replace(spring, version=2, limits=limits))
        uow.stores.raise_offer_version(1)
        known = uow.customers.get(desk.seed.customers[0])
        guests = [
            uow.customers.insert(
                replace(known, id=0, number="", kind=CustomerKind.GUEST, emails=emails)
            ).id
            for emails in (("Kim@example.com",), ("kim@Example.com",), ("lou@example.com",), ())
        ]
    first, *others = [_with_spring(desk, guest) for guest in guests]
    assert first.view.priced.totals.order_discount == 1_500

    step = desk.do(desk.services.payments.add, AddPayment, first.step, method=PaymentMethod.CHECK)
    desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)

    # One priced before is told its new price at submit; to one begun afterwards it does not apply.
    step = desk.do(
        desk.services.payments.add, AddPayment, others[0].step, method=PaymentMethod.CHECK
    )
    with pytest.raises(Refused) as refusal:
        desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)
    assert refusal.value.code == "submit.total_changed"
    discounts = [_with_spring(desk, guest).view.priced.totals.order_discount for guest in guests]
    assert discounts == [0, 0, 1_500, 1_500]


@dataclass(frozen=True)
class _Taken:
    step: OrderStep
    view: OrderView


def _with_spring(desk, customer_id):
    wish = NewOrder(store_id=1, customer_id=customer_id)
    step = desk.services.orders.create(wish, key=key())
    step = desk.add(step, "HW-4411", 2)
    step = desk.do(desk.services.orders.enter_code, CodeOnOrder, step, code="SPRING")
    return _Taken(step, desk.view(step))


def test_what_promotions_want_is_named_though_it_is_not_on_the_order(desk):
    with desk.services.database.write() as uow:
        paint = uow.promotions.get(1)
        wanted = Selection(item_ids=(3, 4), category_ids=(3,))
        conditions = replace(paint.conditions, contains=(Portion(1, wanted),))
        uow.promotions.put(replace(paint, version=2, conditions=conditions))
        uow.stores.raise_offer_version(1)

    view = desk.view(desk.add(desk.new_order(), "PA-1121", 3))

    assert view.item_names == {3: "Teak garden bench 150 cm", 4: "Wall paint white matt 10 l"}
    assert view.category_names == {3: "Garden"}
    enough = desk.view(desk.add(desk.add(desk.new_order(), "PA-1121", 3), "PA-1120"))
    assert (enough.item_names, enough.category_names) == ({}, {})


def test_who_placed_and_resolved_a_block_is_named(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    rep, lead = desk.seed.users["rep"], desk.seed.users["lead"]
    blocks = (
        Block(90, "credit_check", BlockKind.AUTOMATIC),
        Block(91, "customer_request", BlockKind.MANUAL, placed_by=rep, resolved_by=lead),
    )

    def place(work):
        orders = OrderDesk()
        before = orders.open(work, step.order_id)
        return orders.save(work, before, replace(before.order, blocks=Parts(blocks)), "a.block")

    desk.services.gate.as_system(place)

    assert desk.view(step).user_names == {rep: "Rep", lead: "Lead"}
