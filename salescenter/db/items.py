"""Items: what pricing needs of many at once, what can be promised, and finding by words."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select, update

from salescenter.db.expressions import among
from salescenter.db.search import Wish, find
from salescenter.db.search_subjects import ITEM
from salescenter.db.tables import (
    association,
    category,
    contract_member,
    expected_receipt,
    item,
    item_part,
    place,
    price,
    price_list,
    stock,
)
from salescenter.db.tables.base import columns
from salescenter.db.vocabulary import add_words
from salescenter.db.work import AnyRow, Work
from salescenter.domain.catalogue import (
    Association,
    AssociationKind,
    Availability,
    CatalogueItem,
    ItemKind,
    ItemMatch,
    PartOf,
    PriceRow,
    PriceSource,
    Receipt,
)
from salescenter.domain.pricing.entitled import entitled_price
from salescenter.domain.search_text import search_text, words

# Prices that always held start here, since the instant is part of their key.
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_BARCODE = re.compile(r"\d{8}|\d{12,14}")

_ITEM = (
    "id",
    "sku",
    "name",
    "unit",
    "category_id",
    "tax_category",
    "weight_grams",
    "is_discountable",
    "is_active",
    "kind",
    "product_id",
    "attributes",
    "is_backorderable",
    "is_discontinued",
    "is_returnable",
)
_these = among(item.c.id, "ids")
_items = select(*columns(item, *_ITEM)).where(_these)
_up = (
    select(item.c.category_id.label("leaf"), item.c.category_id.label("id"))
    .where(_these)
    .distinct()
    .cte("up", recursive=True)
)
_up = _up.union_all(
    select(_up.c.leaf, category.c.parent_id).where(
        category.c.id == _up.c.id, category.c.parent_id.is_not(None)
    )
)
_ancestors = select(_up.c.leaf, _up.c.id)
_named = select(contract_member.c.price_list_id).where(
    contract_member.c.price_list_id == price_list.c.id
)
# A contract that names its members is theirs alone.
_is_theirs = or_(
    price_list.c.kind != PriceSource.CONTRACT,
    ~exists(_named),
    exists(_named.where(contract_member.c.organization_id == bindparam("organization"))),
)
_prices = (
    select(
        price.c.item_id,
        price_list.c.kind,
        *columns(price, "amount", "min_quantity", "starts", "ends"),
        price_list.c.id,
    )
    .join_from(price_list, price)
    .where(
        price_list.c.store_id == bindparam("store_id"),
        price_list.c.currency == bindparam("currency"),
        among(price.c.item_id, "ids"),
        _is_theirs,
    )
    .order_by(price_list.c.id, price.c.min_quantity, price.c.starts)
)
_free = func.sum(stock.c.on_hand - stock.c.reserved - stock.c.safety_stock)
_stock = (
    select(stock.c.item_id, _free, func.sum(stock.c.backorder_limit))
    .join_from(stock, place)
    .where(place.c.is_active, among(stock.c.item_id, "ids"))
    .group_by(stock.c.item_id)
)
_receipts = (
    select(*columns(expected_receipt, "item_id", "expected", "quantity"))
    .join_from(expected_receipt, place)
    .where(place.c.is_active, among(expected_receipt.c.item_id, "ids"))
    .order_by(expected_receipt.c.expected, expected_receipt.c.id)
)

_parts = (
    select(item_part.c.part_id, item_part.c.quantity)
    .where(item_part.c.item_id == bindparam("whole"))
    .order_by(item_part.c.position, item_part.c.part_id)
)
_variants = (
    select(item.c.id)
    .where(item.c.product_id == bindparam("product"), item.c.is_active)
    .order_by(item.c.sku)
)
_by_code = select(item.c.sku, item.c.id).where(among(item.c.sku, "codes"), item.c.is_active)
_by_barcode = select(item.c.barcode, item.c.id).where(
    among(item.c.barcode, "codes"), item.c.is_active
)
_associations = (
    select(*columns(association, "source_id", "target_id", "kind", "position"))
    .join_from(association, item, item.c.id == association.c.target_id)
    .where(among(association.c.source_id, "ids"), item.c.is_active)
    .order_by(association.c.source_id, association.c.position, association.c.target_id)
)
_names = select(item.c.id, item.c.name).where(_these)
_list_names = select(price_list.c.id, price_list.c.name).where(among(price_list.c.id, "ids"))
_texts = select(*columns(item, "id", "sku", "name", "category_id")).where(_these)
_category_names = select(_up.c.leaf, category.c.name).join(category, category.c.id == _up.c.id)
_index = (
    update(item).where(item.c.id == bindparam("its_id")).values(search_text=bindparam("new_text"))
)


class Items:
    """Items in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def facts(
        self,
        item_ids: Sequence[int],
        store_id: int,
        currency: str,
        organization_id: int | None = None,
    ) -> dict[int, CatalogueItem]:
        """Items by id with their prices in a store and currency; three statements, none for none.

        An item that the store does not sell in this currency has no prices. ``organization_id``:
        whose contracts count besides those that name nobody.
        """
        if not item_ids:
            return {}
        these: dict[str, Any] = {"ids": item_ids, "store_id": store_id, "currency": currency}
        these["organization"] = organization_id
        prices: dict[int, list[PriceRow]] = defaultdict(list)
        for item_id, kind, amount, least, starts, ends, list_id in self._work.all(_prices, these):
            since = None if starts == ALWAYS else starts
            row = PriceRow(PriceSource(kind), amount, least, since, ends, list_id)
            prices[item_id].append(row)
        ancestors: dict[int, list[int]] = defaultdict(list)
        for leaf, category_id in self._work.all(_ancestors, these):
            ancestors[leaf].append(category_id)
        upwards = {leaf: tuple(path) for leaf, path in ancestors.items()}
        return {
            row.id: _item(row, upwards[row.category_id], tuple(prices[row.id]))
            for row in self._work.all(_items, these)
        }

    def availability(self, item_ids: Sequence[int]) -> dict[int, Availability]:
        """What can be promised of items that have stock or expect some; two statements."""
        if not item_ids:
            return {}
        receipts: dict[int, list[Receipt]] = defaultdict(list)
        for item_id, expected, quantity in self._work.all(_receipts, {"ids": item_ids}):
            receipts[item_id].append(Receipt(expected, quantity))
        counts = {row[0]: row[1:] for row in self._work.all(_stock, {"ids": item_ids})}
        return {
            item_id: Availability(
                item_id, max(int(free), 0), int(backorder_limit), tuple(receipts[item_id])
            )
            for item_id in counts.keys() | receipts.keys()
            for free, backorder_limit in (counts.get(item_id, (0, 0)),)
        }

    def parts_of(self, item_id: int) -> tuple[PartOf, ...]:
        """What is in a bundle or package, in order."""
        return tuple(PartOf(*row) for row in self._work.all(_parts, {"whole": item_id}))

    def variants_of(self, product_id: int) -> list[int]:
        """The items that a product comes as, by code."""
        return [row.id for row in self._work.all(_variants, {"product": product_id})]

    def names(self, item_ids: Sequence[int]) -> dict[int, str]:
        """What these are called; one statement."""
        return {row.id: row.name for row in self._work.all(_names, {"ids": item_ids})}

    def list_names(self, list_ids: Sequence[int]) -> dict[int, str]:
        """What these price lists are called; one statement."""
        return {row.id: row.name for row in self._work.all(_list_names, {"ids": list_ids})}

    def coded(self, codes: Sequence[str]) -> dict[str, int]:
        """Items by code or bar code, as it was asked for in small letters; two statements."""
        spelt = {way for code in codes for way in (code, code.upper(), code.lower())}
        asked = {"codes": sorted(spelt)}
        found = {row.barcode.lower(): row.id for row in self._work.all(_by_barcode, asked)}
        return found | {row.sku.lower(): row.id for row in self._work.all(_by_code, asked)}

    def associations(self, item_ids: Sequence[int]) -> list[Association]:
        """What goes with these items, or in their place, by item, kind and position."""
        if not item_ids:
            return []
        return [
            Association(source, target, AssociationKind(kind), position)
            for source, target, kind, position in self._work.all(_associations, {"ids": item_ids})
        ]

    def find(self, store_id: int, currency: str, text: str, limit: int) -> list[ItemMatch]:
        """Items that a store sells in a currency, by code and words; misspelt ones are corrected.

        Six statements, two more where words were corrected, and two for a bar code.
        """
        scanned = self._scanned(store_id, currency, text.strip())
        if scanned:
            return scanned
        sold = {"store_id": store_id, "currency": currency}
        hits = find(self._work, Wish(ITEM, limit, values=sold), text)
        corrected = {hit.id: hit.answer.corrected for hit in hits}
        return self._matches(corrected, store_id, currency)

    def _scanned(self, store_id: int, currency: str, text: str) -> list[ItemMatch]:
        """The item with this bar code, if it is one and the store sells it."""
        if not _BARCODE.fullmatch(text):
            return []
        ids = self._work.all(_by_barcode, {"codes": [text]})
        found = self._matches({row.id: () for row in ids}, store_id, currency)
        return [replace(each, is_scanned=True) for each in found if each.amount]

    def _matches(
        self, corrected: Mapping[int, tuple[str, ...]], store_id: int, currency: str
    ) -> list[ItemMatch]:
        """Items as hits show them, in this order."""
        item_ids = list(corrected)
        facts = self.facts(item_ids, store_id, currency)
        stocks = self.availability(item_ids)
        found = []
        for item_id, words_corrected in corrected.items():
            each = facts[item_id]
            shown = (each.id, each.sku, each.name, each.unit, self._list_price(each), currency)
            free = stocks[item_id].free if item_id in stocks else 0
            kinds = (each.kind, each.is_discontinued)
            found.append(ItemMatch(*shown, free, words_corrected, *kinds))
        return found

    def _list_price(self, each: CatalogueItem) -> int:
        """Per unit now; the price that is paid where there is no list price."""
        entitled = entitled_price(each.prices, 1, self._work.now)
        if entitled is None:
            return 0
        return entitled.amount if entitled.list_price is None else entitled.list_price

    def index(self, item_ids: Sequence[int]) -> None:
        """Make the words that these items are found by anew: they, or their categories, changed."""
        names: dict[int, list[str]] = defaultdict(list)
        for leaf, name in self._work.all(_category_names, {"ids": item_ids}):
            names[leaf].append(name)
        rows = [
            {"its_id": row.id, "new_text": item_words(row.sku, row.name, names[row.category_id])}
            for row in self._work.all(_texts, {"ids": item_ids})
        ]
        if rows:
            self._work.execute(_index, rows)
            add_words(self._work, ITEM, *(row["new_text"] for row in rows))


def _item(
    row: AnyRow, category_ids: tuple[int, ...], prices: tuple[PriceRow, ...]
) -> CatalogueItem:
    return CatalogueItem(
        id=row.id,
        sku=row.sku,
        name=row.name,
        unit=row.unit,
        category_ids=category_ids,
        tax_category=row.tax_category,
        weight_grams=row.weight_grams,
        is_discountable=row.is_discountable,
        is_active=row.is_active,
        prices=prices,
        kind=ItemKind(row.kind),
        product_id=row.product_id,
        attributes=tuple(row.attributes),
        is_backorderable=row.is_backorderable,
        is_discontinued=row.is_discontinued,
        is_returnable=row.is_returnable,
    )


def item_words(sku: str, name: str, categories: Sequence[str]) -> str:
    """The text that an item is found by: a line for each field of ``ITEM``."""
    parts = words(sku)
    whole = ("".join(parts),) if len(parts) > 1 else ()
    below = (word for each in categories for word in words(each))
    return search_text((*parts, *whole), words(name), below)
