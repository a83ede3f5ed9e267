"""Actions about the selected lines of an order and the columns they are shown in."""

from salescenter.i18n import N_
from salescenter.ui.actions.action import Action
from salescenter.ui.actions.order_actions import EDITING, READING, on_line
from salescenter.ui.editors.order.items_page import LINE_MENU

LINE_ACTIONS = (
    Action(
        "item.copy",
        N_("Cop&y the selected lines"),
        "edit",
        on_line(lambda editor: editor.items.work.copy()),
        group="lines",
        icon="list",
        requires=READING,
        contexts=frozenset({LINE_MENU}),
        keywords=N_("csv clipboard spreadsheet"),
    ),
    Action(
        "item.contract",
        N_("Con&tract of the line…"),
        "edit",
        on_line(lambda editor: editor.items.work.choose_contract()),
        group="lines",
        icon="receipt-text",
        requires=EDITING,
        contexts=frozenset({LINE_MENU}),
        keywords=N_("agreement price organization business"),
    ),
    Action(
        "item.columns",
        N_("Col&umns of the lines…"),
        "edit",
        on_line(lambda editor: editor.items.work.arrange_columns()),
        group="lines",
        icon="list",
        requires=READING,
        contexts=frozenset({LINE_MENU}),
        keywords=N_("hide show move arrange table"),
    ),
)
