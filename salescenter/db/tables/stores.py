"""Stores: channels, taxes, ways to ship and what they cost."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Text, UniqueConstraint

from salescenter.db.tables.base import keyed_table, not_negative, one_of, table
from salescenter.db.types import Id, LocalDate, Whole
from salescenter.domain.store import StoreKind

store = table(
    "store",
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("offer_version", Whole, nullable=False),
    Column("is_test", Boolean, nullable=False),
    one_of("kind", StoreKind),
)

store_channel = keyed_table(
    "store_channel",
    Column("store_id", ForeignKey("store.id"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("position", Whole, nullable=False),
)

# A rate in ten thousandths of a percent: 19 % is 190,000. Region None: anywhere in the country.
tax_rate = table(
    "tax_rate",
    Column("id", Id, primary_key=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text),
    Column("category", Text, nullable=False),
    Column("rate", Whole, nullable=False),
    Column("is_included", Boolean, nullable=False),
    Column("starts", LocalDate),
    Column("name", Text, nullable=False),
    not_negative("rate"),
)
Index(None, tax_rate.c.store_id)

ship_method = table(
    "ship_method",
    Column("id", Id, primary_key=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Whole, nullable=False),
    Column("transit_days", Whole, nullable=False),
    Column("is_active", Boolean, nullable=False),
    UniqueConstraint("store_id", "code"),
    not_negative("transit_days"),
)

# base + per_kg x weight + the step that the goods amount reaches, in minor units of the currency.
ship_charge = table(
    "ship_charge",
    Column("id", Id, primary_key=True),
    Column("method_id", ForeignKey("ship_method.id"), nullable=False),
    Column("country", Text),
    Column("region", Text),
    Column("currency", Text, nullable=False),
    Column("base", Whole, nullable=False),
    Column("per_kg", Whole, nullable=False),
    not_negative("base", "per_kg"),
)
Index(None, ship_charge.c.method_id)

ship_charge_step = keyed_table(
    "ship_charge_step",
    Column("ship_charge_id", ForeignKey("ship_charge.id"), primary_key=True),
    Column("amount_from", Whole, primary_key=True),
    Column("charge", Whole, nullable=False),
    not_negative("charge", "amount_from"),
)
