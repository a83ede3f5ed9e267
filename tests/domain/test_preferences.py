"""Preferences: what can be a value, what wins, what is read back from another release."""

import pytest

from salescenter.domain.errors import Refused
from salescenter.domain.preferences import (
    DELIVERED,
    NAMES,
    Preferences,
    changed,
    checked,
    merged,
    readable,
)


def code_of(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_what_nobody_set_is_as_delivered():
    assert merged(None, None) == Preferences() == DELIVERED


def test_every_delivered_value_could_have_been_set_by_a_person():
    for name in NAMES:
        assert checked(name, getattr(DELIVERED, name)) == getattr(DELIVERED, name)


def test_a_value_fixed_for_everyone_wins_over_ones_own():
    values = merged({"idle_minutes": 15, "scale": 150}, {"idle_minutes": 2})
    assert (values.idle_minutes, values.scale) == (2, 150)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("no_such", 1, "preference.unknown"),
        ("scale", 79, "preference.range"),
        ("scale", 201, "preference.range"),
        ("scale", True, "preference.range"),
        ("scale", "100", "preference.range"),
        ("days_ahead", -1, "preference.range"),
        ("idle_minutes", 16, "preference.range"),
        ("page_size", 0, "preference.range"),
        ("scheme", "pink", "preference.wrong"),
        ("density", "", "preference.wrong"),
        ("country", "Germany", "preference.wrong"),
        ("currency", "EURO", "currency.unknown"),
        ("tongue", "", "preference.wrong"),
        ("tongue", "../../etc", "preference.wrong"),
        ("default_channel", "x" * 33, "preference.wrong"),
        ("start_store", 1, "preference.wrong"),
        ("keys", "Ctrl+O", "preference.wrong"),
        ("keys", {"order.create": 7}, "preference.wrong"),
        ("keys", {"order.create": "x" * 81}, "preference.wrong"),
    ],
)
def test_what_cannot_be_a_value_is_refused(name, value, code):
    assert code_of(lambda: checked(name, value)) == code


@pytest.mark.parametrize(
    ("name", "value"),
    [("scale", 80), ("scale", 200), ("country", ""), ("country", "DE"), ("currency", "JPY")],
)
def test_what_can_be_a_value_is_kept(name, value):
    assert checked(name, value) == value


def test_none_lets_a_value_be_the_delivered_one_again():
    assert changed({"scale": 150, "scheme": "dark"}, {"scale": None}, ()) == {"scheme": "dark"}


def test_a_fixed_value_is_refused_and_named():
    with pytest.raises(Refused, match="scale") as refusal:
        changed({}, {"scale": 150}, ("scale",))
    assert refusal.value.code == "preference.fixed"


def test_what_another_release_kept_does_no_harm():
    kept = {"scheme": "sepia", "scale": 130, "gone": 1}
    assert readable(kept) == {"scale": 130}
    assert readable(["no", "mapping"]) == {}
    assert merged(kept, None).scheme == "system"
