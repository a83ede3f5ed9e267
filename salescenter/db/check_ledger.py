"""Where the ledger of payments does not say what orders, certificates and credit lines say."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from salescenter.db.tables import (
    credit_line,
    gift_certificate,
    ledger_entry,
    organization,
    payment,
    sales_order,
)
from salescenter.domain.order import OrderStatus, PaymentState
from salescenter.i18n import N_

_APPROVED = (OrderStatus.PROCESSING, OrderStatus.SHIPPED)


def ledger_faults() -> Iterator[tuple[str, Any]]:
    """What is looked at, and the statement that finds what is not right of it.

    Orders from before there was a ledger have no entries, and nothing is said of them.
    """
    yield N_("Ledger and orders"), _orders()
    yield N_("Ledger and payments"), _payments()
    yield N_("Gift certificates"), _certificates()
    yield N_("Credit lines"), _credit_lines()


def _orders() -> Any:
    """The whole total of what goes on, nothing of what is canceled, in between while it waits."""
    sums = (
        select(ledger_entry.c.order_id, func.sum(ledger_entry.c.amount).label("held"))
        .group_by(ledger_entry.c.order_id)
        .subquery()
    )
    order = sales_order.c
    most = case(
        (order.status.in_((OrderStatus.PENDING, OrderStatus.CANCELED)), 0), else_=order.total
    )
    least = case((order.status.in_(_APPROVED), order.total), else_=0)
    return (
        select(order.number)
        .join(sums, sums.c.order_id == order.id)
        .where(or_(sums.c.held > most, sums.c.held < least))
    )


def _payments() -> Any:
    """Nothing is held of a payment that is gone or declined, and never more than its amount."""
    sums = (
        select(
            ledger_entry.c.order_id,
            ledger_entry.c.payment_id,
            func.sum(ledger_entry.c.amount).label("held"),
        )
        .group_by(ledger_entry.c.order_id, ledger_entry.c.payment_id)
        .having(func.sum(ledger_entry.c.amount) != 0)
        .subquery()
    )
    here = and_(payment.c.order_id == sums.c.order_id, payment.c.id == sums.c.payment_id)
    ends = func.coalesce(payment.c.amount, payment.c.most)
    wrong = or_(
        payment.c.id.is_(None),
        payment.c.state == PaymentState.DECLINED,
        sums.c.held < 0,
        sums.c.held > ends,
    )
    found = select(sales_order.c.number).join(sums, sums.c.order_id == sales_order.c.id)
    return found.outerjoin(payment, here).where(wrong).distinct()


def _certificates() -> Any:
    certificate = gift_certificate.c
    sums = (
        select(ledger_entry.c.certificate_id, func.sum(ledger_entry.c.amount).label("taken"))
        .where(ledger_entry.c.certificate_id.is_not(None))
        .group_by(ledger_entry.c.certificate_id)
        .subquery()
    )
    found = select(certificate.last_four).outerjoin(sums, sums.c.certificate_id == certificate.id)
    return found.where(certificate.amount - certificate.balance != func.coalesce(sums.c.taken, 0))


def _credit_lines() -> Any:
    line, entry = credit_line.c, ledger_entry.c
    sums = (
        select(entry.organization_id, entry.currency, func.sum(entry.amount).label("taken"))
        .where(entry.organization_id.is_not(None))
        .group_by(entry.organization_id, entry.currency)
        .subquery()
    )
    here = and_(sums.c.organization_id == line.organization_id, sums.c.currency == line.currency)
    found = select(organization.c.number).join(credit_line).outerjoin(sums, here)
    return found.where(line.used != func.coalesce(sums.c.taken, 0))
