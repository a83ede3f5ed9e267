"""Runs migrations on a connection that is given, inside its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from salescenter.db import types
from salescenter.db.migrations.filters import is_ours
from salescenter.db.tables import metadata


def _render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Own types by name, with their import."""
    if kind != "type" or type(item).__module__ != types.__name__:
        return False
    autogen.imports.add("from salescenter.db import types")
    return f"types.{type(item).__name__}()"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=is_ours,
    render_item=_render,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
