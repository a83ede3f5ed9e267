"""From a row of a file to a value: by its class, strictly, every wrong cell named.

A row class is a frozen dataclass whose fields are the columns; each is annotated with a type of
``cells`` and with what it is ``About``. Columns without a default are required.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from salescenter.domain.errors import Problem
from salescenter.services.transfer.cells import About, Kind

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A column as the help describes it."""

    name: str
    kind: str
    required: bool
    about: str
    example: str


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(row_class: type[Any]) -> TypeAdapter[Any]:
    """Made once a class: it takes longer than reading a thousand rows."""
    if row_class not in _adapters:
        _adapters[row_class] = TypeAdapter(row_class)
    return _adapters[row_class]


def columns(row_class: type[Any]) -> tuple[str, ...]:
    """The columns of a row class."""
    return tuple(field.name for field in fields(row_class))


def required_columns(row_class: type[Any]) -> tuple[str, ...]:
    """Those that every file must have and no row may leave empty."""
    return tuple(field.name for field in fields(row_class) if field.default is MISSING)


def read_row(row_class: type[R], cells: Mapping[str, str]) -> R | tuple[Problem, ...]:
    """The value of a row, or everything that is wrong with it."""
    try:
        value: R = _adapter(row_class).validate_python(cells)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return tuple(_problem(each) for each in found)
    return value


def _problem(error: Mapping[str, Any]) -> Problem:
    column = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "missing":
        return Problem("import.missing", column)
    return Problem(str(error["type"]), column, error.get("ctx", {}).get("params", {}))


def column_notes(row_class: type[Any]) -> Iterator[ColumnNote]:
    """What the help says of the columns, from the class itself."""
    hints = get_type_hints(row_class, include_extras=True)
    needed = required_columns(row_class)
    for name in columns(row_class):
        notes = tuple(_notes(hints[name]))
        kinds = [note for note in notes if isinstance(note, Kind)]
        abouts = [note for note in notes if isinstance(note, About)]
        yield ColumnNote(name, kinds[-1].text, name in needed, abouts[-1].text, abouts[-1].example)


def _notes(hint: Any) -> Iterator[Any]:
    """All notes of an annotation, those of a union's members too."""
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        yield from _notes(inner)
        yield from notes
    else:
        for member in get_args(hint):
            yield from _notes(member)
