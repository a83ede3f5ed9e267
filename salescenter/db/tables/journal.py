"""The journal, its seals, and the keys of commands already done."""

from sqlalchemy import Column, ForeignKey, Index, Text, UniqueConstraint

from salescenter.db.tables.base import keyed_table, one_of, table
from salescenter.db.types import Id, JsonText, UtcDateTime, Whole
from salescenter.domain.journal import Subject

journal = table(
    "journal",
    Column("id", Id, primary_key=True),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("number", Whole, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parameters", JsonText, nullable=False),
    Column("differences", JsonText, nullable=False),
    Column("actor_id", ForeignKey("app_user.id")),
    Column("actor_role", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Whole),
    Column("hash", Text, nullable=False),
    UniqueConstraint("subject_kind", "subject_id", "number"),
    one_of("subject_kind", Subject),
)

# One hash over all entries since the seal before, so that a cut tail shows (decision 3).
seal = table(
    "seal",
    Column("id", Id, primary_key=True),
    Column("last_journal_id", Id, nullable=False, unique=True),
    Column("entries", Whole, nullable=False),
    Column("hash", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# What a key was answered with, written with its effect (decision 18).
command = keyed_table(
    "command",
    Column("key", Text, primary_key=True),
    Column("user_id", ForeignKey("app_user.id")),
    Column("verb", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
Index(None, command.c.at)
