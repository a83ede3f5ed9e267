"""Which letters of a cell answer a search."""

import pytest

from salescenter.ui.views.customer_finder.asked import (
    Hit,
    asked_for,
    found_as,
    marked_digits,
    marked_words,
    misspelt,
)
from salescenter.ui.views.customer_finder.hit_rows import home_of, reach_of
from tests.ui.fake_desk import a_match

_HOUSE = "\u05d1\u05d9\u05ea"  # a Hebrew word


def hit(typed: str, **changes) -> Hit:
    return Hit(a_match(1, changes.pop("name", "Zoë Müller"), **changes), asked_for(typed))


def marked(text: str, marks) -> list[str]:
    return [text[start : start + length] for start, length in marks]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("mul", "Zoë Müller", ["Mül"]),
        ("MÜLLER zoe", "Zoë Müller", ["Zoë", "Müller"]),
        ("ller", "Zoë Müller", []),
        ("strasse", "Große Straße 3", ["Straße"]),
        ("lodz", "Łódź", ["Łódź"]),
        ("muller", "Zoe\u0308 Mu\u0308ller", ["Mu\u0308ller"]),
        ("sohne", "Müller & Söhne", ["Söhne"]),
        ("京", "東京都", ["京"]),
        ("оксана", "Оксана Ковальчук", ["Оксана"]),
        ("zoe.mue", "zoe.mueller@example.com", ["zoe", "mue"]),
        ("50968 koln", "50968 Köln", ["50968", "Köln"]),
        ("c1000", "C100001", ["C1000"]),
        ("", "Zoë", []),
        ("x", "", []),
    ],
)
def test_words_are_marked_where_they_begin(typed, text, expected):
    assert marked(text, marked_words(hit(typed), text)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0221 555", ["221 555"]),
        ("+49 221", ["49 221"]),
        ("5550199", ["5550199"]),
        ("zoe 221", ["221"]),
        ("2", []),
        ("999999", []),
        ("zoe", []),
    ],
)
def test_digits_of_a_telephone_are_marked_whatever_stands_between(typed, expected):
    phone = "+49 221 5550199"
    assert marked(phone, marked_digits(hit(typed), phone)) == expected


def test_the_words_that_stood_in_are_marked_and_said_as_they_are_written():
    found = hit("Muler zoe", corrected=("muller",))
    assert marked("Zoë Müller", marked_words(found, "Zoë Müller")) == ["Zoë", "Müller"]
    assert (misspelt(found), found_as(found)) == (("Muler",), ("Müller",))


def test_a_found_e_mail_address_is_shown_instead_of_the_telephone():
    assert reach_of(hit("x", matched=("email",))) == "customer1@example.com"
    assert reach_of(hit("x", matched=("email", "phone"))) == "+49 221 5550199"
    assert reach_of(hit("x", phone="")) == "customer1@example.com"


def test_an_organization_written_from_the_right_does_not_turn_the_postal_code_around():
    assert home_of(hit("x", organization="Müller & Söhne")) == "Müller & Söhne, 50968 Köln"
    assert home_of(hit("x", organization=_HOUSE)) == f"\u2068{_HOUSE}\u2069, 50968 Köln"
