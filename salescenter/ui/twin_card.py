"""Who may be here already: the likely twins of somebody who is registered or changed."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.customer import CustomerMatch
from salescenter.domain.twins import TWIN_REASONS
from salescenter.i18n import N_, _, ngettext
from salescenter.services.customer_editing import Twin, TwinsOf
from salescenter.ui.actions.customer_actions import CUSTOMER
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import announce, button, card, label, row
from salescenter.ui.workbench.contract import Workbench

_MOST_SHOWN = 3


def _where(match: CustomerMatch) -> str:
    return f"{match.postal_code} {match.city}".strip()


COLUMNS = (
    Column[Twin]("name", N_("Name"), lambda twin: twin.match.name, width=150, stretch=2),
    Column[Twin](
        "why",
        N_("Why"),
        lambda twin: ", ".join(_(TWIN_REASONS[reason]) for reason in twin.reasons),
        width=200,
        stretch=3,
        tone=lambda _twin: Tone.WARN,
    ),
    Column[Twin]("where", N_("City"), lambda twin: _where(twin.match), width=120, drop=1),
    Column[Twin]("phone", N_("Phone"), lambda twin: twin.match.phone, width=140, drop=2),
    Column[Twin]("number", N_("Number"), lambda twin: twin.match.number, width=90, drop=3),
)


class TwinCard(QWidget):
    """Tells, never refuses; it takes no room while nobody is found and never takes the focus.

    ``on_taken`` is called with the id of who is taken instead; without it their profile is opened.
    """

    def __init__(
        self,
        workbench: Workbench,
        name: str,
        on_taken: Callable[[int], None] | None = None,
        words: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}-twins")
        self._workbench, self._on_taken = workbench, on_taken
        self._latest = Latest(workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self._asked: TwinsOf | None = None
        self.model = TableModel(COLUMNS, key=lambda twin: twin.match.id)
        self.table = table_view(
            self.model,
            name=f"{name}-twins-list",
            accessible=_("Customers who may be the same person"),
            on_open=self._open,
        )
        self.table.horizontalHeader().hide()
        self._text = label(name=f"{name}-twins-text", tone=Tone.WARN, wrap=True)
        self._button = button(
            words or _("Open instead  (F3)"),
            name=f"{name}-twins-open",
            on=self.open_twin,
            icon="user",
        )
        head = row(self._text, self._button)
        head.setStretch(0, 1)
        self._card = card(head, self.table, name=f"{name}-twins-card", tone=Tone.WARN)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._card)
        self.hide()

    @property
    def twins(self) -> tuple[Twin, ...]:
        """Who is shown, the likeliest first."""
        return tuple(self.model.rows)

    def ask(self, wish: TwinsOf) -> None:
        """Look whether somebody like that is here; the same is not asked twice."""
        if wish == self._asked:
            return
        self._asked = wish
        if not (wish.email or wish.phone or (wish.last_name and wish.postal_code)):
            self._latest.forget()
            self._show(())
            return
        files = self._workbench.services.customer_files
        self._latest.run(lambda: files.twins(wish), self._show, self._on_failed)

    def open_twin(self) -> bool:
        """Open the chosen one, the likeliest at first; False when nobody is shown."""
        twin = self.table.current_row()
        if twin is None:
            return False
        self._open(twin.match.id)
        return True

    def _open(self, customer_id: int) -> None:
        if self._on_taken is not None:
            self._on_taken(customer_id)
            return
        self._workbench.open_editor(CUSTOMER, str(customer_id))

    def _show(self, twins: tuple[Twin, ...]) -> None:
        self.model.show_rows(twins)
        self.table.select_row(0)
        shown = min(len(twins), _MOST_SHOWN)
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(shown * height + 4)
        text = ngettext(
            "{count} customer is likely the same person.",
            "{count} customers are likely the same person.",
            len(twins),
        ).format(count=len(twins))
        was_hidden = self.isHidden()
        self._text.setText(text)
        self.setVisible(bool(twins))
        if twins and was_hidden:
            announce(self, text)

    def _on_failed(self, error: Exception) -> None:
        """What cannot be asked now can be asked again; typing goes on."""
        self._asked = None
        self._show(())
        self._workbench.report(error)
