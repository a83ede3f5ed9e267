"""The window as the program puts it together, over a little store; worked by keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from salescenter.ui.application import build_window
from salescenter.ui.background import Background
from salescenter.ui.theme import Theme
from salescenter.ui.tour.player import Player
from tests.seed import PASSWORD


@contextmanager
def whole_window(services: Any, theme: Theme, folder: Path, login: str = "") -> Iterator[Player]:
    """A player at the window; with a login somebody is signed on and works for the first store."""
    runner = Background()
    window = build_window(services, runner, theme, folder, idle_minutes=10)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    window.sign_on()
    player = Player(window)
    player.wait_for(window.isActiveWindow, "the window in front")
    try:
        if login:
            sign_on(player, login)
        yield player
    finally:
        window.close()
        delete(window)
        runner.close()
        QApplication.processEvents()


def sign_on(player: Player, login: str) -> None:
    """Type id and password, and take the first store where one is asked for."""
    player.wait_for_focus("sign_on-user_id")
    player.type_text(login)
    player.press("Tab")
    player.enter(PASSWORD)
    player.wait_for(lambda: player.window.state.at_work, "somebody signed on")
    player.wait_for(lambda: player.window.state.stores, "stores")
    if player.window.state.store is None:
        player.press("Return")
    player.wait_for(lambda: player.window.state.store, "a store")
