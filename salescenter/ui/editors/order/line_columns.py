"""The columns of an order's lines, and the facts that stand beside the lines: price and stock.

A price is no field of a line, so its columns are functions of the line and of ``LineFacts``; they
are compared for the visible rows only, and only cells that read differently are painted.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from salescenter.domain.catalogue import Availability
from salescenter.domain.order import OrderItem
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.dates import short_date_text
from salescenter.ui.money_text import DASH, amount_text, quantity_text
from salescenter.ui.tables import END, Column

QUANTITY = "quantity"
UNIT = "unit"
BUNDLE = "bundle"
NUMBERS = frozenset({"place", QUANTITY, "price", "discount", "total"})
"""Columns of figures: in a spreadsheet they stay figures."""
_BELONGS = "\N{BOX DRAWINGS LIGHT UP AND RIGHT}"
_MOST_OF_BUNDLE = 26
AVAILABILITY = "availability"


class LineFacts:
    """What is known of the lines besides the lines: their place, their price, the stock.

    ``today`` is the date in the store's zone. ``bundles`` says by line which bundle it came with:
    for the first of its lines what it is called and costs, for the others that they belong to it.
    """

    __slots__ = ("_items", "bundles", "currency", "lines", "places", "stock", "today", "units")

    def __init__(self, view: OrderView, today: date) -> None:
        self.currency = view.order.currency
        self.lines = view.priced.lines
        self.places = {line_id: place for place, line_id in enumerate(self.lines.ids)}
        self.stock = {each.item_id: each for each in view.availability}
        self.today = today
        self.units = view.units
        self.bundles = _bundles(view)
        self._items = view.order.items

    def place(self, line: OrderItem) -> int:
        """Where the line stands, counted from 0; -1 for one that has no price yet."""
        return self.places.get(line.id, -1)

    def widest(self) -> dict[str, str]:
        """The longest text of each column of figures: a figure is never cut short."""
        lines, currency = self.lines, self.currency
        if not lines.ids:
            return {}
        prices = max(lines.entitled_prices), max(each or 0 for each in lines.overrides)
        off = max(lines.item_discounts) + max(lines.order_discounts)
        return {
            "place": quantity_text(len(lines.ids)),
            QUANTITY: quantity_text(max(lines.quantities)),
            "price": amount_text(max(prices), currency),
            "discount": amount_text(-off, currency),
            "total": amount_text(max(lines.paid), currency),
            UNIT: max(self._units_shown(), key=len, default=""),
            BUNDLE: max(self.bundles.values(), key=len, default="")[:_MOST_OF_BUNDLE],
            AVAILABILITY: "" if self._all_in_stock() else _longest_availability(),
        }

    def _units_shown(self) -> Iterable[str]:
        if not self.units:
            return ()
        return {self.units.get(line.item_id, "") for line in self._items}

    def _all_in_stock(self) -> bool:
        free = {item_id: each.free for item_id, each in self.stock.items()}
        return all(free.get(line.item_id, 0) >= line.quantity for line in self._items)

    def availability(self, line: OrderItem) -> tuple[str, Tone]:
        """Whether so many can be promised, and when, in words and what they mean."""
        stock = self.stock.get(line.item_id, Availability(line.item_id, 0))
        if stock.free >= line.quantity:
            return _("In stock"), Tone.OK
        expected = stock.expected_for(line.quantity, self.today)
        if expected is not None:
            day = short_date_text(expected, self.today)
            return _("Backorder {date}").format(date=day), Tone.WARN
        if stock.free:
            return _("Only {count} free").format(count=quantity_text(stock.free)), Tone.ERROR
        return _("Not in stock"), Tone.ERROR


def _longest_availability() -> str:
    """A date of the longest kind, and as much as the icon before the words takes."""
    return f"\u2003\u2003{_('Backorder {date}').format(date='30 Sept')}"


def _place(line: OrderItem, facts: LineFacts) -> str:
    return quantity_text(facts.place(line) + 1)


def _unit(line: OrderItem, facts: LineFacts) -> str:
    return facts.units.get(line.item_id, "")


def _bundle(line: OrderItem, facts: LineFacts) -> str:
    return facts.bundles.get(line.id, "")


def _bundles(view: OrderView) -> dict[int, str]:
    """By line: the name and price of its bundle at the first of its lines, then a mark."""
    paid: dict[int, int] = defaultdict(int)
    grouped = [line for line in view.order.items if line.bundle_group is not None]
    if not grouped:
        return {}
    amounts = dict(zip(view.priced.lines.ids, view.priced.lines.paid, strict=True))
    for line in grouped:
        paid[line.bundle_group or 0] += amounts.get(line.id, 0)
    found, seen = {}, set()
    for line in grouped:
        if line.bundle_group in seen:
            found[line.id] = _BELONGS
            continue
        seen.add(line.bundle_group)
        name = view.item_names.get(line.bundle_id or 0, _("Bundle"))
        price = amount_text(paid[line.bundle_group or 0], view.order.currency)
        found[line.id] = f"{price} {name}"
    return found


def _price(line: OrderItem, facts: LineFacts) -> str:
    at = facts.place(line)
    if at < 0:
        return DASH
    override = facts.lines.overrides[at]
    price = facts.lines.entitled_prices[at] if override is None else override
    return amount_text(price, facts.currency)


def _price_tone(line: OrderItem, _facts: LineFacts) -> Tone:
    return Tone.PLAIN if line.override_price is None else Tone.WARN


def _price_tip(line: OrderItem) -> str:
    if line.override_price is None:
        return ""
    return _("Overridden: {reason}").format(reason=line.override_reason)


def _off(line: OrderItem, facts: LineFacts) -> int:
    at = facts.place(line)
    return facts.lines.item_discounts[at] + facts.lines.order_discounts[at] if at >= 0 else 0


def _discount(line: OrderItem, facts: LineFacts) -> str:
    off = _off(line, facts)
    return amount_text(-off, facts.currency) if off else DASH


def _discount_tone(line: OrderItem, facts: LineFacts) -> Tone:
    return Tone.OK if _off(line, facts) else Tone.MUTED


def _total(line: OrderItem, facts: LineFacts) -> str:
    at = facts.place(line)
    return amount_text(facts.lines.paid[at], facts.currency) if at >= 0 else DASH


def _availability(line: OrderItem, facts: LineFacts) -> str:
    return facts.availability(line)[0]


def _availability_tone(line: OrderItem, facts: LineFacts) -> Tone:
    return facts.availability(line)[1]


def _hurry_tone(line: OrderItem) -> Tone:
    return Tone.WARN if line.expedite else Tone.PLAIN


def _hurry_icon(line: OrderItem) -> str:
    return "clock" if line.expedite else ""


def _name_tip(line: OrderItem) -> str:
    return _("{name} (expedited)").format(name=line.name) if line.expedite else line.name


def _nothing(_line: OrderItem) -> str:
    return ""


def _bundle_tone(_line: OrderItem) -> Tone:
    return Tone.INFO


COLUMNS = (
    Column[OrderItem](
        "place",
        N_("#"),
        _nothing,
        width=32,
        align=END,
        drop=5,
        tone=lambda _line: Tone.MUTED,
        beside=_place,
    ),
    Column[OrderItem]("sku", N_("SKU"), lambda line: line.sku, width=82),
    Column[OrderItem](
        "name",
        N_("Description"),
        lambda line: line.name,
        width=220,
        stretch=1,
        narrowest=132,
        tone=_hurry_tone,
        icon=_hurry_icon,
        tip=_name_tip,
    ),
    Column[OrderItem](
        QUANTITY,
        N_("Qty"),
        lambda line: quantity_text(line.quantity),
        width=52,
        align=END,
        edit=lambda line: str(line.quantity),
    ),
    Column[OrderItem](
        BUNDLE, N_("Bundle"), _nothing, width=60, drop=3, beside=_bundle, tone=_bundle_tone
    ),
    Column[OrderItem](UNIT, N_("Unit"), _nothing, width=46, drop=2, beside=_unit),
    Column[OrderItem](
        "price",
        N_("Unit price"),
        _nothing,
        width=82,
        align=END,
        drop=3,
        tip=_price_tip,
        beside=_price,
        beside_tone=_price_tone,
    ),
    Column[OrderItem](
        "discount",
        N_("Discount"),
        _nothing,
        width=82,
        align=END,
        drop=4,
        beside=_discount,
        beside_tone=_discount_tone,
    ),
    Column[OrderItem](
        "total", N_("Total"), _nothing, width=86, align=END, strong=True, beside=_total
    ),
    Column[OrderItem](
        AVAILABILITY,
        N_("Availability"),
        _nothing,
        width=96,
        drop=1,
        beside=_availability,
        beside_tone=_availability_tone,
    ),
)
