"""What is in this program: its views, editors, actions, perspectives and status items, listed."""

from salescenter.i18n import N_
from salescenter.ui.actions.action import Action, Menu
from salescenter.ui.actions.customer_actions import (
    ADVANCED_FIND,
    CUSTOMER,
    CUSTOMER_ACTIONS,
    NEW_CUSTOMER,
)
from salescenter.ui.actions.desk_actions import DESK_ACTIONS
from salescenter.ui.actions.guest_actions import GUEST_ACTIONS
from salescenter.ui.actions.line_actions import LINE_ACTIONS
from salescenter.ui.actions.order_actions import ORDER_ACTIONS
from salescenter.ui.actions.paper_actions import PAPER_ACTIONS
from salescenter.ui.actions.payment_actions import PAYMENT_ACTIONS
from salescenter.ui.actions.submit_actions import SUBMIT_ACTIONS
from salescenter.ui.actions.workbench_actions import (
    EDITOR_ACTIONS,
    FRAME_ACTIONS,
    SESSION_ACTIONS,
    perspective_actions,
    scheme_actions,
    view_actions,
)
from salescenter.ui.desk_watch import PASSWORD
from salescenter.ui.editors import keyboard_help
from salescenter.ui.editors.customer.advanced_find import AdvancedFind
from salescenter.ui.editors.customer.new_customer import NewCustomerEditor
from salescenter.ui.editors.customer.profile import CustomerEditor
from salescenter.ui.editors.help.help_editor import HELP_EDITOR
from salescenter.ui.editors.order.order_editor import ORDER_EDITOR
from salescenter.ui.editors.order.order_finder import ORDER_FINDER
from salescenter.ui.editors.password import PasswordEditor
from salescenter.ui.editors.preferences.preferences_editor import PREFERENCES_EDITOR
from salescenter.ui.status_items import STATUS_ITEMS
from salescenter.ui.views.blocks import Blocks
from salescenter.ui.views.customer_finder import CustomerFinder
from salescenter.ui.views.marketing_promotions import MarketingPromotions
from salescenter.ui.views.merchandising_associations import MerchandisingAssociations
from salescenter.ui.views.stores import Stores
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.specs import Catalog, EditorSpec, Perspective, ViewSpec

VIEWS = (
    ViewSpec("customer_finder", N_("Customer finder"), "user-search", CustomerFinder, "left"),
    ViewSpec("stores", N_("Stores"), "store", Stores, "left"),
    ViewSpec(
        "marketing_promotions", N_("Marketing promotions"), "badge-percent", MarketingPromotions
    ),
    ViewSpec(
        "merchandising_associations",
        N_("Merchandising associations"),
        "package",
        MerchandisingAssociations,
    ),
    ViewSpec("blocks", N_("Blocks"), "lock", Blocks, "bottom"),
)

EDITORS = (
    EditorSpec(keyboard_help.KIND, "keyboard", keyboard_help.KeyboardHelp),
    ORDER_EDITOR,
    ORDER_FINDER,
    EditorSpec(NEW_CUSTOMER, "user-plus", NewCustomerEditor),
    EditorSpec(CUSTOMER, "user", CustomerEditor),
    EditorSpec(ADVANCED_FIND, "user-search", AdvancedFind),
    EditorSpec(PASSWORD, "key", PasswordEditor),
    PREFERENCES_EDITOR,
    HELP_EDITOR,
)

PERSPECTIVES = (
    Perspective(
        "order_capture",
        N_("Order Capture"),
        Arrangement(
            left=(("customer_finder", "stores"),),
            right=(("marketing_promotions",), ("merchandising_associations",)),
            bottom=(("blocks",),),
            sizes={"left": 21, "right": 21, "bottom": 10},
        ),
    ),
    Perspective(
        "review",
        N_("Review"),
        Arrangement(
            left=(("blocks",), ("stores",)),
            right=(("customer_finder",),),
            sizes={"left": 30, "right": 22},
        ),
    ),
    Perspective(
        "administration",
        N_("Administration"),
        Arrangement(left=(("stores",),), sizes={"left": 22}),
    ),
)

MENUS = (
    Menu("file", N_("&File")),
    Menu("edit", N_("&Edit")),
    Menu("store", N_("&Store")),
    Menu("customer", N_("&Customer")),
    Menu("order", N_("&Order")),
    Menu("view", N_("&View")),
    Menu("view/show", N_("&Show view")),
    Menu("view/colours", N_("&Colours")),
    Menu("window", N_("&Window")),
    Menu("window/perspective", N_("&Perspective")),
    Menu("help", N_("&Help")),
)

ACTIONS: tuple[Action, ...] = (
    *SESSION_ACTIONS,
    *DESK_ACTIONS,
    *CUSTOMER_ACTIONS,
    *ORDER_ACTIONS,
    *GUEST_ACTIONS,
    *LINE_ACTIONS,
    *SUBMIT_ACTIONS,
    *PAYMENT_ACTIONS,
    *PAPER_ACTIONS,
    *EDITOR_ACTIONS,
    *FRAME_ACTIONS,
    *view_actions((view.id, view.title, view.icon) for view in VIEWS),
    *scheme_actions(),
    *perspective_actions((item.id, item.title) for item in PERSPECTIVES),
)

CATALOG = Catalog(
    views=VIEWS,
    editors=EDITORS,
    actions=ACTIONS,
    menus=MENUS,
    perspectives=PERSPECTIVES,
    status_items=STATUS_ITEMS,
)
