"""The main story: sign on, find a caller by a misspelt name, take an order, be paid, submit.

Each chapter can be played by itself over the one before; the tour takes a picture after each
beat, tests play the same keys and look at what came of them.
"""

from PySide6.QtWidgets import QAbstractItemView

from salescenter.domain.order import OrderStatus, PaymentState
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Scheme
from salescenter.ui.printing.sheets import Sheets
from salescenter.ui.tour.player import Player

CALLER = "muler zoe"
CODE = "WELCOME15"
FIRST_ITEM = "HW-0092"
MORE_ITEMS = ("HW-4411", "3x PA-1120", "PA-1121")
SIZES = {"wide": (1920, 1080), "smallest": (960, 600), "small": (1280, 720)}


def order_of(player: Player) -> OrderView | None:
    """The order in front, as the window knows it."""
    subject = player.window.state.subject
    return subject if isinstance(subject, OrderView) else None


def require_order(player: Player) -> OrderView:
    """The order in front; raises AssertionError when there is none."""
    view = order_of(player)
    if view is None:
        raise AssertionError("no order is in front")
    return view


def sign_on(player: Player, login: str, password: str) -> None:
    """Sign on, and work for the first store."""
    player.wait_for(lambda: player.window.sign_on_page.isVisible(), "the sign-on page")
    player.picture("sign-on")
    player.type_text(login)
    player.press("Tab")
    player.enter(password)
    player.wait_for(lambda: player.window.state.at_work, "somebody signed on")
    player.wait_for(lambda: player.window.state.stores, "stores")
    if player.window.state.store is None:
        player.press("Return")
    player.wait_for(lambda: player.window.state.store, "a store")
    player.picture("desk")


def find_caller(player: Player) -> None:
    """Find the customer by a misspelt name and start an order."""
    player.press("Ctrl+F, Ctrl+R")
    player.wait_for_focus("customer_finder-box")
    player.type_text(CALLER)
    player.wait_for(lambda: _rows(player, "customer_finder-hits"), "somebody called like this")
    player.picture("found")
    player.press("Down")
    player.press("Ctrl+Return")
    player.wait_for(lambda: order_of(player), "an order")
    player.wait_for_focus("entry-line")


def _rows(player: Player, table_name: str) -> int:
    """How many rows a table shows; 0 while there is no such table."""
    table = player.window.findChild(QAbstractItemView, table_name)
    return table.model().rowCount() if table is not None else 0


def _sheets(player: Player) -> bool:
    """Whether the confirmation is laid out."""
    sheets = player.window.findChild(Sheets, "sheets")
    return sheets is not None and sheets.paper is not None


def take_items(player: Player) -> None:
    """A code that does not qualify yet; items until it does; a step back and forth."""
    _add(player, FIRST_ITEM, 1)
    player.press("Ctrl+Shift+C")
    player.enter(CODE)
    player.wait_for(lambda: require_order(player).order.codes, "the code on the order")
    player.picture("code-not-yet")
    player.press("Ctrl+I")
    player.wait_for_focus("entry-line")
    for place, typed in enumerate(MORE_ITEMS, 2):
        _add(player, typed, place)
    player.wait_for(
        lambda: require_order(player).priced.totals.order_discount > 0, "the code's discount"
    )
    player.picture("items")
    _step_back_and_forth(player)


def _add(player: Player, typed: str, lines: int) -> None:
    player.type_text(typed)
    if lines == 1:
        player.wait_for(lambda: player.find("suggestions").isVisible(), "items that may be meant")
        player.picture("suggestions")
    player.press("Return")
    player.wait_for(lambda: len(require_order(player).order.items) == lines, f"{lines} lines")


def _step_back_and_forth(player: Player) -> None:
    before = require_order(player).order.items
    player.press("Ctrl+Z")
    player.wait_for(lambda: require_order(player).order.items != before, "a step back")
    player.picture("undone")
    player.press("Ctrl+Shift+Z")
    player.wait_for(lambda: require_order(player).order.items == before, "a step forth")


def show_price_steps(player: Player) -> None:
    """Say why a line costs what it costs."""
    player.press("Ctrl+G")
    player.press("Ctrl+D")
    player.settle()
    player.picture("price-steps")
    player.press("Ctrl+D")
    player.press("Ctrl+I")


def pay_by_card(player: Player, card: str) -> None:
    """Let the customer key in a card by its name."""
    known = len(require_order(player).order.payments)
    player.press("F6")
    player.wait_for_focus("simulation-filter")
    player.type_text(card)
    player.picture(f"card-{card.lower().replace(' ', '-')}")
    player.press("Return")
    player.wait_for(lambda: len(require_order(player).order.payments) > known, "a card")
    if require_order(player).order.is_pending:
        player.picture("paid")


def submit(player: Player) -> None:
    """Place the order."""
    player.press("Ctrl+Return")
    player.wait_for(lambda: not require_order(player).order.is_pending, "a submitted order")


def wait_for_decline(player: Player) -> None:
    """The provider says no."""
    player.wait_for(
        lambda: any(
            payment.state is PaymentState.DECLINED
            for payment in require_order(player).order.payments
        ),
        "a declined card",
    )
    player.picture("declined")


def wait_for_processing(player: Player) -> None:
    """The provider says yes, and the order goes on."""
    player.wait_for(
        lambda: require_order(player).order.status is OrderStatus.PROCESSING,
        "an order that goes on",
    )
    player.picture("submitted")


def look_around(player: Player) -> None:
    """Comments, paper, history, palette, keys; dark; wide and small windows; the customer."""
    player.press("Ctrl+PgDown")
    player.type_text("Called back: deliver to the neighbour when nobody is in.")
    player.press("Ctrl+Return")
    player.wait_for(lambda: require_order(player).order.comments, "the comment")
    player.picture("comments")
    player.press("Ctrl+PgDown")
    player.wait_for(lambda: _sheets(player), "the confirmation")
    player.picture("confirmation")
    player.press("Ctrl+PgDown")
    player.wait_for(lambda: _rows(player, "history"), "the history")
    player.picture("history")
    player.press("Ctrl+K")
    player.type_text("pay")
    player.picture("palette")
    player.press("Escape")
    player.press("Ctrl+PgDown")
    player.window.use_scheme(Scheme.DARK)
    player.picture("dark")
    for name, size in SIZES.items():
        player.window.resize(*size)
        player.picture(name)
    player.window.use_scheme(Scheme.LIGHT)
    player.press("Ctrl+F1")
    player.picture("keys")
