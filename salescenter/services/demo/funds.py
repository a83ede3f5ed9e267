"""What payments of the demo stores draw on: certificates, credit lines, a limit for cash.

Codes of the certificates can be read out: they are in the help, and belong to nobody.
"""

from collections.abc import Iterable
from datetime import timedelta

from salescenter.domain.customer import Organization
from salescenter.domain.funds import code_digest, end_of, plain_code
from salescenter.domain.order import PaymentMethod
from salescenter.services.demo.offer import HOME_ID
from salescenter.services.demo.plan import Plan
from salescenter.services.demo.rows import Table

_SECRET = "5f" * 32
_VALID = timedelta(days=730)

# Code, currency, amount and balance in minor units.
CERTIFICATES = (
    ("FERN-GIFT-2500-AAAA", "EUR", 2_500, 2_500),
    ("FERN-GIFT-5000-BBBB", "EUR", 5_000, 5_000),
    ("FERN-GIFT-0150-CCCC", "EUR", 15_000, 15_000),
    ("FERN-GIFT-GBP4-DDDD", "GBP", 4_000, 4_000),
)
_CASH_LIMITS = (("EUR", 50_000), ("GBP", 40_000))
_CREDIT = (250_000, 500_000, 1_000_000, 2_500_000)


def certificate_tables(plan: Plan) -> Iterable[Table]:
    """Certificates of the store for everybody, and what it takes in cash at most."""
    until = (plan.now + _VALID).date()
    yield "gift_key", ("store_id", "secret"), [(HOME_ID, _SECRET)]
    rows = [
        (
            HOME_ID,
            code_digest(_SECRET, plain_code(code)),
            end_of(plain_code(code)),
            currency,
            amount,
            balance,
            until,
            True,
        )
        for code, currency, amount, balance in CERTIFICATES
    ]
    names = ("store_id", "digest", "last_four", "currency", "amount", "balance")
    yield "gift_certificate", (*names, "valid_until", "is_active"), rows
    limits = [
        (HOME_ID, PaymentMethod.CASH_ON_DELIVERY.value, currency, most)
        for currency, most in _CASH_LIMITS
    ]
    yield "payment_limit", ("store_id", "method", "currency", "most"), limits


def credit_table(organizations: Iterable[Organization]) -> Table:
    """A credit line a currency for every organization, but for each seventh, which has none."""
    rows = [
        (firm.id, currency, _CREDIT[firm.id % len(_CREDIT)], 0)
        for firm in organizations
        for currency in ("USD", "CAD")
        if firm.id % 7
    ]
    return "credit_line", ("organization_id", "currency", "credit_limit", "used"), rows
