"""What comes in from outside: every line gets JSON back, whatever is in it, and bugs never."""

import io
import json

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import func, select

from salescenter.db.engine import Database, sqlite
from salescenter.db.tables import journal
from salescenter.domain.errors import Busy, Refused
from salescenter.domain.journal import Subject
from salescenter.domain.pricing.priced import Priced, PricedLines, Totals, require_manageable
from salescenter.driver import Driver
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk

SAMPLES = {
    "text": "muller", "currency": "EUR", "country": "DE", "last_name": "Aa", "number": "1030014",
    "reason": "r", "code": "c", "method": "invoice", "channel": "phone", "session_ref": "s",
    "card": "Approves", "login": "new", "name": "New", "role": "csr", "active": True,
    "password": "a long enough secret", "new_password": "another long secret",
    "address": {"recipient": "R", "line1": "l", "city": "c", "postal_code": "97099",
                "country": "DE"},
}  # fmt: skip
OWN_SESSION = {"desk.sign_off", "desk.lock", "desk.sign_on", "desk.change_password"}
STRANGE = [2**63, -(2**63), 2**62, -(2**62), 10**30, "\0", "a\0b", "\ud800"]


@pytest.fixture
def desk(database, tmp_path):
    return Desk.over(database, seeded(database), tmp_path)


