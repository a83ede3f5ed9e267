"""Timing: many repetitions, p50, p95 and worst in milliseconds, beside the aim."""

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Figure:
    """One measured thing; ``aim`` is a p95 in milliseconds, None where there is none."""

    name: str
    size: str
    p50: float
    p95: float
    worst: float
    times: int
    aim: float | None = None

    def row(self) -> str:
        """A line of the table."""
        aim = "" if self.aim is None else f"{self.aim:8.1f}"
        missed = " missed" if self.aim is not None and self.p95 > self.aim else ""
        return (
            f"{self.name:<42}{self.size:>16}{self.p50:9.2f}{self.p95:9.2f}{self.worst:9.2f}"
            f"{self.times:7d}{aim:>9}{missed}"
        )


@dataclass
class Report:
    """All figures of a run and what they were measured on."""

    machine: dict[str, Any] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def add(self, name: str, size: str, seconds: list[float], aim: float | None = None) -> None:
        """Add a figure from a list of durations."""
        ordered = sorted(1000 * each for each in seconds)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        figure = Figure(name, size, statistics.median(ordered), p95, ordered[-1], len(ordered), aim)
        self.figures.append(figure)

    def table(self) -> str:
        """The report as text."""
        facts = "\n".join(f"{name}: {value}" for name, value in self.machine.items())
        names = f"{'p50':>9}{'p95':>9}{'worst':>9}{'times':>7}{'aim':>9}"
        head = f"{'milliseconds':<42}{'size':>16}{names}"
        return "\n".join([facts, "", head, *(figure.row() for figure in self.figures)])

    def document(self) -> dict[str, Any]:
        """The report for JSON."""
        return {"machine": self.machine, "figures": [asdict(each) for each in self.figures]}


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Append how long the block took, in seconds."""
    begin = time.perf_counter()
    yield
    into.append(time.perf_counter() - begin)


def repeated(times: int, call: Callable[[], object]) -> list[float]:
    """Durations of so many calls, in seconds."""
    into: list[float] = []
    for _ in range(times):
        with timed(into):
            call()
    return into


def machine(folder: Path) -> dict[str, Any]:
    """What it is measured on, and what one sync of that disk takes."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "disk sync ms (p50)": round(1000 * statistics.median(_syncs(folder)), 3),
        "disk sync ms (p95)": round(1000 * sorted(_syncs(folder))[-3], 3),
    }


def _syncs(folder: Path) -> list[float]:
    into: list[float] = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for place in range(60):
            file.write(b"x" * 4096)
            file.flush()
            with timed(into):
                os.fsync(file.fileno())
            file.seek(place * 4096)
    return into
