"""A price that held when it was read out may hold no more: submit looks again, and says so."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from salescenter.db.tables import price, sales_order
from salescenter.domain.errors import Refused
from salescenter.domain.money import Money
from salescenter.domain.order import PaymentMethod
from salescenter.domain.promotion import Limits, Promotion, PromotionType, Reward, Schedule
from salescenter.services.orders.views import (
    AddPayment,
    ChangeQuantity,
    OnOrder,
    OverridePrice,
    SubmitOrder,
)
from tests.seed import seeded
from tests.services.desks import Desk

END = datetime(2027, 1, 2, tzinfo=UTC)


def promoted(desk, **more):
    """A promotion of 10.00 off every order."""
    with desk.services.database.write() as uow:
        uow.promotions.insert(
            Promotion(
                9,
                1,
                1,
                "10.00 off",
                PromotionType.ORDER_AMOUNT,
                reward=Reward(amounts=(Money(1_000, "EUR"),)),
                **more,
            )
        )
        uow.stores.raise_offer_version(1)


def paid(desk, step):
    return desk.do(desk.services.payments.add, AddPayment, step, method=PaymentMethod.CHECK)


def submit(desk, step, total):
    return desk.do(desk.services.orders.submit, SubmitOrder, step, total=total)


def at(desk, instant):
    desk.services.database.use_clock(lambda: instant)
    desk.sign_on("rep")


def test_a_promotion_that_ended_since_is_told_before_the_order_is_placed(desk):
    promoted(desk, schedule=Schedule(ends=END))
    at(desk, END - timedelta(seconds=30))
    step = paid(desk, desk.add(desk.new_order(), "HW-4411"))
    read_out = desk.view(step).priced.totals.total
    desk.services.database.use_clock(lambda: END + timedelta(seconds=1))

    with pytest.raises(Refused) as caught:
        submit(desk, step, read_out)
    assert caught.value.code == "submit.total_changed"
    assert desk.view(step).priced.totals.total == read_out + 1_000

    step = submit(desk, step, read_out + 1_000)
    with desk.services.database.read() as uow:
        kept = uow.scalar(select(sales_order.c.total).where(sales_order.c.id == step.order_id))
    promised = desk.view(step).priced.totals.total
    assert step.total == kept == promised == read_out + 1_000
    assert desk.view(step).coverage.is_complete


def test_an_order_looked_at_again_shows_what_holds_by_then(desk):
    promoted(desk, schedule=Schedule(ends=END))
    at(desk, END - timedelta(minutes=1))
    step = desk.add(desk.new_order(), "HW-4411")
    before = desk.view(step).priced.totals.total
    desk.services.database.use_clock(lambda: END + timedelta(minutes=2))
    assert desk.view(step).priced.totals.total == before + 1_000


def test_a_promotion_that_somebody_else_used_up_is_priced_anew(database, tmp_path):
    mine = Desk.over(database, seeded(database), tmp_path)
    hers = Desk.over(database, mine.seed, tmp_path, "lead")
    promoted(mine, limits=Limits(total=1))
    my_step = paid(mine, mine.add(mine.new_order(), "HW-4411"))
    her_step = paid(hers, hers.add(hers.new_order(1), "HW-4411"))
    total = mine.view(my_step).priced.totals.total
    submit(hers, her_step, hers.view(her_step).priced.totals.total)

    with pytest.raises(Refused):
        submit(mine, my_step, total)
    now = mine.view(my_step).priced.totals.total
    assert now == total + 1_000
    assert submit(mine, my_step, now).total == now


def with_price_for_many(desk):
    """Cheaper from ten pieces on; the team may go 10 % below either price."""
    with desk.services.database.write() as uow:
        row = {"price_list_id": 1, "item_id": desk.seed.items["PA-1121"], "min_quantity": 10}
        uow.execute(
            insert(price), row | {"starts": datetime(1970, 1, 1, tzinfo=UTC), "amount": 1_000}
        )
        uow.stores.raise_offer_version(1)


def test_a_price_agreed_for_many_does_not_hold_for_few(desk):
    with_price_for_many(desk)
    step = desk.add(desk.new_order(), "PA-1121", 10)
    (line,) = desk.view(step).order.items
    orders = desk.services.orders
    wish = {"line_id": line.id, "price": 900, "reason": "match"}
    step = desk.do(orders.override_price, OverridePrice, step, **wish)
    with pytest.raises(Refused) as caught:
        desk.do(
            desk.services.lines.change_quantity, ChangeQuantity, step, line_id=line.id, quantity=9
        )
    assert caught.value.code == "price.beyond_limit_for_fewer"
    step = desk.do(
        desk.services.lines.change_quantity, ChangeQuantity, step, line_id=line.id, quantity=20
    )
    assert desk.view(step).order.items[line.id].quantity == 20


def test_a_price_that_blocks_the_order_anyway_goes_with_any_quantity(desk):
    with_price_for_many(desk)
    step = desk.add(desk.new_order(), "PA-1121", 10)
    (line,) = desk.view(step).order.items
    orders = desk.services.orders
    wish = {"line_id": line.id, "price": 1, "reason": "match", "accept_block": True}
    step = desk.do(orders.override_price, OverridePrice, step, **wish)
    step = desk.do(
        desk.services.lines.change_quantity, ChangeQuantity, step, line_id=line.id, quantity=1
    )
    assert desk.view(step).order.open_blocks


def test_what_the_view_says_of_undo_holds_beyond_the_entries_at_hand(desk, monkeypatch):
    monkeypatch.setattr("salescenter.services.orders.desk.TAIL", 4)
    step = desk.add(desk.new_order(), "HW-4411")
    (line,) = desk.view(step).order.items
    orders = desk.services.orders
    for quantity in (2, 3):
        step = desk.do(
            desk.services.lines.change_quantity,
            ChangeQuantity,
            step,
            line_id=line.id,
            quantity=quantity,
        )
    for _ in range(3):
        assert desk.view(step).undo.is_possible
        step = desk.do(orders.undo, OnOrder, step)
    assert not len(desk.view(step).order.items)
