"""Importing a folder of CSV files (the files are described in ``import.md`` of the help).

All files are read and judged before anything is written; then everything is written in one
transaction, so that an interruption leaves nothing half done. What is there already is never
changed.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from salescenter.db.engine import Database
from salescenter.db.errors import AlreadyThere, CommitUnknown
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.errors import Refused
from salescenter.services.transfer.assembly import Assembled, assemble
from salescenter.services.transfer.checks import CHECKS
from salescenter.services.transfer.known import Stored
from salescenter.services.transfer.nouns import Key
from salescenter.services.transfer.pace import Pace, Progress, silent
from salescenter.services.transfer.reading import read_folder
from salescenter.services.transfer.report import ImportReport, Mode, RefusedRow
from salescenter.services.transfer.sieve import ReadFile, Sieve
from salescenter.services.transfer.stored import read_stored
from salescenter.services.transfer.write_catalogue import write_catalogue
from salescenter.services.transfer.write_customers import write_customers
from salescenter.services.transfer.write_orders import write_orders
from salescenter.services.transfer.write_promotions import write_promotions
from salescenter.services.transfer.write_stores import write_stores
from salescenter.services.transfer.writing import Writer

# Rows of these change what open orders cost.
_OFFER = ("prices", "promotions", "tax_rates", "ship_methods", "ship_charges")


def import_folder(
    database: Database,
    folder: Path,
    mode: Mode = Mode.ALL_OR_NOTHING,
    progress: Progress = silent,
) -> ImportReport:
    """Take in what the files of a folder hold; the report says what was refused, and why.

    Raises NotFound when there is nothing to import, Refused ``import.store_changed`` when somebody
    else wrote the same things meanwhile, ``import.outcome_unknown`` when the connection was lost
    at the very end, Busy when the store could not be written; nothing is written then.
    """
    pace = Pace(progress)
    files, strangers = read_folder(folder, pace)
    wanted = _wanted(files)
    with database.read() as uow:
        stored = read_stored(uow, wanted)
    sieve = Sieve(files, stored, CHECKS)
    sieve.sift()
    made = assemble(sieve)
    refused = (*strangers, *sieve.refused())
    written = _may_write(mode, sieve, refused)
    if written:
        _write(database, sieve, made, wanted, pace)
    return ImportReport(mode, written, sieve.counts(), refused, made.contradictions)


def _may_write(mode: Mode, sieve: Sieve, refused: Iterable[RefusedRow]) -> bool:
    if mode is Mode.DRY_RUN or (mode is Mode.ALL_OR_NOTHING and any(refused)):
        return False
    return any(count.good for count in sieve.counts())


def _wanted(files: Iterable[ReadFile]) -> Mapping[str, set[Key]]:
    """All keys that rows have or name, by noun."""
    wanted: dict[str, set[Key]] = {}
    for file in files:
        for line in file.lines:
            own = file.noun.key_of(line.row)
            if own is not None:
                wanted.setdefault(file.noun.name, set()).add(own)
            for reference in file.noun.references:
                key = reference.key(line.row)
                if key is not None:
                    wanted.setdefault(reference.noun, set()).add(key)
    return wanted


def _write(
    database: Database,
    sieve: Sieve,
    made: Assembled,
    wanted: Mapping[str, set[Key]],
    pace: Pace,
) -> None:
    def work(uow: UnitOfWork) -> None:
        _require_same(sieve.known.stored, read_stored(uow, wanted))
        pace.starts_writing(sum(count.good for count in sieve.counts()))
        writer = Writer(uow, sieve, pace)
        write_stores(writer)
        write_catalogue(writer)
        write_promotions(writer, made.promotions)
        write_customers(writer)
        write_orders(writer, made.orders)
        _raise_offer_versions(writer)

    try:
        database.attempt(work)
    except AlreadyThere as error:
        raise Refused("import.store_changed") from error
    except CommitUnknown as error:
        raise Refused("import.outcome_unknown") from error


def _require_same(before: Stored, now: Stored) -> None:
    """The rows were judged by what was there then; raises Refused when that is no longer so."""
    if before != now:
        raise Refused("import.store_changed")


def _raise_offer_versions(writer: Writer) -> None:
    """Open orders of stores that were there before are priced anew."""
    old = writer.known.stored.stores
    codes = {row.store for noun in _OFFER for row in writer.rows(noun)}
    for code in sorted(codes & old.keys()):
        writer.uow.stores.raise_offer_version(writer.store_id(code))
