"""Codes and quantities out of a mail or a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.errors import Refused
from salescenter.domain.order import MAX_QUANTITY
from salescenter.domain.pasted import MAX_LINES, read_pasted


def only(text):
    (line,) = read_pasted(text)
    return line


@pytest.mark.parametrize(
    ("text", "name", "quantity"),
    [
        ("HW-4411", "HW-4411", 1),
        ("HW-4411\t3", "HW-4411", 3),
        ("3\tHW-4411", "HW-4411", 3),
        ("HW-4411;3", "HW-4411", 3),
        ("HW-4411, 3", "HW-4411", 3),
        ("HW-4411    3", "HW-4411", 3),
        ("HW-4411 | 3 |", "HW-4411", 3),
        ("HW-4411 3 pcs", "HW-4411", 3),
        ("HW-4411 3pcs", "HW-4411", 3),
        ("3 Stück\tHW-4411", "HW-4411", 3),
        ("> 3x HW-4411", "HW-4411", 3),
        ("> > - HW-4411 x3", "HW-4411", 3),
        ("• HW-4411", "HW-4411", 1),
        ("2. HW-4411 3", "HW-4411", 3),
        ("2) HW-4411", "HW-4411", 1),
        ('"HW-4411"\t"3"', "HW-4411", 3),
        ("HW-4411\tCordless drill 18 V\t3", "HW-4411", 3),
        ("Cordless drill\tHW-4411\t3", "HW-4411", 3),
        ("HW-4411\t3\t129.00", "HW-4411", 3),
        ("Wall paint white\t2", "Wall paint white", 2),
        ("wall paint 10 l", "wall paint 10 l", 1),
        ("4006381333931\t12", "4006381333931", 12),
        ("12\t4006381333931", "4006381333931", 12),
    ],
)
def test_a_line_says_how_many_of_what(text, name, quantity):
    line = only(text)
    assert line.entry is not None
    assert (line.entry.text, line.entry.quantity) == (name, quantity)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---", "paste.no_code"),
        ("HW-4411\t0", "quantity.range"),
        (f"HW-4411\t{MAX_QUANTITY + 1}", "quantity.range"),
        ("HW-4411\t1.000", "paste.quantity_unclear"),
        ("x" * 300, "paste.too_long"),
    ],
)
def test_what_was_not_understood_says_why(text, code):
    line = only(text)
    assert line.entry is None
    assert line.problem is not None
    assert line.problem.code == code


def test_blank_lines_are_left_out_and_places_are_those_of_the_block():
    lines = read_pasted("\nHW-4411\n   \r\nPA-1120 2\n")
    assert [(line.place, line.text) for line in lines] == [(2, "HW-4411"), (4, "PA-1120 2")]


def test_an_endless_block_is_refused():
    assert len(read_pasted("A1\n" * MAX_LINES)) == MAX_LINES
    with pytest.raises(Refused) as caught:
        read_pasted("A1\n" * (MAX_LINES + 1))
    assert caught.value.code == "paste.too_many"


@given(st.text(max_size=300))
def test_whatever_is_pasted_each_line_is_understood_or_says_why_not(block):
    for line in read_pasted(block):
        assert (line.entry is None) is not (line.problem is None)
        if line.entry is not None:
            assert 1 <= line.entry.quantity <= MAX_QUANTITY
            assert line.entry.text
        if line.problem is not None:
            assert str(line.problem)
