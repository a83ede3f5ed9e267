"""A telephone number while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.customer_phone import is_odd_phone, spaced_phone


@pytest.mark.parametrize(
    ("typed", "country", "spaced"),
    [
        ("02215550199", "DE", "0221 5550199"),
        ("2125550123", "US", "(212) 555-0123"),
        ("+442079460018", "DE", "+44 20 7946 0018"),
        ("", "DE", ""),
        ("02215550199 ext. 3", "DE", "02215550199 ext. 3"),
        ("12+34", "DE", "12+34"),
        ("12345", "", "12345"),
    ],
)
def test_a_number_is_spaced_as_its_country_writes_it(typed, country, spaced):
    assert spaced_phone(typed, country) == spaced


@given(st.text(alphabet="0123456789+ ()-x", max_size=20), st.sampled_from(["DE", "US", "JP", ""]))
def test_no_digit_is_added_or_lost(typed, country):
    def digits(text):
        return [sign for sign in text if sign.isdigit()]

    assert digits(spaced_phone(typed, country)) == digits(typed)


def test_an_odd_number_is_told_from_a_usual_one():
    assert is_odd_phone("1234567", "DE")
    assert not is_odd_phone("0221 5550199", "DE")
    assert not is_odd_phone("12", "DE")  # none at all: that is refused, not odd
