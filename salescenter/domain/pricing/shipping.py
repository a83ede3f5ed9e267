"""What a delivery costs by the store's rules, before promotions (decision 8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from salescenter.domain.money import div_half_up

GRAMS_PER_KG = 1000


@dataclass(frozen=True, slots=True)
class AmountCharge:
    """From goods of this value on, this much is added; both in minor units."""

    from_amount: int
    charge: int


@dataclass(frozen=True, slots=True)
class ShippingRule:
    """The charge of a method in a region: base + rate per kg + table by amount, in minor units.

    An empty ``country`` is any country, an empty ``region`` any region of it. Of the table the
    highest step that is reached counts. ``currency``: rules exist per currency.
    """

    method: str
    currency: str
    base: int
    country: str = ""
    region: str = ""
    rate_per_kg: int = 0
    table: tuple[AmountCharge, ...] = ()


def shipping_rule(
    rules: Iterable[ShippingRule], method: str, currency: str, country: str, region: str
) -> ShippingRule | None:
    """The rule of the most specific region for a destination; None: the method is not offered."""
    fitting = [
        rule
        for rule in rules
        if (rule.method, rule.currency) == (method, currency)
        and rule.country in ("", country)
        and rule.region in ("", region)
        and (rule.country or not rule.region)
    ]
    return max(fitting, key=lambda rule: (bool(rule.country), bool(rule.region)), default=None)


def delivery_charge(rule: ShippingRule, weight_grams: int, goods: int) -> int:
    """The charge of one delivery in minor units, rounded once, half up.

    ``weight_grams`` is the sum over its units (an unknown weight counts 0); ``goods`` their value
    before promotions.
    """
    weighed = div_half_up(rule.base * GRAMS_PER_KG + rule.rate_per_kg * weight_grams, GRAMS_PER_KG)
    reached = [step for step in rule.table if step.from_amount <= goods]
    return weighed + (max(reached, key=lambda step: step.from_amount).charge if reached else 0)
