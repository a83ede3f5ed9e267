"""Several telephones, or several e-mail addresses: each a line, an empty one for the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.widgets import TextField, announce, label, row, text_field, tool_button
from salescenter.ui.widgets.text import restyle, set_tone

_MOST = 10
_LABEL_WIDTH = 110
_SIZE = 28


@dataclass(frozen=True, slots=True)
class Told:
    """What is said beside a line: wrong ones are not kept, odd ones are."""

    text: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class ContactKind:
    """Words and rules of one kind of contact."""

    name: str
    title: str
    new: str
    longest: int
    check: Callable[[str], Told]
    has_label: bool = False
    spaced: Callable[[str], str] | None = None


Contact = tuple[str, str]
"""A text and what it is (home, work)."""


class ContactLine(QWidget):
    """One contact: text, what it is, primary, remove; and what is odd about it."""

    left = Signal()
    primary_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, kind: ContactKind, place: int) -> None:
        super().__init__()
        self._kind = kind
        self._stored: Contact = ("", "")
        self._typed = ""
        name = f"{kind.name}-{place}"
        title = _("{title} {number}").format(title=kind.title, number=place + 1)
        self.text = text_field(title, name=name, longest=kind.longest)
        self.text.textEdited.connect(self._on_edited)
        self.text.editingFinished.connect(self._on_left)
        self.what = text_field(
            _("What {title} is").format(title=title),
            name=f"{name}-label",
            placeholder=_("home, work…"),
            longest=32,
        )
        self.what.setFixedWidth(_LABEL_WIDTH)
        self.what.editingFinished.connect(self._on_left)
        self.primary = tool_button(
            _("Make {title} the primary one").format(title=title),
            icon="star",
            name=f"{name}-primary",
            on=self.primary_wanted.emit,
        )
        self.remove = tool_button(
            _("Remove {title}").format(title=title),
            icon="x",
            name=f"{name}-remove",
            on=self.remove_wanted.emit,
        )
        self._told = label(name=f"problem-{name}", style="caption", tone=Tone.ERROR, wrap=True)
        self._told.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        line: QHBoxLayout = row(self.text, self.what, self.primary, self.remove, gap=4)
        line.setStretch(0, 1)
        for made in (self.primary, self.remove):
            made.setFixedSize(_SIZE, _SIZE)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self._told)

    @property
    def is_edited(self) -> bool:
        """Whether something was typed that is not sent."""
        return self.text.isModified() or self.what.isModified()

    def show_contact(self, contact: Contact, *, is_first: bool, is_new: bool) -> None:
        """Draw what is stored, unless somebody types here or what was typed cannot be kept."""
        keeps = self.is_edited and (self.text.hasFocus() or self.what.hasFocus())
        if not keeps and not (self._is_wrong() and self.is_edited):
            if contact != (self.text.text(), self.what.text()):
                self._tell(Told())
            self.text.start_over(contact[0])
            self.what.start_over(contact[1])
            self._typed = contact[0]
        self._stored = contact
        self.text.setPlaceholderText(self._kind.new if is_new else "")
        self.primary.setVisible(not is_first and not is_new)
        self.remove.setVisible(not is_new)
        self.what.setVisible(self._kind.has_label)

    def contact(self) -> Contact:
        """What is to be kept: what is typed, or what is stored while that is wrong."""
        return self._stored if self._is_wrong() else (self._text(), self.what.text().strip())

    def forget(self) -> None:
        """What was typed was sent."""
        self.text.setModified(False)
        self.what.setModified(False)

    def show_refusal(self, text: str) -> None:
        """Say why it was not kept; what was typed stays."""
        self._tell(Told(text, is_wrong=True))
        self.text.setModified(True)

    def problem(self) -> str:
        """What is said beside it."""
        return self._told.text()

    def _text(self) -> str:
        return self.text.text().strip()

    def _is_wrong(self) -> bool:
        return bool(self._text()) and self._kind.check(self._text()).is_wrong

    def _on_edited(self, text: str) -> None:
        """Space the number while it grows at its end; what is taken away stays away."""
        before, self._typed = self._typed, text
        grows = len(text) > len(before) and self.text.cursorPosition() == len(text)
        if self._kind.spaced is None or not grows:
            return
        spaced = self._kind.spaced(text)
        if spaced != text:
            self._typed = spaced
            self.text.blockSignals(True)
            self.text.selectAll()
            self.text.insert(spaced)
            self.text.blockSignals(False)

    def _on_left(self) -> None:
        if self.is_edited:
            self._tell(self._kind.check(self._text()) if self._text() else Told())
            self.left.emit()

    def _tell(self, told: Told) -> None:
        self._told.setText(told.text)
        self._told.setVisible(bool(told.text))
        set_tone(self._told, Tone.ERROR if told.is_wrong else Tone.WARN)
        self.text.setProperty("problem", told.is_wrong)
        self.text.setAccessibleDescription(told.text)
        restyle(self.text)
        if told.text:
            announce(self, told.text)


class ContactRows(QWidget):
    """Emits ``changed`` with all contacts when a line was left that holds something else now."""

    changed = Signal(object)

    def __init__(self, kind: ContactKind) -> None:
        super().__init__()
        self.setObjectName(f"{kind.name}-rows")
        self._kind = kind
        self._shown: tuple[Contact, ...] = ()
        self.lines: list[ContactLine] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.show_contacts(())

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """Draw what is stored, and an empty line for one more."""
        self._shown = tuple(contacts)
        wanted = min(len(contacts) + 1, _MOST)
        while len(self.lines) < wanted:
            self._add_line()
        for place, line in enumerate(self.lines):
            is_new = place >= len(contacts)
            contact = ("", "") if is_new else contacts[place]
            line.show_contact(contact, is_first=place == 0, is_new=is_new)
            line.setVisible(place < wanted or line.is_edited)

    def contacts(self) -> tuple[Contact, ...]:
        """What the lines hold, the first one primary; empty ones do not count."""
        return tuple(found for found in (line.contact() for line in self.lines) if found[0])

    def show_refusal(self, text: str) -> None:
        """Say beside the line that was left last why it was not kept."""
        self._last.show_refusal(text)

    @property
    def is_edited(self) -> bool:
        """Whether a line holds something that is not sent."""
        return any(line.is_edited for line in self.lines)

    @property
    def first(self) -> TextField:
        """Where typing begins."""
        return self.lines[0].text

    def _add_line(self) -> None:
        line = ContactLine(self._kind, len(self.lines))
        line.left.connect(self._on_left)
        line.primary_wanted.connect(self._on_primary)
        line.remove_wanted.connect(self._on_remove)
        self._box.addWidget(line)
        above = [self.lines[-1].remove] if self.lines else []
        for before, after in pairwise([*above, line.text, line.what, line.primary, line.remove]):
            QWidget.setTabOrder(before, after)
        self.lines.append(line)
        self._last = line

    def _on_left(self) -> None:
        self._last = self._sent_by()
        found = self.contacts()
        if found != self._shown:
            for line in self.lines:
                if not line.contact()[0] or line.contact() in found:
                    line.forget()
            self.changed.emit(found)

    def _on_primary(self) -> None:
        line = self._sent_by()
        rest = tuple(each.contact() for each in self.lines if each is not line)
        line.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit((line.contact(), *(each for each in rest if each[0])))

    def _on_remove(self) -> None:
        line = self._sent_by()
        rest = tuple(each.contact() for each in self.lines if each is not line)
        line.forget()
        line.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(tuple(each for each in rest if each[0]))

    def _sent_by(self) -> ContactLine:
        line = self.sender()
        assert isinstance(line, ContactLine)
        return line
