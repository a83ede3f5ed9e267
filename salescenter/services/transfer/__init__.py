"""Taking data in from CSV files, one a noun (the files are described in ``import.md`` of the help).

``import_folder`` is the way in; everything else serves it: ``csv_file`` reads, ``cells`` and the
``rows_*`` modules check what stands in a row, ``sieve`` and ``checks`` what rows say of each other
and of the store, ``writing`` and the ``write_*`` modules store them.
"""

from salescenter.services.transfer.importing import import_folder
from salescenter.services.transfer.pace import Progress
from salescenter.services.transfer.report import (
    Contradiction,
    FileCount,
    ImportReport,
    Mode,
    RefusedRow,
)

__all__ = [
    "Contradiction",
    "FileCount",
    "ImportReport",
    "Mode",
    "Progress",
    "RefusedRow",
    "import_folder",
]
