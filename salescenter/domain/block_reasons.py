"""Why an order is held back, in words (decision 34)."""

from collections.abc import Mapping
from types import MappingProxyType

from salescenter.i18n import N_, _

BLOCK_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "address_check": N_("Unusual address"),
        "credit_check": N_("Credit check"),
        "customer_request": N_("Customer's request"),
        "price_override": N_("Price override"),
        "quantity_check": N_("Unusual quantity"),
        "shipping_override": N_("Shipping override"),
        "suspected_fraud": N_("Suspected fraud"),
    }
)


def block_reason(code: str) -> str:
    """The reason of a block in the user's language; a code of another release as it is."""
    return _(BLOCK_REASONS[code]) if code in BLOCK_REASONS else code
