"""The composition root: settings, store, services, then a window or a driver. Knows everybody.

Heavy imports (Qt, migrations, demo data) wait until the way that needs them is taken: a window is
to be usable within a second.
"""

import gc
import logging
import logging.handlers
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Protocol

from salescenter.db.engine import Database, store_file
from salescenter.db.news import NewsWatch
from salescenter.domain.card_text import redact
from salescenter.domain.errors import Refused
from salescenter.domain.events import Elsewhere
from salescenter.domain.screen_call import ScreenCall
from salescenter.gateways import gateway_at
from salescenter.i18n import use_language
from salescenter.services.bundle import Services
from salescenter.services.errands import ErrandLoop
from salescenter.services.passwords import Passwords
from salescenter.settings import Settings, config_folder, data_folder, log_folder

if TYPE_CHECKING:
    from salescenter.db.check import Finding
    from salescenter.services.backup import Manifest
    from salescenter.services.demo import DemoReport
    from salescenter.services.transfer import ImportReport
    from salescenter.services.transfer.exporting import ExportReport

_log = logging.getLogger(__name__)
_LOG_SIZE = 2_000_000


class Progress(Protocol):
    """Told how far long work is: a share from 0 to 1, and what is being done."""

    def __call__(self, share: float, label: str = "") -> None:
        """Called now and then; raising here breaks the work off without harm."""


class _Redacted(logging.Formatter):
    """Nothing that looks like a card number reaches a log, whatever was passed to it."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def log_to(folder: Path) -> None:
    """Write the log to a file of this person's own, a few old ones kept."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = logging.handlers.RotatingFileHandler(
        folder / "salescenter.log", maxBytes=_LOG_SIZE, backupCount=3, encoding="utf-8"
    )
    file.setFormatter(_Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[file])
    (folder / "salescenter.log").chmod(0o600)


@contextmanager
def opened(address: str) -> Iterator[Database]:
    """The store at an address, migrated where that happens by itself; closed at the end.

    Raises Refused ``database.missing`` where there is none: only ``init`` and ``demo`` make one.
    """
    from salescenter.db.migrations import make_ready

    database = _open_there(address)
    try:
        make_ready(database)
        yield database
    finally:
        database.close()


def _open_there(address: str) -> Database:
    if not has_store(address):
        raise Refused("database.missing", address=address)
    return Database.open(address)


def services_of(database: Database, settings: Settings, channel: str) -> Services:
    """All services over a store, for one desk."""
    payment = settings.payment or f"sim:{data_folder() / 'simulated-payments.sqlite'}"
    passwords = Passwords(cheap=settings.cheap_passwords)
    return Services(database, gateway_at(payment), passwords, channel)


def news_of(database: Database, services: Services) -> NewsWatch:
    """Tells the bus what other processes commit; whoever shows an older version reads again."""

    def tell(kind: str, subject_id: int, version: int) -> None:
        services.bus.publish(Elsewhere(kind, subject_id, version))

    return NewsWatch(database, tell)


def has_store(address: str) -> bool:
    """Whether there is a store at an address; a server is asked when it is opened."""
    file = store_file(address)
    if file is None:
        return True
    sides = (file.with_name(file.name + side) for side in ("-wal", "-shm"))
    is_empty = file.is_file() and not file.is_symlink() and not file.stat().st_size
    return (file.exists() and not is_empty) or any(side.exists() for side in sides)


