"""Customers: organizations, people, and how to reach them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Text

from salescenter.db.tables.base import keyed_table, one_of, table
from salescenter.db.types import Id, JsonText, SortKey, UtcDateTime, Whole
from salescenter.domain.customer import AddressUse, CustomerKind

organization = table(
    "organization",
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", SortKey, nullable=False),
    Column("is_tax_exempt", Boolean, nullable=False),
)
Index(None, organization.c.store_id, organization.c.name_key, organization.c.id)

# ``sort_key`` is last and first name folded; ``search_text`` all that a customer is found by,
# folded, one line a field (salescenter.domain.search_text).
customer = table(
    "customer",
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("organization_id", ForeignKey("organization.id")),
    Column("title", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("segments", JsonText, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("sort_key", SortKey, nullable=False),
    Column("search_text", Text, nullable=False),
    one_of("kind", CustomerKind),
)
Index(None, customer.c.store_id, customer.c.sort_key, customer.c.id)
Index(None, customer.c.organization_id)

customer_email = keyed_table(
    "customer_email",
    Column("customer_id", ForeignKey("customer.id"), primary_key=True),
    Column("position", Whole, primary_key=True),
    Column("email", Text, nullable=False),
)

# ``text`` as it was typed; ``digits`` in international form without plus, empty where unknown.
customer_phone = keyed_table(
    "customer_phone",
    Column("customer_id", ForeignKey("customer.id"), primary_key=True),
    Column("position", Whole, primary_key=True),
    Column("text", Text, nullable=False),
    Column("digits", Text, nullable=False),
    Column("label", Text, nullable=False),
)

customer_address = keyed_table(
    "customer_address",
    Column("customer_id", ForeignKey("customer.id"), primary_key=True),
    Column("id", Whole, primary_key=True),
    Column("nickname", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("is_primary", Boolean, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("line1", Text, nullable=False),
    Column("line2", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("phone", Text, nullable=False),
    one_of("purpose", AddressUse),
)

customer_comment = table(
    "customer_comment",
    Column("id", Id, primary_key=True),
    Column("customer_id", ForeignKey("customer.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", ForeignKey("app_user.id"), nullable=False),
    Column("channel", Text, nullable=False),
)
Index(None, customer_comment.c.customer_id, customer_comment.c.id)
