"""The cards of the simulated provider: each has a name that says what will happen.

There are no card numbers here or anywhere; the last four digits are labels that tell one card
from another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from salescenter.domain.errors import NotFound
from salescenter.i18n import N_

BRAND = "SimCard"
EXPIRY = "2049-12"


class Behaviour(StrEnum):
    """What the provider does with a card. The words are kept in its ledger."""

    APPROVES = "approves"
    DECLINES = "declines"
    EXPIRED_CARD = "expired_card"
    APPROVES_LESS = "approves_less"
    GOES_TO_REVIEW = "goes_to_review"
    TIMES_OUT_BEFORE = "times_out_before"
    TIMES_OUT_AFTER = "times_out_after"
    ANSWERS_TWICE = "answers_twice"
    SLOW = "slow"
    DOWN = "down"
    HANGS_UP = "hangs_up"
    NEVER_KEYS_IN = "never_keys_in"


@dataclass(frozen=True, slots=True)
class SimulatedCard:
    """A card the customer may pick by ``name``; ``about`` says what it does (both to translate)."""

    name: str
    about: str
    behaviour: Behaviour
    last_four: str


# Every card the customer may pick, the ordinary ones first.
CARDS = (
    SimulatedCard(
        N_("Approves"),
        N_("The amount is authorized at once."),
        Behaviour.APPROVES,
        "0001",
    ),
    SimulatedCard(
        N_("Declines"),
        N_("The bank declines: not enough money."),
        Behaviour.DECLINES,
        "0002",
    ),
    SimulatedCard(
        N_("Is expired"),
        N_("The bank declines: the card is no longer valid."),
        Behaviour.EXPIRED_CARD,
        "0003",
    ),
    SimulatedCard(
        N_("Approves less"),
        N_("Half of the amount is authorized."),
        Behaviour.APPROVES_LESS,
        "0004",
    ),
    SimulatedCard(
        N_("Goes to review"),
        N_("Somebody at the provider has to look first."),
        Behaviour.GOES_TO_REVIEW,
        "0005",
    ),
    SimulatedCard(
        N_("Times out before"),
        N_("The first request is lost on its way; the next one with its key is authorized."),
        Behaviour.TIMES_OUT_BEFORE,
        "0006",
    ),
    SimulatedCard(
        N_("Times out after"),
        N_("The amount is authorized, but the answer is lost on its way."),
        Behaviour.TIMES_OUT_AFTER,
        "0007",
    ),
    SimulatedCard(
        N_("Answers twice"),
        N_("The amount is authorized once, and the answer is delivered a second time."),
        Behaviour.ANSWERS_TWICE,
        "0008",
    ),
    SimulatedCard(
        N_("Slow"),
        N_("The answer is pending; asked a second time it is authorized."),
        Behaviour.SLOW,
        "0009",
    ),
    SimulatedCard(
        N_("Down"),
        N_("The provider cannot be reached, however often it is tried."),
        Behaviour.DOWN,
        "0010",
    ),
    SimulatedCard(
        N_("Hangs up"),
        N_("The customer breaks off before a card is keyed in."),
        Behaviour.HANGS_UP,
        "0011",
    ),
    SimulatedCard(
        N_("Never keys in"),
        N_("The customer keys nothing in until the time is over."),
        Behaviour.NEVER_KEYS_IN,
        "0012",
    ),
)
_BY_NAME: Mapping[str, SimulatedCard] = MappingProxyType(
    {card.name.casefold(): card for card in CARDS}
)


def card_called(name: str) -> SimulatedCard:
    """The card with this name, in any case; raises ``NotFound`` when there is none."""
    card = _BY_NAME.get(name.strip().casefold())
    if card is None:
        raise NotFound("gateway.card_unknown", name=name)
    return card
