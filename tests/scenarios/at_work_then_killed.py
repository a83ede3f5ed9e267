"""A process that opens editors, goes to a page and a field, says where it is, and dies."""

import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from salescenter.db.engine import Database
from salescenter.ui.theme import Theme
from salescenter.ui.widgets import Pages
from tests.scenarios.recovered import where
from tests.seed import seeded
from tests.services.desks import Desk
from tests.ui.whole_window import whole_window

app = QApplication([])
folder = Path(sys.argv[2])
database = Database.open(sys.argv[1])
desk = Desk.over(database, seeded(database), folder)
order = desk.add(desk.new_order(), "HW-4411")
desk.add(desk.new_order(1), "PA-1120")
with whole_window(Desk(desk.services, desk.seed).services, Theme(app), folder, "rep") as player:
    player.window.open_editor("preferences", "preferences")
    player.window.open_editor("order", str(order.order_id + 1))
    player.window.open_editor("order", str(order.order_id))
    editor = player.window.active_editor
    assert editor is not None
    player.wait_for(lambda: player.window.state.subject, "the order")
    pages = editor.findChild(Pages)
    assert isinstance(pages, Pages)
    while pages.current_id() != "payment":
        player.press("Ctrl+PgDown")
    pages.tabs.setFocus()
    kept = next(folder.glob("layout-*.json"))
    name = pages.tabs.objectName()
    player.wait_for(lambda: f'focus\\": \\"{name}' in kept.read_text("utf-8"), "kept")
    sys.stdout.write(json.dumps(where(player)) + "\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
