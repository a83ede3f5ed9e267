"""The Qt application around a window: its look, its threads, and what becomes of a bug."""

import gc
import hashlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QLocale,
    QMessageLogContext,
    QObject,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from salescenter.ui.access import DeskAccess
from salescenter.ui.actions.keymap import default_file, read_keymap
from salescenter.ui.background import Background, Runner
from salescenter.ui.catalog import CATALOG
from salescenter.ui.desk_watch import DeskWatch
from salescenter.ui.money_text import use_locale
from salescenter.ui.store_selection import StoreSelection
from salescenter.ui.theme import Theme
from salescenter.ui.workbench.layout_store import LayoutStore
from salescenter.ui.workbench.window import Window

_log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_PATIENCE_MS = 300


class Desktop(QObject):
    """One process: the application, its theme, and the windows' way off the GUI thread."""

    def __init__(self, arguments: Sequence[str], config_folder: Path) -> None:
        gc.freeze()  # what was imported stays; looking through it for rubbish takes 50 ms a time
        self.app = QApplication(list(arguments))
        super().__init__()
        self.app.setApplicationName("Sales Center")
        self.app.setDesktopFileName("salescenter")
        self._config_folder = config_folder
        self._theme = Theme(self.app)
        self._runner = Background()
        self._server: QLocalServer | None = None
        self._window: Window | None = None
        qInstallMessageHandler(_write_down)
        sys.excepthook = _tell_of_bug

    def open_window(self, services: Any, idle_minutes: float, *, hint: str = "") -> Window:
        """The window over these services; not yet shown."""
        folder = self._config_folder
        self._window = build_window(services, self._runner, self._theme, folder, idle_minutes)
        if hint:
            self._window.sign_on_page.show_hint(hint)
        return self._window

    def listen(self, address: str) -> None:
        """Come to the front when another start of the same store asks for it (decision 41)."""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_server_name(address))
        self._server.newConnection.connect(self._on_asked)
        self._server.listen(_server_name(address))

    def run(self, window: Window) -> int:
        """Show the window and serve it until it is closed."""
        window.restore_place()
        self.show(window)
        code = self.app.exec()
        self.close()
        return code

    def show(self, window: Window) -> None:
        """Show the window and ask who is there."""
        window.show()
        window.activateWindow()
        window.sign_on()

    def close(self) -> None:
        """Let running calls end."""
        self._runner.close()

    @Slot()
    def _on_asked(self) -> None:
        if self._server is not None and (asking := self._server.nextPendingConnection()):
            asking.close()
        if self._window is not None:
            self._window.showNormal()
            self._window.raise_()
            self._window.activateWindow()


def build_window(
    services: Any, runner: Runner, theme: Theme, folder: Path, idle_minutes: float
) -> Window:
    """A window with what watches beside it; ``folder`` keeps its layout and its own keys."""
    layout = LayoutStore(folder)
    window = Window(
        CATALOG,
        services=services,
        runner=runner,
        bus=services.bus,
        access=DeskAccess(services),
        layout=layout,
        theme=theme,
        keymap=read_keymap(CATALOG.actions, default_file(), folder / "keymap.toml"),
        idle_minutes=idle_minutes,
    )
    StoreSelection(window, layout, window)
    DeskWatch(window, window)
    return window


def write_as(locale: str) -> None:
    """Write dates and numbers in that locale's way ("de_DE") from now on; "": the desktop's."""
    use_locale((locale or QLocale.system().name()).replace("-", "_"))


def started_already(address: str) -> bool:
    """Whether a window of this store is open for this person; it then comes to the front."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name(address))
    answered = socket.waitForConnected(_PATIENCE_MS)
    socket.abort()
    return answered


def _server_name(address: str) -> str:
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    digest = hashlib.sha256(f"{user}\n{address}".encode()).hexdigest()
    return f"salescenter-{digest[:24]}"


def _write_down(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if "propagateSizeHints" not in text:
        _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)


def _tell_of_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A bug in a slot goes to the log with its traceback; the window stays, nothing is lost."""
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    _log.critical("a bug reached the event loop", exc_info=(kind, error, trace))
