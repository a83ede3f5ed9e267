"""Whether two customers are likely one person: who is being registered may be here already.

Reasons, the strongest first: the same e-mail address, the same telephone, the same name (misspelt
too) at the same postal code. What was found is shown to the CSR, who decides; nothing is refused.
"""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from salescenter.domain.customer import Customer
from salescenter.domain.search_text import digits, fold
from salescenter.i18n import N_

_SHORT = 5  # letters; a short name forgives one slip, a longer one two
_FEWEST_DIGITS = 6


class TwinReason(StrEnum):
    """Why two customers look like one."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


TWIN_REASONS = {
    TwinReason.EMAIL: N_("the same e-mail address"),
    TwinReason.PHONE: N_("the same telephone"),
    TwinReason.NAME: N_("much the same name at the same postal code"),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the one who is being registered or changed."""

    first_name: str = ""
    last_name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    postal_codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, customer: Customer) -> "Sought":
        """What is known of a customer."""
        return cls(
            customer.first_name,
            customer.last_name,
            customer.emails,
            tuple(phone.digits or phone.text for phone in customer.phones),
            tuple(entry.address.postal_code for entry in customer.addresses),
        )


def twin_reasons(sought: Sought, other: Customer) -> tuple[TwinReason, ...]:
    """Every reason to take the other for the same person, the strongest first."""
    found = Sought.of(other)
    reasons = []
    if _common(map(fold, sought.emails), map(fold, found.emails)):
        reasons.append(TwinReason.EMAIL)
    if _common(map(_number, sought.phones), map(_number, found.phones)):
        reasons.append(TwinReason.PHONE)
    places = _common(map(_code, sought.postal_codes), map(_code, found.postal_codes))
    if places and same_name(sought, found):
        reasons.append(TwinReason.NAME)
    return tuple(reasons)


def same_name(one: Sought, other: Sought) -> bool:
    """Whether two names are one, misspelt or turned round; a first name may be shortened."""
    mine = (fold(one.first_name), fold(one.last_name))
    theirs = (fold(other.first_name), fold(other.last_name))
    return _fits(mine, theirs) or _fits(mine, theirs[::-1])


def _fits(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    first, other_first = mine[0], theirs[0]
    short = bool(first and other_first) and (
        other_first.startswith(first.rstrip(".")) or first.startswith(other_first.rstrip("."))
    )
    return near(mine[1], theirs[1]) and (short or near(first, other_first))


def near(one: str, other: str) -> bool:
    """Whether two folded words are the same but for a slip or two; nothing is near to nothing."""
    if not (one and other):
        return False
    allowed = 1 if min(len(one), len(other)) <= _SHORT else 2
    return int(OSA.distance(one, other, score_cutoff=allowed)) <= allowed


def _common(mine: "map[str]", theirs: "map[str]") -> bool:
    return bool({each for each in mine if each} & set(theirs))


def _number(text: str) -> str:
    """The last digits of a number: with or without a country's code it is the same telephone."""
    found = digits(text)
    return found[-9:] if len(found) >= _FEWEST_DIGITS else ""


def _code(text: str) -> str:
    return fold(text).replace(" ", "")
