"""What rows say of each other: amounts in their currency, customers of their store, and so on.

One function a noun, called once everything that the row names is known to be there.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from salescenter.domain.contact import phone_problems
from salescenter.domain.errors import Problem, Refused
from salescenter.domain.money import parse_amount
from salescenter.domain.order import OrderStatus, is_order_number
from salescenter.domain.store import StoreKind
from salescenter.services.transfer.known import Known
from salescenter.services.transfer.rows_catalogue import PriceRow
from salescenter.services.transfer.rows_customers import (
    AddressRow,
    CustomerRow,
    OrganizationRow,
    PhoneRow,
)
from salescenter.services.transfer.rows_orders import OrderItemRow, OrderPaymentRow, OrderRow
from salescenter.services.transfer.rows_promotions import (
    PromotionItemRow,
    PromotionRangeRow,
    PromotionRow,
)
from salescenter.services.transfer.rows_stores import ShipChargeRow, ShipChargeStepRow
from salescenter.services.transfer.sieve import Check

_PHONE_FIELDS = ("ship_phone", "bill_phone")


def amount_problems(currency: str, **amounts: str | None) -> Iterator[Problem]:
    """Amounts, by column, that the currency cannot hold."""
    for column, amount in amounts.items():
        try:
            parse_amount(amount or "0", currency)
        except Refused as refusal:
            yield Problem(refusal.code, column, refusal.params)


def _phone(text: str, country: str, column: str) -> Iterator[Problem]:
    if text:
        yield from phone_problems(text, country, column)


def _order_of_instants(row: PriceRow | PromotionRow) -> Iterator[Problem]:
    if row.starts is not None and row.ends is not None and row.ends < row.starts:
        yield Problem("import.ends_first", "ends")


def _ship_charge(row: ShipChargeRow, known: Known) -> Iterator[Problem]:
    yield from amount_problems(row.currency, base=row.base, per_kg=row.per_kg)
    if row.region and not row.country:
        yield Problem("import.missing", "country")


def _ship_charge_step(row: ShipChargeStepRow, known: Known) -> Iterator[Problem]:
    yield from amount_problems(row.currency, amount_from=row.amount_from, charge=row.charge)


def _price(row: PriceRow, known: Known) -> Iterator[Problem]:
    yield from amount_problems(row.currency, amount=row.amount)
    yield from _order_of_instants(row)


def promotion_currency(row: PromotionRow, known: Known) -> str:
    """The currency of a promotion's amounts: its own, else its store's."""
    store = known.store(row.store)
    return row.currency or (store.currency if store else "")


def _promotion(row: PromotionRow, known: Known) -> Iterator[Problem]:
    currency = promotion_currency(row, known)
    yield from amount_problems(currency, amount=row.amount, min_amount=row.min_amount)
    yield from _order_of_instants(row)
    for code in row.ship_methods:
        if not known.has("ship_methods", (row.store, code)):
            yield Problem("method.unknown", "ship_methods", {"code": code})


def _promotion_range(row: PromotionRangeRow, known: Known) -> Iterator[Problem]:
    promotion = known.row("promotions", (row.store, row.promotion))
    if promotion is not None:
        currency = promotion_currency(promotion, known)
        yield from amount_problems(currency, from_amount=row.from_amount, amount=row.amount)


def _promotion_item(row: PromotionItemRow, known: Known) -> Iterator[Problem]:
    if bool(row.sku) == bool(row.category):
        yield Problem("import.one_of_two", "sku", {"one": "sku", "other": "category"})


def _organization(row: OrganizationRow, known: Known) -> Iterator[Problem]:
    store = known.store(row.store)
    if store is not None and store.kind is not StoreKind.B2B:
        yield Problem("customer.organization_in_b2c", "store")


def _customer(row: CustomerRow, known: Known) -> Iterator[Problem]:
    store = known.store(row.store)
    if store is None:
        return
    if store.kind is StoreKind.B2B and not row.organization:
        yield Problem("customer.organization_missing", "organization")
    elif store.kind is StoreKind.B2C and row.organization:
        yield Problem("customer.organization_in_b2c", "organization")
    elif row.organization and known.home("organizations", (row.organization,)) != row.store:
        yield Problem("customer.other_store", "organization")


def _country_of(customer: str, known: Known) -> str:
    store = known.store(known.home("customers", (customer,)))
    return store.country if store else ""


def _phone_row(row: PhoneRow, known: Known) -> Iterator[Problem]:
    yield from phone_problems(row.phone, _country_of(row.customer, known), "phone")


def _address(row: AddressRow, known: Known) -> Iterator[Problem]:
    yield from _phone(row.phone, row.country, "phone")


def _order(row: OrderRow, known: Known) -> Iterator[Problem]:
    if is_order_number(row.number):
        yield Problem("import.own_number", "number", {"number": row.number})
    if known.home("customers", (row.customer,)) != row.store:
        yield Problem("customer.other_store", "customer")
    if row.status is OrderStatus.CANCELED and not row.cancel_reason:
        yield Problem("order.cancel_reason_missing", "cancel_reason")
    if row.tax != "0" and row.tax_included != "0":
        yield Problem("import.one_of_two", "tax_included", {"one": "tax", "other": "tax_included"})
    if (row.tax, row.tax_included) != ("0", "0") and not row.tax_name:
        yield Problem("import.missing", "tax_name")
    yield from amount_problems(
        row.currency,
        shipping=row.shipping,
        tax=row.tax,
        tax_included=row.tax_included,
        stated_goods=row.stated_goods,
        stated_total=row.stated_total,
    )
    for column in _PHONE_FIELDS:
        country = row.bill_country or row.ship_country
        yield from _phone(getattr(row, column), country, column)


def _order_item(row: OrderItemRow, known: Known) -> Iterator[Problem]:
    order = known.row("orders", (row.order,))
    if order is None:
        return
    yield from amount_problems(
        order.currency,
        list_price=row.list_price,
        unit_price=row.unit_price,
        discount=row.discount,
        amount=row.amount,
    )
    if row.promotion and not known.has("promotions", (order.store, row.promotion)):
        params = {"store": order.store, "name": row.promotion}
        yield Problem("import.promotion_unknown", "promotion", params)


def _order_payment(row: OrderPaymentRow, known: Known) -> Iterator[Problem]:
    order = known.row("orders", (row.order,))
    if order is not None:
        yield from amount_problems(order.currency, amount=row.amount)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "ship_charges": _ship_charge,
        "ship_charge_steps": _ship_charge_step,
        "prices": _price,
        "promotions": _promotion,
        "promotion_ranges": _promotion_range,
        "promotion_items": _promotion_item,
        "organizations": _organization,
        "customers": _customer,
        "customer_phones": _phone_row,
        "customer_addresses": _address,
        "orders": _order,
        "order_items": _order_item,
        "order_payments": _order_payment,
    }
)
