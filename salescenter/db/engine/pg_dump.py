"""A copy of a PostgreSQL store, made by the server's own program (decision 23)."""

import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from salescenter.domain.errors import Refused

_MOST_SAID = 500


def dump(url: URL, target: Path) -> None:
    """Let ``pg_dump`` write ``target``, which ``pg_restore`` reads; the password stays outside.

    Raises Refused ``backup.no_pg_dump``, ``backup.pg_dump_failed``.
    """
    program = shutil.which("pg_dump")
    if program is None:
        raise Refused("backup.no_pg_dump")
    address = url.set(drivername="postgresql", password=None).render_as_string()
    command = [
        program,
        "--format=custom",
        "--no-password",
        f"--file={target}",
        f"--dbname={address}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused("backup.pg_dump_failed", detail=done.stderr.strip()[:_MOST_SAID])
