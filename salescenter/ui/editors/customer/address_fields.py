"""The fields of an address in the order and with the words of its country."""

import re
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.address import Address, AddressFormat, address_problems
from salescenter.i18n import N_, _
from salescenter.ui.money_text import active_locale
from salescenter.ui.widgets import ChoiceField, Field, TextField, choice_field, row, text_field

_LONGEST = {"region": 64, "postal_code": 20}
_SHARES = {"line1": 3, "postal_code": 1}
_FIELD = re.compile(r"\{(\w+)\}")
_WORDS = {
    "line1": N_("Street address"),
    "line2": N_("Address line 2"),
    "city": N_("City"),
    "region": N_("State or province"),
    "postal_code": N_("Postal code"),
}
_PLAIN_LINES = ("{street}", "{postal_code} {city}", "{region}")
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})

Lines = list[tuple[str, ...]]


class AddressFields(QWidget):
    """Emits ``country_wanted`` when another country is chosen; its form is given from outside.

    ``left`` is emitted when a field is left.

    The recipient is not asked for: it is the customer.
    """

    country_wanted = Signal(object)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._form: AddressFormat | None = None
        self._fields: dict[str, Field] = {}
        self._left: set[str] = set()
        self.country: ChoiceField = choice_field(
            _("Country"), name=f"{name}-country", choices=_countries()
        )
        self.country.chosen.connect(self.country_wanted)
        self._lines = QWidget()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._box.addWidget(Field(_("Country"), self.country))
        self._box.addWidget(self._lines)
        self.show_form(None)

    def show_form(self, form: AddressFormat | None) -> None:
        """Ask for what that country writes, in its order and words; what was typed stays."""
        typed = {field: self._editor(field).text() for field in self._fields}
        focused = next((f for f in self._fields if self._editor(f).hasFocus()), "")
        self._form = form
        if form is not None:
            self.country.show_value(form.country)
        lines = _lines_of(form, {field for field, text in typed.items() if text})
        self._fields = {f: self._made(f, typed.get(f, "")) for line in lines for f in line}
        self._lay_out(lines)
        self._show_problems(self._left)
        if focused in self._fields:
            self._editor(focused).setFocus()

    def show_address(self, address: Address, form: AddressFormat | None) -> None:
        """Draw another address, in the way of its country; what is wrong with it is said."""
        self._left.clear()
        self._fields = {
            field: self._made(field, getattr(address, field))
            for field in _WORDS
            if getattr(address, field)
        }
        self.country.show_value(address.country)
        self.show_form(form)
        if not replace(address, country="").is_empty:
            self._left.update(self._fields)
            self._show_problems(self._left)

    def take_focus(self) -> None:
        """The first field."""
        self._editor(next(iter(self._fields))).setFocus()

    def put(self, field: str, text: str) -> None:
        """Begin with a text in a field; a country that does not write it has no room for it."""
        if field in self._fields:
            self._editor(field).start_over(text)

    def address(self, recipient: str) -> Address | None:
        """What is typed; None when nothing but the country is."""
        typed = {field: self._editor(field).text().strip() for field in self._fields}
        if not any(typed.values()):
            return None
        return Address(recipient=recipient, country=self.country.value() or "", **typed)

    def check(self) -> bool:
        """Say beside every field what keeps the address from being delivered to; True: nothing."""
        self._left.update(self._fields)
        return not self._show_problems(self._left)

    def show_refusal(self, field: str, text: str) -> bool:
        """Say beside a field why it was refused, and go there; False when it is not here."""
        if field not in self._fields:
            return False
        self._fields[field].show_problem(text)
        self._editor(field).setFocus()
        return True

    def focus_problem(self) -> bool:
        """Go to the first field with a problem; False when none has one."""
        for field, made in self._fields.items():
            if made.problem():
                self._editor(field).setFocus()
                return True
        return False

    def _show_problems(self, fields: set[str]) -> bool:
        """Whether anything is wrong; an empty address lacks nothing."""
        address = self.address(_("Customer"))
        problems = address_problems(address, self._form) if address and self._form else ()
        said = {problem.field: str(problem) for problem in reversed(problems)}
        for field, made in self._fields.items():
            if field in fields and made.problem() != said.get(field, ""):
                made.show_problem(said.get(field, ""))
        return bool(problems)

    def _made(self, field: str, text: str) -> Field:
        words = self._form.labels if self._form else _WORDS
        title = _(words.get(field, _WORDS[field]))
        editor = text_field(
            title, name=f"{self._name}-{field}", text=text, longest=_LONGEST.get(field, 128)
        )
        editor.editingFinished.connect(self._on_left)
        return Field(title, editor)

    def _editor(self, field: str) -> TextField:
        editor = self._fields[field].editor
        assert isinstance(editor, TextField)
        return editor

    def _lay_out(self, lines: Lines) -> None:
        """What stands in one line of a letter stands side by side."""
        before, self._lines = self._lines, QWidget()
        box = QVBoxLayout(self._lines)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for line in lines:
            beside = row(*(self._fields[field] for field in line), gap=10)
            for place, field in enumerate(line):
                beside.setAlignment(self._fields[field], Qt.AlignmentFlag.AlignTop)
                beside.setStretch(place, _SHARES.get(field, 2))
            box.addLayout(beside)
        self._box.replaceWidget(before, self._lines)
        asked = [self._editor(field) for line in lines for field in line]
        for one, following in pairwise([self.country, *asked]):
            QWidget.setTabOrder(one, following)
        self._lines.show()  # now, not at the next turn of the event loop: Tab goes there
        before.setParent(None)  # gone at once, for whoever looks for fields by name
        before.deleteLater()

    def _on_left(self) -> None:
        """A field that was left says what is wrong with it, and those left before it."""
        editor = self.sender()
        self._left.update(f for f in self._fields if self._editor(f) is editor)
        if self._left:
            self._show_problems(self._left)
        self.left.emit()


def _lines_of(form: AddressFormat | None, filled: set[str]) -> Lines:
    """The fields by line. A region is asked for where it matters, or where one was typed."""
    matters = form is None or bool(form.regions) or "region" in form.required
    left_out = set() if matters or "region" in filled else {"region"}
    lines = [_asked(line, left_out) for line in (form.lines if form else _PLAIN_LINES)]
    return [line for line in lines if line]


def _asked(template: str, left_out: set[str]) -> tuple[str, ...]:
    """The fields of one line that are asked for; a street has two."""
    names = template.replace("{street}", "{line1}{line2}")
    return tuple(name for name in _FIELD.findall(names) if name in _WORDS and name not in left_out)


def _countries() -> list[tuple[str, str]]:
    names = active_locale().territories
    found = [
        (code, str(name))
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())
