"""Customers field by field, kept searches and a glance through the services, on both engines."""

import pytest

from salescenter.domain.customer_search import CustomerFields, CustomerStatus
from salescenter.domain.errors import Refused
from salescenter.services.customer_editing import AddComment, NewGuest, SetAccount
from salescenter.services.customer_finding import (
    FindByFields,
    ForgetSearch,
    SavedSearch,
    SaveSearch,
)
from salescenter.services.customers import CustomerById
from salescenter.services.verbs import Nothing
from tests.services.desks import key


@pytest.fixture
def finding(desk):
    return desk.services.customer_finding


@pytest.fixture
def zoe(desk):
    return desk.services.customers.get(CustomerById(customer_id=desk.seed.customers[0]))


def found(finding, limit=50, **fields):
    return finding.find_by_fields(
        FindByFields(store_id=1, fields=CustomerFields(**fields), limit=limit)
    )


def ids(hits):
    return [match.id for match in hits.matches]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "müller"},
        {"name": "Zoe Mueler"},
        {"email": "customer1@"},
        {"phone": "0221 5550101"},
        {"name": "Zoë", "city": "köln"},
        {"name": "Müller", "postal_code": "509 68", "country": "DE"},
    ],
)
def test_a_customer_is_found_by_each_field(finding, zoe, fields):
    assert zoe.id in ids(found(finding, **fields))


def test_the_number_finds_one(finding, zoe):
    assert ids(found(finding, number=zoe.number)) == [zoe.id]


def test_every_field_has_to_fit(finding, zoe):
    assert zoe.id not in ids(found(finding, name="Müller", city="Hamburg"))
    assert zoe.id not in ids(found(finding, email="customer1@example.com", name="Nowak"))


def test_what_a_filter_hides_is_counted(desk, finding, zoe):
    wish = SetAccount(customer_id=zoe.id, version=zoe.version, active=False)
    desk.services.customer_files.set_account(wish, key=key())
    hits = found(finding, number=zoe.number, status=CustomerStatus.REGISTERED)
    assert (ids(hits), hits.hidden) == ([], 1)
    assert ids(found(finding, number=zoe.number, status=CustomerStatus.DISABLED)) == [zoe.id]
    hits = found(finding, number=zoe.number, country="FR")
    assert (ids(hits), hits.hidden) == ([], 1)


def test_guests_are_told_apart(desk, finding):
    wish = NewGuest(store_id=1, last_name="Wanderer")
    guest = desk.services.customer_files.create_guest(wish, key=key())
    assert ids(found(finding, name="wanderer", status=CustomerStatus.GUEST)) == [guest.id]
    assert found(finding, name="wanderer", status=CustomerStatus.REGISTERED).hidden == 1


@pytest.mark.parametrize("fields", [{}, {"country": "DE"}, {"status": CustomerStatus.GUEST}])
def test_a_filter_alone_finds_nobody_and_says_what_is_needed(finding, fields):
    with pytest.raises(Refused) as caught:
        found(finding, **fields)
    assert caught.value.code == "customer.find_too_little"


def test_more_hits_than_asked_for_are_said(finding):
    hits = found(finding, limit=1, email="customer")
    assert (len(hits.matches), hits.more) == (1, True)


def test_searches_are_kept_for_each_user_by_name(desk, finding):
    cologne = CustomerFields(city="Köln", status=CustomerStatus.REGISTERED)
    for name, fields in (("Cologne", CustomerFields(city="Bonn")), ("cards", CustomerFields())):
        finding.save_search(SaveSearch(name=name, fields=fields), key=key())
    finding.save_search(SaveSearch(name="Cologne", fields=cologne), key=key())

    kept = finding.saved_searches(Nothing())
    assert kept == (SavedSearch("cards", CustomerFields()), SavedSearch("Cologne", cologne))
    finding.forget_search(ForgetSearch(name="cards"), key=key())
    assert [each.name for each in finding.saved_searches(Nothing())] == ["Cologne"]
    desk.sign_on("lead")
    assert finding.saved_searches(Nothing()) == ()


@pytest.mark.parametrize("name", ["", "  ", "4111 1111 1111 1111"])
def test_a_search_needs_a_name_that_can_be_stored(finding, name):
    with pytest.raises(Refused):
        finding.save_search(SaveSearch(name=name, fields=CustomerFields(city="Köln")), key=key())


def test_a_glance_tells_last_orders_and_the_newest_note(desk, finding, zoe):
    empty = finding.glance(CustomerById(customer_id=zoe.id))
    assert (empty.orders, empty.note, empty.open_blocks) == ((), None, 0)
    steps = [desk.new_order() for _ in range(4)]
    for text in ("first", "second"):
        desk.services.customer_files.add_comment(
            AddComment(customer_id=zoe.id, text=text), key=key()
        )
    glance = finding.glance(CustomerById(customer_id=zoe.id))
    assert [order.id for order in glance.orders] == [step.order_id for step in steps[:0:-1]]
    assert glance.more_orders
    assert glance.note is not None
    assert glance.note.text == "second"
