"""Customers are found by national numbers without a zero, and faster by longer beginnings.

The search text says each telephone number without its country code too, and marks an e-mail
address as one word, so that beginnings of names are no longer looked for among addresses. SQLite
keeps lists of the longer beginnings ready.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_PAGE = sa.text("SELECT id, search_text FROM customer WHERE id > :last ORDER BY id LIMIT 20000")
_INTERNATIONAL = sa.text(
    "SELECT customer_id, digits FROM customer_phone"
    " WHERE customer_id > :last AND customer_id <= :until AND digits <> ''"
)
_KEEP = sa.text("UPDATE customer SET search_text = :words WHERE id = :its_id")

_OFF = {
    "sqlite": ("DROP TRIGGER customer_search_changed", "DROP TABLE customer_search"),
    "postgresql": ("DROP INDEX ix_customer_search_text",),
}
_ON = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE customer_search USING fts5(
            search_text, content='customer', content_rowid='id', detail=none, columnsize=0,
            prefix='1 2 3 4 6 8', tokenize="unicode61 remove_diacritics 0"
        )
        """,
        "INSERT INTO customer_search (customer_search) VALUES ('rebuild')",
        """
        CREATE TRIGGER customer_search_changed AFTER UPDATE OF search_text ON customer
        WHEN old.search_text <> new.search_text BEGIN
            INSERT INTO customer_search (customer_search, rowid, search_text)
                VALUES ('delete', old.id, old.search_text);
            INSERT INTO customer_search (rowid, search_text) VALUES (new.id, new.search_text);
        END
        """,
    ),
    "postgresql": (
        """
        CREATE INDEX ix_customer_search_text ON customer USING gin (array_to_tsvector(array_remove(
            string_to_array(translate(search_text, E'\\n', ' '), ' '), ''))) WITH (fastupdate = off)
        """,
    ),
}

# As salescenter.domain.search_text had them at this revision.
_REVERSED, _JOINT, _MAIL = "\ue000", "\ue002", "\ue003"
_EMAILS, _PHONES = 3, 4
_COUNTRY_CODE = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")


def upgrade() -> None:
    engine = op.get_bind().dialect.name
    for statement in _OFF[engine]:
        op.get_bind().exec_driver_sql(statement)
    last = 0
    while rows := op.get_bind().execute(_PAGE, {"last": last}).all():
        reach = {"last": last, "until": rows[-1].id}
        last = rows[-1].id
        phones: dict[int, set[str]] = defaultdict(set)
        for customer_id, number in op.get_bind().execute(_INTERNATIONAL, reach):
            phones[customer_id].add(number)
        changed = [
            {"its_id": row.id, "words": _again(row.search_text, phones[row.id])} for row in rows
        ]
        op.get_bind().execute(_KEEP, changed)
    for statement in _ON[engine]:
        op.get_bind().exec_driver_sql(statement)


def _again(search_text: str, international: set[str]) -> str:
    lines = search_text.split("\n")
    if len(lines) > _PHONES:
        emails = lines[_EMAILS].split()
        lines[_EMAILS] = " ".join(_MAIL + word if _JOINT in word else word for word in emails)
        phones = _numbers(lines[_PHONES].split(), international)
        lines[_PHONES] = " ".join(dict.fromkeys(phones))
    return "\n".join(lines)


def _numbers(words: list[str], international: set[str]) -> Iterator[str]:
    """The words of telephone numbers; before what one ends with, what follows its country code."""
    for word in words:
        full = word[:0:-1] if word.startswith(_REVERSED) else ""
        code = _COUNTRY_CODE.match(full) if full in international else None
        if code and code.end() < len(full):
            yield full[code.end() :]
        yield word
