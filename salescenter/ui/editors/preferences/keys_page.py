"""The keys of every action, to be changed: press the new ones, and hear who has them already."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QVBoxLayout, QWidget

from salescenter.i18n import N_, _
from salescenter.ui.actions.keymap import clashes
from salescenter.ui.colours import Tone
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    button,
    check_box,
    label,
    row,
    search_field,
)
from salescenter.ui.workbench.contract import ActionKeys, Workbench

COLUMNS = (
    Column[ActionKeys]("title", N_("What it does"), lambda row: row.title, width=240, stretch=3),
    Column[ActionKeys]("keys", N_("Keys"), lambda row: row.keys, width=140, strong=True),
    Column[ActionKeys](
        "changed",
        N_("Changed"),
        lambda row: _("changed") if row.portable != row.delivered else "",
        width=90,
        drop=1,
    ),
)


class KeysPage(QWidget):
    """Choose an action, press its new keys, Enter. Nothing holds before it is applied."""

    def __init__(self, workbench: Workbench, *, may_fix: bool) -> None:
        super().__init__()
        self._all = {each.id: each for each in workbench.action_keys()}
        self._may_fix = may_fix
        self._filter = search_field(
            _("Filter the commands"),
            name="preference-keys-filter",
            placeholder=_("Which command?"),
        )
        self._filter.textChanged.connect(self._show_matching)
        self.model = TableModel(COLUMNS, key=lambda each: each.id)
        self.table = table_view(
            self.model,
            name="preference-keys",
            accessible=_("Commands and their keys"),
            on_open=self._on_opened,
            empty=_("No command is called like that."),
            widths=workbench.widths,
        )
        self.table.selected.connect(self._on_selected)
        self.new_keys = _key_field()
        self.new_keys.editingFinished.connect(self._take_pressed)
        self.field = Field(_("New keys"), self.new_keys)
        self.everyone = check_box(_("For everyone"), name="preference-keys-everyone")
        if not may_fix:
            self.everyone.hide()
        self._note = label(name="preference-keys-note", style="caption", tone=Tone.WARN)
        self._lay_out()
        self._show_matching("")

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 6)
        box.setSpacing(8)
        explanation = _(
            "Enter on a command, then press its new keys, two strokes at most; Enter takes them."
        )
        box.addWidget(label(explanation, tone=Tone.MUTED, wrap=True))
        box.addWidget(self._filter)
        box.addWidget(self.table, 1)
        box.addWidget(self.field)
        box.addLayout(
            row(
                button(_("No keys"), name="preference-keys-none", on=self._take_away),
                button(_("As delivered"), name="preference-keys-delivered", on=self._as_delivered),
                STRETCH,
                self._note,
                self.everyone,
            )
        )

    def show_values(self, keys: Mapping[str, str], *, fixed: bool) -> None:
        """Show the keys in force."""
        for action_id, each in self._all.items():
            self._all[action_id] = _with(each, keys.get(action_id, each.delivered))
        self.everyone.setChecked(fixed)
        self.new_keys.setEnabled(not fixed or self._may_fix)
        self._note.setText(_("Fixed for everyone by an administrator.") if fixed else "")
        self.field.clear_problem()
        self._show_matching(self._filter.text())

    def values(self) -> dict[str, str]:
        """The keys that differ from the delivered ones, by action."""
        rows = self._all.values()
        return {each.id: each.portable for each in rows if each.portable != each.delivered}

    def restore(self) -> None:
        """All keys as they are delivered."""
        self.show_values({}, fixed=self.everyone.isChecked())

    def change(self, action_id: str, keys: str) -> bool:
        """Give an action other keys; False, and who has them is named, when they are taken."""
        wanted = {each.id: each.portable for each in self._all.values()} | {action_id: keys}
        for one, other in clashes(wanted):
            if action_id in (one, other):
                rival = self._all[other if one == action_id else one]
                self.field.show_problem(
                    _("“{title}” has {keys} already.").format(title=rival.title, keys=rival.keys)
                )
                return False
        self.field.clear_problem()
        self._all[action_id] = _with(self._all[action_id], keys)
        self._show_matching(self._filter.text())
        return True

    def _on_opened(self, _action_id: object) -> None:
        self.new_keys.clear()
        self.new_keys.setFocus()

    def _on_selected(self, action_id: object) -> None:
        self.field.clear_problem()
        if isinstance(action_id, str) and action_id in self._all:
            self.new_keys.setKeySequence(QKeySequence(self._all[action_id].portable))

    def _take_pressed(self) -> None:
        chosen, pressed = self.table.current_key(), self.new_keys.keySequence()
        text = pressed.toString(QKeySequence.SequenceFormat.PortableText)
        if not isinstance(chosen, str) or not text or text == self._all[chosen].portable:
            return
        if self.change(chosen, text):
            self.table.setFocus()

    def _take_away(self) -> None:
        chosen = self.table.current_key()
        if isinstance(chosen, str) and self.new_keys.isEnabled():
            self.change(chosen, "")

    def _as_delivered(self) -> None:
        chosen = self.table.current_key()
        if isinstance(chosen, str) and self.new_keys.isEnabled():
            self.change(chosen, self._all[chosen].delivered)

    def _show_matching(self, words: str) -> None:
        chosen, wanted = self.table.current_key(), words.casefold().split()
        self.model.show_rows(
            each
            for each in self._all.values()
            if all(word in f"{each.title} {each.keys} {each.id}".casefold() for word in wanted)
        )
        if chosen is None or not self.table.select_key(chosen):
            self.table.select_row(0)


def _with(each: ActionKeys, keys: str) -> ActionKeys:
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return replace(each, keys=native, portable=keys)


def _key_field() -> QKeySequenceEdit:
    """Takes the next keys that are pressed; Enter, Tab and Esc end it."""
    made = QKeySequenceEdit()
    made.setObjectName("preference-keys-new")
    made.setMaximumSequenceLength(2)
    ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
    made.setFinishingKeyCombinations([QKeyCombination(key) for key in ends])
    made.setClearButtonEnabled(False)
    return made
