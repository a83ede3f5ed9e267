"""What leaves the machine, or would: payment providers, and data about the world outside."""

from pathlib import Path

from salescenter.domain.errors import Refused
from salescenter.gateways.payment import PaymentGateway
from salescenter.gateways.simulated import SimulatedProvider

_SIMULATED = "sim:"


def gateway_at(address: str) -> PaymentGateway:
    """The payment provider with this address: ``sim:PATH`` is the simulated one over that ledger.

    Nothing is opened yet. Raises ``Refused`` (``gateway.address_unknown``) for any other address.
    """
    path = address.removeprefix(_SIMULATED)
    if path == address or not path.strip():
        raise Refused("gateway.address_unknown", address=address)
    return SimulatedProvider(Path(path).expanduser())
