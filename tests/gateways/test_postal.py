"""The address data of every country can be used; some countries that matter are looked at."""

import re

import pytest

from salescenter.domain.address import Address, address_lines, address_problems
from salescenter.gateways.postal import address_format, countries

FIELDS = {"recipient", "line1", "line2", "city", "region", "postal_code", "country", "phone"}


def form(country: str):
    found = address_format(country)
    assert found is not None
    return found


def codes(address: Address) -> list[str]:
    problems = address_problems(address, address_format(address.country))
    return [problem.code for problem in problems]


@pytest.mark.parametrize("country", countries())
def test_every_country_asks_for_every_field_once_and_writes_it_once(country):
    known = form(country)
    assert sorted(known.field_order) == sorted(FIELDS)
    for lines in (known.lines, known.latin_lines):
        named = re.findall(r"\{(\w+)\}", " ".join(lines))
        assert sorted(named) == ["city", "postal_code", "recipient", "region", "street"]
        assert "%" not in " ".join(lines)
    assert known.labels.keys() == FIELDS
    assert known.required <= FIELDS


@pytest.mark.parametrize("country", countries())
def test_the_example_of_a_postal_code_is_one(country):
    known = form(country)
    if known.postal_example:
        assert re.fullmatch(known.postal_pattern, known.postal_example)
    for region in known.regions:
        re.compile(region.postal_start)


@pytest.mark.parametrize("country", ["", "us", "ZZ", "USA", "QQ", "../", "U\u00df", "\uff35\uff33"])
def test_what_is_no_country_has_no_format(country):
    assert address_format(country) is None


def test_there_are_some_250_countries():
    assert len(countries()) > 240
    assert {"US", "DE", "JP", "BR"} <= set(countries())
    assert list(countries()) == sorted(set(countries()))


@pytest.mark.parametrize(
    ("country", "field", "label"),
    [
        ("US", "region", "State"),
        ("US", "postal_code", "ZIP code"),
        ("CA", "region", "Province"),
        ("JP", "region", "Prefecture"),
        ("GB", "city", "Post town"),
        ("IN", "postal_code", "PIN code"),
        ("IE", "postal_code", "Eircode"),
        ("DE", "postal_code", "Postal code"),
        ("DE", "line1", "Street address"),
    ],
)
def test_a_field_is_called_what_the_country_calls_it(country, field, label):
    assert form(country).labels[field] == label


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            Address("Ada", "1 Main St", "Apt 2", "Seattle", "WA", "98101", "US"),
            ("Ada", "1 Main St", "Apt 2", "Seattle, WA 98101"),
        ),
        (
            Address("Zo\u00eb", "Hauptstr. 1", "", "Z\u00fcrich", "", "8001", "CH"),
            ("Zo\u00eb", "Hauptstr. 1", "CH-8001 Z\u00fcrich"),
        ),
        (
            Address("Yamada", "1-1 Marunouchi", "", "Chiyoda-ku", "Tokyo", "100-0005", "JP"),
            ("Yamada", "1-1 Marunouchi, Chiyoda-ku, Tokyo", "100-0005"),
        ),
        (
            Address(
                "\u5f20\u4e09", "\u957f\u5b89\u8857 1", "", "", "\u5317\u4eac\u5e02", "100006", "CN"
            ),
            ("100006", "\u5317\u4eac\u5e02", "\u957f\u5b89\u8857 1", "\u5f20\u4e09"),
        ),
        (
            Address("Ana", "Rua A, 1", "", "Santos", "SP", "11010-000", "BR"),
            ("Ana", "Rua A, 1", "Santos-SP", "11010-000"),
        ),
    ],
)
def test_an_address_is_written_as_its_country_does(address, lines):
    assert address_lines(address, form(address.country)) == lines


@pytest.mark.parametrize(
    ("country", "region", "postal_code", "expected"),
    [
        ("US", "WA", "98101", []),
        ("US", "washington", "98101-1234", []),
        ("US", "WA", "12345", ["address.postal_code_elsewhere"]),
        ("US", "Washing", "98101", ["address.region_unknown"]),
        ("CA", "BC", "V8X 3X4", []),
        ("CA", "BC", "v8x3x4", []),
        ("CA", "Colombie-Britannique", "V8X 3X4", []),
        ("CA", "BC", "12345", ["address.postal_code_wrong"]),
        ("GB", "", "ec1y 8sy", []),
        ("GB", "", "EC1Y", ["address.postal_code_wrong"]),
        ("DE", "", "D-10115", ["address.postal_code_wrong"]),
        ("DE", "", "", ["address.postal_code_missing"]),
        ("JP", "\u6771\u4eac\u90fd", "\u3012\uff11\uff10\uff10-\uff10\uff10\uff10\uff15", []),
        ("IE", "Cork", "", []),
        ("HK", "Kowloon", "", []),
    ],
)
def test_postal_codes_and_regions_are_those_of_the_country(country, region, postal_code, expected):
    address = Address("Ada", "1 Main St", "", "Anywhere", region, postal_code, country)
    assert codes(address) == expected
