"""Buy some, get some free: type 7 (promotions.md section 3 and its notes).

A unit serves once: as trigger or as reward, in one application. Units come from the pool of what
is bought and the pool of what is given, which may overlap or be the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from salescenter.domain.money import share, share_within
from salescenter.domain.pricing.goods import Goods, Piece, Use
from salescenter.domain.pricing.item_rewards import already_discounted
from salescenter.domain.pricing.offers import Offer, Pick
from salescenter.domain.pricing.priced import NotApplied, Reason
from salescenter.domain.pricing.state import Grant, State, Taken
from salescenter.domain.promotion import PromotionGroup, UnitChoice, amount_in


@dataclass(slots=True)
class _Free:
    """Units of a piece of a row that have not served yet, and what they are taken as."""

    row: int
    place: int
    units: int
    price: int
    bought: bool
    given: bool
    rewards: int = 0
    triggers: int = 0


@dataclass(slots=True)
class _Terms:
    """How many units are bought and given in one application, and out of which selections."""

    buy: Pick
    bought: int
    get: Pick
    given: int
    partial: bool


def buy_get_missing(offer: Offer, state: State) -> NotApplied | None:
    """What is not bought yet, or not there to be given."""
    terms, goods = _terms(offer), state.goods(PromotionGroup.ITEM)
    quantities = goods.quantities
    have = goods.quantity(terms.buy)
    if have < terms.bought:
        return NotApplied(Reason.BELOW_QUANTITY, have, terms.bought, terms.buy.selection)
    rewards = [row for row in goods.rewardable(terms.get, carried=True) if goods.prices[row]]
    if not rewards:
        return NotApplied(Reason.ITEM_MISSING, 0, terms.given, terms.get.selection)
    least = 1 if terms.partial else terms.given
    pool = {*goods.rows(terms.buy), *rewards}
    together = sum([quantities[row] for row in pool])
    there = sum([quantities[row] for row in rewards])
    if there < least or together < terms.bought + least:
        same = terms.get.selection == terms.buy.selection
        have, need = (together, terms.bought + least) if same else (there, least)
        return NotApplied(Reason.BELOW_QUANTITY, have, need, terms.get.selection)
    taken = goods.carriers or goods.pieces
    if taken and not _applications(terms, _free_units(offer, terms, goods), None)[0]:
        return already_discounted(goods, sorted(pool))
    return None


def buy_get_free(offer: Offer, state: State, grant: Grant) -> Taken:
    """Per application the units given for those bought.

    The cheapest are given for the dearest, or the other way round, so that the order of the lines
    decides nothing but ties.
    """
    terms, goods = _terms(offer), state.goods(PromotionGroup.ITEM)
    free = _free_units(offer, terms, goods)
    applications, triggers, rewards = _applications(terms, free, grant.allowed)
    spare = sum([one.units for one in free if one.bought]) - triggers
    dearest = offer.promotion.reward.choice is UnitChoice.DEAREST
    _take_rewards(free, rewards, spare, dearest=dearest)
    _take_triggers(free, triggers, dearest=not dearest)
    taken = _taken(goods, free, applications)
    cap = amount_in(offer.promotion.reward.max_discounts, goods.currency)
    return taken if cap is None or sum(taken.amounts) <= cap else _capped(taken, cap)


def _terms(offer: Offer) -> _Terms:
    ((buy, bought),) = offer.buy
    if offer.get is None:
        raise ValueError(f"promotion {offer.promotion.id} gives nothing")
    get, given = offer.get
    return _Terms(buy, bought, get, given, offer.promotion.reward.partial)


def _free_units(offer: Offer, terms: _Terms, goods: Goods) -> list[_Free]:
    """The units that may serve, in line order."""
    carried, carriers = offer.stackable, goods.carriers
    bought = {row for row in goods.rows(terms.buy) if carried or row not in carriers}
    given = {row for row in goods.rewardable(terms.get, carried=carried) if goods.values[row]}
    return [
        _Free(row, place, piece.units, piece.value // piece.units, row in bought, row in given)
        for row in sorted(bought | given)
        for place, piece in enumerate(goods.pieces_of(row))
        if piece.use is Use.FREE
    ]


def _applications(
    terms: _Terms, free: Iterable[_Free], allowed: int | None
) -> tuple[int, int, int]:
    """How often it applies, with how many triggers and rewards.

    Triggers and rewards are disjoint, so three counts decide: what can be bought, what can be
    given, and both pools together.
    """
    buyable = sum([one.units for one in free if one.bought])
    givable = sum([one.units for one in free if one.given])
    together = sum([one.units for one in free])
    times = min(
        buyable // terms.bought, givable // terms.given, together // (terms.bought + terms.given)
    )
    if allowed is not None:
        times = min(times, allowed)
    triggers, rewards = times * terms.bought, times * terms.given
    if not terms.partial or times == allowed or buyable < triggers + terms.bought:
        return times, triggers, rewards
    more = min(terms.given, givable - rewards, together - triggers - rewards - terms.bought)
    if more <= 0:
        return times, triggers, rewards
    return times + 1, triggers + terms.bought, rewards + more


def _take_rewards(free: Iterable[_Free], count: int, spare: int, *, dearest: bool) -> None:
    """Take rewards by price, equal ones in line order, leaving enough that can be triggers."""
    candidates = [one for one in free if one.given]
    candidates.sort(key=attrgetter("price"), reverse=dearest)
    for one in candidates:
        part = min(count, one.units)
        if one.bought:
            part = min(part, spare)
            spare -= part
        one.rewards = part
        count -= part
        if not count:
            return


def _take_triggers(free: Iterable[_Free], count: int, *, dearest: bool) -> None:
    """Take triggers by price, first where nothing could have been given; equal: in line order."""
    for given in (False, True):
        candidates = [one for one in free if one.bought and one.given is given]
        candidates.sort(key=attrgetter("price"), reverse=dearest)
        for one in candidates:
            one.triggers = min(count, one.units - one.rewards)
            count -= one.triggers
            if not count:
                return


def _taken(goods: Goods, free: Iterable[_Free], applications: int) -> Taken:
    served: dict[int, list[_Free]] = {}
    for one in free:
        if one.rewards or one.triggers:
            served.setdefault(one.row, []).append(one)
    taken = Taken(applications=applications)
    rows: list[int] = []
    amounts: list[int] = []
    units: list[int] = []
    for row, parts in served.items():
        worth, taken.pieces[row] = _cut(goods, row, parts)
        if triggers := sum([one.triggers for one in parts]):
            taken.triggers[row] = triggers
        if rewards := sum([one.rewards for one in parts]):
            rows.append(row)
            amounts.append(worth)
            units.append(rewards)
    taken.rows, taken.amounts, taken.units = rows, amounts, units
    return taken


def _cut(goods: Goods, row: int, parts: list[_Free]) -> tuple[int, tuple[Piece, ...]]:
    """What a row's rewards come to, down to their floor, and the row in its new pieces."""
    floor, worth = goods.lines.floors[row], 0
    places = {one.place: one for one in parts}
    pieces: list[Piece] = []
    for place, piece in enumerate(goods.pieces_of(row)):
        one = places.get(place)
        if one is None:
            pieces.append(piece)
        elif one.triggers == piece.units:
            pieces.append(Piece(piece.units, piece.value, Use.TRIGGER))
        else:
            rest = piece.units - one.rewards - one.triggers
            counts = (one.rewards, one.triggers, rest)
            whole = one.rewards == piece.units
            value, *others = (piece.value, 0, 0) if whole else share(piece.value, counts)
            off = max(0, value - floor * one.rewards)
            worth += off
            new = zip(counts, (value - off, *others), _USES, strict=True)
            pieces += [Piece(count, left, use) for count, left, use in new if count]
    return worth, tuple(pieces)


def _capped(taken: Taken, cap: int) -> Taken:
    """The reward cut down to its cap; the rewarded units keep what is not taken off."""
    amounts = share_within(cap, taken.amounts, taken.amounts)
    for row, before, after in zip(taken.rows, taken.amounts, amounts, strict=True):
        pieces = taken.pieces[row]
        place = next(at for at, piece in enumerate(pieces) if piece.use is Use.REWARD)
        kept = pieces[place]._replace(value=pieces[place].value + before - after)
        taken.pieces[row] = (*pieces[:place], kept, *pieces[place + 1 :])
    taken.amounts = amounts
    return taken


_USES = (Use.REWARD, Use.TRIGGER, Use.FREE)
