"""The engine: connections, transactions, the clock, backup. Differs for SQLite and PostgreSQL."""

from salescenter.db.engine.database import Database

__all__ = ["Database"]
