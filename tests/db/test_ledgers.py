"""Intentions, claims, keys, settings and the journal, the same on both engines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from salescenter.db.engine import Database
from salescenter.db.errors import AlreadyThere
from salescenter.domain.journal import Entry, Subject, chained
from salescenter.domain.order import Order, order_number
from salescenter.domain.payment import Intention, IntentionKind, IntentionState
from salescenter.domain.pricing.priced import Totals
from tests.seed import seeded

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOON = AT + timedelta(minutes=1)


@pytest.fixture
def seed(database):
    return seeded(database)


@pytest.fixture
def shop(database, seed):
    with database.write() as unit:
        for order_id in (1, 2, 3):
            order = Order(order_id, order_number(order_id), 1, "EUR", customer_id=order_id)
            new = replace(order, version=1, created_at=AT, changed_at=AT)
            unit.orders.insert(new, Totals(), 1, "")
    return database


# payments


def an_intention(**changes):
    wish = Intention(0, "key", 1, IntentionKind.AUTHORISE, 500, "EUR", created_at=AT)
    return replace(wish, **changes)


def test_an_intention_comes_back_and_its_key_is_used_once(shop):
    with shop.write() as unit:
        kept = unit.payments.intend(an_intention(payment_id=4, answer={"rest": True}))
        assert unit.payments.get(kept.id) == kept
        assert kept == an_intention(id=kept.id, payment_id=4, answer={"rest": True})
    with pytest.raises(AlreadyThere) as error, shop.write() as unit:
        unit.payments.intend(an_intention())
    assert error.value.constraint == "uq_payment_intention_key"


def test_an_intention_is_asked_about_by_one_at_a_time(shop):
    shop.use_clock(lambda: AT)
    with shop.write() as unit:
        kept = unit.payments.intend(an_intention())
        assert unit.payments.claim(kept.id, "one", AT, SOON)
        assert not unit.payments.claim(kept.id, "two", AT, SOON)
        assert unit.payments.open_after(0, 10) == []
        assert unit.payments.claim(kept.id, "two", SOON + timedelta(seconds=1), SOON)
        unit.payments.release(kept.id, "one")
        unit.payments.release(kept.id, "two")
        (waiting,) = unit.payments.open_after(0, 10)
    assert waiting.attempts == 2


def test_an_outcome_is_kept_once_but_an_unknown_one_can_be_resolved(shop):
    with shop.write() as unit:
        kept = unit.payments.intend(an_intention(answer={"rest": True}))
        unit.payments.began(kept.id, "session-1")
        assert unit.payments.end(kept.id, IntentionState.UNKNOWN, {})
        assert unit.payments.open_of(1)[0].answer == {"rest": True}
        assert unit.payments.end(kept.id, IntentionState.DONE, {"reference": "r"})
        assert not unit.payments.end(kept.id, IntentionState.REFUSED, {})
        ended = unit.payments.get(kept.id)
        assert unit.payments.open_of(1) == []
        assert not unit.payments.claim(kept.id, "late", AT, SOON)
    assert (ended.state, ended.answer) == (IntentionState.DONE, {"reference": "r"})
    assert ended.session_ref == "session-1"


def test_open_intentions_are_found_by_their_own_index(sqlite_url):
    database = Database.open(sqlite_url)
    with database.read() as unit:
        with database.statement_log() as log:
            unit.payments.open_after(0, 10)
        sql = f"EXPLAIN QUERY PLAN {log[0]}"
        plan = unit.connection.exec_driver_sql(sql, (1,) * sql.count("?")).all()
    database.close()
    assert "ix_payment_intention_open" in str(plan)


# claims, keys, settings


def test_a_claim_is_held_by_one_until_it_runs_out(shop):
    shop.use_clock(lambda: AT)
    with shop.write() as unit:
        assert unit.claims.take("order", 1, "edit", "me", SOON)
        assert unit.claims.take("order", 1, "edit", "me", SOON + timedelta(minutes=1))
        assert not unit.claims.take("order", 1, "edit", "you", SOON)
        assert unit.claims.take("order", 1, "review", "you", SOON)
        held = unit.claims.held("order", 1, "edit")
        assert (held.holder, held.since) == ("me", AT)
        assert not unit.claims.release("order", 1, "edit", "you")
    late = SOON + timedelta(minutes=2)
    shop.use_clock(lambda: late)
    with shop.write() as unit:
        assert unit.claims.held("order", 1, "edit") is None
        assert unit.claims.take("order", 1, "edit", "you", late + timedelta(minutes=1))
        held = unit.claims.held("order", 1, "edit")
        assert (held.holder, held.since) == ("you", late)
        assert unit.claims.release("order", 1, "edit", "you")
        assert unit.claims.held("order", 1, "edit") is None


def test_a_key_keeps_its_first_answer(shop, seed):
    shop.use_clock(lambda: AT)
    with shop.write() as unit:
        unit.commands.put("k", seed.users["rep"], "order.create", "d", '{"order": 1}')
        stored = unit.commands.get("k")
        assert unit.commands.get("other") is None
    assert stored == (seed.users["rep"], "order.create", "d", '{"order": 1}')
    with pytest.raises(AlreadyThere), shop.write() as unit:
        unit.commands.put("k", None, "order.create", "d", "{}")
    with shop.write() as unit:
        assert unit.commands.forget(AT) == 0
        assert unit.commands.forget(SOON) == 1


def test_settings_are_kept_by_user_and_replaced(shop, seed):
    with shop.write() as unit:
        unit.settings.put(seed.users["rep"], "layout", {"views": ["a", "ü"]})
        unit.settings.put(seed.users["rep"], "layout", {"views": []})
        assert unit.settings.get(seed.users["rep"], "layout") == {"views": []}
        assert unit.settings.get(seed.users["lead"], "layout") is None


# journal


def entries(count):
    previous, found = "", []
    for number in range(1, count + 1):
        parameters = {"text": "ü\n“王”", "number": number, "none": None}
        entry = Entry(
            Subject.CUSTOMER, 5, number, "customer.change", AT, "desk", None, "system",
            parameters, ((["items", 3], None, {"a": [1]}),), "why", 2,
        )  # fmt: skip
        entry = replace(entry, hash=chained(previous, entry))
        previous = entry.hash
        found.append(entry)
    return found


def test_entries_come_back_equal_and_their_chain_holds(shop):
    written = entries(5)
    with shop.write() as unit:
        for entry in written:
            unit.journal.append(entry)
    with shop.read() as unit:
        assert unit.journal.entries(Subject.CUSTOMER, 5) == written
        assert unit.journal.entries(Subject.CUSTOMER, 5, after=3) == written[3:]
        assert unit.journal.tail(Subject.CUSTOMER, 5, 2) == written[:2:-1]
        assert unit.journal.tail(Subject.CUSTOMER, 5, 2, before=3) == written[1::-1]
        assert unit.journal.verify(Subject.CUSTOMER, 5) is None
        assert unit.journal.entries(Subject.CUSTOMER, 6) == []
        last = unit.journal.last_id()
        assert unit.journal.news(last - 2, 10)[-1] == (last, "customer", 5, 5)


def test_a_number_is_used_once_in_a_stream(shop):
    first = entries(1)[0]
    with shop.write() as unit:
        unit.journal.append(first)
    with pytest.raises(AlreadyThere) as error, shop.write() as unit:
        unit.journal.append(first)
    assert error.value.constraint == "uq_journal_subject_kind_subject_id_number"


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        ("UPDATE journal SET reason = 'other' WHERE number = 3", 3),
        ("UPDATE journal SET actor_role = 'csr' WHERE number = 1", 1),
        ("DELETE FROM journal WHERE number = 2", 3),
        ("UPDATE journal SET number = 9 WHERE number = 5", 9),
        ("UPDATE journal SET parameters = '{}' WHERE number = 4", 4),
    ],
)
def test_whatever_is_changed_behind_the_back_is_located(shop, tampering, found_at):
    with shop.write() as unit:
        for entry in entries(5):
            unit.journal.append(entry)
        unit.execute(text(f"{tampering} AND subject_kind = 'customer' AND subject_id = 5"))
        assert unit.journal.verify(Subject.CUSTOMER, 5).number == found_at
