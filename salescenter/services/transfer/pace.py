"""How far an import is, as a share of the whole."""

from typing import Protocol

from salescenter.i18n import _
from salescenter.services.transfer.nouns import NOUNS

# Reading and judging take about as long as writing.
_READ = 0.5


class Progress(Protocol):
    """Told how far long work is: a share from 0 to 1, and what is being done."""

    def __call__(self, share: float, label: str = "") -> None:
        """Called now and then; raising here breaks the import off, and nothing is written."""


def silent(share: float, label: str = "") -> None:
    """Progress that nobody watches."""


class Pace:
    """Turns rows that are read and written into a share."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = 0
        self._rows = 0
        self._written: dict[str, int] = {}

    def reading(self, file: str, rows: int) -> None:
        """So many rows of a file are read."""
        label = _("Reading {file}, {rows} rows").format(file=file, rows=rows)
        self._progress(_READ * self._files / len(NOUNS), label)

    def has_read(self, file: str, rows: int) -> None:
        """A file is read to its end."""
        self._files += 1
        self.reading(file, rows)

    def starts_writing(self, rows: int) -> None:
        """So many rows are going to be written; from the beginning, where it starts anew."""
        self._rows = rows
        self._written.clear()

    def writing(self, file: str, rows: int) -> None:
        """So many rows of a file are written."""
        self._written[file] = rows
        share = _READ + (1 - _READ) * sum(self._written.values()) / max(1, self._rows)
        self._progress(min(1.0, share), _("Writing {file}").format(file=file))
