"""The pages of an order behind its items, in their order."""

from salescenter.ui.editors.order.page import OrderPage

PAGES: tuple[type[OrderPage], ...] = ()
