"""Bringing the data's dates to today, where that is wished.

Orders and offers come from two editions of different years, so each moves by itself: the newest
order was shipped today, and the newest offer began on the day when the newest order was placed. An
offer that would be over even so begins on that day too: all of them run today.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scripts.adventureworks.source import Row, Source, day

ZONE = "America/Los_Angeles"
SHIFTED_ORDERS = "date of an order moved by {days} days"
SHIFTED_OFFERS = "date of an offer moved by {days} days"
RENEWED_OFFER = "offer that would be over even so begins with the newest order"


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many days orders and offers are moved; no offer is over when
    the newest order was ``placed``."""

    orders: timedelta = timedelta()
    offers: timedelta = timedelta()
    placed: date | None = None

    def of_order(self, text: str) -> date:
        """A date of an order."""
        return day(text) + self.orders

    def of_offer(self, row: Row) -> tuple[date, date]:
        """The first and the last day of an offer."""
        starts, ends = day(row["StartDate"]) + self.offers, day(row["EndDate"]) + self.offers
        if self.placed is None or ends > self.placed:
            return starts, ends
        return self.placed, self.placed + (ends - starts)

    def was_over(self, row: Row) -> bool:
        """Whether an offer had to be moved further than the others."""
        return self.of_offer(row)[0] != day(row["StartDate"]) + self.offers


def shift_to(today: date, source: Source) -> Shift:
    """The shift that brings the data to this day."""
    headers, offers = source.table("LT_SalesOrderHeader"), source.table("SpecialOffer")
    orders = today - max(day(row["ShipDate"]) for row in headers)
    placed = max(day(row["OrderDate"]) for row in headers) + orders
    newest = max(day(row["StartDate"]) for row in offers)
    return Shift(orders, placed - newest, placed)


def instant(local: date, at: time = time()) -> str:
    """An instant of a local day, with its zone's difference, as files write it."""
    return datetime.combine(local, at, ZoneInfo(ZONE)).isoformat()
