"""The Comments page: what was written on the order, and a field to write more; the newest first."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.comment import OrderComment
from salescenter.domain.refusals import sentence
from salescenter.domain.store import Store
from salescenter.i18n import N_, _
from salescenter.services.orders.views import CommentOnOrder, OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text, moment_text
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.wishes import On, Wish
from salescenter.ui.widgets import (
    STRETCH,
    Card,
    Field,
    button,
    card,
    choice_field,
    column,
    empty_state,
    label,
    notes_field,
    row,
    scroll_area,
    tool_tip,
)

COMMENTS_PAGE = "comments"
_FIELD_LINES = 3
_MOST_SHOWN = 200
_READERS = ((False, N_("For the house only")), (True, N_("For the customer too")))


def write_comment(text: str, *, for_customer: bool, channel: str) -> Wish:
    """Words to be written on the order; nothing that others do can stand against it."""

    def ask(services: Any, on: On, key: str) -> object:
        wish = CommentOnOrder(
            order_id=on.order_id,
            version=on.version,
            text=text,
            for_customer=for_customer,
            channel=channel,
        )
        return services.comments.comment(wish, key=key)

    return Wish(ask)


class CommentsPage(OrderPage):
    """Comments are added and never changed. Ctrl+Enter in the field writes what stands in it."""

    id: ClassVar[str] = COMMENTS_PAGE
    title: ClassVar[str] = N_("Comments")
    fields: ClassVar[frozenset[str]] = frozenset({"comment"})

    def __init__(self, link: OrderLink) -> None:
        super().__init__(link)
        self.text = notes_field(_("New comment"), name="comment-text", lines=_FIELD_LINES)
        self.field = Field(_("New comment"), self.text)
        readers = [(value, _(words)) for value, words in _READERS]
        self.reader = choice_field(
            _("Who reads it"), name="comment-reader", choices=readers, current=False
        )
        self.channel = choice_field(_("Business channel"), name="comment-channel")
        self.write = button(
            _("Write the comment"),
            name="comment-write",
            icon="check",
            kind="primary",
            on=self.send,
            tip=_("Write the comment (Ctrl+Enter in the field)"),
        )
        self.nothing = empty_state(
            _("No comments yet"),
            _("What is written here stays as it is, with your name and the time."),
            name="comments-none",
            icon="message-square",
        )
        self._cards: dict[int, Card] = {}
        self._build()

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        inside = QWidget()
        inside.setObjectName("comments")
        inside.setLayout(self._list)
        self.written = scroll_area(
            inside, name="comments-scroll", accessible=_("Comments, the newest first")
        )
        self.written.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        below = row(self.reader, self.channel, STRETCH, self.write)
        box = column(self.field, below, self.nothing, self.written)
        box.setStretch(2, 1)
        box.setStretch(3, 1)
        self.setLayout(box)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self.field.clear_problem)
        self.link.store_known.connect(self._on_store)
        self._show_channels()

    # What the editor asks for

    def show_order(self, view: OrderView) -> None:
        """Draw the comments that are new; older ones stay as they are."""
        self._show_channels()
        for comment in list(view.order.comments)[-_MOST_SHOWN:]:
            if comment.id not in self._cards:
                made = self._card(comment, view)
                self._cards[comment.id] = made
                self._list.insertWidget(0, made)
        self.nothing.setVisible(not self._cards)
        self.written.setVisible(bool(self._cards))

    def take_focus(self) -> None:
        """The field for a new one."""
        self.text.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to the field for a new one."""
        self.take_focus()
        return field in self.fields

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the field writes the comment instead of submitting the order."""
        if watched is self.text and isinstance(event, QKeyEvent) and _is_ctrl_enter(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.send()
                return True
        return super().eventFilter(watched, event)

    # Writing

    def send(self) -> None:
        """Write what stands in the field."""
        if self.link.order_id is None:
            self.field.show_problem(sentence("order.empty", {}))
            return
        if not self.text.toPlainText().strip():
            self.field.show_problem(sentence("comment.empty", {}))
            self.text.setFocus()
            return
        wish = write_comment(
            self.text.toPlainText(),
            for_customer=bool(self.reader.value()),
            channel=self.channel.value() or "",
        )
        self.link.send(wish, self._on_written, self._on_refused)

    def _on_written(self, _answer: object) -> None:
        self.text.clear()
        self.reader.show_value(False)
        self.written.verticalScrollBar().setValue(0)

    def _on_refused(self, error: Exception) -> None:
        self.field.show_problem(refusal_text(error))

    # Drawing

    def _on_store(self, _store: Store) -> None:
        """Names of channels and the time zone have come."""
        self._show_channels()
        for made in self._cards.values():
            made.hide()
            made.deleteLater()
        self._cards.clear()
        if self.link.view is not None:
            self.show_order(self.link.view)

    def _show_channels(self) -> None:
        store, view = self.link.store, self.link.view
        if store is None or self.channel.count() == len(store.channels):
            return
        current = view.order.channel if view is not None else self.link.channel
        choices = [(each.code, each.name) for each in store.channels]
        self.channel.show_choices(choices, current)

    def _card(self, comment: OrderComment, view: OrderView) -> Card:
        zone = self.link.store.zone if self.link.store else UTC
        by = view.user_names.get(comment.author_id or 0, _("System"))
        said = [by, moment_text(comment.at, zone, datetime.now(UTC)), self._channel(comment)]
        if comment.for_customer:
            said.append(_("for the customer too"))
        head = label(" · ".join(filter(None, said)), style="caption", tone=Tone.MUTED, wrap=True)
        tool_tip(head, full_moment_text(comment.at, zone))
        text = label(comment.text, name=f"comment-{comment.id}", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        tone = Tone.INFO if comment.for_customer else Tone.PLAIN
        made = card(head, text, name=f"comment-card-{comment.id}", tone=tone)
        made.setAccessibleName(f"{head.text()}: {comment.text}")
        return made

    def _channel(self, comment: OrderComment) -> str:
        channels = self.link.store.channels if self.link.store else ()
        names = {each.code: each.name for each in channels}
        return names.get(comment.channel, comment.channel)


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
