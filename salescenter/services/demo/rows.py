"""Values as rows of the store's tables: for each table its columns, and what makes a row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from salescenter.db.customers import customer_row, organization_row
from salescenter.db.items import ALWAYS, item_words
from salescenter.domain.address import Address
from salescenter.domain.catalogue import ItemKind, PriceSource
from salescenter.domain.customer import Customer, Organization
from salescenter.domain.pricing.shipping import ShippingRule
from salescenter.domain.pricing.tax import TaxRow
from salescenter.domain.promotion import Promotion
from salescenter.domain.promotion_document import write_promotion
from salescenter.services.demo.contracts import CONTRACTS, price_rows
from salescenter.services.demo.goods import SERVICE_UNIT, Category, Good, categories, prices
from salescenter.services.demo.offer import TRADE_ID, Shop
from salescenter.services.demo.plan import Plan
from salescenter.services.demo.ranges import Ranges, Whole, barcode
from salescenter.services.demo.stock import PLACES, Coming, StockRow
from salescenter.services.demo.users import SHIPPING_LIMITS, TEAMS, USERS, DemoUser, limits

Row = tuple[Any, ...]
Table = tuple[str, tuple[str, ...], Iterable[Row]]
"""A table's name, the columns in the order of the rows, the rows."""

ADDRESS = tuple(field.name for field in fields(Address))
address_values = attrgetter(*ADDRESS)
"""The values of an address in the order of ``ADDRESS``."""

_KINDS = (PriceSource.LIST, PriceSource.OFFER)


