"""Card numbers are found in every usual spelling; other long numbers are left alone.

No card number is written down here: each is made of an issuer's prefix and the check digit.
"""

import datetime
import itertools

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from salescenter.domain.card_text import REDACTED, looks_like_card, redact
from salescenter.domain.errors import Refused
from salescenter.domain.order import order_number
from salescenter.domain.plain_text import require_no_card

ISSUED = [  # prefix, length: the ranges that providers publish for tests, and their neighbours
    ("4", 13),
    ("4", 16),
    ("4", 19),
    ("51", 16),
    ("55", 16),
    ("2221", 16),
    ("2720", 16),
    ("34", 15),
    ("37", 15),
    ("300", 14),
    ("36", 14),
    ("38", 14),
    ("6011", 16),
    ("644", 16),
    ("65", 16),
    ("3528", 16),
    ("3589", 19),
    ("62", 16),
    ("2200", 16),
    ("6759", 18),
    ("5018", 13),
]
SEPARATORS = ["", " ", "-", ".", " - ", "\u00a0", "\u2009", "\u2011", "\u2013", "\u3000", "\u200b"]
UNUSUAL = [
    "/",
    ",",
    ", ",
    ":",
    "'",
    "*",
    "|",
    "(",
    ")",
    ")(",
    "    ",
    " " * 12,
    "\\",
    "\u2044",
    "#",
]
ZEROS = ["0", "\uff10", "\u0660", "\u06f0", "\u0966"]  # ASCII, full width, Arabic, Persian, Nagari
RAISED = str.maketrans("0123456789", "\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079")


def luhn_digit(body: str) -> str:
    """The digit that makes ``body`` right; written apart from the code under test."""
    total = 0
    for place, char in enumerate(reversed(body)):
        doubled = int(char) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return str((10 - total % 10) % 10)


def number(prefix: str, length: int, fill: str = "0123456789" * 2) -> str:
    body = (prefix + fill)[: length - 1]
    return body + luhn_digit(body)


def grouped(digits: str, separator: str, size: int = 4) -> str:
    return separator.join(digits[at : at + size] for at in range(0, len(digits), size))


def spoken(digits: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) for digit in digits)


@st.composite
def card_numbers(draw):
    prefix, length = draw(st.sampled_from(ISSUED))
    return number(prefix, length, draw(st.text("0123456789", min_size=19, max_size=19)))


@st.composite
def spelt_cards(draw):
    groups = draw(st.sampled_from([1, 3, 4, 5, 19]))
    text = grouped(draw(card_numbers()), draw(st.sampled_from(SEPARATORS)), groups)
    zero = draw(st.sampled_from(ZEROS))
    return "".join(spoken(char, zero) if char.isdigit() else char for char in text)


words = st.text(st.characters(exclude_categories=["Nd", "No", "Cs"]), max_size=20).map(
    lambda text: text.rstrip("+") + ":"
)


@pytest.mark.parametrize(("prefix", "length"), ISSUED)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_card_number_of_every_issuer_is_found_in_every_spelling(prefix, length, separator):
    assert looks_like_card(grouped(number(prefix, length), separator))


@pytest.mark.parametrize("separator", UNUSUAL)
@given(card=card_numbers())
def test_signs_that_lists_have_too_do_not_hide_a_number_in_its_usual_groups(separator, card):
    assert looks_like_card(grouped(card, separator))


@pytest.mark.parametrize(("prefix", "length", "ends"), [("34", 15, (4, 10)), ("36", 14, (4, 10))])
def test_uneven_groups_as_issuers_print_them_are_found(prefix, length, ends):
    card = number(prefix, length)
    first, second = ends
    assert looks_like_card(f"{card[:first]}/{card[first:second]}/{card[second:]}")


@pytest.mark.parametrize("mark", ["\u0300", "\u20e3", "\ufe0f\u20e3", "\u200d", "\u2060"])
def test_a_mark_that_is_drawn_over_a_digit_does_not_hide_a_number(mark):
    assert looks_like_card(grouped(number("4", 16), mark))
    assert looks_like_card(grouped(number("4", 16), mark, size=1))


def test_raised_lowered_and_circled_digits_are_digits():
    card = number("4", 16)
    lowered = str.maketrans({str(digit): chr(0x2080 + digit) for digit in range(10)})
    circled = {str(digit): chr(0x245F + digit) for digit in range(1, 10)} | {"0": "\u24ea"}
    for shape in (RAISED, lowered, str.maketrans(circled)):
        assert redact(f"x {card.translate(shape)} y") == f"x {REDACTED} y"


@given(words, spelt_cards(), words)
def test_a_card_number_is_found_and_blacked_out_anywhere_in_a_text(before, card, after):
    text = f"{before}{card}:{after}"
    assert looks_like_card(text)
    assert redact(text) == f"{before}{REDACTED}:{after}"


@given(st.lists(st.one_of(spelt_cards(), st.text(max_size=8)), max_size=6).map(" ".join))
def test_nothing_that_looks_like_a_card_is_left_after_redaction(text):
    cleaned = redact(text)
    assert not looks_like_card(cleaned)
    assert redact(cleaned) == cleaned
    assert (cleaned == text) == (not looks_like_card(text))


