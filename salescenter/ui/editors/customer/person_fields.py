"""Who a customer is and how to reach them: name, e-mail, telephone."""

from collections.abc import Callable
from typing import TypedDict

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.contact import email_problems, phone_problems
from salescenter.domain.errors import Refused
from salescenter.domain.plain_text import clean
from salescenter.i18n import _
from salescenter.ui.editors.customer.typed import Taken
from salescenter.ui.widgets import Field, TextField, row, text_field

_LONGEST = {"first_name": 64, "last_name": 64, "email": 254, "phone": 40}


class PersonValues(TypedDict):
    """What the fields hold."""

    first_name: str
    last_name: str
    email: str
    phone: str


class PersonFields(QWidget):
    """Each field says what is wrong with it when it is left; ``left`` tells that it was."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.country = ""
        titles = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "email": _("E-mail"),
            "phone": _("Telephone"),
        }
        self._fields: dict[str, Field] = {}
        for field, title in titles.items():
            editor = text_field(title, name=f"{name}-{field}", longest=_LONGEST[field])
            editor.editingFinished.connect(self._on_left)
            self._fields[field] = Field(title, editor, required=field == "last_name")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for left, right in (("first_name", "last_name"), ("email", "phone")):
            beside = row(self._fields[left], self._fields[right], gap=10)
            for place, field in enumerate((left, right)):
                beside.setStretch(place, 1)
                beside.setAlignment(self._fields[field], Qt.AlignmentFlag.AlignTop)
            box.addLayout(beside)

    @property
    def first(self) -> TextField:
        """Where typing begins."""
        return self.editor("first_name")

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has typed anything yet."""
        return not any(self.editor(field).text() for field in self._fields)

    def editor(self, field: str) -> TextField:
        """A field by its name."""
        editor = self._fields[field].editor
        assert isinstance(editor, TextField)
        return editor

    def values(self) -> PersonValues:
        """What is typed, without blanks around it."""
        return PersonValues(
            first_name=self._text("first_name"),
            last_name=self._text("last_name"),
            email=self._text("email"),
            phone=self._text("phone"),
        )

    def name(self) -> str:
        """The name as it is spoken."""
        return f"{self._text('first_name')} {self._text('last_name')}".strip()

    def put_where_empty(self, taken: Taken) -> None:
        """Begin with what was typed elsewhere."""
        for field in self._fields:
            text = getattr(taken, field)
            if text and not self.editor(field).text():
                self.editor(field).start_over(text)

    def take_focus(self) -> None:
        """The first field in which nothing stands."""
        empty = [field for field in self._fields if not self._text(field)]
        self.editor(empty[0] if empty else "first_name").setFocus()

    def check(self) -> bool:
        """Say beside every field what is wrong with it; True when nothing is."""
        wrong = [field for field in self._fields if self._show_problem(field)]
        return not wrong

    def is_wrong(self, field: str) -> bool:
        """Whether what a field holds cannot be stored."""
        return bool(_CHECKS[field](self._text(field), self.country))

    def focus_problem(self) -> None:
        """Go to the first field with a problem."""
        for field, made in self._fields.items():
            if made.problem():
                self.editor(field).setFocus()
                return

    def show_refusal(self, field: str, text: str) -> bool:
        """Say beside a field why it was refused, and go there; False when it is not here."""
        if field not in self._fields:
            return False
        self._fields[field].show_problem(text)
        self.editor(field).setFocus()
        return True

    def _on_left(self) -> None:
        editor = self.sender()
        for field in self._fields:
            if self.editor(field) is editor and self.editor(field).isModified():
                self._show_problem(field)
        self.left.emit()

    def _show_problem(self, field: str) -> bool:
        problem = _CHECKS[field](self._text(field), self.country)
        if problem != self._fields[field].problem():
            self._fields[field].show_problem(problem)
        return bool(problem)

    def _text(self, field: str) -> str:
        return self.editor(field).text().strip()


def _plain(field: str) -> Callable[[str, str], str]:
    """What keeps a text from being stored as it is."""

    def check(text: str, _country: str) -> str:
        try:
            clean(text, field, _LONGEST[field])
        except Refused as refusal:
            return str(refusal)
        return ""

    return check


def _last_name(text: str, country: str) -> str:
    return _plain("last_name")(text, country) if text else _("The last name is missing.")


def _email(text: str, _country: str) -> str:
    return next((str(problem) for problem in email_problems(text)), "") if text else ""


def _phone(text: str, country: str) -> str:
    return next((str(problem) for problem in phone_problems(text, country)), "") if text else ""


_CHECKS = {
    "first_name": _plain("first_name"),
    "last_name": _last_name,
    "email": _email,
    "phone": _phone,
}
