"""What a person typed is trimmed, composed and checked before it is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.errors import Refused
from salescenter.domain.plain_text import clean

CARD = "4" + "0" * 14 + "2"


def refusal(text: str, max_length: int = 100, multiline: bool = False) -> Refused:
    with pytest.raises(Refused) as raised:
        clean(text, "note", max_length, multiline=multiline)
    assert raised.value.params["field"] == "note"
    assert str(raised.value) != raised.value.code
    return raised.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two  words\t", "two  words"),
        ("\ufeffpasted\r\n", "pasted"),
        ("\u200b\u00a0 \u3000", ""),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\u05e9\u05dc\u05d5\u05dd \u200fabc", "\u05e9\u05dc\u05d5\u05dd \u200fabc"),
        ("", ""),
    ],
)
def test_edges_are_trimmed_and_letters_composed(typed, kept):
    assert clean(typed, "note", 100) == kept


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x85", "\n", "\t", "\u2028"])
def test_a_control_character_on_one_line_is_refused_and_named(control):
    refused = refusal(f"a{control}b")
    assert refused.code == "text.control_character"
    assert f"U+{ord(control):04X}" in str(refused)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_a_plain_one_where_lines_are_allowed(line_break):
    assert clean(f"a{line_break}\tb", "note", 100, multiline=True) == "a\n\tb"


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x80"])
def test_a_control_character_between_lines_is_refused(control):
    assert refusal(f"a\n{control}b", multiline=True).code == "text.control_character"


def test_half_a_character_is_refused():
    assert refusal("a\ud83d").code == "text.not_unicode"


def test_a_text_may_be_as_long_as_its_field_and_no_longer():
    assert clean(" " + "x" * 100 + " ", "note", 100) == "x" * 100
    refused = refusal("x" * 101)
    assert refused.code == "text.too_long"
    assert (refused.params["length"], refused.params["limit"]) == (101, 100)


def test_a_length_is_that_of_the_composed_text():
    assert len(clean("e\u0301" * 100, "note", 100)) == 100
    assert refusal("\u0958" * 51).code == "text.too_long"  # composing takes this one apart


def test_a_huge_text_is_refused_before_it_is_looked_at_closely():
    assert refusal("a\u0301\u0323" * 500_000).code == "text.too_long"


def test_a_card_number_is_refused_without_being_repeated():
    refused = refusal(f"card {CARD}")
    assert refused.code == "text.card_number"
    assert CARD not in str(refused)


@given(st.text(max_size=60), st.booleans())
def test_a_text_that_is_accepted_stays_as_it_is_when_cleaned_again(text, multiline):
    try:
        kept = clean(text, "note", 40, multiline=multiline)
    except Refused:
        return
    assert len(kept) <= 40
    assert unicodedata.is_normalized("NFC", kept)
    assert clean(kept, "note", 40, multiline=multiline) == kept
