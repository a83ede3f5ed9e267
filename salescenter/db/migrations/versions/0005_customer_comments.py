"""Comments about customers."""

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
