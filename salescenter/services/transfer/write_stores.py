"""Writing stores and what they sell by."""

from collections import defaultdict
from typing import Any

from salescenter.services.transfer.rows_stores import (
    ChannelRow,
    ShipChargeRow,
    ShipMethodRow,
    StoreRow,
    TaxRateRow,
)
from salescenter.services.transfer.stored import read_charge_ids, read_method_ids
from salescenter.services.transfer.writing import Writer, minor


def write_stores(writer: Writer) -> None:
    """Stores, channels, taxes, ship methods and charges."""
    writer.put("store", [_store(row) for row in writer.rows("stores")])
    writer.learn_new("stores", [(row.code,) for row in writer.rows("stores")])
    channels, methods = _places(writer, "channels"), _places(writer, "ship_methods")
    writer.put(
        "store_channel",
        [_channel(row, channels.next(row.store), writer) for row in writer.rows("channels")],
    )
    writer.put("tax_rate", [_tax_rate(row, writer) for row in writer.rows("tax_rates")])
    writer.put(
        "ship_method",
        [_method(row, methods.next(row.store), writer) for row in writer.rows("ship_methods")],
    )
    writer.learn("ship_methods", read_method_ids(writer.uow, writer.store_codes))
    _write_charges(writer)


def _write_charges(writer: Writer) -> None:
    writer.put("ship_charge", [_charge(row, writer) for row in writer.rows("ship_charges")])
    writer.learn("ship_charges", read_charge_ids(writer.uow, writer.store_codes))
    writer.put("ship_charge_step", [_step(row, writer) for row in writer.rows("ship_charge_steps")])


class _Positions:
    """Where the next one of a store stands: after those that are there."""

    def __init__(self, taken: dict[str, int]) -> None:
        self._taken = taken

    def next(self, store: str) -> int:
        self._taken[store] += 1
        return self._taken[store]


def _places(writer: Writer, noun: str) -> _Positions:
    taken: dict[str, int] = defaultdict(int)
    for store, _code in writer.known.stored.ids.get(noun, {}):
        taken[store] += 1
    return _Positions(taken)


def _store(row: StoreRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "kind": str(row.kind),
        "currency": row.currency,
        "language": row.language,
        "country": row.country,
        "time_zone": row.time_zone,
        "offer_version": 1,
        "is_test": False,
    }


def _channel(row: ChannelRow, position: int, writer: Writer) -> dict[str, Any]:
    return {
        "store_id": writer.store_id(row.store),
        "code": row.code,
        "name": row.name,
        "position": position,
    }


def _tax_rate(row: TaxRateRow, writer: Writer) -> dict[str, Any]:
    return {
        "store_id": writer.store_id(row.store),
        "country": row.country,
        "region": row.region or None,
        "category": row.category,
        "rate": row.rate,
        "is_included": row.included,
        "starts": row.starts,
        "name": row.name,
    }


def _method(row: ShipMethodRow, position: int, writer: Writer) -> dict[str, Any]:
    return {
        "store_id": writer.store_id(row.store),
        "code": row.code,
        "name": row.name,
        "position": position,
        "transit_days": row.transit_days,
        "is_active": row.active,
    }


def _charge(row: ShipChargeRow, writer: Writer) -> dict[str, Any]:
    return {
        "method_id": writer.id_of("ship_methods", (row.store, row.method)),
        "country": row.country or None,
        "region": row.region or None,
        "currency": row.currency,
        "base": minor(row.base, row.currency),
        "per_kg": minor(row.per_kg, row.currency),
    }


def _step(row: Any, writer: Writer) -> dict[str, Any]:
    charge = (row.store, row.method, row.country, row.region, row.currency)
    return {
        "ship_charge_id": writer.id_of("ship_charges", charge),
        "amount_from": minor(row.amount_from, row.currency),
        "charge": minor(row.charge, row.currency),
    }
