"""What became of a promotion, in sentences that can be read to the customer.

Pure: a result of the pricing engine goes in, words come out. For each of the reasons why a
promotion was not applied (promotions.md section 9) there is a sentence that says what is missing.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from salescenter.domain.order import METHOD_NAMES, PaymentMethod
from salescenter.domain.pricing.priced import Limit, NotApplied, PromotionResult, Reason
from salescenter.domain.promotion import EVERYTHING, PromotionGroup, Selection
from salescenter.i18n import _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import money_text, quantity_text

MOST_NAMED = 4
"""Lines, items or promotions named in one sentence; the others are counted."""


class Nearness(IntEnum):
    """How near a promotion is to being applied; the view lists them in this order."""

    APPLIED = 0
    WITHIN_REACH = 1
    NEEDS_SOMETHING = 2
    OVERTAKEN = 3
    NOT_FOR_THIS_ORDER = 4


_NEARNESS: Mapping[Reason, Nearness] = {
    Reason.BELOW_AMOUNT: Nearness.WITHIN_REACH,
    Reason.BELOW_QUANTITY: Nearness.WITHIN_REACH,
    Reason.ITEM_MISSING: Nearness.WITHIN_REACH,
    Reason.CODE_MISSING: Nearness.NEEDS_SOMETHING,
    Reason.OTHER_PAYMENT_OR_DELIVERY: Nearness.NEEDS_SOMETHING,
    Reason.ALREADY_DISCOUNTED: Nearness.OVERTAKEN,
    Reason.EXCLUDED: Nearness.OVERTAKEN,
    Reason.OTHERS_APPLIED: Nearness.OVERTAKEN,
    Reason.REWARD_IS_ZERO: Nearness.OVERTAKEN,
    Reason.LIMIT_REACHED: Nearness.OVERTAKEN,
    Reason.NOT_ACTIVE: Nearness.NOT_FOR_THIS_ORDER,
    Reason.NOT_SCHEDULED: Nearness.NOT_FOR_THIS_ORDER,
    Reason.WRONG_CUSTOMER: Nearness.NOT_FOR_THIS_ORDER,
    Reason.CODE_UNKNOWN: Nearness.NOT_FOR_THIS_ORDER,
    Reason.NO_AMOUNT_IN_CURRENCY: Nearness.NOT_FOR_THIS_ORDER,
}
_LOOKS: Mapping[Nearness, tuple[str, Tone]] = {
    Nearness.APPLIED: ("check", Tone.OK),
    Nearness.WITHIN_REACH: ("tag", Tone.INFO),
    Nearness.NEEDS_SOMETHING: ("key", Tone.MUTED),
    Nearness.OVERTAKEN: ("minus", Tone.MUTED),
    Nearness.NOT_FOR_THIS_ORDER: ("ban", Tone.MUTED),
}


@dataclass(frozen=True, slots=True)
class PromotionWords:
    """A promotion as its card reads. ``detail`` is a sentence of its own.

    ``amount`` is what it takes off, written; "" while it takes off nothing. ``share`` is how far
    the order has come, 0 to 100, or None where nothing is counted.
    """

    promotion_id: int
    name: str
    detail: str
    amount: str
    nearness: Nearness
    share: int | None = None

    @property
    def icon(self) -> str:
        """The motif that goes with the meaning."""
        return _LOOKS[self.nearness][0]

    @property
    def tone(self) -> Tone:
        """What the colour means."""
        return _LOOKS[self.nearness][1]

    @property
    def spoken(self) -> str:
        """All of it in one text, for screen readers."""
        return ". ".join(part for part in (self.name, self.amount, self.detail) if part)


class Facts:
    """What the sentences need to know of the order they are about.

    ``method_names`` are the store's shipping methods by code, as far as they are known.
    """

    def __init__(self, view: OrderView, method_names: Mapping[str, str] | None = None) -> None:
        self.currency = view.priced.currency
        self._view = view
        self._methods = method_names or {}
        self._items: dict[int, str] | None = None
        self._promotions = {each.promotion_id: each.name for each in view.priced.promotions}

    def money(self, minor: int) -> str:
        """An amount of the order's currency, written."""
        return money_text(minor, self.currency)

    def place_of(self, line_id: int) -> int:
        """The place of a line as a person counts it, from 1."""
        return bisect_left(self._view.priced.lines.ids, line_id) + 1

    def names_of(self, wanted: Selection) -> list[str]:
        """Items, as they are called on the order where they are on it, then categories."""
        if self._items is None:
            on_order = {line.item_id: line.name for line in self._view.order.items}
            self._items = {**self._view.item_names, **on_order}
        categories = self._view.category_names
        return [
            *(self._items[one] for one in wanted.item_ids if one in self._items),
            *(categories[one] for one in wanted.category_ids if one in categories),
        ]

    def promotion_names(self, promotion_ids: Iterable[int]) -> str:
        """Promotions by their names, as far as the store offers them still."""
        names = [self._promotions[one] for one in promotion_ids if one in self._promotions]
        return named(names) or _("another promotion")

    def way_names(self, codes: Iterable[str]) -> str:
        """Payment or shipping methods by their names."""
        return named([self._way_name(code) for code in codes])

    def _way_name(self, code: str) -> str:
        if code in set(PaymentMethod):
            return _(METHOD_NAMES[PaymentMethod(code)])
        return self._methods.get(code, code)


