"""How a start of the program dresses dates and numbers, and what it takes from the desktop."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from salescenter import app
from salescenter.ui import application, money_text
from salescenter.ui.application import write_as
from salescenter.ui.dates import date_text
from salescenter.ui.money_text import amount_text

FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)


@pytest.fixture(autouse=True)
def own_locale():
    yield
    money_text.use_locale(money_text.DEFAULT_LOCALE)


@pytest.fixture
def desktop_of(monkeypatch):
    """Let the desktop speak a locale."""

    def speak(locale: QLocale) -> None:
        monkeypatch.setattr(QLocale, "system", lambda: locale)

    return speak


def test_dates_and_numbers_are_written_as_the_desktop_does(desktop_of):
    desktop_of(FRENCH)
    write_as("")
    assert date_text(date(2026, 12, 3)) == "3 déc. 2026"
    assert amount_text(123_450, "EUR").endswith("234,50")


@pytest.mark.parametrize("locale", ["de_DE", "de-DE", "de"])
def test_a_locale_that_was_set_wins_over_the_desktop(desktop_of, locale):
    desktop_of(FRENCH)
    write_as(locale)
    assert (date_text(date(2026, 12, 3)), amount_text(123_450, "EUR")) == (
        "03.12.2026",
        "1.234,50",
    )


def test_a_desktop_without_a_locale_changes_nothing(desktop_of):
    desktop_of(QLocale.c())
    write_as("")
    assert amount_text(123_450, "EUR") == "1,234.50"


def test_the_program_asks_for_the_locale_before_it_draws_anything(
    monkeypatch, tmp_path: Path, desktop_of
):
    class Drawn(Exception):
        """The start came as far as the window."""

    def draw(*_arguments: object) -> None:
        raise Drawn(amount_text(123_450, "EUR"))

    monkeypatch.setattr(app, "log_folder", lambda: tmp_path)
    monkeypatch.setattr(app, "log_to", lambda _folder: None)
    monkeypatch.setattr(application, "Desktop", draw)
    monkeypatch.setenv("SALESCENTER_LOCALE", "de_DE")
    with pytest.raises(Drawn, match=r"^1\.234,50$"):
        app.run_window("sqlite://")
    monkeypatch.delenv("SALESCENTER_LOCALE")
    desktop_of(FRENCH)
    with pytest.raises(Drawn, match="234,50"):
        app.run_window("sqlite://")
