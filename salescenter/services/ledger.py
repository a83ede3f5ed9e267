"""Posting to the ledger: what a step of an order moves is moved together with it, or not at all."""

from datetime import date

from salescenter.domain.errors import Refused
from salescenter.domain.ledger import Movement, movements
from salescenter.domain.money import Money
from salescenter.domain.order import Order
from salescenter.services.work import Work


def post(
    work: Work, before: Order, before_total: int, after: Order, after_total: int, today: date
) -> None:
    """Take and give back what leads from one version to the next, and write it down.

    Totals in minor units; ``today`` is the store's date. Raises Refused where a certificate or a
    credit line has less left than the order needs: the verb's transaction must then not commit.
    """
    moved = movements(before, before_total, after, after_total)
    for each in moved:
        if each.certificate_id is not None:
            _move_certificate(work, each, each.certificate_id, after.currency, today)
        elif each.organization_id is not None:
            _move_credit(work, each, each.organization_id, after.currency)
    if moved:
        work.uow.funds.write_down(after, moved, work.author)


def _move_certificate(
    work: Work, moved: Movement, certificate_id: int, currency: str, today: date
) -> None:
    funds = work.uow.funds
    if moved.amount < 0:
        _require(funds.refill_certificate(certificate_id, -moved.amount), moved)
    elif not funds.draw_certificate(certificate_id, moved.amount, today):
        found = funds.certificate_of(certificate_id)
        if found is not None and found.valid_until is not None and found.valid_until < today:
            raise Refused("payment.certificate_over", until=found.valid_until)
        left = found.balance if found is not None and found.is_active else 0
        raise Refused("payment.certificate_short", left=Money(left, currency))


def _move_credit(work: Work, moved: Movement, organization_id: int, currency: str) -> None:
    funds = work.uow.funds
    if moved.amount < 0:
        _require(funds.refill_credit(organization_id, currency, -moved.amount), moved)
    elif not funds.draw_credit(organization_id, currency, moved.amount):
        line = funds.credit(organization_id, currency)
        raise Refused("payment.credit_short", left=Money(line.left if line else 0, currency))


def _require(is_back: bool, moved: Movement) -> None:
    if not is_back:
        raise RuntimeError(f"payment {moved.payment_id} gives back what was never taken")
