"""Customers and users."""

import sqlalchemy as sa
from alembic import op

from salescenter.db import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "organization",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", SORT_KEY, nullable=False),
        sa.Column("is_tax_exempt", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_organization_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("number", name=op.f("uq_organization_number")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_organization_store_id_name_key_id"), "organization", ["store_id", "name_key", "id"]
    )
    op.create_table(
        "customer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organization_id", WHOLE, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("segments", types.JsonText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('registered', 'guest')", name=op.f("ck_customer_kind_known")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_customer_organization_id")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_customer_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_customer_organization_id"), "customer", ["organization_id"])
    op.create_index(
        op.f("ix_customer_store_id_sort_key_id"), "customer", ["store_id", "sort_key", "id"]
    )
    op.create_table(
        "customer_email",
        sa.Column("customer_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_email_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", "position", name=op.f("pk_customer_email")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "customer_phone",
        sa.Column("customer_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_phone_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", "position", name=op.f("pk_customer_phone")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "customer_address",
        sa.Column("customer_id", WHOLE, nullable=False),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("line1", sa.Text(), nullable=False),
        sa.Column("line2", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('shipping', 'billing', 'both')",
            name=op.f("ck_customer_address_purpose_known"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_address_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customer_address")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "team",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "team_limit",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("team_id", WHOLE, nullable=False),
        sa.Column("category_id", WHOLE, nullable=True),
        sa.Column("percent_off", WHOLE, nullable=False),
        sa.CheckConstraint(
            "percent_off BETWEEN 0 AND 1000000", name=op.f("ck_team_limit_percent_off_range")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_team_limit_category_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_limit_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_limit")),
        sa.UniqueConstraint(
            "team_id", "category_id", name=op.f("uq_team_limit_team_id_category_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "app_user",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("login_key", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team_id", WHOLE, nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint(
            "role IN ('csr', 'supervisor', 'administrator')", name=op.f("ck_app_user_role_known")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_app_user_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("login_key", name=op.f("uq_app_user_login_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "sign_on_try",
        sa.Column("login_key", sa.Text(), nullable=False),
        sa.Column("wrong", WHOLE, nullable=False),
        sa.Column("wrong_at", types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("wrong >= 0", name=op.f("ck_sign_on_try_wrong_not_negative")),
        sa.PrimaryKeyConstraint("login_key", name=op.f("pk_sign_on_try")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user_session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", WHOLE, nullable=False),
        sa.Column("started", types.UtcDateTime(), nullable=False),
        sa.Column("seen", types.UtcDateTime(), nullable=False),
        sa.Column("locked_at", types.UtcDateTime(), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_user_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"])
    op.create_table(
        "user_setting",
        sa.Column("user_id", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", types.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_user_setting_user_id")),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_user_setting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", WHOLE, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since", types.UtcDateTime(), nullable=False),
        sa.Column("expires", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "purpose", name=op.f("pk_claim")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
