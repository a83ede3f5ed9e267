"""The original files: read whole, every text trimmed, numbers exact."""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

from scripts.adventureworks.repairs import Repairs

Row = Mapping[str, str]

TRIMMED = "blanks taken off the ends of a text"
SPOILED = "a letter that another code page had spoiled put right"
ROUNDED_PRICE = "price of 3 or 4 decimals rounded to cents"
CENT = Decimal("0.01")

# The sign that an acute i becomes when code page 437 is read as Latin-1.
_SPOILED = re.compile(r"(?<=[a-z])\u00a1(?=[a-z])")


class SourceMissing(Exception):
    """The folder is not the one that is meant; the text names what is missing."""


class Source:
    """A folder with the original files."""

    def __init__(self, folder: Path, repairs: Repairs) -> None:
        self._folder = folder
        self._repairs = repairs
        self._tables: dict[str, list[Row]] = {}
        self._indexes: dict[tuple[str, str], dict[str, Row]] = {}

    def table(self, name: str) -> Sequence[Row]:
        """All rows of a file, in its order. Raises SourceMissing when there is no such file."""
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def by(self, name: str, column: str) -> dict[str, Row]:
        """The rows of a file by a column whose values are unique."""
        if (name, column) not in self._indexes:
            self._indexes[name, column] = {row[column]: row for row in self.table(name)}
        return self._indexes[name, column]

    @cached_property
    def sold(self) -> dict[str, Row]:
        """The products with a list price, by id: all others are parts that nobody sells."""
        products = self.table("Product")
        return {row["ProductID"]: row for row in products if Decimal(row["ListPrice"]) > 0}

    def _read(self, name: str) -> list[Row]:
        path = self._folder / f"{name}.csv"
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return [self._clean(name, row) for row in csv.DictReader(file)]
        except FileNotFoundError as error:
            raise SourceMissing(f"{path} is missing: is this the right folder?") from error

    def _clean(self, name: str, row: Mapping[str, str | None]) -> Row:
        made = {}
        for column, text in row.items():
            trimmed = (text or "").strip()
            if trimmed != (text or ""):
                self._repairs.note(TRIMMED, f"{name}.{column}: “{text}”")
            made[column] = _SPOILED.sub("\u00ed", trimmed)
            if made[column] != trimmed:
                self._repairs.note(SPOILED, f"{name}.{column}: {trimmed} is {made[column]}")
        return made


def day(text: str) -> date:
    """The date of a time stamp."""
    return datetime.fromisoformat(text).date()


def cents(amount: Decimal) -> Decimal:
    """An amount rounded to cents, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def price(text: str, what: str, repairs: Repairs) -> Decimal:
    """A price per unit in whole cents; ``what`` names it where it had to be rounded."""
    exact = Decimal(text)
    rounded = cents(exact)
    if rounded != exact:
        repairs.note(ROUNDED_PRICE, f"{what}: {exact.normalize():f} is {rounded}")
    return rounded


def slug(text: str) -> str:
    """A name as a code: small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
