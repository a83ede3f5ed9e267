"""Preferences: one page a group; Apply keeps them, OK keeps them and closes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from salescenter.domain.errors import Refused, SalesCenterError
from salescenter.domain.permissions import Permission
from salescenter.domain.preferences import DELIVERED, RANGES, Value, checked
from salescenter.domain.store import Store
from salescenter.i18n import _
from salescenter.services.bundle import Services
from salescenter.services.preferences import (
    FixPreference,
    PreferenceByName,
    PreferenceSheet,
    SavePreferences,
)
from salescenter.services.verbs import Nothing
from salescenter.ui.colours import Tone
from salescenter.ui.editors.preferences.keys_page import KeysPage
from salescenter.ui.editors.preferences.words import (
    GROUPS,
    Group,
    Row,
    choices_of,
    title_of,
)
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import (
    STRETCH,
    ChoiceField,
    Field,
    Pages,
    TextField,
    button,
    check_box,
    choice_field,
    heading,
    label,
    row,
    scroll_area,
    text_field,
)
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

KIND = "preferences"
_WIDTH = 420


@dataclass(frozen=True, slots=True)
class Wanted:
    """What Apply is to do: own values, values to fix for everyone, names to release."""

    own: Mapping[str, Value]
    fix: Mapping[str, Value]
    release: tuple[str, ...]


class PreferenceRow(QWidget):
    """One preference: its field, what to know of it, and whether it is fixed for everyone."""

    def __init__(self, words: Row, *, may_fix: bool) -> None:
        super().__init__()
        self.name = words.name
        self._may_fix = may_fix
        self.editor: TextField | ChoiceField
        title, name = _(words.title), f"preference-{words.name}"
        if words.name in RANGES:
            self.editor = text_field(title, name=name, longest=4)
        else:
            self.editor = choice_field(title, name=name)
        self.field = Field(title, self.editor)
        self.everyone: QCheckBox = check_box(_("For everyone"), name=f"{name}-everyone")
        self.everyone.setAccessibleName(_("Fix for everyone: {name}").format(name=title))
        if not may_fix:
            self.everyone.hide()
        self._note = label(name=f"{name}-note", style="caption", tone=Tone.WARN, wrap=True)
        self._note.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        line = row(self.field, self.everyone)
        line.setStretch(0, 1)
        box.addLayout(line)
        if words.hint:
            box.addWidget(label(_(words.hint), style="caption", tone=Tone.MUTED, wrap=True))
        box.addWidget(self._note)

    def offer(self, stores: tuple[Store, ...]) -> None:
        """Say what can be chosen."""
        if isinstance(self.editor, ChoiceField):
            self.editor.show_choices(choices_of(self.name, stores))

    def show_value(self, value: Any, *, fixed: bool) -> None:
        """Show what is in force; what is fixed cannot be changed by others."""
        self.field.clear_problem()
        self.put(value)
        self.everyone.setChecked(fixed)
        self.editor.setEnabled(not fixed or self._may_fix)
        self._note.setVisible(fixed)
        self._note.setText(_("Fixed for everyone by an administrator.") if fixed else "")
        self.editor.setAccessibleDescription(self._note.text())

    def put(self, value: Any) -> None:
        """Fill the field in, as a person would."""
        if isinstance(self.editor, ChoiceField):
            self.editor.show_value(value)
        else:
            self.editor.start_over(str(value))

    def value(self) -> Value:
        """What the field says; raises Refused as ``domain.preferences.checked``."""
        if isinstance(self.editor, ChoiceField):
            return checked(self.name, self.editor.value() or "")
        typed = self.editor.text().strip()
        return checked(self.name, int(typed) if typed.isdecimal() and typed.isascii() else typed)


class PreferencesEditor(Editor):
    """Values by group. Enter in a field applies; nothing holds before Apply or OK."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(KIND, key)
        self._workbench = workbench
        self._sheet = PreferenceSheet(workbench.state.preferences, workbench.state.fixed)
        self._closes = False
        self._busy = False
        may_fix = workbench.state.may(Permission.USER_EDIT)
        self._may_fix = may_fix
        self.rows = {
            words.name: PreferenceRow(words, may_fix=may_fix)
            for group in GROUPS
            for words in group.rows
        }
        self.pages = Pages("preference-pages", _("Groups of preferences"))
        for group in GROUPS:
            self.pages.add_page(group.id, _(group.title), self._page(group))
        self.keys_page = KeysPage(workbench, may_fix=may_fix)
        self.pages.add_page("keyboard", _("Keyboard"), self.keys_page)
        self._lay_out()
        self.set_title(_("Preferences"))
        self._read()

    def take_focus(self) -> None:
        """The groups first: arrows go from one to the next."""
        self.pages.tabs.setFocus()

    def turn_page(self, step: int) -> None:
        """Another group."""
        self.pages.turn(step)

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        """As many pages as there are groups."""
        return replace(state, pages=self.pages.count())

    # Building

    def _page(self, group: Group) -> QWidget:
        sheet = QWidget()
        box = QVBoxLayout(sheet)
        box.setContentsMargins(0, 6, 12, 6)
        box.setSpacing(14)
        for words in group.rows:
            made = self.rows[words.name]
            made.setMaximumWidth(_WIDTH)
            if isinstance(made.editor, TextField):
                made.editor.returnPressed.connect(self.apply)
            box.addWidget(made)
        box.addStretch(1)
        title = _(group.title)
        return scroll_area(sheet, name=f"preference-page-{group.id}", accessible=title)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(10)
        box.addWidget(heading(_("Preferences")))
        box.addWidget(self.pages, 1)
        self._message = label(name="preferences-message", tone=Tone.ERROR, wrap=True)
        self._message.hide()
        box.addWidget(self._message)
        restore = button(
            _("Restore defaults"), name="preferences-restore", on=self.restore, icon="rotate-ccw",
            kind="quiet",
        )  # fmt: skip
        keep = button(_("Apply"), name="preferences-apply", on=self.apply)
        done = button(_("OK"), name="preferences-ok", on=self.accept, kind="primary")
        box.addLayout(row(restore, STRETCH, keep, done))

    # Reading

    def _read(self) -> None:
        services = self._workbench.services

        def read() -> tuple[PreferenceSheet, tuple[Store, ...]]:
            return services.preferences.get(Nothing()), services.stores.all(Nothing())

        self._workbench.runner.read(read, self._show_read, self._workbench.report)

    def _show_read(self, answer: tuple[PreferenceSheet, tuple[Store, ...]]) -> None:
        sheet, stores = answer
        for each in self.rows.values():
            each.offer(stores)
        self._show(sheet)

    def _show(self, sheet: PreferenceSheet) -> None:
        self._sheet = sheet
        for name, each in self.rows.items():
            each.show_value(getattr(sheet.values, name), fixed=name in sheet.fixed)
        self.keys_page.show_values(sheet.values.keys, fixed="keys" in sheet.fixed)

    # What can be pressed

    def restore(self) -> None:
        """Fill the page in front in as it is delivered; it holds when it is applied."""
        page = self.pages.current_id()
        if page == "keyboard":
            self.keys_page.restore()
        for group in GROUPS:
            for words in group.rows if group.id == page else ():
                if self.rows[words.name].editor.isEnabled():
                    self.rows[words.name].put(getattr(DELIVERED, words.name))

    def accept(self) -> None:
        """Keep everything and close."""
        self._closes = True
        self._keep()

    def apply(self) -> None:
        """Keep everything and stay."""
        self._closes = False
        self._keep()

    def _keep(self) -> None:
        if self._busy:
            return
        self._message.hide()
        wanted = self._wanted()
        if wanted is None:
            return
        self._busy = True
        services, key = self._workbench.services, uuid4().hex
        self._workbench.runner.write(
            partial(_kept, services, wanted, key), self._on_kept, self._on_failed
        )

    def _wanted(self) -> Wanted | None:
        """What to keep; None, with the focus on it, when something cannot be a value."""
        values: dict[str, Value] = {}
        for name, each in self.rows.items():
            each.field.clear_problem()
            try:
                values[name] = each.value()
            except Refused as refusal:
                self._show_problem(each, refusal)
                return None
        values["keys"] = self.keys_page.values()
        return self._sorted_out(values)

    def _sorted_out(self, values: dict[str, Value]) -> Wanted:
        now, fixed = self._sheet.values, set(self._sheet.fixed)
        boxes = {name: each.everyone for name, each in self.rows.items()}
        boxes["keys"] = self.keys_page.everyone
        ticked = {name for name, box in boxes.items() if self._may_fix and box.isChecked()}
        changed = {name for name, value in values.items() if value != getattr(now, name)}
        return Wanted(
            own={n: values[n] for n in changed - fixed - ticked}
            | {n: values[n] for n in (fixed - ticked) & changed if self._may_fix},
            fix={n: values[n] for n in ticked if n in changed or n not in fixed},
            release=tuple(sorted(fixed - ticked)) if self._may_fix else (),
        )

    def _show_problem(self, each: PreferenceRow, refusal: SalesCenterError) -> None:
        for group in GROUPS:
            if each.name in {words.name for words in group.rows}:
                self.pages.show_page(group.id)
        refusal.params["name"] = title_of(each.name)
        each.field.show_problem(str(refusal))
        each.editor.setFocus()

    def _on_kept(self, sheet: PreferenceSheet) -> None:
        self._busy = False
        self._show(sheet)
        self._workbench.change_state(preferences=sheet.values, fixed=sheet.fixed)
        self._workbench.say(_("The preferences hold from now on."))
        if self._closes:
            self._workbench.close_editor(self)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, SalesCenterError):
            self._workbench.report(error)
            return
        name = error.params.get("name")
        if isinstance(name, str) and name in self.rows:
            self._show_problem(self.rows[name], error)
        else:
            self._message.setText(str(error))
            self._message.show()


def _kept(services: Services, wanted: Wanted, key: str) -> PreferenceSheet:
    """Do all of it, what concerns everyone first."""
    for name in wanted.release:
        services.preferences.release(PreferenceByName(name=name), key=f"{key}-{name}-r")
    for name, value in wanted.fix.items():
        wish = FixPreference(name=name, value=value)
        services.preferences.fix(wish, key=f"{key}-{name}-f")
    if wanted.own:
        services.preferences.save(SavePreferences(values=wanted.own), key=key)
    return services.preferences.get(Nothing())


PREFERENCES_EDITOR = EditorSpec(KIND, "settings", PreferencesEditor)
