"""An order from its first content to its number, through the services, on both engines."""

import pytest
from sqlalchemy import text

from salescenter.domain.errors import Conflict, NotFound, Refused
from salescenter.domain.events import OrderChanged
from salescenter.domain.journal import Subject
from salescenter.domain.order import OrderStatus, PaymentMethod
from salescenter.domain.pricing.priced import Reason
from salescenter.services.orders.views import (
    AddItem,
    AddPayment,
    AssignCustomer,
    CancelOrder,
    ChangeQuantity,
    CodeOnOrder,
    ListOrders,
    NewOrder,
    OnLine,
    OnOrder,
    OrderById,
    OrderByNumber,
    OverridePrice,
    SetMethod,
    StepsOf,
    SubmitOrder,
)
from tests.services.desks import Desk, key


def test_an_order_from_the_first_item_to_its_number(desk):
    orders, payments = desk.services.orders, desk.services.payments
    step = desk.new_order()
    step = desk.add(step, "HW-4411", 1)
    step = desk.add(step, "PA-1120", 3)
    view = desk.view(step)
    assert view.priced.totals.item_discount == 1_425
    assert step.total == view.priced.totals.total == 12_900 + 14_250 - 1_425 + 490 + 439

    step = desk.do(payments.add, AddPayment, step, method=PaymentMethod.CHECK)
    assert desk.view(step).missing == ()
    step = desk.do(orders.submit, SubmitOrder, step, total=step.total)

    assert step.status is OrderStatus.PROCESSING
    found = orders.find_number(OrderByNumber(number=step.number))
    assert found.order.id == step.order_id
    assert found.order.placed_at is not None


