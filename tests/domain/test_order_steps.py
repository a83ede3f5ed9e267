"""The steps an order can take, and what each refuses."""

from dataclasses import replace
from datetime import date

import pytest

from salescenter.domain.address import Address
from salescenter.domain.catalogue import CatalogueItem, PriceRow, PriceSource
from salescenter.domain.customer import AddressUse, BookAddress, Customer, CustomerKind
from salescenter.domain.errors import Refused
from salescenter.domain.order import (
    TRANSITIONS,
    OrderStatus,
    is_order_number,
    order_number,
)
from salescenter.domain.order_deliveries import Sending, with_sending
from salescenter.domain.order_lines import with_item
from salescenter.domain.order_steps import (
    Told,
    assigned,
    canceled,
    floor_price,
    new_order,
    require_status,
    with_channel,
    with_code,
    with_override,
    with_quantity,
    without_code,
    without_item,
)
from salescenter.domain.store import Channel, ShipMethod, Store, StoreKind
from tests.domain.orders import NOW

STORE = Store(
    1,
    "web",
    "Web",
    StoreKind.B2C,
    "EUR",
    "en",
    "DE",
    "Europe/Berlin",
    1,
    (Channel("phone", "Phone"), Channel("mail", "Mail")),
    (ShipMethod("parcel", "Parcel", 2), ShipMethod("express", "Express", 1)),
)
DRILL = CatalogueItem(
    7, "HW-1", "Drill", "EA", (1,), "std", 900, True, True, (PriceRow(PriceSource.LIST, 12900),)
)
TOLD = Told(12900, date(2026, 5, 6))
HOME = Address("Zoë Müller", "Lindenallee 14", "", "Köln", "", "50968", "DE")
WORK = replace(HOME, line1="Domplatz 1")
ZOE = Customer(
    3,
    "C-3",
    1,
    CustomerKind.REGISTERED,
    "Müller",
    "Zoë",
    addresses=(
        BookAddress(1, "home", AddressUse.SHIPPING, HOME),
        BookAddress(2, "work", AddressUse.BILLING, WORK, is_primary=True),
    ),
)


@pytest.fixture
def order():
    return new_order(1, "1000017", STORE, "", NOW)


def code_of(refusal):
    return refusal.value.code


def test_a_new_order_has_one_delivery_by_the_stores_first_method(order):
    (delivery,) = order.deliveries

    assert delivery.method == "parcel"
    assert order.channel == "phone"
    assert order.next_part == 2


def test_the_same_item_again_raises_its_line(order):
    once, line = with_item(order, DRILL, 2, TOLD)
    twice, same = with_item(once, DRILL, 3, TOLD)

    assert same == line
    assert [item.quantity for item in twice.items] == [5]


def test_an_item_with_a_price_of_its_own_gets_another_line(order):
    once, line = with_item(order, DRILL, 2, TOLD)
    negotiated = with_override(once, line, 12000, "match", 0, None)
    twice, other = with_item(negotiated, DRILL, 1, TOLD)

    assert other != line
    assert len(twice.items) == 2


def test_a_number_of_a_line_is_never_used_again(order):
    once, line = with_item(order, DRILL, 1, TOLD)
    again, other = with_item(without_item(once, line), DRILL, 1, TOLD)

    assert other > line
    assert again.next_part == other + 1


@pytest.mark.parametrize("quantity", [0, -1, 1_000_000])
def test_quantities_are_whole_from_1_to_999999(order, quantity):
    with pytest.raises(Refused) as refusal:
        with_item(order, DRILL, quantity, TOLD)
    assert code_of(refusal) == "quantity.range"


def test_a_line_that_is_gone_is_refused(order):
    with pytest.raises(Refused) as refusal:
        with_quantity(order, 9, 1)
    assert code_of(refusal) == "order.no_such_line"


def test_a_customer_brings_the_addresses_of_the_book(order):
    taken = assigned(order, ZOE, STORE, ("EUR",))

    assert next(iter(taken.deliveries)).address == HOME
    assert taken.bill_to == WORK


def test_the_currency_is_the_customers_where_the_store_sells_in_it_until_the_first_line(order):
    british = replace(ZOE, currency="GBP")
    with_line, _ = with_item(order, DRILL, 1, TOLD)

    assert assigned(order, british, STORE, ("EUR", "GBP")).currency == "GBP"
    assert assigned(order, british, STORE, ("EUR",)).currency == "EUR"
    assert assigned(with_line, british, STORE, ("EUR", "GBP")).currency == "EUR"


