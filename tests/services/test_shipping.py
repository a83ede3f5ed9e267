"""Shipping through the services, on both engines: several places, dates, charges, blocks."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from salescenter.db.tables import team_shipping_limit
from salescenter.domain.address import Address
from salescenter.domain.errors import Refused
from salescenter.domain.order_blocks import PRICE_OVERRIDE, SHIPPING_OVERRIDE
from salescenter.services.orders.views import (
    ExpediteLines,
    OnLine,
    OnOrder,
    OverrideCharge,
    OverridePrice,
    SendLines,
    SetMethod,
)
from tests.services.desks import Desk

BONN = Address("Zoë Müller", "Hauptstr. 1", "", "Bonn", "", "53111", "DE")
WIEN = Address("Zoë Müller", "Ring 2", "", "Wien", "", "1010", "AT")


@pytest.fixture
def shipping(desk):
    return desk.services.shipping


@pytest.fixture
def two_lines(desk):
    return desk.add(desk.add(desk.new_order(), "HW-4411"), "PA-1120", 3)


def lines_of(desk: Desk, step):
    return [line.id for line in desk.view(step).order.items]


def test_two_lines_to_two_places_are_charged_and_taxed_by_place(desk, shipping, two_lines):
    drill, paint = lines_of(desk, two_lines)
    step = desk.do(shipping.send, SendLines, two_lines, address=BONN)
    together = desk.view(step).priced
    step = desk.do(shipping.send, SendLines, step, lines=(paint,), address=WIEN, method="express")

    view = desk.view(step)
    assert len(view.order.deliveries) == 2
    assert view.order.items[drill].delivery_id != view.order.items[paint].delivery_id
    home, away = view.priced.deliveries
    # 1.9 kg by parcel, 42 kg by express: base + 10 a kg; no tax is kept for Austria
    assert (home.charge, away.charge) == (490 + 19, 990 + 420)
    assert together.deliveries[0].charge == 490 + 439
    assert home.tax_included > 0
    assert away.tax_included == 0


def test_undo_brings_the_lines_together_again(desk, shipping, two_lines):
    _drill, paint = lines_of(desk, two_lines)
    before = desk.view(two_lines).order
    step = desk.do(shipping.send, SendLines, two_lines, lines=(paint,), address=WIEN)
    step = desk.do(desk.services.orders.undo, OnOrder, step)
    after = desk.view(step).order
    assert (after.deliveries, after.items) == (before.deliveries, before.items)
    step = desk.do(desk.services.orders.redo, OnOrder, step)
    assert len(desk.view(step).order.deliveries) == 2


def test_a_line_is_not_put_back_to_a_delivery_that_is_gone(desk, shipping, database, two_lines):
    drill, paint = lines_of(desk, two_lines)
    step = desk.add(two_lines, "PA-1121")
    roller = lines_of(desk, step)[-1]
    step = desk.do(shipping.send, SendLines, step, lines=(paint, roller), address=WIEN)
    step = desk.do(desk.services.lines.remove_item, OnLine, step, line_id=roller)
    desk.sign_on("lead")
    method = desk.view(step).order.deliveries
    home = next(one for one in method if one.id == desk.view(step).order.items[drill].delivery_id)
    address = home.address or BONN
    step = desk.do(shipping.send, SendLines, step, address=address)
    assert len(desk.view(step).order.deliveries) == 1
    desk.sign_on("rep")
    with pytest.raises(Refused) as caught:
        desk.do(desk.services.orders.undo, OnOrder, step)
    assert caught.value.code == "undo.touched"


def test_dates_and_instructions_are_kept_and_checked(desk, shipping, two_lines):
    with desk.services.database.read() as uow:
        today = uow.now.date()
    day = today + timedelta(days=10)
    step = desk.do(
        shipping.send, SendLines, two_lines, requested_date=day, instructions="ring twice"
    )
    (delivery,) = desk.view(step).order.deliveries
    assert (delivery.requested_date, delivery.instructions) == (day, "ring twice")
    with pytest.raises(Refused) as caught:
        desk.do(shipping.send, SendLines, step, requested_date=today + timedelta(days=400))
    assert caught.value.code == "delivery.date_range"
    with pytest.raises(Refused):
        desk.do(shipping.send, SendLines, step, instructions="4111 1111 1111 1111")
    step = desk.do(shipping.send, SendLines, step, any_date=True)
    assert next(iter(desk.view(step).order.deliveries)).requested_date is None


def test_a_line_is_expedited(desk, shipping, two_lines):
    _drill, paint = lines_of(desk, two_lines)
    step = desk.do(shipping.expedite, ExpediteLines, two_lines, lines=(paint,), expedite=True)
    assert [line.expedite for line in desk.view(step).order.items] == [False, True]


def limited(desk, percent_off):
    with desk.services.database.write() as uow:
        uow.execute(
            insert(team_shipping_limit),
            {"team_id": 1, "ship_method_id": None, "percent_off": percent_off},
        )


def charge(desk, shipping, step, percent_off, **more):
    (delivery,) = desk.view(step).order.deliveries
    return desk.do(
        shipping.override_charge,
        OverrideCharge,
        step,
        delivery_id=delivery.id,
        percent_off=percent_off,
        reason="late last time",
        **more,
    )


def test_without_a_limit_no_charge_is_overridden(desk, shipping, two_lines):
    with pytest.raises(Refused) as caught:
        charge(desk, shipping, two_lines, 100_000, accept_block=True)
    assert caught.value.code == "charge.no_limit"


def test_a_charge_within_the_limit_is_reduced_and_explained(desk, shipping, two_lines):
    limited(desk, 500_000)
    step = charge(desk, shipping, two_lines, 500_000)
    view = desk.view(step)
    (delivery,) = view.priced.deliveries
    assert (delivery.agreed_off, delivery.charge) == (465, 464)  # half of 929, half up
    assert view.order.open_blocks == ()
    assert view.priced.totals.shipping == 464


def test_a_charge_beyond_the_limit_is_told_first_and_blocks_when_done(desk, shipping, two_lines):
    limited(desk, 500_000)
    with pytest.raises(Refused) as caught:
        charge(desk, shipping, two_lines, 600_000)
    assert caught.value.code == "charge.beyond_limit"
    step = charge(desk, shipping, two_lines, 600_000, accept_block=True)
    (block,) = desk.view(step).order.open_blocks
    assert (block.reason_code, block.placed_by) == (SHIPPING_OVERRIDE, desk.seed.users["rep"])
    step = charge(desk, shipping, step, 100_000)
    assert desk.view(step).order.open_blocks == ()


def test_another_method_does_not_carry_an_agreed_charge_beyond_its_limit(desk, shipping, two_lines):
    with desk.services.database.write() as uow:
        rows = [
            {"team_id": 1, "ship_method_id": method, "percent_off": most}
            for method, most in ((11, 500_000), (12, 100_000))
        ]
        uow.execute(insert(team_shipping_limit), rows)
    step = charge(desk, shipping, two_lines, 400_000)
    for verb, wish in ((shipping.send, SendLines), (desk.services.orders.set_method, SetMethod)):
        with pytest.raises(Refused) as caught:
            desk.do(verb, wish, step, method="express")
        assert caught.value.code == "charge.beyond_limit_by_method"
    step = charge(desk, shipping, step, 100_000)
    step = desk.do(shipping.send, SendLines, step, method="express")
    assert desk.view(step).priced.deliveries[0].agreed_off > 0
    step = charge(desk, shipping, step, 400_000, accept_block=True)
    step = desk.do(shipping.send, SendLines, step, instructions="ring twice")
    assert len(desk.view(step).order.open_blocks) == 1


def test_a_price_beyond_the_limit_is_told_first_and_blocks_when_done(desk, two_lines):
    drill, _paint = lines_of(desk, two_lines)
    wish = {"line_id": drill, "price": 1, "reason": "match"}
    override = desk.services.orders.override_price
    with pytest.raises(Refused) as caught:
        desk.do(override, OverridePrice, two_lines, **wish)
    assert caught.value.code == "price.beyond_limit"
    step = desk.do(override, OverridePrice, two_lines, **wish, accept_block=True)
    (block,) = desk.view(step).order.open_blocks
    assert (block.reason_code, block.part_id) == (PRICE_OVERRIDE, drill)
    step = desk.do(desk.services.orders.undo, OnOrder, step)
    assert desk.view(step).order.open_blocks == ()
