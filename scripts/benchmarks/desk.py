"""A day at the desk: opening what is long, pasting, what twenty orders hold, how long keys wait."""

import itertools
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from salescenter.services.catalogue_entry import Recognise
from salescenter.services.customers import CustomerById
from salescenter.services.orders.views import AddItems, ListOrders, NewOrder, OrderById, SoMany
from scripts.benchmarks.measure import Report, repeated, timed
from scripts.benchmarks.orders import buyer_of, items_of, long_order
from scripts.benchmarks.stores import copied, key, signed_on, store_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from salescenter.services.bundle import Services

_TIMES = 10
_PASTED = 500
_OPEN = 20
_ORDERS = 10_000
_GAP_AIM = 50.0
_BEAT_MS = 2
_kept: Iterator[int] = itertools.count()


def measure(report: Report, folder: Path) -> None:
    """Add the figures; offscreen, painting included."""
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
    file = store_file(folder, 10_000, 20_000, 1_000)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        services = signed_on(str(copied(file, Path(place))), Path(place))
        try:
            _paste(report, services)
            for lines in (1_000, 10_000):
                _open(report, services, app, Path(place), lines)
            _customer(report, services, app, Path(place))
            _memory(report, services, app, Path(place))
            _gaps(report, services, app, Path(place))
        finally:
            services.database.close()


def _paste(report: Report, services: "Services") -> None:
    """Five hundred lines: what they mean, and all of them on the order in one step."""
    items = items_of(services)
    skus = _skus(services, items)
    block = "\n".join(f"{skus[place % len(skus)]}\t{1 + place % 9}" for place in range(_PASTED))
    wish = Recognise(store_id=1, block=block)
    size = f"{_PASTED} lines"
    report.add("paste, recognised", size, repeated(_TIMES, lambda: services.entry.recognise(wish)))
    into: list[float] = []
    for _ in range(_TIMES):
        new = NewOrder(store_id=1, customer_id=buyer_of(services))
        step = services.orders.create(new, key=key())
        many = tuple(SoMany(items[place % len(items)], 1) for place in range(_PASTED))
        add = AddItems(order_id=step.order_id, version=step.version, items=many)
        with timed(into):
            services.lines.add_items(add, key=key())
    report.add("paste, put on the order", size, into)


def _skus(services: "Services", items: list[int]) -> list[str]:
    with services.database.read() as uow:
        return [uow.items.facts([each], 1, "EUR")[each].sku for each in items]


def _open(
    report: Report, services: "Services", app: "QApplication", place: Path, lines: int
) -> None:
    """An order that nobody at this desk has looked at yet."""
    step = long_order(services, lines)
    desk = services.orders._desk
    into: list[float] = []
    for _ in range(_TIMES):
        desk.cache.drop(step.order_id)
        with timed(into):
            services.orders.get(OrderById(order_id=step.order_id))
    report.add("open an order, service", f"{lines:,} lines", into)
    painted: list[float] = []
    with _window(services, app, place) as window:
        for _ in range(_TIMES):
            desk.cache.drop(step.order_id)
            with timed(painted):
                editor = window.open_editor("order", str(step.order_id))
                app.processEvents()
            window.close_editor(editor)
            app.processEvents()
    report.add("open an order, key press to paint", f"{lines:,} lines", painted)


def _customer(report: Report, services: "Services", app: "QApplication", place: Path) -> None:
    """Somebody who orders every day, for decades."""
    customer_id = buyer_of(services)
    with services.database.write() as uow:
        whose = {"customer": customer_id, "orders": _ORDERS}
        uow.execute(
            text(
                "UPDATE sales_order SET customer_id = :customer WHERE id IN"
                " (SELECT id FROM sales_order WHERE store_id = 1 LIMIT :orders)"
            ),
            whose,
        )
    wish = ListOrders(store_id=1, customer_id=customer_id)

    def read() -> None:
        services.customers.get(CustomerById(customer_id=customer_id))
        services.orders.list(wish)

    size = f"{_ORDERS:,} orders"
    report.add("open a customer, service", size, repeated(_TIMES, read))
    painted: list[float] = []
    with _window(services, app, place) as window:
        for _ in range(_TIMES):
            with timed(painted):
                editor = window.open_editor("customer", str(customer_id))
                app.processEvents()
            window.close_editor(editor)
            app.processEvents()
    report.add("open a customer, key press to paint", size, painted)


def _memory(report: Report, services: "Services", app: "QApplication", place: Path) -> None:
    """What twenty open orders of a hundred lines add, in megabytes of this process."""
    steps = [long_order(services, 100) for _ in range(_OPEN)]
    with _window(services, app, place) as window:
        before = _resident()
        for step in steps:
            window.open_editor("order", str(step.order_id))
            app.processEvents()
        report.machine[f"memory of {_OPEN} open orders (MB)"] = round(_resident() - before, 1)
        report.machine["memory of the process with them (MB)"] = round(_resident(), 1)


def _resident() -> float:
    """Megabytes in memory; nothing where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _gaps(report: Report, services: "Services", app: "QApplication", place: Path) -> None:
    """How long a key has to wait in a scripted call: the gaps between beats of a timer."""
    from PySide6.QtCore import QTimer

    beats: list[float] = []
    with _window(services, app, place, background=True) as window:
        timer = QTimer()
        timer.setInterval(_BEAT_MS)
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        timer.start()
        _call(services, window, app)
        timer.stop()
    gaps = [after - before for before, after in itertools.pairwise(beats)]
    report.add("longest gap between two turns of the loop", "a call", [max(gaps)], _GAP_AIM)


def _call(services: "Services", window: Any, app: "QApplication") -> None:
    """A customer is looked for, an order taken, twenty items typed, a long order opened."""
    from PySide6.QtWidgets import QLineEdit

    box = window.findChild(QLineEdit, "customer_finder-box") or QLineEdit()
    for end in range(1, 8):
        box.setText("mustermann"[:end])
        _turn(app, 0.05)
    step = long_order(services, 20)
    window.open_editor("order", str(step.order_id))
    _turn(app, 0.3)
    entry = window.focusWidget()
    for item_id in items_of(services)[:20]:
        del item_id
        if isinstance(entry, QLineEdit):
            entry.setText("drill")
        _turn(app, 0.05)
    window.open_editor("order", str(long_order(services, 1_000).order_id))
    _turn(app, 0.5)


def _turn(app: "QApplication", seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()


@contextmanager
def _window(
    services: "Services", app: "QApplication", place: Path, *, background: bool = False
) -> Iterator[Any]:
    from shiboken6 import delete

    from salescenter.services.verbs import Nothing
    from salescenter.ui.access import person_of
    from salescenter.ui.application import build_window
    from salescenter.ui.background import Background, Inline
    from salescenter.ui.theme import Theme

    runner = Background() if background else Inline()
    folder = place / f"layout-{next(_kept)}"
    folder.mkdir()
    window = build_window(services, runner, Theme(app), folder, 10)
    window.resize(1440, 900)
    window.show()
    window.session.signed_on.emit(person_of(services.desk.who(Nothing())))
    _turn(app, 0.2)
    if window.state.stores:
        window.change_state(store=window.state.stores[0])
    window.picker.close_picker()
    app.processEvents()
    try:
        yield window
    finally:
        if isinstance(runner, Background):
            runner.close()
        delete(window)
