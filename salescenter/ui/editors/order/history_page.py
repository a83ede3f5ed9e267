"""The History page: who did what, when, and what it changed; the newest step first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from salescenter.domain.order import Order
from salescenter.domain.undo import REDO, UNDO
from salescenter.i18n import N_, _, ngettext
from salescenter.services.orders.views import HistoryEntry, OrderView, StepsOf
from salescenter.ui.access import role_title
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text, moment_text
from salescenter.ui.editors.order.history_words import ChangeWords, Known, entry_changes, step_title
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.money_text import quantity_text
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import STRETCH, caption, column, label, row

HISTORY_PAGE = "history"
_NEAR_THE_END = 5
_STEP = " " * 12
"""How far a change stands in from the step it belongs to."""

_CHANNELS = {"desk": N_("Desk"), "driver": N_("Script"), "system": N_("System")}
_SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A step, or one of its changes below it; ``at`` is the instant as the store reads it."""

    entry: HistoryEntry
    at: str
    full_at: str
    place: int = -1
    change: ChangeWords | None = None
    is_open: bool = False


def _what(line: HistoryRow) -> str:
    if line.change is not None:
        return f"{_STEP}{line.change}"
    title = step_title(line.entry)
    if line.entry.reason:
        title = _("{title}: {reason}").format(title=title, reason=line.entry.reason)
    return _("{title} (undone)").format(title=title) if line.entry.undone else title


def _icon(line: HistoryRow) -> str:
    if line.change is not None or not line.entry.differences:
        return ""
    return "chevron-down" if line.is_open else "chevron-right"


def _tone(line: HistoryRow) -> Tone:
    quiet = line.change is not None or line.entry.undone or line.entry.kind in (UNDO, REDO)
    return Tone.MUTED if quiet else Tone.PLAIN


def _of_step(text: str, line: HistoryRow) -> str:
    """Who, where and when stand beside the step alone, not beside each of its changes."""
    return "" if line.change is not None else text


def _by(line: HistoryRow) -> str:
    name = line.entry.by or (_("System") if line.entry.role == _SYSTEM else _("nobody known"))
    return _of_step(name, line)


def _role(line: HistoryRow) -> str:
    role = line.entry.role
    return _of_step(_("System") if role == _SYSTEM else role_title(role), line)


def _channel(line: HistoryRow) -> str:
    return _of_step(_(_CHANNELS.get(line.entry.channel, line.entry.channel)), line)


COLUMNS = (
    Column[HistoryRow](
        "what", N_("Step"), _what, width=360, stretch=5, narrowest=300, tone=_tone, icon=_icon
    ),
    Column[HistoryRow]("by", N_("By"), _by, width=130, stretch=1, narrowest=90, tone=_tone),
    Column[HistoryRow]("role", N_("Role"), _role, width=220, drop=3, tone=_tone),
    Column[HistoryRow]("channel", N_("From"), _channel, width=80, drop=2, tone=_tone),
    Column[HistoryRow](
        "when",
        N_("When"),
        lambda line: _of_step(line.at, line),
        width=130,
        drop=1,
        tone=_tone,
        tip=lambda line: line.full_at,
    ),
)


