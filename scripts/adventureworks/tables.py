"""The files that are written: their rows, and the way to disk."""

import csv
from collections.abc import Mapping
from pathlib import Path

from salescenter.services.transfer.formula_guard import guarded
from salescenter.services.transfer.nouns import BY_NAME, NOUNS
from salescenter.services.transfer.rows import columns

Value = str | int | bool | object | None


class Tables:
    """Rows by noun, written as one file a noun."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = {}

    def add(self, noun: str, **values: Value) -> None:
        """A row; raises ValueError for a column that the noun does not have."""
        strange = values.keys() - set(columns(BY_NAME[noun].row))
        if strange:
            raise ValueError(f"{noun} has no {sorted(strange)}")
        made = {name: _text(value) for name, value in values.items() if value is not None}
        self.rows.setdefault(noun, []).append(made)

    def count(self, noun: str) -> int:
        """How many rows a noun has."""
        return len(self.rows.get(noun, []))

    def write(self, folder: Path) -> None:
        """One file a noun that has rows, with only the columns that are used."""
        folder.mkdir(parents=True, exist_ok=True)
        for noun in NOUNS:
            rows = self.rows.get(noun.name)
            if rows:
                used = {name for row in rows for name in row}
                names = [name for name in columns(noun.row) if name in used]
                _write(folder / noun.file, names, rows)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guarded(value) if isinstance(value, str) else str(value)


def _write(
    path: Path, names: list[str], rows: list[Mapping[str, str]] | list[dict[str, str]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
