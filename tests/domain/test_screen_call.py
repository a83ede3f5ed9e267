"""What telephony may say, and what is no call."""

import pytest

from salescenter.domain.errors import Refused
from salescenter.domain.screen_call import LONGEST_LINE, ScreenCall, read_line


@pytest.mark.parametrize(
    ("kind", "number"),
    [("customer", "C100001"), ("phone", "+49 (221) 555-0199"), ("order", "1005007")],
)
def test_a_call_is_read_as_it_was_written(kind, number):
    call = ScreenCall(kind, number)
    assert read_line(call.line()) == call
    assert len(call.line()) <= LONGEST_LINE


@pytest.mark.parametrize("number", ["", "x" * 41, "no digits", "1\n2", "12;rm", "١٢٣", "<b>1</b>"])
def test_what_is_no_short_plain_number_is_refused(number):
    with pytest.raises(Refused):
        ScreenCall("order", number)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[1]\n",
        b'"order"\n',
        b'{"order": 5}\n',
        b'{"password": "5"}\n',
        b'{"order": "5", "phone": "6"}\n',
        b'{"order": "\xff5"}\n',
        b'{"order": "' + b"5" * 300 + b'"}\n',
    ],
)
def test_anything_else_is_no_call(line):
    with pytest.raises(Refused) as refusal:
        read_line(line)
    assert refusal.value.code == "call.malformed"


def test_an_empty_line_only_asks_for_the_window():
    assert read_line(b"\n") is None
    assert read_line(b"") is None
