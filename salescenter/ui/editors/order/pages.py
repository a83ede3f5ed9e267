"""The pages of an order behind its items, in their order."""

from salescenter.ui.editors.order.history_page import HistoryPage
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.payment_page import PaymentPage

PAGES: tuple[type[OrderPage], ...] = (PaymentPage, HistoryPage)
