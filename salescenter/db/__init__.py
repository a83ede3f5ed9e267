"""Storage: the only package that knows SQLAlchemy. Rows never leave it; values do."""
