"""Actions about what is written on an order, and what of it goes on paper."""

from salescenter.domain.permissions import Permission
from salescenter.i18n import N_
from salescenter.ui.actions.action import AT_WORK, Action, granted
from salescenter.ui.actions.order_actions import ORDER_IN_FRONT, ORDER_STORED
from salescenter.ui.editors.order.comments_page import COMMENTS_PAGE
from salescenter.ui.editors.order.confirmation_page import (
    CONFIRMATION_PAGE,
    ConfirmationPage,
)
from salescenter.ui.editors.order.order_editor import OrderEditor
from salescenter.ui.workbench.contract import Workbench


def _comment(workbench: Workbench) -> None:
    editor = workbench.active_editor
    if isinstance(editor, OrderEditor):
        editor.show_page(COMMENTS_PAGE)


def _confirmation(workbench: Workbench) -> ConfirmationPage | None:
    editor = workbench.active_editor
    if not isinstance(editor, OrderEditor):
        return None
    editor.show_page(CONFIRMATION_PAGE)
    page = editor.page()
    return page if isinstance(page, ConfirmationPage) else None


def _preview(workbench: Workbench) -> None:
    _confirmation(workbench)


def _print(workbench: Workbench) -> None:
    page = _confirmation(workbench)
    if page is not None:
        page.ask_printer()


def _save_pdf(workbench: Workbench) -> None:
    page = _confirmation(workbench)
    if page is not None:
        page.save_file()


_ON_PAPER = (AT_WORK, ORDER_IN_FRONT, granted(Permission.DESK_READ), ORDER_STORED)

PAPER_ACTIONS = (
    Action(
        "order.comment",
        N_("Write a co&mment"),
        "order",
        _comment,
        group="paper",
        shortcut="Ctrl+Shift+N",
        icon="message-square",
        requires=(AT_WORK, ORDER_IN_FRONT, granted(Permission.ORDER_EDIT), ORDER_STORED),
        keywords=N_("note remark internal for the customer"),
    ),
    Action(
        "order.confirmation",
        N_("Show the c&onfirmation"),
        "order",
        _preview,
        group="paper",
        shortcut="Ctrl+Shift+P",
        icon="file-text",
        requires=_ON_PAPER,
        keywords=N_("preview paper"),
    ),
    Action(
        "order.print",
        N_("&Print the confirmation…"),
        "order",
        _print,
        group="paper",
        shortcut="Ctrl+P",
        icon="printer",
        requires=_ON_PAPER,
        keywords=N_("printer paper"),
    ),
    Action(
        "order.save_pdf",
        N_("Save the confirmation as P&DF"),
        "order",
        _save_pdf,
        group="paper",
        icon="download",
        requires=_ON_PAPER,
        keywords=N_("file export mail"),
    ),
)
