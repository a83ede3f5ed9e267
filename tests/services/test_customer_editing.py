"""A customer's file through the services, on both engines: change, twins, comments, guests."""

import pytest

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, CustomerKind
from salescenter.domain.errors import Conflict, Refused
from salescenter.domain.events import CustomerChanged
from salescenter.domain.order import PaymentMethod
from salescenter.domain.twins import TwinReason
from salescenter.services.customer_editing import (
    AddComment,
    ChangeIdentity,
    CommentsOf,
    HistoryOf,
    NewGuest,
    RemoveAddress,
    SaveAddress,
    SetAccount,
    SetEmails,
    SetPhones,
    SetSegments,
    TwinsOf,
    TypedPhone,
)
from salescenter.services.customers import CustomerById, FindCustomer, NewCustomer
from salescenter.services.orders.views import (
    AddPayment,
    AssignCustomer,
    NewOrder,
    RegisterGuest,
    SetAddress,
    SubmitOrder,
)
from tests.services.desks import key

NOWHERE = Address("Zoë Müller", "Hauptstr. 1", "", "Bonn", "", "53111", "DE")


@pytest.fixture
def zoe(desk):
    return get(desk, desk.seed.customers[0])


@pytest.fixture
def files(desk):
    return desk.services.customer_files


def get(desk, customer_id):
    return desk.services.customers.get(CustomerById(customer_id=customer_id))


def change(verb, wish, customer, **args):
    return verb(wish(customer_id=customer.id, version=customer.version, **args), key=key())


def test_each_change_is_a_version_and_a_step_of_the_history(files, zoe):
    zoe = change(files.change_identity, ChangeIdentity, zoe, last_name="Maier", first_name="Zoë")
    zoe = change(files.set_emails, SetEmails, zoe, emails=("z@example.com", "work@example.com"))
    zoe = change(files.set_phones, SetPhones, zoe, phones=(TypedPhone("0228 171392", "home"),))
    zoe = change(files.set_segments, SetSegments, zoe, segments=("vip",))

    assert (zoe.name, zoe.emails[0], zoe.segments) == ("Zoë Maier", "z@example.com", ("vip",))
    assert zoe.phones[0].digits == "49228171392"
    steps = files.history(HistoryOf(customer_id=zoe.id))
    assert [step.kind for step in steps][:4] == [
        "customer.segments",
        "customer.phones",
        "customer.emails",
        "customer.identity",
    ]
    assert [path for path, _was, _now in steps[3].differences] == [["last_name"]]


def test_the_same_value_again_writes_nothing(desk, files, zoe):
    heard: list[CustomerChanged] = []
    desk.services.bus.subscribe(CustomerChanged, heard.append)
    again = change(files.set_emails, SetEmails, zoe, emails=zoe.emails)

    assert (again, heard) == (zoe, [])


def test_a_change_on_an_old_version_is_a_conflict_that_names_what_and_who(files, zoe):
    change(files.set_account, SetAccount, zoe, active=False)
    with pytest.raises(Conflict) as caught:
        change(files.set_segments, SetSegments, zoe, segments=("vip",))

    assert caught.value.fields == ("is_active",)
    assert caught.value.by


def test_a_changed_customer_is_found_by_the_new_name_and_not_by_the_old(desk, files, zoe):
    change(files.change_identity, ChangeIdentity, zoe, last_name="Quastenflosser")
    found = desk.services.customers.find(FindCustomer(store_id=1, text="quastenfl"))

    assert [match.id for match in found.matches] == [zoe.id]


def test_the_address_book_is_kept(desk, files, zoe):
    before = len(zoe.addresses)
    zoe = change(
        files.save_address, SaveAddress, zoe, nickname="work", address=NOWHERE, is_primary=True
    )
    entry = next(each for each in zoe.addresses if each.nickname == "work")
    zoe = change(
        files.save_address,
        SaveAddress,
        zoe,
        nickname="office",
        address=NOWHERE,
        use=AddressUse.BILLING,
        address_id=entry.id,
    )
    kept = next(each for each in get(desk, zoe.id).addresses if each.id == entry.id)
    assert (kept.nickname, kept.use) == ("office", AddressUse.BILLING)

    zoe = change(files.remove_address, RemoveAddress, zoe, address_id=entry.id)
    assert len(get(desk, zoe.id).addresses) == before


@pytest.mark.parametrize("text", ["4111 1111 1111 1111", "a\x00b"])
def test_what_cannot_be_stored_is_refused_in_every_field(files, zoe, text):
    with pytest.raises(Refused):
        change(files.change_identity, ChangeIdentity, zoe, last_name=text)
    with pytest.raises(Refused):
        change(files.save_address, SaveAddress, zoe, nickname=text, address=NOWHERE)
    with pytest.raises(Refused):
        files.add_comment(AddComment(customer_id=zoe.id, text=text), key=key())


def test_comments_say_who_and_are_read_by_pages(desk, files, zoe):
    for number in range(3):
        files.add_comment(AddComment(customer_id=zoe.id, text=f"note {number}"), key=key())
    first = files.comments(CommentsOf(customer_id=zoe.id, limit=2))
    rest = files.comments(CommentsOf(customer_id=zoe.id, before=first[-1].id))

    assert [note.text for note in (*first, *rest)] == ["note 2", "note 1", "note 0"]
    assert first[0].by
    assert first[0].channel == "desk"
    assert get(desk, zoe.id).version == zoe.version + 3


