"""The order desk: comments about customers, charges agreed on, lines that go first."""

import sqlalchemy as sa
from alembic import op

from salescenter.db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
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
    op.add_column(
        "order_item", sa.Column("expedite", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("order_block", sa.Column("part_id", ID, nullable=True))
    op.add_column(
        "delivery", sa.Column("charge_reason", sa.Text(), nullable=False, server_default="")
    )
    _add_percent()


def _add_percent() -> None:
    """SQLite takes a check with a new column only; PostgreSQL names it apart."""
    limits = "charge_percent_off BETWEEN 0 AND 1000000"
    name = op.f("ck_delivery_charge_percent_off_range")
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("delivery", sa.Column("charge_percent_off", ID, nullable=True))
        op.create_check_constraint(name, "delivery", limits)
    else:
        op.execute(
            "ALTER TABLE delivery ADD COLUMN charge_percent_off INTEGER "
            f"CONSTRAINT {name} CHECK ({limits})"
        )
