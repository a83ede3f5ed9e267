"""The window: puts the parts together and draws everything from one state. No business nouns."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from salescenter.domain.errors import SalesCenterError
from salescenter.i18n import _
from salescenter.ui.actions.keymap import Keymap
from salescenter.ui.background import Runner
from salescenter.ui.colours import Scheme, Tone
from salescenter.ui.events import Bus, EventRelay
from salescenter.ui.state import Person, WorkbenchState
from salescenter.ui.theme import Theme
from salescenter.ui.widgets import MessageBar, choice_field, column, empty_state
from salescenter.ui.workbench.contract import Access, ActionKeys, Choice, ColumnWidths
from salescenter.ui.workbench.docking import Docking
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.editor_area import EditorArea
from salescenter.ui.workbench.layout_store import LayoutStore
from salescenter.ui.workbench.menus import ActionBinder
from salescenter.ui.workbench.palette import action_keys, palette_choices
from salescenter.ui.workbench.perspectives import Perspectives
from salescenter.ui.workbench.picker import Picker
from salescenter.ui.workbench.session import Session
from salescenter.ui.workbench.sign_on import SignOnPage
from salescenter.ui.workbench.specs import Catalog
from salescenter.ui.workbench.status_bar import StatusBar

if TYPE_CHECKING:  # the window only hands it on
    from salescenter.services.bundle import Services

PRODUCT = "Sales Center"
_SMALLEST = QSize(960, 600)
_FIRST = QSize(1440, 900)
_log = logging.getLogger(__name__)
_TONES = {"denied": Tone.WARN, "busy": Tone.WARN, "conflict": Tone.WARN, "refused": Tone.WARN}


class Window(QMainWindow):
    """One workbench; what actions, views and editors see of it is ``contract.Workbench``."""

    state_changed = Signal(object)

    def __init__(
        self,
        catalog: Catalog,
        *,
        services: "Services",
        runner: Runner,
        bus: Bus,
        access: Access,
        layout: LayoutStore,
        theme: Theme,
        keymap: Keymap | None = None,
        idle_minutes: float = 10,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(_SMALLEST)
        self._catalog, self._services, self._runner, self._bus = catalog, services, runner, bus
        self._layout, self._theme = layout, theme
        self._state = WorkbenchState(scheme=theme.scheme)
        self._keymap = keymap or Keymap()
        self._binder = ActionBinder(catalog.registry(), self, self, self._keymap)
        self._build_content()
        self._build_bars()
        self.session = Session(access, runner, self.sign_on_page, idle_minutes, self)
        self._wire()
        self._draw()

    # What actions, views and editors see

    @property
    def services(self) -> "Services":
        """The verbs; called through ``runner`` only."""
        return self._services

    @property
    def runner(self) -> Runner:
        """The way off the GUI thread."""
        return self._runner

    @property
    def widths(self) -> ColumnWidths:
        """Where tables keep the widths of their columns."""
        return self._layout

    @property
    def state(self) -> WorkbenchState:
        """What can be done now follows from this."""
        return self._state

    @property
    def active_editor(self) -> Editor | None:
        """The editor in front."""
        return self.editors.active

    @property
    def editors_changed(self) -> SignalInstance:
        """Emitted when an editor comes, goes, comes to the front or has something new to say."""
        return self.editors.changed

    def open_editors(self) -> list[Editor]:
        """Every open editor, in the order of the tabs."""
        return self.editors.all()

    def change_state(self, **changes: Any) -> None:
        """Replace fields of the state and draw everything that follows from it."""
        self._set_state(replace(self._state, **changes))

    def relay(self, parent: QObject) -> EventRelay:
        """An ear on the bus that lives as long as ``parent``."""
        return EventRelay(self._bus, parent)

    def open_editor(self, kind: str, key: str = "") -> Editor | None:
        """Open the editor of that object, or bring it to the front."""
        return self.editors.open(kind, key)

    def close_editor(self, editor: Editor | None = None) -> None:
        """Close an editor, the active one when none is given."""
        chosen = editor or self.active_editor
        if chosen is not None:
            self.editors.close(chosen)

    def next_editor(self, step: int = 1) -> None:
        """Bring a neighbour of the active editor to the front."""
        self.editors.next(step)

    def show_view(self, view_id: str) -> None:
        """Open a view if need be, bring it to the front and give it the focus."""
        self.docking.show_view(view_id)
        self.views[view_id].setFocus()

    def use_perspective(self, perspective_id: str) -> None:
        """Arrange the views as that perspective was left."""
        with self._focus_kept():
            self.perspectives.use(perspective_id)
        self.change_state(perspective=self.perspectives.active, maximised=False)

    def reset_perspective(self) -> None:
        """Arrange the views as the active perspective is delivered."""
        with self._focus_kept():
            self.perspectives.reset()
        self.change_state(maximised=False)

    def toggle_maximised(self) -> None:
        """Give the editors the whole window, or give it back."""
        with self._focus_kept():
            self.docking.toggle_maximised()
        self.change_state(maximised=self.docking.is_maximised)

    def use_scheme(self, scheme: Scheme) -> None:
        """Dress the window in other colours, and remember it."""
        self._theme.use(scheme)
        self._layout.keep_preference("scheme", scheme)
        self.change_state(scheme=scheme)

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return self._binder.keymap

    def use_keymap(self, keymap: Keymap) -> None:
        """Listen to other keys from now on."""
        self._binder.use_keymap(keymap)

    def choose(self, question: str, choices: Sequence[Choice], then: Callable[[Any], None]) -> None:
        """Let the person pick one; ``then`` gets its value, or is not called."""
        self.picker.ask(question, choices, then)

    def show_palette(self) -> None:
        """Offer every action by its name."""
        offered = palette_choices(
            self._binder.registry, self._catalog.menus, self._binder.keymap, self._state
        )
        self.picker.ask(_("What do you want to do?"), offered, self.trigger)

    def say(self, text: str, tone: Tone = Tone.OK) -> None:
        """Tell something in the message bar."""
        self.messages.show_message(text, tone)

    def refuse(self, reason: str) -> None:
        """Tell why something cannot be done now."""
        self.messages.show_message(reason, Tone.WARN)

    def report(self, error: Exception) -> None:
        """Tell a refusal as it stands; say of anything else that it was written down."""
        if isinstance(error, SalesCenterError):
            self.messages.show_message(str(error), _TONES.get(error.outcome, Tone.ERROR))
            return
        _log.error("reported to the person at the desk", exc_info=error)
        self.messages.show_message(
            _("This did not work, and nothing was changed by it here. The log says what happened."),
            Tone.ERROR,
        )

    def trigger(self, action_id: str) -> None:
        """Run an action if it may be run now, else say why not."""
        self._binder.registry.trigger(action_id, self)

    def action_keys(self) -> list[ActionKeys]:
        """Every action with its keys, those that have some first."""
        return action_keys(self._binder.registry, self._catalog.menus, self._binder.keymap)

    def sign_on(self) -> None:
        """Go to the sign-on page."""
        self.sign_on_page.take_focus()

    def sign_off(self) -> None:
        """End the session; the window stays, empty."""
        self.session.sign_off()

    def lock(self) -> None:
        """Hide the content until the same person is back."""
        self.session.lock()

    def show_context_menu(self, context: str, widget: QWidget, point: QPoint) -> None:
        """Open the context menu of what ``context`` names at a global point."""
        self._binder.context_menu(context, widget).popup(point)

    @contextmanager
    def _focus_kept(self) -> Iterator[None]:
        """Docks that move take the focus from what is in them; give it back."""
        before = self.focusWidget()
        yield
        if before is not None and self.docking.holds(before) and before.isVisible():
            before.setFocus()
        elif self.active_editor is not None:
            self.active_editor.take_focus()

    # Building

    def put_below_messages(self, strip: QWidget) -> None:
        """A strip of the window's own, between messages and content."""
        self._column.insertWidget(1, strip)

    def _build_content(self) -> None:
        """Messages on top, editors and views below, the sign-on page over all of it."""
        self.messages = MessageBar()
        self._content = QWidget()
        self._content.setObjectName("content")
        nothing_open = empty_state(
            _("Nothing is open"),
            _("Find a customer, start an order, or press Ctrl+K to see what can be done."),
            name="nothing_open",
            icon="layout-dashboard",
        )
        self.docking = Docking(self._content, nothing_open)
        self.editors = EditorArea(self._catalog, self.docking, self._layout, self)
        self.perspectives = Perspectives(self._catalog, self.docking, self._layout)
        self.views = {spec.id: spec.build(self) for spec in self._catalog.views}
        for spec in self._catalog.views:
            view = self.views[spec.id]
            self.docking.add_view(spec.id, _(spec.title), view, spec.area)
        self.sign_on_page = SignOnPage(PRODUCT)
        self._pages = QStackedWidget()
        self._pages.setObjectName("pages")
        self._pages.addWidget(self.sign_on_page)
        self._pages.addWidget(self._content)
        central = QWidget()
        central.setObjectName("central")
        self._column = column(self.messages, self._pages, gap=0)
        central.setLayout(self._column)
        self.setCentralWidget(central)
        self.picker = Picker(self)

    def _build_bars(self) -> None:
        self._binder.build_menus(self.menuBar(), self._catalog.menus)
        bar = self._binder.build_toolbar()
        self._perspective_field = choice_field(
            _("Perspective"),
            name="perspective",
            choices=[(item.id, _(item.title)) for item in self._catalog.perspectives],
        )
        self._perspective_place = bar.addWidget(self._perspective_field)
        self.addToolBar(bar)
        self.status_bar = StatusBar(self._catalog.status_items)
        self.setStatusBar(self.status_bar)

    def _wire(self) -> None:
        self._perspective_field.chosen.connect(self.use_perspective)
        self.editors.changed.connect(self._on_editor_changed)
        self.editors.changed.connect(self.perspectives.keep_soon)
        self.docking.tab_double_clicked.connect(self.toggle_maximised)
        self.docking.view_toggled.connect(self.perspectives.keep_soon)
        self.docking.window_made.connect(self.session.watch)
        self._theme.changed.connect(self.docking.redraw_icons)
        self.session.signed_on.connect(self._on_signed_on)
        self.session.unlocked.connect(self._on_unlocked)
        self.session.locked.connect(self._on_locked)
        self.session.signed_off.connect(self._on_signed_off)
        self.session.failed.connect(self.report)
        for problem in self._keymap.problems:
            self.messages.show_message(problem, Tone.WARN)

    # What happens

    def _on_signed_on(self, person: Person) -> None:
        if self._state.person is not None and self._state.person.user_id != person.user_id:
            self._leave()
        self._layout.use_user(person.user_id)
        scheme = self._layout.preference("scheme")
        if scheme in set(Scheme):
            self._theme.use(Scheme(scheme))
        self._show_content()
        self.change_state(person=person, locked=False, scheme=self._theme.scheme)
        if not self.perspectives.active:
            self.editors.restore()
            self.use_perspective(self.perspectives.last_used())

    def _on_unlocked(self, person: Person) -> None:
        self._show_content()
        self.change_state(person=person, locked=False)

    def _on_locked(self) -> None:
        self.perspectives.keep()
        self._hide_content()
        self.change_state(locked=True)

    def _on_signed_off(self) -> None:
        self._leave()
        self._hide_content()
        self._layout.use_user("")
        self.change_state(person=None, locked=False, store=None, stores=())

    def _leave(self) -> None:
        """Remember how things stand for who leaves, and show nothing of it to who comes."""
        self.perspectives.leave()
        self.editors.clear()
        self.messages.clear()

    def _show_content(self) -> None:
        self._pages.setCurrentWidget(self._content)
        self.docking.set_hidden(False)
        if self.active_editor is not None:
            self.active_editor.take_focus()

    def _hide_content(self) -> None:
        self.picker.close_picker()
        self.messages.clear()
        self.docking.set_hidden(True)
        self._pages.setCurrentWidget(self.sign_on_page)
        self.sign_on_page.take_focus()

    def _on_editor_changed(self) -> None:
        """Let the editor in front say what the state is about."""
        editor = self.active_editor
        blank = replace(
            self._state,
            subject=None,
            editor_kind=editor.kind if editor else "",
            editor_title=editor.title if editor else "",
            pages=0,
            undo="",
            redo="",
            saved=True,
        )
        self._set_state(editor.contribute(blank) if editor else blank)

    def _set_state(self, state: WorkbenchState) -> None:
        if state != self._state:
            self._state = state
            self._draw()
            self.state_changed.emit(state)

    def _draw(self) -> None:
        state = self._state
        self._binder.refresh(state)
        self.status_bar.show_state(state)
        self._perspective_place.setVisible(state.at_work)
        self._perspective_field.show_value(state.perspective)
        shows_subject = state.at_work and state.editor_title
        self.setWindowTitle(f"{state.editor_title} - {PRODUCT}" if shows_subject else PRODUCT)

    def showEvent(self, event: QShowEvent) -> None:
        """Count keys in this window as signs of life from now on."""
        super().showEvent(event)
        self.session.watch(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how things stand; floating windows go with it."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._layout.keep_preference("geometry", geometry)
        self.perspectives.keep()
        self.docking.set_hidden(True)
        super().closeEvent(event)

    def restore_place(self) -> None:
        """Stand where the window stood the last time; before ``show``."""
        geometry = self._layout.preference("geometry")
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(_FIRST)