def test_an_empty_comment_is_refused(files, zoe):
    with pytest.raises(Refused) as caught:
        files.add_comment(AddComment(customer_id=zoe.id, text="  \n "), key=key())
    assert caught.value.code == "comment.empty"


def test_an_open_order_shows_the_customer_as_they_are_now(desk, files, zoe):
    step = desk.new_order()
    zoe = change(files.set_account, SetAccount, zoe, active=False)
    assert desk.view(step).customer == zoe
    assert "customer.disabled" in {problem.code for problem in desk.view(step).missing}


# Twins


def registered(desk, **more):
    wish = {"store_id": 1, "last_name": "Brandauer", "first_name": "Iris", **more}
    return desk.services.customers.create(NewCustomer(**wish), key=key())


def test_twins_are_found_by_e_mail_telephone_and_misspelt_name(desk, files):
    iris = registered(desk, email="iris@example.com", phone="0228 171392", address=NOWHERE)

    def reasons(**known):
        found = files.twins(TwinsOf(store_id=1, **known))
        return {twin.match.id: twin.reasons for twin in found}

    assert reasons(email="IRIS@example.com") == {iris.id: (TwinReason.EMAIL,)}
    assert reasons(phone="+49 228 171392") == {iris.id: (TwinReason.PHONE,)}
    misspelt = {"first_name": "Iris", "last_name": "Brandaur", "postal_code": "53111"}
    assert reasons(**misspelt) == {iris.id: (TwinReason.NAME,)}
    assert reasons(**misspelt, customer_id=iris.id) == {}
    assert reasons(first_name="Iris", last_name="Brandauer") == {}


def test_somebody_in_another_store_is_no_twin(desk, files):
    registered(desk, email="iris@example.com")
    assert files.twins(TwinsOf(store_id=2, email="iris@example.com")) == ()


# Guests


def with_guest(desk, **known):
    guest = desk.services.customer_files.create_guest(NewGuest(store_id=1, **known), key=key())
    step = desk.services.orders.create(NewOrder(store_id=1, customer_id=guest.id), key=key())
    return guest, desk.add(step, "HW-4411")


def submitted(desk, step):
    orders, payments = desk.services.orders, desk.services.payments
    step = desk.do(orders.set_ship_to, SetAddress, step, address=NOWHERE)
    step = desk.do(orders.set_bill_to, SetAddress, step, address=NOWHERE)
    step = desk.do(payments.add, AddPayment, step, method=PaymentMethod.CHECK)
    return desk.do(orders.submit, SubmitOrder, step, total=step.total)


def test_a_guest_orders_without_a_name(desk):
    guest, step = with_guest(desk)
    assert guest.kind is CustomerKind.GUEST
    assert submitted(desk, step).number == step.number


def test_a_guest_of_a_business_store_is_refused(desk, files):
    with pytest.raises(Refused) as caught:
        files.create_guest(NewGuest(store_id=2, last_name="Müller"), key=key())
    assert caught.value.code == "customer.guest_in_b2b"


def test_a_guest_is_registered_while_the_order_is_pending(desk):
    guest, step = with_guest(desk, email="g@example.com")
    step = desk.do(desk.services.orders.set_ship_to, SetAddress, step, address=NOWHERE)
    desk.do(desk.services.orders.register_guest, RegisterGuest, step, last_name="Gast")

    known = desk.view(step).customer
    assert (known.id, known.kind, known.name) == (guest.id, CustomerKind.REGISTERED, "Gast")
    assert (known.emails, known.addresses[0].address) == (("g@example.com",), NOWHERE)


def test_a_nameless_guest_is_not_registered(desk):
    _guest, step = with_guest(desk)
    with pytest.raises(Refused) as caught:
        desk.do(desk.services.orders.register_guest, RegisterGuest, step)
    assert caught.value.code == "customer.last_name_missing"


def test_a_submitted_order_stays_the_guests(desk):
    _guest, step = with_guest(desk, last_name="Gast")
    step = submitted(desk, step)
    with pytest.raises(Refused) as caught:
        desk.do(desk.services.orders.register_guest, RegisterGuest, step)
    assert caught.value.code == "order.not_pending"
    assign, zoe = desk.services.orders.assign_customer, desk.seed.customers[0]
    with pytest.raises(Refused):
        desk.do(assign, AssignCustomer, step, customer_id=zoe)
    assert desk.view(step).customer.kind is CustomerKind.GUEST


def test_a_guest_with_a_submitted_order_is_registered_as_somebody_new(desk):
    guest, first = with_guest(desk, last_name="Gast")
    submitted(desk, first)
    wish = NewOrder(store_id=1, customer_id=guest.id)
    step = desk.services.orders.create(wish, key=key())
    step = desk.do(desk.services.orders.register_guest, RegisterGuest, step)

    now = desk.view(step).customer
    assert now.id != guest.id
    assert (now.kind, now.name) == (CustomerKind.REGISTERED, "Gast")
    assert desk.view(first).customer.id == guest.id


def test_a_registered_customer_is_not_registered_again(desk):
    step = desk.new_order()
    with pytest.raises(Refused) as caught:
        desk.do(desk.services.orders.register_guest, RegisterGuest, step)
    assert caught.value.code == "customer.not_a_guest"
