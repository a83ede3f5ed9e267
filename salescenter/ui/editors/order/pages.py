"""The pages of an order behind its items, in their order."""

from salescenter.ui.editors.order.comments_page import CommentsPage
from salescenter.ui.editors.order.confirmation_page import ConfirmationPage
from salescenter.ui.editors.order.history_page import HistoryPage
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.payment_page import PaymentPage
from salescenter.ui.editors.order.shipping_page import ShippingPage

PAGES: tuple[type[OrderPage], ...] = (
    ShippingPage,
    PaymentPage,
    CommentsPage,
    ConfirmationPage,
    HistoryPage,
)
