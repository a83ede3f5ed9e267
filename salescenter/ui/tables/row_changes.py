"""From one list of keys to another in runs: what goes, what moves, what comes."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

Run = tuple[int, int]


def runs(places: Sequence[int]) -> Iterator[Run]:
    """Rising places as (first, last) pairs of neighbours."""
    start = last = -2
    for place in places:
        if place != last + 1:
            if start >= 0:
                yield start, last
            start = place
        last = place
    if start >= 0:
        yield start, last


def removed_runs(old: Sequence[Hashable], new: Mapping[Hashable, int]) -> list[Run]:
    """Which rows go, the last first, so that the places of the others stay true."""
    return list(runs([place for place, key in enumerate(old) if key not in new]))[::-1]


def inserted_runs(old: Mapping[Hashable, int], new: Sequence[Hashable]) -> list[Run]:
    """Which rows come, in their places of the new list, the first first."""
    return list(runs([place for place, key in enumerate(new) if key not in old]))
