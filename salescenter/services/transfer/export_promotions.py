"""Promotions as the rows of four files; those that make another promotion again are left out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from salescenter.db.exports import codes_of
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.money import Money, decimal_text
from salescenter.domain.promotion import EVERYTHING, Amounts, Promotion, Selection
from salescenter.services.transfer.export_cells import cells_of
from salescenter.services.transfer.make_promotion import IdOf, PromotionRows, make_promotion
from salescenter.services.transfer.nouns import BY_NAME, Key
from salescenter.services.transfer.rows import read_row

Row = Mapping[str, Any]
Files = dict[str, list[Row]]


def promotion_rows(uow: UnitOfWork, noun: str) -> tuple[list[Row], int]:
    """The rows of one of the four files; and of ``promotions`` how many are left out."""
    stores = {store.id: store for store in uow.stores.all()}
    names = _Names(uow)
    found: list[Row] = []
    lost = 0
    for store_id, promotion_id in uow.lookups.promotions(stores):
        promotion = uow.promotions.get(promotion_id)
        if promotion is None:
            continue
        files = _files(promotion, stores[store_id].code, stores[store_id].currency, names)
        if _makes_again(promotion, files, stores[store_id].currency, names):
            found += files[noun]
        else:
            lost += noun == "promotions"
    return found, lost


class _Names:
    """Codes of items and categories by id, and back."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.items = codes_of(uow, "items")
        self.categories = codes_of(uow, "categories")
        self._ids: dict[str, dict[Key, int]] = {
            "items": {(code,): row_id for row_id, code in self.items.items()},
            "categories": {(code,): row_id for row_id, code in self.categories.items()},
        }

    def id_of(self, store_id: int) -> IdOf:
        """As the import asks for ids; the store is the promotion's."""

        def found(noun: str, key: Key) -> int:
            return store_id if noun == "stores" else self._ids[noun][key]

        return found


def _files(promotion: Promotion, store: str, currency: str, names: _Names) -> Files:
    reward, whose = promotion.reward, {"store": store, "promotion": promotion.name}
    own = _currency(promotion) or currency
    ranges: list[Row] = [
        {
            **whose,
            "from_quantity": each.from_quantity,
            "from_amount": _amount(each.from_amounts) or "0",
            "percent": each.rate,
            "amount": _amount(each.amounts),
        }
        for each in reward.ranges
    ]
    parts = [("target", promotion.target)]
    if reward.buy and reward.buy[0].selection != promotion.target:
        parts.append(("buy", reward.buy[0].selection))
    if reward.get is not None and reward.get.selection != promotion.target:
        parts.append(("get", reward.get.selection))
    return {
        "promotions": [_promotion(promotion, store, own)],
        "promotion_ranges": ranges,
        "promotion_items": [
            {**whose, **row} for part, what in parts for row in _selected(part, what, names)
        ],
        "promotion_codes": [{**whose, "code": code} for code in promotion.conditions.codes],
    }


def _promotion(promotion: Promotion, store: str, currency: str) -> Row:
    reward, conditions, limits = promotion.reward, promotion.conditions, promotion.limits
    return {
        "store": store,
        "name": promotion.name,
        "type": promotion.type,
        "status": promotion.status,
        "priority": promotion.priority,
        "combination": promotion.combination,
        "starts": promotion.schedule.starts,
        "ends": promotion.schedule.ends,
        "percent": reward.rate,
        "currency": currency,
        "amount": _amount(reward.amounts),
        "range_basis": reward.range_basis,
        "min_amount": _amount(conditions.min_amounts),
        "min_quantity": conditions.min_quantity,
        "buy_quantity": reward.buy[0].quantity if reward.buy else None,
        "get_quantity": reward.get.quantity if reward.get is not None else None,
        "max_units": reward.max_units,
        "segments": conditions.segments,
        "ship_methods": reward.methods,
        "total_limit": limits.total,
        "customer_limit": limits.per_customer,
        "order_limit": limits.per_order,
    }


def _amount(amounts: Amounts) -> str | None:
    """The first amount; where there are several, what is made again is not the same."""
    return decimal_text(amounts[0]) if amounts else None


def _currency(promotion: Promotion) -> str:
    reward = promotion.reward
    steps = [each for step in reward.ranges for each in (*step.from_amounts, *step.amounts)]
    every: tuple[Money, ...] = (*reward.amounts, *promotion.conditions.min_amounts, *steps)
    return every[0].currency if every else ""


def _selected(part: str, what: Selection, names: _Names) -> Iterator[Row]:
    if what == EVERYTHING:
        return
    for item_id in what.item_ids:
        yield {"part": part, "sku": names.items.get(item_id, "")}
    for category_id in what.category_ids:
        yield {"part": part, "category": names.categories.get(category_id, "")}
    for item_id in what.excluded_item_ids:
        yield {"part": "excluded", "sku": names.items.get(item_id, "")}
    for category_id in what.excluded_category_ids:
        yield {"part": "excluded", "category": names.categories.get(category_id, "")}


def _makes_again(promotion: Promotion, files: Files, currency: str, names: _Names) -> bool:
    """Whether the import would make just this promotion of the rows."""
    read: dict[str, list[Any]] = {}
    for noun, rows in files.items():
        values = [read_row(BY_NAME[noun].row, _filled(row)) for row in rows]
        if any(isinstance(value, tuple) for value in values):
            return False
        read[noun] = values
    [row] = read["promotions"]
    again = PromotionRows(
        row,
        row.currency or currency,
        read["promotion_ranges"],
        read["promotion_items"],
        read["promotion_codes"],
    )
    made = make_promotion(again, promotion.id, names.id_of(promotion.store_id))
    return replace(made, version=promotion.version) == promotion


def _filled(row: Row) -> dict[str, str]:
    return {name: text for name, text in cells_of(row).items() if text}
