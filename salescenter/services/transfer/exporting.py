"""Writing a folder of CSV files that the import reads (``import.md`` of the help).

Every row is read back by the import's own reader before it is written: what the files cannot hold,
and what stands there twice, is left out with all that leans on it, and counted in the report.
Files appear under their names only when all of them are complete.
"""

import csv
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from salescenter.db.engine import Database
from salescenter.db.exports import NOUNS as STORED_NOUNS
from salescenter.db.exports import rows_of
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.errors import Refused
from salescenter.i18n import _
from salescenter.services.transfer.export_cells import cells_of
from salescenter.services.transfer.export_promotions import promotion_rows
from salescenter.services.transfer.nouns import BY_NAME, FILES, NOUNS, Key, Noun
from salescenter.services.transfer.pace import Progress, silent
from salescenter.services.transfer.rows import columns, read_row

_PROMOTIONS = ("promotions", "promotion_ranges", "promotion_items", "promotion_codes")
_NOT_YET = frozenset({"orders", "order_items", "order_payments"})
_TELL_EVERY = 1_000

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """How many rows of each file were written, and how many the files could not hold."""

    written: Mapping[str, int]
    left_out: Mapping[str, int]

    def __str__(self) -> str:
        lines = [
            _("{file}: {count} rows").format(file=BY_NAME[name].file, count=count)
            for name, count in self.written.items()
        ]
        lines += [
            _("{file}: {count} rows left out, these files cannot hold them").format(
                file=BY_NAME[name].file, count=count
            )
            for name, count in self.left_out.items()
        ]
        return "\n".join(lines)


@dataclass(slots=True)
class _Tally:
    """What was written so far: keys by noun, since rows may lean only on rows that are there."""

    keys: dict[str, set[Key]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def export_folder(database: Database, folder: Path, progress: Progress = silent) -> ExportReport:
    """Write everything but orders into ``folder``, as it is in one instant.

    Raises Refused ``export.there`` where such a file is there already; nothing is overwritten.
    Broken off, it leaves nothing behind.
    """
    _require_room(folder)
    tally = _Tally()
    with _beside(folder) as unfinished:
        with database.read() as uow:
            nouns = [noun for noun in NOUNS if noun.name not in _NOT_YET]
            for place, noun in enumerate(nouns):
                label = _("Writing {file}").format(file=noun.file)
                tell = partial(progress, place / len(nouns), label)
                _write(noun, _rows(uow, noun, tally), unfinished, tally, tell)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_room(folder)
        for file in sorted(unfinished.iterdir()):
            file.replace(folder / file.name)
    left_out = {name: count for name, count in tally.left_out.items() if count}
    return ExportReport(dict(tally.written), left_out)


def _require_room(folder: Path) -> None:
    for name in FILES:
        if (folder / name).exists():
            raise Refused("export.there", path=str(folder / name))


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder of the owner's own on the same disk, gone afterwards."""
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _rows(uow: UnitOfWork, noun: Noun, tally: _Tally) -> Iterable[Row]:
    if noun.name in _PROMOTIONS:
        rows, lost = promotion_rows(uow, noun.name)
        tally.left_out[noun.name] += lost
        return rows
    if noun.name not in STORED_NOUNS:
        raise KeyError(noun.name)
    found = (dict(row._mapping) for row in rows_of(uow, noun.name))
    return _from_above(found) if noun.name == "categories" else found


def _from_above(rows: Iterable[Row]) -> Iterator[Row]:
    """Categories, each below its parent, whichever was made first."""
    waiting = list(rows)
    while waiting:
        codes = {row["code"] for row in waiting}
        yield from (row for row in waiting if row["parent"] not in codes)
        waiting = [row for row in waiting if row["parent"] in codes]


def _write(
    noun: Noun, rows: Iterable[Row], folder: Path, tally: _Tally, tell: Callable[[], None]
) -> None:
    tell()
    names = columns(noun.row)
    handle = os.open(folder / noun.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    keys = tally.keys.setdefault(noun.name, set())
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for number, row in enumerate(rows, start=1):
            cells = cells_of(row)
            value = _read_back(noun, cells, tally)
            key = noun.key_of(value) if value is not None else None
            if value is None or key in keys:
                tally.left_out[noun.name] += 1
                continue
            if key is not None:
                keys.add(key)
            writer.writerow([cells.get(name, "") for name in names])
            tally.written[noun.name] += 1
            if number % _TELL_EVERY == 0:
                tell()
    tally.written.setdefault(noun.name, 0)


def _read_back(noun: Noun, cells: Mapping[str, str], tally: _Tally) -> Any:
    """The value that the import will read; None where it will read none, or half of one."""
    value = read_row(noun.row, {name: text for name, text in cells.items() if text})
    if isinstance(value, tuple):
        return None
    for reference in noun.references:
        key = reference.key(value)
        if key is not None and key not in tally.keys.get(reference.noun, ()):
            return None
    return value
