"""Business customers, the people who buy for them, and prospective buyers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from salescenter.domain.contact import email_problems
from scripts.adventureworks.places import Gazetteer
from scripts.adventureworks.repairs import Repairs
from scripts.adventureworks.source import Row, Source
from scripts.adventureworks.stores import CURRENCY, RETAIL, TRADE
from scripts.adventureworks.tables import Tables

SAME_NAME = "organization of the same name as another one kept apart by its id"
JOINED_PEOPLE = "person who appears twice joined"
BY_SALESPERSON = "person of an organization with a common name assigned by the sales person"
BY_FIRST = "person of an organization with a common name assigned to the first one"
NO_COMPANY = "person of a company that is not among the business customers left out"
SAME_EMAIL = "e-mail address that several prospective buyers share kept for each"
BAD_EMAIL = "e-mail address without a whole domain left out"
UNUSED_ADDRESS = "address of nobody left out"

MAIN, SHIPPING = "Main Office", "Shipping"


def organization_number(store_id: str) -> str:
    """The number of a business customer."""
    return f"AW-B{store_id}"


def member_number(customer_id: str) -> str:
    """The number of a person who buys for a business."""
    return f"AW-M{customer_id}"


class People:
    """Organizations and their members; tells whose order it is."""

    def __init__(self, source: Source, tables: Tables, repairs: Repairs) -> None:
        self._source = source
        self._tables = tables
        self._repairs = repairs
        self._places = Gazetteer(source, repairs)
        self._kept: dict[str, str] = {}

    def convert(self) -> None:
        """Organizations, members with their addresses, prospective buyers."""
        self._organizations()
        self._members()
        self._prospects()

    def kept_id(self, customer_id: str) -> str:
        """The id under which a person was kept."""
        return self._kept[customer_id]

    def company(self, customer_id: str) -> str:
        """The name of the company that a person buys for."""
        return self._source.by("LT_Customer", "CustomerID")[customer_id]["CompanyName"]

    def address(self, address_id: str, recipient: str) -> dict[str, str | None]:
        """An address by its id, as columns without a prefix."""
        row = self._source.by("LT_Address", "AddressID")[address_id]
        country = self._places.country(row["CountryRegion"])
        return {
            "recipient": recipient,
            "line1": row["AddressLine1"],
            "line2": row["AddressLine2"] or None,
            "city": row["City"],
            "region": self._places.region(country, row["StateProvince"]),
            "postal_code": row["PostalCode"],
            "country": country,
        }

    def _organizations(self) -> None:
        seen: set[str] = set()
        for row in self._source.table("Store"):
            number = organization_number(row["BusinessEntityID"])
            if row["Name"] in seen:
                self._repairs.note(SAME_NAME, f"{row['Name']}: {number}")
            seen.add(row["Name"])
            self._tables.add("organizations", number=number, store=TRADE, name=row["Name"])

    def _members(self) -> None:
        employers = Employers(self._source)
        addresses = self._addresses()
        for rows in _equal_people(self._source.table("LT_Customer")):
            kept = max(rows, key=lambda row: (row["CustomerID"] in addresses, row["CustomerID"]))
            self._kept.update({row["CustomerID"]: kept["CustomerID"] for row in rows})
            for row in rows[1:]:
                ids = ", ".join(each["CustomerID"] for each in rows)
                self._repairs.note(JOINED_PEOPLE, f"{row['FirstName']} {row['LastName']}: {ids}")
            self._member(kept, employers, addresses.get(kept["CustomerID"], ()))

    def _addresses(self) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._source.table("LT_CustomerAddress"):
            found[row["CustomerID"]].append(row)
        used = {row["AddressID"] for rows in found.values() for row in rows}
        for row in self._source.table("LT_Address"):
            if row["AddressID"] not in used:
                self._repairs.note(UNUSED_ADDRESS, f"{row['AddressLine1']}, {row['City']}")
        return found

    def _member(self, row: Row, employers: "Employers", addresses: Sequence[Row]) -> None:
        organization, how = employers.of(row)
        if how:
            self._repairs.note(how, f"{row['FirstName']} {row['LastName']}: {row['CompanyName']}")
        if organization is None:
            return
        number = member_number(row["CustomerID"])
        self._tables.add(
            "customers",
            number=number,
            store=TRADE,
            title=row["Title"] or None,
            first_name=_spoken(row["FirstName"], row["MiddleName"]),
            last_name=_spoken(row["LastName"], row["Suffix"]),
            organization=organization_number(organization),
            language="en",
            currency=CURRENCY,
        )
        self._contacts(number, row)
        types = {address["AddressType"] for address in addresses}
        for address in addresses:
            self._address(number, row["CompanyName"], address, apart=SHIPPING in types)

    def _contacts(self, number: str, row: Row) -> None:
        if email_problems(row["EmailAddress"]):
            self._repairs.note(BAD_EMAIL, f"{number}: {row['EmailAddress']}")
        else:
            self._tables.add("customer_emails", customer=number, email=row["EmailAddress"])
        self._tables.add("customer_phones", customer=number, phone=row["Phone"])

    def _address(self, number: str, recipient: str, row: Row, *, apart: bool) -> None:
        """The main office is for both, unless there is an address for shipping."""
        use = "shipping" if row["AddressType"] == SHIPPING else "billing" if apart else "both"
        self._tables.add(
            "customer_addresses",
            customer=number,
            nickname=row["AddressType"],
            use=use,
            primary=True,
            **self.address(row["AddressID"], recipient),
        )

    def _prospects(self) -> None:
        emails: set[str] = set()
        for row in self._source.table("ProspectiveBuyer"):
            number = f"AW-C{row['ProspectiveBuyerKey']}"
            self._tables.add(
                "customers",
                number=number,
                store=RETAIL,
                title=row["Salutation"] or None,
                first_name=_spoken(row["FirstName"], row["MiddleName"]),
                last_name=row["LastName"],
                language="en",
                currency=CURRENCY,
            )
            if row["EmailAddress"].lower() in emails:
                self._repairs.note(SAME_EMAIL, f"{number}: {row['EmailAddress']}")
            emails.add(row["EmailAddress"].lower())
            self._contacts(number, row)
            self._prospect_address(number, row)

    def _prospect_address(self, number: str, row: Row) -> None:
        self._tables.add(
            "customer_addresses",
            customer=number,
            nickname="home",
            use="both",
            primary=True,
            recipient=_spoken(row["FirstName"], row["LastName"]),
            line1=row["AddressLine1"],
            line2=row["AddressLine2"] or None,
            city=row["City"],
            region=row["StateProvinceCode"],
            postal_code=row["PostalCode"],
            country="US",
        )


class Employers:
    """Which organization a person buys for.

    People name their company, not its id. Where two companies share a name, the sales person
    decides: each person's log-on name goes with one sales person's id wherever names are unique.
    """

    def __init__(self, source: Source) -> None:
        self._by_name: dict[str, list[Row]] = defaultdict(list)
        for row in source.table("Store"):
            self._by_name[row["Name"]].append(row)
        self._sellers: dict[str, set[str]] = defaultdict(set)
        for row in source.table("LT_Customer"):
            named = self._by_name.get(row["CompanyName"], [])
            if len(named) == 1:
                self._sellers[row["SalesPerson"]].add(named[0]["SalesPersonID"])

    def of(self, person: Row) -> tuple[str | None, str]:
        """The id of the organization, and what had to be decided, if anything."""
        named = self._by_name.get(person["CompanyName"], [])
        if not named:
            return None, NO_COMPANY
        if len(named) == 1:
            return named[0]["BusinessEntityID"], ""
        sellers = self._sellers[person["SalesPerson"]]
        fitting = [row for row in named if row["SalesPersonID"] in sellers]
        if len(fitting) == 1:
            return fitting[0]["BusinessEntityID"], BY_SALESPERSON
        return named[0]["BusinessEntityID"], BY_FIRST


def _equal_people(rows: Sequence[Row]) -> list[list[Row]]:
    """People who are equal in everything but the id, in the order of the first of each."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(text for column, text in row.items() if column != "CustomerID")
        groups[key].append(row)
    return list(groups.values())


def _spoken(*parts: str) -> str:
    return " ".join(part for part in parts if part)
