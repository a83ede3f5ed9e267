"""Make the pictures: ``python3 scripts/shots.py FOLDER`` plays the tour into a folder."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import bootstrap


def main() -> None:
    """Prepare, then let the program play."""
    folder = sys.argv[1] if len(sys.argv) > 1 else "pictures"
    environment = bootstrap.prepare_or_exit("runtime")
    command = [str(environment.python), "-m", "salescenter", "run", "--tour", folder]
    sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
