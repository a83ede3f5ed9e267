"""What ``doctor`` finds when somebody has been at the tables."""

import pytest
from sqlalchemy import text

from salescenter.db.check import check
from salescenter.db.seals import Seals
from salescenter.domain.order import PaymentMethod
from salescenter.services.orders.views import AddPayment, SubmitOrder


@pytest.fixture
def step(desk):
    step = desk.add(desk.add(desk.new_order(), "HW-4411"), "PA-1120", 3)
    step = desk.do(desk.services.payments.add, AddPayment, step, method=PaymentMethod.CHECK)
    step = desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)
    with desk.services.database.write() as uow:
        assert Seals(uow).seal()
    return step


def troubles(desk):
    return {finding.subject for finding in check(desk.services.database) if finding.is_trouble}


def tamper(desk, statement):
    with desk.services.database.write() as uow:
        uow.execute(text(statement))


def test_a_store_that_nobody_touched_is_sound(desk, step):
    findings = list(check(desk.services.database))

    assert [str(finding) for finding in findings if finding.is_trouble] == []
    assert len(findings) >= 10


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE journal SET reason = 'x' WHERE number = 2 AND subject_kind = 'order'", "Journal"),
        ("UPDATE journal SET at = at WHERE 1 = 0", None),
        (
            "UPDATE journal SET parameters = '{}' WHERE number = 3 AND subject_kind = 'order'",
            "Journal",
        ),
        ("UPDATE journal SET actor_id = 2 WHERE number = 1 AND subject_kind = 'order'", "Journal"),
        ("DELETE FROM journal WHERE number = 2 AND subject_kind = 'order'", "Journal"),
        ("DELETE FROM journal WHERE number = 5 AND subject_kind = 'order'", "Seals"),
        (
            "DELETE FROM journal WHERE number = 5 AND subject_kind = 'order'",
            "Orders and their journal",
        ),
        ("DELETE FROM journal WHERE subject_kind = 'order'", "Orders and their journal"),
        ("UPDATE sales_order SET version = 4", "Orders and their journal"),
        ("UPDATE sales_order SET total = total + 1", "Sums of orders"),
        ("DELETE FROM order_item WHERE id = (SELECT min(id) FROM order_item)", "Counts of lines"),
        ("DELETE FROM order_price", "Placed orders without their price"),
        ("UPDATE seal SET hash = 'x'", "Seals"),
    ],
)
def test_what_was_done_behind_the_program_is_found(desk, step, statement, subject):
    tamper(desk, statement)

    found = troubles(desk)

    assert (subject in found) if subject else not found


def test_a_seal_waits_until_the_last_one_is_old_enough_and_there_is_something_new(desk, step):
    with desk.services.database.write() as uow:
        assert not Seals(uow).seal()
        assert not Seals(uow).seal(at_once=True)
    desk.new_order()
    with desk.services.database.write() as uow:
        assert Seals(uow).unsealed() == 1
        assert not Seals(uow).seal()
        assert Seals(uow).seal(at_once=True)
        assert Seals(uow).unsealed() == 0
        assert Seals(uow).broken() is None
