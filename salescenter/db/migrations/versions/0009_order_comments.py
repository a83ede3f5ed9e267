"""Comments on orders, for the house or for the customer."""

import sqlalchemy as sa
from alembic import op

from salescenter.db.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "order_comment",
        sa.Column("order_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("for_customer", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("order_id", "id", name=op.f("pk_order_comment")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_comment_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["app_user.id"], name=op.f("fk_order_comment_author_id")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
