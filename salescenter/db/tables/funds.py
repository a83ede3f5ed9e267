"""What payments draw on: gift certificates, credit lines, limits; and the ledger of all of it."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from salescenter.db.tables.base import keyed_table, not_negative, one_of, table
from salescenter.db.types import Id, LocalDate, UtcDateTime, Whole
from salescenter.domain.order import PaymentMethod

# A certificate's code is money: kept are a digest under the store's own key, and its end.
gift_key = keyed_table(
    "gift_key",
    Column("store_id", ForeignKey("store.id"), primary_key=True),
    Column("secret", Text, nullable=False),
)

gift_certificate = table(
    "gift_certificate",
    Column("id", Id, primary_key=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("digest", Text, nullable=False),
    Column("last_four", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("amount", Whole, nullable=False),
    Column("balance", Whole, nullable=False),
    Column("valid_until", LocalDate),
    Column("is_active", Boolean, nullable=False),
    UniqueConstraint("store_id", "digest"),
    CheckConstraint("balance BETWEEN 0 AND amount", name="balance_range"),
    CheckConstraint("length(last_four) <= 4", name="last_four_only"),
)

credit_line = keyed_table(
    "credit_line",
    Column("organization_id", ForeignKey("organization.id"), primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("credit_limit", Whole, nullable=False),
    Column("used", Whole, nullable=False),
    not_negative("credit_limit", "used"),
)

payment_limit = keyed_table(
    "payment_limit",
    Column("store_id", ForeignKey("store.id"), primary_key=True),
    Column("method", Text, primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("most", Whole, nullable=False),
    one_of("method", PaymentMethod),
    not_negative("most"),
)

# Append only. ``amount`` above nothing: held for the order; below: given back.
ledger_entry = table(
    "ledger_entry",
    Column("id", Id, primary_key=True),
    Column("order_id", ForeignKey("sales_order.id"), nullable=False),
    Column("order_version", Whole, nullable=False),
    Column("payment_id", Whole, nullable=False),
    Column("method", Text, nullable=False),
    Column("amount", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("certificate_id", ForeignKey("gift_certificate.id")),
    Column("organization_id", ForeignKey("organization.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", ForeignKey("app_user.id")),
    one_of("method", PaymentMethod),
    CheckConstraint("amount <> 0", name="amount_not_nothing"),
)
Index(None, ledger_entry.c.order_id, ledger_entry.c.id)
Index(None, ledger_entry.c.certificate_id)
Index(None, ledger_entry.c.organization_id)
