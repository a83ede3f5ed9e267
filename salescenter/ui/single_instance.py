"""One window for each person and store: a second start reaches the first one and ends.

What comes over the local socket is one short line, read with a limit and a time; see
``domain.screen_call`` for what it may say.
"""

import hashlib
import logging
import os
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from salescenter.domain.errors import Refused
from salescenter.domain.screen_call import LONGEST_LINE, ScreenCall, read_line

_log = logging.getLogger(__name__)
_PATIENCE_MS = 300
_LONGEST_MS = 2000


class Doorbell(QObject):
    """Listens; ``rung`` says that somebody started the program again, and with which call."""

    rung = Signal(object)

    def __init__(self, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(server_name(address))
        self._server.newConnection.connect(self._on_asked)
        self._server.listen(server_name(address))

    def _on_asked(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setReadBufferSize(LONGEST_LINE + 1)
            hear = partial(self._hear, socket)
            socket.readyRead.connect(hear)
            socket.disconnected.connect(hear)
            QTimer.singleShot(_LONGEST_MS, socket, socket.abort)
            hear()

    def _hear(self, socket: QLocalSocket) -> None:
        """A whole line, more than fits, or the end: what is there is what was said."""
        is_over = socket.state() is not QLocalSocket.LocalSocketState.ConnectedState
        if socket.property("heard") or not (
            is_over or socket.canReadLine() or socket.bytesAvailable() > LONGEST_LINE
        ):
            return
        socket.setProperty("heard", True)
        line = bytes(socket.read(LONGEST_LINE + 1).data())
        socket.abort()
        socket.deleteLater()
        try:
            call = read_line(line)
        except Refused:
            _log.warning("another start said something that is no call; it was left out")
            return
        self.rung.emit(call)


def started_already(address: str, call: ScreenCall | None = None) -> bool:
    """Whether a window of this store is open for this person; it is told the call."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(address))
    answered = socket.waitForConnected(_PATIENCE_MS)
    if answered:
        socket.write(call.line() if call is not None else b"\n")
        socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
    else:
        socket.abort()
    return answered


def server_name(address: str) -> str:
    """The socket's name: one for each person and store."""
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    digest = hashlib.sha256(f"{user}\n{address}".encode()).hexdigest()
    return f"salescenter-{digest[:24]}"
