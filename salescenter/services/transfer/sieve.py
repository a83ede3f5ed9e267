"""Sorting the rows of all files: good ones, and refused ones with the reason.

A row is refused for what stands in it, for what it names that is not there, for being there twice
or already, and for leaning on a row that was refused. A part that is refused takes with it what it
is a part of (an order without one of its lines would be another order), until nothing changes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salescenter.domain.errors import Problem
from salescenter.i18n import _
from salescenter.services.transfer.known import Known, Stored
from salescenter.services.transfer.nouns import BY_NAME, NOUNS, TITLES, Key, Noun, Reference, shown
from salescenter.services.transfer.report import FileCount, RefusedRow

Check = Callable[[Any, Known], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its place."""

    number: int
    row: Any


@dataclass(slots=True)
class ReadFile:
    """What was read of one noun's file before rows are compared with others.

    ``suspects`` are the keys of refused rows as far as they could be read: what leans on them is
    refused for that reason. ``broken`` are keys of what refused rows are a part of; where that
    could not be made out, the file is not whole.
    """

    noun: Noun
    lines: list[Line] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    suspects: set[Key] = field(default_factory=set)
    broken: set[Key] = field(default_factory=set)
    count: int = 0
    is_whole: bool = True


class Sieve:
    """Keeps the good rows and tells why others are not."""

    def __init__(
        self, files: Sequence[ReadFile], stored: Stored, checks: Mapping[str, Check]
    ) -> None:
        self.known = Known(stored)
        self._files = {file.noun.name: file for file in files}
        self._checks = checks
        self._good: dict[str, list[Line]] = {}
        self._bad: dict[str, set[Key]] = {}
        self._refused: list[RefusedRow] = []

    def sift(self) -> None:
        """Sort all rows."""
        for noun in NOUNS:
            file = self._files.get(noun.name)
            if file is not None:
                self._bad.setdefault(noun.name, set()).update(file.suspects)
                self._refused += file.refused
                self._sift_file(file)
        for file in self._files.values():
            self._break_wholes(file)
        self._settle()

    def good(self, noun: str) -> list[Line]:
        """The rows of a noun that can be taken, in file order."""
        return self._good.get(noun, [])

    def refuse(self, noun: str, problems: Sequence[tuple[Line, Problem]]) -> None:
        """Not these after all, for reasons found when they were put together with their parts."""
        if self._strike(BY_NAME[noun], {id(line): problem for line, problem in problems}):
            self._settle()

    def refused(self) -> tuple[RefusedRow, ...]:
        """Everything that is not taken, by file and line."""
        order = {noun.file: place for place, noun in enumerate(NOUNS)}
        places = sorted(self._refused, key=lambda each: (order.get(each.file, -1), each.line))
        return tuple(places)

    def counts(self) -> tuple[FileCount, ...]:
        """Figures by file."""
        return tuple(
            FileCount(noun.file, self._files[noun.name].count, len(self.good(noun.name)))
            for noun in NOUNS
            if noun.name in self._files
        )

    def _sift_file(self, file: ReadFile) -> None:
        kept = self._good.setdefault(file.noun.name, [])
        seen: dict[Key, int] = {}
        for line in file.lines:
            problems = list(self._problems(file.noun, line, seen))
            if problems:
                self._note(file.noun, line, problems)
            else:
                kept.append(line)
                self._remember(file.noun, line)

    def _problems(self, noun: Noun, line: Line, seen: dict[Key, int]) -> Iterator[Problem]:
        key = noun.key_of(line.row)
        if key is not None:
            if key in seen:
                params = {"what": _(TITLES[noun.name]), "key": shown(key), "line": seen[key]}
                yield Problem("import.twice", noun.key[-1], params)
                return
            seen[key] = line.number
            if self.known.stored.has(noun.name, key):
                yield Problem("import.already_there", noun.key[-1], _named(noun.name, key))
                return
        leans = [problem for each in noun.references for problem in self._leans(each, line.row)]
        yield from leans
        if not leans and noun.name in self._checks:
            yield from self._checks[noun.name](line.row, self.known)

    def _leans(self, reference: Reference, row: Any) -> Iterator[Problem]:
        """What is wrong with what a row names."""
        key = reference.key(row)
        if key is None or self.known.row(reference.noun, key) is not None:
            return
        if self.known.stored.has(reference.noun, key) and not reference.within:
            return
        yield Problem(
            self._missing_code(reference, key), reference.columns[-1], _named(reference.noun, key)
        )

    def _missing_code(self, reference: Reference, key: Key) -> str:
        if self.known.stored.has(reference.noun, key):
            return "import.only_new"
        return "import.depends" if key in self._bad.get(reference.noun, ()) else "import.unknown"

    def _remember(self, noun: Noun, line: Line) -> None:
        key = noun.key_of(line.row)
        if key is not None:
            self.known.add(noun.name, key, line.row)

    def _note(self, noun: Noun, line: Line, problems: Sequence[Problem]) -> None:
        self._refused += [RefusedRow(noun.file, line.number, each) for each in problems]
        key = noun.key_of(line.row)
        if key is not None and self.known.row(noun.name, key) is None:
            self._bad.setdefault(noun.name, set()).add(key)
        owner = noun.belongs_to
        owner_key = owner.key(line.row) if owner is not None else None
        if owner is not None and owner.whole and owner_key is not None:
            self._files[noun.name].broken.add(owner_key)

    def _break_wholes(self, file: ReadFile) -> None:
        """A file of parts that could not be read leaves nobody whole."""
        owner = file.noun.belongs_to
        if not file.is_whole and owner is not None and owner.whole:
            owning = BY_NAME[owner.noun]
            keys = [owning.key_of(line.row) for line in self.good(owner.noun)]
            file.broken.update(key for key in keys if key is not None)

    def _settle(self) -> None:
        """Refuse what lost a part, and what leans on what was refused, until nothing changes."""
        while any([self._strike_owners(), self._strike_leaning()]):
            pass

    def _strike_owners(self) -> bool:
        changed = False
        for file in self._files.values():
            owner = file.noun.belongs_to
            if owner is None or not owner.whole or not file.broken:
                continue
            owning, broken = BY_NAME[owner.noun], file.broken
            problem = Problem("import.part_refused", "", {"what": _(TITLES[file.noun.name])})
            lost = [each for each in self.good(owner.noun) if owning.key_of(each.row) in broken]
            changed |= self._strike(owning, {id(each): problem for each in lost})
        return changed

    def _strike_leaning(self) -> bool:
        changed = False
        for noun in NOUNS:
            if not any(self._bad.get(each.noun) for each in noun.references):
                continue
            lost = {}
            for line in self.good(noun.name):
                found = [each for ref in noun.references for each in self._leans(ref, line.row)]
                if found:
                    lost[id(line)] = found[0]
            changed |= self._strike(noun, lost)
        return changed

    def _strike(self, noun: Noun, problems: Mapping[int, Problem]) -> bool:
        """Take lines (by identity) out of the good ones."""
        if not problems:
            return False
        kept = []
        for line in self.good(noun.name):
            problem = problems.get(id(line))
            if problem is None:
                kept.append(line)
                continue
            key = noun.key_of(line.row)
            if key is not None:
                self.known.remove(noun.name, key)
            self._note(noun, line, [problem])
        self._good[noun.name] = kept
        return True


def _named(noun: str, key: Key) -> dict[str, object]:
    return {"what": _(TITLES[noun]), "key": shown(key)}