def has_screen() -> bool:
    """Whether there is a screen to open a window on; only X11 and Wayland can be without one."""
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def collect_rarely() -> None:
    """Look for rubbish seldom: one look through everything stops a desk for 60 ms and more.

    Orders and prices are values without cycles; they go when nobody names them any more.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def run_driver(address: str, lines: IO[str], out: IO[str]) -> None:
    """Answer JSON lines until they end."""
    from salescenter.driver import Driver

    settings = Settings()
    use_language(settings.language)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Redacted("%(levelname)s %(name)s: %(message)s"))
    with opened(address) as database:
        collect_rarely()
        Driver(services_of(database, settings, "driver")).serve(lines, out)


def run_window(address: str, *, another: bool = False, call: ScreenCall | None = None) -> int:
    """Open the desk, and answer the program's exit code when its window closes.

    A window of this store that is open already is told the call instead, unless ``another``.
    """
    from salescenter.ui.application import Desktop, language_of, write_as
    from salescenter.ui.single_instance import started_already

    settings = Settings()
    use_language(_window_language(settings, language_of(config_folder())))
    write_as(settings.locale)
    log_to(log_folder())
    desktop = Desktop(sys.argv, config_folder(), log_folder())
    if not another and started_already(address, call):
        return 0
    with ExitStack() as stack:
        database = stack.enter_context(opened(address))
        services = services_of(database, settings, "desk")
        errands = ErrandLoop(services.errands, services.gate)
        stack.callback(errands.close)
        window = desktop.open_window(services, settings.idle_minutes, hint=_hint(address))
        if not another:
            desktop.listen(address)
        if call is not None:
            desktop.show_call(call)
        news = news_of(database, services)
        stack.callback(news.close)
        news.start()
        errands.start()
        collect_rarely()
        return desktop.run(window)


def _window_language(settings: Settings, preferred: str) -> str:
    """What was set from outside for this start, else what was preferred the last time."""
    is_set = "language" in settings.model_fields_set
    return settings.language if is_set or not preferred else preferred


def _hint(address: str) -> str:
    """Who may sign on to the demo store, told on its sign-on page."""
    from salescenter.services.demo import demo_users
    from salescenter.settings import demo_address

    return demo_users() if address == demo_address() else ""


def play_tour(folder: Path) -> None:
    """Play the main story in the real window over a new demo store, a picture of each step."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from salescenter.services.demo.users import USERS
    from salescenter.ui.application import Desktop
    from salescenter.ui.tour import SIZE, play

    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, ExitStack() as stack:
        home = Path(place)
        address = f"sqlite:///{home / 'tour.sqlite'}"
        make_demo(address, "small", reset=False, progress=lambda _share, _label="": None)
        settings = Settings(payment=f"sim:{home / 'payments.sqlite'}", database=address)
        desktop = Desktop(sys.argv[:1], home)
        database = stack.enter_context(opened(address))
        services = services_of(database, settings, "desk")
        errands = ErrandLoop(services.errands, services.gate)
        stack.callback(errands.close)
        window = desktop.open_window(services, settings.idle_minutes)
        errands.start()
        window.resize(*SIZE)
        desktop.show(window)
        play(window, folder, USERS[0].login, USERS[0].password)
        window.close()
        desktop.close()


def make_demo(address: str, size: str, *, reset: bool, progress: Progress) -> "DemoReport":
    """Create the demo store; with ``reset`` in place of one that is there."""
    from salescenter.services.demo import create_demo

    return create_demo(address, size, Passwords(), reset=reset, progress=progress)


def init_store(address: str, login: str, name: str, password: str) -> None:
    """Make an empty store with its first administrator; raises Refused when there is one."""
    from salescenter.db.migrations import migrate
    from salescenter.services.set_up import make_first_administrator

    database = Database.open(address)
    try:
        migrate(database)
        make_first_administrator(database, Passwords(), login, name, password)
    finally:
        database.close()


def upgrade_store(address: str) -> bool:
    """Bring the tables up to date; whether there was anything to do. Raises like ``opened``."""
    from salescenter.db.migrations import migrate

    database = _open_there(address)
    try:
        return migrate(database)
    finally:
        database.close()


def import_folder(
    address: str, folder: Path, *, dry_run: bool, keep_good: bool, progress: Progress
) -> "ImportReport":
    """Import a folder of CSV files."""
    from salescenter.services.transfer import Mode, import_folder

    mode = Mode.DRY_RUN if dry_run else Mode.KEEP_GOOD if keep_good else Mode.ALL_OR_NOTHING
    with opened(address) as database:
        return import_folder(database, folder, mode, progress)


def export_folder(address: str, folder: Path, *, progress: Progress) -> "ExportReport":
    """Write a store's data as CSV files that the import reads."""
    from salescenter.services.transfer.exporting import export_folder

    with opened(address) as database:
        return export_folder(database, folder, progress)


def back_up(address: str, target: Path, *, progress: Progress) -> "Manifest":
    """Copy a store into a file with a manifest beside it; raises like ``opened``."""
    from salescenter.services.backup import back_up

    with opened(address) as database:
        return back_up(database, target.absolute(), progress)


def restore(address: str, backup: Path, *, progress: Progress) -> Path | None:
    """Put a backup in place of a store; where the copy of what was there is."""
    from salescenter.services.backup import restore

    return restore(address, backup.absolute(), progress)


def examine(address: str) -> "tuple[Finding, ...]":
    """Everything that ``doctor`` has to say about a store."""
    from salescenter.db.check import check

    with opened(address) as database:
        return tuple(check(database))
