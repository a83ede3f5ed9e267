"""The tables, as Core knows them, by noun. Keys and grain are such that later ones only add."""

from salescenter.db.tables.base import metadata
from salescenter.db.tables.catalogue import (
    category,
    expected_receipt,
    item,
    place,
    price,
    price_list,
    stock,
)
from salescenter.db.tables.customers import (
    customer,
    customer_address,
    customer_comment,
    customer_email,
    customer_phone,
    organization,
)
from salescenter.db.tables.journal import command, journal, seal
from salescenter.db.tables.orders import (
    delivery,
    order_block,
    order_item,
    order_price,
    payment,
    payment_intention,
    sales_order,
)
from salescenter.db.tables.promotions import (
    promotion,
    promotion_version,
    redemption,
)
from salescenter.db.tables.search import search_word
from salescenter.db.tables.stores import (
    ship_charge,
    ship_charge_step,
    ship_method,
    store,
    store_channel,
    tax_rate,
)
from salescenter.db.tables.users import (
    app_user,
    claim,
    sign_on_try,
    team,
    team_limit,
    team_shipping_limit,
    user_session,
    user_setting,
)

__all__ = [
    "app_user",
    "category",
    "claim",
    "command",
    "customer",
    "customer_address",
    "customer_comment",
    "customer_email",
    "customer_phone",
    "delivery",
    "expected_receipt",
    "item",
    "journal",
    "metadata",
    "order_block",
    "order_item",
    "order_price",
    "organization",
    "payment",
    "payment_intention",
    "place",
    "price",
    "price_list",
    "promotion",
    "promotion_version",
    "redemption",
    "sales_order",
    "seal",
    "search_word",
    "ship_charge",
    "ship_charge_step",
    "ship_method",
    "sign_on_try",
    "stock",
    "store",
    "store_channel",
    "tax_rate",
    "team",
    "team_limit",
    "team_shipping_limit",
    "user_session",
    "user_setting",
]