def words_of(result: PromotionResult, facts: Facts) -> PromotionWords:
    """A promotion in words: what it does on this order, or what keeps it from it."""
    why = result.not_applied
    if why is None:
        detail, nearness = _applied(result, facts), Nearness.APPLIED
        amount = money_text(-result.amount, facts.currency)
    else:
        detail, nearness, amount = _SENTENCES[why.reason](why, facts), _NEARNESS[why.reason], ""
    share = _share(why) if nearness is Nearness.WITHIN_REACH else None
    return PromotionWords(result.promotion_id, result.name, detail, amount, nearness, share)


def all_words(view: OrderView, facts: Facts) -> list[PromotionWords]:
    """All promotions of an order: what is applied in sequence, then what is nearest to it."""
    made = [words_of(result, facts) for result in view.priced.promotions]
    return sorted(made, key=lambda words: (words.nearness, -(words.share or 0)))


def named(names: Sequence[str], in_all: int = 0) -> str:
    """Names in one text: all of a few, else the first ones and how many more.

    ``in_all``: how many there are, where not all of their names are known.
    """
    shown = [name for name in names if name]
    in_all = max(in_all, len(shown)) if shown else 0
    if in_all == len(shown) <= MOST_NAMED:
        return ", ".join(shown)
    others = in_all - len(shown[: MOST_NAMED - 1])
    more = ngettext("{count} more", "{count} more", others).format(count=quantity_text(others))
    return ", ".join([*shown[: MOST_NAMED - 1], more])


