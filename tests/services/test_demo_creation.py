"""How a demo store comes about: whole or not at all, in place of another only when asked."""

from types import MappingProxyType

import pytest

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.domain.errors import Refused
from salescenter.domain.order import OrderStatus
from salescenter.domain.terms import NO_HISTORY, price_order
from salescenter.services.demo import DemoSize, create_demo, plan
from tests.services.demos import NOW, PASSWORDS


@pytest.fixture
def _few(monkeypatch):
    """Every size with so few customers and orders that it is made in no time."""
    counts = {
        DemoSize.SMALL: (400, 60, 90, False),
        DemoSize.MEDIUM: (400, 60, 90, False),
        DemoSize.LARGE: (2_500, 700, 900, True),
    }
    monkeypatch.setattr(plan, "_COUNTS", MappingProxyType(counts))


pytestmark = pytest.mark.usefixtures("_few")


class _Broken(Exception):
    pass


def _break_off_at(share):
    def progress(reached, label=""):
        if reached >= share:
            raise _Broken

    return progress


def _orders(address):
    database = Database.open(address)
    with database.read() as unit:
        found = unit.orders.newest(1, customer_id=None, before=None, limit=200)
    database.close()
    return len(found)


def test_the_report_tells_where_how_much_and_who_may_sign_on(tmp_path):
    report = create_demo(str(tmp_path / "demo.db"), "small", PASSWORDS, now=NOW)
    said = str(report)
    assert "60 customers, 90 orders" in said
    assert "HOME, TRADE" in said
    for user in report.users:
        assert user.login in said
        assert user.password in said


def test_progress_only_goes_forward_and_says_what_is_being_done(tmp_path):
    seen = []
    create_demo(
        str(tmp_path / "demo.db"),
        "small",
        PASSWORDS,
        now=NOW,
        progress=lambda share, label="": seen.append((share, label)),
    )
    shares = [share for share, _label in seen]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1
    assert all(label for _share, label in seen)


def test_a_store_that_is_there_is_left_alone(tmp_path):
    address = str(tmp_path / "demo.db")
    create_demo(address, "small", PASSWORDS, now=NOW)
    before = (tmp_path / "demo.db").read_bytes()
    with pytest.raises(Refused) as refusal:
        create_demo(address, "small", PASSWORDS, now=NOW)
    assert refusal.value.code == "demo.there"
    assert address in str(refusal.value)
    assert (tmp_path / "demo.db").read_bytes() == before


def test_a_reset_replaces_the_store_and_its_log(tmp_path):
    path = tmp_path / "demo.db"
    path.write_bytes(b"something else")
    path.with_name("demo.db-wal").write_bytes(b"a log that belongs to it")
    create_demo(f"sqlite:///{path}", "small", PASSWORDS, reset=True, now=NOW)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["demo.db"]
    assert _orders(str(path)) > 0


@pytest.mark.parametrize("share", [0.0, 0.1, 0.6, 0.85])
def test_a_file_that_was_broken_off_leaves_nothing_behind(tmp_path, share):
    path = tmp_path / "demo.db"
    with pytest.raises(_Broken):
        create_demo(str(path), "small", PASSWORDS, now=NOW, progress=_break_off_at(share))
    assert list(tmp_path.iterdir()) == []


def test_a_reset_that_was_broken_off_leaves_the_old_store_as_it_was(tmp_path):
    path = tmp_path / "demo.db"
    create_demo(str(path), "small", PASSWORDS, now=NOW)
    before = path.read_bytes()
    with pytest.raises(_Broken):
        create_demo(str(path), "small", PASSWORDS, reset=True, now=NOW, progress=_break_off_at(0.6))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["demo.db"]


def test_what_a_killed_creation_left_is_in_nobodys_way(tmp_path):
    path = tmp_path / "demo.db"
    for side in ("", "-wal", "-shm"):
        path.with_name(f"demo.db.unfinished{side}").write_bytes(b"half of it")
    create_demo(str(path), "small", PASSWORDS, now=NOW)
    assert [each.name for each in tmp_path.iterdir()] == ["demo.db"]


def test_a_server_keeps_nothing_of_a_creation_that_was_broken_off(postgresql_url):
    with pytest.raises(_Broken):
        create_demo(postgresql_url, "small", PASSWORDS, now=NOW, progress=_break_off_at(0.85))
    assert _orders(postgresql_url) == 0
    create_demo(postgresql_url, "small", PASSWORDS, now=NOW)
    assert _orders(postgresql_url) > 0


def test_a_server_that_has_no_tables_yet_gets_them(postgresql_server):
    postgresql_server.execute('CREATE DATABASE "demo_without_tables"')
    url = postgresql_server.url("demo_without_tables")
    create_demo(url, "small", PASSWORDS, now=NOW)
    assert _orders(url) > 0
    postgresql_server.drop("demo_without_tables")


def test_a_store_on_a_server_is_never_emptied(postgresql_url):
    create_demo(postgresql_url, "small", PASSWORDS, now=NOW)
    for reset, code in ((False, "demo.there"), (True, "demo.new_database")):
        with pytest.raises(Refused) as refusal:
            create_demo(postgresql_url, "small", PASSWORDS, reset=reset, now=NOW)
        assert refusal.value.code == code


def test_an_unknown_size_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="huge"):
        create_demo(str(tmp_path / "demo.db"), "huge", PASSWORDS)


@pytest.fixture
def large(request, tmp_path):
    """A store made the way the large one is, once on each engine."""
    url = str(tmp_path / "demo.db")
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    create_demo(url, "large", PASSWORDS, now=NOW)
    database = Database.open(url)
    yield database
    database.close()


@pytest.mark.parametrize("large", ["sqlite", "postgresql"], indirect=True)
def test_a_large_store_is_as_sound_as_a_small_one(large):
    assert [str(finding) for finding in check(large) if finding.is_trouble] == []


@pytest.mark.parametrize("large", ["sqlite"], indirect=True)
def test_shared_baskets_have_the_price_that_each_order_would_have_by_itself(large):
    terms = {}
    with large.read() as unit:
        customers = unit.customers.many(range(1, 701))
        for order_id in range(1, 901):
            order = unit.orders.read(order_id)
            key = order.store_id, order.currency
            if key not in terms:
                terms[key] = unit.stores.terms(*key)
            facts = unit.items.facts([line.item_id for line in order.items], *key)
            at = order.placed_at or order.changed_at
            buyer = customers[order.customer_id]
            priced = price_order(order, terms[key], facts, buyer, NO_HISTORY, at)
            promised = unit.orders.price(order_id)
            if promised is not None:
                assert promised.totals == priced.totals, order.number
                assert promised.lines == priced.lines
                assert promised.promotions == priced.applied
            else:
                assert order.status in (OrderStatus.PENDING, OrderStatus.CANCELED)
