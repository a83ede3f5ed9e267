"""The entry line: a code or words and Enter puts an item on the order, then the next one.

The field is empty again as soon as Enter was pressed; what could not be added comes back into it
with the reason beside it, or, when something else was typed meanwhile, with Up.
"""

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from salescenter.domain.catalogue import ItemKind, ItemMatch
from salescenter.domain.entry import ItemEntry, certain_match, parse_entry
from salescenter.domain.errors import Refused
from salescenter.i18n import _
from salescenter.services.catalogue import FindItem, ItemHits
from salescenter.services.catalogue_entry import GoesWith, Suggestion
from salescenter.services.orders.views import OrderStep
from salescenter.ui.background import Latest
from salescenter.ui.editors.order import line_wishes, wishes
from salescenter.ui.editors.order.bare_field import BareField
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.suggestions import Suggestions
from salescenter.ui.money_text import money_text, quantity_text
from salescenter.ui.widgets import announce, search_field

_MOST_HITS = 20
_SHORTEST = 2
_A_BLOCK = 2
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, and what replaces those that are discontinued."""

    hits: ItemHits
    instead: tuple[Suggestion, ...] = ()

    def with_replacements(self) -> tuple[list[ItemMatch], int]:
        """The hits, what replaces one right below it; and how many came so."""
        there = {match.id for match in self.hits.matches}
        new = [each for each in self.instead if each.match.id not in there]
        matches = []
        for match in self.hits.matches:
            matches.append(match)
            matches += [each.match for each in new if each.source_id == match.id]
        return matches, len(new)


class EntryLine(BareField):
    """Finds while one types. ``added`` tells the line that took an item, ``left_upwards`` Up.

    ``product_wanted``: a match of which the kind has to be chosen, how many, what was typed;
    ``block_pasted``: several lines, to be looked at before they are added.
    """

    added = Signal(int)
    left_upwards = Signal()
    product_wanted = Signal(object, int, str)
    block_pasted = Signal(str)

    def __init__(self, link: OrderLink, over: QWidget) -> None:
        line = search_field(
            _("Add an item: code, or words of its name"),
            name="entry-line",
            placeholder=_("Add an item: HW-4411, 3x HW-4411, or words (Ctrl+I)"),
        )
        super().__init__("entry", line)
        self._link = link
        self._latest = Latest(link.workbench.runner)
        self._answered = ""
        self._lost = ""
        self._waiting: deque[tuple[str, ItemEntry]] = deque()
        self.suggestions = Suggestions(over)
        self.suggestions.picked.connect(self._on_picked)
        self.line.textChanged.connect(self._on_text)
        link.store_known.connect(self._on_store_known)
        self.line.installEventFilter(self)

    def type_text(self, text: str) -> None:
        """Go on typing here."""
        self.line.setFocus()
        if text:
            self.line.insert(text)

    def submit(self) -> None:
        """Enter: add what is meant; what nobody has looked at yet only when it is certain."""
        typed = self.line.text().strip()
        if not typed:
            return
        try:
            entry = parse_entry(typed)
        except Refused as refused:
            self.show_problem(refusal_text(refused))
            return
        if self._answered != typed:
            self._clear()
            self._look_up(typed, entry)
            return
        match = self.suggestions.current()
        if match is None:
            self.show_problem(_nothing_chosen(entry, self.suggestions.model.rowCount()))
        else:
            self._clear()
            self._add(match, entry.quantity, typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that choose, add and leave, while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste):
                return self._paste(QGuiApplication.clipboard().text())
            return self._on_key(Qt.Key(event.key()))
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.suggestions.hide()
        return super().eventFilter(watched, event)

    def _paste(self, text: str) -> bool:
        """Several lines are looked at first; one is typed in."""
        if len([line for line in text.splitlines() if line.strip()]) < _A_BLOCK:
            return False
        self._forget()
        self.block_pasted.emit(text)
        return True

    def _on_key(self, key: Qt.Key) -> bool:
        offered = not self.suggestions.isHidden()
        if key in _ENTERS:
            self.submit()
        elif key in _MOVES and offered:
            self.suggestions.move_by(_MOVES[key])
        elif key == Qt.Key.Key_Up:
            self._recall_or_leave()
        elif key == Qt.Key.Key_Escape and offered:
            self.suggestions.hide()
        elif key == Qt.Key.Key_Escape and self.line.text():
            self._clear()
        else:
            return False
        return True

    def _recall_or_leave(self) -> None:
        if self._lost and not self.line.text():
            lost, self._lost = self._lost, ""
            self.line.setText(lost)
        else:
            self.left_upwards.emit()

    # Finding

    def _on_text(self, text: str) -> None:
        self.show_problem("")
        typed = text.strip()
        self._answered = ""
        try:
            entry = parse_entry(typed)
        except Refused as refused:
            self.show_problem(refusal_text(refused))
            self._forget()
            return
        if len(entry.text) < _SHORTEST or self._link.store is None:
            self._forget()
            return
        found = partial(self._on_found, typed, entry)
        self._latest.run(self._finder(entry), found, self._on_find_failed)

    def _forget(self) -> None:
        self._latest.forget()
        self.suggestions.hide()

    def _on_found(self, typed: str, entry: ItemEntry, found: _Found) -> None:
        if typed == self.line.text().strip():
            self._answered = typed
            matches, instead = found.with_replacements()
            self.suggestions.show_matches(entry, matches, self.line, instead)

    def _on_find_failed(self, error: Exception) -> None:
        self.suggestions.hide()
        self.show_problem(refusal_text(error))

    def _look_up(self, typed: str, entry: ItemEntry) -> None:
        """Enter came before the answer: look it up in its turn, and add it when it is certain."""
        self._waiting.append((typed, entry))
        if len(self._waiting) == 1:
            self._look_up_next()

    def _look_up_next(self) -> None:
        if not self._waiting:
            return
        _typed, entry = self._waiting[0]
        if self._link.store is None:
            # An order that was opened a moment ago still reads its store; without one nothing is.
            if self._link.order_id is None and self._link.workbench.state.store is None:
                self._on_not_looked_up(Refused("store.unknown"))
            return
        self._link.workbench.runner.read(
            self._finder(entry), self._on_looked_up, self._on_not_looked_up
        )

    def _on_store_known(self, _store: object) -> None:
        """What was typed before can be looked up now."""
        self._look_up_next()
        if self.line.text():
            self._on_text(self.line.text())

    def _on_looked_up(self, found: _Found) -> None:
        typed, entry = self._waiting.popleft()
        hits = found.hits
        match = certain_match(entry, hits.matches)
        if match is not None:
            self._add(match, entry.quantity, typed)
        else:
            is_free = not self.line.text()
            self._give_back(typed, _nothing_chosen(entry, len(hits.matches)))
            if is_free and self.line.hasFocus():
                self._on_found(typed, entry, found)
        self._look_up_next()

    def _on_not_looked_up(self, error: Exception) -> None:
        typed, _entry = self._waiting.popleft()
        self._on_refused(typed, error)
        self._look_up_next()

    def _finder(self, entry: ItemEntry) -> Any:
        view, store = self._link.view, self._link.store
        assert store is not None
        currency = view.order.currency if view is not None else store.currency
        return partial(_find, self._link.workbench.services, store.id, entry.text, currency)

    # Adding

    def _on_picked(self, match: ItemMatch) -> None:
        self.submit()

    def add_match(self, match: ItemMatch, quantity: int) -> None:
        """Add what was found elsewhere; of a product the kind is asked for."""
        self._add(match, quantity, match.sku)

    def add_chosen(self, item_id: int, name: str, quantity: int) -> None:
        """Add an item that was chosen by its values, or as a part of something larger."""
        self._send(wishes.add_item(item_id, quantity), name, quantity, name)

    def give_back(self, typed: str, error: Exception) -> None:
        """What could not be looked at stands here again, with the reason."""
        self._on_refused(typed, error)

    def _add(self, match: ItemMatch, quantity: int, typed: str) -> None:
        if match.kind is ItemKind.PRODUCT:
            self.product_wanted.emit(match, quantity, typed)
        elif match.kind is ItemKind.BUNDLE:
            self._send(line_wishes.add_bundle(match.id, quantity), match.name, quantity, typed)
        else:
            self._send(wishes.add_item(match.id, quantity), match.name, quantity, typed)

    def _send(self, wish: wishes.Wish, name: str, quantity: int, typed: str) -> None:
        self._link.send(
            wish, partial(self._on_added, name, quantity), partial(self._on_refused, typed)
        )

    def _clear(self) -> None:
        self.line.start_over()
        self._forget()

    def _on_added(self, name: str, quantity: int, step: OrderStep | None) -> None:
        if step is None:
            return
        text = _("Added {count} of {name}, total {total}").format(
            count=quantity_text(quantity),
            name=name,
            total=money_text(step.total, step.currency),
        )
        announce(self.line, text)
        if step.part_id is not None:
            self.added.emit(step.part_id)

    def _on_refused(self, typed: str, error: Exception) -> None:
        self._give_back(typed, refusal_text(error))

    def _give_back(self, typed: str, why: str) -> None:
        """What was not added stands in the field again, if that is free, with the reason."""
        if self.line.text():
            self._lost = typed
            self.show_problem(_("“{text}” was not added: {why}").format(text=typed, why=why))
            return
        blocked = self.line.blockSignals(True)
        self.line.setText(typed)
        self.line.blockSignals(blocked)
        self.show_problem(why)


def _nothing_chosen(entry: ItemEntry, count: int) -> str:
    if entry.is_code:
        return _("No item has the code {code}.").format(code=entry.text)
    if not count:
        return _("Nothing is called “{text}”.").format(text=entry.text)
    return _("Several items are called so. Choose one with the arrows.")


def _find(services: Any, store_id: int, text: str, currency: str) -> _Found:
    wish = FindItem(store_id=store_id, text=text, currency=currency, limit=_MOST_HITS)
    hits: ItemHits = services.catalogue.find(wish)
    gone = tuple(match.id for match in hits.matches if match.is_discontinued)
    if not gone:
        return _Found(hits)
    ask = GoesWith(store_id=store_id, item_ids=gone, currency=currency)
    return _Found(hits, tuple(each for each in services.entry.goes_with(ask) if each.is_needed))
