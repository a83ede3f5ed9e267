"""Payments in words: what they are, how far they are, what they leave to pay. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from salescenter.domain.order import (
    METHOD_NAMES,
    PAYMENT_STATE_NAMES,
    Order,
    OrderStatus,
    Payment,
    PaymentMethod,
    PaymentState,
)
from salescenter.domain.order_payments import OPEN_FOR_PAYMENT
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.services.payments import Means
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import DASH, money_text

METHOD_ICONS: Mapping[PaymentMethod, str] = {
    PaymentMethod.CARD: "credit-card",
    PaymentMethod.CASH_ON_DELIVERY: "banknote",
    PaymentMethod.CHECK: "file-text",
    PaymentMethod.INVOICE: "receipt-text",
    PaymentMethod.GIFT_CERTIFICATE: "gift",
    PaymentMethod.PURCHASE_ORDER: "hash",
}
_STATE_LOOKS: Mapping[PaymentState, tuple[Tone, str]] = {
    PaymentState.READY: (Tone.INFO, "circle-dot"),
    PaymentState.AUTHORIZING: (Tone.INFO, "loader"),
    PaymentState.AUTHORIZED: (Tone.OK, "circle-check"),
    PaymentState.DECLINED: (Tone.ERROR, "circle-x"),
    PaymentState.REVIEW: (Tone.WARN, "clock"),
    PaymentState.UNKNOWN: (Tone.WARN, "circle-help"),
}
_REASONS: Mapping[str, str] = {
    "insufficient_funds": N_("not enough money on it"),
    "expired_card": N_("the card is no longer valid"),
    "amount_less": N_("the bank grants less than the amount"),
    "review": N_("refused in the provider's review"),
    "abandoned": N_("given up before it was answered"),
    "unknown_token": N_("the provider does not know the card any more"),
}
_ELIDED = "•••• "


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment as its table shows it; amounts in minor units of ``currency``."""

    payment: Payment
    share: int
    currency: str
    is_placed: bool


@dataclass(frozen=True, slots=True)
class CoverageWords:
    """What the payments leave to pay: a sentence, its meaning, and the figures under it."""

    text: str
    figures: str
    tone: Tone
    icon: str


def payment_rows(view: OrderView) -> tuple[PaymentRow, ...]:
    """The payments of an order, in the order in which they came."""
    order = view.order
    return tuple(
        PaymentRow(payment, view.coverage.share(payment.id), order.currency, not order.is_pending)
        for payment in order.payments
    )


def card_text(payment: Payment) -> str:
    """What may be said of a card: its brand and its last four digits; "" for other methods."""
    if payment.method is not PaymentMethod.CARD:
        return ""
    return f"{payment.brand} {_ELIDED}{payment.last_four}".strip()


def mark_text(payment: Payment) -> str:
    """What tells one payment from another: card, end of a code, number of a purchase order."""
    if payment.method is PaymentMethod.PURCHASE_ORDER:
        return payment.reference
    if payment.method is PaymentMethod.GIFT_CERTIFICATE:
        return f"{_ELIDED}{payment.last_four}"
    return card_text(payment)


def payment_name(payment: Payment) -> str:
    """A payment as it is spoken of: the card, or the method with what tells it from others."""
    name = _(METHOD_NAMES[payment.method])
    return card_text(payment) or f"{name} {mark_text(payment)}".strip()


def expiry_text(payment: Payment) -> str:
    """Month and year as they stand on the card: ``12/49``; "" where there is none."""
    year, _dash, month = payment.expiry.partition("-")
    return f"{month}/{year[-2:]}" if month else ""


def amount_words(row: PaymentRow) -> str:
    """The amount it takes; of a payment of the rest also that it follows the total."""
    if not row.payment.counts:
        return DASH
    amount, payment = money_text(row.share, row.currency), row.payment
    takes_all_it_can = not row.is_placed and row.share == payment.most
    if payment.amount is not None or takes_all_it_can:
        return amount
    return _("the rest: {amount}").format(amount=amount)


def state_words(row: PaymentRow) -> str:
    """How far it is, with the reason where there is one."""
    payment = row.payment
    if payment.certificate_id is not None:
        return _("Taken from it") if row.is_placed else _("Taken when the order is placed")
    if payment.organization_id is not None:
        drawn, later = _("On the credit line"), _("On the credit line when placed")
        return drawn if row.is_placed else later
    if payment.method is not PaymentMethod.CARD:
        return _("Needs no authorization")
    if payment.state is PaymentState.READY:
        return _("Taken, not authorized yet")
    name = _(PAYMENT_STATE_NAMES[payment.state])
    if payment.state is PaymentState.DECLINED and payment.reason:
        return _("{state}: {reason}").format(state=name, reason=reason_words(payment.reason))
    return name


