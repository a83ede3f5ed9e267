"""The help describes the files as they are read."""

from salescenter import resources
from salescenter.services.transfer.documentation import section
from salescenter.services.transfer.nouns import NOUNS, TITLES
from salescenter.services.transfer.rows import column_notes
from tests.services.import_folders import Folder

PAGE = resources.path("help", "import.md").read_text("utf-8")


def test_the_page_describes_every_file_as_it_is_read():
    for noun in NOUNS:
        assert section(noun) in PAGE, f"write this into import.md:\n{section(noun)}"
    assert PAGE.count("\n### ") == len(NOUNS)


def test_every_column_says_what_it_means():
    assert [
        (noun.name, note.name)
        for noun in NOUNS
        for note in column_notes(noun.row)
        if not note.about
    ] == []


def test_every_noun_has_a_word_for_its_rows():
    assert set(TITLES) == {noun.name for noun in NOUNS}


def test_the_examples_of_the_page_can_be_imported_together(database, tmp_path):
    report = Folder(tmp_path / "in").into(database)
    assert report.refused == ()
    assert report.contradictions == ()
    assert report.written
