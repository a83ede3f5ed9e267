"""Signing on: the same answer for everybody who may not, and fewer tries the more go wrong."""

from datetime import timedelta

import pytest

from salescenter.domain.errors import Denied, Refused
from salescenter.domain.permissions import Permission, Role
from salescenter.services.desk import ChangePassword, SignOn, Unlock
from salescenter.services.orders.views import NewOrder
from salescenter.services.users import NewUser, SetActive, SetRole, UserById
from salescenter.services.verbs import Nothing
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk, key


class Clock:
    """A clock that a test sets."""

    def __init__(self, start):
        self.now = start

    def __call__(self):
        return self.now

    def forward(self, **span):
        self.now += timedelta(**span)


@pytest.fixture
def clock(database):
    from datetime import UTC, datetime

    clock = Clock(datetime(2026, 5, 4, 9, 0, tzinfo=UTC))
    database.use_clock(clock)
    yield clock
    database.use_clock(None)


@pytest.fixture
def desk(database, tmp_path):
    return Desk.over(database, seeded(database), tmp_path, login="")


def tried(desk, login="rep", password="wrong"):
    with pytest.raises(Refused) as refusal:
        desk.services.desk.sign_on(SignOn(login=login, password=password))
    return refusal.value


def test_id_is_compared_without_case(desk):
    signed = desk.services.desk.sign_on(SignOn(login=" REP ", password=PASSWORD))

    assert signed.user.login == "rep"
    assert desk.services.desk.who(Nothing()) == signed


def test_an_unknown_id_gets_the_same_answer_as_a_wrong_password(desk):
    known, unknown = tried(desk, "rep"), tried(desk, "nobody")

    assert (known.code, str(known)) == (unknown.code, str(unknown)) == ("sign_on.wrong", str(known))


def test_an_unknown_id_costs_the_same_work(desk, monkeypatch):
    calls = []
    passwords = desk.services.desk._passwords
    real = passwords._hasher

    class Counting:
        def verify(self, kept, password):
            calls.append(kept)
            return real.verify(kept, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    tried(desk, "rep")
    tried(desk, "nobody")

    assert len(calls) == 2


def test_wrong_tries_are_delayed_from_the_third_and_locked_at_the_tenth(desk, clock):
    waits = []
    for _ in range(10):
        assert tried(desk).code == "sign_on.wrong"
        refusal = tried(desk)
        if refusal.code == "sign_on.delayed":
            waits.append(refusal.params["seconds"])
            clock.forward(seconds=refusal.params["seconds"])
        if len(waits) == 8:
            break
    assert waits == [2, 4, 8, 16, 32, 64, 128, 1800]


def test_a_delay_holds_for_the_right_password_too_and_counts_in_the_store(desk, clock, tmp_path):
    for _ in range(3):
        tried(desk)
    other = Desk.over(desk.services.database, desk.seed, tmp_path, login="")

    assert tried(other, password=PASSWORD).code == "sign_on.delayed"
    clock.forward(seconds=3)
    other.sign_on("rep")


def test_the_right_password_forgets_the_wrong_tries(desk, clock):
    for _ in range(2):
        tried(desk)
    desk.sign_on("rep")
    for _ in range(2):
        assert tried(desk).code == "sign_on.wrong"


def test_the_last_administrator_is_delayed_and_never_locked(desk, clock):
    for _ in range(14):
        refusal = tried(desk, "root")
        if refusal.code == "sign_on.delayed":
            assert refusal.params["seconds"] <= 300
            clock.forward(seconds=refusal.params["seconds"])
    clock.forward(minutes=5)
    desk.sign_on("root")


def test_a_lead_forgets_wrong_tries_of_representatives_only(desk, clock):
    for _ in range(3):
        tried(desk)
        tried(desk, "root")
    desk.sign_on("lead")
    desk.services.users.unlock(UserById(user_id=desk.seed.users["rep"]), key=key())
    with pytest.raises(Denied):
        desk.services.users.unlock(UserById(user_id=desk.seed.users["root"]), key=key())

    desk.sign_on("rep")


def test_unlocking_takes_the_password_of_whoever_is_signed_on(desk):
    desk.sign_on("rep")
    desk.services.desk.lock(Nothing())
    with pytest.raises(Refused):
        desk.services.desk.unlock(Unlock(password="wrong"))
    with pytest.raises(Denied):
        desk.services.stores.all(Nothing())

    assert desk.services.desk.unlock(Unlock(password=PASSWORD)).locked is False


def test_a_session_ends_after_twelve_hours(desk, clock):
    desk.sign_on("rep")
    clock.forward(hours=12, seconds=1)
    with pytest.raises(Denied) as denial:
        desk.services.stores.all(Nothing())
    assert denial.value.code == "denied.session_over"


def test_losing_a_role_ends_the_session(desk, tmp_path):
    desk.sign_on("lead")
    root = Desk.over(desk.services.database, desk.seed, tmp_path, "root")
    root.services.users.set_role(SetRole(user_id=desk.seed.users["lead"], role=Role.CSR), key=key())
    with pytest.raises(Denied):
        desk.services.stores.all(Nothing())


def test_nobody_changes_their_own_rights_and_one_administrator_stays(desk):
    desk.sign_on("root")
    mine = desk.seed.users["root"]
    with pytest.raises(Denied):
        desk.services.users.set_role(SetRole(user_id=mine, role=Role.CSR), key=key())
    with pytest.raises(Denied):
        desk.services.users.set_active(SetActive(user_id=mine, active=False), key=key())


def test_a_new_user_signs_on_and_has_to_change_the_password(desk):
    desk.sign_on("root")
    desk.services.users.create(
        NewUser(login="new", name="New", role=Role.CSR, password="quite a long secret")
    )
    with pytest.raises(Refused) as refusal:
        desk.services.users.create(
            NewUser(login="NEW", name="New", role=Role.CSR, password="quite a long secret")
        )
    assert refusal.value.code == "user.login_taken"
    signed = desk.services.desk.sign_on(SignOn(login="new", password="quite a long secret"))
    assert signed.must_change
    desk.services.desk.change_password(
        ChangePassword(password="quite a long secret", new_password="another long secret")
    )
    signed = desk.services.desk.sign_on(SignOn(login="new", password="another long secret"))
    assert not signed.must_change


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "password.short"), ("passwordpassword", "password.common"), ("x" * 300, None)],
)
def test_passwords_that_others_would_guess_are_refused(desk, password, code):
    desk.sign_on("root")
    with pytest.raises(Refused) as refusal:
        desk.services.users.create(
            NewUser(login="new", name="New", role=Role.CSR, password=password)
        )
    assert refusal.value.code == (code or "password.long")


