"""The whole conversion: a folder of original files becomes a folder of files to import."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.adventureworks.catalogue import convert_catalogue
from scripts.adventureworks.dates import (
    SHIFTED_OFFERS,
    SHIFTED_ORDERS,
    Shift,
    shift_to,
)
from scripts.adventureworks.offers import convert_offers
from scripts.adventureworks.orders import convert_orders
from scripts.adventureworks.people import People
from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Source
from scripts.adventureworks.stores import convert_stores
from scripts.adventureworks.tables import Tables


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was converted, and every repair."""

    tables: Tables
    repairs: Repairs


def convert(folder: Path, today: date, *, shift_dates: bool = False) -> Conversion:
    """All files converted. Raises SourceMissing when one is not there."""
    repairs, tables = Repairs(), Tables()
    source = Source(folder, repairs)
    shift = shift_to(today, source) if shift_dates else Shift()
    convert_stores(source, tables, repairs)
    convert_catalogue(source, tables, repairs, today)
    convert_offers(source, tables, repairs, shift)
    people = People(source, tables, repairs)
    people.convert()
    convert_orders(source, people, tables, repairs, shift)
    if shift_dates:
        _note_shift(shift, tables, repairs)
    return Conversion(tables, repairs)


def _note_shift(shift: Shift, tables: Tables, repairs: Repairs) -> None:
    orders, offers = tables.count("orders"), tables.count("promotions")
    repairs.note(SHIFTED_ORDERS.format(days=shift.orders.days), count=orders)
    repairs.note(SHIFTED_OFFERS.format(days=shift.offers.days), count=offers)
