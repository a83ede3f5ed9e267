"""A copy of the whole store in one file, and taking such a copy back; acts as the system.

Beside the copy lies its manifest: what it is a copy of, how large, its hash, and the last seal, by
which a later rewrite of the store's past can be shown (decision 3).
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from salescenter import __version__
from salescenter.db.engine import Database, alone, require_safe_place, store_file
from salescenter.db.engine.copies import copy_file, counts_in, require_sound
from salescenter.db.migrations import newest, schema_version
from salescenter.db.seals import Seals
from salescenter.domain.errors import Refused
from salescenter.i18n import _
from salescenter.services.transfer.pace import Progress

_FORMAT = 1
_CHUNK = 4 * 1024 * 1024
_LARGEST_MANIFEST = 100_000


@dataclass(frozen=True, slots=True)
class LastSeal:
    """The newest seal of the store when it was copied."""

    last_journal_id: int
    entries: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is. ``size`` in bytes; ``counts`` of rows by table, empty for a server's."""

    format: int
    program: str
    engine: str
    schema: str
    made_at: datetime
    size: int
    sha256: str
    seal: LastSeal | None
    counts: dict[str, int]


_MANIFEST = TypeAdapter(Manifest)


def manifest_of(backup: Path) -> Path:
    """Where the manifest of a backup lies."""
    return backup.with_name(backup.name + ".manifest.json")


def back_up(database: Database, target: Path, progress: Progress) -> Manifest:
    """Copy the store into ``target`` while others work on; its manifest lies beside it.

    Raises Refused ``backup.there`` (nothing is overwritten), ``backup.itself``,
    ``backup.no_pg_dump``. Broken off, it leaves nothing behind.
    """
    beside = manifest_of(target)
    if store_file(database.address) == target:
        raise Refused("backup.itself", path=str(target))
    for path in (target, beside):
        if path.exists() or path.is_symlink():
            raise Refused("backup.there", path=str(path))
    progress(0.05, _("Sealing the journal"))
    database.attempt(lambda uow: Seals(uow).seal(at_once=True))
    with _gone_when_broken_off(target, beside):
        # What is sealed now is in the copy, whatever is written meanwhile.
        with database.read() as uow:
            now, seal = uow.now, Seals(uow).last()
        progress(0.1, _("Copying the store"))
        database.backup_copy(target)
        progress(0.7, _("Checking the copy"))
        is_file = database.engine_name == "sqlite"
        if is_file:
            require_sound(target)
        manifest = Manifest(
            format=_FORMAT,
            program=__version__,
            engine=database.engine_name,
            schema=schema_version(database) or "",
            made_at=now,
            size=target.stat().st_size,
            sha256=_hash(target, lambda share: progress(0.75 + 0.25 * share)),
            seal=LastSeal(*seal) if seal is not None else None,
            counts=counts_in(target) if is_file else {},
        )
        _write_private(beside, _MANIFEST.dump_json(manifest, indent=2) + b"\n")
    return manifest


def checked_manifest(backup: Path, progress: Progress) -> Manifest:
    """The manifest of a backup that is still what it was.

    Raises Refused ``backup.no_manifest``, ``backup.changed``, ``schema.newer``,
    ``backup.by_server``.
    """
    beside = manifest_of(backup)
    try:
        with beside.open("rb") as file:
            manifest = _MANIFEST.validate_json(file.read(_LARGEST_MANIFEST), strict=True)
    except (OSError, ValidationError) as error:
        raise Refused("backup.no_manifest", path=str(beside)) from error
    if not backup.is_file():
        raise Refused("backup.changed", path=str(backup))
    if manifest.engine != "sqlite":
        raise Refused("backup.by_server")
    if manifest.format > _FORMAT or manifest.schema > newest():
        raise Refused("schema.newer", address=str(backup), found=manifest.schema)
    digest = _hash(backup, lambda share: progress(0.5 * share, _("Checking the backup")))
    if (backup.stat().st_size, digest) != (manifest.size, manifest.sha256):
        raise Refused("backup.changed", path=str(backup))
    require_sound(backup)
    return manifest


def restore(address: str, backup: Path, progress: Progress) -> Path | None:
    """Put a backup in place of a store; where the copy of what was there is, None: nothing was.

    Nothing happens before the backup is checked and what is there has been copied; the exchange
    is one transaction. Raises Refused like ``checked_manifest``, ``database.in_use`` while
    anybody has the store open, ``database.foreign`` for what is no store.
    """
    path = store_file(address)
    if path is None:
        raise Refused("backup.by_server")
    if path == backup:
        raise Refused("backup.itself", path=str(path))
    checked_manifest(backup, progress)
    require_safe_place(path)
    if not path.exists() or not path.stat().st_size:
        _put_new(path, backup)
        progress(1.0, _("Restoring"))
        return None
    with alone(path) as held:
        if not held.is_store():
            raise Refused("database.foreign", address=str(path))
        progress(0.6, _("Copying what is there"))
        safety = _safety_name(path)
        held.copy_to(safety)
        progress(0.8, _("Restoring"))
        held.become(backup)
    return safety


def _put_new(path: Path, backup: Path) -> None:
    """Where no store is: the backup's content under a name of its own, then the store's."""
    path.unlink(missing_ok=True)  # an empty file is nobody's
    with _gone_when_broken_off(path):
        copy_file(backup, path)


def _safety_name(path: Path) -> Path:
    number = 1
    while (target := path.with_name(f"{path.name}.before-restore-{number}")).exists():
        number += 1
    return target


@contextmanager
def _gone_when_broken_off(*paths: Path) -> Iterator[None]:
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            for path in paths:
                path.unlink(missing_ok=True)


def _write_private(path: Path, content: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.chmod(0o600)
    path.write_bytes(content)


def _hash(path: Path, progress: Callable[[float], None]) -> str:
    digest, size, done = hashlib.sha256(), max(1, path.stat().st_size), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(done / size)
    return digest.hexdigest()
