"""What a page of the order editor is: it draws a view, takes the focus, and knows its fields."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from salescenter.services.orders.views import OrderView
from salescenter.ui.editors.order.order_link import OrderLink


class OrderPage(QWidget):
    """A page. Subclasses name themselves, build their widgets from the link, and draw.

    ``show_order`` is called with each new version while the page is in front, and with the newest
    one when it comes to the front. Steps go through ``self.link.send(wish, ...)``; wishes without
    a module of their own can be made where they are needed (see ``wishes``).

    ``fields`` are the names of ``Problem.field`` that ``focus_field`` finds here.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    fields: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, link: OrderLink) -> None:
        super().__init__()
        self.link = link
        self.setObjectName(f"order-page-{self.id}")

    def show_order(self, view: OrderView) -> None:
        """Draw this version."""

    def take_focus(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to a field; False when it is not here."""
        return False
