"""The first order, end to end: in the real window, by keyboard, on both engines."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.domain.order import OrderStatus, PaymentState
from salescenter.services.demo.filling import Filling, no_progress
from salescenter.services.demo.plan import DemoSize, plan_of
from salescenter.services.demo.users import USERS
from salescenter.services.passwords import Passwords
from salescenter.ui.tour import story
from tests.scenarios.desk_window import desk_window
from tests.services.demos import NOW

_ROOT = Path(__file__).parents[2]


def _fill(url):
    """A small demo store in an empty one."""
    plan = replace(plan_of(DemoSize.SMALL, NOW), customers=200, orders=20)
    hashes = {user.id: Passwords(cheap=True).hash(user.password) for user in USERS}
    database = Database.open(url)
    try:
        Filling(plan, hashes, no_progress).fill(database)
    finally:
        database.close()


@pytest.fixture
def address(database_url):
    """A small demo store, once on each engine."""
    _fill(database_url)
    return database_url


def _play_first_half(address, folder):
    """In a process of its own, which is killed in the middle of the order."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
    script = Path(__file__).with_name("first_half.py")
    done = subprocess.run(
        [sys.executable, str(script), address, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.mark.timeout(240)
def test_an_order_survives_a_kill_is_paid_after_a_decline_and_submitted(address, tmp_path, qapp):
    number = _play_first_half(address, tmp_path)

    with desk_window(address, tmp_path) as player:
        story.sign_on(player, USERS[0].login, USERS[0].password)
        player.wait_for(lambda: story.order_of(player), "the order that was open")
        view = story.require_order(player)
        assert view.order.number == number
        assert [(item.sku, item.quantity) for item in view.order.items] == [
            ("HW-0092", 1),
            ("HW-4411", 1),
            ("PA-1120", 3),
            ("PA-1121", 1),
        ]
        assert view.priced.totals.order_discount == 1_500
        assert view.undo.is_possible

        story.pay_by_card(player, "Declines")
        story.submit(player)
        story.wait_for_decline(player)
        assert story.require_order(player).order.status is OrderStatus.PENDING_PAYMENT
        story.pay_by_card(player, "Approves")
        story.wait_for_processing(player)

        placed = story.require_order(player)
        states = [payment.state for payment in placed.order.payments]
        assert states == [PaymentState.DECLINED, PaymentState.AUTHORIZED]
        shown = "".join(player.find("placed-number").text().split())
        assert shown == number

    database = Database.open(address)
    try:
        assert [str(each) for each in check(database) if each.is_trouble] == []
    finally:
        database.close()


def test_a_step_made_elsewhere_is_on_the_screen_without_a_key_pressed(sqlite_url, tmp_path, qapp):
    from salescenter.app import news_of
    from salescenter.gateways import gateway_at
    from salescenter.services.bundle import Services
    from salescenter.services.desk import SignOn
    from salescenter.services.orders.views import AddItem

    _fill(sqlite_url)
    database = Database.open(sqlite_url)
    gateway = gateway_at(f"sim:{tmp_path / 'payments.sqlite'}")
    other = Services(database, gateway, Passwords(cheap=True))
    other.desk.sign_on(SignOn(login=USERS[1].login, password=USERS[1].password))
    with desk_window(sqlite_url, tmp_path) as player:
        news = news_of(player.window.services.database, player.window.services)
        news.start()
        try:
            story.sign_on(player, USERS[0].login, USERS[0].password)
            story.find_caller(player)
            order = story.require_order(player).order
            wish = AddItem(order_id=order.id, version=order.version, item_id=1)
            other.lines.add_item(wish, key="from elsewhere")

            player.wait_for(lambda: len(story.require_order(player).order.items) == 1, "a line")

            assert player.focus_is("entry-line")
        finally:
            news.close()
    database.close()
