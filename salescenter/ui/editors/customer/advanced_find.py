"""Finding customers field by field: who fits, whom a filter hides, searches that are kept."""

from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QWidget

from salescenter.domain.customer import CustomerMatch
from salescenter.domain.customer_search import (
    CUSTOMER_STATUS_NAMES,
    CustomerFields,
    CustomerStatus,
)
from salescenter.domain.errors import SalesCenterError
from salescenter.gateways.postal import countries
from salescenter.i18n import N_, _, ngettext
from salescenter.services.customer_finding import (
    FieldHits,
    FindByFields,
    ForgetSearch,
    SavedSearch,
    SaveSearch,
)
from salescenter.services.verbs import Nothing
from salescenter.ui.actions.customer_actions import ADVANCED_FIND, CUSTOMER
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import active_locale
from salescenter.ui.order_start import OrderStart
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    TextField,
    announce,
    button,
    card,
    choice_field,
    column,
    heading,
    label,
    row,
    set_tone,
    text_field,
)
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_COLUMNS = 5
_TITLES = {
    "name": N_("Name"),
    "company": N_("Company"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "number": N_("Customer number"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "region": N_("State or province"),
}
_NOTHING = CustomerFields()

COLUMNS = (
    Column[CustomerMatch](
        "name", N_("Name"), lambda hit: hit.name, width=170, stretch=2, strong=True
    ),
    Column[CustomerMatch](
        "organization",
        N_("Organization"),
        lambda hit: hit.organization,
        width=140,
        stretch=1,
        drop=3,
    ),
    Column[CustomerMatch](
        "place",
        N_("City"),
        lambda hit: f"{hit.postal_code} {hit.city}".strip(),
        width=150,
        stretch=1,
        drop=1,
    ),
    Column[CustomerMatch]("phone", N_("Phone"), lambda hit: hit.phone, width=150, drop=2),
    Column[CustomerMatch](
        "email", N_("E-mail"), lambda hit: hit.email, width=190, stretch=1, drop=4
    ),
    Column[CustomerMatch](
        "number", N_("Number"), lambda hit: hit.number, width=100, tone=lambda _hit: Tone.MUTED
    ),
)


class AdvancedFind(Editor):
    """Enter in a field finds; Enter on a hit opens the profile, Ctrl+Enter starts an order."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(ADVANCED_FIND, key)
        self._workbench = workbench
        self._latest = Latest(workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self._starting = OrderStart(workbench, self)
        self._store_id = 0
        self._saved: tuple[SavedSearch, ...] = ()
        self._fields: dict[str, TextField] = {}
        self._make_form()
        self._make_hits()
        self._lay_out()
        self.set_title(_("Find customers by field"))
        self._read_saved()

    # What others may ask

    def take_focus(self) -> None:
        """The first field."""
        self.editor("name").setFocus()

    def editor(self, name: str) -> TextField:
        """A field by its name."""
        return self._fields[name]

    def fields(self) -> CustomerFields:
        """What is looked for."""
        texts = {name: field.text().strip() for name, field in self._fields.items()}
        country, status = self.country.value() or "", self.status.value()
        return CustomerFields(**texts, country=country, status=status)

    def show_fields(self, wanted: CustomerFields) -> None:
        """Put a search into the form."""
        for name, field in self._fields.items():
            field.start_over(getattr(wanted, name))
        self.country.show_value(wanted.country)
        self.status.show_value(wanted.status)

    def search(self) -> None:
        """Look for what stands in the form, in the store that is selected."""
        store = self._workbench.state.store
        if store is None:
            self._say(_("Select the store you work for first."), Tone.WARN)
            return
        self._store_id = store.id
        finding = self._workbench.services.customer_finding
        wish = FindByFields(store_id=store.id, fields=self.fields())
        self._latest.run(lambda: finding.find_by_fields(wish), self._show, self._on_failed)

    def find_without_filter(self) -> None:
        """Let region, country and status hide nobody."""
        self.editor("region").start_over()
        self.country.show_value("")
        self.status.show_value(None)
        self.search()

    def clear(self) -> None:
        """Begin anew."""
        self.show_fields(_NOTHING)
        self._latest.forget()
        self.model.show_rows(())
        self.wider.hide()
        self._say("")
        self.take_focus()

    def open_customer(self) -> None:
        """Open the profile of the chosen customer."""
        hit = self.table.current_row()
        if hit is not None:
            self._workbench.open_editor(CUSTOMER, str(hit.id))

    def order_for_customer(self) -> bool:
        """Start an order for the chosen customer; False when nobody is."""
        hit = self.table.current_row()
        if hit is not None:
            self._starting.start(self._store_id, hit.id)
        return hit is not None

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is this editor's own, whatever else the keys mean in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_order_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finds, or presses the button that has the focus; Ctrl+Enter starts an order."""
        focused = QApplication.focusWidget()
        if _is_order_key(event):
            self.order_for_customer()
        elif event.key() in _ENTER and isinstance(focused, QAbstractButton):
            focused.click()
        elif event.key() in _ENTER and focused is self.search_name:
            self.keep()
        elif event.key() in _ENTER:
            self.search()
        else:
            super().keyPressEvent(event)

    # Searches that are kept

    def keep(self) -> None:
        """Keep what stands in the form under the name that is typed."""
        finding = self._workbench.services.customer_finding
        wish = SaveSearch(name=self.search_name.text().strip(), fields=self.fields())
        key = uuid4().hex
        self._workbench.runner.write(
            lambda: finding.save_search(wish, key=key), self._on_kept, self._on_failed
        )

    def forget(self) -> None:
        """Forget the kept search that is chosen."""
        search = self.saved.value()
        if search is None:
            return
        finding, key = self._workbench.services.customer_finding, uuid4().hex
        wish = ForgetSearch(name=search.name)
        self._workbench.runner.write(
            lambda: finding.forget_search(wish, key=key), self._show_saved, self._on_failed
        )

    # Building

    def _make_form(self) -> None:
        for name, title in _TITLES.items():
            self._fields[name] = text_field(_(title), name=f"customer_find-{name}", longest=128)
        names = active_locale().territories
        found = [(code, str(names.get(code, code))) for code in countries()]
        found.sort(key=lambda pair: pair[1].casefold())
        self.country = choice_field(
            _("Country"),
            name="customer_find-country",
            choices=[("", _("Every country")), *found],
            current="",
        )
        statuses: list[tuple[CustomerStatus | None, str]] = [(None, _("Everybody"))]
        statuses += [(status, _(name)) for status, name in CUSTOMER_STATUS_NAMES.items()]
        self.status = choice_field(_("Status"), name="customer_find-status", choices=statuses)
        self.status.show_value(None)
        self.find_button = button(
            _("Find"), name="customer_find-find", on=self.search, icon="search", kind="primary"
        )
        self.clear_button = button(
            _("Begin anew"), name="customer_find-clear", on=self.clear, kind="quiet"
        )
        self.saved = choice_field(_("Kept searches"), name="customer_find-saved")
        self.saved.chosen.connect(self._on_chosen)
        self.forget_button = button(
            _("Forget it"), name="customer_find-forget", on=self.forget, kind="quiet"
        )
        self.search_name = text_field(
            _("Name of this search"),
            name="customer_find-save_as",
            placeholder=_("Keep this search as…"),
            longest=64,
        )
        self.keep_button = button(_("Keep"), name="customer_find-keep", on=self.keep)

    def _make_hits(self) -> None:
        self.model = TableModel(COLUMNS, key=lambda hit: hit.id)
        self.table = table_view(
            self.model,
            name="customer_find-hits",
            accessible=_("Customers found"),
            on_open=self._on_opened,
            empty=_("Enter in a field finds who fits all of them."),
            widths=self._workbench.widths,
        )
        self._message = label(name="customer_find-message", tone=Tone.MUTED, wrap=True)
        self.wider = button(
            _("Without the filter"),
            name="customer_find-wider",
            on=self.find_without_filter,
            icon="search",
            kind="quiet",
        )
        self.wider.hide()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        made: list[QWidget] = [Field(_(_TITLES[name]), self._fields[name]) for name in _TITLES]
        made += [Field(_("Country"), self.country), Field(_("Status"), self.status)]
        for place, field in enumerate(made):
            grid.addWidget(field, place // _COLUMNS, place % _COLUMNS)
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        kept = row(
            self.saved, self.forget_button, self.search_name, self.keep_button, STRETCH,
            self.clear_button, self.find_button,
        )  # fmt: skip
        foot = row(self._message, self.wider)
        foot.setStretch(0, 1)
        form = card(grid, kept, name="customer_find-form")
        title = heading(_("Find customers by field"))
        whole = column(title, form, self.table, foot, margins=(16, 12, 16, 12))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    # Drawing

    def _show(self, hits: FieldHits) -> None:
        self.model.show_rows(hits.matches)
        self.table.show_empty_text(_("Nobody fits all of these."))
        count = len(hits.matches)
        text = ngettext("{count} customer", "{count} customers", count).format(count=count)
        if hits.more:
            text = _("{count} customers; there are more: say more of them").format(count=count)
        if hits.hidden:
            text = _("{found} · {hidden} more without the filter").format(
                found=text, hidden=hits.hidden
            )
        self.wider.setVisible(bool(hits.hidden))
        self._say(text, Tone.WARN if hits.hidden else Tone.MUTED)
        if count:
            self.table.select_row(0)
            self.table.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, SalesCenterError):
            self._say(str(error), Tone.ERROR)
        else:
            self._workbench.report(error)

    def _say(self, text: str, tone: Tone = Tone.MUTED) -> None:
        self._message.setText(text)
        set_tone(self._message, tone)
        if text:
            announce(self._message, text)

    def _on_opened(self, _key: object) -> None:
        self.open_customer()

    def _read_saved(self) -> None:
        finding = self._workbench.services.customer_finding
        self._workbench.runner.read(
            partial(finding.saved_searches, Nothing()), self._show_saved, self._workbench.report
        )

    def _show_saved(self, searches: tuple[SavedSearch, ...]) -> None:
        self._saved = searches
        choices: list[tuple[Any, str]] = [(None, _("Kept searches"))]
        self.saved.show_choices([*choices, *((each, each.name) for each in searches)])
        self.saved.show_value(None)
        for part in (self.saved, self.forget_button):
            part.setVisible(bool(searches))

    def _on_kept(self, searches: tuple[SavedSearch, ...]) -> None:
        name = self.search_name.text().strip()
        self.search_name.start_over()
        self._show_saved(searches)
        self.saved.show_value(next((each for each in searches if each.name == name), None))
        self._say(_("This search is kept as “{name}”.").format(name=name), Tone.OK)

    def _on_chosen(self, search: SavedSearch | None) -> None:
        if search is not None:
            self.show_fields(search.fields)
            self.search()


def _is_order_key(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() in _ENTER
        and event.modifiers() & ~_KEYPAD == Qt.KeyboardModifier.ControlModifier
    )
