"""Search, and news of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# What a customer and an item are found by; the words are made by salescenter.domain.search_text.
SUBJECTS = ("customer", "item")
_SQLITE = """
CREATE VIRTUAL TABLE {0}_search USING fts5(
    search_text, content='{0}', content_rowid='id', detail=none, columnsize=0, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0"
);
CREATE TRIGGER {0}_search_added AFTER INSERT ON {0} BEGIN
    INSERT INTO {0}_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
CREATE TRIGGER {0}_search_changed AFTER UPDATE OF search_text ON {0}
WHEN old.search_text <> new.search_text BEGIN
    INSERT INTO {0}_search ({0}_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
    INSERT INTO {0}_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
CREATE TRIGGER {0}_search_removed AFTER DELETE ON {0} BEGIN
    INSERT INTO {0}_search ({0}_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
END
"""
_POSTGRESQL = """
CREATE INDEX ix_{0}_search_text ON {0} USING gin (array_to_tsvector(array_remove(
    string_to_array(translate(search_text, E'\\n', ' '), ' '), ''))) WITH (fastupdate = off)
"""
_NEWS = (
    """
    CREATE FUNCTION journal_news() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('salescenter', concat_ws(' ', new.subject_kind, new.subject_id, new.number));
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER journal_news AFTER INSERT ON journal
        FOR EACH ROW EXECUTE FUNCTION journal_news()
    """,
)


def upgrade() -> None:
    op.create_table(
        "search_word",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("subject", "word", name=op.f("uq_search_word_subject_word")),
        sqlite_strict=True,
    )
    for subject in SUBJECTS:
        if op.get_bind().dialect.name == "sqlite":
            for statement in _statements(_SQLITE.format(subject)):
                op.get_bind().exec_driver_sql(statement)
        else:
            op.get_bind().exec_driver_sql(_POSTGRESQL.format(subject))
    if op.get_bind().dialect.name == "postgresql":
        for statement in _NEWS:
            op.get_bind().exec_driver_sql(statement)


def _statements(script: str) -> list[str]:
    """One by one: a trigger has semicolons of its own."""
    return [part for part in script.replace("\nCREATE", "\0CREATE").split("\0") if part.strip()]
