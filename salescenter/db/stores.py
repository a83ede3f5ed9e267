"""Stores, and everything one sells by: taxes, shipping rules, promotions."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import BindParameter, bindparam, literal_column, select, union_all, update

from salescenter.db.expressions import among
from salescenter.db.tables import (
    category,
    item,
    price_list,
    promotion,
    promotion_version,
    ship_charge,
    ship_charge_step,
    ship_method,
    store,
    store_channel,
    tax_rate,
)
from salescenter.db.tables.base import columns
from salescenter.db.work import AnyRow, Work
from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.shipping import AmountCharge, ShippingRule
from salescenter.domain.pricing.tax import TaxRow
from salescenter.domain.promotion import PromotionStatus
from salescenter.domain.promotion_document import read_promotion
from salescenter.domain.store import Channel, ShipMethod, Store, StoreKind
from salescenter.domain.terms import Names, Terms

_stores = select(store).order_by(store.c.code)
_channels = select(*columns(store_channel, "store_id", "code", "name")).order_by(
    store_channel.c.store_id, store_channel.c.position
)
_methods = (
    select(*columns(ship_method, "store_id", "code", "name", "transit_days"))
    .where(ship_method.c.is_active)
    .order_by(ship_method.c.store_id, ship_method.c.position)
)
_this: BindParameter[int] = bindparam("store_id")
_names = union_all(
    select(literal_column("0"), item.c.id, item.c.name).where(among(item.c.id, "item_ids")),
    select(literal_column("1"), category.c.id, category.c.name).where(
        among(category.c.id, "category_ids")
    ),
)
_offer_version = select(store.c.offer_version).where(store.c.id == _this)
_raise_offer = (
    update(store).where(store.c.id == _this).values(offer_version=store.c.offer_version + 1)
)
_currencies = (
    select(price_list.c.currency)
    .where(price_list.c.store_id == _this)
    .distinct()
    .order_by(price_list.c.currency)
)
_taxes = (
    select(
        *columns(tax_rate, "country", "region", "category", "name", "rate", "is_included", "starts")
    )
    .where(tax_rate.c.store_id == _this)
    .order_by(tax_rate.c.id)
)
_rules = (
    select(
        ship_method.c.code,
        *columns(ship_charge, "id", "currency", "base", "country", "region", "per_kg"),
        *columns(ship_charge_step, "amount_from", "charge"),
    )
    .join_from(ship_charge, ship_method)
    .outerjoin(ship_charge_step)
    .where(
        ship_method.c.store_id == _this,
        ship_method.c.is_active,
        ship_charge.c.currency == bindparam("currency"),
    )
    .order_by(ship_charge.c.id, ship_charge_step.c.amount_from)
)
_promotions = (
    select(promotion_version.c.definition)
    .join(promotion, promotion.c.id == promotion_version.c.promotion_id)
    .where(
        promotion.c.store_id == _this,
        promotion_version.c.version == promotion.c.version,
        promotion_version.c.status.in_((PromotionStatus.ACTIVE, PromotionStatus.SUSPENDED)),
    )
    .order_by(promotion.c.id)
)


class Stores:
    """Stores in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> list[Store]:
        """All stores by code, with channels and methods; three statements."""
        channels, methods = defaultdict(list), defaultdict(list)
        for store_id, code, name in self._work.all(_channels):
            channels[store_id].append(Channel(code, name))
        for store_id, code, name, transit_days in self._work.all(_methods):
            methods[store_id].append(ShipMethod(code, name, transit_days))
        rows = self._work.all(_stores)
        return [_store(row, channels[row.id], methods[row.id]) for row in rows]

    def get(self, store_id: int) -> Store | None:
        """The store with this id; there are few, so they are read as they are."""
        return next((each for each in self.all() if each.id == store_id), None)

    def currencies(self, store_id: int) -> tuple[str, ...]:
        """The currencies that a store has price lists in."""
        return tuple(row.currency for row in self._work.all(_currencies, {"store_id": store_id}))

    def offer_version(self, store_id: int) -> int:
        """The version of what the store sells by."""
        return int(self._work.scalar(_offer_version, {"store_id": store_id}))

    def raise_offer_version(self, store_id: int) -> None:
        """Prices, promotions, taxes or shipping rules changed: open orders are priced anew."""
        self._work.execute(_raise_offer, {"store_id": store_id})

    def terms(self, store_id: int, currency: str) -> Terms:
        """Everything that pricing needs of a store in a currency, at its offer version."""
        found = self.get(store_id)
        if found is None:
            raise LookupError(f"no store {store_id}")
        here = {"store_id": store_id, "currency": currency}
        taxes = tuple(_tax(row) for row in self._work.all(_taxes, here))
        rules = _rules_of(self._work.all(_rules, here))
        documents = self._work.all(_promotions, here)
        promotions = Offers(read_promotion(row.definition) for row in documents)
        names = self._names(promotions)
        return Terms(found, currency, found.offer_version, taxes, rules, promotions, names)

    def _names(self, promotions: Offers) -> Names:
        """What the items and categories are called that promotions name; one statement."""
        item_ids, category_ids = promotions.named()
        if not item_ids and not category_ids:
            return Names()
        found: tuple[dict[int, str], dict[int, str]] = ({}, {})
        these = {"item_ids": item_ids, "category_ids": category_ids}
        for which, its_id, name in self._work.all(_names, these):
            found[which][its_id] = name
        return Names(*found)


def _store(row: AnyRow, channels: list[Channel], methods: list[ShipMethod]) -> Store:
    return Store(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=StoreKind(row.kind),
        currency=row.currency,
        language=row.language,
        country=row.country,
        time_zone=row.time_zone,
        offer_version=row.offer_version,
        channels=tuple(channels),
        methods=tuple(methods),
        is_test=row.is_test,
    )


def _tax(row: AnyRow) -> TaxRow:
    country, region, category, name, rate, is_included, starts = row
    return TaxRow(country, region or "", category, name, rate, is_included, starts)


def _rules_of(rows: Iterable[AnyRow]) -> tuple[ShippingRule, ...]:
    """One rule a charge; its steps are rows of their own."""
    steps: dict[int, list[AmountCharge]] = defaultdict(list)
    first: dict[int, AnyRow] = {}
    for row in rows:
        first.setdefault(row.id, row)
        if row.amount_from is not None:
            steps[row.id].append(AmountCharge(row.amount_from, row.charge))
    return tuple(
        ShippingRule(
            method=row.code,
            currency=row.currency,
            base=row.base,
            country=row.country or "",
            region=row.region or "",
            rate_per_kg=row.per_kg,
            table=tuple(steps[charge_id]),
        )
        for charge_id, row in first.items()
    )