@pytest.mark.parametrize(
    ("customer", "code"),
    [
        (replace(ZOE, is_active=False), "customer.disabled"),
        (replace(ZOE, store_id=2), "customer.other_store"),
    ],
)
def test_customers_that_may_not_buy_here_are_refused(order, customer, code):
    with pytest.raises(Refused) as refusal:
        assigned(order, customer, STORE, ("EUR",))
    assert code_of(refusal) == code


def test_codes_are_compared_without_case_and_blanks(order):
    entered = with_code(order, " Spring ")

    assert entered.codes == ("Spring",)
    assert with_code(entered, "SPRING") == entered
    assert without_code(entered, "spring").codes == ()
    with pytest.raises(Refused) as refusal:
        without_code(order, "spring")
    assert code_of(refusal) == "code.not_entered"


def test_an_override_keeps_to_the_limit_and_needs_a_reason(order):
    once, line = with_item(order, DRILL, 1, TOLD)
    floor = floor_price(12900, 100_000)

    assert floor == 11610
    assert (
        with_override(once, line, 11610, "match", floor, None).items[line].override_price == 11610
    )
    for price, reason, code in (
        (11609, "match", "price.beyond_limit"),
        (11610, "  ", "price.reason_missing"),
        (-1, "match", "price.negative"),
    ):
        with pytest.raises(Refused) as refusal:
            with_override(once, line, price, reason, floor, None)
        assert code_of(refusal) == code


def test_a_floor_never_rounds_below_the_limit():
    assert floor_price(999, 333_333) == 667


def test_a_team_without_a_limit_may_not_override():
    with pytest.raises(Refused) as refusal:
        floor_price(12900, None)
    assert code_of(refusal) == "price.no_limit"


def test_taking_an_override_back_leaves_no_reason_behind(order):
    once, line = with_item(order, DRILL, 1, TOLD)
    back = with_override(
        with_override(once, line, 12000, "match", 0, None), line, None, "", 0, None
    )

    assert back == once


def test_unknown_methods_and_channels_are_refused(order):
    sent = with_sending(order, [], Sending(method="express"), STORE)
    assert next(iter(sent.deliveries)).method == "express"
    assert with_channel(order, "mail", STORE).channel == "mail"
    with pytest.raises(Refused) as refusal:
        with_sending(order, [], Sending(method="pigeon"), STORE)
    assert code_of(refusal) == "method.unknown"
    with pytest.raises(Refused) as refusal:
        with_channel(order, "pigeon", STORE)
    assert code_of(refusal) == "channel.unknown"


def test_canceling_needs_a_reason(order):
    assert canceled(order, " changed her mind ").cancel_reason == "changed her mind"
    with pytest.raises(Refused) as refusal:
        canceled(order, " ")
    assert code_of(refusal) == "order.cancel_reason_missing"


@pytest.mark.parametrize("status", [status for status in OrderStatus if status != "pending"])
def test_an_order_that_is_not_pending_takes_no_step(order, status):
    once, line = with_item(order, DRILL, 1, TOLD)
    later = replace(once, status=status)
    for step in (
        lambda: with_item(later, DRILL, 1, TOLD),
        lambda: with_quantity(later, line, 2),
        lambda: without_item(later, line),
        lambda: with_code(later, "X"),
        lambda: with_override(later, line, 1, "why", 0, None),
        lambda: with_sending(later, [], Sending(address=HOME), STORE),
        lambda: canceled(later, "why"),
        lambda: assigned(later, ZOE, STORE, ()),
    ):
        with pytest.raises(Refused) as refusal:
            step()
        assert code_of(refusal) == "order.not_pending"


def test_a_status_changes_by_the_table_only(order):
    for status, following in TRANSITIONS.items():
        here = replace(order, status=status)
        for wanted in OrderStatus:
            if wanted in following:
                require_status(here, wanted)
            else:
                with pytest.raises(Refused):
                    require_status(here, wanted)


def test_order_numbers_carry_a_check_digit_that_notices_one_wrong_digit():
    number = order_number(4711)

    assert 7 <= len(number) <= 10
    assert is_order_number(number)
    for place, digit in enumerate(number):
        for other in "0123456789":
            if other != digit:
                assert not is_order_number(number[:place] + other + number[place + 1 :])


def test_order_numbers_differ():
    assert len({order_number(order_id) for order_id in range(1, 20_000)}) == 19_999
