"""A negotiated price three ways: the price itself, the amount off, the percentage off.

Only the price counts; the other two are how people talk about it (sales-center.md 5).
"""

from dataclasses import dataclass

from salescenter.domain.money import MILLION, Rate, div_half_up


@dataclass(frozen=True, slots=True)
class Negotiated:
    """A price per unit in minor units, seen from the price the customer is entitled to."""

    entitled: int
    price: int

    @property
    def amount_off(self) -> int:
        """What is taken off; below zero for a surcharge."""
        return self.entitled - self.price

    @property
    def rate_off(self) -> int:
        """The same as a share of the entitled price, in millionths, to a hundredth of a percent."""
        if not self.entitled:
            return 0
        return 100 * div_half_up(self.amount_off * MILLION, self.entitled * 100)


def by_amount_off(entitled: int, amount: int) -> Negotiated:
    """So much less than the entitled price."""
    return Negotiated(entitled, entitled - amount)


def by_rate_off(entitled: int, millionths: int) -> Negotiated:
    """A percentage less than the entitled price, rounded once."""
    return Negotiated(entitled, entitled - Rate(millionths).of(entitled))
