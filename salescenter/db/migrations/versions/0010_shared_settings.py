"""What an administrator sets for everyone."""

import sqlalchemy as sa
from alembic import op

from salescenter.db import types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shared_setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", types.JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_shared_setting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
