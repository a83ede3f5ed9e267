"""Gift certificates, credit lines, limits: taken and given back by one conditional statement."""

import secrets
from collections.abc import Sequence
from datetime import date

from sqlalchemy import BindParameter, bindparam, func, insert, or_, select, update

from salescenter.db.tables import (
    credit_line,
    gift_certificate,
    gift_key,
    ledger_entry,
    payment_limit,
)
from salescenter.db.tables.base import columns
from salescenter.db.work import Work
from salescenter.domain.funds import (
    CreditLine,
    GiftCertificate,
    code_digest,
    end_of,
    plain_code,
)
from salescenter.domain.journal import Author
from salescenter.domain.ledger import Movement
from salescenter.domain.order import Order, PaymentMethod

_card = gift_certificate.c
_line = credit_line.c
_certificate_columns = columns(
    gift_certificate,
    *("id", "store_id", "last_four", "currency", "amount", "balance", "valid_until", "is_active"),
)
_by_digest = select(*_certificate_columns).where(
    _card.store_id == bindparam("its_store"), _card.digest == bindparam("its_digest")
)
_by_id = select(*_certificate_columns).where(_card.id == bindparam("its_id"))
_key_of = select(gift_key.c.secret).where(gift_key.c.store_id == bindparam("its_store"))
_units: BindParameter[int] = bindparam("units")
_draw_certificate = (
    update(gift_certificate)
    .where(
        _card.id == bindparam("its_id"),
        _card.is_active,
        _card.balance >= _units,
        or_(
            _card.valid_until.is_(None),
            _card.valid_until >= bindparam("today", type_=_card.valid_until.type),
        ),
    )
    .values(balance=_card.balance - _units)
)
_refill_certificate = (
    update(gift_certificate)
    .where(_card.id == bindparam("its_id"), _card.balance + _units <= _card.amount)
    .values(balance=_card.balance + _units)
)
_this_line = (
    _line.organization_id == bindparam("whose"),
    _line.currency == bindparam("its_currency"),
)
_credit = select(*columns(credit_line, *(column.name for column in _line))).where(*_this_line)
_draw_credit = (
    update(credit_line)
    .where(*_this_line, _line.used + _units <= _line.credit_limit)
    .values(used=_line.used + _units)
)
_refill_credit = (
    update(credit_line).where(*_this_line, _line.used >= _units).values(used=_line.used - _units)
)
_limit = select(payment_limit.c.most).where(
    payment_limit.c.store_id == bindparam("its_store"),
    payment_limit.c.method == bindparam("its_method"),
    payment_limit.c.currency == bindparam("its_currency"),
)
_append = insert(ledger_entry)
_sums = (
    select(ledger_entry.c.payment_id, func.sum(ledger_entry.c.amount))
    .where(ledger_entry.c.order_id == bindparam("its_order"))
    .group_by(ledger_entry.c.payment_id)
    .having(func.sum(ledger_entry.c.amount) != 0)
)


class Funds:
    """What payments draw on, and the ledger, in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # certificates

    def certificate(self, store_id: int, code: str) -> GiftCertificate | None:
        """The certificate with this code, as ``plain_code`` made it; None where there is none."""
        secret = self._work.scalar(_key_of, {"its_store": store_id})
        if secret is None:
            return None
        values = {"its_store": store_id, "its_digest": code_digest(str(secret), code)}
        row = self._work.first(_by_digest, values)
        return None if row is None else GiftCertificate(*row)

    def certificate_of(self, certificate_id: int) -> GiftCertificate | None:
        """The certificate with this id."""
        row = self._work.first(_by_id, {"its_id": certificate_id})
        return None if row is None else GiftCertificate(*row)

    def issue(
        self,
        store_id: int,
        code: str,
        currency: str,
        amount: int,
        valid_until: date | None = None,
    ) -> GiftCertificate:
        """A new certificate over an amount in minor units; its code is not kept."""
        secret = self._work.scalar(_key_of, {"its_store": store_id})
        if secret is None:
            secret = secrets.token_hex(32)
            self._work.execute(insert(gift_key), {"store_id": store_id, "secret": secret})
        row = {"store_id": store_id, "currency": currency, "amount": amount, "balance": amount}
        plain = plain_code(code)
        row |= {"digest": code_digest(str(secret), plain), "last_four": end_of(plain)}
        row |= {"valid_until": valid_until, "is_active": True}
        new = self._work.scalar(insert(gift_certificate).returning(_card.id), row)
        found = self.certificate_of(int(new))
        assert found is not None
        return found

    def draw_certificate(self, certificate_id: int, units: int, today: date) -> bool:
        """Take from its balance; False when less is left, or it is not valid any more."""
        values = {"its_id": certificate_id, "units": units, "today": today}
        return self._work.count(_draw_certificate, values) == 1

    def refill_certificate(self, certificate_id: int, units: int) -> bool:
        """Give back to its balance; False when that much was never taken."""
        return (
            self._work.count(_refill_certificate, {"its_id": certificate_id, "units": units}) == 1
        )

    # credit lines and limits

    def credit(self, organization_id: int, currency: str) -> CreditLine | None:
        """An organization's credit line in a currency."""
        row = self._work.first(_credit, {"whose": organization_id, "its_currency": currency})
        return None if row is None else CreditLine(*row)

    def put_credit(self, line: CreditLine) -> None:
        """A new credit line."""
        row = {"organization_id": line.organization_id, "currency": line.currency}
        row |= {"credit_limit": line.limit, "used": line.used}
        self._work.execute(insert(credit_line), row)

    def draw_credit(self, organization_id: int, currency: str, units: int) -> bool:
        """Use so much of a credit line; False when less is left."""
        values = {"whose": organization_id, "its_currency": currency, "units": units}
        return self._work.count(_draw_credit, values) == 1

    def refill_credit(self, organization_id: int, currency: str, units: int) -> bool:
        """Give back to a credit line; False when that much was never used."""
        values = {"whose": organization_id, "its_currency": currency, "units": units}
        return self._work.count(_refill_credit, values) == 1

    def limit(self, store_id: int, method: PaymentMethod, currency: str) -> int | None:
        """What a store takes at most by a method; None: anything."""
        values = {"its_store": store_id, "its_method": str(method), "its_currency": currency}
        most = self._work.scalar(_limit, values)
        return None if most is None else int(most)

    def put_limit(self, store_id: int, method: PaymentMethod, currency: str, most: int) -> None:
        """A new limit of a store."""
        row = {"store_id": store_id, "method": str(method), "currency": currency, "most": most}
        self._work.execute(insert(payment_limit), row)

    # ledger

    def write_down(self, order: Order, moved: Sequence[Movement], author: Author) -> None:
        """Append what a version of an order moved."""
        common = {"order_id": order.id, "order_version": order.version, "at": self._work.now}
        common |= {"currency": order.currency, "user_id": author.user_id}
        rows = [
            {
                **common,
                "payment_id": each.payment_id,
                "method": str(each.method),
                "amount": each.amount,
                "certificate_id": each.certificate_id,
                "organization_id": each.organization_id,
            }
            for each in moved
        ]
        self._work.execute(_append, rows if len(rows) > 1 else rows[0])

    def held(self, order_id: int) -> dict[int, int]:
        """The ledger's sums of an order by payment, in minor units; sums of nothing left out."""
        rows = self._work.all(_sums, {"its_order": order_id})
        return {int(payment_id): int(units) for payment_id, units in rows}
