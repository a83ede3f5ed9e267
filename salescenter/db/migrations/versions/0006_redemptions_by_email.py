"""Guests' redemptions are counted by e-mail (decision 32)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# The first e-mail of each guest who redeemed something.
_EMAILS = """
SELECT DISTINCT customer.id, customer_email.email FROM redemption
JOIN customer ON customer.id = redemption.customer_id AND customer.kind = 'guest'
JOIN customer_email ON customer_email.customer_id = customer.id AND customer_email.position = 0
"""
_KEEP = "UPDATE redemption SET buyer_email = :email WHERE customer_id = :id"


def upgrade() -> None:
    op.add_column("redemption", sa.Column("buyer_email", sa.Text(), nullable=True))
    rows = op.get_bind().execute(sa.text(_EMAILS)).all()
    found = [{"id": customer_id, "email": email.casefold()} for customer_id, email in rows]
    if found:
        op.get_bind().execute(sa.text(_KEEP), found)
    op.create_index(
        op.f("ix_redemption_buyer_email"),
        "redemption",
        ["buyer_email"],
        sqlite_where=sa.text("buyer_email IS NOT NULL"),
        postgresql_where=sa.text("buyer_email IS NOT NULL"),
    )
