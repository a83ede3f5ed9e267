"""The checkout under test: its root, its files, and whether the full figures are asked for."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FULL = os.environ.get("SALESCENTER_TEST_FULL") == "1"

_MADE_BY_TOOLS = {"__pycache__", "build", "dist", "htmlcov"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project: what git keeps or would, else all not made."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if listing.returncode == 0:
            named = (ROOT / name for name in listing.stdout.split("\0") if name)
            return tuple(sorted({path for path in named if path.is_file()}))
    return tuple(sorted(path for path in ROOT.rglob("*") if path.is_file() and _is_kept(path)))


def _is_kept(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = parts[0].startswith(".") and parts[0] not in {".ci", ".gitignore"}
    return not hidden and not _MADE_BY_TOOLS.intersection(parts)
