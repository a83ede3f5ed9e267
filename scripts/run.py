"""Start Sales Center from a checkout: ``python3 scripts/run.py``.

Makes the environment the first time, then hands every argument on to ``salescenter run``;
``python3 scripts/run.py --help`` lists them.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import bootstrap


def main() -> None:
    """Prepare, then become the program."""
    environment = bootstrap.prepare_or_exit("runtime")
    command = [str(environment.python), "-m", "salescenter", "run", *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    sys.stdout.flush()
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
