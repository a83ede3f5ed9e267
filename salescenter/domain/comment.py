"""A comment: what somebody wrote down about a customer."""

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
