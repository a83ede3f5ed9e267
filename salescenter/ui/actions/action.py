"""An action is a value: what it is called, when it may be run and why not, what it does."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from salescenter.i18n import N_, _
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.contract import Workbench


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition on the state, and the sentence that says what to do when it does not hold."""

    holds: Callable[[WorkbenchState], bool]
    otherwise: str


AT_WORK = Requirement(lambda state: state.at_work, N_("Sign on first."))
STORE_SELECTED = Requirement(
    lambda state: state.store is not None, N_("Select the store you work for first.")
)
EDITOR_OPEN = Requirement(
    lambda state: bool(state.editor_kind), N_("Nothing is open in the editor area.")
)


def granted(permission: str) -> Requirement:
    """The person at the desk has that right."""
    return Requirement(
        lambda state: state.may(permission), N_("You have no right to do this. Ask a supervisor.")
    )


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of the menus, the tool bar, the context menus, the shortcuts and the palette.

    ``id`` is noun.verb and never renamed: keymaps on users' disks refer to it. ``title`` and
    ``short`` (for the tool bar) are marked with ``N_``; ``&`` marks the menu's letter. ``menu`` is
    the id of a menu, "" for palette and shortcut only. Neighbours of another ``group`` are parted
    by a line. ``offered`` takes it away where it makes no sense; its ``requires`` say why then too.
    ``caption`` says the title where it depends on the state ("Undo Change quantity").
    """

    id: str
    title: str
    menu: str
    run: Callable[[Workbench], object]
    group: str = ""
    shortcut: str = ""
    icon: str = ""
    short: str = ""
    requires: tuple[Requirement, ...] = ()
    in_toolbar: bool = False
    contexts: frozenset[str] = frozenset()
    keywords: str = ""
    checked: Callable[[WorkbenchState], bool] | None = None
    caption: Callable[[WorkbenchState], str] | None = None
    offered: Callable[[WorkbenchState], bool] | None = None

    def is_offered(self, state: WorkbenchState) -> bool:
        """Whether it stands in menus and palette at all; most do always."""
        return self.offered is None or self.offered(state)

    def enabled(self, state: WorkbenchState) -> bool:
        """Whether it may be run now."""
        return all(requirement.holds(state) for requirement in self.requires)

    def why_not(self, state: WorkbenchState) -> str:
        """The first reason against running it now, as a sentence; "" when there is none."""
        for requirement in self.requires:
            if not requirement.holds(state):
                return _(requirement.otherwise)
        return ""

    def text(self, state: WorkbenchState) -> str:
        """The title in the person's language, with the ``&`` of the menu's letter."""
        return self.caption(state) if self.caption is not None else _(self.title)

    def plain_text(self, state: WorkbenchState) -> str:
        """The title as it is read out."""
        return plain(self.text(state))


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the bar; one whose id holds a slash ("view/show") hangs in the one before it."""

    id: str
    title: str
    group: str = ""


class ActionRegistry:
    """All actions by id, in menu order; raises ValueError when two have the same id."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self._by_id: dict[str, Action] = {}
        for action in actions:
            if action.id in self._by_id:
                raise ValueError(f"two actions are called {action.id}")
            self._by_id[action.id] = action

    def __iter__(self) -> Iterator[Action]:
        return iter(self._by_id.values())

    def __getitem__(self, action_id: str) -> Action:
        return self._by_id[action_id]

    def __contains__(self, action_id: object) -> bool:
        return action_id in self._by_id

    def trigger(self, action_id: str, workbench: Workbench) -> None:
        """Run an action if it may be run; else say why not. KeyError for an unknown id."""
        action = self._by_id[action_id]
        if action.enabled(workbench.state):
            action.run(workbench)
        else:
            workbench.refuse(action.why_not(workbench.state))


def plain(title: str) -> str:
    """A title without the mark of its menu letter; ``&&`` is a real one."""
    return title.replace("&&", "\0").replace("&", "").replace("\0", "&")
