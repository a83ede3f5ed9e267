"""What an action, a view or an editor may ask of the window; a short fake satisfies it in tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QPoint, SignalInstance
from PySide6.QtWidgets import QWidget

from salescenter.ui.background import Runner
from salescenter.ui.colours import Scheme, Tone
from salescenter.ui.events import EventRelay
from salescenter.ui.state import Person, WorkbenchState
from salescenter.ui.workbench.editor import Editor

if TYPE_CHECKING:  # the bundle brings the database along; the frame starts without it
    from salescenter.services.bundle import Services


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose from: ``value`` is what the asker gets back."""

    value: Any
    text: str
    detail: str = ""
    keys: str = ""
    refusal: str = ""
    icon: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class ActionKeys:
    """An action as the help lists it; ``keys`` as this platform writes them.

    ``portable`` are the same keys as they are kept, ``delivered`` those that come with the program.
    """

    id: str
    keys: str
    title: str
    menu: str
    portable: str = ""
    delivered: str = ""


class ColumnWidths(Protocol):
    """Remembers the widths a person gave the columns of a table."""

    def widths_of(self, table: str) -> dict[str, int]:
        """Pixels by column id; empty when nobody ever moved one."""

    def keep_widths(self, table: str, widths: dict[str, int]) -> None:
        """Remember them under the table's lasting name."""


class Access(Protocol):
    """The verbs around the session, called off the GUI thread; each may raise a refusal."""

    def sign_on(self, user_id: str, password: str) -> Person:
        """Begin a session."""

    def unlock(self, password: str) -> Person:
        """Go on with the locked session."""

    def lock(self) -> None:
        """Hide everything until the same person comes back."""

    def sign_off(self) -> None:
        """End the session; the window stays."""


class Workbench(Protocol):
    """The window as seen from inside."""

    @property
    def services(self) -> "Services":
        """The verbs; called through ``runner`` only."""

    @property
    def runner(self) -> Runner:
        """The way off the GUI thread."""

    @property
    def widths(self) -> ColumnWidths:
        """Where tables keep the widths of their columns."""

    @property
    def state(self) -> WorkbenchState:
        """What can be done now follows from this."""

    @property
    def state_changed(self) -> SignalInstance:
        """Emitted with the new ``WorkbenchState``; connect a method of a QObject."""

    @property
    def active_editor(self) -> Editor | None:
        """The editor in front."""

    @property
    def editors_changed(self) -> SignalInstance:
        """Emitted when an editor comes, goes, comes to the front or has something new to say."""

    def open_editors(self) -> list[Editor]:
        """Every open editor, in the order of the tabs."""

    def change_state(self, **changes: Any) -> None:
        """Replace fields of the state and draw everything that follows from it."""

    def relay(self, parent: QObject) -> EventRelay:
        """An ear on the bus that lives as long as ``parent``."""

    def open_editor(self, kind: str, key: str = "") -> Editor | None:
        """Open the editor of that object, or bring it to the front; None when it cannot be."""

    def close_editor(self, editor: Editor | None = None) -> None:
        """Close an editor, the active one when none is given."""

    def show_view(self, view_id: str) -> None:
        """Open a view if need be, bring it to the front and give it the focus."""

    def use_perspective(self, perspective_id: str) -> None:
        """Arrange the views as that perspective was left."""

    def reset_perspective(self) -> None:
        """Arrange the views as the active perspective is delivered."""

    def toggle_maximised(self) -> None:
        """Give the editors the whole window, or give it back."""

    def use_scheme(self, scheme: Scheme) -> None:
        """Dress the window in other colours, and remember it."""

    def choose(self, question: str, choices: Sequence[Choice], then: Callable[[Any], None]) -> None:
        """Let the person pick one; ``then`` gets its value, or is not called."""

    def show_context_menu(self, context: str, widget: QWidget, point: QPoint) -> None:
        """Open the context menu of what ``context`` names at a global point."""

    def next_editor(self, step: int = 1) -> None:
        """Bring a neighbour of the active editor to the front."""

    def show_palette(self) -> None:
        """Offer every action by its name."""

    def say(self, text: str, tone: Tone = Tone.OK) -> None:
        """Tell something in the message bar; never a box to be clicked away."""

    def refuse(self, reason: str) -> None:
        """Tell why something cannot be done now."""

    def report(self, error: Exception) -> None:
        """Tell a refusal as it stands; say of anything else that it was written down."""

    def trigger(self, action_id: str) -> None:
        """Run an action if it may be run now."""

    def action_keys(self) -> list[ActionKeys]:
        """Every action with its keys, those that have some first."""

    def sign_on(self) -> None:
        """Show the sign-on page."""

    def sign_off(self) -> None:
        """End the session; the window stays, empty."""

    def lock(self) -> None:
        """Hide the content until the same person is back."""
