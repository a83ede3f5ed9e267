"""Actions about the desk itself: the store that is worked for, the own password."""

from salescenter.i18n import N_, _
from salescenter.ui.actions.action import AT_WORK, Action, Requirement
from salescenter.ui.desk_watch import PASSWORD
from salescenter.ui.state import WorkbenchState
from salescenter.ui.store_selection import choose_store
from salescenter.ui.workbench.contract import Workbench

STORES = "stores"

_SEVERAL_STORES = Requirement(
    lambda state: len(state.stores) > 1, N_("There is only one store here.")
)


def _next_store(workbench: Workbench) -> None:
    stores, current = workbench.state.stores, workbench.state.store
    place = stores.index(current) if current in stores else -1
    workbench.change_state(store=stores[(place + 1) % len(stores)])


def _selected(state: WorkbenchState) -> str:
    """The title that says which store is selected now."""
    if state.store is None:
        return _("&Select the store…")
    return _("&Select the store… (now {name})").format(name=state.store.name.replace("&", "&&"))


def _show_stores(workbench: Workbench) -> None:
    workbench.show_view(STORES)


def _change_password(workbench: Workbench) -> None:
    workbench.open_editor(PASSWORD, PASSWORD)


DESK_ACTIONS = (
    Action(
        "store.select",
        N_("&Select the store…"),
        "store",
        choose_store,
        group="store",
        shortcut="Ctrl+Shift+S",
        icon="store",
        requires=(AT_WORK,),
        contexts=frozenset({STORES}),
        keywords=N_("shop switch change"),
        caption=_selected,
    ),
    Action(
        "store.next",
        N_("&Next store"),
        "store",
        _next_store,
        group="store",
        shortcut="Ctrl+Alt+S",
        requires=(AT_WORK, _SEVERAL_STORES),
        contexts=frozenset({STORES}),
        keywords=N_("shop switch change"),
    ),
    Action(
        "store.show_open",
        N_("Open &customers and orders"),
        "store",
        _show_stores,
        group="open",
        shortcut="Ctrl+F, Ctrl+S",
        icon="list",
        requires=(AT_WORK,),
        keywords=N_("stores view switch tree"),
    ),
    Action(
        "session.change_password",
        N_("Change the &password…"),
        "file",
        _change_password,
        group="session",
        icon="key",
        requires=(AT_WORK,),
    ),
)
