"""A little store for tests: a few items, customers, promotions and the three users."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert

from salescenter.db import tables
from salescenter.db.engine import Database
from salescenter.domain.address import Address
from salescenter.domain.catalogue import PriceSource
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    Phone,
)
from salescenter.domain.money import Money
from salescenter.domain.permissions import Role
from salescenter.domain.promotion import (
    Conditions,
    Promotion,
    PromotionType,
    Redemption,
    Reward,
    Selection,
)
from salescenter.domain.user import Limit, User
from salescenter.services.passwords import Passwords

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
PASSWORDS = Passwords(cheap=True)
PASSWORD = "a long enough secret"

# (sku, name, category, price in EUR cents, grams, free units)
ITEMS = (
    ("HW-4411", "Cordless drill 18 V", 2, 12_900, 1_900, 40),
    ("HW-0092", "Drill bit set, 25 pieces", 2, 3_495, 700, 40),
    ("GA-7730", "Teak garden bench 150 cm", 3, 28_900, 31_000, 0),
    ("PA-1120", "Wall paint white matt 10 l", 4, 4_750, 14_000, 40),
    ("PA-1121", "Paint roller set", 4, 1_495, 400, 40),
)
_NAMES = (
    ("Zoë", "Müller"),
    ("Jan", "Müller"),
    ("Łukasz", "Nowak"),
    ("伟", "王"),
    ("Σοφία", "Νίκα"),
)


@dataclass(frozen=True)
class Seed:
    """What is in the little store."""

    store_id: int
    business_store_id: int
    items: dict[str, int]
    customers: tuple[int, ...]
    users: dict[str, int]


def seeded(database: Database) -> Seed:
    """Fill an empty store."""
    with database.write() as uow:
        _stores(uow)
        items = _items(uow)
        users = _users(uow)
        customers = tuple(
            uow.customers.insert(_customer(place, first, last)).id
            for place, (first, last) in enumerate(_NAMES, 1)
        )
        for promotion in _promotions(items):
            uow.promotions.insert(promotion)
        uow.stores.raise_offer_version(1)
    return Seed(1, 2, items, customers, users)


def _put(uow, table, *rows):
    uow.execute(insert(table), list(rows))


def _stores(uow):
    common = {"language": "en", "time_zone": "Europe/Berlin", "offer_version": 1, "is_test": True}
    _put(
        uow,
        tables.store,
        {"id": 1, "code": "shop", "name": "Shop", "kind": "b2c", "currency": "EUR"}
        | {"country": "DE"}
        | common,
        {"id": 2, "code": "trade", "name": "Trade", "kind": "b2b", "currency": "EUR"}
        | {"country": "DE"}
        | common,
    )
    for store_id in (1, 2):
        _put(
            uow,
            tables.store_channel,
            {"store_id": store_id, "code": "phone", "name": "Phone", "position": 1},
            {"store_id": store_id, "code": "mail", "name": "Mail", "position": 2},
        )
        _put(
            uow,
            tables.ship_method,
            *(
                {
                    "id": store_id * 10 + place,
                    "store_id": store_id,
                    "code": code,
                    "name": code.title(),
                    "position": place,
                    "transit_days": 3 - place,
                    "is_active": True,
                }
                for place, code in enumerate(("parcel", "express"), 1)
            ),
        )
        _put(
            uow,
            tables.ship_charge,
            *(
                {
                    "id": store_id * 10 + place,
                    "method_id": store_id * 10 + place,
                    "country": None,
                    "region": None,
                    "currency": "EUR",
                    "base": base,
                    "per_kg": 10,
                }
                for place, base in enumerate((490, 990), 1)
            ),
        )
        _put(
            uow,
            tables.tax_rate,
            *(
                {
                    "store_id": store_id,
                    "country": "DE",
                    "region": None,
                    "category": category,
                    "rate": 190_000,
                    "is_included": store_id == 1,
                    "starts": ALWAYS.date(),
                    "name": "VAT 19 %",
                }
                for category in ("std", "ship")
            ),
        )


def _items(uow):
    _put(uow, tables.category, {"id": 1, "parent_id": None, "code": "all", "name": "Everything"})
    _put(
        uow,
        tables.category,
        *(
            {"id": place, "parent_id": 1, "code": code, "name": code.title()}
            for place, code in enumerate(("tools", "garden", "paint"), 2)
        ),
    )
    _put(uow, tables.place, {"id": 1, "code": "main", "name": "Main", "is_active": True})
    lists = [
        {
            "id": store,
            "store_id": store,
            "kind": PriceSource.LIST,
            "currency": "EUR",
            "name": "List",
        }
        for store in (1, 2)
    ]
    _put(uow, tables.price_list, *lists)
    found = {}
    for place, (sku, name, category, amount, grams, free) in enumerate(ITEMS, 1):
        found[sku] = place
        _put(
            uow,
            tables.item,
            {
                "id": place,
                "sku": sku,
                "name": name,
                "unit": "EA",
                "category_id": category,
                "weight_grams": grams,
                "tax_category": "std",
                "is_discountable": True,
                "is_active": True,
                "search_text": "",
            },
        )
        _put(
            uow,
            tables.price,
            *(
                {
                    "price_list_id": store,
                    "item_id": place,
                    "min_quantity": 1,
                    "starts": ALWAYS,
                    "ends": None,
                    "amount": amount,
                }
                for store in (1, 2)
            ),
        )
        _put(
            uow,
            tables.stock,
            {
                "item_id": place,
                "place_id": 1,
                "on_hand": free,
                "reserved": 0,
                "safety_stock": 0,
                "backorder_limit": 100,
            },
        )
    uow.items.index(list(found.values()))
    return found


def _users(uow):
    team = uow.users.add_team("Desk", [Limit(None, 100_000)])
    people = (("rep", Role.CSR), ("lead", Role.SUPERVISOR), ("root", Role.ADMINISTRATOR))
    return {
        login: uow.users.insert(
            User(0, login, login.title(), role, True, team), PASSWORDS.hash(PASSWORD)
        ).id
        for login, role in people
    }


def _customer(place, first, last):
    home = Address(f"{first} {last}", f"Lindenallee {place}", "", "Köln", "", "50968", "DE")
    return Customer(
        id=0,
        number="",
        store_id=1,
        kind=CustomerKind.REGISTERED,
        last_name=last,
        first_name=first,
        language="en",
        currency="EUR",
        emails=(f"customer{place}@example.com",),
        phones=(Phone(f"+49 221 55501{place:02}", f"4922155501{place:02}"),),
        addresses=(BookAddress(1, "home", AddressUse.BOTH, home, is_primary=True),),
    )


def _promotions(items):
    paint = Selection(category_ids=(4,))
    return (
        Promotion(
            1,
            1,
            1,
            "10 % off paint from 3 units",
            PromotionType.CATEGORY_PERCENT,
            conditions=Conditions(min_quantity=3),
            target=paint,
            reward=Reward(rate=100_000),
        ),
        Promotion(
            2,
            1,
            1,
            "15.00 off with code from 200.00",
            PromotionType.ORDER_AMOUNT,
            redemption=Redemption.CODE,
            conditions=Conditions(codes=("spring",), min_amounts=(Money(20_000, "EUR"),)),
            reward=Reward(amounts=(Money(1_500, "EUR"),)),
        ),
        Promotion(
            3,
            1,
            1,
            "Free parcel from 400.00",
            PromotionType.DELIVERY_FIXED_PRICE,
            conditions=Conditions(
                delivery_methods=("parcel",), min_amounts=(Money(40_000, "EUR"),)
            ),
            reward=Reward(amounts=(Money(0, "EUR"),)),
        ),
    )
