"""What is in this program: its views, editors, actions, perspectives and status items, listed."""

from salescenter.i18n import N_, _
from salescenter.ui.actions.action import Action, Menu
from salescenter.ui.actions.workbench_actions import (
    EDITOR_ACTIONS,
    FRAME_ACTIONS,
    SESSION_ACTIONS,
    perspective_actions,
    scheme_actions,
    view_actions,
)
from salescenter.ui.colours import Tone
from salescenter.ui.editors import keyboard_help
from salescenter.ui.state import Health, WorkbenchState
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.specs import (
    Catalog,
    EditorSpec,
    Perspective,
    StatusItem,
    StatusText,
    ViewSpec,
)

VIEWS: tuple[ViewSpec, ...] = ()

EDITORS = (EditorSpec(keyboard_help.KIND, "keyboard", keyboard_help.KeyboardHelp),)

PERSPECTIVES = (
    Perspective(
        "order_capture",
        N_("Order Capture"),
        Arrangement(
            left=(("customer_finder", "stores"),),
            right=(("marketing_promotions",), ("merchandising_associations",)),
            bottom=(("blocks",),),
            sizes={"left": 21, "right": 21, "bottom": 20},
        ),
    ),
    Perspective(
        "review",
        N_("Review"),
        Arrangement(
            left=(("blocks",), ("stores",)),
            right=(("customer_finder",),),
            sizes={"left": 30, "right": 22},
        ),
    ),
    Perspective(
        "administration",
        N_("Administration"),
        Arrangement(left=(("stores",),), sizes={"left": 22}),
    ),
)

MENUS = (
    Menu("file", N_("&File")),
    Menu("edit", N_("&Edit")),
    Menu("store", N_("&Store")),
    Menu("customer", N_("&Customer")),
    Menu("order", N_("&Order")),
    Menu("view", N_("&View")),
    Menu("view/show", N_("&Show view")),
    Menu("view/colours", N_("&Colours")),
    Menu("window", N_("&Window")),
    Menu("window/perspective", N_("&Perspective")),
    Menu("help", N_("&Help")),
)

_HEALTH = {
    Health.GOOD: (N_("Connected"), Tone.OK, "database"),
    Health.SLOW: (N_("Slow"), Tone.WARN, "database"),
    Health.LOST: (N_("No connection"), Tone.ERROR, "wifi-off"),
}


def _store(state: WorkbenchState) -> StatusText | None:
    if not state.at_work:
        return None
    if state.store is None:
        return StatusText(_("No store selected"), Tone.WARN, "store")
    return StatusText(state.store.name, Tone.MUTED, "store")


def _person(state: WorkbenchState) -> StatusText | None:
    if state.person is None:
        return StatusText(_("Nobody is signed on"), Tone.MUTED, "user")
    if state.locked:
        return StatusText(_("Locked"), Tone.WARN, "lock")
    return StatusText(f"{state.person.name} ({state.person.role})", Tone.MUTED, "user")


def _health(state: WorkbenchState) -> StatusText | None:
    if state.health not in _HEALTH:
        return None
    text, tone, icon = _HEALTH[state.health]
    words = _(text)
    if state.latency_ms is not None and state.health is not Health.LOST:
        words = _("{state} · {ms} ms").format(state=words, ms=state.latency_ms)
    return StatusText(words, tone, icon)


def _saved(state: WorkbenchState) -> StatusText | None:
    if state.subject is None or not state.at_work:
        return None
    if state.saved:
        return StatusText(_("Saved"), Tone.MUTED, "check")
    return StatusText(_("Saving…"), Tone.MUTED, "loader")


STATUS_ITEMS = (
    StatusItem("saved", N_("Saved"), _saved),
    StatusItem("store", N_("Store"), _store),
    StatusItem("person", N_("Signed on"), _person),
    StatusItem("health", N_("Database"), _health),
)

ACTIONS: tuple[Action, ...] = (
    *SESSION_ACTIONS,
    *EDITOR_ACTIONS,
    *FRAME_ACTIONS,
    *view_actions((view.id, view.title, view.icon) for view in VIEWS),
    *scheme_actions(),
    *perspective_actions((item.id, item.title) for item in PERSPECTIVES),
)

CATALOG = Catalog(
    views=VIEWS,
    editors=EDITORS,
    actions=ACTIONS,
    menus=MENUS,
    perspectives=PERSPECTIVES,
    status_items=STATUS_ITEMS,
)
