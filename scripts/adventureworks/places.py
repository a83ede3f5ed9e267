"""States and countries by their codes of today."""

from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Row, Source

RENAMED = "code of a state or province that is another one today"

# Newfoundland and Labrador have been one province with one code since 2001.
_CODES = {("CA", "NF"): "NL", ("CA", "LB"): "NL"}


def region_code(state: Row, repairs: Repairs) -> str:
    """The code of a state or province."""
    country, code = state["CountryRegionCode"], state["StateProvinceCode"]
    today = _CODES.get((country, code), code)
    if today != code:
        repairs.note(RENAMED, f"{state['Name']}: {code} is {today}")
    return today


class Gazetteer:
    """Codes of countries and states by the names that addresses use."""

    def __init__(self, source: Source, repairs: Repairs) -> None:
        self._countries = {
            row["Name"]: row["CountryRegionCode"] for row in source.table("CountryRegion")
        }
        self._regions = {
            (row["CountryRegionCode"], row["Name"]): row for row in source.table("StateProvince")
        }
        self._repairs = repairs

    def country(self, name: str) -> str:
        """The code of a country; raises KeyError for an unknown one."""
        return self._countries[name]

    def region(self, country: str, name: str) -> str:
        """The code of a state, or its name where the data has none."""
        state = self._regions.get((country, name))
        return region_code(state, self._repairs) if state else name
