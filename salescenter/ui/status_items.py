"""The status bar as functions of the state: the order in front, what holds it, who works where."""

from salescenter.domain.order import ORIGINAL_STATUS, STATUS_NAMES, Order, OrderStatus
from salescenter.i18n import N_, _, ngettext
from salescenter.ui.access import role_title
from salescenter.ui.colours import Tone
from salescenter.ui.state import Health, WorkbenchState
from salescenter.ui.workbench.specs import StatusItem, StatusText

STATUS_LOOKS = {
    OrderStatus.PENDING: (Tone.INFO, "pencil"),
    OrderStatus.PENDING_PAYMENT: (Tone.WARN, "credit-card"),
    OrderStatus.PROCESSING: (Tone.ACCENT, "package"),
    OrderStatus.SHIPPED: (Tone.OK, "truck"),
    OrderStatus.CANCELED: (Tone.ERROR, "ban"),
}
"""What each status looks like, wherever it is shown: its tone and its icon."""

_HEALTH = {
    Health.GOOD: (N_("Connected"), Tone.OK, "database"),
    Health.SLOW: (N_("Slow"), Tone.WARN, "database-zap"),
    Health.LOST: (N_("No connection"), Tone.ERROR, "wifi-off"),
}


def order_in_front(state: WorkbenchState) -> Order | None:
    """The order that the editor in front is about."""
    order = getattr(state.subject, "order", None)
    return order if state.at_work and isinstance(order, Order) else None


def status_of_order(state: WorkbenchState) -> StatusText | None:
    """The status of the order in front, in words and colour."""
    order = order_in_front(state)
    if order is None:
        return None
    tone, icon = STATUS_LOOKS[order.status]
    name, original = _(STATUS_NAMES[order.status]), ORIGINAL_STATUS[order.status]
    text = _("Order {number}: {status}").format(number=order.number, status=name)
    tip = _("{text} (in the original: {word}, {code})").format(
        text=text, word=original[0], code=original[1]
    )
    return StatusText(text, tone, icon, tip)


def open_blocks(state: WorkbenchState) -> StatusText | None:
    """How many blocks hold the order in front; nothing while none does."""
    order = order_in_front(state)
    count = len(order.open_blocks) if order else 0
    if not count:
        return None
    text = ngettext("{count} open block", "{count} open blocks", count).format(count=count)
    return StatusText(text, Tone.WARN, "octagon-alert")


def saved(state: WorkbenchState) -> StatusText | None:
    """Whether what was typed into the order in front is stored."""
    if order_in_front(state) is None:
        return None
    if state.saved:
        return StatusText(_("Saved"), Tone.MUTED, "check", _("Every step is stored as it is made."))
    return StatusText(_("Saving…"), Tone.WARN, "loader")


def store(state: WorkbenchState) -> StatusText | None:
    """The store that is worked for."""
    if not state.at_work:
        return None
    if state.store is None:
        return StatusText(_("No store selected"), Tone.WARN, "store")
    return StatusText(state.store.name, Tone.MUTED, "store")


def person(state: WorkbenchState) -> StatusText | None:
    """Who is signed on, in which role."""
    if state.person is None:
        return StatusText(_("Nobody is signed on"), Tone.MUTED, "user")
    if state.locked:
        return StatusText(_("Locked"), Tone.WARN, "lock")
    text = _("{name} · {role}").format(name=state.person.name, role=role_title(state.person.role))
    return StatusText(text, Tone.MUTED, "user")


def health(state: WorkbenchState) -> StatusText | None:
    """How the database answers."""
    if state.health not in _HEALTH or not state.at_work:
        return None
    word, tone, icon = _HEALTH[state.health]
    text = _(word)
    if state.latency_ms is not None:
        text = _("{state} · {ms} ms").format(state=text, ms=state.latency_ms)
    return StatusText(text, tone, icon)


STATUS_ITEMS = (
    StatusItem("order", N_("Status of the order"), status_of_order, side="left"),
    StatusItem("blocks", N_("Blocks"), open_blocks, side="left"),
    StatusItem("saved", N_("Saved"), saved),
    StatusItem("store", N_("Store"), store),
    StatusItem("person", N_("Signed on"), person),
    StatusItem("health", N_("Database"), health),
)
