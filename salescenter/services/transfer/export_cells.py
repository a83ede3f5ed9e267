"""From values to the texts of a CSV file that the import reads as the same values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from salescenter.domain.money import Money, decimal_text
from salescenter.services.transfer.formula_guard import guarded

# Columns whose value is in minor units of the row's currency.
_AMOUNTS = frozenset({"amount", "base", "per_kg", "amount_from", "charge"})
_RATES = frozenset({"rate", "percent"})
_WEIGHTS = frozenset({"weight_kg"})


def cells_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row; an empty value is an empty cell."""
    currency = str(row.get("currency") or "")
    return {name: _cell(name, value, currency) for name, value in row.items()}


def _cell(name: str, value: Any, currency: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return _number(name, value, currency)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return guarded(";".join(map(str, value)))
    return guarded(str(value))


def _number(name: str, value: int, currency: str) -> str:
    if name in _AMOUNTS and currency:
        return decimal_text(Money(value, currency))
    if name in _RATES:
        return _decimal(value, 4)
    return _decimal(value, 3) if name in _WEIGHTS else str(value)


def _decimal(value: int, digits: int) -> str:
    whole, rest = divmod(value, 10**digits)
    decimals = f"{rest:0{digits}}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)
