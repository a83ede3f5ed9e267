"""Write the locked requirements anew from pyproject.toml: ``python3 scripts/lock.py``.

Needs the program ``uv``, for locking only. Pins stay as they are unless pyproject.toml forbids
them; ``--upgrade`` moves all of them to the newest that it allows.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.bootstrap import ROOT, SETS

_EXTRAS = {
    "runtime": ("--extra", "postgres"),
    "dev": ("--extra", "postgres", "--group", "dev"),
}
_OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def main() -> None:
    """Lock the sets from the smallest to the largest, each bound by the one before."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("Locking needs the program uv; installing it does not: pip install uv")
    bound: list[str] = []
    for name in SETS:
        target = f"scripts/requirements/{name}.txt"
        _compile(uv, [*_EXTRAS[name], *bound, *sys.argv[1:], "--output-file", target])
        bound = ["--constraint", target]


def _compile(uv: str, arguments: Sequence[str]) -> None:
    command = [uv, "pip", "compile", *_OPTIONS, *arguments, "pyproject.toml"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
