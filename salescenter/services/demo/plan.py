"""How large a demo store is, and where its chance comes from.

Everything in it is drawn from named streams of numbers, so that the same size and the same moment
always make the same store, and a customer can be made again from the place in the list alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

OPEN_DAYS = 1_900
"""For so long there have been customers."""

BUSINESS_EVERY = 7
"""Of so many customers one is a member of an organization and buys at the business store."""


class DemoSize(StrEnum):
    """How much there shall be: to look around, to work with, to measure."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Plan:
    """Counts of a size, and the moment the store is made at (UTC).

    ``is_lean``: orders of the same circumstances share a few baskets that were priced once; their
    prices name only the promotions that applied, and the journal names an import without repeating
    its content. Otherwise every order is priced by itself and nothing is left out.
    """

    size: DemoSize
    items: int
    customers: int
    orders: int
    is_lean: bool
    now: datetime

    @property
    def members(self) -> int:
        """How many customers are members of organizations."""
        return self.customers // BUSINESS_EVERY

    @property
    def opened(self) -> datetime:
        """When the store opened: before everything else that is told of it."""
        return self.now - timedelta(days=OPEN_DAYS)

    def today(self, zone: ZoneInfo) -> date:
        """The local date of the moment."""
        return self.now.astimezone(zone).date()


_COUNTS = MappingProxyType(
    {
        DemoSize.SMALL: (400, 2_000, 3_000, False),
        DemoSize.MEDIUM: (1_000, 10_000, 20_000, False),
        DemoSize.LARGE: (100_000, 1_000_000, 1_000_000, True),
    }
)


def plan_of(size: DemoSize, now: datetime) -> Plan:
    """The plan of a size at a moment; seconds and less do not count."""
    return Plan(size, *_COUNTS[size], now.replace(second=0, microsecond=0))


class Dice(Random):
    """A stream of numbers with the few ways of drawing that the demo store needs."""

    def one_of(self, choices: tuple[T, ...]) -> T:
        """Any of them, each as likely as the others."""
        return choices[int(self.random() * len(choices))]

    def below(self, limit: int) -> int:
        """A whole number from 0 up to ``limit`` - 1."""
        return int(self.random() * limit)

    def happens(self, percent: float) -> bool:
        """Whether something comes about that does so in so many cases of a hundred."""
        return self.random() * 100 < percent


def dice(*names: object) -> Dice:
    """The stream with this name: the same numbers each time."""
    return Dice("/".join(map(str, names)))


class Weighted:
    """A choice in which some are more likely than others."""

    __slots__ = ("_bounds", "_values")

    def __init__(self, weights: dict[str, int]) -> None:
        self._values = tuple(weights)
        total, bounds = sum(weights.values()), []
        so_far = 0
        for weight in weights.values():
            so_far += weight
            bounds.append(so_far / total)
        self._bounds = tuple(bounds)

    def draw(self, stream: Dice) -> str:
        """One of the values, by its weight."""
        place = stream.random()
        for value, bound in zip(self._values, self._bounds, strict=True):
            if place < bound:
                return value
        return self._values[-1]
