"""How a demo store comes about: whole or not at all, in place of another only when asked."""

import subprocess
import sys
from contextlib import closing
from types import MappingProxyType

import pytest
from pysqlite3 import dbapi2

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.db.migrations import migrate
from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.errors import Refused
from salescenter.domain.order import OrderStatus
from salescenter.domain.terms import NO_HISTORY, price_order
from salescenter.services.demo import DemoSize, create_demo, plan
from salescenter.services.orders.loaded import organization_of
from tests.seed import seeded
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


def test_a_reset_replaces_the_demo_store_and_what_its_log_still_held(tmp_path):
    path = tmp_path / "demo.db"
    create_demo(str(path), "small", PASSWORDS, now=NOW)
    kept_open = dbapi2.connect(str(path), isolation_level=None)
    kept_open.execute("UPDATE store SET name = 'Renamed'")
    for side in ("", "-wal"):
        path.with_name(f"copy.db{side}").write_bytes(path.with_name(f"demo.db{side}").read_bytes())
    kept_open.close()
    copy = tmp_path / "copy.db"

    create_demo(f"sqlite:///{copy}", "small", PASSWORDS, reset=True, now=NOW)

    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", "demo.db"]
    assert _orders(str(copy)) > 0
    database = Database.open(str(copy))
    with database.read() as unit:
        assert "Renamed" not in {store.name for store in unit.stores.all()}
    assert not [str(each) for each in check(database) if each.is_trouble]
    database.close()


def _another_store(path):
    database = Database.open(str(path))
    migrate(database)
    seeded(database)
    database.close()


def _a_demo_store_with_a_real_store_in_it(path):
    create_demo(str(path), "small", PASSWORDS, now=NOW)
    with closing(dbapi2.connect(str(path))) as driver:
        driver.execute("UPDATE store SET is_test = 0 WHERE code = 'HOME'")
        driver.commit()


def _a_store_without_anything(path):
    database = Database.open(str(path))
    migrate(database)
    database.close()


def _a_file_of_another_program(path):
    with closing(dbapi2.connect(str(path))) as driver:
        driver.execute("CREATE TABLE store (code TEXT, is_test INTEGER)")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b"a letter"),
        lambda path: path.write_bytes(b""),
        lambda path: path.mkdir(),
        _another_store,
        _a_demo_store_with_a_real_store_in_it,
        _a_store_without_anything,
        _a_file_of_another_program,
    ],
)
def test_a_reset_never_replaces_what_is_no_demo_store(tmp_path, make):
    path = tmp_path / "something"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    names = {each.name for each in tmp_path.iterdir()}

    with pytest.raises(Refused) as refusal:
        create_demo(str(path), "small", PASSWORDS, reset=True, now=NOW)

    assert refusal.value.code in (
        "demo.other_file",
        "database.damaged",
        "database.missing",
        "database.not_a_file",
    )
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {each.name for each in tmp_path.iterdir()} == names


def test_a_log_whose_store_is_missing_is_not_thrown_away(tmp_path):
    log = tmp_path / "demo.db-wal"
    log.write_bytes(b"the last orders")
    with pytest.raises(Refused) as refusal:
        create_demo(str(tmp_path / "demo.db"), "small", PASSWORDS, reset=True, now=NOW)
    assert refusal.value.code == "database.left_over"
    assert log.read_bytes() == b"the last orders"


