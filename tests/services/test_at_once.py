"""Two desks do the same thing at the same moment: each time one of them waits for the other.

The first desk's transaction is held open until the second one waits for it (on a server) or has
gone as far as it can get; what the second one then does has to take account of the first.
"""

import threading
import time
from concurrent.futures import Future
from contextlib import contextmanager

import psycopg
import pytest

from salescenter.db.engine import Database
from salescenter.db.seals import Seals
from salescenter.domain.errors import Denied, Refused, SalesCenterError
from salescenter.domain.journal import Subject
from salescenter.domain.permissions import Role
from salescenter.domain.user import User
from salescenter.services import users
from salescenter.services.desk import SignOn, _take_a_try
from salescenter.services.gate import SECURITY_STREAM
from salescenter.services.orders.views import AddItem
from salescenter.services.users import NewUser, SetActive
from salescenter.services.verbs import Nothing
from salescenter.services.work import Work
from tests.seed import seeded
from tests.services.desks import Desk, key

LONG_PASSWORD = "quite a long secret"


@pytest.fixture
def seed(database):
    return seeded(database)


@pytest.fixture
def one(database, seed, tmp_path):
    return Desk.over(database, seed, tmp_path, login="")


@pytest.fixture
def two(database_url, seed, tmp_path):
    """A desk of another process: nothing in common but the store."""
    database = Database.open(database_url)
    yield Desk.over(database, seed, tmp_path, login="")
    database.close()


@contextmanager
def meanwhile(url, call):
    """The other's call as a future, and what begins it and goes on once it waits or is done."""
    future: Future[object] = Future()

    def run():
        try:
            future.set_result(call())
        except SalesCenterError as error:
            future.set_exception(error)

    thread = threading.Thread(target=run)
    yield future, lambda: _begin(thread, url)
    thread.join(10)
    assert future.done()


def _begin(thread, url):
    thread.start()
    deadline = time.monotonic() + 10
    while thread.is_alive() and url.startswith("postgresql"):
        with psycopg.connect(url) as watch:
            if watch.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                return
        assert time.monotonic() < deadline, "the other neither waits nor ends"


def held(desk, verb):
    """A transaction of a staged verb, open while the block runs."""
    return desk.services.gate._transaction(verb.spec)


def test_wrong_tries_at_once_are_all_counted(one, two, database_url):
    wrong = SignOn(login="rep", password="wrong")
    with (
        meanwhile(database_url, lambda: two.services.desk.sign_on(wrong)) as (other, begin),
        held(one, one.services.desk.sign_on) as work,
    ):
        _take_a_try(work, "rep")
        begin()
    with one.services.database.read() as uow:
        assert uow.users.tries("rep").wrong == 2
    assert other.exception().code == "sign_on.wrong"


def test_denials_at_once_are_all_written_down(one, two, database_url):
    with (
        meanwhile(database_url, lambda: two.services.stores.all(Nothing())) as (other, begin),
        held(one, one.services.desk.sign_on) as work,
    ):
        work.record(Subject.SECURITY, SECURITY_STREAM, "sign_on.wrong", {"login": "rep"})
        begin()
    assert isinstance(other.exception(), Denied)
    with one.services.database.read() as uow:
        kinds = [each.kind for each in uow.journal.entries(Subject.SECURITY, SECURITY_STREAM)]
    assert kinds == ["sign_on.wrong", "denied"]


def test_the_same_id_twice_at_once_is_taken_for_one_of_them(one, two, database_url):
    one.sign_on("root")
    two.sign_on("root")
    wish = NewUser(login="NEW", name="New", role=Role.CSR, password=LONG_PASSWORD)
    with (
        meanwhile(database_url, lambda: two.services.users.create(wish)) as (other, begin),
        held(one, one.services.users.create) as work,
    ):
        work.uow.users.insert(User(0, "new", "New", Role.CSR, True), "hash")
        begin()
    assert other.exception().code == "user.login_taken"


def test_two_administrators_do_not_disable_each_other_at_once(one, two, database_url):
    one.sign_on("root")
    made = one.services.users.create(
        NewUser(login="second", name="Second", role=Role.ADMINISTRATOR, password=LONG_PASSWORD)
    )
    with one.services.database.write() as uow:
        uow.users.set_password(made.id, uow.users.password_hash("root"), must_change=False)
    two.sign_on("second")
    wish = SetActive(user_id=one.seed.users["root"], active=False)

    def disable_the_first():
        return two.services.users.set_active(wish, key=key())

    with (
        meanwhile(database_url, disable_the_first) as (other, begin),
        one.services.database.write() as uow,
    ):
        actor = uow.sessions.read_actor(one.services.gate.desk.session_id)
        users._require_administrator_left(Work(uow, actor, "desk"), made)
        uow.users.set_active(made.id, active=False)
        begin()
    assert isinstance(other.exception(), SalesCenterError)
    with one.services.database.read() as uow:
        assert uow.users.count_active(Role.ADMINISTRATOR) == 1


def test_the_same_key_twice_at_once_answers_both_the_same(one, two, database_url):
    one.sign_on("rep")
    two.sign_on("rep")
    step = one.new_order()
    wish = AddItem(order_id=step.order_id, version=step.version, item_id=one.seed.items["HW-4411"])
    asked, add = key(), one.services.lines.add_item

    def add_too():
        return two.services.lines.add_item(wish, key=asked)

    with (
        meanwhile(database_url, add_too) as (other, begin),
        one.services.database.write() as uow,
    ):
        _work, answer = one.services.gate._decided(uow, add, wish, asked)
        begin()
    assert other.result() == answer
    assert one.view(step).order.version == step.version + 1


def test_a_refusal_that_nothing_was_stored_for_stays_a_refusal(one):
    one.sign_on("rep")
    step = one.new_order()
    with pytest.raises(Refused):
        one.do(one.services.lines.add_item, AddItem, step, item_id=999_999)


def test_two_seals_at_once_are_one(one, two, database_url):
    one.sign_on("rep")
    one.new_order()

    def seal():
        with two.services.database.write() as uow:
            return Seals(uow).seal(at_once=True)

    with meanwhile(database_url, seal) as (other, begin), one.services.database.write() as uow:
        assert Seals(uow).seal(at_once=True)
        begin()
    assert other.result() is False
    one.new_order()
    with one.services.database.write() as uow:
        assert Seals(uow).seal(at_once=True)
        assert Seals(uow).broken() is None
