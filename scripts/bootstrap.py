"""Makes the project's own environment, ``.venv``: needs only Python and a package index.

``scripts/run.py`` and ``scripts/test.py`` call ``prepare_or_exit`` first. The second time it
compares a stamp and returns at once. The stamp is taken away before anything is changed and
written when all is done: an environment without one was left half made and is made anew.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import signal
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from scripts import system_packages
from scripts.steps import Run, SetUpFailed, keep_quiet, run_step, say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parents[1]
SETS = ("runtime", "dev")  # each holds the one before it

_VENV_ADVICE = (
    "The environment could not be made. On Debian and Ubuntu the package python3-venv is needed: "
    "apt-get install python3-venv"
)
_AGAIN_ADVICE = "The environment could not be made. Remove the folder .venv and start again."
_PIP_ADVICE = (
    "The packages could not be installed. Is the package index within reach, and is there 1 GB of "
    "free disk? The next start makes the environment anew."
)


class Environment:
    """The virtual environment of one checkout, and the stamp that says what is in it."""

    def __init__(self, root: Path, run: Run = run_step) -> None:
        self.folder = root / ".venv"
        self._root = root
        self._stamp = self.folder / "sales-center.json"
        self._run = run

    @property
    def python(self) -> Path:
        """The interpreter of the environment; it may not exist yet."""
        if os.name == "nt":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    def program(self, name: str) -> Path:
        """A program that a package brought along, such as pytest."""
        return self.python.with_name(f"{name}.exe" if os.name == "nt" else name)

    def requirements(self, wanted: str) -> Path:
        """The locked list of a set."""
        return self._root / "scripts" / "requirements" / f"{wanted}.txt"

    def holds(self, wanted: str) -> bool:
        """Whether everything of a set is in, in the versions of today."""
        stamp = self._read_stamp()
        return (
            self._is_sound(stamp)
            and SETS.index(stamp["set"]) >= SETS.index(wanted)
            and stamp["digest"] == self._digest(stamp["set"])
        )

    def make_hold(self, wanted: str) -> None:
        """Put a set in: into the environment that is there, or into a new one if it is unsound."""
        stamp = self._read_stamp()
        sound = self._is_sound(stamp)
        if sound and SETS.index(stamp["set"]) > SETS.index(wanted):
            wanted = stamp["set"]
        self._stamp.unlink(missing_ok=True)
        if not sound:
            self._make()
        self._install(wanted)
        self._write_stamp(wanted)

    def _is_sound(self, stamp: dict[str, str]) -> bool:
        """Whether it was finished, here, by an interpreter that is still there."""
        return (
            self.python.exists()
            and stamp.get("interpreter") == str(self.python.resolve())
            and stamp.get("root") == str(self._root)
            and stamp.get("set") in SETS
        )

    def _make(self) -> None:
        say("Making the environment .venv ...")
        if importlib.util.find_spec("ensurepip") is None:  # Debian packs it by itself
            system_packages.install_on_debian(["python3-venv"])
        base = getattr(sys, "_base_executable", None) or sys.executable
        try:
            self._run([base, "-m", "venv", "--clear", str(self.folder)], keep_quiet)
        except SetUpFailed as failed:
            advice = _VENV_ADVICE if "ensurepip" in str(failed) else _AGAIN_ADVICE
            raise SetUpFailed(f"{failed}\n{advice}") from failed
        self._put_checkout_on_path()

    def _put_checkout_on_path(self) -> None:
        """Make ``import salescenter`` find this checkout; ASCII, as old .pth readers guess."""
        base = {"base": str(self.folder), "platbase": str(self.folder)}
        packages = Path(sysconfig.get_path("purelib", "venv", base))
        packages.mkdir(parents=True, exist_ok=True)
        line = f"import sys; sys.path.append({str(self._root)!a})\n"
        (packages / "salescenter-checkout.pth").write_text(line, encoding="ascii")

    def _install(self, wanted: str) -> None:
        names = [line for line in self._lines(wanted) if "==" in line and "'win32'" not in line]
        say(f"Installing {len(names)} packages ({wanted}); the first time takes half a minute ...")
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
        lock = ["--require-hashes", "-r", str(self.requirements(wanted))]
        try:
            self._run([*pip, "install", "--progress-bar=off", *lock], _Counter(len(names)))
        except SetUpFailed as failed:
            raise SetUpFailed(f"{failed}\n{_PIP_ADVICE}") from failed

    def _lines(self, wanted: str) -> list[str]:
        return self.requirements(wanted).read_text(encoding="utf-8").splitlines()

    def _digest(self, wanted: str) -> str:
        return hashlib.sha256(self.requirements(wanted).read_bytes()).hexdigest()

    def _read_stamp(self) -> dict[str, str]:
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _write_stamp(self, wanted: str) -> None:
        stamp = {
            "interpreter": str(self.python.resolve()),
            "root": str(self._root),
            "set": wanted,
            "digest": self._digest(wanted),
        }
        self._stamp.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


class _Counter:
    """Counts the packages in pip's output: in place on a terminal, now and then in a log."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._seen = 0

    def __call__(self, line: str) -> None:
        if line.startswith(("Collecting ", "Processing ")):  # from the index; from a folder
            self._seen += 1
            name = re.split("==|-[0-9]", Path(line.split()[1]).name)[0]
            self._show(f"  {self._seen} of {self._total}  {name}")
        elif line.startswith("Installing collected"):
            self._show("  unpacking ...", always=True)

    def _show(self, text: str, always: bool = False) -> None:
        if sys.stdout.isatty():
            print(f"\r{text:<60}", end="\n" if always else "", flush=True)
        elif always or self._seen % 16 == 0:
            say(text)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let only one set-up at a time change the environment of a checkout.

    On POSIX the programs it starts hold the lock too: a pip that outlives a killed set-up ends
    before the next one begins.
    """
    with (root / ".venv.lock").open("a") as lock:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            os.set_inheritable(lock.fileno(), True)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Waiting for another set-up of this environment to end ...")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(wanted: str, root: Path = ROOT, run: Run = run_step) -> Environment:
    """The environment with a set in it ("runtime" or "dev").

    Raises ``SetUpFailed`` with a text for the person who waits.
    """
    environment = Environment(root, run)
    if not environment.holds(wanted):
        with _alone(root):
            if not environment.holds(wanted):
                environment.make_hold(wanted)
                say("The environment is ready.")
    return environment


def prepare_or_exit(wanted: str) -> Environment:
    """``prepare`` and Qt's libraries for a script: a failure or Ctrl+C ends it with a sentence."""
    try:
        environment = prepare(wanted)
        system_packages.ensure_qt_libraries(environment.folder)
    except SetUpFailed as failed:
        sys.exit(str(failed))
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # one is enough; a second ends in a traceback
        sys.exit("\nInterrupted. Nothing is lost: the next start makes the environment anew.")
    return environment
