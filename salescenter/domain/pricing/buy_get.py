"""Buy some, get some free: type 7 (promotions.md section 3 and its notes).

A unit serves once: as trigger or as reward, in one application. Units come from the pool of what
is bought and the pool of what is given, which may overlap or be the same.
"""

from collections.abc import Iterable, Iterator, Sequence

from salescenter.domain.pricing.goods import Goods, Piece, Use, split_piece
from salescenter.domain.pricing.item_rewards import already_discounted
from salescenter.domain.pricing.offers import Offer, Pick
from salescenter.domain.pricing.priced import NotApplied, Reason
from salescenter.domain.pricing.state import Grant, State, Taken
from salescenter.domain.promotion import PromotionGroup, UnitChoice


class _Row:
    """The free units of a row, and those taken from it so far."""

    def __init__(self, pieces: Iterable[Piece], *, triggers: bool, rewards: bool) -> None:
        pieces = tuple(pieces)
        self.free = [piece for piece in pieces if piece.use is Use.FREE]
        self.used = [piece for piece in pieces if piece.use is not Use.FREE]
        self.triggers = triggers
        self.rewards = rewards
        self.taken: list[Piece] = []
        self.trigger_count = 0

    @property
    def count(self) -> int:
        return sum(piece.units for piece in self.free)

    def take(self, place: int, count: int) -> Piece:
        """The first ``count`` units of a free piece."""
        first, self.free[place] = split_piece(self.free[place], count)
        return first

    def take_triggers(self, count: int) -> None:
        self.trigger_count += count
        for place, piece in enumerate(self.free):
            part = min(count, piece.units)
            if part:
                self.used.append(self.take(place, part)._replace(use=Use.TRIGGER))
                count -= part

    def pieces(self, amount: int) -> tuple[Piece, ...]:
        """All units again, the taken ones worth ``amount`` less together."""
        count = sum(piece.units for piece in self.taken)
        value = sum(piece.value for piece in self.taken) - amount
        rewarded = [Piece(count, value, Use.REWARD)] if count else []
        return (*(piece for piece in self.free if piece.units), *self.used, *rewarded)


def buy_get_missing(offer: Offer, state: State) -> NotApplied | None:
    """What is not bought yet, or not there to be given."""
    (buy, bought), (get, given) = _terms(offer)
    goods = state.goods(PromotionGroup.ITEM)
    have = goods.quantity(buy)
    if have < bought:
        return NotApplied(Reason.BELOW_QUANTITY, have, bought, buy.selection)
    rewards = [row for row in goods.rewardable(get, carried=True) if goods.prices[row]]
    if not rewards:
        return NotApplied(Reason.ITEM_MISSING, 0, given, get.selection)
    least = 1 if offer.promotion.reward.partial else given
    together = sum(goods.quantities[row] for row in {*goods.rows(buy), *rewards})
    there = sum(goods.quantities[row] for row in rewards)
    if there < least or together < bought + least:
        same = get.selection == buy.selection
        have, need = (together, bought + least) if same else (there, least)
        return NotApplied(Reason.BELOW_QUANTITY, have, need, get.selection)
    if _applications(offer, _open_rows(offer, goods), None)[0] == 0:
        return already_discounted(goods, [*goods.rows(buy), *rewards])
    return None


def buy_get_free(offer: Offer, state: State, grant: Grant) -> Taken:
    """Per application the units given for those bought, cheapest (or dearest) first."""
    goods = state.goods(PromotionGroup.ITEM)
    rows = _open_rows(offer, goods)
    applications, triggers, rewards = _applications(offer, rows, grant.allowed)
    spare = _count(rows, triggers=True) - triggers
    _take_rewards(rows, rewards, spare, cheapest=_is_cheapest(offer))
    _take_triggers(rows, triggers)
    rewarded = [row for row in rows if rows[row].taken]
    amounts = [_off(goods, row, rows[row]) for row in rewarded]
    worth = dict(zip(rewarded, amounts, strict=True))
    return Taken(
        rows=rewarded,
        amounts=amounts,
        units=[sum(piece.units for piece in rows[row].taken) for row in rewarded],
        applications=applications,
        triggers={row: rows[row].trigger_count for row in rows if rows[row].trigger_count},
        pieces={
            row: rows[row].pieces(worth.get(row, 0))
            for row in rows
            if rows[row].taken or rows[row].trigger_count
        },
    )


