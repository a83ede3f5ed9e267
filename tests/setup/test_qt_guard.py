"""Qt's binding must not lose references to ``True`` and ``None``.

A build that does so runs short tests well and aborts after some hundred signals.
"""

import sys

from PySide6.QtCore import QObject, Signal

# So that a bad build fails here instead of ending the process at once.
_SPARE = [True] * 100_000, [None] * 100_000


class Probe(QObject):
    fired = Signal()


def test_qt_does_not_lose_references(qapp):
    probe = Probe()
    before = sys.getrefcount(True), sys.getrefcount(None)

    for _ in range(1000):
        probe.fired.emit()
        probe.setObjectName("x")

    assert abs(sys.getrefcount(True) - before[0]) < 500
    assert abs(sys.getrefcount(None) - before[1]) < 500
