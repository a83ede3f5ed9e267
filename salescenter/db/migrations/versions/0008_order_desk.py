"""The order desk: comments, products and bundles, contracts, charges agreed on, what goes first."""

import sqlalchemy as sa
from alembic import op

from salescenter.db.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "customer_comment",
        sa.Column("id", ID, primary_key=True),
        sa.Column("customer_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customer_comment"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name="fk_customer_comment_customer_id"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name="fk_customer_comment_user_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_customer_comment_customer_id_id", "customer_comment", ["customer_id", "id"])
    op.create_table(
        "team_shipping_limit",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("ship_method_id", ID, nullable=True),
        sa.Column("percent_off", ID, nullable=False),
        sa.CheckConstraint(
            "percent_off BETWEEN 0 AND 1000000",
            name=op.f("ck_team_shipping_limit_percent_off_range"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_team_shipping_limit_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["ship_method_id"],
            ["ship_method.id"],
            name=op.f("fk_team_shipping_limit_ship_method_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_shipping_limit")),
        sa.UniqueConstraint(
            "team_id", "ship_method_id", name=op.f("uq_team_shipping_limit_team_id_ship_method_id")
        ),
        sqlite_strict=True,
    )
    _catalogue()
    _orders()


def _catalogue() -> None:
    kinds = "kind IN ('item', 'product', 'bundle', 'package')"
    _add(
        "item",
        "kind",
        f"TEXT NOT NULL DEFAULT 'item' CONSTRAINT ck_item_kind_known CHECK ({kinds})",
    )
    _refer("item", "product_id", "item")
    _add("item", "attributes", "TEXT NOT NULL DEFAULT '[]'")
    _add("item", "barcode", "TEXT")
    for name, default in (("backorderable", True), ("discontinued", False), ("returnable", True)):
        op.add_column(
            "item",
            sa.Column(
                f"is_{name}",
                sa.Boolean(),
                nullable=False,
                server_default=sa.true() if default else sa.false(),
            ),
        )
    op.create_index("ix_item_product_id", "item", ["product_id"])
    op.create_index("ix_item_barcode", "item", ["barcode"])
    op.create_table(
        "item_part",
        sa.Column("item_id", ID, nullable=False),
        sa.Column("part_id", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 999999", name=op.f("ck_item_part_quantity_range")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_part_item_id")),
        sa.ForeignKeyConstraint(["part_id"], ["item.id"], name=op.f("fk_item_part_part_id")),
        sa.PrimaryKeyConstraint("item_id", "part_id", name=op.f("pk_item_part")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "association",
        sa.Column("source_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.CheckConstraint(
            "kind IN ('replacement', 'accessory', 'cross_sell', 'up_sell')",
            name=op.f("ck_association_kind_known"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["item.id"], name=op.f("fk_association_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["item.id"], name=op.f("fk_association_target_id")),
        sa.PrimaryKeyConstraint("source_id", "kind", "target_id", name=op.f("pk_association")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contract_member",
        sa.Column("price_list_id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_list.id"], name=op.f("fk_contract_member_price_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_contract_member_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "price_list_id", "organization_id", name=op.f("pk_contract_member")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contract_member_organization_id", "contract_member", ["organization_id"])


def _orders() -> None:
    limits = "charge_percent_off BETWEEN 0 AND 1000000"
    check = f"CONSTRAINT ck_delivery_charge_percent_off_range CHECK ({limits})"
    op.add_column(
        "order_item", sa.Column("expedite", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _refer("order_item", "bundle_id", "item")
    _add("order_item", "bundle_group", "BIGINT")
    _refer("order_item", "contract_id", "price_list")
    _add("order_block", "part_id", "BIGINT")
    _add("delivery", "charge_percent_off", f"BIGINT {check}")
    _add("delivery", "charge_reason", "TEXT NOT NULL DEFAULT ''")


def _add(table: str, column: str, definition: str) -> None:
    """SQLite takes a check or a reference with a new column only, and knows no BIGINT."""
    if op.get_bind().dialect.name == "sqlite":
        definition = definition.replace("BIGINT", "INTEGER")
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {definition}")


def _refer(table: str, column: str, target: str) -> None:
    _add(table, column, f"BIGINT CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)")
