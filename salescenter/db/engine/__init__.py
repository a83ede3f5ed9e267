"""The engine: connections, transactions, the clock, backup. Differs for SQLite and PostgreSQL."""

from salescenter.db.engine.alone import alone
from salescenter.db.engine.database import Database, store_file
from salescenter.db.engine.sqlite import require_safe_place

__all__ = ["Database", "alone", "require_safe_place", "store_file"]
