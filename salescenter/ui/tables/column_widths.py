"""Sharing the width of a table out among its columns, so that nothing has to scroll sideways."""

from collections.abc import Mapping, Sequence
from typing import Any

from salescenter.ui.tables.column import Column


def fit(columns: Sequence[Column[Any]], room: int, wanted: Mapping[str, int]) -> dict[str, int]:
    """Pixels by column id, together no more than ``room``; a column without room is left out.

    ``wanted`` are widths a person gave. Columns that stretch share what is left, by their weight;
    when even their narrowest do not fit, columns are dropped, the highest ``drop`` first.
    """
    shown = list(columns)
    while True:
        least = sum(_least(column, wanted) for column in shown)
        droppable = [column for column in shown if column.drop]
        if least <= room or not droppable:
            break
        shown.remove(max(droppable, key=lambda column: column.drop))
    widths = {column.id: _least(column, wanted) for column in shown}
    _share(widths, [column for column in shown if column.stretch], room - least, wanted)
    return widths


def _least(column: Column[Any], wanted: Mapping[str, int]) -> int:
    if column.stretch:
        return column.narrowest
    return wanted.get(column.id, column.width)


def _share(
    widths: dict[str, int], elastic: list[Column[Any]], spare: int, wanted: Mapping[str, int]
) -> None:
    """Give what is left first up to the width each wants, then by weight."""
    for column in elastic:
        more = min(max(0, spare), max(0, wanted.get(column.id, column.width) - widths[column.id]))
        widths[column.id] += more
        spare -= more
    weight = sum(column.stretch for column in elastic)
    for column in elastic:
        if spare > 0:
            more = spare * column.stretch // weight
            spare -= more
            weight -= column.stretch
            widths[column.id] += more
