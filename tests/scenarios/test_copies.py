"""Export, backup and restore as a person starts them, over the demo store."""

import json

import pytest
from click.testing import CliRunner

from salescenter.cli import main
from tests.services.demos import small_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A small demo store, closed; its file."""
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    small_demo(f"sqlite:///{file}")
    return file


@pytest.fixture
def call(monkeypatch, tmp_path):
    monkeypatch.setenv("SALESCENTER_PAYMENT", f"sim:{tmp_path / 'payments.sqlite'}")
    monkeypatch.setenv("SALESCENTER_ADMIN_PASSWORD", "a long enough secret")
    monkeypatch.setenv("SALESCENTER_CHEAP_PASSWORDS", "1")
    monkeypatch.delenv("SALESCENTER_DATABASE", raising=False)
    runner = CliRunner()

    def call(*words):
        return runner.invoke(main, [str(word) for word in words])

    return call


def contents(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_demo_store_goes_out_and_into_another_store_and_comes_out_alike(call, demo, tmp_path):
    one, two, store = tmp_path / "one", tmp_path / "two", tmp_path / "store.sqlite"
    out = call("export", "--database", demo, one)
    assert out.exit_code == 0, out.output
    made = call("init", "--database", store, "--login", "boss", "--name", "Boss")
    assert made.exit_code == 0, made.output
    taken = call("import", "--database", store, one)
    assert taken.exit_code == 0, taken.output
    assert call("export", "--database", store, two).exit_code == 0

    assert "customers.csv" in out.output
    assert contents(one) == contents(two)
    assert (one / "customers.csv").read_bytes().count(b"\n") > 100


def test_a_backup_is_made_and_taken_back_by_command(call, demo, tmp_path):
    file, store = tmp_path / "monday.backup", tmp_path / "store.sqlite"
    made = call("backup", "--database", demo, file)
    assert made.exit_code == 0, made.output
    assert "Keep this last seal" in made.output
    manifest = json.loads((tmp_path / "monday.backup.manifest.json").read_text())
    assert manifest["sha256"] in made.output
    first = call("restore", "--database", store, file)
    assert first.exit_code == 0, first.output
    assert "before is in" not in first.output
    again = call("restore", "--database", store, file)
    assert again.exit_code == 0, again.output
    assert "store.sqlite.before-restore-1" in again.output
    assert call("doctor", "--database", store).exit_code == 0


def test_what_cannot_be_restored_is_a_sentence(call, demo, tmp_path):
    (tmp_path / "x.backup").write_text("no backup")
    answer = call("restore", "--database", tmp_path / "s.sqlite", tmp_path / "x.backup")

    assert answer.exit_code == 1
    assert "manifest" in answer.output
    assert call("backup", tmp_path / "y").exit_code == 2
