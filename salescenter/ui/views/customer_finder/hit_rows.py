"""How a hit reads: as columns, as two lines, and out loud."""

import unicodedata

from salescenter.i18n import N_
from salescenter.ui.tables import Column
from salescenter.ui.views.customer_finder.asked import (
    Hit,
    Marks,
    marked_digits,
    marked_words,
)

_FROM_THE_RIGHT = ("R", "AL")


def place_of(hit: Hit) -> str:
    """Postal code and city in one line."""
    return f"{hit.match.postal_code} {hit.match.city}".strip()


def home_of(hit: Hit) -> str:
    """The organization a customer buys for, and where they are."""
    organization = hit.match.organization
    if any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in organization):
        organization = f"\u2068{organization}\u2069"  # or it turns the digits beside it around
    return ", ".join(part for part in (organization, place_of(hit)) if part)


def reach_of(hit: Hit) -> str:
    """How to reach the customer: what was searched for, else the telephone."""
    match = hit.match
    by_mail = "email" in match.matched and "phone" not in match.matched
    return match.email if by_mail or not match.phone else match.phone


def reach_marks(hit: Hit) -> Marks:
    """The letters or digits of ``reach_of`` that were searched for."""
    reach = reach_of(hit)
    return marked_words(hit, reach) if "@" in reach else marked_digits(hit, reach)


def read_out(hit: Hit) -> str:
    """A hit as it is read to somebody who does not see it."""
    match = hit.match
    parts = (match.name, match.organization, match.number, place_of(hit), reach_of(hit))
    return ", ".join(part for part in parts if part)


WHOLE = Column[Hit]("whole", N_("Customer"), read_out, width=200, stretch=1)

COLUMNS = (
    Column[Hit](
        "name",
        N_("Name"),
        lambda hit: hit.match.name,
        width=170,
        stretch=3,
        narrowest=120,
        marks=lambda hit: marked_words(hit, hit.match.name),
    ),
    Column[Hit](
        "organization",
        N_("Organization"),
        lambda hit: hit.match.organization,
        width=170,
        stretch=3,
        narrowest=120,
        drop=3,
        marks=lambda hit: marked_words(hit, hit.match.organization),
    ),
    Column[Hit](
        "place",
        N_("City"),
        place_of,
        width=140,
        stretch=2,
        narrowest=120,
        marks=lambda hit: marked_words(hit, place_of(hit)),
    ),
    Column[Hit](
        "phone",
        N_("Telephone"),
        lambda hit: hit.match.phone,
        width=150,
        drop=1,
        marks=lambda hit: marked_digits(hit, hit.match.phone),
    ),
    Column[Hit](
        "email",
        N_("E-mail"),
        lambda hit: hit.match.email,
        width=200,
        stretch=2,
        narrowest=160,
        drop=4,
        marks=lambda hit: marked_words(hit, hit.match.email),
    ),
    Column[Hit](
        "number",
        N_("Number"),
        lambda hit: hit.match.number,
        width=96,
        drop=2,
        marks=lambda hit: marked_words(hit, hit.match.number),
    ),
)
