"""Users: teams and their limits, sign-on, sessions, what they set."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from salescenter.db.tables.base import keyed_table, not_negative, one_of, table
from salescenter.db.types import Id, JsonText, UtcDateTime, Whole
from salescenter.domain.permissions import Role

team = table(
    "team",
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

# How far below the entitled price, in ten thousandths of a percent; category None: all of them.
team_limit = table(
    "team_limit",
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("category_id", ForeignKey("category.id")),
    Column("percent_off", Whole, nullable=False),
    UniqueConstraint("team_id", "category_id"),
    CheckConstraint("percent_off BETWEEN 0 AND 1000000", name="percent_off_range"),
)

# How far below a delivery's charge, in ten thousandths of a percent; method None: all of them.
team_shipping_limit = table(
    "team_shipping_limit",
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("ship_method_id", ForeignKey("ship_method.id")),
    Column("percent_off", Whole, nullable=False),
    UniqueConstraint("team_id", "ship_method_id"),
    CheckConstraint("percent_off BETWEEN 0 AND 1000000", name="percent_off_range"),
)

app_user = table(
    "app_user",
    Column("id", Id, primary_key=True),
    Column("login_key", Text, nullable=False, unique=True),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("team_id", ForeignKey("team.id")),
    Column("password_hash", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("version", Whole, nullable=False),
    one_of("role", Role),
)

# Wrong tries by the id that was typed, whether there is such a user or not (decision 20).
sign_on_try = keyed_table(
    "sign_on_try",
    Column("login_key", Text, primary_key=True),
    Column("wrong", Whole, nullable=False),
    Column("wrong_at", UtcDateTime, nullable=False),
    not_negative("wrong"),
)

user_session = keyed_table(
    "user_session",
    Column("id", Text, primary_key=True),
    Column("user_id", ForeignKey("app_user.id"), nullable=False),
    Column("started", UtcDateTime, nullable=False),
    Column("seen", UtcDateTime, nullable=False),
    Column("locked_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
)
Index(None, user_session.c.user_id)

user_setting = keyed_table(
    "user_setting",
    Column("user_id", ForeignKey("app_user.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", JsonText, nullable=False),
)

# What an administrator set for everyone.
shared_setting = keyed_table(
    "shared_setting",
    Column("key", Text, primary_key=True),
    Column("value", JsonText, nullable=False),
)

# Who is at what, until when (decision 16): edit, review, tickler, seal. ``holder`` is a session
# id, or the name of an automatic process.
claim = keyed_table(
    "claim",
    Column("subject_kind", Text, primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)
