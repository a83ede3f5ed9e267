"""The columns of the files as the help describes them, made from the row classes themselves.

``resources/help/import.md`` holds these sections; a test tells when it no longer does.
"""

import csv
import io

from salescenter.services.transfer.nouns import Noun
from salescenter.services.transfer.rows import ColumnNote, column_notes


def section(noun: Noun) -> str:
    """What the help says of one file: purpose, columns, an example."""
    notes = list(column_notes(noun.row))
    rows = "\n".join(_row(note) for note in notes)
    return (
        f"### {noun.file}\n\n{(noun.row.__doc__ or '').strip()}\n\n"
        f"| column | required | type | meaning | example |\n|---|---|---|---|---|\n{rows}\n\n"
        f"```csv\n{example(noun)}```\n"
    )


def example(noun: Noun) -> str:
    """A file with one row, of the columns that have an example."""
    notes = [note for note in column_notes(noun.row) if note.required or note.example]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([note.name for note in notes])
    writer.writerow([note.example for note in notes])
    return text.getvalue()


def _row(note: ColumnNote) -> str:
    cells = (note.name, "yes" if note.required else "", note.kind, note.about, note.example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
