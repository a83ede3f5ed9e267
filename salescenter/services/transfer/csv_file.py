"""Reading one CSV file: UTF-8, RFC 4180, within limits, every complaint with its line.

Nothing here knows what the columns mean. A file that cannot be read at all is refused as a whole;
a row with too many or too few fields is refused by itself.
"""

import csv
import io
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from salescenter.domain.errors import Problem

LARGEST_FILE = 512 * 1024 * 1024
MOST_ROWS = 2_000_000
LONGEST_FIELD = 20_000
LONGEST_LINE = 1_000_000
_NAMES_OF_OTHERS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_OTHER_SEPARATORS = ";\t|"


@dataclass(frozen=True, slots=True)
class RawRow:
    """The fields of a row by column, as they stand in the file; empty ones are left out."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in a file; line 0 is the file as a whole."""

    line: int
    problem: Problem


@dataclass(slots=True)
class CsvContent:
    """What was read of a file. ``is_whole`` is False when nothing of it can be relied on."""

    rows: list[RawRow] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    count: int = 0
    is_whole: bool = True

    def refuse(self, line: int, code: str, **params: object) -> None:
        """The file as a whole is not taken."""
        self.rows.clear()
        self.is_whole = False
        self.complaints.append(Complaint(line, Problem(code, "", params)))


def read_csv(
    path: Path,
    columns: Sequence[str],
    required: Sequence[str],
    seen: Callable[[int], None] = lambda _rows: None,
) -> CsvContent:
    """The rows of a file that has these columns, in any order; ``seen`` hears of every row."""
    content = CsvContent()
    problem = _unfit(path)
    if problem is not None:
        content.refuse(0, problem, limit=LARGEST_FILE // 1024**2)
        return content
    with path.open("rb") as binary:
        beginning = binary.read(2)
        if beginning in _NAMES_OF_OTHERS:
            content.refuse(0, "import.encoding_other", encoding=_NAMES_OF_OTHERS[beginning])
            return content
        binary.seek(0)
        text = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="strict", newline="")
        _Reader(path, content, columns, required, seen).read(text)
    return content


def _unfit(path: Path) -> str | None:
    """Why a path is not read at all: a link, a device, too large."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return "import.link"
    if not stat.S_ISREG(found.st_mode):
        return "import.not_a_file"
    return "import.file_too_large" if found.st_size > LARGEST_FILE else None


class _Reader:
    """Goes through one file and fills a ``CsvContent``."""

    def __init__(
        self,
        path: Path,
        content: CsvContent,
        columns: Sequence[str],
        required: Sequence[str],
        seen: Callable[[int], None],
    ) -> None:
        self._path = path
        self._content = content
        self._columns = columns
        self._required = required
        self._seen = seen

    def read(self, text: io.TextIOWrapper) -> None:
        reader = csv.reader(_lines(text), strict=True)
        try:
            header = next(reader, None)
            if header is None:
                self._content.refuse(0, "import.empty")
            elif self._header_fits([name.strip() for name in header]):
                self._rows(reader, [name.strip() for name in header])
        except UnicodeDecodeError as error:
            byte = f"0x{error.object[error.start]:02X}"
            self._content.refuse(_undecodable(self._path), "import.encoding", byte=byte)
        except _Unreadable as error:
            self._content.refuse(reader.line_num + 1, error.code, limit=LONGEST_LINE)
        except csv.Error as error:
            self._content.refuse(reader.line_num, "import.csv", detail=str(error))

    def _header_fits(self, header: list[str]) -> bool:
        """Whether all columns are known and all needed ones there; complains of each."""
        if len(header) == 1 and any(mark in header[0] for mark in _OTHER_SEPARATORS):
            self._content.refuse(1, "import.separator")
            return False
        wrong = [("import.column_unknown", name) for name in header if name not in self._columns]
        wrong += [("import.column_twice", name) for name in _twice(header)]
        wrong += [("import.column_missing", name) for name in self._required if name not in header]
        for code, name in wrong:
            known = ", ".join(self._columns)
            self._content.refuse(1, code, column=name[:80], known=known)
        return not wrong

    def _rows(self, reader: Iterator[list[str]], header: list[str]) -> None:
        content, line = self._content, 2
        for fields in reader:
            here, line = line, reader.line_num + 1  # type: ignore[attr-defined]
            if not fields:
                continue
            content.count += 1
            if content.count > MOST_ROWS:
                content.refuse(here, "import.too_many_rows", limit=MOST_ROWS)
                return
            self._row(here, header, fields)
            self._seen(content.count)

    def _row(self, line: int, header: list[str], fields: list[str]) -> None:
        if len(fields) != len(header):
            self._complain(line, "import.field_count", have=len(fields), need=len(header))
        elif any(len(text) > LONGEST_FIELD for text in fields):
            self._complain(line, "import.field_too_long", limit=LONGEST_FIELD)
        else:
            cells = {name: text for name, text in zip(header, fields, strict=True) if text}
            self._content.rows.append(RawRow(line, cells))

    def _complain(self, line: int, code: str, **params: object) -> None:
        self._content.complaints.append(Complaint(line, Problem(code, "", params)))


class _Unreadable(ValueError):
    """A line that is not even looked at."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Physical lines. A zero character is refused: not every engine keeps one."""
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise _Unreadable("import.line_too_long")
        if "\x00" in line:
            raise _Unreadable("import.nul")
        yield line


def _undecodable(path: Path) -> int:
    """The first line that is no UTF-8; a line break is never inside a letter."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0


def _twice(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
