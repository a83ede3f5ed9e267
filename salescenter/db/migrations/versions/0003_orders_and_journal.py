"""Orders, payments, the journal."""

import sqlalchemy as sa
from alembic import op

from salescenter.db import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sales_order",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("next_part", WHOLE, nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("placed_at", types.UtcDateTime(), nullable=True),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_by", WHOLE, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("bill_to", types.JsonText(), nullable=True),
        sa.Column("codes", types.JsonText(), nullable=False),
        sa.Column("goods", WHOLE, nullable=False),
        sa.Column("discount", WHOLE, nullable=False),
        sa.Column("shipping", WHOLE, nullable=False),
        sa.Column("tax", WHOLE, nullable=False),
        sa.Column("total", WHOLE, nullable=False),
        sa.Column("line_count", WHOLE, nullable=False),
        sa.Column("open_blocks", WHOLE, nullable=False),
        sa.Column("priced_offer_version", WHOLE, nullable=False),
        sa.Column("journal_head", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "goods >= 0 AND shipping >= 0 AND tax >= 0 AND total >= 0 AND line_count >= 0 AND open_blocks >= 0",
            name=op.f("ck_sales_order_goods_not_negative"),
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'pending_payment', 'processing', 'shipped', 'canceled')",
            name=op.f("ck_sales_order_status_known"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_sales_order_version_positive")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["app_user.id"], name=op.f("fk_sales_order_changed_by")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_sales_order_customer_id")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_sales_order_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("number", name=op.f("uq_sales_order_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sales_order_customer_id_id"), "sales_order", ["customer_id", "id"])
    op.create_index(
        op.f("ix_sales_order_store_id_changed_at_id"),
        "sales_order",
        ["store_id", "changed_at", "id"],
    )
    op.create_index(op.f("ix_sales_order_store_id_id"), "sales_order", ["store_id", "id"])
    op.create_index(
        op.f("ix_sales_order_store_id_placed_at_id"), "sales_order", ["store_id", "placed_at", "id"]
    )
    op.create_index(
        op.f("ix_sales_order_store_id_status_id"), "sales_order", ["store_id", "status", "id"]
    )
    op.create_index(
        op.f("ix_sales_order_store_id_total_id"), "sales_order", ["store_id", "total", "id"]
    )
    op.create_table(
        "delivery",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("line1", sa.Text(), nullable=True),
        sa.Column("line2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("requested_date", types.LocalDate(), nullable=True),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("ship_together", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_delivery_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "id", name=op.f("pk_delivery")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "order_item",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("item_id", WHOLE, nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("delivery_id", WHOLE, nullable=False),
        sa.Column("override_price", WHOLE, nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("told_price", WHOLE, nullable=True),
        sa.Column("told_date", types.LocalDate(), nullable=True),
        sa.CheckConstraint(
            "override_price >= 0 AND told_price >= 0",
            name=op.f("ck_order_item_override_price_not_negative"),
        ),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 999999", name=op.f("ck_order_item_quantity_range")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_order_item_item_id")),
        sa.ForeignKeyConstraint(
            ["order_id", "delivery_id"],
            ["delivery.order_id", "delivery.id"],
            name=op.f("fk_order_item_order_id_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("order_id", "id", name=op.f("pk_order_item")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payment",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("last_four", sa.Text(), nullable=False),
        sa.Column("expiry", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_payment_amount_not_negative")),
        sa.CheckConstraint("length(last_four) <= 4", name=op.f("ck_payment_last_four_only")),
        sa.CheckConstraint(
            "method IN ('card', 'cash_on_delivery', 'check', 'invoice')",
            name=op.f("ck_payment_method_known"),
        ),
        sa.CheckConstraint(
            "state IN ('ready', 'authorizing', 'authorized', 'declined', 'review', 'unknown')",
            name=op.f("ck_payment_state_known"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_payment_order_id")),
        sa.PrimaryKeyConstraint("order_id", "id", name=op.f("pk_payment")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "order_block",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("placed_at", types.UtcDateTime(), nullable=True),
        sa.Column("placed_by", WHOLE, nullable=True),
        sa.Column("resolved_at", types.UtcDateTime(), nullable=True),
        sa.Column("resolved_by", WHOLE, nullable=True),
        sa.CheckConstraint(
            "kind IN ('manual', 'automatic')", name=op.f("ck_order_block_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_block_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["app_user.id"], name=op.f("fk_order_block_placed_by")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["app_user.id"], name=op.f("fk_order_block_resolved_by")
        ),
        sa.PrimaryKeyConstraint("order_id", "id", name=op.f("pk_order_block")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "order_price",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_price_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "version", name=op.f("pk_order_price")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payment_intention",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("payment_id", WHOLE, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("session_ref", sa.Text(), nullable=False),
        sa.Column("answer", types.JsonText(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", types.UtcDateTime(), nullable=True),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.CheckConstraint(
            "amount >= 0 AND attempts >= 0", name=op.f("ck_payment_intention_amount_not_negative")
        ),
        sa.CheckConstraint(
            "kind IN ('capture', 'authorise')", name=op.f("ck_payment_intention_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'refused', 'unknown', 'abandoned')",
            name=op.f("ck_payment_intention_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_payment_intention_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_intention")),
        sa.UniqueConstraint("key", name=op.f("uq_payment_intention_key")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_payment_intention_open"),
        "payment_intention",
        ["id"],
        sqlite_where=sa.text("state IN ('open', 'unknown')"),
        postgresql_where=sa.text("state IN ('open', 'unknown')"),
    )
    op.create_index(op.f("ix_payment_intention_order_id"), "payment_intention", ["order_id"])
    op.create_table(
        "redemption",
        sa.Column("promotion_id", WHOLE, nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("units", WHOLE, nullable=False),
        sa.CheckConstraint("units BETWEEN 1 AND 999999", name=op.f("ck_redemption_units_range")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_redemption_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_redemption_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_redemption_promotion_id")
        ),
        sa.PrimaryKeyConstraint("promotion_id", "order_id", name=op.f("pk_redemption")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_redemption_customer_id"), "redemption", ["customer_id"])
    op.create_index(op.f("ix_redemption_order_id"), "redemption", ["order_id"])
    op.create_table(
        "journal",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", WHOLE, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parameters", types.JsonText(), nullable=False),
        sa.Column("differences", types.JsonText(), nullable=False),
        sa.Column("actor_id", WHOLE, nullable=True),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", WHOLE, nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "subject_kind IN ('order', 'customer', 'promotion', 'user', 'store', 'security')",
            name=op.f("ck_journal_subject_kind_known"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["app_user.id"], name=op.f("fk_journal_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "number",
            name=op.f("uq_journal_subject_kind_subject_id_number"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "seal",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("last_journal_id", WHOLE, nullable=False),
        sa.Column("entries", WHOLE, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("last_journal_id", name=op.f("uq_seal_last_journal_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "command",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", WHOLE, nullable=True),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_command_user_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_command")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_command_at"), "command", ["at"])
