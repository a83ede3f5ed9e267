"""The keyboard page of the help: every action with its keys and its lasting id."""

from PySide6.QtWidgets import QVBoxLayout

from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import heading, label, search_field
from salescenter.ui.workbench.contract import ActionKeys, Workbench
from salescenter.ui.workbench.editor import Editor

KIND = "help.keys"


COLUMNS = (
    Column[ActionKeys]("keys", N_("Keys"), lambda row: row.keys, width=150, strong=True),
    Column[ActionKeys](
        "title", N_("What it does"), lambda row: row.title, width=280, stretch=3, narrowest=200
    ),
    Column[ActionKeys]("menu", N_("Menu"), lambda row: row.menu, width=110, drop=1),
    Column[ActionKeys](
        "id",
        N_("Name in a keymap"),
        lambda row: row.id,
        width=190,
        drop=2,
        tone=lambda _: Tone.MUTED,
    ),
)


class KeyboardHelp(Editor):
    """A list to look keys up in; typing narrows it."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(KIND, key)
        self._all = workbench.action_keys()
        self.model = TableModel(COLUMNS, key=lambda row: row.id)
        self._filter = search_field(
            _("Filter the list"), name="help-keys-filter", placeholder=_("What do you want to do?")
        )
        self._filter.textChanged.connect(self._show_matching)
        table = table_view(
            self.model,
            name="help-keys-list",
            accessible=_("Keys of all commands"),
            empty=_("No command is called like that."),
            widths=workbench.widths,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(10)
        box.addWidget(heading(_("Keyboard")))
        explanation = _(
            "Two strokes are pressed one after the other. Keys are changed in the preferences, or "
            "for everybody at this desk in keymap.toml in the settings folder, by the names in the "
            "last column."
        )
        box.addWidget(label(explanation, tone=Tone.MUTED, wrap=True))
        box.addWidget(self._filter)
        box.addWidget(table, 1)
        self.set_title(_("Keyboard"))
        self._show_matching("")

    def take_focus(self) -> None:
        """Typing narrows the list."""
        self._filter.setFocus()

    def _show_matching(self, words: str) -> None:
        wanted = words.casefold().split()
        self.model.show_rows(
            row
            for row in self._all
            if all(
                word in f"{row.title} {row.keys} {row.menu} {row.id}".casefold() for word in wanted
            )
        )