def reason_words(code: str) -> str:
    """Why the provider declined; a code without words of ours is shown as it came."""
    return _(_REASONS[code]) if code in _REASONS else code


def state_tone(row: PaymentRow) -> Tone:
    """What the state means."""
    if row.payment.method is not PaymentMethod.CARD:
        return Tone.MUTED
    return _STATE_LOOKS[row.payment.state][0]


def state_icon(row: PaymentRow) -> str:
    """The motif of the state."""
    if row.payment.method is not PaymentMethod.CARD:
        return "check"
    return _STATE_LOOKS[row.payment.state][1]


def means_words(means: Means, currency: str) -> str:
    """How far the credit line of the customer goes, and what the store takes by a method."""
    said = []
    if means.credit is not None:
        left, limit = means.credit.left, means.credit.limit
        said.append(
            _("Credit line: {left} of {limit} left").format(
                left=money_text(left, currency), limit=money_text(limit, currency)
            )
        )
    for method, most in means.limits:
        said.append(
            _("{method}: {most} at most").format(
                method=_(METHOD_NAMES[method]), most=money_text(most, currency)
            )
        )
    return " · ".join(said)


def takes_payments(order: Order) -> bool:
    """Whether payments may be added or replaced (decision 27)."""
    return order.status in OPEN_FOR_PAYMENT


def coverage_words(view: OrderView) -> CoverageWords:
    """What is left to pay, in a sentence."""
    covered, currency = view.coverage, view.order.currency
    figures = _("Total {total} · payments {covered}").format(
        total=money_text(covered.total, currency), covered=money_text(covered.covered, currency)
    )
    if view.order.status is OrderStatus.CANCELED:
        return CoverageWords(_("The order is canceled"), figures, Tone.MUTED, "ban")
    if covered.missing > 0:
        text = _("{amount} is not covered yet").format(amount=money_text(covered.missing, currency))
        return CoverageWords(text, figures, Tone.WARN, "circle-alert")
    if covered.missing < 0:
        text = _("Payments exceed the total by {amount}").format(
            amount=money_text(-covered.missing, currency)
        )
        return CoverageWords(text, figures, Tone.ERROR, "circle-alert")
    if not covered.total:
        return CoverageWords(_("There is nothing to pay"), figures, Tone.MUTED, "circle-dot")
    return CoverageWords(_("Everything is covered"), figures, Tone.OK, "circle-check")


def authorization_words(view: OrderView) -> tuple[str, Tone]:
    """What became of the payments after the order was submitted, and what is to be done now."""
    order = view.order
    if order.status is OrderStatus.CANCELED:
        reason = order.cancel_reason
        return (
            _("Canceled: {reason}").format(reason=reason) if reason else _("Canceled."),
            Tone.MUTED,
        )
    if order.status is not OrderStatus.PENDING_PAYMENT:
        return _("All payments are approved."), Tone.OK
    if view.coverage.missing > 0:
        return _missing_words(view), Tone.ERROR
    for state, (text, tone) in _WAITING.items():
        for payment in order.payments:
            if payment.state is state:
                return _(text).format(payment=payment_name(payment)), tone
    return _("Waiting for the payment provider."), Tone.INFO


_WAITING: Mapping[PaymentState, tuple[str, Tone]] = {
    PaymentState.UNKNOWN: (
        N_(
            "It is being found out whether {payment} was authorized. Nothing has to be done; "
            "do not take another payment."
        ),
        Tone.WARN,
    ),
    PaymentState.REVIEW: (
        N_("The provider looks at {payment} first; the order goes on by itself once it agrees."),
        Tone.WARN,
    ),
    PaymentState.AUTHORIZING: (N_("{payment} is being authorized…"), Tone.INFO),
}


def _missing_words(view: OrderView) -> str:
    """A declined payment leaves something to pay: say which one, why, and what can be done."""
    amount = money_text(view.coverage.missing, view.order.currency)
    declined = [p for p in view.order.payments if p.state is PaymentState.DECLINED]
    if not declined:
        return _("{amount} is not covered. Take another payment.").format(amount=amount)
    payment = declined[-1]
    reason = reason_words(payment.reason) if payment.reason else _("the provider gives no reason")
    return _(
        "{payment} was declined: {reason}. Ask for another card or another way to pay {amount}, "
        "or try again."
    ).format(payment=payment_name(payment), reason=reason, amount=amount)


def number_groups(number: str) -> str:
    """An order number in groups for reading out, its check digit apart: ``10 0234 8``."""
    body, check = number[:-1], number[-1:]
    head = len(body) % 4
    groups = [body[:head], *(body[at : at + 4] for at in range(head, len(body), 4)), check]
    return " ".join(group for group in groups if group)
