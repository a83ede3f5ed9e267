"""What came of an import: how many rows of which file, what was refused and why, what looks odd."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from salescenter.domain.errors import Problem
from salescenter.i18n import N_, _, ngettext


class Mode(StrEnum):
    """What becomes of good rows: everything or nothing, nothing at all, or what is good."""

    ALL_OR_NOTHING = "all_or_nothing"
    DRY_RUN = "dry_run"
    KEEP_GOOD = "keep_good"


_FOLLOWING = frozenset({"import.depends", "import.part_refused"})


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken, and why. ``line`` counts from 1; 0 stands for the whole file."""

    file: str
    line: int
    problem: Problem

    @property
    def field(self) -> str:
        """The column that is wrong; empty where it is the row as a whole."""
        return self.problem.field

    @property
    def follows(self) -> bool:
        """Whether it is only refused because another row is."""
        return self.problem.code in _FOLLOWING

    @property
    def reason(self) -> str:
        """Why, in the user's language."""
        return str(self.problem)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.field}: {self.reason}" if self.field else f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures of the same thing that differ: both are kept, and this says so.

    ``said`` is what the header states, ``found`` what its parts come to, in major units as text.
    """

    file: str
    line: int
    subject: str
    what: str
    said: str
    found: str

    def __str__(self) -> str:
        text = _("{subject}: {what} is stated as {said}, but comes to {found}.")
        words = text.format(
            subject=self.subject, what=_(FIGURES[self.what]), said=self.said, found=self.found
        )
        return f"{self.file}:{self.line}: {words}"


FIGURES = {
    "goods": N_("the value of the goods"),
    "total": N_("the total"),
    "paid": N_("what was paid"),
}


@dataclass(frozen=True, slots=True)
class FileCount:
    """Rows of a file: read, and of these good ones."""

    file: str
    read: int
    good: int

    @property
    def refused(self) -> int:
        """Rows that are not taken."""
        return self.read - self.good


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import. ``written`` is whether the store has changed."""

    mode: Mode
    written: bool
    files: tuple[FileCount, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused."""
        return not self.refused

    @property
    def rows(self) -> int:
        """How many rows were good, over all files."""
        return sum(count.good for count in self.files)

    def count(self, noun: str) -> FileCount:
        """The figures of one noun's file; zeros where there was none."""
        name = f"{noun}.csv"
        found = [count for count in self.files if count.file == name]
        return found[0] if found else FileCount(name, 0, 0)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The report as text, for a terminal or a file."""
        yield self.summary()
        for count in self.files:
            yield _("{file}: {good} of {read} rows").format(
                file=count.file, good=count.good, read=count.read
            )
        yield from _listed(_("Refused:"), [row for row in self.refused if not row.follows])
        following = [row for row in self.refused if row.follows]
        yield from _listed(_("Refused because of these:"), following)
        title = _("Figures that contradict each other; both were kept:")
        yield from _listed(title, self.contradictions)

    def summary(self) -> str:
        """The outcome in one sentence."""
        problems = ngettext("{count} problem", "{count} problems", len(self.refused)).format(
            count=len(self.refused)
        )
        rows = ngettext("{count} row", "{count} rows", self.rows).format(count=self.rows)
        if self.mode is Mode.DRY_RUN:
            return _("Dry run: {rows} good, {problems}. Nothing was written.").format(
                rows=rows, problems=problems
            )
        if not self.written:
            return _("Nothing was written: {problems}.").format(problems=problems)
        if self.refused:
            return _("{rows} written; {problems} left out.").format(rows=rows, problems=problems)
        return _("{rows} written.").format(rows=rows)


def _listed(title: str, things: Sequence[object]) -> Iterator[str]:
    """A part of the report; nothing where there is nothing to list."""
    if things:
        yield ""
        yield title
        yield from map(str, things)
