"""Lists of orders through the services, on both engines: by status, by day, by key."""

from datetime import date, timedelta

import pytest

from salescenter.domain.order import OrderStatus
from salescenter.services.orders.views import CancelOrder, ListOrders
from salescenter.services.stores import StoreById


@pytest.fixture
def steps(desk):
    return [desk.new_order() for _ in range(4)]


def listed(desk, **wish):
    customer = desk.seed.customers[0]
    found = desk.services.orders.list(ListOrders(store_id=1, customer_id=customer, **wish))
    return [order.id for order in found]


def test_orders_of_a_customer_come_newest_first_and_page_by_key(desk, steps):
    first = listed(desk, limit=3)
    rest = listed(desk, limit=3, before_id=first[-1])
    assert [*first, *rest] == [step.order_id for step in reversed(steps)]


def test_a_status_restricts_the_list(desk, steps):
    desk.do(desk.services.orders.cancel, CancelOrder, steps[1], reason="no need")
    assert listed(desk, status=OrderStatus.CANCELED) == [steps[1].order_id]
    pending = [step.order_id for step in (steps[3], steps[2], steps[0])]
    assert listed(desk, status=OrderStatus.PENDING, limit=2) == pending[:2]
    assert listed(desk, status=OrderStatus.PENDING, before_id=pending[1]) == pending[2:]


def test_both_days_of_a_range_belong_to_it(desk, steps):
    changed = desk.view(steps[0]).order.changed_at
    zone = desk.services.stores.get(StoreById(store_id=1)).zone
    today = changed.astimezone(zone).date()
    day = timedelta(days=1)
    assert len(listed(desk, first_day=today, last_day=today)) == 4
    assert listed(desk, first_day=today + day) == []
    assert listed(desk, last_day=today - day) == []
    assert listed(desk, first_day=date.min, last_day=date.max) == listed(desk)
