"""The real window over a store, put together as the program does it."""

from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from salescenter.db.engine import Database
from salescenter.gateways import gateway_at
from salescenter.services.bundle import Services
from salescenter.services.errands import ErrandLoop
from salescenter.services.passwords import Passwords
from salescenter.ui.application import build_window
from salescenter.ui.background import Background
from salescenter.ui.theme import Theme
from salescenter.ui.tour.player import Player


@contextmanager
def desk_window(address: str, folder: Path):
    """A player at the window; everything is closed at the end."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
    database = Database.open(address)
    gateway = gateway_at(f"sim:{folder / 'payments.sqlite'}")
    services = Services(database, gateway, Passwords(cheap=True))
    errands = ErrandLoop(services.errands, services.gate)
    runner = Background()
    window = build_window(services, runner, Theme(app), folder, idle_minutes=10)
    errands.start()
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    window.sign_on()
    try:
        yield Player(window)
    finally:
        window.close()
        delete(window)
        runner.close()
        errands.close()
        database.close()