def _terms(offer: Offer) -> Sequence[tuple[Pick, int]]:
    (bought,) = offer.buy
    assert offer.get is not None
    return bought, offer.get


def _is_cheapest(offer: Offer) -> bool:
    return offer.promotion.reward.choice is UnitChoice.CHEAPEST


def _open_rows(offer: Offer, goods: Goods) -> dict[int, _Row]:
    """The rows that may serve, by number, in line order."""
    (buy, _), (get, _) = _terms(offer)
    carried = offer.stackable
    triggers = {row for row in goods.rows(buy) if carried or row not in goods.carriers}
    rewards = {row for row in goods.rewardable(get, carried=carried) if goods.values[row]}
    return {
        row: _Row(goods.pieces_of(row), triggers=row in triggers, rewards=row in rewards)
        for row in sorted(triggers | rewards)
    }


def _count(rows: dict[int, _Row], *, triggers: bool = False, rewards: bool = False) -> int:
    return sum(
        row.count
        for row in rows.values()
        if (triggers and row.triggers) or (rewards and row.rewards)
    )


def _applications(offer: Offer, rows: dict[int, _Row], allowed: int | None) -> tuple[int, int, int]:
    """How often it applies, with how many triggers and rewards.

    Triggers and rewards are disjoint, so three counts decide: what can be bought, what can be
    given, and both pools together.
    """
    (_, bought), (_, given) = _terms(offer)
    buyable = _count(rows, triggers=True)
    givable = _count(rows, rewards=True)
    together = _count(rows, triggers=True, rewards=True)
    times = min(buyable // bought, givable // given, together // (bought + given))
    if allowed is not None:
        times = min(times, allowed)
    triggers, rewards = times * bought, times * given
    if not offer.promotion.reward.partial or times == allowed or buyable < triggers + bought:
        return times, triggers, rewards
    more = min(given, givable - rewards, together - triggers - rewards - bought)
    return (
        (times + 1, triggers + bought, rewards + more) if more > 0 else (times, triggers, rewards)
    )


def _take_rewards(rows: dict[int, _Row], count: int, spare: int, *, cheapest: bool) -> None:
    """Take rewards by price, leaving enough units that can be triggers."""
    sign = 1 if cheapest else -1
    candidates = sorted(
        (sign * (piece.value // piece.units), number, place)
        for number, row in rows.items()
        if row.rewards
        for place, piece in enumerate(row.free)
    )
    for _, number, place in candidates:
        row = rows[number]
        part = min(count, row.free[place].units)
        if row.triggers:
            part = min(part, spare)
            spare -= part
        if part:
            row.taken.append(row.take(place, part))
            count -= part


def _take_triggers(rows: dict[int, _Row], count: int) -> None:
    """Take triggers in line order, first where nothing could have been given."""
    for row in _trigger_rows(rows):
        part = min(count, row.count)
        if part:
            row.take_triggers(part)
            count -= part


def _trigger_rows(rows: dict[int, _Row]) -> Iterator[_Row]:
    yield from (row for row in rows.values() if row.triggers and not row.rewards)
    yield from (row for row in rows.values() if row.triggers and row.rewards)


def _off(goods: Goods, number: int, row: _Row) -> int:
    """What the taken units of a row come to, down to their floor."""
    count = sum(piece.units for piece in row.taken)
    value = sum(piece.value for piece in row.taken)
    return max(0, value - goods.lines.floors[number] * count)