def test_passwords_are_kept_as_argon2id_and_nowhere_else(desk):
    desk.sign_on("root")
    desk.services.users.create(
        NewUser(login="new", name="New", role=Role.CSR, password="canary canary canary")
    )
    tried(desk, "rep", "canary wrong canary")
    with desk.services.database.read() as uow:
        kept = uow.users.password_hash("new")
        told = repr([uow.journal.tail("security", 0, 50), uow.journal.tail("user", 4, 50)])
    assert kept.startswith("$argon2id$")
    assert "canary" not in told


def test_no_wish_shows_a_password_when_it_is_printed():
    wishes = (
        SignOn(login="rep", password="canary"),
        Unlock(password="canary"),
        ChangePassword(password="canary", new_password="canary"),
        NewUser(login="new", name="New", role=Role.CSR, password="canary"),
    )

    assert "canary" not in repr(wishes)


def test_whoever_must_change_the_password_can_do_nothing_else_first(desk):
    desk.sign_on("root")
    first, second = "quite a long secret", "another long secret"
    services = desk.services
    services.users.create(NewUser(login="new", name="New", role=Role.CSR, password=first))
    services.desk.sign_on(SignOn(login="new", password=first))
    for verb in (services.stores.all, services.users.all):
        with pytest.raises(Denied):
            verb(Nothing())
    with pytest.raises(Denied) as denial:
        services.orders.create(NewOrder(store_id=1, customer_id=1), key=key())
    assert denial.value.code == "denied.must_change"
    services.desk.lock(Nothing())
    asked = services.desk.unlock(Unlock(password=first))
    assert (asked.must_change, asked.permissions) == (True, (Permission.OWN_SESSION,))

    services.desk.change_password(ChangePassword(password=first, new_password=second))

    assert services.stores.all(Nothing())
    assert Permission.ORDER_EDIT in services.desk.who(Nothing()).permissions


def test_whoever_must_change_the_password_can_leave(desk):
    desk.sign_on("root")
    first = "quite a long secret"
    desk.services.users.create(NewUser(login="new", name="New", role=Role.CSR, password=first))
    desk.services.desk.sign_on(SignOn(login="new", password=first))

    assert desk.services.desk.sign_off(Nothing()).done
