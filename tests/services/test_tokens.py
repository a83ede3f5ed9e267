"""What charges a card stays between services and the provider."""

from salescenter.domain.events import OrderChanged
from salescenter.services.gate import adapter
from salescenter.services.orders.views import HistoryEntry, OnPayment, OrderView, StepsOf
from salescenter.services.payments import StartCapture
from tests.services.desks import key


def test_no_view_no_event_and_no_history_of_an_order_shows_a_token(desk):
    heard: list[OrderChanged] = []
    desk.services.bus.subscribe(OrderChanged, heard.append)
    step = desk.add(desk.new_order(), "HW-4411")
    desk.key_in(desk.do(desk.services.payments.start_capture, StartCapture, step))
    with desk.services.database.read() as uow:
        (payment,) = uow.orders.read(step.order_id).payments
    view = desk.view(step)

    def shown():
        steps = desk.services.orders.history(StepsOf(order_id=step.order_id))
        told = [adapter(HistoryEntry).dump_json(each) for each in steps]
        told += [adapter(OrderView).dump_json(event.view) for event in heard]
        return b"".join([*told, adapter(OrderView).dump_json(desk.view(step))]).decode()

    assert payment.token
    assert payment.last_four in shown()
    assert payment.token not in shown()
    wish = OnPayment(order_id=step.order_id, version=view.order.version, payment_id=payment.id)
    desk.services.payments.remove(wish, key=key())
    assert payment.token not in shown()
