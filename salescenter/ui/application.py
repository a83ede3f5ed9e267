"""The Qt application around a window: its look, its threads, and what becomes of a bug."""

import gc
import logging
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
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from salescenter.domain.screen_call import ScreenCall
from salescenter.ui.access import DeskAccess
from salescenter.ui.actions.keymap import default_file, read_keymap
from salescenter.ui.background import Background, Runner
from salescenter.ui.catalog import CATALOG
from salescenter.ui.desk_watch import DeskWatch
from salescenter.ui.money_text import use_locale
from salescenter.ui.preference_watch import LANGUAGE, PreferenceWatch
from salescenter.ui.screen_pop import ScreenPop
from salescenter.ui.single_instance import Doorbell
from salescenter.ui.store_selection import StoreSelection
from salescenter.ui.theme import Theme
from salescenter.ui.workbench.bug_strip import BugStrip
from salescenter.ui.workbench.editor_places import EditorPlaces
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


class Desktop(QObject):
    """One process: the application, its theme, and the windows' way off the GUI thread."""

    def __init__(
        self, arguments: Sequence[str], config_folder: Path, log_folder: Path | None = None
    ) -> None:
        gc.freeze()  # what was imported stays; looking through it for rubbish takes 50 ms a time
        self.app = QApplication(list(arguments))
        super().__init__()
        self.app.setApplicationName("Sales Center")
        self.app.setDesktopFileName("salescenter")
        self._config_folder = config_folder
        self._log_folder = log_folder or config_folder
        self._theme = Theme(self.app)
        self._runner = Background()
        self._bell: Doorbell | None = None
        self._window: Window | None = None
        self._pop: ScreenPop | None = None
        qInstallMessageHandler(_write_down)
        sys.excepthook = _write_down_bug

    def open_window(self, services: Any, idle_minutes: float, *, hint: str = "") -> Window:
        """The window over these services; not yet shown."""
        folder = self._config_folder
        self._window = build_window(services, self._runner, self._theme, folder, idle_minutes)
        self._pop = ScreenPop(self._window, self._window)
        sys.excepthook = bug_strip(self._window, self._log_folder).tell
        if hint:
            self._window.sign_on_page.show_hint(hint)
        return self._window

    def listen(self, address: str) -> None:
        """Come to the front when another start of the same store asks for it (decision 41)."""
        self._bell = Doorbell(address, self)
        self._bell.rung.connect(self._on_rung)

    def show_call(self, call: ScreenCall) -> None:
        """Show who calls, as soon as somebody is at work."""
        if self._pop is not None:
            self._pop.show_call(call)

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
        sys.excepthook = _write_down_bug
        self._runner.close()

    def _on_rung(self, call: ScreenCall | None) -> None:
        """A call for a window where nobody is at work waits behind the sign-on page."""
        if self._window is None:
            return
        if call is None or self._window.state.at_work:
            self._window.showNormal()
            self._window.raise_()
            self._window.activateWindow()
        if call is not None:
            self.show_call(call)


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
    PreferenceWatch(window, CATALOG, theme, start_store_of(folder))
    StoreSelection(window, layout, window)
    DeskWatch(window, window)
    EditorPlaces(window, layout)
    return window


def bug_strip(window: Window, folder: Path) -> BugStrip:
    """A place in the window for what the program did wrong; reports go into ``folder``."""
    strip = BugStrip(window, folder)
    window.put_below_messages(strip)
    return strip


def start_store_of(folder: Path) -> LayoutStore:
    """What the settings folder keeps for the next start, whoever signs on then."""
    return LayoutStore(folder / "start")


def language_of(folder: Path) -> str:
    """The language that was preferred last at this desk; "" for none."""
    return start_store_of(folder).preference(LANGUAGE)


def write_as(locale: str) -> None:
    """Write dates and numbers in that locale's way ("de_DE") from now on; "": the desktop's."""
    use_locale((locale or QLocale.system().name()).replace("-", "_"))


def _write_down(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if "propagateSizeHints" not in text:
        _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)


def _write_down_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """As long as there is no window to say it in: to the log, with its traceback."""
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    _log.critical("a bug reached the event loop", exc_info=(kind, error, trace))
