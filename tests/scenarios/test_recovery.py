"""After a kill the program stands where it stood: same editors, same page, same focus."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from salescenter.db.engine import Database
from salescenter.gateways import gateway_at
from salescenter.services.bundle import Services
from salescenter.ui.theme import Theme
from tests.scenarios.recovered import where
from tests.seed import PASSWORDS
from tests.ui.whole_window import sign_on, whole_window

_ROOT = Path(__file__).parents[2]


def killed(address, folder):
    """Where the process was when it was killed."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
    script = Path(__file__).with_name("at_work_then_killed.py")
    done = subprocess.run(
        [sys.executable, str(script), address, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.mark.timeout(200)
def test_after_a_kill_the_same_editors_page_and_focus_are_there(sqlite_url, tmp_path, qapp):
    before = killed(sqlite_url, tmp_path)
    assert len(before[0]) == 3
    assert before[2:] == ["payment", before[3]]
    assert before[3].endswith("-tabs")

    database = Database.open(sqlite_url)
    gateway = gateway_at(f"sim:{tmp_path / 'payments.sqlite'}")
    services = Services(database, gateway, PASSWORDS)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with whole_window(services, Theme(app), tmp_path) as player:
        sign_on(player, "rep")
        player.wait_for(lambda: where(player) == before, f"{before}")
        player.wait_for(lambda: player.window.state.subject, "the order")
        player.settle()
        assert where(player) == before

        player.press("Ctrl+PgUp")
        player.settle()
        assert where(player)[2] != "payment"
    database.close()
