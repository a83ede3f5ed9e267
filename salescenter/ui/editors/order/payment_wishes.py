"""What a person wants of an order's payments, as wishes that ``OrderLink`` sends."""

from typing import Any

from salescenter.domain.order import METHOD_NAMES, PAYMENT_STATE_NAMES, PaymentMethod
from salescenter.i18n import _
from salescenter.services.orders.views import AddPayment, OnPayment, OrderView, SubmitOrder
from salescenter.services.payments import AddCertificate, StartCapture
from salescenter.ui.editors.order.wishes import On, Question, Wish
from salescenter.ui.money_text import money_text


def add_payment(method: PaymentMethod, amount: int | None, reference: str = "") -> Wish:
    """A payment that needs no card: an amount in minor units, or None for the rest.

    ``reference`` is the number of a purchase order.
    It has no question: where others covered the total meanwhile, it is refused.
    """

    def ask(services: Any, on: On, key: str) -> object:
        wish = AddPayment(
            order_id=on.order_id,
            version=on.version,
            method=method,
            amount=amount,
            reference=reference,
        )
        return services.payments.add(wish, key=key)

    return Wish(ask)


def add_certificate(code: str, amount: int | None) -> Wish:
    """A gift certificate by its code: an amount in minor units, or None for all that fits."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = AddCertificate(order_id=on.order_id, version=on.version, code=code, amount=amount)
        return services.payments.add_certificate(wish, key=key)

    return Wish(ask)


def start_capture(amount: int | None) -> Wish:
    """Ask the provider to let the customer key in a card."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = StartCapture(order_id=on.order_id, version=on.version, amount=amount)
        return services.payments.start_capture(wish, key=key)

    return Wish(ask)


def remove_payment(payment_id: int) -> Wish:
    """Take a payment off; one that was answered meanwhile is not taken off unasked."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = OnPayment(order_id=on.order_id, version=on.version, payment_id=payment_id)
        return services.payments.remove(wish, key=key)

    def text(view: OrderView) -> str:
        payment = view.order.payments.get(payment_id)
        if payment is None:
            return _("removed")
        return f"{_(METHOD_NAMES[payment.method])}, {_(PAYMENT_STATE_NAMES[payment.state])}"

    question = Question(
        _("Payment"), lambda view: view.order.payments.get(payment_id), text, _("removed")
    )
    return Wish(ask, question)


def retry_payment(payment_id: int) -> Wish:
    """Ask the provider again for the authorization of a declined card."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = OnPayment(order_id=on.order_id, version=on.version, payment_id=payment_id)
        return services.payments.retry(wish, key=key)

    return Wish(ask)


def submit_order(total: int) -> Wish:
    """Place the order at the total that was read to the customer, in minor units.

    Where others changed what is ordered, or where it goes, somebody is asked. What the payment
    provider answers meanwhile does not stand against it: whether all is covered is checked anew.
    """

    def ask(services: Any, on: On, key: str) -> object:
        wish = SubmitOrder(order_id=on.order_id, version=on.version, total=total)
        return services.orders.submit(wish, key=key)

    def value(view: OrderView) -> object:
        order = view.order
        return (
            order.status,
            order.customer_id,
            order.bill_to,
            order.codes,
            order.deliveries,
            order.items,
        )

    def text(view: OrderView) -> str:
        priced = view.priced
        return _("{count} lines, {total}").format(
            count=len(view.order.items), total=money_text(priced.totals.total, priced.currency)
        )

    return Wish(ask, Question(_("The order"), value, text, _("submitted as you saw it")))
