"""Who is being registered may be here already."""

import pytest

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, BookAddress, Customer, CustomerKind, Phone
from salescenter.domain.twins import Sought, TwinReason, twin_reasons

BOOK = (BookAddress(1, "home", AddressUse.BOTH, Address("", "", "", "Bonn", "", "SW1A 1AA", "GB")),)
KNOWN = Customer(
    1,
    "C1",
    1,
    CustomerKind.REGISTERED,
    "Müller",
    "Zoë",
    emails=("Zoe@example.com",),
    phones=(Phone("0228 171392", "49228171392"),),
    addresses=BOOK,
)


@pytest.mark.parametrize("email", ["zoe@example.com", "ZOE@EXAMPLE.COM"])
def test_the_same_e_mail_is_a_twin(email):
    assert twin_reasons(Sought(emails=(email,)), KNOWN) == (TwinReason.EMAIL,)


@pytest.mark.parametrize("phone", ["0228 171392", "+49 228 171392", "49228171392"])
def test_the_same_telephone_is_a_twin_however_it_is_dialled(phone):
    assert twin_reasons(Sought(phones=(phone,)), KNOWN) == (TwinReason.PHONE,)


def test_a_few_digits_are_no_telephone():
    assert twin_reasons(Sought(phones=("1392",)), KNOWN) == ()


@pytest.mark.parametrize(
    ("first", "last"),
    [("Zoe", "Muller"), ("Zoë", "Müler"), ("Z.", "Mueller"), ("Müller", "Zoë"), ("Zoé", "Mulller")],
)
def test_a_misspelt_or_turned_name_at_the_same_place_is_a_twin(first, last):
    sought = Sought(first, last, postal_codes=("sw1a1aa",))
    assert twin_reasons(sought, KNOWN) == (TwinReason.NAME,)


def test_the_same_name_elsewhere_is_somebody_else():
    assert twin_reasons(Sought("Zoë", "Müller", postal_codes=("53111",)), KNOWN) == ()


@pytest.mark.parametrize(("first", "last"), [("Anna", "Müller"), ("Zoë", "Schulz"), ("", "Müller")])
def test_another_name_at_the_same_place_is_somebody_else(first, last):
    assert twin_reasons(Sought(first, last, postal_codes=("SW1A 1AA",)), KNOWN) == ()


def test_nothing_known_is_like_nobody():
    assert twin_reasons(Sought(), Customer(2, "C2", 1, CustomerKind.GUEST, "")) == ()


def test_all_reasons_are_told_the_strongest_first():
    assert twin_reasons(Sought.of(KNOWN), KNOWN) == tuple(TwinReason)
