"""Amounts, dates and refusals as they are written in the window, and prices that are negotiated."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.errors import Problem, Refused
from salescenter.domain.money import Money
from salescenter.ui import dates, money_text
from salescenter.ui.editors.order.negotiation import Negotiated, by_amount_off, by_rate_off
from salescenter.ui.editors.order.refusal_text import refusal_text

NOW = datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def own_locale():
    yield
    money_text.use_locale(money_text.DEFAULT_LOCALE)


@pytest.mark.parametrize(
    ("locale", "minor", "currency", "written"),
    [
        ("en_GB", 123_456_789, "EUR", "€1,234,567.89"),
        ("en_GB", -1_250, "EUR", "-€12.50"),
        ("en_GB", 1_234, "KWD", "KWD1.234"),
        ("ja_JP", 1_200, "JPY", "\uffe51,200"),
        ("de_DE", 123_456_789, "EUR", "1.234.567,89\xa0€"),
        ("en_IN", 123_456_789, "INR", "₹12,34,567.89"),
    ],
)
def test_an_amount_is_written_in_the_locales_way(locale, minor, currency, written):
    money_text.use_locale(locale)
    assert money_text.money_text(minor, currency) == written


def test_every_currency_has_its_own_digits_wherever_it_is_written():
    assert money_text.amount_text(1_234, "IQD") == "1.234"
    assert money_text.amount_text(1_234, "JPY") == "1,234"
    assert money_text.amount_text(1_234, "EUR") == "12.34"


def test_changes_are_written_with_their_sign_and_nothing_as_a_dash():
    assert money_text.change_text(-1_290, "EUR") == "-12.90"
    assert money_text.change_text(1_290, "EUR") == "+12.90"
    assert money_text.change_text(0, "EUR") == money_text.DASH


def test_rates_have_as_many_decimals_as_they_need():
    assert money_text.rate_text(190_000) == "19 %"
    assert money_text.rate_text(72_500) == "7.25 %"
    assert money_text.rate_text(0) == "0 %"


@pytest.mark.parametrize(
    ("locale", "typed", "minor"),
    [
        ("en_GB", "1,234.50", 123_450),
        ("en_GB", "12.5", 1_250),
        ("de_DE", "12,50", 1_250),
        ("de_DE", "12.50", 1_250),
        ("de_DE", "1.250", 125_000),
    ],
)
def test_an_amount_is_read_in_the_locales_way_or_plainly(locale, typed, minor):
    money_text.use_locale(locale)
    assert money_text.typed_amount(typed, "EUR") == Money(minor, "EUR")


@pytest.mark.parametrize("typed", ["", "twelve", "1e3", "NaN", "12,5", "1.2.3", "£5"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Refused) as refused:
        money_text.typed_amount(typed, "EUR")
    assert refused.value.code == "amount.malformed"


def test_decimals_that_a_currency_has_not_are_refused():
    with pytest.raises(Refused) as refused:
        money_text.typed_amount("1.005", "EUR")
    assert refused.value.code == "amount.too_precise"


def test_a_percentage_is_read_with_or_without_its_sign():
    assert money_text.typed_rate("12.5 %") == 125_000
    assert money_text.typed_rate("3") == 30_000


def test_an_unknown_locale_changes_nothing():
    money_text.use_locale("de_DE")
    money_text.use_locale("nobody_speaks_this")
    assert money_text.amount_text(1_250, "EUR") == "12,50"


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(minor):
    written = money_text.amount_text(minor, "EUR")
    assert money_text.typed_amount(written, "EUR") == Money(minor, "EUR")


def test_instants_are_told_in_the_stores_zone_and_without_todays_date():
    assert dates.moment_text(NOW, BERLIN, NOW) == "10:41"
    earlier = datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
    assert dates.moment_text(earlier, BERLIN, NOW) == "20 Nov, 10:41"
    assert dates.full_moment_text(NOW, BERLIN) == "23 Nov 2026, 10:41:07"


def test_a_date_far_away_is_told_with_its_year():
    today = date(2026, 11, 23)
    assert dates.short_date_text(date(2026, 12, 12), today) == "12 Dec"
    assert dates.short_date_text(date(2027, 12, 12), today) == "12 Dec 2027"


def test_refusals_write_amounts_and_counts_and_all_their_problems():
    beyond = Refused("price.beyond_limit", floor=Money(11_610, "EUR"))
    assert refusal_text(beyond) == "Your team may go down to €116.10 here."
    assert refusal_text(Refused("quantity.range", most=999_999)).endswith("1 to 999,999.")
    problems = (Problem("submit.items", "entry"), Problem("submit.ship_to", "ship_to"))
    assert refusal_text(Refused("order.incomplete", problems)).splitlines() == [
        "The order cannot be submitted yet:",
        "There is no item on the order.",
        "The shipping address is missing.",
    ]
    assert refusal_text(ValueError("a bug")) == "a bug"


def test_three_ways_of_negotiating_one_price():
    assert by_amount_off(12_900, 900) == Negotiated(12_900, 12_000)
    assert by_rate_off(12_900, 100_000) == Negotiated(12_900, 11_610)
    assert Negotiated(12_900, 12_500).rate_off == 31_000
    assert Negotiated(12_900, 13_900).amount_off == -1_000
    assert Negotiated(0, 0).rate_off == 0
