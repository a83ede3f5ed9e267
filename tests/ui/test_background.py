import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from shiboken6 import delete

from salescenter.domain.errors import Refused
from salescenter.ui.background import Background, Inline, Latest
from salescenter.ui.workbench.session import Session
from salescenter.ui.workbench.sign_on import SignOnPage
from tests.ui.frame import ADA, FakeAccess


class Asker(QObject):
    """A view that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[object] = []
        self.failed: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def show_it(self, value: object) -> None:
        self.threads.append(threading.current_thread())
        self.shown.append(value)

    def fail(self, error: Exception) -> None:
        self.failed.append(error)


class Stepwise:
    """A runner whose calls are finished by the test, one by one."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def write(self, work, then, failed):
        self.read(work, then, failed)

    def read(self, work, then, failed):
        self.waiting.append(lambda: Inline().read(work, then, failed))

    def finish(self) -> None:
        self.waiting.pop(0)()


def _raise(error: Exception) -> object:
    raise error


def test_work_runs_elsewhere_and_its_answer_arrives_on_the_gui_thread(qtbot, background):
    asker = Asker()
    names: list[str] = []

    def work() -> int:
        names.append(threading.current_thread().name)
        return 42

    background.write(work, asker.show_it, asker.fail)
    background.read(work, asker.show_it, asker.fail)
    qtbot.waitUntil(lambda: asker.shown == [42, 42])
    assert set(asker.threads) == {threading.main_thread()}
    assert sorted(name.rsplit("_", 1)[0] for name in names) == [
        "database-reader",
        "database-writer",
    ]


def test_writes_keep_their_order(qtbot, background):
    asker = Asker()
    for number in range(50):
        background.write(lambda n=number: n, asker.show_it, asker.fail)
    qtbot.waitUntil(lambda: len(asker.shown) == 50)
    assert asker.shown == list(range(50))


def test_reads_do_not_wait_for_a_long_write(qtbot, background):
    asker, gate = Asker(), threading.Event()
    background.write(lambda: gate.wait(10), asker.show_it, asker.fail)
    background.read(lambda: "read", asker.show_it, asker.fail)
    qtbot.waitUntil(lambda: asker.shown == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: asker.shown == ["read", True])


def test_a_refusal_is_delivered_and_not_written_to_the_log(qtbot, background):
    asker = Asker()
    background.write(lambda: _raise(Refused("sign_on.wrong")), asker.show_it, asker.fail)
    qtbot.waitUntil(lambda: len(asker.failed) == 1)
    assert isinstance(asker.failed[0], Refused)


