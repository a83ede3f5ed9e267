"""What of a database's objects the tables of this program answer for."""

from typing import Any

# Made by hand in migrations because they differ by engine (salescenter.db.search).
SEARCH_TABLES = ("customer_search", "item_search")
SEARCH_INDEXES = frozenset({"ix_customer_search_text", "ix_item_search_text"})


def is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether comparing tables and metadata should look at this one."""
    if kind == "table":
        return not (name or "").startswith(SEARCH_TABLES)
    return not (kind == "index" and name in SEARCH_INDEXES)
