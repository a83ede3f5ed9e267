"""Steps of a customer's file."""

from dataclasses import replace

import pytest

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, BookAddress, Customer, CustomerKind, Phone
from salescenter.domain.customer_changes import customer_differences
from salescenter.domain.customer_steps import (
    MAX_CONTACTS,
    Identity,
    guest,
    registered,
    with_account,
    with_address,
    with_emails,
    with_identity,
    with_order_address,
    with_phones,
    with_segments,
    without_address,
)
from salescenter.domain.errors import Refused
from salescenter.domain.store import Store, StoreKind

PERSON = Customer(1, "C1", 1, CustomerKind.REGISTERED, "Müller", "Zoë", language="de")
HOME = Address("Zoë Müller", "Hauptstr. 1", "", "Bonn", "", "53111", "DE")
WORK = replace(HOME, line1="Markt 3")
SHOP = Store(1, "HOME", "Home", StoreKind.B2C, "EUR", "de", "DE", "Europe/Berlin", 1)


def entry(number=0, nickname="home", address=HOME, primary=False):
    return BookAddress(number, nickname, AddressUse.BOTH, address, is_primary=primary)


def booked(*entries):
    customer = PERSON
    for each in entries:
        customer, _number = with_address(customer, each)
    return customer


def test_a_registered_customer_keeps_a_last_name():
    with pytest.raises(Refused) as caught:
        with_identity(PERSON, Identity(last_name=""))
    assert caught.value.code == "customer.last_name_missing"


def test_an_empty_language_leaves_the_one_there_is():
    changed = with_identity(PERSON, Identity("Maier", "Zoë"))
    assert (changed.last_name, changed.language) == ("Maier", "de")


def test_the_same_e_mail_in_other_letters_counts_once():
    assert with_emails(PERSON, ("a@b.de", "A@b.de", "c@b.de")).emails == ("a@b.de", "c@b.de")


def test_the_same_telephone_in_another_spelling_counts_once():
    phones = (Phone("0228 1234", "492281234"), Phone("+49 228 1234", "492281234", "work"))
    assert with_phones(PERSON, phones).phones == phones[:1]


def test_too_many_contacts_are_refused():
    emails = [f"a{number}@b.de" for number in range(MAX_CONTACTS + 1)]
    assert len(with_emails(PERSON, emails[:-1]).emails) == MAX_CONTACTS
    with pytest.raises(Refused) as caught:
        with_emails(PERSON, emails)
    assert caught.value.code == "customer.too_many_contacts"


def test_the_first_address_is_primary_and_a_new_primary_one_takes_its_place():
    both = booked(entry(), entry(nickname="work", address=WORK, primary=True))
    assert [(each.id, each.is_primary) for each in both.addresses] == [(1, False), (2, True)]


def test_a_nickname_stands_once():
    with pytest.raises(Refused) as caught:
        booked(entry(), entry(nickname="HOME"))
    assert caught.value.code == "address.nickname_taken"
    changed, number = with_address(booked(entry()), entry(1, "Home", WORK))
    assert (number, changed.addresses[0].address, len(changed.addresses)) == (1, WORK, 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (entry(nickname=""), "address.nickname_missing"),
        (entry(address=Address(country="DE")), "address.empty"),
        (entry(7), "address.unknown"),
    ],
)
def test_an_address_that_cannot_be_kept_is_refused(wrong, code):
    with pytest.raises(Refused) as caught:
        with_address(PERSON, wrong)
    assert caught.value.code == code


def test_the_primary_address_always_has_a_successor():
    both = booked(entry(), entry(nickname="work", address=WORK))
    rest = without_address(both, 1)
    assert [(each.id, each.is_primary) for each in rest.addresses] == [(2, True)]
    with pytest.raises(Refused):
        without_address(rest, 1)


def test_segments_are_a_set():
    assert with_segments(PERSON, ["vip", "", "club", "vip"]).segments == ("club", "vip")


def test_a_guest_is_for_consumers_only():
    assert guest(SHOP, Identity("")).kind is CustomerKind.GUEST
    with pytest.raises(Refused) as caught:
        guest(replace(SHOP, kind=StoreKind.B2B), Identity("Müller"))
    assert caught.value.code == "customer.guest_in_b2b"


def test_a_guest_is_registered_once_and_by_name():
    nameless = guest(SHOP, Identity(""))
    with pytest.raises(Refused) as caught:
        registered(nameless)
    assert caught.value.code == "customer.last_name_missing"
    known = registered(with_identity(nameless, Identity("Müller")))
    assert known.kind is CustomerKind.REGISTERED
    with pytest.raises(Refused) as caught:
        registered(known)
    assert caught.value.code == "customer.not_a_guest"


def test_the_address_of_a_guests_order_becomes_the_first_of_the_book():
    assert with_order_address(PERSON, None, "home") == PERSON
    taken = with_order_address(PERSON, HOME, "home")
    assert taken.addresses == (entry(1, primary=True),)
    assert with_order_address(taken, WORK, "work") == taken


def test_differences_name_what_changed_and_nothing_else():
    assert customer_differences(PERSON, replace(PERSON, version=9)) == ()
    disabled = with_account(booked(entry()), is_active=False)
    paths = [path for path, _was, _now in customer_differences(PERSON, disabled)]
    assert paths == [["is_active"], ["addresses", 1]]


def test_a_new_customer_differs_from_nothing_by_what_is_known():
    found = {path[0] for path, _was, _now in customer_differences(None, PERSON)}
    assert found == {"kind", "first_name", "last_name", "language", "is_active"}
