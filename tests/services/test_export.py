"""Exported folders are what the import reads: exporting again what was imported changes nothing."""

import csv
import stat

import pytest
from sqlalchemy import text

from salescenter.db.engine import Database
from salescenter.domain.errors import Refused
from salescenter.services.transfer import Mode, import_folder
from salescenter.services.transfer.exporting import export_folder
from salescenter.services.transfer.nouns import NOUNS
from tests.databases import copied_file
from tests.seed import seeded
from tests.services.import_folders import Folder

HOSTILE = '=HYPERLINK("http://x")'
_ORDERS = {"orders.csv", "order_items.csv", "order_payments.csv"}


def contents(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def rows(folder, noun):
    with (folder / f"{noun}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def again(sqlite_template, tmp_path):
    """A second store, empty."""
    database = Database.open(copied_file(sqlite_template, tmp_path / "second.db"))
    yield database
    database.close()


def test_what_was_exported_and_imported_is_exported_alike(database, again, tmp_path):
    seeded(database)
    report = export_folder(database, tmp_path / "one")
    taken = import_folder(again, tmp_path / "one", Mode.ALL_OR_NOTHING)
    export_folder(again, tmp_path / "two")

    assert taken.is_clean, str(taken)
    assert set(contents(tmp_path / "one")) == {noun.file for noun in NOUNS} - _ORDERS
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert report.left_out == {"promotions": 1}  # by delivery method: no column says so
    assert report.written["customers"] == 5
    assert report.written["promotions"] == 2


def test_the_helps_example_comes_out_as_it_went_in(again, tmp_path):
    folder = Folder(tmp_path / "in")
    folder.into(again)
    export_folder(again, tmp_path / "out")

    for noun in NOUNS:
        if noun.file in _ORDERS:
            continue
        for before, after in zip(folder.rows[noun.name], rows(tmp_path / "out", noun.name),
                                 strict=True):  # fmt: skip
            same = {name for name, cell in before.items() if cell and cell == after[name]}
            assert noun.name in ("promotion_codes",) or len(same) >= len(noun.key) / 2


def test_text_that_looks_like_a_formula_is_guarded_and_comes_back(database, again, tmp_path):
    seeded(database)
    with database.write() as uow:
        uow.execute(text("UPDATE item SET name = :name WHERE id = 1"), {"name": HOSTILE})
    export_folder(database, tmp_path / "one")
    import_folder(again, tmp_path / "one", Mode.ALL_OR_NOTHING)

    assert rows(tmp_path / "one", "items")[0]["name"] == f"'{HOSTILE}"
    with again.read() as uow:
        assert uow.scalar(text("SELECT name FROM item ORDER BY id LIMIT 1")) == HOSTILE


def test_files_are_for_the_owner_only_and_never_overwritten(database, tmp_path):
    seeded(database)
    folder = tmp_path / "out"
    export_folder(database, folder)

    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    before = contents(folder)
    with pytest.raises(Refused) as caught:
        export_folder(database, folder)
    assert caught.value.code == "export.there"
    assert contents(folder) == before


def test_a_category_stands_below_its_parent_whichever_was_made_first(database, again, tmp_path):
    seeded(database)
    with database.write() as uow:
        first = uow.scalar(text("SELECT id FROM category ORDER BY id LIMIT 1"))
        uow.execute(text("INSERT INTO category (id, code, name) VALUES (900, 'above', 'Above')"))
        uow.execute(text(f"UPDATE category SET parent_id = 900 WHERE id = {first}"))
    report = export_folder(database, tmp_path / "one")

    assert "categories" not in report.left_out
    assert rows(tmp_path / "one", "categories")[0]["code"] == "above"
    assert import_folder(again, tmp_path / "one", Mode.ALL_OR_NOTHING).is_clean


@pytest.mark.parametrize("stage", [1, 7, 21])
def test_an_export_that_is_broken_off_leaves_nothing_behind(sqlite_url, tmp_path, stage):
    database = Database.open(sqlite_url)
    seeded(database)
    asked = []

    def impatient(_share, _label=""):
        asked.append(1)
        if len(asked) == stage:
            raise KeyboardInterrupt

    (tmp_path / "place").mkdir()
    with pytest.raises(KeyboardInterrupt):
        export_folder(database, tmp_path / "place" / "out", impatient)
    database.close()
    assert list((tmp_path / "place").iterdir()) == []


def test_what_the_files_cannot_hold_is_left_out_with_what_leans_on_it(database, again, tmp_path):
    seeded(database)
    with database.write() as uow:
        uow.execute(text("UPDATE item SET sku = 'two words' WHERE id = 1"))
    report = export_folder(database, tmp_path / "one")

    assert report.left_out["items"] == 1
    assert report.left_out["prices"] == 2
    assert "items.csv: 1 rows left out" in str(report)
    assert import_folder(again, tmp_path / "one", Mode.ALL_OR_NOTHING).is_clean
