"""Money, rates, rounding and sharing: exact, and never a float."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.errors import Refused
from salescenter.domain.money import (
    CURRENCY_DIGITS,
    LARGEST_AMOUNT,
    Money,
    Rate,
    currency_digits,
    decimal_text,
    div_half_up,
    parse_amount,
    parse_rate,
    parts_of,
    share,
    share_within,
)

amounts = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("weights", "amount", "expected"),
    [
        ([123], 300, [300]),
        ([4000, 2000, 2000], 300, [150, 75, 75]),
        ([4000, 2000, 2000], -300, [-150, -75, -75]),
        ([4300, 1400, 2300], 299, [161, 52, 86]),
        ([1000, 1000, 1000], 299, [100, 100, 99]),
        ([10, 20, 10, 30, 50, 20, 10, 40], 95, [5, 10, 5, 15, 25, 10, 5, 20]),
        ([10, 20, 10, 30, 50, 20, 10, 40], 93, [5, 10, 5, 15, 24, 10, 5, 19]),
        ([10, 0], 40, [40, 0]),
        ([0, 0], 10, [5, 5]),
        ([100, 100], -20, [-10, -10]),
    ],
)
def test_an_amount_is_split_by_largest_remainder(weights, amount, expected):
    assert share(amount, weights) == expected


@given(amounts, st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_shares_add_up_and_stay_within_one_unit_of_their_part(amount, weights):
    parts = share(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights) or len(weights)
    for part, weight in zip(parts, weights if sum(weights) else [1] * len(weights), strict=True):
        assert abs(part - Fraction(amount * weight, whole)) < 1


def test_nobody_can_take_no_share_but_nothing_can_be_shared_by_nobody():
    assert share(0, []) == []
    with pytest.raises(ValueError, match="nobody"):
        share(1, [])
    with pytest.raises(ValueError, match="negative"):
        share(1, [1, -1])


@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=20),
)
def test_what_one_cannot_take_goes_to_the_others(amount, takers):
    weights, rooms = map(list, zip(*takers, strict=True))
    parts = share_within(amount, weights, rooms)
    assert sum(parts) == min(amount, sum(rooms))
    assert all(0 <= part <= room for part, room in zip(parts, rooms, strict=True))


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(5, 10, 1), (4, 10, 0), (-5, 10, -1), (-4, 10, 0), (15, 10, 2), (5, -10, -1), (25, 10, 3)],
)
def test_halves_are_rounded_away_from_zero(numerator, denominator, expected):
    assert div_half_up(numerator, denominator) == expected


@given(amounts, st.integers(1, 10**7))
def test_rounding_is_never_off_by_more_than_half(numerator, denominator):
    exact = Fraction(numerator, denominator)
    rounded = div_half_up(numerator, denominator)
    assert abs(rounded - exact) <= Fraction(1, 2)
    assert div_half_up(-numerator, denominator) == -rounded


@given(st.lists(st.integers(0, 10**12)), st.integers(0, 10**7))
def test_a_column_is_rounded_like_its_single_amounts(column, millionths):
    assert parts_of(column, millionths) == [Rate(millionths).of(amount) for amount in column]


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.5", "EUR", 1250),
        (" 0.07 ", "EUR", 7),
        ("-3", "EUR", -300),
        ("1200", "JPY", 1200),
        ("0.125", "KWD", 125),
        ("1.0001", "CLF", 10001),
        ("10000000000000.00", "EUR", LARGEST_AMOUNT),
    ],
)
def test_an_amount_is_read_in_the_digits_of_its_currency(text, currency, minor):
    assert parse_amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("", "EUR", "amount.malformed"),
        ("NaN", "EUR", "amount.malformed"),
        ("inf", "EUR", "amount.malformed"),
        ("1e3", "EUR", "amount.malformed"),
        ("1,50", "EUR", "amount.malformed"),
        ("+1", "EUR", "amount.malformed"),
        (".5", "EUR", "amount.malformed"),
        ("٣", "EUR", "amount.malformed"),
        ("9" * 40, "EUR", "amount.malformed"),
        ("1.005", "EUR", "amount.too_precise"),
        ("1.0", "JPY", "amount.too_precise"),
        ("10000000000000.01", "EUR", "amount.too_large"),
        ("-10000000000000.01", "EUR", "amount.too_large"),
        ("1", "XYZ", "currency.unknown"),
    ],
)
def test_what_is_not_plainly_an_amount_is_refused(text, currency, code):
    with pytest.raises(Refused) as refused:
        parse_amount(text, currency)
    assert refused.value.code == code
    assert str(refused.value) != code


@given(amounts, st.sampled_from(sorted(CURRENCY_DIGITS)))
def test_an_amount_written_and_read_is_the_same(minor, currency):
    money = Money(minor, currency)
    assert parse_amount(decimal_text(money), currency) == money


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(-5, "EUR"), "-0.05"),
        (Money(1200, "JPY"), "1200"),
        (Money(125, "KWD"), "0.125"),
        (Money(0, "CLF"), "0.0000"),
    ],
)
def test_an_amount_shows_all_digits_of_its_currency(money, text):
    assert decimal_text(money) == text


def test_currencies_have_their_iso_digits():
    assert [currency_digits(code) for code in ("JPY", "EUR", "KWD", "CLF")] == [0, 2, 3, 4]


def test_currencies_never_mix():
    euro, yen = Money(100, "EUR"), Money(100, "JPY")
    for mix in (lambda: euro + yen, lambda: euro - yen, lambda: euro < yen):
        with pytest.raises(ValueError, match="do not mix"):
            mix()
    assert euro != yen


def test_money_counts_like_numbers_of_one_currency():
    assert Money(250, "EUR") * 2 - Money(100, "EUR") + -Money(50, "EUR") == Money(350, "EUR")
    assert Money(1, "EUR") < Money(2, "EUR") <= Money(2, "EUR")
    assert not Money(0, "EUR")


@pytest.mark.parametrize(
    ("text", "millionths"), [("15", 150_000), ("0.0001", 1), ("12.3456", 123_456), ("100", 10**6)]
)
def test_a_percentage_is_exact_to_four_decimals(text, millionths):
    assert parse_rate(text) == Rate(millionths)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-1", "rate.malformed"),
        ("0.00001", "rate.malformed"),
        ("5 %", "rate.malformed"),
        ("1001", "rate.too_large"),
    ],
)
def test_what_is_not_plainly_a_percentage_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        parse_rate(text)
    assert refused.value.code == code


def test_a_percentage_shows_no_needless_decimals():
    assert [str(Rate(value)) for value in (150_000, 142_500, 1)] == ["15 %", "14.25 %", "0.0001 %"]
