"""What a window is made of, as data: views, editors, perspectives, status items, menus, actions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from salescenter.ui.actions.action import Action, ActionRegistry, Menu
from salescenter.ui.colours import Tone
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A view under its lasting id; ``area`` (left, right, bottom) is where it opens by itself."""

    id: str
    title: str
    icon: str
    build: Callable[[Workbench], QWidget]
    area: str = "right"


@dataclass(frozen=True, slots=True)
class EditorSpec:
    """How the editor of a kind of object is made from its key."""

    kind: str
    icon: str
    build: Callable[[Workbench, str], Editor]


@dataclass(frozen=True, slots=True)
class Perspective:
    """An arrangement of views under a lasting id."""

    id: str
    title: str
    arrangement: Arrangement


@dataclass(frozen=True, slots=True)
class StatusText:
    """What a status item says: words, what they mean, an icon, a longer explanation."""

    text: str
    tone: Tone = Tone.PLAIN
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class StatusItem:
    """A small place in the status bar; ``draw`` answers None when there is nothing to say."""

    id: str
    title: str
    draw: Callable[[WorkbenchState], StatusText | None]
    side: str = "right"


@dataclass(frozen=True, slots=True)
class Catalog:
    """All of it. Raises ValueError when an id is there twice."""

    views: tuple[ViewSpec, ...]
    editors: tuple[EditorSpec, ...]
    actions: tuple[Action, ...]
    menus: tuple[Menu, ...]
    perspectives: tuple[Perspective, ...]
    status_items: tuple[StatusItem, ...] = ()

    def __post_init__(self) -> None:
        for ids in (
            [view.id for view in self.views],
            [editor.kind for editor in self.editors],
            [item.id for item in self.status_items],
            [perspective.id for perspective in self.perspectives],
            [menu.id for menu in self.menus],
        ):
            _require_once(ids)

    def registry(self) -> ActionRegistry:
        """The actions by id."""
        return ActionRegistry(self.actions)

    def editor_kinds(self) -> Mapping[str, EditorSpec]:
        """The editors by kind."""
        return MappingProxyType({spec.kind: spec for spec in self.editors})

    def view_ids(self) -> frozenset[str]:
        """The ids of all views."""
        return frozenset(view.id for view in self.views)

    def perspective(self, perspective_id: str) -> Perspective:
        """The perspective of that id, the first one for an id that is not known any more."""
        for perspective in self.perspectives:
            if perspective.id == perspective_id:
                return perspective
        return self.perspectives[0]


def _require_once(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"{name} is there twice")
        seen.add(name)
