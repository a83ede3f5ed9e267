"""A store's promotions made ready for the engine: in sequence, with numbered selections.

Built once per offer version and shared by all orders. What an item matches is remembered, so that
pricing 1,000 lines under 20 promotions does not ask 20,000 times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from salescenter.domain.promotion import (
    EVERYTHING,
    Amounts,
    Combination,
    Promotion,
    PromotionGroup,
    Range,
    Redemption,
    Schedule,
    Selection,
    amount_in,
)

_REMEMBERED = 100_000
_GROUP_ORDER = {group: place for place, group in enumerate(PromotionGroup)}
_REDEMPTION_ORDER = {Redemption.COUPON: 0, Redemption.CODE: 1, Redemption.AUTOMATIC: 2}
_ALWAYS = ""

_Known = tuple[tuple[int, ...], tuple[int, ...]]
"""What is remembered of an item: its categories then, and the selections that mean it."""


class Pick:
    """A selection made ready: ``number`` is its place in the index, None when all items match.

    ``by_price`` tells whether prices have to be looked at, ``is_everything`` whether every line is
    meant, whatever it costs.
    """

    __slots__ = ("by_price", "is_everything", "number", "selection")

    def __init__(self, selection: Selection, number: int | None) -> None:
        self.selection = selection
        self.number = number
        self.by_price = bool(
            selection.min_unit_prices or selection.max_unit_prices or selection.without_on_sale
        )
        self.is_everything = number is None and not self.by_price


class Offer:
    """A promotion with its selections made ready and its often needed answers at hand."""

    __slots__ = (
        "_amounts",
        "_currencies",
        "amount_of",
        "buy",
        "codes",
        "contains",
        "counts_units",
        "excludes",
        "get",
        "group",
        "is_always",
        "is_for_all",
        "plain",
        "promotion",
        "quantity_of",
        "stackable",
        "target",
    )

    def __init__(self, promotion: Promotion, index: "_Index") -> None:
        conditions, reward = promotion.conditions, promotion.reward
        self.promotion = promotion
        self.group = promotion.group
        self.excludes = promotion.excludes
        self.stackable = promotion.combination is Combination.STACKABLE
        self.counts_units = promotion.counts_units
        self.codes = frozenset(conditions.codes)
        self.target = index.pick(promotion.target)
        own = promotion.target if self.group is PromotionGroup.ITEM else EVERYTHING
        self.amount_of = index.pick(_given(conditions.min_amount_of, own))
        self.quantity_of = index.pick(_given(conditions.min_quantity_of, own))
        self.contains = tuple(
            (index.pick(portion.selection), portion.quantity) for portion in conditions.contains
        )
        self.buy = tuple((index.pick(part.selection), part.quantity) for part in reward.buy)
        self.get = (index.pick(reward.get.selection), reward.get.quantity) if reward.get else None
        self.plain = Range(rate=reward.rate, amounts=reward.amounts)
        self.is_always = promotion.schedule == Schedule()
        self.is_for_all = not (
            conditions.segments or conditions.not_segments or conditions.nth_order
        )
        self._currencies: dict[str, bool] = {}
        self._amounts = tuple(amounts for amounts in _all_amounts(promotion) if amounts)

    def is_in(self, currency: str) -> bool:
        """Whether every amount of the promotion is given in a currency (nothing is converted)."""
        known = self._currencies.get(currency)
        if known is None:
            known = all(amount_in(amounts, currency) is not None for amounts in self._amounts)
            self._currencies[currency] = known
        return known


class Offers:
    """The promotions of a store in the sequence of evaluation (promotions.md sections 4 and 5)."""

    __slots__ = ("_index", "_memo", "known_codes", "sequence")

    def __init__(self, promotions: Iterable[Promotion] = ()) -> None:
        ordered = sorted(promotions, key=_place)
        self._index = _Index()
        self._memo: dict[int, _Known] = {}
        self.sequence = tuple(Offer(promotion, self._index) for promotion in ordered)
        self.known_codes = frozenset(code for offer in self.sequence for code in offer.codes)

    def rows_by_number(
        self, item_ids: Sequence[int], category_ids: Sequence[tuple[int, ...]]
    ) -> list[list[int]]:
        """For each numbered selection the rows (places in the columns) whose item it means."""
        rows: list[list[int]] = [[] for _ in self._index.matchers]
        if not rows:
            return rows
        remembered = self._memo.get
        for row, (item_id, categories) in enumerate(zip(item_ids, category_ids, strict=True)):
            known = remembered(item_id)
            if known is None or known[0] != categories:
                known = self._learn(item_id, categories)
            for number in known[1]:
                rows[number].append(row)
        return rows

    def named(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ids of all items and of all categories that promotions name, each once."""
        selections = self._index.selections()
        items = {one for each in selections for one in each.item_ids}
        categories = {one for each in selections for one in each.category_ids}
        return tuple(sorted(items)), tuple(sorted(categories))

    def _learn(self, item_id: int, categories: tuple[int, ...]) -> _Known:
        if len(self._memo) >= _REMEMBERED:
            self._memo.clear()
        numbers = tuple(
            number
            for number, matcher in enumerate(self._index.matchers)
            if matcher.means(item_id, categories)
        )
        self._memo[item_id] = (categories, numbers)
        return (categories, numbers)


