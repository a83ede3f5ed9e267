"""A comment: what somebody wrote down about a customer, or on an order."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """Words, who wrote them, when, and on which channel; never changed once written."""

    id: int
    text: str
    at: datetime
    by: str
    channel: str


@dataclass(frozen=True, slots=True)
class OrderComment:
    """Words on an order, a part of its value; never changed once written, and never undone.

    ``for_customer``: the customer reads it too, on the confirmation; else it stays in the house.
    ``channel`` is the business channel on which it came up, ``author_id`` the user who wrote it.
    """

    id: int
    text: str
    at: datetime
    author_id: int | None
    channel: str
    for_customer: bool = False