def from_mappings(name: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    """A table whose rows came as mappings with the same names each."""
    found = list(rows)
    names = tuple(found[0]) if found else ()
    return name, names, [tuple(row.values()) for row in found]


def user_tables(hashes: Mapping[int, str]) -> Iterator[Table]:
    """Teams, their limits, users; ``hashes`` of passwords by user."""
    yield "team", ("id", "name"), TEAMS
    by_team = limits()
    yield (
        "team_limit",
        ("team_id", "category_id", "percent_off"),
        [
            (team_id, limit.category_id, limit.percent_off)
            for team_id, each in by_team.items()
            for limit in each
        ],
    )
    yield "team_shipping_limit", ("team_id", "percent_off"), SHIPPING_LIMITS
    yield from_mappings("app_user", (_user(user, hashes[user.id]) for user in USERS))


def _user(user: DemoUser, password_hash: str) -> dict[str, Any]:
    return {
        "id": user.id,
        "login_key": user.login.casefold(),
        "login": user.login,
        "name": user.name,
        "role": user.role.value,
        "team_id": user.team_id,
        "password_hash": password_hash,
        "is_active": True,
        "must_change": False,
        "version": 1,
    }


def shop_tables(shop: Shop) -> Iterator[Table]:
    """A store with channels, taxes and ways to ship."""
    store = shop.store
    names = ("id", "code", "name", "kind", "currency", "language", "country", "time_zone")
    more = ("offer_version", "is_test")
    yield "store", (*names, *more), [tuple(getattr(store, name) for name in (*names, *more))]
    yield (
        "store_channel",
        ("store_id", "code", "name", "position"),
        [
            (store.id, channel.code, channel.name, place)
            for place, channel in enumerate(store.channels, 1)
        ],
    )
    yield from_mappings("tax_rate", (_tax(store.id, tax) for tax in shop.taxes))
    yield from _shipping_tables(shop)


def _tax(store_id: int, tax: TaxRow) -> dict[str, Any]:
    return {
        "store_id": store_id,
        "country": tax.country,
        "region": tax.region or None,
        "category": tax.category,
        "rate": tax.rate,
        "is_included": tax.included,
        "starts": tax.starts,
        "name": tax.name,
    }


def _shipping_tables(shop: Shop) -> Iterator[Table]:
    first = shop.store.id * 1_000
    method_ids = {method.code: first + at for at, method in enumerate(shop.store.methods)}
    yield (
        "ship_method",
        ("id", "store_id", "code", "name", "position", "transit_days", "is_active"),
        [
            (method_ids[way.code], shop.store.id, way.code, way.name, at, way.transit_days, True)
            for at, way in enumerate(shop.store.methods, 1)
        ],
    )
    yield from_mappings(
        "ship_charge",
        (
            {"id": first + at, "method_id": method_ids[rule.method], **_charge(rule)}
            for at, rule in enumerate(shop.rules)
        ),
    )
    yield (
        "ship_charge_step",
        ("ship_charge_id", "amount_from", "charge"),
        [
            (first + at, step.from_amount, step.charge)
            for at, rule in enumerate(shop.rules)
            for step in rule.table
        ],
    )


def _charge(rule: ShippingRule) -> dict[str, Any]:
    return {
        "country": rule.country or None,
        "region": rule.region or None,
        "currency": rule.currency,
        "base": rule.base,
        "per_kg": rule.rate_per_kg,
    }


def category_table() -> Table:
    """The tree, parents first."""
    return (
        "category",
        ("id", "parent_id", "code", "name"),
        [(each.id, each.parent_id, each.code, each.name) for each in categories().values()],
    )


def item_tables(goods: Iterable[Good], made: Ranges) -> Iterator[Table]:
    """Items with the words they are found by, products first; then what belongs together."""
    packages = {good.id for good in made.packages}
    wholes = [_whole(each) for each in made.wholes]
    items = [
        _item(good, made.product_of.get(good.id), is_package=good.id in packages)
        for good in (*goods, *made.packages)
    ]
    yield from_mappings("item", (*wholes, *items))
    yield (
        "item_part",
        ("item_id", "part_id", "quantity", "position"),
        [(each.whole_id, each.part_id, each.quantity, each.position) for each in made.parts],
    )
    yield (
        "association",
        ("source_id", "target_id", "kind", "position"),
        [
            (each.source_id, each.target_id, each.kind.value, each.position)
            for each in made.associations
        ],
    )


def _whole(whole: Whole) -> dict[str, Any]:
    return {
        "id": whole.id,
        "sku": whole.sku,
        "name": whole.name,
        "unit": whole.unit,
        "category_id": whole.category.id,
        "weight_grams": None,
        "tax_category": whole.category.tax_category,
        "is_discountable": whole.category.is_discountable,
        "is_active": True,
        "search_text": item_words(whole.sku, whole.name, _path_names(whole.category)),
        "kind": whole.kind.value,
        "product_id": None,
        "attributes": list(whole.attributes),
        "barcode": None,
        "is_backorderable": True,
        "is_discontinued": False,
        "is_returnable": True,
    }


def _item(good: Good, product_id: int | None, *, is_package: bool) -> dict[str, Any]:
    kind = ItemKind.PACKAGE if is_package else ItemKind.ITEM
    return {
        "id": good.id,
        "sku": good.sku,
        "name": good.name,
        "unit": good.unit,
        "category_id": good.category.id,
        "weight_grams": good.weight_grams,
        "tax_category": good.category.tax_category,
        "is_discountable": good.category.is_discountable,
        "is_active": good.is_active,
        "search_text": item_words(good.sku, good.name, _path_names(good.category)),
        "kind": kind.value,
        "product_id": product_id,
        "attributes": list(good.values) if product_id is not None else [],
        "barcode": None if good.unit == SERVICE_UNIT else barcode(good.id),
        "is_backorderable": not good.is_discontinued,
        "is_discontinued": good.is_discontinued,
        "is_returnable": good.unit != SERVICE_UNIT,
    }


def _path_names(category: Category) -> list[str]:
    by_id = {each.id: each.name for each in categories().values()}
    return [by_id[category_id] for category_id in category.path]


def price_tables(shop: Shop, goods: list[Good], plan: Plan) -> Iterator[Table]:
    """A list of prices and one of offers in each of the store's currencies."""
    ids = {
        (currency, kind): shop.store.id * 100 + 10 * at + place
        for at, currency in enumerate(shop.currencies)
        for place, kind in enumerate(_KINDS)
    }
    yield (
        "price_list",
        ("id", "store_id", "kind", "currency", "name"),
        [
            (list_id, shop.store.id, kind.value, currency, f"{_LIST_NAMES[kind]} {currency}")
            for (currency, kind), list_id in ids.items()
        ],
    )
    names = ("price_list_id", "item_id", "min_quantity", "starts", "ends", "amount")
    yield "price", names, _prices(shop, goods, plan, ids)


def contract_tables(goods: Iterable[Good], organizations: int) -> Iterator[Table]:
    """What some of so many organizations pay, and who they are."""
    yield (
        "price_list",
        ("id", "store_id", "kind", "currency", "name"),
        [
            (each.list_id, TRADE_ID, PriceSource.CONTRACT.value, each.currency, each.name)
            for each in CONTRACTS
        ],
    )
    yield (
        "contract_member",
        ("price_list_id", "organization_id"),
        [
            (each.list_id, one)
            for each in CONTRACTS
            for one in sorted(each.organizations)
            if one <= organizations
        ],
    )
    names = ("price_list_id", "item_id", "min_quantity", "starts", "ends", "amount")
    rows = price_rows(goods)
    yield (
        "price",
        names,
        ((at, one, row.min_quantity, ALWAYS, None, row.amount) for at, one, row in rows),
    )


def _prices(
    shop: Shop, goods: list[Good], plan: Plan, ids: Mapping[tuple[str, PriceSource], int]
) -> Iterator[Row]:
    for currency in shop.currencies:
        for good in goods:
            for row in prices(good, shop.store.id, currency, plan):
                list_id = ids[currency, row.source]
                since = row.starts or ALWAYS
                yield list_id, good.id, row.min_quantity, since, row.ends, row.amount


_LIST_NAMES = {PriceSource.LIST: "List prices", PriceSource.OFFER: "Offers"}


def promotion_tables(promotions: Iterable[Promotion], used: Mapping[int, int]) -> Iterator[Table]:
    """Promotions with their first versions, and how often each was redeemed."""
    found = list(promotions)
    yield (
        "promotion",
        ("id", "store_id", "version", "used", "total_limit", "customer_limit"),
        [
            (
                each.id,
                each.store_id,
                each.version,
                used.get(each.id, 0),
                each.limits.total,
                each.limits.per_customer,
            )
            for each in found
        ],
    )
    yield (
        "promotion_version",
        ("promotion_id", "version", "status", "definition", "created_at"),
        [
            (each.id, each.version, each.status.value, write_promotion(each), introduced(each))
            for each in found
        ],
    )


def introduced(promotion: Promotion) -> datetime:
    """When a promotion's first version was made."""
    return promotion.schedule.starts or datetime(2021, 1, 1, tzinfo=UTC)


def stock_tables(stock: Iterable[StockRow], receipts: Iterable[Coming]) -> Iterator[Table]:
    """What lies at each place, and what is expected there."""
    names = ("item_id", "place_id", "on_hand", "reserved", "safety_stock", "backorder_limit")
    yield "stock", names, (tuple(getattr(row, name) for name in names) for row in stock)
    yield (
        "expected_receipt",
        ("item_id", "place_id", "quantity", "expected"),
        (
            (each.item_id, each.place_id, each.receipt.quantity, each.receipt.expected)
            for each in receipts
        ),
    )


def place_table() -> Table:
    """Where stock lies."""
    return "place", ("id", "code", "name", "is_active"), [(*place, True) for place in PLACES]


def organization_table(organizations: Iterable[Organization]) -> Table:
    """Organizations."""
    return from_mappings("organization", map(organization_row, organizations))


def customer_tables(customers: list[Customer]) -> Iterator[Table]:
    """Customers with all their contacts and the words they are found by."""
    yield from_mappings(
        "customer",
        (
            {"id": each.id, "changed_at": each.created_at, **customer_row(each)}
            for each in customers
        ),
    )
    yield "customer_email", ("customer_id", "position", "email"), _emails(customers)
    yield (
        "customer_phone",
        ("customer_id", "position", "text", "digits", "label"),
        _phones(customers),
    )
    yield (
        "customer_address",
        ("customer_id", "id", "nickname", "purpose", "is_primary", *ADDRESS),
        _addresses(customers),
    )


def _emails(customers: Iterable[Customer]) -> Iterator[Row]:
    for each in customers:
        for position, email in enumerate(each.emails):
            yield each.id, position, email


def _phones(customers: Iterable[Customer]) -> Iterator[Row]:
    for each in customers:
        for position, phone in enumerate(each.phones):
            yield each.id, position, phone.text, phone.digits, phone.label


def _addresses(customers: Iterable[Customer]) -> Iterator[Row]:
    for each in customers:
        for entry in each.addresses:
            use = entry.use.value
            head = (each.id, entry.id, entry.nickname, use, entry.is_primary)
            yield (*head, *address_values(entry.address))
