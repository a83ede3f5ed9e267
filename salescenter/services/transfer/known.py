"""What an import can lean on: rows of its own files that are good so far, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from salescenter.domain.store import StoreKind
from salescenter.services.transfer.nouns import Key


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What rows need to know of their store."""

    kind: StoreKind
    currency: str
    country: str
    language: str
    first_channel: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database has already, of all that the files name.

    ``ids`` by noun and key; ``stores`` by code; ``homes`` tells the store of organizations and
    customers by noun and key; ``names`` what items are called, by code.
    """

    ids: Mapping[str, Mapping[Key, int]] = field(default_factory=dict)
    stores: Mapping[str, StoreFacts] = field(default_factory=dict)
    homes: Mapping[str, Mapping[Key, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def has(self, noun: str, key: Key) -> bool:
        """Whether there is such a thing."""
        return key in self.ids.get(noun, {})


class Known:
    """The good rows by noun and key, over what is stored."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self._rows: dict[str, dict[Key, Any]] = {}
        self._first_channels: dict[str, str] = {}

    def add(self, noun: str, key: Key, row: Any) -> None:
        """A good row."""
        self._rows.setdefault(noun, {})[key] = row
        if noun == "channels":
            self._first_channels.setdefault(row.store, row.code)

    def remove(self, noun: str, key: Key) -> None:
        """No longer good."""
        self._rows.get(noun, {}).pop(key, None)

    def row(self, noun: str, key: Key) -> Any | None:
        """A good row of this import."""
        return self._rows.get(noun, {}).get(key)

    def has(self, noun: str, key: Key) -> bool:
        """Whether there is one here or in the database."""
        return self.row(noun, key) is not None or self.stored.has(noun, key)

    def store(self, code: str) -> StoreFacts | None:
        """The facts of a store, new or old."""
        row = self.row("stores", (code,))
        if row is None:
            return self.stored.stores.get(code)
        return StoreFacts(
            row.kind, row.currency, row.country, row.language, self._first_channels.get(code, "")
        )

    def item_name(self, sku: str) -> str:
        """What an item is called."""
        row = self.row("items", (sku,))
        return str(row.name) if row is not None else self.stored.names.get(sku, sku)

    def home(self, noun: str, key: Key) -> str:
        """The code of the store that something belongs to."""
        row = self.row(noun, key)
        return row.store if row is not None else self.stored.homes.get(noun, {}).get(key, "")
