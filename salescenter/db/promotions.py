"""Promotions: versions that never change, and redemptions taken by one conditional statement."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from salescenter.db.errors import StaleRow
from salescenter.db.sequences import next_id
from salescenter.db.tables import promotion, promotion_version, redemption
from salescenter.db.work import Work
from salescenter.domain.order import Order
from salescenter.domain.promotion import Promotion
from salescenter.domain.promotion_document import read_promotion, write_promotion

_its_id = promotion.c.id == bindparam("its_id")
_definition = (
    select(promotion_version.c.definition)
    .join(promotion, promotion.c.id == promotion_version.c.promotion_id)
    .where(_its_id)
)
_current = _definition.where(promotion_version.c.version == promotion.c.version)
_at_version = _definition.where(promotion_version.c.version == bindparam("at_version"))
_insert = insert(promotion)
_insert_version = insert(promotion_version)
_set_version = (
    update(promotion)
    .where(_its_id, promotion.c.version == bindparam("was"))
    .values(
        version=bindparam("now_version"),
        total_limit=bindparam("new_total"),
        customer_limit=bindparam("new_customer"),
    )
)
_take = (
    update(promotion)
    .where(
        _its_id,
        or_(
            promotion.c.total_limit.is_(None),
            promotion.c.used + bindparam("units") <= promotion.c.total_limit,
        ),
    )
    .values(used=promotion.c.used + bindparam("units"))
    .returning(promotion.c.customer_limit)
)
_by_customer = select(func.coalesce(func.sum(redemption.c.units), 0)).where(
    redemption.c.promotion_id == bindparam("its_id"),
    or_(
        redemption.c.customer_id == bindparam("whose"),
        redemption.c.buyer_email == bindparam("email"),
    ),
)
_redeem = insert(redemption)
_give_back = delete(redemption).where(redemption.c.order_id == bindparam("its_order"))
_taken = (
    select(redemption.c.promotion_id, redemption.c.units)
    .where(redemption.c.order_id == bindparam("its_order"))
    .order_by(redemption.c.promotion_id)
)
_less = update(promotion).where(_its_id).values(used=promotion.c.used - bindparam("units"))


class Promotions:
    """Promotions in one unit of work. Whoever changes one raises the store's offer version."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def next_id(self) -> int:
        """An id for a new promotion, which its document needs."""
        return next_id(self._work, promotion)

    def get(self, promotion_id: int, version: int | None = None) -> Promotion | None:
        """The version that rules, or a given one."""
        values = {"its_id": promotion_id, "at_version": version}
        statement = _current if version is None else _at_version
        document = self._work.scalar(statement, values)
        return None if document is None else read_promotion(document)

    def insert(self, value: Promotion) -> None:
        """A new promotion with its first version."""
        row = {"id": value.id, "store_id": value.store_id, "version": value.version, "used": 0}
        limits = {"total_limit": value.limits.total, "customer_limit": value.limits.per_customer}
        self._work.execute(_insert, row | limits)
        self._keep(value, self._work.now)

    def put(self, value: Promotion) -> None:
        """The next version; raises StaleRow when another one came between."""
        values = {
            "its_id": value.id,
            "was": value.version - 1,
            "now_version": value.version,
            "new_total": value.limits.total,
            "new_customer": value.limits.per_customer,
        }
        if self._work.count(_set_version, values) != 1:
            raise StaleRow("promotion", value.id)
        self._keep(value, self._work.now)

    def _keep(self, value: Promotion, at: datetime) -> None:
        row = {
            "promotion_id": value.id,
            "version": value.version,
            "status": value.status,
            "definition": write_promotion(value),
            "created_at": at,
        }
        self._work.execute(_insert_version, row)

    def take(self, order: Order, promotion_id: int, units: int, email: str = "") -> bool:
        """Redeem for an order; False when a limit is reached, and the unit must then not commit.

        ``email``: what the buyer is counted by beside the customer, see ``counted_email``. The row
        of the promotion is changed first, so that all who redeem it stand in line.
        """
        if units <= 0:
            return True
        values = {"its_id": promotion_id, "units": units}
        row = self._work.execute(_take, values).one_or_none()
        if row is None:
            return False
        if row.customer_limit is not None and order.customer_id is not None:
            whose = {"its_id": promotion_id, "whose": order.customer_id, "email": email}
            if int(self._work.scalar(_by_customer, whose)) + units > row.customer_limit:
                return False
        self._work.execute(
            _redeem,
            {
                "promotion_id": promotion_id,
                "order_id": order.id,
                "customer_id": order.customer_id,
                "buyer_email": email or None,
                "units": units,
            },
        )
        return True

    def give_back(self, order_id: int) -> None:
        """What an order redeemed is free again (decision 26); in the order of promotion ids."""
        taken = self._work.all(_taken, {"its_order": order_id})
        if taken:
            rows = [{"its_id": row.promotion_id, "units": row.units} for row in taken]
            self._work.execute(_less, rows)
            self._work.execute(_give_back, {"its_order": order_id})
