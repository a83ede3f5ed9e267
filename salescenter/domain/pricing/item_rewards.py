"""Rewards of item promotions that are percentages: types 1, 3 and 12 (promotions.md section 3).

A percentage is taken of the running value and rounded once per row, not per unit (section 8). A
cap is applied last and spread by what was rewarded; what a row cannot take because of its floor
goes to the others only where an amount is spread.
"""

from collections.abc import Sequence
from operator import itemgetter

from salescenter.domain.money import MILLION, div_half_up, parts_of, share, share_within
from salescenter.domain.pricing.goods import Goods, Piece, Use, split_piece
from salescenter.domain.pricing.offers import Offer
from salescenter.domain.pricing.priced import NotApplied, Reason
from salescenter.domain.pricing.state import Grant, State, Taken
from salescenter.domain.promotion import PriceBase, PromotionGroup, UnitChoice, amount_in


def target_missing(offer: Offer, state: State) -> NotApplied | None:
    """Why no row can be rewarded: nothing of the target is there, or all of it is taken."""
    goods = state.goods(PromotionGroup.ITEM)
    rows = goods.rewardable(offer.target, carried=True)
    if not rows:
        return NotApplied(Reason.ITEM_MISSING, 0, 1, offer.target.selection)
    if not offer.stackable and goods.carriers and all(row in goods.carriers for row in rows):
        return already_discounted(goods, rows)
    return None


def already_discounted(goods: Goods, rows: Sequence[int]) -> NotApplied:
    """The answer that names the promotions which the rows carry."""
    carriers = {goods.carriers[row] for row in rows if row in goods.carriers}
    return NotApplied(Reason.ALREADY_DISCOUNTED, promotion_ids=tuple(sorted(carriers)))


def percent_off_items(offer: Offer, state: State, grant: Grant) -> Taken:
    """A percentage off the target's rows, or off some of their units."""
    goods = state.goods(PromotionGroup.ITEM)
    rows = goods.rewardable(offer.target, carried=offer.stackable)
    reward = offer.promotion.reward
    by_unit = offer.counts_units and not (
        reward.max_units is None and reward.max_units_per_line is None and grant.allowed is None
    )
    in_pieces = not goods.pieces.keys().isdisjoint(rows)
    if by_unit or in_pieces or reward.price_base is PriceBase.LIST:
        return _by_units(offer, goods, rows, grant)
    values = goods.values_of(rows)
    amounts = parts_of(values, grant.rate)
    rooms = goods.rooms(rows) if goods.has_floors else values
    if goods.has_floors:
        amounts = list(map(min, amounts, rooms))
    amounts = _capped(offer, goods, amounts, values, rooms)
    return Taken(rows, amounts, [goods.quantities[row] for row in rows])


def _capped(
    offer: Offer,
    goods: Goods,
    amounts: list[int],
    values: Sequence[int],
    rooms: Sequence[int],
) -> list[int]:
    cap = amount_in(offer.promotion.reward.max_discounts, goods.currency)
    return amounts if cap is None or sum(amounts) <= cap else share_within(cap, values, rooms)


def _by_units(offer: Offer, goods: Goods, rows: Sequence[int], grant: Grant) -> Taken:
    """The slower way, for unit limits and for rows of which other promotions took units."""
    chosen = _choose(offer, goods, rows, grant)
    parted = {row: _part(goods.pieces_of(row), chosen[row]) for row in sorted(chosen)}
    rows = list(parted)
    values = [sum(piece.value for piece in taken) for taken, _ in parted.values()]
    units = [sum(piece.units for piece in taken) for taken, _ in parted.values()]
    floors = goods.lines.floors
    rooms = [
        max(0, value - floors[row] * count)
        for row, value, count in zip(rows, values, units, strict=True)
    ]
    amounts = [
        min(room, _percent(offer, goods, row, value, count, grant.rate))
        for row, value, count, room in zip(rows, values, units, rooms, strict=True)
    ]
    amounts = _capped(offer, goods, amounts, values, rooms)
    pieces = {
        row: (*_reduced(taken, amount), *rest)
        for (row, (taken, rest)), amount in zip(parted.items(), amounts, strict=True)
        if rest or len(taken) > 1 or row in goods.pieces
    }
    return Taken(rows, amounts, units, pieces=pieces)


def _percent(offer: Offer, goods: Goods, row: int, value: int, count: int, rate: int) -> int:
    """The percentage of some units; of the list price, only what goes below the running value."""
    list_price = goods.lines.list_prices[row]
    if offer.promotion.reward.price_base is PriceBase.LIST and list_price is not None:
        full = list_price * count
        return max(0, value - (full - div_half_up(full * rate, MILLION)))
    return div_half_up(value * rate, MILLION)


def _choose(
    offer: Offer, goods: Goods, rows: Sequence[int], grant: Grant
) -> dict[int, dict[int, int]]:
    """How many units of which piece of which row, cheapest or dearest first."""
    reward = offer.promotion.reward
    limits = [reward.max_units, grant.allowed] if offer.counts_units else []
    left = min((limit for limit in limits if limit is not None), default=None)
    candidates = [
        (piece.value // piece.units, row, place, piece.units)
        for row in rows
        for place, piece in enumerate(goods.pieces_of(row))
        if piece.use is not Use.TRIGGER and piece.value > 0
    ]
    candidates.sort(key=itemgetter(0), reverse=reward.choice is UnitChoice.DEAREST)
    chosen: dict[int, dict[int, int]] = {}
    for _, row, place, count in candidates:
        if left == 0:
            break
        of_row = chosen.get(row, {})
        if reward.max_units_per_line is not None:
            count = min(count, reward.max_units_per_line - sum(of_row.values()))
        if left is not None:
            count = min(count, left)
            left -= count
        if count > 0:
            chosen[row] = {**of_row, place: count}
    return chosen


def _part(
    pieces: Sequence[Piece], counts: dict[int, int]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The chosen units of a row, and the rest."""
    taken, rest = [], []
    for place, piece in enumerate(pieces):
        count = counts.get(place, 0)
        if count == piece.units:
            taken.append(piece)
        elif count == 0:
            rest.append(piece)
        else:
            first, other = split_piece(piece, count)
            taken.append(first)
            rest.append(other)
    return tuple(taken), tuple(rest)


def _reduced(pieces: Sequence[Piece], amount: int) -> tuple[Piece, ...]:
    amounts = share(amount, [piece.value for piece in pieces])
    return tuple(
        piece._replace(value=piece.value - off) for piece, off in zip(pieces, amounts, strict=True)
    )
