"""Marketing promotions: what the order in front has, and what it lacks for more.

Follows the active editor. It draws after everything else has been drawn, and only while somebody
can see it: the total of an order never waits for it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salescenter.domain.store import Store
from salescenter.i18n import N_, _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.services.stores import StoreById
from salescenter.ui.colours import Tone, colour, tone_colour
from salescenter.ui.money_text import money_text, quantity_text
from salescenter.ui.promotion_words import Facts, Nearness, PromotionWords, all_words
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import (
    STRETCH,
    Card,
    announce,
    button,
    caption,
    column,
    empty_state,
    icon_label,
    label,
    page,
    row,
    scroll_area,
    set_tone,
    value_label,
)
from salescenter.ui.workbench.contract import Workbench

ID = "marketing_promotions"
TITLE = N_("Marketing promotions")
ICON = "badge-percent"

_NARROW = 240
_UNBROKEN_PERCENT = "\N{NO-BREAK SPACE}%"
_SHOWN_AT_FIRST = 15
"""Cards that are drawn unasked; a store may run hundreds of promotions."""


class ShareStrip(QWidget):
    """How far the order has come, as a strip; the sentence beside it says the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("promotion-share")
        self.setFixedHeight(4)
        self._share = 0

    def show_share(self, share: int) -> None:
        """Draw so many percent."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole way, quietly, and on it the part that is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        done = QRectF(whole)
        done.setWidth(whole.width() * self._share / 100)
        for area, fill in ((whole, colour("border")), (done, tone_colour(Tone.INFO))):
            painter.setBrush(fill)
            painter.drawRoundedRect(area, 2, 2)


class PromotionCard(Card):
    """One promotion. It is used again for another one rather than made anew."""

    def __init__(self, place: int) -> None:
        super().__init__(f"promotion-{place}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = icon_label("", size=18)
        self._name = label(wrap=True)
        self._amount = value_label(
            name=f"promotion-{place}-amount",
            accessible=_("Discount"),
            tone=Tone.OK,
            align=Qt.AlignmentFlag.AlignRight,
        )
        self._detail = label(tone=Tone.MUTED, wrap=True)
        self._share = ShareStrip()
        self._top = row(self._name, self._amount, gap=8)
        self._top.setStretch(0, 1)
        self._top.setAlignment(self._amount, Qt.AlignmentFlag.AlignTop)
        inner = column(self._top, self._detail, self._share, gap=3)
        line = row(self._icon, inner, gap=10)
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self._words: PromotionWords | None = None

    def show_words(self, words: PromotionWords) -> None:
        """Read otherwise from now on."""
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(words.spoken)
        self._icon.show_icon(words.icon, words.tone)
        self._name.setText(words.name.replace(" %", _UNBROKEN_PERCENT))
        self._amount.setText(words.amount)
        self._amount.setVisible(bool(words.amount))
        self._detail.setText(words.detail)
        near = words.nearness is Nearness.WITHIN_REACH
        set_tone(self._detail, Tone.INFO if near else Tone.MUTED)
        self._share.setVisible(words.share is not None)
        self._share.show_share(words.share or 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow dock the amount stands under the name: beside it, each word had a line."""
        super().resizeEvent(event)
        self._place_amount(narrow=self.width() < _NARROW)

    def _place_amount(self, *, narrow: bool) -> None:
        direction, align = QBoxLayout.Direction, Qt.AlignmentFlag
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if self._top.direction() != wanted:
            self._top.setDirection(wanted)
            self._top.setSpacing(0 if narrow else 8)
            self._top.setStretch(0, 0 if narrow else 1)
            self._top.setAlignment(self._amount, align.AlignLeft if narrow else align.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from card to card."""
        step = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.focusNextPrevChild(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring around the card that has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)


class CardList(QWidget):
    """A heading and cards under it; takes no room without cards."""

    def __init__(self, name: str, first: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self._first = first
        self._heading = caption("", name=f"{name}-heading")
        self._cards: list[PromotionCard] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 4)
        self._box.setSpacing(6)
        self._box.addWidget(self._heading)

    def show_words(self, title: str, words: Sequence[PromotionWords]) -> None:
        """Show these promotions in cards."""
        self.setVisible(bool(words))
        self._heading.setText(title)
        while len(self._cards) < len(words):
            made = PromotionCard(self._first + len(self._cards))
            self._cards.append(made)
            self._box.addWidget(made)
        for place, card in enumerate(self._cards):
            if place < len(words):
                card.show_words(words[place])
            card.setVisible(place < len(words))

    def cards(self) -> list[PromotionCard]:
        """The cards that are shown."""
        return [card for card in self._cards if not card.isHidden()]


class MarketingPromotions(QWidget):
    """What the order in front has of promotions, and what it lacks for more."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName(ID)
        self.setAccessibleName(_(TITLE))
        self._workbench = workbench
        self._view: OrderView | None = None
        self._is_stale = True
        self._methods: dict[int, dict[str, str]] = {}
        self._shows_all = False
        self.applied = CardList("promotions-applied", 1)
        self.possible = CardList("promotions-possible", 1001)
        self.others = CardList("promotions-others", 2001)
        self._more = self._make_more()
        self._pages = self._make_pages()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._pages)
        workbench.state_changed.connect(self._on_state)
        self._on_state(workbench.state)

    def show_order(self, view: OrderView | None) -> None:
        """Follow another order, or another version of it; None for no order."""
        if view is self._view:
            return
        if view is None or self._view is None or view.order.id != self._view.order.id:
            self._shows_all = False
        self._view = view
        self._is_stale = True
        if view is not None:
            self._want_methods(view.order.store_id)
        self._soon.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while nobody could see it."""
        super().showEvent(event)
        self._draw()

    def _make_more(self) -> QPushButton:
        return button(
            "", name="promotions-more", on=self._on_more, icon="chevron-down", kind="quiet"
        )

    def _make_pages(self) -> QStackedWidget:
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addStretch(1)
        cards = column(self.applied, self.possible, self.others, more, STRETCH, gap=6)
        self._scroll = scroll_area(
            page(cards, name="promotions-cards", margins=(10, 8, 10, 8)),
            name="promotions-scroll",
            accessible=_("Promotions of this order"),
        )
        self._empty = empty_state("", name="promotions-empty", icon=ICON)
        pages = QStackedWidget()
        pages.setObjectName("promotions-pages")
        pages.addWidget(self._empty)
        pages.addWidget(self._scroll)
        return pages

    def _on_state(self, state: WorkbenchState) -> None:
        self.show_order(state.subject if isinstance(state.subject, OrderView) else None)

    def _draw(self) -> None:
        view = self._view
        if not self._is_stale or not self.isVisible():
            return
        self._is_stale = False
        if view is None:
            self._show_empty(
                _("No order in front"),
                _("Open or start an order: its promotions stand here, and what is short of more."),
            )
        elif not view.priced.promotions:
            self._show_empty(_("No promotions"), _("This store runs no promotions at the moment."))
        else:
            self._show_cards(view, all_words(view, self._facts(view)))

    def _show_empty(self, title: str, text: str) -> None:
        self._empty.show_text(title, text)
        self._pages.setCurrentWidget(self._empty)
        self.setFocusProxy(self._empty)

    def _show_cards(self, view: OrderView, words: list[PromotionWords]) -> None:
        applied = [one for one in words if one.nearness is Nearness.APPLIED]
        others = [one for one in words if one.nearness is Nearness.NOT_FOR_THIS_ORDER]
        possible = words[len(applied) : len(words) - len(others)]
        hidden = len(possible[_SHOWN_AT_FIRST:]) + len(others)
        if not self._shows_all:
            possible, others = possible[:_SHOWN_AT_FIRST], []
        self.applied.show_words(_applied_title(view), applied)
        self.possible.show_words(_("Not applied yet"), possible)
        self.others.show_words(_("Not for this order"), others)
        self._show_more(hidden)
        self._pages.setCurrentWidget(self._scroll)
        cards = self.applied.cards() + self.possible.cards()
        self.setFocusProxy(cards[0] if cards else self._more)

    def _show_more(self, hidden: int) -> None:
        text = ngettext("Show {count} more", "Show {count} more", hidden)
        words = text.format(count=quantity_text(hidden)) if not self._shows_all else _("Show fewer")
        self._more.setText(words)
        self._more.setAccessibleName(words)
        self._more.setVisible(hidden > 0)

    def _on_more(self) -> None:
        self._shows_all = not self._shows_all
        self._is_stale = True
        self._draw()
        announce(self, self._more.text())

    def _facts(self, view: OrderView) -> Facts:
        return Facts(view, self._methods.get(view.order.store_id))

    def _want_methods(self, store_id: int) -> None:
        """Ask once a store what its shipping methods are called."""
        if store_id in self._methods:
            return
        self._methods[store_id] = {}
        services = self._workbench.services
        self._workbench.runner.read(
            lambda: services.stores.get(StoreById(store_id=store_id)),
            self._on_store,
            self._workbench.report,
        )

    def _on_store(self, store: Store) -> None:
        self._methods[store.id] = {method.code: method.name for method in store.methods}
        self._is_stale = True
        self._soon.start(0)


def _applied_title(view: OrderView) -> str:
    saved = view.priced.totals.discount
    return _("Applied: {amount} off").format(amount=money_text(saved, view.priced.currency))
