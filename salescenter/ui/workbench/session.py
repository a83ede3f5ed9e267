"""Who is at the desk: sign-on, lock when idle, unlock, sign-off; the window only listens."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salescenter.domain.errors import SalesCenterError
from salescenter.i18n import _
from salescenter.ui.background import Runner
from salescenter.ui.state import Person
from salescenter.ui.workbench.contract import Access
from salescenter.ui.workbench.sign_on import SignOnPage

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Session(QObject):
    """Asks ``access`` off the GUI thread and says what came of it."""

    signed_on = Signal(object)
    unlocked = Signal(object)
    locked = Signal()
    signed_off = Signal()
    failed = Signal(object)

    def __init__(
        self, access: Access, runner: Runner, page: SignOnPage, idle_minutes: float, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._access, self._runner, self._page = access, runner, page
        self.person: Person | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(round(idle_minutes * 60_000))
        self._idle.timeout.connect(self.lock)
        page.sign_on_wanted.connect(self._on_sign_on_wanted)
        page.unlock_wanted.connect(self._on_unlock_wanted)

    @property
    def idle_minutes(self) -> float:
        """After how many minutes without a sign of life the window locks."""
        return self._idle.interval() / 60_000

    def use_idle_minutes(self, minutes: float) -> None:
        """Lock after so many minutes without a sign of life."""
        self._idle.setInterval(round(minutes * 60_000))

    def watch(self, window: QWidget) -> None:
        """Keys and the mouse in that window are signs of life."""
        handle = window.windowHandle()  # asking for its id instead makes parts native windows
        (handle or window).installEventFilter(self)

    def lock(self) -> None:
        """Hide everything until the same person is back; without one there is nothing to hide."""
        if self.person is None:
            return
        self._idle.stop()
        self._page.ask_again(self.person.name, self.person.user_id)
        self.locked.emit()
        self._runner.write(self._access.lock, self._nothing, self._on_failed)

    def sign_off(self) -> None:
        """End the session; the window stays."""
        if self.person is None:
            return
        self._idle.stop()
        self.person = None
        self._page.ask_who()
        self.signed_off.emit()
        self._runner.write(self._access.sign_off, self._nothing, self._on_failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew; follow a window as soon as it has a handle."""
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.Show and watched.windowHandle() is not None:
                watched.removeEventFilter(self)
                watched.windowHandle().installEventFilter(self)
            return False
        if self._idle.isActive() and event.type() in _SIGNS_OF_LIFE:
            self._idle.start()
        return super().eventFilter(watched, event)

    def _on_sign_on_wanted(self, user_id: str, password: str) -> None:
        access = self._access
        self._runner.write(
            lambda: access.sign_on(user_id, password), self._on_signed_on, self._on_refused
        )

    def _on_unlock_wanted(self, password: str) -> None:
        access = self._access
        self._runner.write(lambda: access.unlock(password), self._on_unlocked, self._on_refused)

    def _on_signed_on(self, person: Person) -> None:
        self._come_in(person)
        self.signed_on.emit(person)

    def _on_unlocked(self, person: Person) -> None:
        self._come_in(person)
        self.unlocked.emit(person)

    def _come_in(self, person: Person) -> None:
        self.person = person
        self._page.show_busy(False)
        self._page.password.start_over()
        self._idle.start()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, SalesCenterError):
            self._page.show_problem(str(error))
        else:
            self._page.show_problem(_("This did not work. What happened was written to the log."))

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _nothing(self, _done: object) -> None:
        """The service has followed; the window had already."""
