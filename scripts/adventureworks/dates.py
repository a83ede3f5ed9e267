"""Bringing the data's dates to today, where that is wished.

Orders and offers come from two editions of different years, so each moves by itself: the newest
order was shipped today, and the newest offer began on the day when the newest order was placed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scripts.adventureworks.source import Source, day

ZONE = "America/Los_Angeles"
SHIFTED_ORDERS = "date of an order moved by {days} days"
SHIFTED_OFFERS = "date of an offer moved by {days} days"


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many days orders and offers are moved."""

    orders: timedelta = timedelta()
    offers: timedelta = timedelta()

    def of_order(self, text: str) -> date:
        """A date of an order."""
        return day(text) + self.orders

    def of_offer(self, text: str) -> date:
        """A date of an offer."""
        return day(text) + self.offers


def shift_to(today: date, source: Source) -> Shift:
    """The shift that brings the data to this day."""
    headers, offers = source.table("LT_SalesOrderHeader"), source.table("SpecialOffer")
    orders = today - max(day(row["ShipDate"]) for row in headers)
    placed = max(day(row["OrderDate"]) for row in headers) + orders
    return Shift(orders, placed - max(day(row["StartDate"]) for row in offers))


def instant(local: date, at: time = time()) -> str:
    """An instant of a local day, with its zone's difference, as files write it."""
    return datetime.combine(local, at, ZoneInfo(ZONE)).isoformat()