def _share(why: NotApplied | None) -> int | None:
    """Nothing is counted, or nothing is there yet: then there is no way to be shown."""
    if why is None or not why.need or not why.have:
        return None
    return max(0, min(99, why.have * 100 // why.need))


def _applied(result: PromotionResult, facts: Facts) -> str:
    if result.group is PromotionGroup.DELIVERY:
        return _("Applied to the delivery")
    if result.group is PromotionGroup.ORDER:
        return _("Applied to the whole order")
    places = [quantity_text(facts.place_of(line_id)) for line_id in result.line_ids]
    text = ngettext("Applied to line {lines}", "Applied to lines {lines}", len(places))
    return text.format(lines=named(places))


def _of_what(wanted: Selection | None, facts: Facts) -> str:
    """What is counted, where it can be named."""
    if wanted is None or wanted == EVERYTHING:
        return ""
    quoted = [_quoted(name) for name in facts.names_of(wanted)]
    return named(quoted, len(wanted.item_ids) + len(wanted.category_ids))


def _quoted(name: str) -> str:
    """A name with a comma in it would read as two things in a list."""
    return f"“{name}”" if "," in name else name


def _not_active(_why: NotApplied, _facts: Facts) -> str:
    return _("Not offered at the moment.")


def _not_scheduled(_why: NotApplied, _facts: Facts) -> str:
    return _("Not running at this time.")


def _wrong_customer(why: NotApplied, _facts: Facts) -> str:
    if why.need is not None and why.have is not None:
        return _("Only for a customer's order no. {need}; this is no. {have}.").format(
            need=quantity_text(why.need), have=quantity_text(why.have)
        )
    if why.names:
        return _("Only for customers in: {groups}.").format(groups=named(why.names))
    return _("Not for this customer.")


def _code_missing(_why: NotApplied, _facts: Facts) -> str:
    return _("Needs a code. Does the customer have one?")


def _code_unknown(_why: NotApplied, _facts: Facts) -> str:
    return _("The code that was entered belongs to no promotion.")


def _below_quantity(why: NotApplied, facts: Facts) -> str:
    have, need = why.have or 0, why.need or 0
    of_what, short = _of_what(why.wanted, facts), need - have
    if of_what:
        text = _("{short} more of {what} needed: {have} of {need}")
    else:
        text = ngettext(
            "{short} unit more needed: {have} of {need}",
            "{short} units more needed: {have} of {need}",
            short,
        )
    return text.format(
        short=quantity_text(short),
        what=of_what,
        have=quantity_text(have),
        need=quantity_text(need),
    )


def _below_amount(why: NotApplied, facts: Facts) -> str:
    have, need = why.have or 0, why.need or 0
    of_what = _of_what(why.wanted, facts)
    text = (
        _("{short} short of {need}, counting {what}") if of_what else _("{short} short of {need}")
    )
    return text.format(short=facts.money(need - have), need=facts.money(need), what=of_what)


def _item_missing(why: NotApplied, facts: Facts) -> str:
    short = (why.need or 1) - (why.have or 0)
    what = _of_what(why.wanted, facts)
    if what:
        return _("{short} more of {what} needed").format(short=quantity_text(short), what=what)
    text = ngettext(
        "An item that it is for is not on the order yet.",
        "{short} units of what it is for are not on the order yet.",
        short,
    )
    return text.format(short=quantity_text(short))


def _already_discounted(why: NotApplied, facts: Facts) -> str:
    return _("The lines it is for have {names} already.").format(
        names=facts.promotion_names(why.promotion_ids)
    )


def _excluded(why: NotApplied, facts: Facts) -> str:
    return _("Does not go together with {names}.").format(
        names=facts.promotion_names(why.promotion_ids)
    )


def _others_applied(why: NotApplied, facts: Facts) -> str:
    return _("Stands alone, and the order has {names} already.").format(
        names=facts.promotion_names(why.promotion_ids)
    )


def _limit_reached(why: NotApplied, _facts: Facts) -> str:
    count = why.need or 0
    if why.limit is Limit.PER_CUSTOMER:
        text = ngettext(
            "This customer has had it already.",
            "This customer has had it {count} times already; that is the limit.",
            count,
        )
    elif why.limit is Limit.PER_ORDER:
        text = ngettext("Once an order only.", "At most {count} times an order.", count)
    else:
        text = ngettext("It was used up.", "All {count} of it are used up.", count)
    return text.format(count=quantity_text(count))


def _no_amount(_why: NotApplied, facts: Facts) -> str:
    return _("Not offered in {currency}.").format(currency=facts.currency)


def _other_way(why: NotApplied, facts: Facts) -> str:
    ways = facts.way_names(why.names)
    return _("Only with: {ways}.").format(ways=ways) if ways else _("Only with another method.")


def _reward_is_zero(_why: NotApplied, _facts: Facts) -> str:
    return _("There is nothing left that it could take off.")


_SENTENCES: Mapping[Reason, Callable[[NotApplied, Facts], str]] = {
    Reason.NOT_ACTIVE: _not_active,
    Reason.NOT_SCHEDULED: _not_scheduled,
    Reason.WRONG_CUSTOMER: _wrong_customer,
    Reason.CODE_MISSING: _code_missing,
    Reason.CODE_UNKNOWN: _code_unknown,
    Reason.BELOW_QUANTITY: _below_quantity,
    Reason.BELOW_AMOUNT: _below_amount,
    Reason.ITEM_MISSING: _item_missing,
    Reason.ALREADY_DISCOUNTED: _already_discounted,
    Reason.EXCLUDED: _excluded,
    Reason.OTHERS_APPLIED: _others_applied,
    Reason.LIMIT_REACHED: _limit_reached,
    Reason.NO_AMOUNT_IN_CURRENCY: _no_amount,
    Reason.OTHER_PAYMENT_OR_DELIVERY: _other_way,
    Reason.REWARD_IS_ZERO: _reward_is_zero,
}
