"""What is typed into the entry line of an order."""

import pytest

from salescenter.domain.catalogue import ItemMatch
from salescenter.domain.entry import (
    ItemEntry,
    certain_match,
    is_code,
    parse_entry,
    parse_quantity,
    proposed_match,
)
from salescenter.domain.errors import Refused


@pytest.mark.parametrize(
    ("typed", "text", "quantity"),
    [
        ("HW-4411", "HW-4411", 1),
        ("  HW-4411  ", "HW-4411", 1),
        ("3x HW-4411", "HW-4411", 3),
        ("3 x HW-4411", "HW-4411", 3),
        ("3X HW-4411", "HW-4411", 3),
        ("3xHW-4411", "HW-4411", 3),
        ("3*HW-4411", "HW-4411", 3),
        ("3 \N{MULTIPLICATION SIGN} HW-4411", "HW-4411", 3),
        ("3x4411", "3x4411", 1),
        ("3x 4411", "4411", 3),
        ("HW-4411 3", "HW-4411", 3),
        ("HW-4411 x3", "HW-4411", 3),
        ("HW-4411 x 3", "HW-4411", 3),
        ("HW-4411*3", "HW-4411", 3),
        ("3 HW-4411", "HW-4411", 3),
        ("3x cordless drill", "cordless drill", 3),
        ("cordless drill x3", "cordless drill", 3),
        ("999999x HW-4411", "HW-4411", 999_999),
        ("12 4006381333931", "4006381333931", 12),
        ("4006381333931 2", "4006381333931", 2),
    ],
)
def test_quantity_and_item_are_told_apart(typed, text, quantity):
    assert parse_entry(typed) == ItemEntry(text, quantity)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "18 V drill",
        "paint 10 l",
        "paint 10",
        "2x4 timber",
        "timber 2x4",
        "timber 2 x 4",
        "3xl shirt",
        "AX3",
        "box",
        "x",
        "3x",
        "3",
        "4006381333931",
        "x3 bolt",
    ],
)
def test_numbers_that_may_be_part_of_a_name_stay_in_it(typed):
    assert parse_entry(typed) == ItemEntry(typed)


@pytest.mark.parametrize(
    "typed", ["0x HW-4411", "1000000x HW-4411", "1.5x HW-4411", "-2x HW-4411", "HW-4411 x0"]
)
def test_a_number_that_is_no_quantity_is_refused(typed):
    with pytest.raises(Refused) as refused:
        parse_entry(typed)
    assert refused.value.code == "quantity.range"


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5", "1,000", "two", "1000000", "²"])
def test_what_is_no_whole_number_in_range_is_no_quantity(typed):
    with pytest.raises(Refused):
        parse_quantity(typed)


def test_a_quantity_may_be_surrounded_by_blanks():
    assert parse_quantity(" 12 ") == 12


def test_a_code_is_one_word_with_a_digit():
    assert is_code("HW-4411")
    assert not is_code("hammer")
    assert not is_code("drill 18")
    assert not is_code("")


def a_match(sku="HW-4411", name="Cordless drill", corrected=()):
    return ItemMatch(1, sku, name, "EA", 12900, "EUR", 4, corrected)


def test_the_exact_code_is_certain_among_many():
    found = [a_match("HW-44110"), a_match("hw-4411")]
    assert certain_match(ItemEntry("HW-4411"), found) is found[1]


def test_the_only_hit_is_certain():
    found = [a_match()]
    assert certain_match(ItemEntry("cordless drill"), found) is found[0]
    assert certain_match(ItemEntry("HW-44"), found) is found[0]


def test_several_hits_of_words_are_not_certain_but_the_first_is_proposed():
    found = [a_match(), a_match("HW-4412")]
    assert certain_match(ItemEntry("drill"), found) is None
    assert proposed_match(ItemEntry("drill"), found) is found[0]


def test_a_mistyped_code_is_never_taken_for_another_item():
    found = [a_match("HW-4412")]
    assert certain_match(ItemEntry("HW-4499"), found) is None
    assert proposed_match(ItemEntry("HW-4499"), found) is None


def test_a_corrected_word_is_proposed_but_not_certain():
    found = [a_match(corrected=("drill",))]
    assert certain_match(ItemEntry("drlil"), found) is None
    assert proposed_match(ItemEntry("drlil"), found) is found[0]


def test_nothing_found_proposes_nothing():
    assert proposed_match(ItemEntry("drill"), []) is None
