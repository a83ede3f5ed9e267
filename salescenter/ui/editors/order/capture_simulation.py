"""The customer on the phone, where the payment provider is only a simulation: marked as such."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.refusals import sentence
from salescenter.domain.search_text import fold
from salescenter.i18n import N_, _
from salescenter.services.simulation import KeyInCard, SimulatedCard
from salescenter.services.verbs import Nothing
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.bare_field import BareField
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import Card, icon_label, label, row, search_field
from salescenter.ui.workbench.contract import Workbench

COLUMNS = (
    Column[SimulatedCard](
        "name",
        N_("The customer keys in a card that"),
        lambda card: _(card.name),
        width=130,
        stretch=2,
        strong=True,
        icon=lambda _card: "credit-card",
    ),
    Column[SimulatedCard](
        "about",
        N_("What happens then"),
        lambda card: card.about,
        width=200,
        stretch=3,
        drop=1,
        tone=lambda _card: Tone.MUTED,
    ),
)
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}
_LEAST_HEIGHT = 94


class SimulatedCustomer(Card):
    """A list of cards by name: typing narrows it, Enter keys one in."""

    known = Signal(bool)
    """Whether the provider is a simulation."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__("simulation", tone=Tone.WARN)
        self.setAccessibleName(_("Simulation: the customer on the phone"))
        self._workbench = workbench
        self._cards: tuple[SimulatedCard, ...] = ()
        self._asked = False
        self._session_ref = ""
        self._is_keying = False
        self.is_keyed = False
        """A card was keyed in; the provider's answer comes by itself."""
        self.model = TableModel(COLUMNS, key=lambda card: card.name)
        self.filter = search_field(
            _("Card of the simulated customer"),
            name="simulation-filter",
            placeholder=_("Which card? Type, Enter keys it in"),
        )
        self.filter.textChanged.connect(self._on_typed)
        self.filter.installEventFilter(self)
        self._field = BareField("simulation-field", self.filter)
        self.table = table_view(
            self.model,
            name="simulation-cards",
            accessible=_("Cards of the simulated customer"),
            on_open=self._key_in,
            empty=_("No card is called like that."),
            widths=workbench.widths,
        )
        self._build()
        self.hide()

    def _build(self) -> None:
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self.table.horizontalHeader().hide()
        title = label(_("Simulation: the customer on the phone"), style="heading", tone=Tone.WARN)
        line = row(icon_label("phone", tone=Tone.WARN), title)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._field)
        self.body.addWidget(self.table, 1)

    def show_session(self, session_ref: str) -> None:
        """Offer the cards while the provider waits in it; "" offers none."""
        if session_ref == self._session_ref:
            return
        self._session_ref = session_ref
        self._is_keying = self.is_keyed = False
        self.filter.start_over()
        self._field.show_problem("")
        self.load()
        self._offer()

    def load(self) -> None:
        """Ask once which cards there are; a real provider has none."""
        if self._asked:
            return
        self._asked = True
        services = self._workbench.services
        self._workbench.runner.read(
            lambda: services.simulation.cards(Nothing()), self._on_cards, self._workbench.report
        )

    def take_focus(self) -> None:
        """Typing narrows the list."""
        self.filter.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list and Enter keys in, while the filter keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                last = self.model.rowCount() - 1
                wanted = self.table.currentIndex().row() + _MOVES[key]
                self.table.select_row(max(0, min(last, wanted)))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _has_modifier(event):
                self._key_in(self.table.current_key())
                return True
        return super().eventFilter(watched, event)

    def _on_cards(self, cards: tuple[SimulatedCard, ...]) -> None:
        self._cards = cards
        self.known.emit(bool(cards))
        self._offer()

    def _offer(self) -> None:
        shown = bool(self._session_ref and self._cards)
        had_focus = self.isVisible()
        self.setVisible(shown)
        if shown:
            self._on_typed(self.filter.text())
            if not had_focus and self.isVisible():
                self.take_focus()

    def _on_typed(self, text: str) -> None:
        if looks_like_card(text):
            # It must not stay on the screen either: a number is never what is asked for here.
            self.filter.start_over()
            self._field.show_problem(sentence("text.card_number", {}))
            return
        if text:
            self._field.show_problem("")
        words = fold(text).split()
        self.model.show_rows(card for card in self._cards if _fits(words, card))
        if self.table.current_key() is None or words:
            self.table.select_row(0)

    def _key_in(self, name: object) -> None:
        if name is None or not self._session_ref or self._is_keying:
            return
        self._is_keying = True
        services: Any = self._workbench.services
        wish = KeyInCard(session_ref=self._session_ref, card=str(name))
        self._workbench.runner.write(
            lambda: services.simulation.key_in(wish), self._on_keyed, self._on_failed
        )

    def _on_keyed(self, _done: object) -> None:
        self.is_keyed = True
        self._field.show_problem("")

    def _on_failed(self, error: Exception) -> None:
        self._is_keying = False
        self._field.show_problem(str(error))


def _fits(words: list[str], card: SimulatedCard) -> bool:
    text = fold(f"{_(card.name)} {card.about}")
    return all(word in text for word in words)


def _has_modifier(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
