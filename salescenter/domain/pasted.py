"""A block of codes and quantities pasted from a mail or a spreadsheet, read line by line.

Nothing is put on the order by reading: each line says what was understood, or why not, and a
person looks at it first. Columns may be parted by tabs, semicolons, commas or wide gaps; quotes,
bullets and numbering of a mail are taken off.
"""

import re
from dataclasses import dataclass
from itertools import islice

from salescenter.domain.entry import ItemEntry, is_code, parse_entry
from salescenter.domain.errors import Problem, Refused
from salescenter.domain.order import MAX_QUANTITY

MAX_LINES = 2_000
_LONGEST = 200
_MOST_DIGITS = 12

_QUOTE = re.compile(r"^(?:[>|]\s*)+")
_BULLET = re.compile(r"^(?:[-*\N{BULLET}\N{EN DASH}\N{MIDDLE DOT}]\s+|\d{1,3}[.)]\s+)")
_COLUMNS = re.compile(r"\t|;|\s{2,}|\s*,\s+|\s*\|\s*")
_UNIT = r"(?:pcs?|pieces?|st(?:k|ck|ück)?|ea|units?|x)\.?"
_COUNT = re.compile(rf"(?P<n>\d+)\s*(?:{_UNIT})?", re.IGNORECASE)
_COUNT_WITH_UNIT = re.compile(rf"(?P<n>\d+)\s*{_UNIT}", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<n>\d{1,6})\s+(?P<rest>\D.*)")
_GROUPED = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+|\d+[.,]0+")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line that says something: its place from 1, its text, and the entry or what is wrong."""

    place: int
    text: str
    entry: ItemEntry | None = None
    problem: Problem | None = None


def read_pasted(block: str) -> tuple[PastedLine, ...]:
    """Every line of the block that is not blank. Raises Refused for more than 2,000 of them."""
    filled = ((place, line) for place, line in enumerate(block.splitlines(), 1) if line.strip())
    lines = list(islice(filled, MAX_LINES + 1))
    if len(lines) > MAX_LINES:
        raise Refused("paste.too_many", most=MAX_LINES)
    return tuple(_line(place, line) for place, line in lines)


def counted_words(entry: ItemEntry) -> ItemEntry | None:
    """``12 drywall screws`` as twelve of them, for where nothing is called so; None if it is not.

    A number before words may belong to them ("18 V drill"): it counts only when that finds nothing.
    """
    found = _COUNTED.fullmatch(entry.text)
    if found is None or entry.quantity != 1 or not 1 <= int(found["n"]) <= MAX_QUANTITY:
        return None
    return ItemEntry(found["rest"], int(found["n"]))


def _line(place: int, line: str) -> PastedLine:
    text = _bare(line)
    if len(text) > _LONGEST:
        return PastedLine(place, text[:_LONGEST], problem=Problem("paste.too_long"))
    try:
        entry = _entry(text)
    except Refused as refusal:
        return PastedLine(place, text, problem=Problem(refusal.code, "", refusal.params))
    if entry is None:
        return PastedLine(place, text, problem=Problem("paste.no_code"))
    return PastedLine(place, text, entry)


def _bare(line: str) -> str:
    return _BULLET.sub("", _QUOTE.sub("", line.strip())).strip()


def _entry(text: str) -> ItemEntry | None:
    """By columns where there are some, else as it would be typed."""
    cells = [cell.strip().strip('"') for cell in _COLUMNS.split(text)]
    cells = [cell for cell in cells if cell]
    if len(cells) > 1:
        found = _of_cells(cells)
        if found is not None:
            return found
    typed = parse_entry(_without_unit(text))
    return typed if any(map(str.isalnum, typed.text)) else None


def _of_cells(cells: list[str]) -> ItemEntry | None:
    """The cell that is a whole number is the quantity; of the others a code goes before words.

    Several numbers: the one nearest to the code. One with a point or comma in it is a price where
    there is a whole one beside it.
    """
    numbers = [at for at, cell in enumerate(cells) if _COUNT.fullmatch(cell)]
    unclear = [at for at, cell in enumerate(cells) if _GROUPED.fullmatch(cell)]
    counts = numbers or unclear
    rest = [at for at in range(len(cells)) if at not in (*numbers, *unclear)]
    named = next((at for at in rest if is_code(cells[at])), None)
    if named is None:
        named = next((at for at in rest if any(map(str.isalpha, cells[at]))), None)
    if named is None and len(counts) > 1:  # a bar code is a number too
        named = max(counts, key=lambda at: len(cells[at]))
        counts = [at for at in counts if at != named]
    if named is None:
        return None
    if not counts:
        return parse_entry(cells[named])
    nearest = min(counts, key=lambda at: (abs(at - named), at < named))
    return ItemEntry(cells[named], _quantity(cells[nearest]))


def _quantity(cell: str) -> int:
    found = _COUNT.fullmatch(cell)
    if found is None:
        raise Refused("paste.quantity_unclear", text=cell)
    count = int(found["n"][:_MOST_DIGITS])
    if not 1 <= count <= MAX_QUANTITY:
        raise Refused("quantity.range", most=MAX_QUANTITY)
    return count


def _without_unit(text: str) -> str:
    """``HW-4411 3 pcs`` as it would be typed: ``HW-4411 3``."""
    words = text.split()
    if len(words) > 2 and re.fullmatch(_UNIT, words[-1], re.IGNORECASE) and words[-2].isdigit():
        return " ".join(words[:-1])
    if len(words) > 1 and (found := _COUNT_WITH_UNIT.fullmatch(words[-1])):
        return " ".join([*words[:-1], found["n"]])
    return text