def test_a_code_that_does_not_qualify_yet_and_then_does(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    step = desk.do(desk.services.orders.enter_code, CodeOnOrder, step, code=" SPRING ")
    result = next(p for p in desk.view(step).priced.promotions if p.promotion_id == 2)
    assert result.not_applied.reason is Reason.BELOW_AMOUNT
    assert (result.not_applied.have, result.not_applied.need) == (12_900, 20_000)

    step = desk.add(step, "HW-4411")

    assert desk.view(step).priced.totals.order_discount == 1_500


def test_an_unknown_code_is_refused_and_not_kept(desk):
    step = desk.new_order()
    with pytest.raises(Refused) as refusal:
        desk.do(desk.services.orders.enter_code, CodeOnOrder, step, code="NOPE")

    assert refusal.value.code == "code.unknown"
    assert desk.view(step).order.codes == ()


def test_the_same_key_answers_the_same_and_does_nothing_twice(desk):
    step, mine = desk.new_order(), key()
    wish = AddItem(order_id=step.order_id, version=step.version, item_id=1, quantity=2)

    first = desk.services.lines.add_item(wish, key=mine)
    again = desk.services.lines.add_item(wish, key=mine)

    assert again == first
    assert [item.quantity for item in desk.view(step).order.items] == [2]
    other = AddItem(order_id=step.order_id, version=step.version, item_id=2, quantity=2)
    with pytest.raises(Refused) as refusal:
        desk.services.lines.add_item(other, key=mine)
    assert refusal.value.code == "key.reused"


def test_a_wish_without_a_key_is_refused(desk):
    with pytest.raises(Refused) as refusal:
        desk.services.orders.create(NewOrder(store_id=1, customer_id=desk.seed.customers[0]))
    assert refusal.value.code == "key.missing"


def test_a_stale_wish_is_a_conflict_that_names_what_changed_and_by_whom(desk):
    stale = desk.new_order()
    desk.add(stale, "HW-4411")

    with pytest.raises(Conflict) as conflict:
        desk.add(stale, "HW-0092")

    assert conflict.value.by == ("Rep",)
    assert any(path.startswith("items/") for path in conflict.value.fields)
    assert len(desk.view(stale).order.items) == 1


def test_the_same_value_again_writes_nothing(desk, statements):
    step = desk.add(desk.new_order(), "HW-4411")
    line = next(iter(desk.view(step).order.items)).id

    again = desk.do(
        desk.services.lines.change_quantity, ChangeQuantity, step, line_id=line, quantity=1
    )

    assert again.version == step.version
    assert len(desk.services.orders.history(StepsOf(order_id=step.order_id))) == 2


def test_every_step_is_undone_and_done_again_and_named(desk):
    orders = desk.services.orders
    step = desk.add(desk.new_order(), "HW-4411")
    line = step.part_id
    step = desk.do(
        desk.services.lines.change_quantity, ChangeQuantity, step, line_id=line, quantity=4
    )
    assert desk.view(step).undo.title == "Change quantity of line 1"

    step = desk.do(orders.undo, OnOrder, step)
    view = desk.view(step)
    assert view.order.items[line].quantity == 1
    assert view.redo.title == "Change quantity of line 1"
    step = desk.do(orders.undo, OnOrder, step)
    assert len(desk.view(step).order.items) == 0
    with pytest.raises(Refused) as refusal:
        desk.do(orders.undo, OnOrder, step)
    assert refusal.value.code == "undo.begin"
    step = desk.do(orders.redo, OnOrder, step)
    step = desk.do(orders.redo, OnOrder, step)
    assert desk.view(step).order.items[line].quantity == 4


def test_undo_works_after_a_restart(desk, tmp_path):
    step = desk.add(desk.new_order(), "HW-4411")
    later = Desk.over(desk.services.database, desk.seed, tmp_path)

    step = later.do(later.services.orders.undo, OnOrder, step)

    assert len(later.view(step).order.items) == 0


def test_two_desks_see_each_others_steps(desk, tmp_path):
    other = Desk.over(desk.services.database, desk.seed, tmp_path, "lead")
    step = desk.new_order()
    other.view(step)
    step = desk.add(step, "HW-4411")
    step = other.add(step, "PA-1120")

    mine, theirs = desk.view(step), other.view(step)

    assert mine.order == theirs.order
    assert mine.priced == theirs.priced
    assert mine.undo.title == "Add 1 of HW-4411"
    assert theirs.undo.title == "Add 1 of PA-1120"


def test_a_price_override_within_the_limit_is_kept_and_beyond_it_refused(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    override = desk.services.orders.override_price
    line = step.part_id

    with pytest.raises(Refused) as refusal:
        desk.do(override, OverridePrice, step, line_id=line, price=11_609, reason="match")
    assert refusal.value.code == "price.beyond_limit"
    step = desk.do(override, OverridePrice, step, line_id=line, price=11_610, reason="match")
    assert desk.view(step).priced.totals.goods == 11_610
    history = desk.services.orders.history(StepsOf(order_id=step.order_id))
    assert history[0].reason == "match"


def test_removing_the_last_line_leaves_no_charge(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    step = desk.do(desk.services.lines.remove_item, OnLine, step, line_id=step.part_id)

    assert step.total == 0


def test_another_method_costs_what_it_costs(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    before = step.total
    step = desk.do(desk.services.orders.set_method, SetMethod, step, method="express")

    assert step.total - before == 500


def test_an_incomplete_order_is_refused_with_all_that_is_missing(desk):
    wish = NewOrder(store_id=1, item_id=desk.seed.items["HW-4411"])
    step = desk.services.orders.create(wish, key=key())

    with pytest.raises(Refused) as refusal:
        desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)

    assert {problem.field for problem in refusal.value.problems} == {
        "customer",
        "ship_to",
        "bill_to",
        "payment",
    }


def test_a_total_that_is_not_the_one_read_out_is_refused(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    with pytest.raises(Refused) as refusal:
        desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total - 1)
    assert refusal.value.code == "submit.total_changed"


def test_canceling_says_why(desk):
    step = desk.new_order()
    step = desk.do(desk.services.orders.cancel, CancelOrder, step, reason="changed her mind")

    assert step.status is OrderStatus.CANCELED
    assert desk.view(step).order.cancel_reason == "changed her mind"


def test_a_submitted_order_keeps_its_price_whatever_the_store_does(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    step = desk.do(desk.services.payments.add, AddPayment, step, method=PaymentMethod.CHECK)
    step = desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)
    before = desk.view(step).priced
    with desk.services.database.write() as uow:
        uow.stores.raise_offer_version(1)

    assert desk.view(step).priced == before


def test_events_carry_the_new_value_after_the_commit(desk):
    heard: list[OrderChanged] = []
    stop = desk.services.bus.subscribe(OrderChanged, heard.append)
    step = desk.add(desk.new_order(), "HW-4411")
    stop()

    assert [event.version for event in heard] == [1, 2]
    assert heard[-1].view.order == desk.view(step).order


def test_an_order_says_who_changed_it_last(desk, tmp_path):
    step = desk.add(desk.new_order(), "HW-4411")
    other = Desk.over(desk.services.database, desk.seed, tmp_path, "lead")

    assert desk.view(step).changed_by == "Rep"
    assert other.view(step).changed_by == "Rep"


def test_history_marks_what_was_undone_and_not_done_again(desk):
    orders = desk.services.orders
    step = desk.add(desk.add(desk.new_order(), "HW-4411"), "PA-1120")
    step = desk.do(orders.undo, OnOrder, step)
    step = desk.do(orders.undo, OnOrder, step)
    step = desk.do(orders.redo, OnOrder, step)

    marks = {e.number: e.undone for e in orders.history(StepsOf(order_id=step.order_id))}
    older = orders.history(StepsOf(order_id=step.order_id, before=4))

    assert marks == {6: False, 5: True, 4: False, 3: True, 2: False, 1: False}
    assert {e.number: e.undone for e in older} == {3: True, 2: False, 1: False}


def test_a_refusal_announces_nothing_and_writes_nothing(desk):
    step = desk.new_order()
    heard: list[OrderChanged] = []
    stop = desk.services.bus.subscribe(OrderChanged, heard.append)
    with pytest.raises(NotFound):
        desk.do(desk.services.lines.add_item, AddItem, step, item_id=999)
    stop()

    assert heard == []
    assert desk.view(step).order.version == step.version


def test_the_journal_of_an_order_is_chained_without_a_gap(desk):
    step = desk.add(desk.add(desk.new_order(), "HW-4411"), "PA-1120", 2)
    with desk.services.database.read() as uow:
        assert uow.journal.verify(Subject.ORDER, step.order_id) is None
        entries = uow.journal.entries(Subject.ORDER, step.order_id, 0)
    assert [entry.number for entry in entries] == [1, 2, 3]


def test_orders_of_a_customer_are_listed_newest_first(desk):
    first, second = desk.new_order(), desk.new_order()
    desk.new_order(customer=1)
    wish = ListOrders(store_id=1, customer_id=desk.seed.customers[0])

    found = desk.services.orders.list(wish)

    assert [summary.number for summary in found] == [second.number, first.number]


def test_a_customer_is_assigned_to_an_order_that_began_with_an_item(desk):
    wish = NewOrder(store_id=1, item_id=desk.seed.items["HW-4411"])
    step = desk.services.orders.create(wish, key=key())
    step = desk.do(
        desk.services.orders.assign_customer,
        AssignCustomer,
        step,
        customer_id=desk.seed.customers[2],
    )
    view = desk.view(step)

    assert view.customer.name == "Łukasz Nowak"
    assert view.order.bill_to.city == "Köln"


def test_there_is_no_order_that_nobody_made(desk):
    with pytest.raises(NotFound):
        desk.services.orders.get(OrderById(order_id=999))
    with pytest.raises(Refused) as refusal:
        desk.services.orders.find_number(OrderByNumber(number="1234567"))
    assert refusal.value.code == "order.number_wrong"


def test_a_value_at_hand_is_not_taken_for_an_order_of_a_store_made_anew(desk):
    step = desk.new_order()
    desk.view(step)
    with desk.services.database.write() as uow:
        anew = "UPDATE sales_order SET journal_head = 'another', channel = 'mail'"
        uow.execute(text(anew))

    assert desk.view(step).order.channel == "mail"


@pytest.mark.parametrize("version", [-3, 0, 2, 999])
def test_a_version_that_an_order_never_had_is_refused(desk, version):
    step = desk.new_order()
    wish = SetMethod(order_id=step.order_id, version=version, method="express")
    with pytest.raises(Refused) as refusal:
        desk.services.orders.set_method(wish, key=key())

    assert refusal.value.code == "version.unknown"
    assert step.number in str(refusal.value)