def spoken(driver, line):
    """The answer as whoever reads the output gets it: strict JSON, in UTF-8."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    driver.serve([line], out)
    out.flush()
    (answer,) = out.buffer.getvalue().decode("utf-8").splitlines()

    def refuse(name):
        raise AssertionError(f"{name} is no JSON")

    return json.loads(answer, parse_constant=refuse)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ('{"id": "\\ud800", "verb": "verbs"}', "refused"),
        ('{"id": 1, "verb": "\\ud800"}', "denied"),
        ('{"id": 1, "verb": "desk.who", "\\ud800": 1}', "refused"),
        ('{"id": 1, "verb": "desk.who", "args": {"\\ud800": 1}}', "refused"),
        ('{"id": NaN, "verb": "verbs"}', "refused"),
        ('{"id": 1e400, "verb": "verbs"}', "refused"),
        ('{"id": -Infinity, "verb": "verbs"}', "refused"),
        ('{"id": [NaN], "verb": "verbs"}', "refused"),
        ('{"id": {"a": 1e400}, "verb": "verbs"}', "refused"),
        ('{"id": 1, "verb": "order.get", "args": {"order_id": NaN}}', "refused"),
        ('{"id": 1, "verb": "desk.who\udcff"}', "denied"),
        ("\udcff\udcfe", "refused"),
    ],
)
def test_every_line_gets_an_answer_that_is_json(desk, line, outcome):
    answer = spoken(Driver(desk.services), line)

    assert answer["outcome"] == outcome
    assert answer.get("code") != "internal"


@pytest.mark.parametrize("given", ["text", 7, -0.5, None])
def test_an_id_comes_back_as_it_was_given(desk, given):
    answer = spoken(Driver(desk.services), json.dumps({"id": given, "verb": "desk.who"}))

    assert answer["id"] == given
    assert answer["outcome"] == "ok"


def test_numbers_beyond_64_bits_nul_and_half_characters_are_refused_by_every_verb(desk):
    driver = Driver(desk.services)
    desk.new_order()
    met = 0
    for verb in driver.listed():
        known = verb["args"]["properties"]
        needed = {name: SAMPLES.get(name, 1) for name in verb["args"].get("required", ())}
        if verb["verb"] in OWN_SESSION:
            continue
        for name in known:
            for strange in STRANGE:
                asked = {"verb": verb["verb"], "args": {**needed, name: strange}, "key": "k"}
                answer = spoken(driver, json.dumps(asked))
                at = (verb["verb"], name, strange, answer)
                assert answer.get("code") != "internal", at
                fits = isinstance(strange, int) and abs(strange) <= 2**62
                assert fits or answer["outcome"] in ("refused", "denied"), at
                met += 1
    assert met > 300


@pytest.mark.parametrize(
    ("verb", "args", "field"),
    [
        ("customer.find", {"store_id": 1, "text": "a\0b"}, "text"),
        ("order.find_number", {"number": "\0"}, "number"),
        ("desk.sign_on", {"login": "re\0p", "password": PASSWORD}, "login"),
        ("order.create", {"store_id": 2**63, "item_id": 1}, "store_id"),
    ],
)
def test_the_refusal_names_the_place(desk, verb, args, field):
    answer = spoken(Driver(desk.services), json.dumps({"verb": verb, "args": args, "key": "k-1"}))

    assert answer["code"] == "malformed"
    assert [problem["field"] for problem in answer["problems"]] == [field]


@pytest.mark.parametrize("key", ["a\0b", "\0", "a\nb", "\x7f"])
def test_a_key_is_plain_characters(desk, key):
    asked = {"verb": "order.create", "args": {"store_id": 1, "item_id": 1}, "key": key}

    assert spoken(Driver(desk.services), json.dumps(asked))["code"] == "key.missing"


def test_a_price_that_no_sum_can_hold_is_refused_and_changes_nothing(desk):
    driver = Driver(desk.services)

    def do(verb, **args):
        return spoken(driver, json.dumps({"verb": verb, "args": args, "key": f"{verb}-1"}))

    made = do("order.create", store_id=1, item_id=1, quantity=999_999)["result"]
    order = do("order.get", order_id=made["order_id"])["result"]["order"]
    line = order["items"][0]["id"]

    refused = do("order.override_price", order_id=order["id"], version=1, line_id=line,
                 price=10**13, reason="x")  # fmt: skip

    assert refused["code"] == "order.amount_too_large"
    assert "more than this desk can handle" in refused["text"]
    assert do("order.get", order_id=order["id"])["result"]["order"] == order


def test_the_largest_amount_is_still_one():
    require_manageable(Priced("EUR", PricedLines(), (), totals=Totals(goods=10**15, total=10**15)))
    with pytest.raises(Refused):
        require_manageable(Priced("EUR", PricedLines(), (), totals=Totals(goods=10**15 + 1)))


@pytest.mark.expects_log("salescenter.services.errands")
def test_errands_that_cannot_run_now_do_not_end_the_driver(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setitem(sqlite._SETTINGS, "busy_timeout", 50)
    database = Database.open(sqlite_url)
    desk = Desk.over(database, seeded(database), tmp_path)
    step = desk.add(desk.new_order(), next(iter(desk.seed.items)))
    driver = Driver(desk.services)
    capture = {"verb": "payment.start_capture", "key": "c-1",
               "args": {"order_id": step.order_id, "version": step.version}}  # fmt: skip
    assert driver.answer(json.dumps(capture))["outcome"] == "ok"  # and its errand waits
    other = dbapi2.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert spoken(driver, '{"id": 1, "verb": "desk.who"}')["outcome"] == "ok"

    other.close()
    with database.read() as uow:
        assert not uow.payments.open_after(0, 1)[0].session_ref
    assert spoken(driver, '{"id": 2, "verb": "desk.who"}')["outcome"] == "ok"
    with database.read() as uow:
        assert uow.payments.open_after(0, 1)[0].session_ref
    database.close()


@pytest.mark.expects_log("salescenter.driver")
@pytest.mark.parametrize("trouble", [Busy(), Refused("database.full", address="x"), KeyError("x")])
def test_nothing_that_happens_to_an_errand_ends_the_driver(desk, monkeypatch, trouble):
    def run_open():
        raise trouble

    monkeypatch.setattr(desk.services.errands, "run_open", run_open)
    driver = Driver(desk.services)

    for _ in range(2):
        assert spoken(driver, '{"id": 1, "verb": "desk.who"}')["outcome"] == "ok"


def _denied(database):
    counted = select(func.count()).where(journal.c.subject_kind == Subject.SECURITY,
                                         journal.c.kind == "denied")  # fmt: skip
    with database.read() as uow:
        return uow.scalar(counted)


def test_nobody_can_fill_the_journal_without_signing_on(database, tmp_path, monkeypatch):
    desk = Desk.over(database, seeded(database), tmp_path, login="")
    now = [1000.0]
    monkeypatch.setattr("salescenter.services.gate.time.monotonic", lambda: now[0])
    driver = Driver(desk.services)

    def ask(verb, **args):
        answer = driver.answer(json.dumps({"verb": verb, "args": args}))
        assert answer["code"] == "denied.signed_off"

    for _ in range(5):
        ask("store.list")
    assert _denied(database) == 1
    ask("order.get", order_id=1)
    assert _denied(database) == 2
    now[0] += 61
    ask("store.list")
    assert _denied(database) == 3


def test_what_somebody_signed_on_is_denied_is_written_down_each_time(desk):
    driver = Driver(desk.services)
    for _ in range(3):
        assert driver.answer('{"verb": "user.list"}')["code"] == "denied"

    assert _denied(desk.services.gate.database) == 3
