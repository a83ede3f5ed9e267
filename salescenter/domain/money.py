"""Money: whole minor units of one currency, exact rates, one rounding, exact sharing.

Nothing here is ever a float. An amount is an int of minor units (cents) beside its currency; a
rate is an int of millionths (150,000 = 15 %). Rounding is half up, away from zero, and happens in
``div_half_up`` alone (``parts_of`` is the same rule for a column of amounts).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import total_ordering
from types import MappingProxyType

from salescenter.domain.errors import Refused

MILLION = 1_000_000
LARGEST_AMOUNT = 10**15
"""Larger amounts of minor units are refused as input; every sum still fits a 64-bit column."""

# ISO 4217, currencies in use, by the number of their minor digits.
_CURRENCIES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN
       BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
       GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP
       LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
       NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
       SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER
       ZAR ZMW ZWG""",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
CURRENCY_DIGITS = MappingProxyType(
    {code: digits for digits, codes in _CURRENCIES.items() for code in codes.split()}
)

_PLAIN_NUMBER = re.compile(r"(-?)([0-9]{1,30})(?:\.([0-9]{1,30}))?")


def currency_digits(currency: str) -> int:
    """Minor digits of a currency (ISO 4217). Raises Refused ``currency.unknown``."""
    digits = CURRENCY_DIGITS.get(currency)
    if digits is None:
        raise Refused("currency.unknown", currency=currency)
    return digits


def div_half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` as a whole number, halves away from zero: the one rounding."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -((2 * -numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def parts_of(amounts: Sequence[int], millionths: int) -> list[int]:
    """A rate of each amount, each rounded by itself like ``div_half_up``; amounts are >= 0."""
    twice = 2 * millionths
    return [(amount * twice + MILLION) // (2 * MILLION) for amount in amounts]


def share(amount: int, weights: Sequence[int]) -> list[int]:
    """Split ``amount`` by ``weights``: largest remainder, ties to the earlier, exact sum.

    Weights that are all zero split equally; a negative amount is split like its opposite. Raises
    ValueError for a negative weight, and where there is nobody to take an amount.
    """
    if not weights:
        if amount:
            raise ValueError("nobody to share with")
        return []
    if min(weights) < 0:
        raise ValueError("a weight is negative")
    if amount < 0:
        return [-part for part in share(-amount, weights)]
    whole = sum(weights)
    if whole == 0:
        return share(amount, [1] * len(weights))
    parts = [amount * weight // whole for weight in weights]
    left = amount - sum(parts)
    if left:
        rests = [amount * weight % whole for weight in weights]
        for at in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[:left]:
            parts[at] += 1
    return parts


def share_within(amount: int, weights: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """Split ``amount`` by ``weights``, nobody taking more than the room there is.

    What one cannot take goes to the others in proportion; only what nobody can take is lost. The
    parts add up to the smaller of ``amount`` and the sum of the rooms. Amounts are >= 0.
    """
    left = min(amount, sum(rooms))
    taken = [0] * len(rooms)
    takers = [at for at, room in enumerate(rooms) if room > 0]
    while left:
        wanted = share(left, [weights[at] for at in takers])
        for at, part in zip(takers, wanted, strict=True):
            part = min(part, rooms[at] - taken[at])
            taken[at] += part
            left -= part
        takers = [at for at in takers if taken[at] < rooms[at]]
    return taken


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount: whole minor units of one currency. Mixing currencies raises ValueError."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{decimal_text(self)} {self.currency}"

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """An exact rate in millionths: 15 % is 150,000. Up to four decimals of a percent."""

    millionths: int

    def of(self, amount: int) -> int:
        """This rate of an amount of minor units, rounded half up."""
        return div_half_up(amount * self.millionths, MILLION)

    def __str__(self) -> str:
        whole, part = divmod(abs(self.millionths), 10_000)
        decimals = f"{part:04}".rstrip("0")
        sign = "-" if self.millionths < 0 else ""
        return f"{sign}{whole}.{decimals} %" if decimals else f"{sign}{whole} %"


def decimal_text(money: Money) -> str:
    """An amount in major units with all its digits and a point: ``-12.50``, ``1200``, ``0.125``."""
    digits = currency_digits(money.currency)
    sign = "-" if money.minor < 0 else ""
    text = str(abs(money.minor)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else sign + text


def parse_amount(text: str, currency: str) -> Money:
    """Read major units written plainly (``1234.5``): digits, at most one point, a minus sign.

    Raises Refused: ``currency.unknown``; ``amount.malformed`` (not a number, an exponent, a group
    separator, NaN); ``amount.too_precise`` (more decimals than the currency has);
    ``amount.too_large`` (above 10**15 minor units).
    """
    digits = currency_digits(currency)
    sign, whole, decimals = _plain(text, "amount.malformed")
    if len(decimals) > digits:
        raise Refused("amount.too_precise", text=text.strip(), currency=currency, digits=digits)
    minor = int(whole + decimals.ljust(digits, "0"))
    if minor > LARGEST_AMOUNT:
        raise Refused("amount.too_large", text=text.strip())
    return Money(-minor if sign else minor, currency)


def parse_rate(text: str) -> Rate:
    """Read a percentage written plainly (``12.5``), with at most four decimals and no sign.

    Raises Refused ``rate.malformed``, and ``rate.too_large`` above 1,000 percent.
    """
    sign, whole, decimals = _plain(text, "rate.malformed")
    if sign or len(decimals) > 4:
        raise Refused("rate.malformed", text=text.strip()[:40])
    millionths = int(whole + decimals.ljust(4, "0"))
    if millionths > 10 * MILLION:
        raise Refused("rate.too_large", text=text.strip()[:40])
    return Rate(millionths)


def _plain(text: str, code: str) -> tuple[str, str, str]:
    """Sign, whole digits and decimals of a plainly written number."""
    found = _PLAIN_NUMBER.fullmatch(text.strip())
    if found is None:
        raise Refused(code, text=text.strip()[:40])
    return found[1], found[2], found[3] or ""
