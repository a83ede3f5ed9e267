"""Taking data in from CSV files, one a noun (the files are described in ``import.md`` of the help).

``importing.import_folder`` is the way in; everything else serves it: ``csv_file`` reads, ``cells``
and the ``rows_*`` modules check what stands in a row, ``checks`` what rows say of each other and of
the store, ``writing`` and the ``write_*`` modules store them.
"""
