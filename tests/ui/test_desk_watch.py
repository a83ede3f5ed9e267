"""What becomes known of desk and database while somebody works."""

from typing import Any

import pytest

from salescenter.domain.errors import Busy, Denied, Refused
from salescenter.domain.permissions import Role
from salescenter.ui.desk_watch import DeskWatch
from salescenter.ui.state import Health, WorkbenchState
from tests.ui.fake_desk import NORA, FakeWorkbench, Held


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    return FakeWorkbench(WorkbenchState())


@pytest.fixture
def watch(workbench):
    made = DeskWatch(workbench, workbench, every_ms=3_600_000)
    yield made
    workbench.change_state(person=None)


def test_the_database_is_asked_as_soon_as_somebody_works(workbench, watch):
    before = workbench.state.health
    workbench.change_state(person=NORA)
    assert (before, workbench.state.health) == (Health.UNKNOWN, Health.GOOD)
    assert workbench.state.latency_ms is not None


@pytest.mark.parametrize(
    ("error", "health"),
    [
        (Busy(), Health.SLOW),
        (Refused("database.unreachable", address="here"), Health.LOST),
    ],
)
def test_a_database_that_does_not_answer_is_said_so(workbench, watch, error, health):
    workbench.change_state(person=NORA)
    workbench.services.desk.errors = [error]
    watch.look()
    assert (workbench.state.health, workbench.state.latency_ms) == (health, None)
    watch.look()
    assert workbench.state.health is Health.GOOD


@pytest.mark.expects_log("salescenter.ui.background")
def test_a_broken_connection_is_lost_and_found_again(workbench, watch):
    workbench.change_state(person=NORA)
    workbench.services.desk.errors = [ConnectionError("gone")]
    watch.look()
    broken = workbench.state.health
    watch.look()
    assert (broken, workbench.state.health) == (Health.LOST, Health.GOOD)


def test_a_session_that_ended_elsewhere_signs_off(workbench, watch):
    workbench.change_state(person=NORA)
    workbench.services.desk.errors = [Denied("denied.signed_off")]
    watch.look()
    assert workbench.signed_off == 1
    assert len(workbench.reported) == 1


def test_another_role_changes_what_the_person_may(workbench, watch):
    workbench.change_state(person=NORA)
    workbench.services.desk.role = Role.SUPERVISOR
    watch.look()
    assert workbench.state.person.role == "supervisor"


def test_whoever_must_change_the_password_is_asked_once(workbench, watch):
    workbench.services.desk.must_change = True
    workbench.change_state(person=NORA)
    watch.look()
    assert workbench.opened == [("password", "password")]
    assert "Choose a password" in workbench.said[0][0]


def test_nothing_is_asked_while_the_window_is_locked(workbench, watch):
    workbench.change_state(person=NORA)
    workbench.change_state(locked=True)
    assert workbench.state.health is Health.UNKNOWN
    workbench.services.desk.errors = [Denied("denied.locked")]
    watch.look()
    assert workbench.signed_off == 0


def test_one_question_at_a_time_and_a_late_answer_is_dropped(qapp):
    workbench: Any = FakeWorkbench(WorkbenchState(), runner=Held())
    watch = DeskWatch(workbench, workbench, every_ms=3_600_000)
    workbench.change_state(person=NORA)
    watch.look()
    assert len(workbench.runner.waiting) == 1
    workbench.change_state(person=None)
    workbench.runner.answer_all()
    assert workbench.state.health is Health.UNKNOWN


def test_it_looks_again_by_itself(workbench, qtbot):
    watch = DeskWatch(workbench, workbench, every_ms=1)
    workbench.change_state(person=NORA)
    workbench.services.desk.role = Role.SUPERVISOR
    qtbot.waitUntil(lambda: workbench.state.person.role == "supervisor")
    workbench.change_state(person=None)
    assert watch.parent() is workbench
