"""What becomes known of desk and database while somebody works: read every few seconds."""

from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from salescenter.domain.errors import Busy, Denied
from salescenter.i18n import _
from salescenter.services.desk import Desk
from salescenter.services.verbs import Nothing
from salescenter.ui.access import person_of
from salescenter.ui.colours import Tone
from salescenter.ui.state import Health, WorkbenchState
from salescenter.ui.workbench.contract import Workbench

EVERY_MS = 5000
SLOW_MS = 250
PASSWORD = "password"
"""The kind of the editor that changes the own password."""


class DeskWatch(QObject):
    """Says how the database answers, and notices rights and sessions that ended elsewhere.

    Made once by ``app``, beside the window.
    """

    def __init__(self, workbench: Workbench, parent: QObject, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._watched = ""
        self._asking = False
        self._asked_for_password = ""
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)
        workbench.state_changed.connect(self._on_state_changed)
        self._on_state_changed(workbench.state)

    def look(self) -> None:
        """Ask once; an answer that takes its time is waited for."""
        if self._asking or not self._watched:
            return
        self._asking = True
        desk = self._workbench.services.desk

        def timed() -> tuple[Desk, float]:
            started = perf_counter()
            return desk.who(Nothing()), (perf_counter() - started) * 1000

        self._workbench.runner.read(timed, self._show_answer, self._show_failure)

    def _on_state_changed(self, state: WorkbenchState) -> None:
        watched = state.person.user_id if state.at_work and state.person else ""
        if watched == self._watched:
            return
        self._watched = watched
        if state.person is None:
            self._asked_for_password = ""
        if watched:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()
            self._workbench.change_state(health=Health.UNKNOWN, latency_ms=None)

    def _show_answer(self, answer: tuple[Desk, float]) -> None:
        self._asking = False
        desk, ms = answer
        if not self._watched:
            return
        health = Health.SLOW if ms > SLOW_MS else Health.GOOD
        self._workbench.change_state(health=health, latency_ms=max(1, round(ms)))
        if person_of(desk) != self._workbench.state.person:
            self._workbench.change_state(person=person_of(desk))
        if desk.must_change and self._asked_for_password != self._watched:
            self._ask_for_password()

    def _ask_for_password(self) -> None:
        """Once a session; who leaves the form finds it in the menu."""
        self._asked_for_password = self._watched
        self._workbench.open_editor(PASSWORD, PASSWORD)
        self._workbench.say(_("Choose a password of your own before you begin."), Tone.WARN)

    def _show_failure(self, error: Exception) -> None:
        self._asking = False
        if not self._watched:
            return
        if isinstance(error, Denied):
            self._workbench.sign_off()
            self._workbench.report(error)
            return
        health = Health.SLOW if isinstance(error, Busy) else Health.LOST
        self._workbench.change_state(health=health, latency_ms=None)