class HistoryPage(OrderPage):
    """Steps by keyset pages: more are read when one comes near the end of those that are there."""

    id: ClassVar[str] = HISTORY_PAGE
    title: ClassVar[str] = N_("History")
    fields: ClassVar[frozenset[str]] = frozenset({"history"})

    def __init__(self, link: OrderLink) -> None:
        super().__init__(link)
        self._entries: dict[int, HistoryEntry] = {}
        self._open: set[int] = set()
        self._version = -1
        self._reading = False
        self._read_again = False
        self._has_more = False
        self._words: dict[int, tuple[ChangeWords, ...]] = {}
        self._words_of: Order | None = None
        self.model = TableModel(COLUMNS, key=lambda line: (line.entry.number, line.place))
        self.table = table_view(
            self.model,
            name="history",
            accessible=_("Steps of the order, the newest first"),
            on_open=self._on_opened,
            empty=_("Nothing was done yet."),
            widths=link.workbench.widths,
        )
        self._count = caption("", name="history-count")
        hint = _("Right or Enter shows what a step changed, Left puts it away.")
        quiet = label(hint, style="caption", tone=Tone.MUTED)
        self.setLayout(column(self.table, row(self._count, STRETCH, quiet), gap=4))
        self._wire()

    def _wire(self) -> None:
        self.table.installEventFilter(self)
        self.table.verticalScrollBar().valueChanged.connect(self._on_moved)
        self.table.selected.connect(self._on_moved)
        self.link.store_known.connect(self._on_store)

    def show_order(self, view: OrderView) -> None:
        """Read what was done since the last time this page was looked at."""
        if view.order.version != self._version:
            self._version = view.order.version
            self._read(None)

    def take_focus(self) -> None:
        """The newest step, or where one was."""
        if self.table.current_key() is None:
            self.table.select_row(0)
        self.table.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to the list."""
        self.take_focus()
        return field in self.fields

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Right opens a step, Left closes it, and goes back to it from one of its changes."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space)
        ):
            line: HistoryRow | None = self.table.current_row()
            if line is not None:
                number = line.entry.number
                closes = event.key() == Qt.Key.Key_Left or (
                    event.key() == Qt.Key.Key_Space and line.is_open
                )
                self._set_open(number, not closes)
            return True
        return super().eventFilter(watched, event)

    def count_text(self) -> str:
        """How many steps are shown, and whether there are older ones."""
        return self._count.text()

    def show_entries(self, entries: Iterable[HistoryEntry]) -> None:
        """Draw these steps and those that are known already."""
        found = {entry.number: entry for entry in entries}
        for number in found:
            self._words.pop(number, None)
        self._entries = dict(sorted({**self._entries, **found}.items(), reverse=True))
        self._draw()

    # Reading

    def _read(self, before: int | None) -> None:
        order_id = self.link.order_id
        if order_id is None:
            return
        if self._reading:
            self._read_again = self._read_again or before is None
            return
        self._reading = True
        services = self.link.workbench.services
        wish = StepsOf(order_id=order_id, before=before, limit=self._page_size)
        self.link.workbench.runner.read(
            lambda: services.orders.history(wish), partial(self._on_read, before), self._on_failed
        )

    @property
    def _page_size(self) -> int:
        return self.link.workbench.state.preferences.page_size

    def _on_read(self, before: int | None, entries: tuple[HistoryEntry, ...]) -> None:
        self._reading = False
        oldest = min((entry.number for entry in entries), default=0)
        if before is None and self._entries and oldest > max(self._entries) + 1:
            self._entries.clear()  # more was done meanwhile than one page holds
        if before is not None or not self._entries:
            self._has_more = len(entries) == self._page_size
        self.show_entries(entries)
        if self._read_again:
            self._read_again = False
            self._read(None)

    def _on_failed(self, error: Exception) -> None:
        self._reading = self._read_again = False
        self._version = -1
        self.link.workbench.report(error)

    def _on_moved(self, *_where: object) -> None:
        """Read on before the end is reached, by wheel or by key."""
        bar = self.table.verticalScrollBar()
        near = bar.value() >= bar.maximum() - _NEAR_THE_END * self.table.rowHeight(0)
        last = self.table.currentIndex().row() >= self.model.rowCount() - _NEAR_THE_END
        if (near or last) and self._has_more and self._entries:
            self._read(min(self._entries))

    def _on_store(self, _store: object) -> None:
        """Names and the time zone have come."""
        self._words.clear()
        if self._entries:
            self._draw()

    # Drawing

    def _on_opened(self, key: object) -> None:
        if isinstance(key, tuple):
            self._set_open(key[0], key[0] not in self._open)

    def _set_open(self, number: int, wanted: bool) -> None:
        entry = self._entries.get(number)
        if entry is None or not entry.differences or wanted == (number in self._open):
            return
        self._open.symmetric_difference_update({number})
        self._draw()
        self.table.select_key((number, -1))

    def _draw(self) -> None:
        self.model.show_rows(self._rows())
        self.table.clearSpans()
        for place, line in enumerate(self.model.rows):
            if line.change is not None:
                self.table.setSpan(place, 0, 1, len(COLUMNS))
        if self.table.current_key() is None:
            self.table.select_row(0)
        count = len(self._entries)
        text = ngettext("{count} step", "{count} steps", count)
        if self._has_more:
            text = _("the last {count} steps; scroll for older ones")
        self._count.setText(text.format(count=quantity_text(count)))

    def _rows(self) -> Iterator[HistoryRow]:
        now = datetime.now(UTC)
        zone = self.link.store.zone if self.link.store else UTC
        for number, entry in self._entries.items():
            at, full = moment_text(entry.at, zone, now), full_moment_text(entry.at, zone)
            is_open = number in self._open
            yield HistoryRow(entry, at, full, is_open=is_open)
            if is_open:
                for place, words in enumerate(self._words_for(entry)):
                    yield HistoryRow(entry, at, full, place, words)

    def _words_for(self, entry: HistoryEntry) -> tuple[ChangeWords, ...]:
        view = self.link.view
        if view is None:
            return ()
        if view.order is not self._words_of:
            self._words.clear()
            self._words_of = view.order
        if entry.number not in self._words:
            self._words[entry.number] = entry_changes(entry, Known(view, self.link.store))
        return self._words[entry.number]
