"""Promotions of a case as promotions of the product (see "kind" in the header of the case file).

A case sequences promotions by group and priority alone, so an entered code is a condition here and
does not move its promotion forward in the sequence.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from salescenter.domain.money import Money
from salescenter.domain.promotion import (
    Amounts,
    Combination,
    Conditions,
    Limits,
    Portion,
    Promotion,
    PromotionType,
    Range,
    RangeBasis,
    Reward,
    Schedule,
    Selection,
    UnitChoice,
    normalized_code,
)
from tests.acceptance.reading import (
    LaterType,
    Node,
    UnknownKey,
    instant,
    minor,
    one_of,
    only,
    percent,
    words,
)

LATER_KINDS: Mapping[str, str] = {
    "product_amount_off": "types 2 and 4 (amount off items)",
    "category_amount_off": "type 13 (amount off a category)",
    "fixed_price_bundle": "type 6 (fixed price for a set)",
    "gift": "type 17 (gift with the order)",
    "shipping_percent_off": "type 19 (reduction of delivery)",
    "shipping_amount_off": "type 19 (reduction of delivery)",
}
_SELECTION = ("skus", "categories", "unit_price_min", "unit_price_max")
_CONDITIONS = (
    *("min_subtotal", "min_subtotal_of", "min_qty", "min_qty_of", "contains", "contains_any"),
    *("segment", "code", "nth_order", "starts", "ends", "shipping_method"),
)
_COMMON = (
    *("id", "kind", "value", "currency", "other_amounts", "priority", "stackable", "exclusive"),
    *("conditions", "limits", "max_discount", "max_applications"),
)
_GOODS = ("target", "exclude_on_sale", "tiers", "tier_basis")
_ITEMS = ("max_items", "max_items_per_line")


@dataclass
class Numbers:
    """Lasting numbers for the names of a case: skus and categories."""

    def __post_init__(self) -> None:
        self._given: dict[tuple[str, str], int] = {}
        self._next = count(1)

    def of(self, kind: str, name: str) -> int:
        """The number of a name, a new one at its first use."""
        if (kind, name) not in self._given:
            self._given[kind, name] = next(self._next)
        return self._given[kind, name]


@dataclass(frozen=True)
class Reader:
    """Reads promotions; amounts are in ``currency`` unless they say otherwise."""

    currency: str
    numbers: Numbers

    def promotion(self, number: int, node: Node) -> Promotion:
        """A promotion; raises LaterType for the kinds that are not computed yet."""
        kind, where = str(node.get("kind")), f"promotions.{node.get('id', number)}"
        if kind in LATER_KINDS:
            raise LaterType(f"{kind}: {LATER_KINDS[kind]} comes later")
        if kind not in _KINDS:
            raise UnknownKey(f"{where}.kind: {kind}")
        keys, read = _KINDS[kind]
        only(node, (*_COMMON, *keys), where)
        one_of(node.get("basis", "line"), ("unit", "line", "group"), f"{where}.basis")
        reader = replace(self, currency=str(node.get("currency", self.currency)))
        return reader.read(read, number, node, where)

    def read(self, read: "_Read", number: int, node: Node, where: str) -> Promotion:
        """A promotion of a kind, its amounts in its own currency."""
        target = self.selection(node.get("target", {}), f"{where}.target", node)
        promotion_type, reward = read(self, node, where, target)
        return Promotion(
            id=number,
            version=1,
            store_id=1,
            name=str(node.get("id", number)),
            type=promotion_type,
            priority=int(node.get("priority", 0)),
            combination=_combination(node),
            schedule=_schedule(node.get("conditions", {})),
            conditions=self.conditions(node.get("conditions", {}), f"{where}.conditions"),
            target=target,
            reward=reward,
            limits=_limits(node, where),
        )

    def amounts(self, value: Any, node: Node | None = None) -> Amounts:
        """An amount and, where the promotion has them, those in other currencies."""
        if value is None:
            return ()
        found = {self.currency: value, **(node or {}).get("other_amounts", {})}
        return tuple(Money(minor(text, code), code) for code, text in found.items())

    def selection(self, node: Node, where: str, promotion: Node | None = None) -> Selection:
        """Skus or categories with bounds of the price per unit; nothing given: everything."""
        only(node, _SELECTION, where)
        return Selection(
            item_ids=tuple(self.numbers.of("sku", sku) for sku in words(node.get("skus"))),
            category_ids=tuple(
                self.numbers.of("category", name) for name in words(node.get("categories"))
            ),
            min_unit_prices=self.amounts(node.get("unit_price_min")),
            max_unit_prices=self.amounts(node.get("unit_price_max")),
            without_on_sale=bool((promotion or {}).get("exclude_on_sale", False)),
        )

    def conditions(self, node: Node, where: str) -> Conditions:
        """The conditions; a smallest amount or quantity counts all goods unless it says of what."""
        only(node, _CONDITIONS, where)
        return Conditions(
            segments=words(node.get("segment")),
            codes=tuple(map(normalized_code, words(node.get("code")))),
            nth_order=node.get("nth_order"),
            min_amounts=self.amounts(node.get("min_subtotal")),
            min_amount_of=self.selection(node.get("min_subtotal_of", {}), f"{where}.of"),
            min_quantity=node.get("min_qty"),
            min_quantity_of=self.selection(node.get("min_qty_of", {}), f"{where}.of"),
            contains=self.contents(node, where),
            delivery_methods=words(node.get("shipping_method")),
        )

    def contents(self, node: Node, where: str) -> tuple[Portion, ...]:
        """``contains``: each of what is listed; ``contains_any``: one of it is enough."""
        found = []
        if "contains" in node:
            each = only(node["contains"], _SELECTION, f"{where}.contains")
            bounds = {key: each[key] for key in _SELECTION[2:] if key in each}
            for key in _SELECTION[:2]:
                for name in words(each.get(key)):
                    found.append(self.selection({key: [name], **bounds}, where))
            if not found:
                found.append(self.selection(bounds, where))
        if "contains_any" in node:
            found.append(self.selection(node["contains_any"], f"{where}.contains_any"))
        return tuple(Portion(1, selection) for selection in found)

    def ranges(self, node: Node, where: str, *, is_percent: bool) -> tuple[Range, ...]:
        """The tiers, each with its rate or its amounts."""
        by_quantity = _tier_basis(node, where) is RangeBasis.QUANTITY
        return tuple(
            Range(
                from_quantity=int(tier["from"]) if by_quantity else 0,
                from_amounts=() if by_quantity else self.amounts(tier["from"]),
                rate=percent(tier["value"]).millionths if is_percent else 0,
                amounts=() if is_percent else self.amounts(tier["value"]),
            )
            for tier in node.get("tiers", ())
            if only(tier, ("from", "value"), f"{where}.tiers")
        )

    def reward(self, node: Node, where: str, *, is_percent: bool) -> Reward:
        """Rate or amount, tiers, caps and unit limits."""
        given = node.get("value")
        return Reward(
            rate=percent(given).millionths if is_percent and given is not None else 0,
            amounts=() if is_percent else self.amounts(given, node),
            ranges=self.ranges(node, where, is_percent=is_percent),
            range_basis=_tier_basis(node, where),
            max_discounts=self.amounts(node.get("max_discount")),
            max_units=node.get("max_items"),
            max_units_per_line=node.get("max_items_per_line"),
            choice=_choice(node, where),
        )

    def portion(self, node: Node, where: str, default: Selection, *more: str) -> Portion:
        """A number of units out of a selection, the default where it names none."""
        only(node, ("qty", *more, *_SELECTION), where)
        named = {key: node[key] for key in _SELECTION if key in node}
        selection = self.selection(named, where) if named else default
        return Portion(int(node.get("qty", 1)), selection)


_ITEM_KEYS = (*_GOODS, *_ITEMS, "basis", "reward_selection")
_Read = Callable[[Reader, Node, str, Selection], tuple[PromotionType, Reward]]


def _percent_off_items(
    reader: Reader, node: Node, where: str, _target: Selection
) -> tuple[PromotionType, Reward]:
    if node["kind"] == "category_percent_off":
        kind = PromotionType.CATEGORY_PERCENT
    elif any(key in node for key in _ITEMS):
        kind = PromotionType.ITEM_UNIT_PERCENT
    else:
        kind = PromotionType.ITEM_SUBTOTAL_PERCENT
    return kind, reader.reward(node, where, is_percent=True)


def _percent_off_order(
    reader: Reader, node: Node, where: str, _target: Selection
) -> tuple[PromotionType, Reward]:
    return PromotionType.ORDER_PERCENT, reader.reward(node, where, is_percent=True)


def _amount_off_order(
    reader: Reader, node: Node, where: str, _target: Selection
) -> tuple[PromotionType, Reward]:
    return PromotionType.ORDER_AMOUNT, reader.reward(node, where, is_percent=False)


def _delivery_price(
    reader: Reader, node: Node, where: str, _target: Selection
) -> tuple[PromotionType, Reward]:
    is_free = node["kind"] == "free_shipping"
    reward = Reward(
        amounts=() if is_free else reader.amounts(node.get("value", node.get("price")), node),
        max_discounts=reader.amounts(node.get("max_discount")),
        methods=words(node.get("method")),
    )
    return PromotionType.DELIVERY_FIXED_PRICE, reward


def _buy_get(
    reader: Reader, node: Node, where: str, target: Selection
) -> tuple[PromotionType, Reward]:
    bought, given = node["buy"], node["get"]
    if not isinstance(bought, Mapping):
        raise LaterType("buy_x_get_y: types 10 and 11 (combinations) come later")
    buy = reader.portion(bought, f"{where}.buy", target)
    default = buy.selection if node.get("same_pool") else target
    get = reader.portion(given, f"{where}.get", default, "percent_off")
    if percent(given.get("percent_off", "100")).millionths != 1_000_000:
        raise LaterType("buy_x_get_y: types 8, 9 and 14 (some units cheaper) come later")
    reward = Reward(
        buy=(buy,), get=get, partial=bool(node.get("partial")), choice=_choice(node, where)
    )
    return PromotionType.BUY_GET_FREE, reward


_KINDS: Mapping[str, tuple[Sequence[str], _Read]] = {
    "order_percent_off": (_GOODS, _percent_off_order),
    "order_amount_off": (_GOODS, _amount_off_order),
    "product_percent_off": (_ITEM_KEYS, _percent_off_items),
    "category_percent_off": (_ITEM_KEYS, _percent_off_items),
    "buy_x_get_y": (
        ("target", "exclude_on_sale", "buy", "get", "same_pool", "partial", "reward_selection"),
        _buy_get,
    ),
    "free_shipping": (("method",), _delivery_price),
    "shipping_fixed_price": (("method", "price"), _delivery_price),
}


def _combination(node: Node) -> Combination:
    if node.get("exclusive"):
        return Combination.EXCLUSIVE_OVERALL
    return Combination.STACKABLE if node.get("stackable") else Combination.COMBINE


def _schedule(node: Node) -> Schedule:
    starts, ends = node.get("starts"), node.get("ends")
    return Schedule(
        starts=None if starts is None else instant(starts),
        ends=None if ends is None else instant(ends, end=True),
    )


def _limits(node: Node, where: str) -> Limits:
    limits = only(node.get("limits", {}), ("total", "per_customer", "used"), f"{where}.limits")
    times = node.get("max_applications") if node["kind"] == "buy_x_get_y" else None
    return Limits(limits.get("total"), times, limits.get("per_customer"))


def _tier_basis(node: Node, where: str) -> RangeBasis:
    return RangeBasis(
        one_of(node.get("tier_basis", "amount"), ("amount", "quantity"), f"{where}.tier_basis")
    )


def _choice(node: Node, where: str) -> UnitChoice:
    known = ("cheapest", "dearest")
    return UnitChoice(
        one_of(node.get("reward_selection", "cheapest"), known, f"{where}.reward_selection")
    )
