"""Folders to import: the examples of the help, which are one small store, and changes to them."""

import csv
import io

from salescenter.db.tables import metadata
from salescenter.services.transfer import Mode, import_folder
from salescenter.services.transfer.documentation import example
from salescenter.services.transfer.nouns import BY_NAME, NOUNS


class Folder:
    """Files of a folder as rows; written when it is imported."""

    def __init__(self, path):
        self.path = path
        self.rows = {noun.name: list(csv.DictReader(io.StringIO(example(noun)))) for noun in NOUNS}
        self.raw = {}

    def only(self, *nouns):
        """Without the files of all other nouns."""
        self.rows = {noun: self.rows[noun] for noun in nouns}
        return self

    def change(self, noun, row=0, **cells):
        """Other texts in a row; None takes the cell away."""
        self.rows[noun][row] |= {name: text or "" for name, text in cells.items()}
        return self

    def add(self, noun, **cells):
        """One more row like the first one, but for some cells."""
        self.rows[noun].append({**self.rows[noun][0], **cells})
        return self

    def drop(self, *nouns):
        """Without these files."""
        for noun in nouns:
            del self.rows[noun]
        return self

    def write_raw(self, name, content):
        """A file of its own, in bytes."""
        self.raw[name] = content
        return self

    def write(self):
        self.path.mkdir(exist_ok=True)
        for old in self.path.iterdir():
            old.unlink()
        for noun, rows in self.rows.items():
            (self.path / BY_NAME[noun].file).write_text(text_of(rows), encoding="utf-8", newline="")
        for name, content in self.raw.items():
            (self.path / name).write_bytes(content)
        return self.path

    def into(self, database, mode=Mode.ALL_OR_NOTHING, **options):
        """Import it; the report."""
        return import_folder(database, self.write(), mode, **options)

    def dry(self, database):
        return self.into(database, Mode.DRY_RUN)

    def keep_good(self, database):
        return self.into(database, Mode.KEEP_GOOD)


def text_of(rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def codes(report):
    """What was refused, as (file without its ending, line, column, code)."""
    return {
        (each.file.removesuffix(".csv"), each.line, each.field, each.problem.code)
        for each in report.refused
    }


def content(database):
    """Everything that is in a store, table by table."""
    with database.read() as uow:
        return {
            table.name: sorted(map(str, uow.all(table.select())))
            for table in metadata.sorted_tables
        }
