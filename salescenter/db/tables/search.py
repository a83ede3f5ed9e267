"""The distinct words that misspelt ones are corrected against (decision 6).

The full-text index itself differs by engine and belongs to ``salescenter.db.search``.
"""

from sqlalchemy import Column, Text, UniqueConstraint

from salescenter.db.tables.base import table
from salescenter.db.types import Id

# ``subject`` is customer or item. Words are never taken away: one that nobody bears any more only
# leads to a correction that finds nothing. ``id`` tells which ones a process has not seen yet.
search_word = table(
    "search_word",
    Column("id", Id, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("word", Text, nullable=False),
    UniqueConstraint("subject", "word"),
)
