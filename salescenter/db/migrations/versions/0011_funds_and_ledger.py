"""Gift certificates, credit lines, limits of methods, purchase orders; the ledger of payments."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from salescenter.db.types import LocalDate, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_METHODS = (
    "method IN ('card', 'cash_on_delivery', 'check', 'invoice', 'gift_certificate', "
    "'purchase_order')"
)
_STATES = "state IN ('ready', 'authorizing', 'authorized', 'declined', 'review', 'unknown')"
_WERE = (
    "order_id",
    "id",
    "method",
    "amount",
    "state",
    "token",
    "brand",
    "last_four",
    "expiry",
    "reference",
    "reason",
)


def upgrade() -> None:
    _certificates()
    _credit()
    if op.get_bind().dialect.name == "sqlite":
        _payments_again()
    else:
        _payments()
    _ledger()


def _certificates() -> None:
    op.create_table(
        "gift_key",
        sa.Column("store_id", ID, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_gift_key_store_id")),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_gift_key")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gift_certificate",
        sa.Column("id", ID, nullable=False),
        sa.Column("store_id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("last_four", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("balance", ID, nullable=False),
        sa.Column("valid_until", LocalDate(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "balance BETWEEN 0 AND amount", name=op.f("ck_gift_certificate_balance_range")
        ),
        sa.CheckConstraint(
            "length(last_four) <= 4", name=op.f("ck_gift_certificate_last_four_only")
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_gift_certificate_store_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_certificate")),
        sa.UniqueConstraint("store_id", "digest", name=op.f("uq_gift_certificate_store_id_digest")),
        sqlite_strict=True,
    )


def _credit() -> None:
    op.create_table(
        "credit_line",
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("credit_limit", ID, nullable=False),
        sa.Column("used", ID, nullable=False),
        sa.CheckConstraint(
            "credit_limit >= 0 AND used >= 0",
            name=op.f("ck_credit_line_credit_limit_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_credit_line_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "currency", name=op.f("pk_credit_line")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payment_limit",
        sa.Column("store_id", ID, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("most", ID, nullable=False),
        sa.CheckConstraint(_METHODS, name=op.f("ck_payment_limit_method_known")),
        sa.CheckConstraint("most >= 0", name=op.f("ck_payment_limit_most_not_negative")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_payment_limit_store_id")),
        sa.PrimaryKeyConstraint("store_id", "method", "currency", name=op.f("pk_payment_limit")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _payments() -> None:
    op.add_column("payment", sa.Column("most", ID, nullable=True))
    targets = (("certificate_id", "gift_certificate"), ("organization_id", "organization"))
    for column, target in targets:
        op.add_column("payment", sa.Column(column, ID, nullable=True))
        op.create_foreign_key(op.f(f"fk_payment_{column}"), "payment", target, [column], ["id"])
    op.drop_constraint(op.f("ck_payment_method_known"), "payment")
    op.create_check_constraint(op.f("ck_payment_method_known"), "payment", _METHODS)
    op.drop_constraint(op.f("ck_payment_amount_not_negative"), "payment")
    op.create_check_constraint(
        op.f("ck_payment_amount_not_negative"), "payment", "amount >= 0 AND most >= 0"
    )


def _payments_again() -> None:
    """SQLite changes no check of a table that is there."""
    op.create_table(
        "payment_0011",
        sa.Column("order_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        *_payment_columns(),
        sa.CheckConstraint(_METHODS, name=op.f("ck_payment_method_known")),
        sa.CheckConstraint(_STATES, name=op.f("ck_payment_state_known")),
        sa.CheckConstraint(
            "amount >= 0 AND most >= 0", name=op.f("ck_payment_amount_not_negative")
        ),
        sa.CheckConstraint("length(last_four) <= 4", name=op.f("ck_payment_last_four_only")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_payment_order_id")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["gift_certificate.id"], name=op.f("fk_payment_certificate_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_payment_organization_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "id", name=op.f("pk_payment")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    names = ", ".join(_WERE)
    op.execute(f"INSERT INTO payment_0011 ({names}) SELECT {names} FROM payment")
    op.drop_table("payment")
    op.rename_table("payment_0011", "payment")


def _payment_columns() -> Iterator[sa.Column[object]]:
    for name in _WERE[2:]:
        kind = ID if name == "amount" else sa.Text()
        yield sa.Column(name, kind, nullable=name == "amount")
    for name in ("most", "certificate_id", "organization_id"):
        yield sa.Column(name, ID, nullable=True)


def _ledger() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("order_version", ID, nullable=False),
        sa.Column("payment_id", ID, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("certificate_id", ID, nullable=True),
        sa.Column("organization_id", ID, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("user_id", ID, nullable=True),
        sa.CheckConstraint(_METHODS, name=op.f("ck_ledger_entry_method_known")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_entry_amount_not_nothing")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_ledger_entry_{column}")
            )
            for column, target in (
                ("order_id", "sales_order"),
                ("certificate_id", "gift_certificate"),
                ("organization_id", "organization"),
                ("user_id", "app_user"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_entry_order_id_id", "ledger_entry", ["order_id", "id"])
    for column in ("certificate_id", "organization_id"):
        op.create_index(f"ix_ledger_entry_{column}", "ledger_entry", [column])
