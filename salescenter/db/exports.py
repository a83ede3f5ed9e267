"""Everything that a store holds, noun by noun, in one snapshot: plain rows, read in pages.

A row is named as the columns of the export's files are, amounts in minor units beside their
currency; what a row leans on is named by its key.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from salescenter.db.tables import (
    category,
    customer,
    customer_address,
    customer_email,
    customer_phone,
    expected_receipt,
    item,
    organization,
    place,
    price,
    price_list,
    ship_charge,
    ship_charge_step,
    ship_method,
    stock,
    store,
    store_channel,
    tax_rate,
)
from salescenter.db.work import AnyRow, Work
from salescenter.domain.catalogue import ItemKind, PriceSource
from salescenter.domain.customer import CustomerKind

_PAGE = 2_000
_above = category.alias()
_named = select(store.c.code.label("store"))
_of_customer = select(customer.c.number.label("customer"))


def _labeled(**names: ColumnElement[Any]) -> list[Any]:
    return [column.label(name) for name, column in names.items()]


_SMALL: dict[str, Select[Any]] = {
    "stores": select(
        store.c.code, store.c.name, store.c.kind, store.c.currency, store.c.language,
        store.c.country, store.c.time_zone,
    ).order_by(store.c.id),
    "channels": _named.add_columns(store_channel.c.code, store_channel.c.name)
    .join_from(store_channel, store)
    .order_by(store.c.id, store_channel.c.position),
    "tax_rates": _named.add_columns(
        tax_rate.c.country, tax_rate.c.region, tax_rate.c.category, tax_rate.c.rate,
        *_labeled(included=tax_rate.c.is_included), tax_rate.c.starts, tax_rate.c.name,
    )
    .join_from(tax_rate, store)
    .order_by(tax_rate.c.id),
    "ship_methods": _named.add_columns(
        ship_method.c.code, ship_method.c.name, ship_method.c.transit_days,
        *_labeled(active=ship_method.c.is_active),
    )
    .join_from(ship_method, store)
    .order_by(store.c.id, ship_method.c.position),
    "ship_charges": _named.add_columns(
        *_labeled(method=ship_method.c.code), ship_charge.c.country, ship_charge.c.region,
        ship_charge.c.currency, ship_charge.c.base, ship_charge.c.per_kg,
    )
    .select_from(ship_charge.join(ship_method).join(store))
    .order_by(ship_charge.c.id),
    "ship_charge_steps": _named.add_columns(
        *_labeled(method=ship_method.c.code), ship_charge.c.country, ship_charge.c.region,
        ship_charge.c.currency, ship_charge_step.c.amount_from, ship_charge_step.c.charge,
    )
    .select_from(ship_charge_step.join(ship_charge).join(ship_method).join(store))
    .order_by(ship_charge.c.id, ship_charge_step.c.amount_from),
    "categories": select(
        category.c.code, category.c.name, *_labeled(parent=_above.c.code)
    )
    .outerjoin_from(category, _above, category.c.parent_id == _above.c.id)
    .order_by(category.c.id),
    "places": select(place.c.code, place.c.name, *_labeled(active=place.c.is_active)).order_by(
        place.c.id
    ),
    "organizations": select(
        organization.c.number, *_labeled(store=store.c.code), organization.c.name,
        *_labeled(tax_exempt=organization.c.is_tax_exempt),
    )
    .join_from(organization, store)
    .order_by(organization.c.id),
}  # fmt: skip

# Long ones, with the id that they are paged by: all rows of some ids are one page.
_LONG: dict[str, tuple[Select[Any], ColumnElement[int]]] = {
    "items": (
        select(
            item.c.sku, item.c.name, item.c.unit, *_labeled(category=category.c.code),
            item.c.weight_grams.label("weight_kg"), item.c.tax_category,
            *_labeled(discountable=item.c.is_discountable, active=item.c.is_active),
        )
        .join_from(item, category)
        .where(item.c.kind == ItemKind.ITEM)
        .order_by(item.c.id),
        item.c.id,
    ),
    "prices": (
        _named.add_columns(
            item.c.sku, price_list.c.kind, price_list.c.currency, price.c.amount,
            price.c.min_quantity, price.c.starts, price.c.ends,
        )
        .select_from(price.join(price_list).join(store).join(item, item.c.id == price.c.item_id))
        .where(price_list.c.kind != PriceSource.CONTRACT, item.c.kind == ItemKind.ITEM)
        .order_by(
            item.c.id, store.c.id, price_list.c.kind, price_list.c.currency,
            price.c.min_quantity, price.c.starts,
        ),
        item.c.id,
    ),
    "stock": (
        select(
            item.c.sku, *_labeled(place=place.c.code), stock.c.on_hand, stock.c.safety_stock,
            stock.c.backorder_limit,
        )
        .select_from(stock.join(item).join(place))
        .where(item.c.kind == ItemKind.ITEM)
        .order_by(item.c.id, place.c.id),
        item.c.id,
    ),
    "receipts": (
        select(
            item.c.sku, *_labeled(place=place.c.code), expected_receipt.c.quantity,
            expected_receipt.c.expected,
        )
        .select_from(expected_receipt.join(item).join(place))
        .where(item.c.kind == ItemKind.ITEM)
        .order_by(item.c.id, expected_receipt.c.id),
        item.c.id,
    ),
    "customers": (
        select(
            customer.c.number, *_labeled(store=store.c.code), customer.c.last_name,
            customer.c.first_name, customer.c.title,
            *_labeled(organization=organization.c.number), customer.c.language,
            customer.c.currency, customer.c.segments,
            *_labeled(active=customer.c.is_active, created=customer.c.created_at),
        )
        .select_from(
            customer.join(store, store.c.id == customer.c.store_id).outerjoin(
                organization, organization.c.id == customer.c.organization_id
            )
        )
        .where(customer.c.kind != CustomerKind.GUEST)
        .order_by(customer.c.id),
        customer.c.id,
    ),
    "customer_emails": (
        _of_customer.add_columns(customer_email.c.email)
        .join_from(customer_email, customer)
        .where(customer.c.kind != CustomerKind.GUEST)
        .order_by(customer.c.id, customer_email.c.position),
        customer.c.id,
    ),
    "customer_phones": (
        _of_customer.add_columns(*_labeled(phone=customer_phone.c.text), customer_phone.c.label)
        .join_from(customer_phone, customer)
        .where(customer.c.kind != CustomerKind.GUEST)
        .order_by(customer.c.id, customer_phone.c.position),
        customer.c.id,
    ),
    "customer_addresses": (
        _of_customer.add_columns(
            customer_address.c.nickname,
            *_labeled(use=customer_address.c.purpose, primary=customer_address.c.is_primary),
            customer_address.c.recipient, customer_address.c.line1, customer_address.c.line2,
            customer_address.c.city, customer_address.c.region, customer_address.c.postal_code,
            customer_address.c.country, customer_address.c.phone,
        )
        .join_from(customer_address, customer)
        .where(customer.c.kind != CustomerKind.GUEST)
        .order_by(customer.c.id, customer_address.c.id),
        customer.c.id,
    ),
}  # fmt: skip
NOUNS = (*_SMALL, *_LONG)


def codes_of(work: Work, noun: str) -> dict[int, str]:
    """What all rows of ``items`` or ``categories`` are called, by id."""
    table, code = {"items": (item, item.c.sku), "categories": (category, category.c.code)}[noun]
    return {int(row[0]): str(row[1]) for row in work.all(select(table.c.id, code))}


def rows_of(work: Work, noun: str) -> Iterator[AnyRow]:
    """All rows of one of ``NOUNS``, what is leant on first; raises KeyError for another noun."""
    if noun in _SMALL:
        yield from work.all(_SMALL[noun])
        return
    statement, key = _LONG[noun]
    page = statement.where(key > bindparam("after"), key <= bindparam("until"))
    table = key.table
    last = work.scalar(select(key).select_from(table).order_by(key.desc()).limit(1)) or 0
    for after in range(0, last, _PAGE):
        yield from work.all(page, {"after": after, "until": after + _PAGE})
