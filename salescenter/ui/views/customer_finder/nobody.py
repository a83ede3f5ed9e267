"""What stands in place of the hits while there are none: why, and what can be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.i18n import _
from salescenter.ui.widgets import button, empty_state


class Nobody(QWidget):
    """Says what may be typed, that nobody was found, or what is in the way."""

    def __init__(self, on_create: Callable[[], object], on_store: Callable[[], object]) -> None:
        super().__init__()
        self._create = button(
            _("New customer"),
            name="customer_finder-create",
            on=on_create,
            icon="user-plus",
        )
        self._store = button(
            _("Select a store"), name="customer_finder-store", on=on_store, icon="store"
        )
        self._state = empty_state(
            _("Who is calling?"),
            name="customer_finder-nobody",
            icon="user-search",
            buttons=(self._create, self._store),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._state)

    def show_beginning(self) -> None:
        """Nothing was typed yet."""
        self._offer()
        self._state.show_text(
            _("Who is calling?"),
            _(
                "Type a name, a company, an e-mail address, a telephone or customer number or a "
                "postal code: parts will do, in any order."
            ),
        )

    def show_not_found(self, typed: str) -> None:
        """Nobody is called like that, not even nearly."""
        self._offer(create=True)
        self._state.show_text(
            _("Nobody found"),
            _("No customer of this store fits “{typed}”. Try fewer words, or a number.").format(
                typed=typed
            ),
        )

    def show_too_short(self) -> None:
        """A single letter opens the list of last names, where nobody begins so."""
        self._offer()
        self._state.show_text(
            _("Go on typing"), _("No last name begins so. More letters search everything.")
        )

    def show_no_store(self) -> None:
        """There is no store to search in."""
        self._offer(store=True)
        self._state.show_text(_("No store is selected"), _("Customers belong to a store."))

    def show_refusal(self, text: str) -> None:
        """The search was not made, or failed."""
        self._offer()
        self._state.show_text(_("Not searched"), text)

    def _offer(self, *, create: bool = False, store: bool = False) -> None:
        self._create.setVisible(create)
        self._store.setVisible(store)
