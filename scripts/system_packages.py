"""What the operating system must bring: libraries for Qt, a PostgreSQL server for the tests.

On Debian, as root, what is missing is installed; elsewhere a sentence names it. macOS and Windows
need no libraries beside Qt's own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.steps import SetUpFailed, run_step, say

# Library -> Debian package. Qt's own message names libxcb-cursor0 whatever is missing.
_DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

NO_POSTGRESQL = (
    "The tests need the server programs of PostgreSQL (initdb, pg_ctl). On Debian and Ubuntu: "
    "apt-get install postgresql. On macOS: brew install postgresql. On Windows: the installer of "
    "PostgreSQL. They are looked for with pg_config, in the usual folders and on the PATH."
)
_POSTGRESQL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)


def missing_libraries(ldd_output: str) -> list[str]:
    """The libraries that ``ldd`` did not find, each once, in alphabetical order."""
    lines = ldd_output.splitlines()
    return sorted({line.split()[0] for line in lines if line.endswith("=> not found")})


def debian_packages(libraries: Sequence[str]) -> list[str]:
    """The Debian packages of some libraries; a library that is not known stands for itself."""
    return sorted({_DEBIAN_PACKAGES.get(library, library) for library in libraries})


def ensure_qt_libraries(environment: Path) -> None:
    """See that Qt finds its libraries: always for drawing without a screen, and X11's if in use.

    Raises ``SetUpFailed`` where even drawing without a screen is impossible.
    """
    if not sys.platform.startswith("linux"):
        return
    qt = next(environment.glob("lib/python*/site-packages/PySide6/Qt/plugins/platforms"))
    if missing := _ensure(qt / "libqoffscreen.so"):
        raise SetUpFailed(_libraries_sentence(missing))
    uses_x11 = os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")
    if uses_x11 and (missing := _ensure(qt / "libqxcb.so")):
        say(_libraries_sentence(missing))


def _ensure(plugin: Path) -> list[str]:
    """The libraries of a plug-in that are missing even after trying to install them."""
    missing = missing_libraries(_ldd(plugin))
    if missing and install_on_debian(debian_packages(missing)):
        missing = missing_libraries(_ldd(plugin))
    return missing


def _ldd(library: Path) -> str:
    ldd = shutil.which("ldd")
    if ldd is None:
        return ""
    command = ["env", "LC_ALL=C", ldd, str(library)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _libraries_sentence(missing: Sequence[str]) -> str:
    packages = " ".join(debian_packages(missing))
    return (
        f"System libraries that the window needs are missing: {', '.join(missing)}. "
        f"On Debian and Ubuntu: apt-get install {packages}"
    )


def ensure_postgresql() -> None:
    """See that the tests find a PostgreSQL server; without one say so (and they will fail)."""
    if postgresql_folder() is None:
        install_on_debian(["postgresql"])
    if postgresql_folder() is None:
        say(NO_POSTGRESQL)


def postgresql_folder() -> Path | None:
    """The folder of PostgreSQL's server programs: pg_config's, else the newest, else the PATH's."""
    return next((folder for folder in _postgresql_candidates() if _has_server(folder)), None)


def _postgresql_candidates() -> Iterator[Path]:
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        yield Path(answer.stdout.strip() or os.devnull)
    for pattern in _POSTGRESQL_FOLDERS:
        anchor = Path(pattern).anchor
        found = Path(anchor).glob(pattern[len(anchor) :]) if Path(anchor).is_dir() else ()
        yield from sorted(found, key=_release, reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def _release(folder: Path) -> int:
    """The major version in a path such as postgresql/15/bin, so that 9 sorts before 15."""
    digits = "".join(c if c.isdigit() else " " for c in folder.parent.name).split()
    return int(digits[0]) if digits else 0


def _has_server(folder: Path) -> bool:
    return all(shutil.which(name, path=str(folder)) for name in ("initdb", "pg_ctl", "postgres"))


def install_on_debian(packages: Sequence[str]) -> bool:
    """Install packages where that is possible, on Debian as root; tells whether it worked."""
    apt_get = shutil.which("apt-get")
    if apt_get is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Installing system packages: {' '.join(packages)} ...")
    options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", apt_get, *options]
    install = [*quiet, "install", "--no-install-recommends", *packages]
    try:
        run_step([*quiet, "update"])
        run_step(install)
    except SetUpFailed as failed:
        say(str(failed))
        return False
    return True
