"""Reading all files of a folder into rows, each file and each row judged by itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salescenter.domain.card_text import redact
from salescenter.domain.errors import NotFound, Problem
from salescenter.services.transfer.csv_file import RawRow, read_csv
from salescenter.services.transfer.formula_guard import unguarded
from salescenter.services.transfer.nouns import FILES, NOUNS, Key, Noun
from salescenter.services.transfer.pace import Pace
from salescenter.services.transfer.report import RefusedRow
from salescenter.services.transfer.rows import columns, read_row, required_columns
from salescenter.services.transfer.sieve import Line, ReadFile

_EVERY = 1_000


def read_folder(folder: Path, pace: Pace) -> tuple[list[ReadFile], list[RefusedRow]]:
    """The files of a folder in order, and what stands in the folder that is none of them.

    Raises NotFound ``import.no_folder`` and ``import.no_files``.
    """
    if not folder.is_dir():
        raise NotFound("import.no_folder", path=str(folder))
    found = {path.name: path for path in folder.iterdir() if path.suffix.lower() == ".csv"}
    strangers = [
        RefusedRow(name, 0, Problem("import.file_unknown", "", {"known": ", ".join(FILES)}))
        for name in sorted(found.keys() - FILES.keys())
    ]
    if not found:
        raise NotFound("import.no_files", path=str(folder))
    files = [_read(noun, found[noun.file], pace) for noun in NOUNS if noun.file in found]
    return files, strangers


def _read(noun: Noun, path: Path, pace: Pace) -> ReadFile:
    def seen(count: int) -> None:
        if count % _EVERY == 0:
            pace.reading(noun.file, count)

    content = read_csv(path, columns(noun.row), required_columns(noun.row), seen)
    file = ReadFile(noun, count=content.count, is_whole=not content.complaints)
    for complaint in content.complaints:
        file.refused.append(RefusedRow(noun.file, complaint.line, complaint.problem))
    for raw in content.rows:
        _read_row(file, raw)
    pace.has_read(noun.file, content.count)
    return file


def _read_row(file: ReadFile, raw: RawRow) -> None:
    made: Any = read_row(file.noun.row, raw.cells)
    if not isinstance(made, tuple):
        file.lines.append(Line(raw.line, made))
        return
    for problem in made:
        file.refused.append(RefusedRow(file.noun.file, raw.line, _redacted(problem)))
    key = _raw_key(file.noun.key, raw.cells)
    if key is not None:
        file.suspects.add(key)
    owner = file.noun.belongs_to
    if owner is not None and owner.whole:
        owner_key = _raw_key(owner.columns, raw.cells)
        if owner_key is None:
            file.is_whole = False
        else:
            file.broken.add(owner_key)


def _redacted(problem: Problem) -> Problem:
    """Nothing that was refused for being a card's number is repeated in a report."""
    params = {
        name: redact(value) if isinstance(value, str) else value
        for name, value in problem.params.items()
    }
    return Problem(problem.code, problem.field, params)


def _raw_key(names: tuple[str, ...], cells: Mapping[str, str]) -> Key | None:
    """The key of a row that could not be read, as far as its cells tell."""
    if not names or not all(name in cells for name in names):
        return None
    return tuple(unguarded(cells[name]).strip() for name in names)
