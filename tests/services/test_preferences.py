"""Preferences behind the gate: own values, values fixed for everyone, and what follows them."""

from datetime import timedelta

import pytest

from salescenter.domain.errors import Denied, Refused
from salescenter.domain.preferences import Preferences
from salescenter.services.customers import NewCustomer
from salescenter.services.orders.views import SendLines
from salescenter.services.preferences import FixPreference, PreferenceByName, SavePreferences
from salescenter.services.verbs import Nothing
from tests.services.desks import Desk, key


def save(desk, **values):
    return desk.services.preferences.save(SavePreferences(values=values), key=key())


@pytest.fixture
def boss(desk, tmp_path):
    return Desk.over(desk.services.database, desk.seed, tmp_path, "root")


def fix(boss, name, value):
    return boss.services.preferences.fix(FixPreference(name=name, value=value), key=key())


def test_values_are_kept_for_each_person(desk, boss):
    save(desk, scale=150, keys={"order.create": "Ctrl+J"})

    assert desk.services.preferences.get(Nothing()).values.scale == 150
    assert desk.services.preferences.get(Nothing()).values.keys == {"order.create": "Ctrl+J"}
    assert boss.services.preferences.get(Nothing()).values == Preferences()


def test_one_wrong_value_changes_none(desk):
    with pytest.raises(Refused):
        save(desk, scale=150, idle_minutes=99)
    assert desk.services.preferences.get(Nothing()).values == Preferences()


def test_asked_again_with_the_same_key_the_answer_is_the_same(desk):
    wish = SavePreferences(values={"scale": 150, "keys": {"order.create": ""}})
    first = desk.services.preferences.save(wish, key="twice")
    assert desk.services.preferences.save(wish, key="twice") == first


def test_what_is_fixed_holds_for_everyone_and_is_refused_to_everyone(desk, boss):
    save(desk, idle_minutes=15)
    fix(boss, "idle_minutes", 3)

    for who in (desk, boss):
        sheet = who.services.preferences.get(Nothing())
        assert (sheet.values.idle_minutes, sheet.fixed) == (3, ("idle_minutes",))
        with pytest.raises(Refused) as refusal:
            save(who, idle_minutes=5)
        assert refusal.value.code == "preference.fixed"


def test_what_is_released_is_again_as_each_person_had_it(desk, boss):
    save(desk, idle_minutes=15)
    fix(boss, "idle_minutes", 3)
    boss.services.preferences.release(PreferenceByName(name="idle_minutes"), key=key())

    sheet = desk.services.preferences.get(Nothing())
    assert (sheet.values.idle_minutes, sheet.fixed) == (15, ())


def test_nobody_but_an_administrator_fixes_a_value(desk, boss):
    with pytest.raises(Denied):
        fix(desk, "scale", 100)
    with pytest.raises(Refused):
        fix(boss, "scale", 1_000)


def test_changing_and_fixing_is_written_down_once(desk, boss):
    save(desk, scale=150, scheme="dark")
    save(desk, scale=150)
    fix(boss, "scale", 100)
    with desk.services.database.read() as uow:
        own = uow.journal.tail("user", desk.seed.users["rep"], 5)
        [newest] = uow.journal.tail("security", 0, 1)
    assert [entry.parameters["names"] for entry in own] == ["scheme, scale"]
    assert (newest.kind, newest.parameters["name"]) == ("preference.fix", "scale")


def test_a_new_order_comes_through_the_preferred_channel(desk):
    save(desk, default_channel="mail")
    step = desk.new_order()
    assert desk.view(step).order.channel == "mail"


def test_a_channel_that_the_store_has_not_leaves_the_stores_own(desk):
    save(desk, default_channel="fax")
    step = desk.new_order()
    assert desk.view(step).order.channel == "phone"


def test_a_delivery_is_asked_for_no_further_ahead_than_preferred(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    save(desk, days_ahead=10)
    today = desk.view(step).order.created_at.date()
    send = desk.services.shipping.send

    step = desk.do(send, SendLines, step, requested_date=today + timedelta(days=9))
    with pytest.raises(Refused) as refusal:
        desk.do(send, SendLines, step, requested_date=today + timedelta(days=12))
    assert refusal.value.code == "delivery.date_range"


def test_new_customers_get_the_preferred_language_and_currency(desk):
    save(desk, language="fr", currency="CHF")
    create = desk.services.customers.create
    plain = create(NewCustomer(store_id=1, last_name="Bé"), key=key())
    own = create(NewCustomer(store_id=1, last_name="Sy", language="en", currency="EUR"), key=key())
    assert (plain.language, plain.currency) == ("fr", "CHF")
    assert (own.language, own.currency) == ("en", "EUR")
