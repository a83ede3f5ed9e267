"""A window of sample views, editors and actions over fakes of what lies below it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from salescenter.domain.errors import Refused
from salescenter.domain.events import Event
from salescenter.ui.actions import Action, Menu
from salescenter.ui.actions.action import AT_WORK, EDITOR_OPEN, STORE_SELECTED
from salescenter.ui.actions.keymap import Keymap
from salescenter.ui.actions.workbench_actions import (
    EDITOR_ACTIONS,
    FRAME_ACTIONS,
    SESSION_ACTIONS,
    perspective_actions,
    scheme_actions,
    view_actions,
)
from salescenter.ui.background import Inline
from salescenter.ui.colours import Tone
from salescenter.ui.editors import keyboard_help
from salescenter.ui.state import Person, WorkbenchState
from salescenter.ui.theme import Theme
from salescenter.ui.widgets import label, text_field
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.layout_store import LayoutStore
from salescenter.ui.workbench.specs import (
    Catalog,
    EditorSpec,
    Perspective,
    StatusItem,
    StatusText,
    ViewSpec,
)
from salescenter.ui.workbench.window import Window

if TYPE_CHECKING:
    from salescenter.services.bundle import Services

ADA = Person("ada", "Ada", "csr", frozenset({"order.edit"}))
BOB = Person("bob", "Bob", "csr")


class FakeBus:
    """Tells listeners at once."""

    def __init__(self) -> None:
        self.listeners: list[tuple[type[Any], Callable[[Any], None]]] = []

    def subscribe(self, kind: type[Any], listener: Callable[[Any], None]) -> Callable[[], None]:
        entry = (kind, listener)
        self.listeners.append(entry)
        return lambda *_ignored: self.listeners.remove(entry)

    def publish(self, event: Event) -> None:
        for kind, listener in list(self.listeners):
            if kind is type(event):
                listener(event)


class FakeAccess:
    """Knows Ada and Bob; the password is the user id, backwards."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._current = ""

    def sign_on(self, user_id: str, password: str) -> Person:
        self.calls.append(f"sign on {user_id}")
        people = {"ada": ADA, "bob": BOB}
        if people.get(user_id) is None or password != user_id[::-1]:
            raise Refused("sign_on.wrong")
        self._current = user_id
        return people[user_id]

    def unlock(self, password: str) -> Person:
        return self.sign_on(self._current, password)

    def lock(self) -> None:
        self.calls.append("lock")

    def sign_off(self) -> None:
        self.calls.append("sign off")


class Note(Editor):
    """An editor of one line."""

    def __init__(self, _workbench: Workbench, key: str) -> None:
        super().__init__("note", key)
        self.line = text_field("Note", name="note-line")
        self.turned = 0
        QVBoxLayout(self).addWidget(self.line)
        self.set_title(f"Note {key}")

    def take_focus(self) -> None:
        self.line.setFocus()

    def turn_page(self, step: int) -> None:
        self.turned += step

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        return replace(state, subject=self.key, pages=3, undo=f"Undo note {self.key}")


def _view(name: str) -> Callable[[Workbench], QWidget]:
    def build(_workbench: Workbench) -> QWidget:
        view = QWidget()
        view.setObjectName(name)
        line = text_field(name, name=f"{name}-line")
        view.setFocusProxy(line)
        box = QVBoxLayout(view)
        box.addWidget(label(name))
        box.addWidget(line)
        return view

    return build


def _subject(state: WorkbenchState) -> StatusText | None:
    return StatusText(f"Note {state.subject}", Tone.OK, "check") if state.subject else None


def _done(workbench: Workbench) -> None:
    workbench.say(f"done {workbench.state.subject}")


VIEWS = (
    ViewSpec("finder", "Finder", "search", _view("finder"), "left"),
    ViewSpec("promos", "Promotions", "tag", _view("promos")),
    ViewSpec("blocks", "Blocks", "lock", _view("blocks"), "bottom"),
)
NOTE_ACTIONS = (
    Action(
        "note.create", "&New note", "note", _done, shortcut="Ctrl+O", icon="plus", in_toolbar=True,
        requires=(AT_WORK,), contexts=frozenset({"note"}),
    ),
    Action(
        "note.edit", "&Edit the note", "note", _done, shortcut="Ctrl+E, Ctrl+O", group="edit",
        requires=(AT_WORK, EDITOR_OPEN), contexts=frozenset({"note"}), in_toolbar=True,
        keywords="change",
    ),
    Action("note.ship", "&Ship <b>it</b>", "note", _done, requires=(AT_WORK, STORE_SELECTED)),
    Action(
        "edit.undo", "&Undo", "note", _done, shortcut="Ctrl+Z", requires=(AT_WORK,),
        caption=lambda state: state.undo or "&Undo",
    ),
)  # fmt: skip
PERSPECTIVES = (
    Perspective(
        "capture",
        "Capture",
        Arrangement(left=(("finder",),), right=(("promos",),), bottom=(("blocks",),)),
    ),
    Perspective("review", "Review", Arrangement(left=(("blocks", "finder"),))),
)


def sample_catalog(**changes: Any) -> Catalog:
    """Three views, an editor of notes, two perspectives."""
    catalog = Catalog(
        views=VIEWS,
        editors=(
            EditorSpec("note", "file-text", Note),
            EditorSpec(keyboard_help.KIND, "keyboard", keyboard_help.KeyboardHelp),
        ),
        actions=(
            *NOTE_ACTIONS,
            *SESSION_ACTIONS,
            *EDITOR_ACTIONS,
            *FRAME_ACTIONS,
            *scheme_actions(),
            *view_actions((view.id, view.title, view.icon) for view in VIEWS),
            *perspective_actions((item.id, item.title) for item in PERSPECTIVES),
        ),
        menus=(
            Menu("file", "&File"),
            Menu("note", "&Note"),
            Menu("view", "&View"),
            Menu("view/show", "&Show view"),
            Menu("view/colours", "&Colours"),
            Menu("window", "&Window"),
            Menu("window/perspective", "&Perspective"),
            Menu("help", "&Help"),
        ),
        perspectives=PERSPECTIVES,
        status_items=(StatusItem("subject", "Note", _subject, "left"),),
    )
    return replace(catalog, **changes)


class Frame:
    """Starts windows over one settings folder."""

    def __init__(self, qtbot: Any, theme: Theme, folder: Path) -> None:
        self.bus = FakeBus()
        self.access = FakeAccess()
        self.folder = folder
        self._qtbot, self._theme = qtbot, theme

    def open(self, **changes: Any) -> Window:
        """A new window, nobody signed on."""
        settings: dict[str, Any] = {
            "catalog": sample_catalog(),
            "services": cast("Services", None),
            "runner": Inline(),
            "bus": self.bus,
            "access": self.access,
            "layout": LayoutStore(self.folder),
            "theme": self._theme,
            "keymap": Keymap(),
        }
        window = Window(**(settings | changes))
        self._qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        self._qtbot.waitExposed(window)
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        return window

    def signed_on(self, user_id: str = "ada", **changes: Any) -> Window:
        """A new window with somebody signed on."""
        window = self.open(**changes)
        sign_on(window, user_id)
        return window


def sign_on(window: Window, user_id: str, password: str | None = None) -> None:
    """Fill the sign-on page and press the button."""
    page = window.sign_on_page
    page.user_id.setText(user_id)
    page.password.setText(user_id[::-1] if password is None else password)
    page.password.returnPressed.emit()
    QApplication.processEvents()


def named(root: QWidget, name: str) -> Any:
    """The widget of that object name."""
    found = root.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found
