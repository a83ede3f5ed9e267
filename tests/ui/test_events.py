import threading
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from salescenter.domain.events import Event
from salescenter.ui.events import EventRelay
from tests.ui.frame import FakeBus


@dataclass(frozen=True, slots=True)
class Fell(Event):
    number: int


@dataclass(frozen=True, slots=True)
class Rose(Event):
    number: int


def _delete(thing: QObject) -> None:
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


def test_an_event_from_any_thread_is_heard_on_the_gui_thread(qtbot):
    bus, view = FakeBus(), QObject()
    heard: list[tuple[int, threading.Thread]] = []
    relay = EventRelay(bus, view)
    relay.on(Fell, lambda event: heard.append((event.number, threading.current_thread())))
    teller = threading.Thread(target=bus.publish, args=(Fell(1),))
    teller.start()
    teller.join()
    bus.publish(Rose(2))
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard == [(1, threading.main_thread())]


def test_two_handlers_of_one_kind_need_one_subscription(qtbot):
    bus, view = FakeBus(), QObject()
    heard: list[int] = []
    relay = EventRelay(bus, view)
    relay.on(Fell, lambda event: heard.append(event.number))
    relay.on(Fell, lambda event: heard.append(-event.number))
    bus.publish(Fell(3))
    qtbot.waitUntil(lambda: heard == [3, -3])
    assert len(bus.listeners) == 1


def test_no_listener_outlives_its_view(qtbot):
    bus, view = FakeBus(), QObject()
    EventRelay(bus, view).on(Fell, print)
    _delete(view)
    assert bus.listeners == []


def test_an_event_told_while_its_view_goes_is_not_heard_and_harms_nobody(qtbot):
    bus, view = FakeBus(), QObject()
    heard: list[int] = []
    relay = EventRelay(bus, view)
    relay.on(Fell, lambda event: heard.append(event.number))
    late = bus.listeners[0][1]
    bus.publish(Fell(1))
    _delete(view)
    late(Fell(2))
    QCoreApplication.processEvents()
    assert heard == []
