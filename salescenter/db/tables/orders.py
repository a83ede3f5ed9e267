"""Orders: the header with its totals, lines, deliveries, payments, blocks, the price promised."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    false,
)

from salescenter.db.tables.base import keyed_table, not_negative, one_of, quantity_check, table
from salescenter.db.types import Id, JsonText, LocalDate, UtcDateTime, Whole
from salescenter.domain.order import BlockKind, OrderStatus, PaymentMethod, PaymentState
from salescenter.domain.payment import OPEN_STATES, IntentionKind, IntentionState

# Amounts are minor units of ``currency``. ``journal_head`` is the hash of the order's last entry;
# ``priced_offer_version`` the store's offer version that the totals were computed with.
sales_order = table(
    "sales_order",
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("customer_id", ForeignKey("customer.id")),
    Column("currency", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("next_part", Whole, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("placed_at", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", ForeignKey("app_user.id")),
    Column("cancel_reason", Text, nullable=False),
    Column("bill_to", JsonText),
    Column("codes", JsonText, nullable=False),
    Column("goods", Whole, nullable=False),
    Column("discount", Whole, nullable=False),
    Column("shipping", Whole, nullable=False),
    Column("tax", Whole, nullable=False),
    Column("total", Whole, nullable=False),
    Column("line_count", Whole, nullable=False),
    Column("open_blocks", Whole, nullable=False),
    Column("priced_offer_version", Whole, nullable=False),
    Column("journal_head", Text, nullable=False),
    one_of("status", OrderStatus),
    CheckConstraint("version > 0", name="version_positive"),
    not_negative("goods", "shipping", "tax", "total", "line_count", "open_blocks"),
)
Index(None, sales_order.c.store_id, sales_order.c.id)
Index(None, sales_order.c.store_id, sales_order.c.placed_at, sales_order.c.id)
Index(None, sales_order.c.store_id, sales_order.c.status, sales_order.c.id)
Index(None, sales_order.c.store_id, sales_order.c.total, sales_order.c.id)
Index(None, sales_order.c.store_id, sales_order.c.changed_at, sales_order.c.id)
Index(None, sales_order.c.customer_id, sales_order.c.id)

delivery = keyed_table(
    "delivery",
    Column("order_id", ForeignKey("sales_order.id"), primary_key=True),
    Column("id", Whole, primary_key=True),
    Column("recipient", Text),
    Column("line1", Text),
    Column("line2", Text),
    Column("city", Text),
    Column("region", Text),
    Column("postal_code", Text),
    Column("country", Text),
    Column("phone", Text),
    Column("method", Text, nullable=False),
    Column("requested_date", LocalDate),
    Column("instructions", Text, nullable=False),
    Column("ship_together", Boolean, nullable=False),
    Column("charge_percent_off", Whole),
    Column("charge_reason", Text, nullable=False, server_default=""),
    CheckConstraint("charge_percent_off BETWEEN 0 AND 1000000", name="charge_percent_off_range"),
)

order_item = keyed_table(
    "order_item",
    Column("order_id", Id, primary_key=True),
    Column("id", Whole, primary_key=True),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("sku", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("quantity", Whole, nullable=False),
    Column("delivery_id", Whole, nullable=False),
    Column("override_price", Whole),
    Column("override_reason", Text, nullable=False),
    Column("told_price", Whole),
    Column("told_date", LocalDate),
    Column("expedite", Boolean, nullable=False, server_default=false()),
    Column("bundle_id", ForeignKey("item.id")),
    Column("bundle_group", Whole),
    Column("contract_id", ForeignKey("price_list.id")),
    ForeignKeyConstraint(["order_id", "delivery_id"], ["delivery.order_id", "delivery.id"]),
    quantity_check(),
    not_negative("override_price", "told_price"),
)

payment = keyed_table(
    "payment",
    Column("order_id", ForeignKey("sales_order.id"), primary_key=True),
    Column("id", Whole, primary_key=True),
    Column("method", Text, nullable=False),
    Column("amount", Whole),
    Column("state", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("brand", Text, nullable=False),
    Column("last_four", Text, nullable=False),
    Column("expiry", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("most", Whole),
    Column("certificate_id", ForeignKey("gift_certificate.id")),
    Column("organization_id", ForeignKey("organization.id")),
    one_of("method", PaymentMethod),
    one_of("state", PaymentState),
    not_negative("amount", "most"),
    CheckConstraint("length(last_four) <= 4", name="last_four_only"),
)

order_block = keyed_table(
    "order_block",
    Column("order_id", ForeignKey("sales_order.id"), primary_key=True),
    Column("id", Whole, primary_key=True),
    Column("reason_code", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("placed_at", UtcDateTime),
    Column("placed_by", ForeignKey("app_user.id")),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", ForeignKey("app_user.id")),
    Column("part_id", Whole),
    one_of("kind", BlockKind),
)

order_comment = keyed_table(
    "order_comment",
    Column("order_id", ForeignKey("sales_order.id"), primary_key=True),
    Column("id", Whole, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("author_id", ForeignKey("app_user.id")),
    Column("channel", Text, nullable=False),
    Column("for_customer", Boolean, nullable=False),
)

# The price as it was promised at submit, whole, with how it came about. Documents are too long for
# a tree that keeps its rows in the order of their key.
order_price = table(
    "order_price",
    Column("order_id", ForeignKey("sales_order.id"), primary_key=True),
    Column("version", Whole, primary_key=True),
    Column("document", Text, nullable=False),
)

# What is asked of the payment provider, written before it is asked (decision 27). ``key`` is the
# provider's idempotency key; ``asked_...`` say who wanted it.
payment_intention = table(
    "payment_intention",
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("order_id", ForeignKey("sales_order.id"), nullable=False),
    Column("payment_id", Whole),
    Column("kind", Text, nullable=False),
    Column("amount", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("session_ref", Text, nullable=False),
    Column("answer", JsonText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Whole, nullable=False),
    Column("asked_by", ForeignKey("app_user.id")),
    Column("asked_role", Text, nullable=False),
    Column("asked_channel", Text, nullable=False),
    one_of("kind", IntentionKind),
    one_of("state", IntentionState),
    not_negative("amount", "attempts"),
)
Index(None, payment_intention.c.order_id)
Index(
    "ix_payment_intention_open",
    payment_intention.c.id,
    sqlite_where=payment_intention.c.state.in_(OPEN_STATES),
    postgresql_where=payment_intention.c.state.in_(OPEN_STATES),
)
