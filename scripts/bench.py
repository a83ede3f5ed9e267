"""Measure the desk: ``.venv/bin/python scripts/bench.py`` prints a table, ``--json FILE`` keeps it.

Figures are durations as a person waits for them; the aims are p95 without one sync of the disk.
The stores are made the first time and kept in a folder of their own (``--folder``).
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import bootstrap

_PARTS = ("orders", "search", "window", "desk")
_SIZES = (10_000, 100_000, 1_000_000)
_LENGTHS = (10, 100, 1_000, 10_000)


def main() -> None:
    """Prepare, measure, print."""
    options = _parser().parse_args()
    environment = bootstrap.prepare_or_exit("dev")
    if Path(sys.prefix).resolve() != Path(environment.python).parents[1].resolve():
        import subprocess

        command = [str(environment.python), *sys.argv]
        sys.exit(subprocess.run(command, check=False).returncode)
    _measure(options)


def _measure(options: argparse.Namespace) -> None:
    from salescenter.app import collect_rarely
    from scripts.benchmarks import desk, orders, search, window
    from scripts.benchmarks.measure import Report, machine

    collect_rarely()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    report = Report(machine(folder))
    if "orders" in options.only:
        orders.measure(report, folder, _LENGTHS)
    if "search" in options.only:
        for customers in options.customers:
            search.measure(report, folder, customers)
    if "window" in options.only:
        window.measure(report, folder, options.customers, _LENGTHS)
    if "desk" in options.only:
        desk.measure(report, folder)
    print(report.table())
    if options.json:
        options.json.write_text(json.dumps(report.document(), indent=1), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=bootstrap.ROOT / ".bench")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--customers", type=_numbers, default=list(_SIZES), metavar="N,...")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(_PARTS))
    return parser


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


if __name__ == "__main__":
    main()