@pytest.mark.expects_log("salescenter.ui.background")
def test_a_bug_is_written_to_the_log_with_its_traceback_and_delivered(qtbot, background, caplog):
    asker = Asker()
    background.read(lambda: 1 // 0, asker.show_it, asker.fail)
    qtbot.waitUntil(lambda: len(asker.failed) == 1)
    assert isinstance(asker.failed[0], ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text


def test_an_answer_for_a_closed_view_is_dropped(qtbot, background):
    gone, stays = Asker(), Asker()
    shown = gone.shown
    background.write(lambda: "late", gone.show_it, gone.fail)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    background.write(lambda: "next", stays.show_it, stays.fail)
    qtbot.waitUntil(lambda: stays.shown == ["next"])
    assert shown == []


class Teller(QObject):
    told = Signal(object)


def test_the_emit_of_a_signal_is_refused_since_nobody_can_see_whether_its_object_is_gone(
    background,
):
    asker, teller = Asker(), Teller()
    bound = partial(teller.told.emit)
    for runner in (background, Inline()):
        with pytest.raises(TypeError, match="method of the QObject"):
            runner.write(lambda: 1, asker.show_it, teller.told.emit)
        with pytest.raises(TypeError, match="method of the QObject"):
            runner.read(lambda: 1, bound, asker.fail)
    with pytest.raises(TypeError, match="method of the QObject"):
        Latest(Stepwise()).run(lambda: 1, teller.told.emit, asker.fail)


class Refusing(FakeAccess):
    """An access whose session was ended elsewhere."""

    def lock(self) -> None:
        raise Refused("sign_on.wrong")

    def sign_off(self) -> None:
        raise Refused("sign_on.wrong")


def test_a_session_that_is_gone_hears_nothing_of_a_lock_or_a_sign_off_that_failed(qtbot):
    runner, access, page = Stepwise(), Refusing(), SignOnPage("Sales Center")
    qtbot.addWidget(page)
    failed: list[Exception] = []
    here, gone = (Session(access, runner, page, 10, page) for _ in range(2))
    for session in (here, gone):
        session.failed.connect(failed.append)
        session.person = ADA
        session.lock()
        session.sign_off()
    delete(gone)
    while runner.waiting:
        runner.finish()
    assert [str(error) for error in failed] == [str(Refused("sign_on.wrong"))] * 2


def test_closing_drops_what_waits_and_ends_every_thread():
    background = Background()
    gate, begun = threading.Event(), threading.Event()
    done: list[Any] = []

    def slow() -> bool:
        begun.set()
        return gate.wait(10)

    background.write(slow, done.append, done.append)
    background.write(lambda: done.append("never"), done.append, done.append)
    assert begun.wait(10)
    closer = threading.Thread(target=background.close)
    closer.start()
    gate.set()
    closer.join(10)
    assert "never" not in done
    assert not [t for t in threading.enumerate() if t.name.startswith("database")]
    with pytest.raises(RuntimeError):
        background.write(lambda: 1, done.append, done.append)


def test_only_the_newest_of_the_wishes_that_came_meanwhile_is_asked():
    runner, asker = Stepwise(), Asker()
    asked: list[str] = []
    latest = Latest(runner)

    def ask(word: str) -> str:
        asked.append(word)
        return word

    for word in ("s", "sm", "smi", "smith"):
        latest.run(partial(ask, word), asker.show_it, asker.fail)
    runner.finish()
    assert asker.shown == []
    runner.finish()
    assert asked == ["s", "smith"]
    assert asker.shown == ["smith"]
    assert runner.waiting == []


def test_a_new_wish_interrupts_the_old_whose_failure_nobody_hears():
    interrupted: list[str] = []
    runner, asker = Stepwise(), Asker()
    latest = Latest(runner, lambda: interrupted.append("now"))
    latest.run(lambda: _raise(RuntimeError("interrupted")), asker.show_it, asker.fail)
    latest.run(lambda: "answer", asker.show_it, asker.fail)
    runner.finish()
    runner.finish()
    assert interrupted == ["now"]
    assert (asker.shown, asker.failed) == (["answer"], [])


def test_the_failure_of_the_newest_wish_is_delivered():
    runner, asker = Stepwise(), Asker()
    latest = Latest(runner)
    latest.run(lambda: _raise(Refused("sign_on.wrong")), asker.show_it, asker.fail)
    runner.finish()
    assert len(asker.failed) == 1
    latest.run(lambda: "again", asker.show_it, asker.fail)
    runner.finish()
    assert asker.shown == ["again"]


def test_a_forgotten_wish_is_neither_asked_nor_delivered():
    runner, asker = Stepwise(), Asker()
    latest = Latest(runner)
    latest.run(lambda: "one", asker.show_it, asker.fail)
    latest.run(lambda: "two", asker.show_it, asker.fail)
    latest.forget()
    runner.finish()
    assert (asker.shown, runner.waiting) == ([], [])


def test_the_newest_answer_arrives_through_real_threads(qtbot, background):
    asker = Asker()
    latest = Latest(background)
    for word in ("a", "ab", "abc"):
        latest.run(word.lower, asker.show_it, asker.fail)
    qtbot.waitUntil(lambda: asker.shown[-1:] == ["abc"])
    assert len(asker.shown) == 1
