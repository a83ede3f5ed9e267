"""One spelling for searching, whatever somebody typed."""

import unicodedata

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.search_query import Both, Either, Term, exact, letter_of, query_of
from salescenter.domain.search_text import (
    digits,
    ending,
    fold,
    mail_word,
    national,
    phone_words,
    search_text,
    words,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Zoë MÜLLER", "zoe muller"),
        ("Łódź", "lodz"),
        ("Jørgen Þórðarson", "jorgen thordarson"),
        ("Straße", "strasse"),
        ("Æsop", "aesop"),
        ("Đorđe", "dorde"),
        ("İstanbul", "istanbul"),
        ("ΣΟΦΊΑΣ", "σοφιασ"),
        ("Соколов", "соколов"),
        ("王小明", "王 小 明"),
        ("ﾃｽﾄ", "テ ス ト"),
        ("  two   blanks ", "two blanks"),
        ("\uff37\uff29\uff24\uff25", "wide"),
        ("", ""),
    ],
)
def test_case_accents_and_width_make_no_difference(typed, folded):
    assert fold(typed) == folded


@given(st.text(max_size=40))
def test_what_is_folded_stays_as_it_is(text):
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=40))
def test_words_are_letters_and_digits_only(text):
    assert all(word.isalnum() for word in words(text))


def test_words_are_cut_at_everything_else():
    assert words("O'Brien-Smith & Søn, HW_4411") == ("o", "brien", "smith", "son", "hw", "4411")
    assert len(words("x" * 500)[0]) == 60


def test_digits_of_any_script_are_digits():
    assert digits("+49 (0)30/١٢٣") == "49030123"


def test_a_telephone_number_is_found_from_both_ends():
    fronts = ("49301234", "0301234", "301234")
    assert phone_words("030 / 12 34", "49301234") == (*fronts, ending("49301234"))
    assert phone_words("030 / 12 34", "") == ("0301234", ending("0301234"))
    assert ending("49301234").startswith(ending("1234"))
    assert phone_words("n/a", "") == ()


@pytest.mark.parametrize(
    ("international", "at_home"),
    [
        ("49171392", "171392"),
        ("12125550100", "2125550100"),
        ("74951234567", "4951234567"),
        ("390612345", "0612345"),
        ("35312345", "12345"),
        ("42221234", "21234"),
        ("", ""),
    ],
)
def test_a_country_code_is_cut_off_whatever_its_length(international, at_home):
    assert national(international) == at_home


def test_every_country_code_is_known():
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        assert national(f"{code}99999") == "99999"


def test_short_digits_with_a_zero_are_not_taken_for_a_number_without_it():
    query = query_of("01121")
    assert query == Both((Either((Term("01121"), Term(ending("01121")), Term(ending("1121")))),))


@pytest.mark.parametrize(
    ("typed", "letter"),
    [("M", "m"), (" ü ", "u"), ("Ж", "ж"), ("ab", ""), ("a b", ""), ("5", ""), ("-", ""), ("", "")],
)
def test_one_letter_alone_is_a_letter(typed, letter):
    assert letter_of(typed) == letter


def test_an_address_of_e_mail_is_one_word_that_can_be_begun():
    whole = mail_word("Zoë.Müller@Example.com")
    assert whole.startswith(mail_word("zoe.mul"))
    assert whole.startswith(mail_word("zoe.muller@exa"))


def test_fields_keep_their_lines_and_words_stand_once():
    assert search_text(["a", "b", "a"], [], ["c"]) == "a b\n\nc"


def test_a_query_has_all_words_as_beginnings():
    assert query_of("Müller  köl") == Both((Term("muller"), Term("kol")))
    query = query_of("köl")
    assert query is not None
    assert exact(query) == Both((Term("kol", is_prefix=False),))


def test_digits_that_stand_together_are_a_telephone_number_too():
    query = query_of("0221 555 01")
    assert query == Both(
        (
            Either(
                (
                    Term("022155501"),
                    Both((Term("0221"), Term("555"), Term("01"))),
                    Term("22155501"),
                    Term(ending("022155501")),
                    Term(ending("22155501")),
                )
            ),
        )
    )


def test_a_sign_that_is_a_word_by_itself_is_asked_for_as_it_is():
    assert query_of("王") == Both((Term("王", is_prefix=False),))


@pytest.mark.parametrize("typed", ["", " ", "m", "- . @", "a b"])
def test_too_little_is_not_searched(typed):
    assert query_of(typed) is None
