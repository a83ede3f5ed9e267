"""What an import refuses of a file as a whole, and how the files are read."""

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salescenter.db.engine import Database
from salescenter.domain.errors import NotFound
from salescenter.services.transfer import csv_file
from salescenter.services.transfer.formula_guard import guarded, unguarded
from tests.services.import_folders import Folder, codes

PLACES = "code,name,active\r\n"


@pytest.fixture
def store(sqlite_url):
    opened = Database.open(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


def places(folder, content):
    """A folder with the one file of places, in bytes or as text."""
    raw = content if isinstance(content, bytes) else content.encode()
    return folder.only().write_raw("places.csv", raw)


def stored_places(database):
    with database.read() as uow:
        from salescenter.db.tables import place

        return [(row.code, row.name) for row in uow.all(place.select().order_by(place.c.id))]


def test_a_byte_order_mark_is_no_part_of_the_first_column(store, folder):
    assert places(folder, "\ufeffcode,name\r\nnorth,Nörd\r\n").into(store).written
    assert stored_places(store) == [("north", "Nörd")]


def test_another_encoding_is_refused_with_the_line_where_it_shows(store, folder):
    content = PLACES.encode() + b"a,plain,yes\r\n" * 3000 + "b,Nörd,yes\r\n".encode("latin-1")
    report = places(folder, content).dry(store)
    assert codes(report) == {("places", 3002, "", "import.encoding")}
    assert "0xF6" in report.refused[0].reason


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_its_name(store, folder, encoding):
    content = ("\ufeff" + PLACES).encode(encoding)
    report = places(folder, content).dry(store)
    assert codes(report) == {("places", 0, "", "import.encoding_other")}
    assert "UTF-16" in report.refused[0].reason


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        ("", 0, "import.empty"),
        ("code;name;active\r\nnorth;North;yes\r\n", 1, "import.separator"),
        ("code,name,colour\r\nnorth,North,red\r\n", 1, "import.column_unknown"),
        ("code\r\nnorth\r\n", 1, "import.column_missing"),
        ("code,name,code\r\nnorth,North,south\r\n", 1, "import.column_twice"),
        (PLACES + 'north,"North,yes\r\n', 2, "import.csv"),
        (PLACES + 'a,A,yes\r\nnorth,"No"rth,yes\r\n', 3, "import.csv"),
        (PLACES + "a,A,yes\r\nnorth,No\x00rth,yes\r\n", 3, "import.nul"),
        (PLACES + "a,A,yes\r\nnorth,North\r\n", 3, "import.field_count"),
        (PLACES + "a,A,yes\r\nnorth,North,yes,no\r\n", 3, "import.field_count"),
        (PLACES + f"a,{'x' * 20_001},yes\r\n", 2, "import.field_too_long"),
        (PLACES + f"a,{'x' * 1_000_001},yes\r\n", 2, "import.line_too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(store, folder, content, line, code):
    report = places(folder, content).into(store)
    assert (("places", line, "", code)) in codes(report)
    assert stored_places(store) == []


def test_an_unknown_column_is_named_together_with_those_there_are(store, folder):
    report = places(folder, "code,name,colour\r\nnorth,North,red\r\n").dry(store)
    assert "“colour”" in report.refused[0].reason
    assert "code, name, active" in report.refused[0].reason


def test_a_file_of_an_unknown_name_keeps_the_import_from_running(store, folder):
    folder.write_raw("itmes.csv", b"sku,name\r\n").write_raw("README.txt", b"not looked at")
    report = folder.into(store)
    assert codes(report) == {("itmes", 0, "", "import.file_unknown")}
    assert not report.written


def test_lines_are_counted_as_an_editor_counts_them(store, folder):
    content = PLACES + '\r\na,"North\nand ""South""",yes\r\nb,B,maybe\r\n'
    report = places(folder, content).dry(store)
    assert codes(report) == {
        ("places", 3, "name", "text.control_character"),
        ("places", 5, "active", "import.yes_no"),
    }


def test_columns_may_stand_in_any_order_and_optional_ones_may_be_missing(store, folder):
    assert places(folder, 'name,code\n"North, ""old""",north\n').into(store).written
    assert stored_places(store) == [("north", 'North, "old"')]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
def test_a_link_is_not_followed(store, folder, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text(PLACES + "north,North,yes\r\n")
    path = folder.only().write()
    (path / "places.csv").symlink_to(outside)
    from salescenter.services.transfer import import_folder

    assert codes(import_folder(store, path)) == {("places", 0, "", "import.link")}


def test_a_folder_of_a_files_name_is_no_file(store, folder):
    path = folder.only().write()
    (path / "places.csv").mkdir()
    from salescenter.services.transfer import import_folder

    assert codes(import_folder(store, path)) == {("places", 0, "", "import.not_a_file")}


def test_files_and_rows_have_limits(store, folder, monkeypatch):
    monkeypatch.setattr(csv_file, "MOST_ROWS", 2)
    rows = "".join(f"p{number},Place,yes\r\n" for number in range(3))
    report = places(folder, PLACES + rows).dry(store)
    assert codes(report) == {("places", 4, "", "import.too_many_rows")}
    monkeypatch.setattr(csv_file, "LARGEST_FILE", 10)
    assert codes(folder.dry(store)) == {("places", 0, "", "import.file_too_large")}


def test_a_folder_that_is_not_there_or_holds_no_file_is_refused(store, tmp_path):
    from salescenter.services.transfer import import_folder

    with pytest.raises(NotFound, match="There is no folder"):
        import_folder(store, tmp_path / "nowhere")
    with pytest.raises(NotFound, match="no CSV file"):
        import_folder(store, tmp_path)


def test_the_guard_of_a_spreadsheet_is_taken_off_once(store, folder):
    rows = "a,'=1+1,yes\r\nb,''=1+1,yes\r\nc,'quoted',yes\r\nd,=1+1,yes\r\n"
    assert places(folder, PLACES + rows).into(store).written
    assert stored_places(store) == [("a", "=1+1"), ("b", "'=1+1"), ("c", "'quoted'"), ("d", "=1+1")]


@given(st.text(alphabet="'=+-@|% \t\r\nab\x00\uff1d\uff0b\u00a0", max_size=8))
@example("'=1")
@example("''=1")
@example("  =1")
def test_what_was_guarded_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n1", "\x00", "  =1", "|x", "%x", "\uff1d1", "'=1"],
)
def test_a_text_that_could_be_a_formula_is_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "plain", "a=1", "'tis", "O'Neill", " plain"])
def test_other_texts_are_left_as_they_are(text):
    assert guarded(text) == text
    assert unguarded(text) == text
