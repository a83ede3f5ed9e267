"""Agreeing on less than is due: three figures that compute each other, a reason, the limit.

The first figure is the one that counts. What goes beyond the limit of the team is told before
anything is done: Enter then does it, and the order is blocked; Esc does not.
"""

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from salescenter.domain.errors import Refused
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.editors.order.wishes import Wish
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    TextField,
    announce,
    button,
    heading,
    label,
    row,
    text_field,
)

_LONGEST = 254
_BEYOND = frozenset({"price.beyond_limit", "charge.beyond_limit"})
_NO_REASON = frozenset({"price.reason_missing", "charge.reason_missing"})
Figures = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
"""Name and caption of each figure; the first one counts."""


class AgreementStrip(Strip):
    """Typing into one figure computes the other two; the first one is what is sent."""

    def __init__(self, name: str, title: str, link: OrderLink, figures: Figures, do: str) -> None:
        super().__init__(name, title)
        self._link = link
        self._base: OrderView | None = None
        self._asked: tuple[int, str] | None = None
        self._title = heading("", level=2, name=f"{name}-title")
        self._title.setWordWrap(True)
        self._figures = tuple(_figure(f"{name}-{each}", text) for each, text in figures)
        for field in self._figures:
            _line(field).textEdited.connect(self._on_typed)
        self._reason = text_field(_("Reason"), name=f"{name}-reason", longest=_LONGEST)
        self._reason_field = Field(_("Reason"), self._reason, required=True)
        self._reason.textEdited.connect(self._on_reason)
        self._back = button(_("Take back"), name=f"{name}-back", on=self.take_back)
        self._do = button(do, name=f"{name}-do", kind="primary", on=self.accept)
        self._question = label(name=f"{name}-beyond", tone=Tone.WARN, wrap=True)
        self._question.hide()
        self._arrange()

    # What a kind of agreement has to say

    @abstractmethod
    def figures_of(self, value: int) -> tuple[str, str, str]:
        """The three figures as they are written, of the one that counts."""

    @abstractmethod
    def value_of(self, place: int, typed: str) -> int:
        """The figure that counts, of what was typed into one of the three. Raises Refused."""

    @abstractmethod
    def wish_for(self, value: int | None, reason: str, *, accept_block: bool) -> Wish | None:
        """The wish to send, with None to take the agreement back; None when there is none."""

    # What others ask for

    def begin(self, view: OrderView, title: str, value: int, reason: str, *, agreed: bool) -> None:
        """Open with the figures as they stand; ``agreed`` says that there is one to take back."""
        self._base = view
        self._title.setText(title)
        self._show(value, but=None)
        self._reason.start_over(reason)
        self._back.setVisible(agreed)
        self._withdraw()
        self._clear_problems()
        self.open_strip()

    def figures(self) -> tuple[str, ...]:
        """The three figures as they are written now."""
        return tuple(_line(field).text() for field in self._figures)

    def problem(self) -> str:
        """What is wrong with what was typed; "" when nothing is."""
        fields = (*self._figures, self._reason_field)
        return next((field.problem() for field in fields if field.problem()), "")

    def question(self) -> str:
        """What is told of the limit before it is passed; "" when nothing is."""
        return self._question.text()

    def take_focus(self) -> None:
        """The figure that counts, marked, so that typing replaces it."""
        first = _line(self._figures[0])
        first.setFocus()
        first.selectAll()

    def accept(self) -> None:
        """Send it; what is beyond the limit only when that was told before."""
        self._clear_problems()
        first = self._figures[0]
        try:
            value = self.value_of(0, _line(first).text())
        except Refused as refused:
            first.show_problem(refusal_text(refused))
            return
        wanted = value, self._reason.text()
        self._send(value, self._reason.text(), accept_block=wanted == self._asked)

    def take_back(self) -> None:
        """Back to what is due."""
        self._send(None, "", accept_block=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the limit as it is; without a question it leaves the form."""
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self._withdraw()
        else:
            super().keyPressEvent(event)

    # What happens

    def _arrange(self) -> None:
        line = row(*self._figures, self._reason_field)
        for place, share in enumerate((2, 2, 2, 5)):
            line.setStretch(place, share)
        for part in (*self._figures, self._reason_field):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._title)
        self.body.addLayout(line)
        end = row(self._question, STRETCH, self._back, self._do)
        end.setStretch(0, 100)
        self.body.addLayout(end)
        # as high as its sentences need in this width, and no higher
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _send(self, value: int | None, reason: str, *, accept_block: bool) -> None:
        wish = self.wish_for(value, reason, accept_block=accept_block)
        if wish is not None:
            self._link.send(wish, self._on_done, self._on_refused, base=self._base)

    def _on_done(self, _answer: object) -> None:
        self._withdraw()
        self.close_strip()

    def _on_refused(self, error: Exception) -> None:
        code = getattr(error, "code", "")
        if code in _BEYOND:
            self._ask(refusal_text(error))
            return
        field = self._reason_field if code in _NO_REASON else self._figures[0]
        field.show_problem(refusal_text(error))
        field.editor.setFocus()

    def _ask(self, why: str) -> None:
        """Tell what passing the limit does; the same again does it."""
        self._asked = self.value_of(0, _line(self._figures[0]).text()), self._reason.text()
        consequence = _(
            "Going beyond that blocks the order until somebody has looked at it. "
            "Enter does it, Escape does not."
        )
        text = f"{why} {consequence}"
        self._question.setText(text)
        self._question.show()
        self.opened.emit()  # it needs more room now
        announce(self, text)

    def _withdraw(self) -> None:
        self._asked = None
        self._question.setText("")
        self._question.hide()

    def _clear_problems(self) -> None:
        for field in (*self._figures, self._reason_field):
            field.clear_problem()

    def _on_reason(self, _text: str) -> None:
        self._withdraw()
        self._reason_field.clear_problem()

    def _on_typed(self, typed: str) -> None:
        """Show the other two; a half-typed figure leaves them as they are."""
        self._withdraw()
        for each in self._figures:
            each.clear_problem()
        place = next(n for n, each in enumerate(self._figures) if each.editor is self.sender())
        try:
            self._show(self.value_of(place, typed), but=self._figures[place])
        except Refused as refused:
            self._figures[place].show_problem(refusal_text(refused) if typed.strip() else "")

    def _show(self, value: int, but: Field | None) -> None:
        for field, text in zip(self._figures, self.figures_of(value), strict=True):
            if field is not but:
                _line(field).start_over(text)


def _figure(name: str, title: str) -> Field:
    return Field(title, text_field(title, name=name, longest=30))


def _line(field: Field) -> TextField:
    assert isinstance(field.editor, TextField)
    return field.editor
