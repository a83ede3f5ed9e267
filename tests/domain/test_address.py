"""What a country expects of an address; the rules are given, so these countries are made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.address import (
    Address,
    AddressFormat,
    Region,
    address_lines,
    address_problems,
)

WEST = AddressFormat(
    country="XW",
    lines=("{recipient}", "{street}", "{city}, {region} W-{postal_code}", "WESTLAND"),
    latin_lines=("{recipient}", "{street}", "{city}, {region} W-{postal_code}", "WESTLAND"),
    required=frozenset({"recipient", "line1", "city", "region", "postal_code"}),
    regions=(Region("NO", ("Nord", "\u00d6vre"), "1|2[0-4]"), Region("SU", ("Sud",))),
    postal_pattern=r"\d{3}|\d{3}-[A-Z]",
    postal_prefix="W-",
    postal_example="123-A",
)
EAST = AddressFormat(
    country="XE",
    lines=("\u3012{postal_code}", "{region}{city}", "{street}", "{recipient}"),
    latin_lines=("{recipient}", "{street}, {city}, {region}", "{postal_code}"),
    required=frozenset({"recipient", "line1"}),
    postal_prefix="\u3012",
)
HOME = Address("Ada", "Long Lane 1", "Flat 2", "Weston", "nord", "123-A", "XW", "")


def codes(address: Address, form: AddressFormat | None = WEST) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in address_problems(address, form)]


def test_a_whole_address_has_no_problems():
    assert codes(HOME) == []


def test_everything_that_is_missing_is_told_at_once_in_the_order_of_the_form():
    assert codes(Address(country="XW")) == [
        ("address.recipient_missing", "recipient"),
        ("address.line1_missing", "line1"),
        ("address.city_missing", "city"),
        ("address.region_missing", "region"),
        ("address.postal_code_missing", "postal_code"),
    ]


def test_an_unknown_country_is_all_that_is_told():
    (problem,) = address_problems(replace(HOME, country="QQ"), None)
    assert (problem.code, problem.field) == ("address.country_unknown", "country")
    assert "QQ" in str(problem)


@pytest.mark.parametrize("typed", ["NO", "no", "Nord", "NORD", "Ovre", "\u00d6VRE", " nord "])
def test_a_region_is_known_by_code_and_name_in_any_spelling(typed):
    assert codes(replace(HOME, region=typed)) == []


def test_a_region_that_is_not_one_is_told_where_one_is_required():
    assert codes(replace(HOME, region="Ouest")) == [("address.region_unknown", "region")]
    optional = replace(WEST, required=WEST.required - {"region"})
    assert codes(replace(HOME, region="Ouest"), optional) == []


@pytest.mark.parametrize("typed", ["123", "W-123", "w-123-a", "123\u2013A", "\uff11\uff12\uff13"])
def test_a_postal_code_may_be_typed_with_its_prefix_in_any_width_and_dash(typed):
    assert codes(replace(HOME, postal_code=typed)) == []


@pytest.mark.parametrize("typed", ["12", "1234", "123-", "abc", "123-AB"])
def test_a_postal_code_that_fits_no_pattern_is_told_with_one_that_does(typed):
    (problem,) = address_problems(replace(HOME, postal_code=typed), WEST)
    assert (problem.code, problem.field) == ("address.postal_code_wrong", "postal_code")
    assert "123-A" in str(problem)
    assert typed in str(problem)


def test_a_postal_code_of_another_region_is_told_with_the_name_of_the_region():
    (problem,) = address_problems(replace(HOME, postal_code="250"), WEST)
    assert problem.code == "address.postal_code_elsewhere"
    assert "Nord" in str(problem)
    assert codes(replace(HOME, postal_code="250", region="Sud")) == []


def test_lines_come_in_the_order_of_the_country_as_they_were_typed():
    lines = ("Ada", "Long Lane 1", "Flat 2", "Weston, nord W-123-A", "WESTLAND")
    assert address_lines(HOME, WEST) == lines


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"city": ""}, "nord W-123-A"),
        ({"region": ""}, "Weston W-123-A"),
        ({"postal_code": ""}, "Weston, nord"),
        ({"city": "", "region": ""}, "123-A"),
        ({"postal_code": "w-123-A"}, "Weston, nord W-123-A"),
    ],
)
def test_an_empty_field_leaves_no_comma_behind(changes, line):
    assert address_lines(replace(HOME, **changes), WEST)[3] == line


def test_an_address_in_latin_letters_is_written_as_for_foreign_mail():
    there = Address("Yamada", "1-1 Kita", "", "Minami", "Higashi", "\u3012100", "XE")
    assert address_lines(there, EAST) == ("Yamada", "1-1 Kita, Minami, Higashi", "100")
    local = replace(there, recipient="\u5c71\u7530", city="\u5357", region="\u6771")
    assert address_lines(local, EAST) == ("\u3012100", "\u6771\u5357", "1-1 Kita", "\u5c71\u7530")


def test_an_address_in_an_unknown_country_still_has_its_lines():
    lines = ("Ada", "Long Lane 1", "Flat 2", "123-A Weston", "nord")
    assert address_lines(HOME, None) == lines


def test_the_fields_are_asked_for_in_the_order_of_the_country():
    every = set(Address.__slots__)
    assert WEST.field_order[:4] == ("recipient", "line1", "line2", "city")
    assert EAST.field_order[:3] == ("postal_code", "region", "city")
    assert set(WEST.field_order) == set(EAST.field_order) == every


def test_an_address_is_empty_until_something_is_typed():
    assert Address().is_empty
    assert not Address(city="Weston").is_empty


texts = st.text(max_size=8)


@given(st.builds(Address, texts, texts, texts, texts, texts, texts), st.sampled_from([WEST, EAST]))
def test_nothing_that_was_typed_is_lost_from_the_lines(address, form):
    label = "\n".join(address_lines(address, form))
    for typed in (address.recipient, address.line1, address.line2, address.city, address.region):
        assert typed.strip() in label
    address_problems(address, form)
