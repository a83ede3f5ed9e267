"""Telephone numbers are understood where they can be and kept where they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.contact import (
    email_problems,
    phone_digits,
    phone_of,
    phone_problems,
    phone_search_digits,
    require_email,
    shown_phone,
)
from salescenter.domain.customer import Phone
from salescenter.domain.errors import Refused

CARD = "4" + "0" * 14 + "2"


@pytest.mark.parametrize(
    ("typed", "country", "digits", "shown"),
    [
        ("030 123456", "DE", "4930123456", "+49 30 123456"),
        (" (425) 555-0199 ", "US", "14255550199", "+1 425-555-0199"),
        ("0049 176 12345678", "DE", "4917612345678", "+49 176 12345678"),
        ("+39 06 698 1234", "", "39066981234", "+39 06 698 1234"),
        ("\u0660\u0661\u0662 345 6789", "JO", "", "\u0660\u0661\u0662 345 6789"),
        ("+1 425 555 0199", "DE", "14255550199", "+1 425-555-0199"),
        ("12 34", "DE", "", "12 34"),
        ("110", "DE", "", "110"),
        ("0999 999", "", "", "0999 999"),
    ],
)
def test_a_number_is_understood_from_its_country_or_kept_as_typed(typed, country, digits, shown):
    phone = phone_of(typed, country)
    assert phone == Phone(typed.strip(), digits)
    assert shown_phone(phone) == shown


def test_an_extension_is_shown_as_typed_and_not_part_of_the_number():
    phone = phone_of("+1 425 555 0199 ext 12", "US", label="office")
    assert phone == Phone("+1 425 555 0199 ext 12", "14255550199", "office")
    assert shown_phone(phone) == "+1 425 555 0199 ext 12"


@pytest.mark.parametrize("typed", ["", "call me", "12", "+"])
def test_a_number_needs_some_digits(typed):
    assert [problem.code for problem in phone_problems(typed, "DE")] == ["contact.phone_wrong"]
    with pytest.raises(Refused) as refusal:
        phone_of(typed, "DE")
    assert refusal.value.params == {"field": "phone", "value": typed.strip()}


@pytest.mark.parametrize("typed", [CARD, f"+{CARD}", f"0 {CARD}", f"030 123456, card {CARD}"])
def test_a_card_number_is_not_taken_for_a_telephone_number(typed):
    with pytest.raises(Refused) as refusal:
        phone_of(typed, "DE")
    assert refusal.value.code == "text.card_number"
    assert CARD not in str(refusal.value)


def test_a_dialled_number_that_would_pass_as_a_card_is_a_telephone_number():
    # 49176 and eight digits more: for one of them begin, length and check digit are a card's
    for last in "0123456789":
        assert not phone_problems(f"00 49 176 1234567{last}", "DE")
        assert not phone_problems(f"+49 176 1234567{last}", "")


def test_what_cannot_be_stored_is_refused_in_a_number_too():
    with pytest.raises(Refused, match=r"U\+0000"):
        phone_of("030\x00123456", "DE")
    with pytest.raises(Refused, match="40"):
        phone_of("1" * 41, "DE")


@given(st.text(max_size=30), st.sampled_from(["", "DE", "US", "JP", "??"]))
def test_any_text_is_kept_or_refused_and_what_is_kept_can_be_shown(typed, country):
    try:
        phone = phone_of(typed, country)
    except Refused:
        return
    assert phone.digits == "" or phone.digits.isascii()
    assert shown_phone(phone)
    assert phone_of(phone.text, country) == phone


def test_digits_are_found_in_any_script_and_without_what_only_dials_out():
    assert phone_digits("tel. \u0661\u0662 \uff13-4") == "1234"
    assert phone_search_digits("0176 12 34") == "1761234"
    assert phone_search_digits("+49 176") == phone_search_digits("0049176") == "49176"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada.Lovelace@EXAMPLE.com ", "Ada.Lovelace@example.com"),
        ("zo\u00eb@example.org", "zo\u00eb@example.org"),
        ("a+b@sub.example.co.uk", "a+b@sub.example.co.uk"),
    ],
)
def test_an_email_address_is_kept_with_its_domain_in_small_letters(typed, kept):
    assert require_email(typed) == kept
    assert email_problems(typed) == ()


@pytest.mark.parametrize("typed", ["", "ada", "ada@", "@example.com", "ada@example", "a b@c.de"])
def test_what_is_no_email_address_is_refused_and_said_back(typed):
    (problem,) = email_problems(typed, "second_email")
    assert (problem.code, problem.field) == ("contact.email_wrong", "second_email")
    with pytest.raises(Refused, match="e-mail"):
        require_email(typed)


def test_a_card_number_is_no_name_at_a_domain():
    with pytest.raises(Refused) as refusal:
        require_email(f"{CARD}@example.com")
    assert refusal.value.code == "text.card_number"
