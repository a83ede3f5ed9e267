"""Tables: columns as data, a model that announces exactly what changed, a view that fits."""

from salescenter.ui.tables.column import END, START, Column
from salescenter.ui.tables.table_model import TableModel
from salescenter.ui.tables.table_view import TableView, table_view

__all__ = ["END", "START", "Column", "TableModel", "TableView", "table_view"]
