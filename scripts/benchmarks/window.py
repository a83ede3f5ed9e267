"""The window, offscreen: from key press to paint, and from start to a usable window."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from salescenter.services.orders.views import AddItem
from scripts import bootstrap
from scripts.benchmarks.measure import Report, timed
from scripts.benchmarks.orders import items_of, long_order
from scripts.benchmarks.search import recorded_queries
from scripts.benchmarks.stores import copied, key, signed_on, store_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from salescenter.services.bundle import Services
    from salescenter.ui.workbench.window import Window

_PAINT_AIMS = {10: 16.0, 100: 16.0, 1_000: 50.0, 10_000: None}
_TIMES = 20
_STARTS = 7
_QUERIES = 60
_START = """
import os, sys, time
begin = float(sys.argv[1])
from pathlib import Path
from salescenter import app
from salescenter.settings import Settings
from salescenter.ui.application import Desktop
desktop = Desktop(["bench"], Path(sys.argv[3]))
with app.opened(sys.argv[2]) as database:
    window = desktop.open_window(app.services_of(database, Settings(), "desk"), 10)
    desktop.show(window)
    desktop.app.processEvents()
    window.grab()
    print(time.time() - begin)
    desktop.close()
"""


def measure(report: Report, folder: Path, customers: Iterable[int], lengths: Iterable[int]) -> None:
    """Add the figures of the window; offscreen, painting included."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    file = store_file(folder, 10_000, 20_000, 1_000)
    _starts(report, file)
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
    for count in customers:
        _search(report, folder, app, count)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        services = signed_on(str(copied(file, Path(place))), Path(place))
        for lines in lengths:
            _add(report, services, app, Path(place), lines)
        services.database.close()


def _starts(report: Report, file: Path) -> None:
    into: list[float] = []
    environment = {**os.environ, "PYTHONPATH": str(bootstrap.ROOT)}
    for _ in range(_STARTS):
        with tempfile.TemporaryDirectory() as place:
            import time

            command = [sys.executable, "-c", _START, str(time.time()), str(file), place]
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=True
            )
            into.append(float(done.stdout.split()[-1]))
    report.add("start to a usable window", "20,000 orders", into, 1_000.0)


def _window(services: "Services", app: "QApplication", place: Path) -> "Window":
    from salescenter.services.verbs import Nothing
    from salescenter.ui.access import person_of
    from salescenter.ui.application import build_window
    from salescenter.ui.background import Inline
    from salescenter.ui.theme import Theme

    window = build_window(services, Inline(), Theme(app), place, 10)
    window.resize(1440, 900)
    window.show()
    window.session.signed_on.emit(person_of(services.desk.who(Nothing())))
    app.processEvents()
    if window.state.stores:
        window.change_state(store=window.state.stores[0])
    window.picker.close_picker()
    app.processEvents()
    return window


def _search(report: Report, folder: Path, app: "QApplication", customers: int) -> None:
    from PySide6.QtWidgets import QLineEdit
    from shiboken6 import delete

    services = signed_on(str(store_file(folder, customers, 100, 400)), folder)
    window = _window(services, app, folder)
    box = window.findChild(QLineEdit, "customer_finder-box") or QLineEdit()
    into: list[float] = []
    for text in recorded_queries(services, 1)[:_QUERIES]:
        box.clear()
        app.processEvents()
        with timed(into):
            box.setText(text)
            app.processEvents()
            window.views["customer_finder"].repaint()
    report.add("find a customer, key press to paint", f"{customers:,} cust.", into, 16.0)
    delete(window)
    services.database.close()


def _add(
    report: Report, services: "Services", app: "QApplication", place: Path, lines: int
) -> None:
    from shiboken6 import delete

    items = items_of(services)
    step = long_order(services, lines - 1)
    window = _window(services, app, place)
    editor = window.open_editor("order", str(step.order_id))
    app.processEvents()
    into: list[float] = []
    for _ in range(_TIMES):
        wish = AddItem(order_id=step.order_id, version=step.version, item_id=items[-1])
        with timed(into):
            step = services.lines.add_item(wish, key=key())
            app.processEvents()
            if editor is not None:
                editor.repaint()
    aim = _PAINT_AIMS.get(lines)
    report.add("add an item, key press to painted total", f"{lines:,} lines", into, aim)
    delete(window)
