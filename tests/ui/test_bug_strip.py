"""A bug in the event loop: said in the window, reported without data, and the way back."""

import stat
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from salescenter.ui.application import bug_strip
from salescenter.ui.crash_report import report_of, save_report
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.frame import named
from tests.ui.keys import press_keys

SECRET = "Zoë Müller, Lindenallee 14"
NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def a_bug():
    """An error over another one, both quoting what was typed."""
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise RuntimeError(f"for {SECRET}") from error
    except RuntimeError as error:
        return type(error), error, error.__traceback__


@pytest.fixture
def strip(window, tmp_path):
    return bug_strip(window, tmp_path / "log")


@pytest.fixture
def told(strip, caplog):
    strip.tell(*a_bug())
    caplog.clear()
    return strip


def test_the_report_says_where_and_nothing_of_what(told):
    report = told.report()
    assert "builtins.RuntimeError" in report
    assert "builtins.ValueError" in report
    assert "test_bug_strip.py" in report
    assert "Müller" not in report
    assert "/" not in report.replace("salescenter/", "")


def test_the_whole_goes_to_the_log(strip, caplog):
    strip.tell(*a_bug())
    assert SECRET in caplog.text
    caplog.clear()


def test_it_is_said_in_the_window_which_stays_usable(window, told):
    assert told.isVisible()
    assert "The program made a mistake" in named(window, "bug_strip-text").text()
    assert QApplication.activeModalWidget() is None
    window.open_editor("note", "1")
    assert window.active_editor is not None


def test_the_report_is_kept_beside_the_log_for_its_owner_alone(told, tmp_path):
    [file] = (tmp_path / "log").glob("report-*.txt")
    assert file.read_text("utf-8") == told.report()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_kept_is_shown_all_the_same(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert save_report(in_the_way, "text", NOW) is None


def test_the_same_mistake_from_a_timer_is_reported_once(told, tmp_path, caplog):
    for _again in range(5):
        told.tell(*a_bug())
    caplog.clear()
    assert len(list((tmp_path / "log").glob("report-*.txt"))) == 1


def test_by_keyboard_to_the_report_copied_and_put_away(window, told):
    note = window.open_editor("note", "1")
    press_keys(window, "Ctrl+Alt+B")
    assert named(window, "bug_strip-show").hasFocus()
    press_keys(window, "Return")
    assert named(window, "bug_strip-report").isVisible()
    press_keys(window, "Tab")
    press_keys(window, "Return")
    assert QGuiApplication.clipboard().text() == told.report()
    press_keys(window, "Escape")
    assert not told.isVisible()
    assert QApplication.focusWidget() is note.line


def test_the_way_back_draws_the_editor_anew(window, told):
    before = window.open_editor("note", "1")
    told.open_anew()
    assert window.active_editor is not before
    assert (window.active_editor.kind, window.active_editor.key) == ("note", "1")


def test_a_loop_of_causes_ends():
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert report_of(one, None, NOW).count("from:") == 2


def test_every_button_has_a_name(told):
    assert find_unnamed(told) == []
    assert find_rich_text(told) == []
