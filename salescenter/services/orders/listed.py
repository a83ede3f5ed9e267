"""The days that a list of orders is asked for, as instants."""

from datetime import UTC, date, datetime, time, timedelta

from salescenter.services.orders.views import ListOrders
from salescenter.services.stores import require_store
from salescenter.services.work import Work

_FIRST, _LAST = date(1900, 1, 1), date(9000, 1, 1)


def reach_of(work: Work, wish: ListOrders) -> tuple[datetime | None, datetime | None]:
    """From when (included) to when (not included) orders are asked for, in UTC; None: no end.

    The days are those of the store's time zone. Raises NotFound for an unknown store.
    """
    if wish.first_day is None and wish.last_day is None:
        return None, None
    zone = require_store(work, wish.store_id).zone

    def begins(day: date) -> datetime:
        near = min(max(day, _FIRST), _LAST)
        return datetime.combine(near, time.min, tzinfo=zone).astimezone(UTC)

    since = None if wish.first_day is None else begins(wish.first_day)
    last = wish.last_day
    until = None if last is None else begins(min(last, _LAST) + timedelta(days=1))
    return since, until