@given(card_numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_makes_it_an_ordinary_number(card, step):
    wrong = card[:-1] + str((int(card[-1]) + step) % 10)
    assert not looks_like_card(wrong)
    assert redact(wrong) == wrong


@given(st.text("0123456789", max_size=12))
@example("")
def test_twelve_digits_are_never_a_card(digits):
    assert not looks_like_card(digits)


@pytest.mark.parametrize("prefix", ["0", "1", "7", "9", "310", "57"])
def test_a_bar_code_without_the_prefix_of_an_issuer_is_left_alone(prefix):
    assert not looks_like_card(number(prefix, 13))


@pytest.mark.parametrize(
    "text",
    [
        "+49 176 1234 5678",
        "+44 20 7946 0000 123",
        "1000017, 1000025 and 1000033",
        "between 2026-11-23 09:15 and 2026-11-24 18:00",
        "12.345,00 EUR",
        "0123456789012",
        "no figures at all",
        "4000-4600, 4700-4711 and 4712/4713",
        "30 x 12.50 EUR, 25 x 4.95 EUR, 4 x 1 234.00 EUR",
        "Measures 4100 x 2250 x 1875 mm, weight 412.5 kg",
        "DE89 3704 0044 0532 0130 00",
        "Tel. 030/4123456, mobile 0176/41234567 or 0049 (0)30 4123-456",
        "4,000,123 of 5,100,456,789 pieces",
        "5 % of 4711, 10 % of 4712, 15 % of 4713, 20 % of 4714",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_ordinary_figures_are_left_alone(text):
    assert not looks_like_card(text)
    assert redact(text) == text


def test_an_international_phone_number_that_would_pass_as_a_card_is_left_alone():
    digits = next(
        body + luhn_digit(body) for body in ("49176" + f"{n:07d}" for n in itertools.count(1234567))
    )
    assert looks_like_card(digits)
    assert not looks_like_card(f"+{digits[:2]} {digits[2:5]} {digits[5:]}")


def test_a_plus_does_not_hide_a_number_too_long_for_a_phone():
    assert looks_like_card("+" + number("4", 16))


def test_a_number_inside_a_longer_row_of_digits_is_not_sought():
    assert not looks_like_card("7" + number("4", 16))
    assert not looks_like_card(number("4", 16) + "7" * 5)


def test_expiry_and_code_around_a_number_do_not_hide_it():
    card = grouped(number("4", 16), " ")
    assert redact(f"12 {card} 11 29 123") == f"12 {REDACTED} 11 29 123"


def test_a_line_break_ends_a_number():
    card = number("4", 16)
    assert not looks_like_card(f"{card[:8]}\n{card[8:]}")


def test_two_numbers_in_a_row_are_both_blacked_out():
    card = number("51", 16)
    assert redact(f"{card} {card}") == f"{REDACTED} {REDACTED}"


def test_a_long_row_of_figures_without_a_card_is_left_alone():
    figures = "4 " * 20_000
    assert redact(figures) == figures


def test_a_refusal_names_the_field_and_not_the_number():
    card = number("4", 16)
    with pytest.raises(Refused) as refusal:
        require_no_card(f"his card is {card}", "comment")
    assert refusal.value.code == "text.card_number"
    assert refusal.value.params == {"field": "comment"}
    assert card not in str(refusal.value)
    require_no_card("no card here", "comment")


instants = st.datetimes(
    datetime.datetime(1950, 1, 1),  # noqa: DTZ001 - as it is written down
    datetime.datetime(2099, 12, 31),  # noqa: DTZ001
)
dates = st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31))


@given(
    st.lists(dates, min_size=2, max_size=6),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y"]),
    st.sampled_from([" ", ", ", " - ", "; ", "    "]),
)
@example([datetime.date(2026, 10, 30), datetime.date(2026, 11, 24)] * 2, "%Y-%m-%d", " ")
def test_rows_of_dates_are_left_alone(days, form, between):
    text = between.join(day.strftime(form) for day in days)
    assert redact(text) == text


@given(st.lists(instants, max_size=4))
def test_rows_of_instants_are_left_alone(moments):
    text = ", ".join(each.strftime("%Y-%m-%d %H:%M:%S.%f") for each in moments)
    assert redact(text) == text


@given(
    st.lists(st.integers(500_000, 899_999_999).map(order_number), min_size=2, max_size=8),
    st.sampled_from([" ", ", ", " / ", "-", "; ", " | "]),
)
@example([order_number(4_012_345), order_number(4_012_346)], " ")
def test_rows_of_order_numbers_are_left_alone(numbers, between):
    text = between.join(numbers)
    assert redact(text) == text


@pytest.mark.parametrize("region", ["US", "GB", "DE", "FR", "IT", "BR", "JP", "IN", "AU", "CN"])
@pytest.mark.parametrize("form", [PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL])
@given(digits=st.integers(0, 9_999))
def test_telephone_numbers_are_left_alone(region, form, digits):
    known = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    assert known is not None
    assert known.national_number is not None
    changed = known.national_number - known.national_number % 10_000 + digits
    known.national_number = changed
    text = f"Tel. {phonenumbers.format_number(known, form)}, in the evening"
    assert redact(text) == text


@given(st.sampled_from("01279"), st.text("0123456789", min_size=12, max_size=12))
def test_bar_codes_of_countries_without_an_issuers_prefix_are_left_alone(first, rest):
    assert not looks_like_card(first + rest)


@given(
    st.lists(st.decimals(0, 999, places=2).map(str), min_size=6, max_size=12),
    st.sampled_from([", ", " / ", "; ", " | ", "      "]),
)
def test_rows_of_prices_are_left_alone(prices, between):
    text = between.join(prices)
    assert redact(text) == text


@given(st.lists(st.integers(1, 9).map(str), max_size=40))
def test_rows_of_single_figures_are_left_alone(figures):
    assert not looks_like_card(", ".join(figures))
