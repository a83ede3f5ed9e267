"""From the rows of a promotion to the promotion itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from salescenter.domain.errors import Problem
from salescenter.domain.money import Money, parse_amount
from salescenter.domain.promotion import (
    EVERYTHING,
    Amounts,
    Conditions,
    Limits,
    Portion,
    Promotion,
    Range,
    Redemption,
    Reward,
    Schedule,
    Selection,
)
from salescenter.domain.promotion_rules import problems_of
from salescenter.services.transfer.nouns import Key
from salescenter.services.transfer.rows_promotions import (
    Part,
    PromotionCodeRow,
    PromotionItemRow,
    PromotionRangeRow,
    PromotionRow,
)

IdOf = Callable[[str, Key], int]
"""The id of a thing by noun and key."""


@dataclass(frozen=True, slots=True)
class PromotionRows:
    """A promotion's row with the rows that are parts of it."""

    row: PromotionRow
    currency: str
    ranges: Sequence[PromotionRangeRow] = ()
    items: Sequence[PromotionItemRow] = ()
    codes: Sequence[PromotionCodeRow] = ()


def promotion_problems(rows: PromotionRows) -> Iterator[Problem]:
    """What keeps the promotion from being offered (``promotion_rules``)."""
    yield from problems_of(make_promotion(rows, 0, lambda _noun, _key: 0))


def make_promotion(rows: PromotionRows, promotion_id: int, id_of: IdOf) -> Promotion:
    """The first version of the promotion."""
    row = rows.row
    target = _selection(rows.items, Part.TARGET, id_of)
    return Promotion(
        id=promotion_id,
        version=1,
        store_id=id_of("stores", (row.store,)),
        name=row.name,
        type=row.type,
        status=row.status,
        priority=row.priority,
        redemption=Redemption.CODE if rows.codes else Redemption.AUTOMATIC,
        combination=row.combination,
        schedule=Schedule(row.starts, row.ends),
        conditions=_conditions(rows),
        target=target,
        reward=_reward(rows, target, id_of),
        limits=Limits(row.total_limit, row.order_limit, row.customer_limit),
    )


def _conditions(rows: PromotionRows) -> Conditions:
    row = rows.row
    return Conditions(
        segments=row.segments,
        codes=tuple(code.code_key for code in rows.codes),
        min_amounts=_amounts(row.min_amount, rows.currency),
        min_quantity=row.min_quantity,
    )


def _reward(rows: PromotionRows, target: Selection, id_of: IdOf) -> Reward:
    row = rows.row
    return Reward(
        rate=row.percent,
        amounts=_amounts(row.amount, rows.currency),
        ranges=tuple(_range(each, rows.currency) for each in _rising(rows)),
        range_basis=row.range_basis,
        max_units=row.max_units,
        buy=_portions(row.buy_quantity, rows.items, Part.BUY, target, id_of),
        get=next(iter(_portions(row.get_quantity, rows.items, Part.GET, target, id_of)), None),
        methods=row.ship_methods,
    )


def _rising(rows: PromotionRows) -> list[PromotionRangeRow]:
    return sorted(
        rows.ranges,
        key=lambda each: (each.from_quantity, parse_amount(each.from_amount, rows.currency)),
    )


def _range(row: PromotionRangeRow, currency: str) -> Range:
    return Range(
        from_quantity=row.from_quantity,
        from_amounts=(parse_amount(row.from_amount, currency),),
        rate=row.percent,
        amounts=_amounts(row.amount, currency),
    )


def _amounts(text: str | None, currency: str) -> Amounts:
    made: tuple[Money, ...] = () if text is None else (parse_amount(text, currency),)
    return made


def _portions(
    quantity: int | None,
    items: Sequence[PromotionItemRow],
    part: Part,
    target: Selection,
    id_of: IdOf,
) -> tuple[Portion, ...]:
    """Units of the part's own selection, or of the target where it has none."""
    if quantity is None:
        return ()
    own = _selection(items, part, id_of)
    return (Portion(quantity, target if own == EVERYTHING else own),)


def _selection(items: Sequence[PromotionItemRow], part: Part, id_of: IdOf) -> Selection:
    """What belongs to a part; the target also knows what is never touched."""
    excluded = Part.EXCLUDED if part is Part.TARGET else None
    return Selection(
        item_ids=_ids(items, part, "items", "sku", id_of),
        category_ids=_ids(items, part, "categories", "category", id_of),
        excluded_item_ids=_ids(items, excluded, "items", "sku", id_of),
        excluded_category_ids=_ids(items, excluded, "categories", "category", id_of),
    )


def _ids(
    items: Sequence[PromotionItemRow], part: Part | None, noun: str, column: str, id_of: IdOf
) -> tuple[int, ...]:
    keys = [getattr(item, column) for item in items if item.part == part]
    return tuple(id_of(noun, (key,)) for key in keys if key)
