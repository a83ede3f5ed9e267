"""What tests of the window share: no screen needed, the look, and nothing left running."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pydantic.fields  # noqa: F401 - before Qt, see salescenter.ui
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from salescenter.ui.background import Background
from salescenter.ui.theme import Scheme, Theme
from salescenter.ui.workbench.window import Window
from tests.ui.frame import Frame


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program, light until a test changes it."""
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def nothing_left_running(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """A window or a timer that outlives its test makes the next one fail."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = qapp.topLevelWidgets()
    assert not [widget for widget in left if widget.isVisible()], "a window is still open"
    timers = [timer for widget in left for timer in widget.findChildren(QTimer)]
    assert not [timer for timer in timers if timer.isActive()], "a timer is still running"
    if theme.scheme is not Scheme.LIGHT:
        theme.use(Scheme.LIGHT)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    """Real threads, ended with the test."""
    made = Background()
    yield made
    made.close()


@pytest.fixture
def frame(qtbot, theme: Theme, tmp_path: Path) -> Frame:
    """A window of sample views and editors over fakes."""
    return Frame(qtbot, theme, tmp_path)


@pytest.fixture
def window(frame: Frame) -> Window:
    """That window, open, with somebody signed on."""
    return frame.signed_on()


@pytest.fixture
def again(frame: Frame) -> Callable[[], Window]:
    """Start the program anew on the same settings, as after an end or a crash."""
    return frame.signed_on
