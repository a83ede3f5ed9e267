"""Actions about customers: find one, register one, open one, take an order."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from salescenter.domain.permissions import Permission
from salescenter.i18n import N_, _
from salescenter.ui.actions.action import AT_WORK, EDITOR_OPEN, STORE_SELECTED, Action, granted
from salescenter.ui.workbench.contract import Workbench

FINDER = "customer_finder"
CUSTOMER = "customer"
NEW_CUSTOMER = "customer.new"
ADVANCED_FIND = "customer.find_by_fields"


@runtime_checkable
class CustomerPlace(Protocol):
    """Something in which a customer stands: the finder, a profile."""

    def open_customer(self) -> None:
        """Open the profile of the customer that is chosen here."""

    def order_for_customer(self) -> bool:
        """Start an order for that customer; False when nobody is chosen."""


@runtime_checkable
class Searched(Protocol):
    """Something that holds what was typed of a customer who may be a new one."""

    def typed_text(self) -> str:
        """As it was typed."""


@runtime_checkable
class TakesOver(Protocol):
    """A form that can begin with what was typed elsewhere."""

    def take_over(self, typed: str) -> None:
        """Share the words out among the fields."""


@runtime_checkable
class HasTwins(Protocol):
    """A form that knows who may be the same person."""

    def open_twin(self) -> bool:
        """Open the likeliest; False when nobody is known."""


def open_new_customer(workbench: Workbench, typed: str = "") -> None:
    """Open the form for a new customer, with what was typed of them already."""
    form: object = workbench.open_editor(NEW_CUSTOMER)
    if typed and isinstance(form, TakesOver):
        form.take_over(typed)


def _find(workbench: Workbench) -> None:
    workbench.show_view(FINDER)


def _find_by_fields(workbench: Workbench) -> None:
    workbench.open_editor(ADVANCED_FIND)


def _create(workbench: Workbench) -> None:
    place = _around_focus(lambda widget: isinstance(widget, Searched))
    open_new_customer(workbench, place.typed_text() if isinstance(place, Searched) else "")


def order_for_chosen_customer(workbench: Workbench) -> bool:
    """Start an order for the customer who is meant; False when none is."""
    place = _place(workbench)
    return place is not None and place.order_for_customer()


def _order(workbench: Workbench) -> None:
    if not order_for_chosen_customer(workbench):
        workbench.refuse(_("Find the customer first, or open the customer's profile."))


def _open(workbench: Workbench) -> None:
    place = _place(workbench)
    if place is not None:
        place.open_customer()


def _place(workbench: Workbench) -> CustomerPlace | None:
    """Where the customer stands that is meant: around the focus, else in the editor in front."""
    place = _around_focus(lambda widget: isinstance(widget, CustomerPlace))
    place = place or workbench.active_editor
    return place if isinstance(place, CustomerPlace) else None


def _around_focus(fits: Callable[[QWidget], bool]) -> QWidget | None:
    widget = QApplication.focusWidget()
    while widget is not None and not fits(widget):
        widget = widget.parentWidget()
    return widget


def _twin(workbench: Workbench) -> None:
    form: object = workbench.active_editor
    if not (isinstance(form, HasTwins) and form.open_twin()):
        workbench.refuse(_("Nobody is known who is likely the same person."))


CUSTOMER_ACTIONS = (
    Action(
        "customer.find",
        N_("&Find a customer"),
        "customer",
        _find,
        group="find",
        shortcut="Ctrl+F, Ctrl+R",
        icon="user-search",
        short=N_("Find customer"),
        in_toolbar=True,
        requires=(AT_WORK, granted(Permission.DESK_READ)),
        keywords=N_("search caller name phone e-mail"),
    ),
    Action(
        "customer.find_by_fields",
        N_("Find customers by &field…"),
        "customer",
        _find_by_fields,
        group="find",
        shortcut="Ctrl+F, Ctrl+A",
        icon="user-search",
        requires=(AT_WORK, granted(Permission.DESK_READ), STORE_SELECTED),
        keywords=N_("advanced search company city postal code region country guest disabled kept"),
    ),
    Action(
        "customer.create",
        N_("&New customer…"),
        "customer",
        _create,
        group="find",
        shortcut="Ctrl+R",
        icon="user-plus",
        requires=(AT_WORK, granted(Permission.CUSTOMER_EDIT), STORE_SELECTED),
        contexts=frozenset({CUSTOMER}),
        keywords=N_("create register add caller"),
    ),
    Action(
        "customer.twin",
        N_("Open the likely &twin"),
        "customer",
        _twin,
        group="find",
        shortcut="F3",
        icon="users",
        requires=(AT_WORK, granted(Permission.DESK_READ), EDITOR_OPEN),
        keywords=N_("duplicate same person twice already here"),
    ),
    Action(
        "customer.open",
        N_("Open the &profile"),
        "",
        _open,
        group="chosen",
        icon="user",
        requires=(AT_WORK, granted(Permission.DESK_READ)),
        contexts=frozenset({CUSTOMER}),
    ),
    Action(
        "customer.order",
        N_("New &order for the customer"),
        "customer",
        _order,
        group="chosen",
        icon="shopping-cart",
        requires=(AT_WORK, granted(Permission.ORDER_EDIT), STORE_SELECTED),
        contexts=frozenset({CUSTOMER}),
        keywords=N_("take start order"),
    ),
)
