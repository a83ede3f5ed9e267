"""What a payment may draw on: gift certificates, credit lines; and which store takes what."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from salescenter.domain.errors import Refused
from salescenter.domain.order import Payment, PaymentMethod
from salescenter.domain.store import StoreKind

LONGEST_CODE = 64
LONGEST_REFERENCE = 40
_SHOWN = 4
_SHORTEST_CODE = 8

METHODS: Mapping[StoreKind, tuple[PaymentMethod, ...]] = MappingProxyType(
    {
        StoreKind.B2C: (
            PaymentMethod.CARD,
            PaymentMethod.CASH_ON_DELIVERY,
            PaymentMethod.CHECK,
            PaymentMethod.INVOICE,
            PaymentMethod.GIFT_CERTIFICATE,
        ),
        StoreKind.B2B: (
            PaymentMethod.CARD,
            PaymentMethod.CHECK,
            PaymentMethod.INVOICE,
            PaymentMethod.PURCHASE_ORDER,
        ),
    }
)
"""What may be chosen in a store. An invoice of a business store draws on a credit line."""


@dataclass(frozen=True, slots=True)
class GiftCertificate:
    """A certificate; amounts in minor units. ``last_four`` is all that is known of its code."""

    id: int
    store_id: int
    last_four: str
    currency: str
    amount: int
    balance: int
    valid_until: date | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What an organization may owe, and owes, in minor units of a currency."""

    organization_id: int
    currency: str
    limit: int
    used: int

    @property
    def left(self) -> int:
        """What may still be taken; nothing where the limit was lowered below what is owed."""
        return max(0, self.limit - self.used)


def plain_code(typed: str) -> str:
    """A certificate's code as it counts: letters and digits, capitals; raises Refused for less."""
    code = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    if len(code) < _SHORTEST_CODE:
        raise Refused("payment.certificate_unknown")
    return code


def code_digest(secret: str, code: str) -> str:
    """What a store keeps of a code: no one without the store's key can try codes against it."""
    return hmac.new(bytes.fromhex(secret), code.encode(), hashlib.sha256).hexdigest()


def end_of(code: str) -> str:
    """All of a code that is ever shown."""
    return code[-_SHOWN:]


def require_method(kind: StoreKind, method: PaymentMethod) -> None:
    """Raise Refused for a method that a store of this kind does not take."""
    if method not in METHODS[kind]:
        raise Refused("payment.not_in_store")


def certificate_payment(
    certificate: GiftCertificate | None, currency: str, today: date, amount: int | None
) -> Payment:
    """A payment by a certificate: a fixed amount in minor units, or as much as is on it.

    Raises Refused for one that is not known or not valid, of another currency, empty, or with
    less on it than the amount.
    """
    if certificate is None or not certificate.is_active:
        raise Refused("payment.certificate_unknown")
    if certificate.valid_until is not None and certificate.valid_until < today:
        raise Refused("payment.certificate_over", until=certificate.valid_until)
    if certificate.currency != currency:
        raise Refused("payment.certificate_currency", currency=certificate.currency)
    if not certificate.balance:
        raise Refused("payment.certificate_empty", last_four=certificate.last_four)
    return Payment(
        id=0,
        method=PaymentMethod.GIFT_CERTIFICATE,
        amount=amount,
        last_four=certificate.last_four,
        most=certificate.balance,
        certificate_id=certificate.id,
    )


def credit_payment(line: CreditLine | None, amount: int | None) -> Payment:
    """An invoice on a credit line, up to what is left on it; raises Refused where there is none."""
    if line is None:
        raise Refused("payment.no_credit_line")
    return Payment(
        id=0,
        method=PaymentMethod.INVOICE,
        amount=amount,
        most=line.left,
        organization_id=line.organization_id,
    )


def ordered_payment(reference: str, amount: int | None) -> Payment:
    """A purchase order of the customer by its number; raises Refused without one."""
    if not reference:
        raise Refused("payment.reference_missing")
    return Payment(id=0, method=PaymentMethod.PURCHASE_ORDER, amount=amount, reference=reference)
