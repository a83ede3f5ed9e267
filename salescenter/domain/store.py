"""A store: who sells, in which currency and language, by which taxes and shipping rules."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo


class StoreKind(StrEnum):
    """Consumers, or members of organizations only."""

    B2C = "b2c"
    B2B = "b2b"


@dataclass(frozen=True, slots=True)
class Channel:
    """A business channel: how an order came in (phone, mail, shop)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ShipMethod:
    """A way to deliver; ``transit_days`` are calendar days from leaving to arriving."""

    code: str
    name: str
    transit_days: int


@dataclass(frozen=True, slots=True)
class Store:
    """A store as a CSR selects it. ``offer_version`` rises with everything that prices go by."""

    id: int
    code: str
    name: str
    kind: StoreKind
    currency: str
    language: str
    country: str
    time_zone: str
    offer_version: int
    channels: tuple[Channel, ...] = ()
    methods: tuple[ShipMethod, ...] = ()
    is_test: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the store's dates are meant."""
        return ZoneInfo(self.time_zone)
