"""Promotions: what they say never changes, which version rules and how often it was used does."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Text

from salescenter.db.tables.base import keyed_table, not_negative, quantity_check, table
from salescenter.db.types import Id, UtcDateTime, Whole

# ``version`` names the row of promotion_version that rules; ``used`` counts redemptions taken. The
# limits are those of that version, here so that one conditional statement checks and takes.
promotion = table(
    "promotion",
    Column("id", Id, primary_key=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("version", Whole, nullable=False),
    Column("used", Whole, nullable=False),
    Column("total_limit", Whole),
    Column("customer_limit", Whole),
    not_negative("used"),
)
Index(None, promotion.c.store_id)

promotion_version = keyed_table(
    "promotion_version",
    Column("promotion_id", ForeignKey("promotion.id"), primary_key=True),
    Column("version", Whole, primary_key=True),
    Column("status", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# Who used up how much of which promotion with which order; given back on cancel (decision 26).
# ``buyer_email`` is there for guests, who are counted by it (decision 32).
redemption = keyed_table(
    "redemption",
    Column("promotion_id", ForeignKey("promotion.id"), primary_key=True),
    Column("order_id", Id, primary_key=True),
    Column("customer_id", Id),
    Column("buyer_email", Text),
    Column("units", Whole, nullable=False),
    ForeignKeyConstraint(["order_id"], ["sales_order.id"]),
    ForeignKeyConstraint(["customer_id"], ["customer.id"]),
    quantity_check("units"),
)
Index(None, redemption.c.order_id)
Index(None, redemption.c.customer_id)
Index(
    "ix_redemption_buyer_email",
    redemption.c.buyer_email,
    sqlite_where=redemption.c.buyer_email.is_not(None),
    postgresql_where=redemption.c.buyer_email.is_not(None),
)
