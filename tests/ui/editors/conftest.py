"""The real window over a little store."""

import pytest

from salescenter.db.engine import Database
from tests.seed import seeded
from tests.services.desks import Desk
from tests.ui.editors.order_desk import opened_desk


@pytest.fixture
def little_store(sqlite_url):
    database = Database.open(sqlite_url)
    yield database, seeded(database)
    database.close()


@pytest.fixture
def at_desk(qtbot, theme, background, little_store, tmp_path):
    """A window with the representative at work; the supervisor works at another desk."""
    database, seed = little_store
    desk = Desk.over(database, seed, tmp_path, login="")
    colleague = Desk.over(database, seed, tmp_path, login="lead")
    return opened_desk(qtbot, theme, background, desk, colleague, tmp_path / "settings")
