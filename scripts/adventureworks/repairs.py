"""What was put right, left out or decided while converting: counted, with a few examples."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_EXAMPLES = 3


@dataclass(slots=True)
class Repair:
    """One kind of repair."""

    what: str
    count: int = 0
    examples: list[str] = field(default_factory=list)


class Repairs:
    """All repairs of one conversion, in the order in which they first came up."""

    def __init__(self) -> None:
        self._found: dict[str, Repair] = {}

    def note(self, what: str, example: str = "", count: int = 1) -> None:
        """Something was put right; only the first few examples are kept."""
        repair = self._found.setdefault(what, Repair(what))
        repair.count += count
        if example and len(repair.examples) < _EXAMPLES:
            repair.examples.append(example)

    def count(self, what: str) -> int:
        """How often something was put right."""
        return self._found[what].count if what in self._found else 0

    def __iter__(self) -> Iterator[Repair]:
        return iter(self._found.values())

    def lines(self) -> Iterator[str]:
        """The repairs as text."""
        for repair in self:
            yield f"{repair.count:>6}  {repair.what}"
            for example in repair.examples:
                yield f"        for example {example}"
