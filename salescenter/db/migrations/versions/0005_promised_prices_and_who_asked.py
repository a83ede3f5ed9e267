"""Promised prices in a table for long rows; who asked for what is asked of the payment provider."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from salescenter.db import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INTENTION = (
    "id, key, order_id, payment_id, kind, amount, currency, state, session_ref, answer, "
    "created_at, claimed_by, claimed_until, attempts"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # SQLite changes neither how a table lies on the disk nor names of a column's constraints:
        # the tables are made anew.
        _anew("order_price", _create_order_price, "order_id, version, document")
        _anew("payment_intention", _create_payment_intention, _INTENTION)
        return
    for column in _asked(default="system"):
        op.add_column("payment_intention", column)
    for name in ("asked_role", "asked_channel"):
        op.alter_column("payment_intention", name, server_default=None)
    op.create_foreign_key(
        op.f("fk_payment_intention_asked_by"),
        "payment_intention",
        "app_user",
        ["asked_by"],
        ["id"],
    )


def _anew(name: str, create: Callable[[], None], kept: str) -> None:
    """The rows of a table in a new one of its name; nothing refers to either table."""
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {kept} FROM {name}")
    op.drop_table(name)
    create()
    more = {"payment_intention": (", asked_role, asked_channel", ", 'system', 'system'")}
    columns, values = more.get(name, ("", ""))
    op.execute(f"INSERT INTO {name} ({kept}{columns}) SELECT {kept}{values} FROM kept")
    op.execute("DROP TABLE kept")


def _asked(default: str | None = None) -> list[sa.Column[Any]]:
    return [
        sa.Column("asked_by", WHOLE, nullable=True),
        sa.Column("asked_role", sa.Text(), nullable=False, server_default=default),
        sa.Column("asked_channel", sa.Text(), nullable=False, server_default=default),
    ]


def _create_order_price() -> None:
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
    )


def _create_payment_intention() -> None:
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
        *_asked(),
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
        sa.ForeignKeyConstraint(
            ["asked_by"], ["app_user.id"], name=op.f("fk_payment_intention_asked_by")
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
    )
    op.create_index(op.f("ix_payment_intention_order_id"), "payment_intention", ["order_id"])