@pytest.fixture
def in_use(request):
    """Another process that has a store open and does nothing, as a window does."""

    def in_use(path):
        reads = (
            "import sys; from pysqlite3 import dbapi2;"
            "c = dbapi2.connect(sys.argv[1]); c.execute('SELECT * FROM store').fetchall();"
            "print('open', flush=True); sys.stdin.read()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", reads, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        def end():
            process.communicate(timeout=30)

        request.addfinalizer(end)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        return end

    return in_use


def test_a_demo_store_that_another_process_has_open_is_left_alone(tmp_path, in_use):
    path = tmp_path / "demo.db"
    create_demo(str(path), "small", PASSWORDS, now=NOW)
    before = path.read_bytes()
    end = in_use(path)

    with pytest.raises(Refused) as refusal:
        create_demo(str(path), "small", PASSWORDS, reset=True, now=NOW)
    assert refusal.value.code == "database.in_use"
    assert path.read_bytes() == before

    end()
    create_demo(str(path), "small", PASSWORDS, reset=True, now=NOW)
    assert _orders(str(path)) > 0


def test_nobody_gets_into_a_demo_store_while_it_is_replaced(tmp_path):
    path = tmp_path / "demo.db"
    create_demo(str(path), "small", PASSWORDS, now=NOW)
    locked: list[bool] = []

    def progress(reached, label=""):
        read = "import sys; from pysqlite3 import dbapi2; c = dbapi2.connect(sys.argv[1], 0.05);"
        read += "c.execute('SELECT * FROM store')"
        if not locked:
            done = subprocess.run(
                [sys.executable, "-c", read, str(path)], capture_output=True, text=True, check=False
            )
            locked.append("database is locked" in done.stderr)

    create_demo(str(path), "small", PASSWORDS, reset=True, now=NOW, progress=progress)

    assert locked == [True]


def test_a_creation_that_goes_on_elsewhere_is_not_disturbed(tmp_path, in_use):
    unfinished = tmp_path / "demo.db.unfinished"
    _a_store_without_anything(unfinished)
    end = in_use(unfinished)
    with pytest.raises(Refused) as refusal:
        create_demo(str(tmp_path / "demo.db"), "small", PASSWORDS, now=NOW)
    assert refusal.value.code == "database.in_use"
    assert unfinished.exists()
    end()


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


def test_a_demo_store_on_a_server_is_emptied_and_filled_again_when_asked(postgresql_url):
    create_demo(postgresql_url, "small", PASSWORDS, now=NOW)
    database = Database.open(postgresql_url)
    with database.write() as unit:
        before = _numbers_and_heads(unit)
        unit.customers.insert(Customer(0, "", 1, CustomerKind.GUEST, "Afterwards"))

    with pytest.raises(Refused) as refusal:
        create_demo(postgresql_url, "small", PASSWORDS, now=NOW)
    assert refusal.value.code == "demo.there"
    create_demo(postgresql_url, "small", PASSWORDS, reset=True, now=NOW)

    assert not [str(each) for each in check(database) if each.is_trouble]
    with database.write() as unit:
        assert _numbers_and_heads(unit) == before
        assert not unit.customers.find(1, "afterwards", 5)
        assert unit.customers.insert(Customer(0, "", 1, CustomerKind.GUEST, "Next")).id == 61
    database.close()


def _numbers_and_heads(unit):
    found = unit.orders.newest(1, customer_id=None, before=None, limit=200)
    return [(order.id, order.number, unit.orders.head(order.id).journal_head) for order in found]


def test_a_reset_on_a_server_that_was_broken_off_leaves_the_old_store_as_it_was(postgresql_url):
    create_demo(postgresql_url, "small", PASSWORDS, now=NOW)
    before = _orders(postgresql_url)
    broken_off = _break_off_at(0.6)
    with pytest.raises(_Broken):
        create_demo(postgresql_url, "small", PASSWORDS, reset=True, now=NOW, progress=broken_off)
    assert _orders(postgresql_url) == before > 0


def test_a_store_on_a_server_that_is_no_demo_store_is_never_emptied(postgresql_url):
    database = Database.open(postgresql_url)
    seed = seeded(database)
    with pytest.raises(Refused) as refusal:
        create_demo(postgresql_url, "small", PASSWORDS, reset=True, now=NOW)
    assert refusal.value.code == "demo.new_database"
    with database.read() as unit:
        assert unit.customers.get(seed.customers[0]) is not None
    database.close()


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
            buyer = customers[order.customer_id]
            these = [line.item_id for line in order.items]
            facts = unit.items.facts(these, *key, organization_of(buyer))
            at = order.placed_at or order.changed_at
            priced = price_order(order, terms[key], facts, buyer, NO_HISTORY, at)
            promised = unit.orders.price(order_id)
            if promised is not None:
                assert promised.totals == priced.totals, order.number
                assert promised.lines == priced.lines
                assert promised.promotions == priced.applied
            else:
                assert order.status in (OrderStatus.PENDING, OrderStatus.CANCELED)