class _Matcher:
    """The items that a selection means, its prices left aside; an exclusion always wins."""

    def __init__(self, selection: Selection) -> None:
        self._item_ids = frozenset(selection.item_ids)
        self._category_ids = frozenset(selection.category_ids)
        self._no_item_ids = frozenset(selection.excluded_item_ids)
        self._no_category_ids = frozenset(selection.excluded_category_ids)
        self._any = not (self._item_ids or self._category_ids)

    def means(self, item_id: int, category_ids: tuple[int, ...]) -> bool:
        if item_id in self._no_item_ids or not self._no_category_ids.isdisjoint(category_ids):
            return False
        return (
            self._any
            or item_id in self._item_ids
            or not self._category_ids.isdisjoint(category_ids)
        )


class _Index:
    """Numbers the selections that do not mean every item; equal ones share a number."""

    def __init__(self) -> None:
        self.matchers: list[_Matcher] = []
        self._numbers: dict[Selection, int] = {}

    def selections(self) -> tuple[Selection, ...]:
        """The selections that do not mean every item."""
        return tuple(self._numbers)

    def pick(self, selection: Selection) -> Pick:
        by_item = replace(selection, min_unit_prices=(), max_unit_prices=(), without_on_sale=False)
        if by_item == EVERYTHING:
            return Pick(selection, None)
        if by_item not in self._numbers:
            self._numbers[by_item] = len(self.matchers)
            self.matchers.append(_Matcher(by_item))
        return Pick(selection, self._numbers[by_item])


def _all_amounts(promotion: Promotion) -> tuple[Amounts, ...]:
    reward, target = promotion.reward, promotion.target
    by_range = [amounts for one in reward.ranges for amounts in (one.from_amounts, one.amounts)]
    return (
        promotion.conditions.min_amounts,
        reward.amounts,
        reward.max_discounts,
        target.min_unit_prices,
        target.max_unit_prices,
        *by_range,
    )


def _given(selection: Selection | None, own: Selection) -> Selection:
    return own if selection is None else selection


def _place(promotion: Promotion) -> tuple[int, int, int, int, int, int, bool, datetime | str, int]:
    """Where a promotion stands in the sequence.

    What stands alone overall goes first of all, by priority; then group by group: exclusive ones,
    then coupon, code, automatic, then falling priority, earlier start, id. Never by chance.
    """
    group = _GROUP_ORDER[promotion.group]
    redemption = _REDEMPTION_ORDER[promotion.redemption]
    starts = promotion.schedule.starts
    since: tuple[bool, datetime | str] = (starts is not None, starts or _ALWAYS)
    if promotion.combination is Combination.EXCLUSIVE_OVERALL:
        return (0, -promotion.priority, group, 0, redemption, 0, *since, promotion.id)
    exclusive = 0 if promotion.combination is Combination.EXCLUSIVE else 1
    return (1, 0, group, exclusive, redemption, -promotion.priority, *since, promotion.id)
