"""What a quantity counts: pieces, buckets, metres. Read once an item, for the lines one sees."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from salescenter.domain.errors import NotFound
from salescenter.services.bundle import Services
from salescenter.services.catalogue import ItemById
from salescenter.ui.workbench.contract import Workbench

_EACH = frozenset({"", "ea", "c62", "pce", "each", "piece"})
MOST_AT_ONCE = 60
"""More lines than these are on no screen; who scrolls asks again."""


def is_each(unit: str) -> bool:
    """Whether a unit says no more than the number itself."""
    return unit.casefold() in _EACH


class Units(QObject):
    """Units by item. Who asks for one that is not known gets "" now, and ``known`` soon."""

    known = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._store_id, self._currency = 0, ""
        self._units: dict[int, str] = {}
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)

    def use(self, store_id: int, currency: str) -> None:
        """Items are read as this store sells them in this currency."""
        self._store_id, self._currency = store_id, currency

    def of(self, item_id: int) -> str:
        """The unit of an item, "" while it is not known."""
        unit = self._units.get(item_id)
        if unit is None and item_id not in self._asked:
            self._wanted.add(item_id)
            if not self._soon.isActive():
                self._soon.start(0)
        return unit or ""

    def longest(self) -> str:
        """The longest one that is known."""
        return max(self._units.values(), key=len, default="")

    def _read(self) -> None:
        wanted = sorted(self._wanted)[:MOST_AT_ONCE]
        self._wanted.clear()
        self._asked.update(wanted)
        read = partial(_units_of, self._workbench.services, self._store_id, self._currency, wanted)
        self._workbench.runner.read(read, self._on_read, self._on_failed)

    def _on_read(self, found: dict[int, str]) -> None:
        self._units |= found
        if any(found.values()):
            self.known.emit()

    def _on_failed(self, error: Exception) -> None:
        self._workbench.report(error)


def _units_of(
    services: Services, store_id: int, currency: str, item_ids: list[int]
) -> dict[int, str]:
    """Units by item; "" for one that is counted in pieces, or is not sold any more."""
    found = {}
    for item_id in item_ids:
        wish = ItemById(store_id=store_id, item_id=item_id, currency=currency)
        try:
            unit = services.catalogue.get(wish).item.unit
        except NotFound:
            unit = ""
        found[item_id] = "" if is_each(unit) else unit
    return found
