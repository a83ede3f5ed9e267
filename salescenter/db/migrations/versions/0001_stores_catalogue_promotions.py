"""Stores, catalogue, promotions."""

import sqlalchemy as sa
from alembic import op

from salescenter.db import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "store",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("offer_version", WHOLE, nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('b2c', 'b2b')", name=op.f("ck_store_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
        sa.UniqueConstraint("code", name=op.f("uq_store_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "store_channel",
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_store_channel_store_id")),
        sa.PrimaryKeyConstraint("store_id", "code", name=op.f("pk_store_channel")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tax_rate",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("rate", WHOLE, nullable=False),
        sa.Column("is_included", sa.Boolean(), nullable=False),
        sa.Column("starts", types.LocalDate(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_tax_rate_rate_not_negative")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_tax_rate_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_rate")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tax_rate_store_id"), "tax_rate", ["store_id"])
    op.create_table(
        "ship_method",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("transit_days", WHOLE, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "transit_days >= 0", name=op.f("ck_ship_method_transit_days_not_negative")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_ship_method_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ship_method")),
        sa.UniqueConstraint("store_id", "code", name=op.f("uq_ship_method_store_id_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "ship_charge",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("method_id", WHOLE, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("base", WHOLE, nullable=False),
        sa.Column("per_kg", WHOLE, nullable=False),
        sa.CheckConstraint(
            "base >= 0 AND per_kg >= 0", name=op.f("ck_ship_charge_base_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["method_id"], ["ship_method.id"], name=op.f("fk_ship_charge_method_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ship_charge")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ship_charge_method_id"), "ship_charge", ["method_id"])
    op.create_table(
        "ship_charge_step",
        sa.Column("ship_charge_id", WHOLE, nullable=False),
        sa.Column("amount_from", WHOLE, nullable=False),
        sa.Column("charge", WHOLE, nullable=False),
        sa.CheckConstraint(
            "charge >= 0 AND amount_from >= 0", name=op.f("ck_ship_charge_step_charge_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["ship_charge_id"], ["ship_charge.id"], name=op.f("fk_ship_charge_step_ship_charge_id")
        ),
        sa.PrimaryKeyConstraint("ship_charge_id", "amount_from", name=op.f("pk_ship_charge_step")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "category",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("parent_id", WHOLE, nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("code", name=op.f("uq_category_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "item",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("category_id", WHOLE, nullable=False),
        sa.Column("weight_grams", WHOLE, nullable=True),
        sa.Column("tax_category", sa.Text(), nullable=False),
        sa.Column("is_discountable", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.CheckConstraint("weight_grams >= 0", name=op.f("ck_item_weight_grams_not_negative")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_item_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("sku", name=op.f("uq_item_sku")),
        sqlite_strict=True,
    )
    op.create_table(
        "price_list",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('list', 'offer', 'contract')", name=op.f("ck_price_list_kind_known")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_price_list_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_price_list_store_id_currency"), "price_list", ["store_id", "currency"])
    op.create_table(
        "price",
        sa.Column("price_list_id", WHOLE, nullable=False),
        sa.Column("item_id", WHOLE, nullable=False),
        sa.Column("min_quantity", WHOLE, nullable=False),
        sa.Column("starts", types.UtcDateTime(), nullable=False),
        sa.Column("ends", types.UtcDateTime(), nullable=True),
        sa.Column("amount", WHOLE, nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_price_amount_not_negative")),
        sa.CheckConstraint(
            "min_quantity BETWEEN 1 AND 999999", name=op.f("ck_price_min_quantity_range")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_price_item_id")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_list.id"], name=op.f("fk_price_price_list_id")
        ),
        sa.PrimaryKeyConstraint(
            "price_list_id", "item_id", "min_quantity", "starts", name=op.f("pk_price")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "stock",
        sa.Column("item_id", WHOLE, nullable=False),
        sa.Column("place_id", WHOLE, nullable=False),
        sa.Column("on_hand", WHOLE, nullable=False),
        sa.Column("reserved", WHOLE, nullable=False),
        sa.Column("safety_stock", WHOLE, nullable=False),
        sa.Column("backorder_limit", WHOLE, nullable=False),
        sa.CheckConstraint(
            "on_hand >= 0 AND reserved >= 0 AND safety_stock >= 0 AND backorder_limit >= 0",
            name=op.f("ck_stock_on_hand_not_negative"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_stock_item_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_stock_place_id")),
        sa.PrimaryKeyConstraint("item_id", "place_id", name=op.f("pk_stock")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "expected_receipt",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("item_id", WHOLE, nullable=False),
        sa.Column("place_id", WHOLE, nullable=False),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("expected", types.LocalDate(), nullable=False),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 999999", name=op.f("ck_expected_receipt_quantity_range")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_expected_receipt_item_id")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_expected_receipt_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_receipt")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_expected_receipt_item_id"), "expected_receipt", ["item_id"])
    op.create_table(
        "promotion",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("used", WHOLE, nullable=False),
        sa.Column("total_limit", WHOLE, nullable=True),
        sa.Column("customer_limit", WHOLE, nullable=True),
        sa.CheckConstraint("used >= 0", name=op.f("ck_promotion_used_not_negative")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_promotion_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_promotion_store_id"), "promotion", ["store_id"])
    op.create_table(
        "promotion_version",
        sa.Column("promotion_id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_version_promotion_id")
        ),
        sa.PrimaryKeyConstraint("promotion_id", "version", name=op.f("pk_promotion_version")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
