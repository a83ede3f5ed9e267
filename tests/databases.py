"""Real databases for tests: a PostgreSQL server that starts by itself, and migrated templates.

Each test gets its own database, copied from a template that was migrated once a session.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from salescenter.db.engine import Database
from salescenter.db.migrations import migrate

MISSING = (
    "Tests need the PostgreSQL server's programs. Install them (Debian: "
    "apt-get install postgresql) or put their folder on PATH."
)
_Owner = tuple[int, int]
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
)


class ServerMissing(Exception):
    """There is no PostgreSQL on this machine."""


@dataclass(frozen=True)
class Server:
    """A running server of ours."""

    port: int

    def url(self, name: str) -> str:
        return f"postgresql://app@127.0.0.1:{self.port}/{name}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def copy(self, template: str, name: str) -> str:
        """A new database like the template; its URL."""
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(name)

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def running_server() -> Iterator[Server]:
    """A server in a temporary folder, gone afterwards. Raises ServerMissing."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="salescenter-postgresql-"))
    owner = _owner()
    if owner is not None:
        os.chown(folder, *owner)
    try:
        port = _free_port()
        data, log = folder / "data", folder / "log"
        locale = ["-E", "UTF8", "--locale=C"]
        _run(owner, folder, programs / "initdb", "-D", data, "-U", "app", "-A", "trust",
             "--no-sync", *locale)  # fmt: skip
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"port={port}"))
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", log]
        _run(owner, folder, *control, "-o", options, "start")
        try:
            yield Server(port)
        finally:
            _run(owner, folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def migrated_file(path: Path) -> Path:
    """A SQLite store with all tables, closed and without its log beside it."""
    database = Database.open(str(path))
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


def migrated_template(server: Server, name: str = "template_store") -> str:
    """A PostgreSQL database with all tables, to be copied; its name."""
    server.execute(f'CREATE DATABASE "{name}"')
    database = Database.open(server.url(name))
    migrate(database)
    database.close()
    return name


def copied_file(template: Path, path: Path) -> str:
    """A SQLite store like the template; its address."""
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return str(path)


def _programs() -> Path:
    """The folder of the server's programs: pg_config's, Debian's newest, or one on PATH."""
    config = shutil.which("pg_config")
    told = (
        subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if config
        else None
    )
    folders = [Path(told.stdout.strip())] if told else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    folders += [Path(on_path).parent] if on_path else []
    for folder in folders:
        if all((folder / program).exists() for program in _PROGRAMS):
            return folder
    raise ServerMissing(MISSING)


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _owner() -> _Owner | None:
    """Whom the server runs as: it refuses to be root. None for whoever runs the tests."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        raise ServerMissing(MISSING) from None
    return found.pw_uid, found.pw_gid


def _run(owner: _Owner | None, folder: Path, *command: object) -> None:
    who: dict[str, Any] = {}
    if owner is not None:
        who = {"user": owner[0], "group": owner[1], "extra_groups": []}
    # pg_ctl leaves the server behind with its output: a pipe would never end.
    with (folder / "output").open("a") as output:
        done = subprocess.run(
            [str(part) for part in command], cwd=folder, stdout=output, stderr=output,
            check=False, timeout=60, **who,
        )  # fmt: skip
    if done.returncode:
        said = (folder / "output").read_text(errors="replace")
        raise RuntimeError(f"{command[0]} failed: {said[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
