"""Take the AdventureWorks sample data in: ``python3 scripts/import_adventureworks.py FOLDER``.

Makes the environment the first time, then converts and imports; ``--help`` lists the options.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import bootstrap


def main() -> None:
    """Prepare, then become the importer."""
    environment = bootstrap.prepare_or_exit("runtime")
    command = [str(environment.python), "-m", "scripts.adventureworks", *sys.argv[1:]]
    paths = [str(bootstrap.ROOT), os.environ.get("PYTHONPATH", "")]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    sys.stdout.flush()
    sys.exit(subprocess.run(command, env=surroundings, check=False).returncode)


if __name__ == "__main__":
    main()
