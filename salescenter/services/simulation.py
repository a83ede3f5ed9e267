"""The customer on the phone, where the payment provider is only a simulation.

A real provider has no such verbs: they are refused wherever money could move.
"""

from dataclasses import dataclass

from salescenter.domain.errors import Refused
from salescenter.domain.permissions import Permission
from salescenter.gateways.payment import PaymentGateway
from salescenter.gateways.simulated import SimulatedProvider
from salescenter.gateways.simulated_cards import CARDS
from salescenter.i18n import _
from salescenter.services.desk import Done
from salescenter.services.gate import Gate
from salescenter.services.verbs import Nothing, Service, reading, staged, wish
from salescenter.services.work import Stage, Work


@wish
class KeyInCard:
    """The customer keys in the card of this name."""

    session_ref: str
    card: str


@dataclass(frozen=True, slots=True)
class SimulatedCard:
    """A card by its name, and what the provider does with it. No number exists."""

    name: str
    about: str


class SimulationService(Service):
    """The verbs of the simulated customer."""

    def __init__(self, gate: Gate, gateway: PaymentGateway) -> None:
        super().__init__(gate)
        self._gateway = gateway

    @reading("simulation.cards", Permission.DESK_READ)
    def cards(self, work: Work, wish: Nothing) -> tuple[SimulatedCard, ...]:
        """List the cards that the simulated customer has; none where the provider is real."""
        if not isinstance(self._gateway, SimulatedProvider):
            return ()
        return tuple(SimulatedCard(card.name, _(card.about)) for card in CARDS)

    @staged("simulation.key_in", Permission.PAYMENT_ADD)
    def key_in(self, stage: Stage, wish: KeyInCard) -> Done:
        """Let the simulated customer key in a card."""
        with stage.transaction():
            pass  # only to see that somebody who may do this is signed on
        if not isinstance(self._gateway, SimulatedProvider):
            raise Refused("simulation.none")
        self._gateway.simulate_customer(wish.session_ref, wish.card)
        return Done()
