"""Signing on through the services, as the window asks for it."""

from typing import Any, cast

import pytest

from salescenter.domain.errors import Denied, Refused
from salescenter.ui.access import DeskAccess, person_of, role_title, spoken
from salescenter.ui.workbench.contract import Access
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk
from tests.ui.fake_desk import FakeServices


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def access(services) -> Access:
    return DeskAccess(cast("Any", services))


def test_who_signs_on_is_known_by_id_name_role_and_rights(access, services):
    person = access.sign_on("nora", "secret")
    assert (person.user_id, person.name, person.role) == ("nora", "Nora Field", "csr")
    assert {"order.edit", "customer.edit"} <= person.permissions
    [wish] = services.desk.calls
    assert (wish.login, wish.password) == ("nora", "secret")


def test_lock_and_sign_off_reach_the_service(access, services):
    access.lock()
    access.sign_off()
    assert services.desk.calls == ["lock", "sign off"]


def test_a_session_that_has_ended_already_is_signed_off_without_complaint(access, services):
    def denied(_wish):
        raise Denied("denied.signed_off")

    services.desk.sign_off = denied
    access.sign_off()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (1800, "30 minutes"),
    ],
)
def test_a_delay_is_said_as_one_says_it(access, services, seconds, said):
    services.desk.errors = [Refused("sign_on.delayed", seconds=seconds, retry_at="later")]
    with pytest.raises(Refused) as refusal:
        access.sign_on("nora", "wrong")
    assert str(refusal.value) == f"Too many wrong tries. Try again in {said}."
    assert spoken(seconds) == said


def test_an_unlock_is_delayed_in_the_same_words(access, services):
    services.desk.errors = [Refused("sign_on.delayed", seconds=4)]
    with pytest.raises(Refused, match="Try again in 4 seconds"):
        access.unlock("wrong")


def test_any_other_refusal_stays_what_it_is(access, services):
    services.desk.errors = [Refused("sign_on.wrong")]
    with pytest.raises(Refused) as refusal:
        access.sign_on("nora", "wrong")
    assert refusal.value.code == "sign_on.wrong"


def test_roles_are_said_in_words_and_unknown_ones_as_they_are():
    assert role_title("csr") == "Customer service representative"
    assert role_title("auditor") == "auditor"


def test_a_whole_session_over_the_real_services(database, tmp_path):
    desk = Desk.over(database, seeded(database), tmp_path, login="")
    access = DeskAccess(desk.services)
    with pytest.raises(Refused):
        access.sign_on("rep", "wrong")
    person = access.sign_on("REP ", PASSWORD)
    access.lock()
    assert access.unlock(PASSWORD) == person
    assert person_of(desk.services.desk._read_desk()) == person
    access.sign_off()
    for _try in range(3):
        with pytest.raises(Refused):
            access.sign_on("rep", "wrong")
    with pytest.raises(Refused, match="Try again in 2 seconds"):
        access.sign_on("rep", PASSWORD)
