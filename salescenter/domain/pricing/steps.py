"""One line's way from its list price to what is paid, composed when somebody looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from salescenter.domain.catalogue import PriceSource
from salescenter.domain.pricing.priced import Priced, PromotionResult
from salescenter.domain.promotion import PromotionGroup
from salescenter.i18n import N_


class StepKind(StrEnum):
    """What changed the value of a line."""

    LIST_PRICE = "list_price"
    ENTITLED_PRICE = "entitled_price"
    OVERRIDE = "override"
    IMPORTED = "imported"
    PROMOTION = "promotion"
    ORDER_SHARE = "order_share"
    TAX_INCLUDED = "tax_included"
    TAX = "tax"


STEP_NAMES = {
    StepKind.LIST_PRICE: N_("List price"),
    StepKind.ENTITLED_PRICE: N_("Price for this customer"),
    StepKind.OVERRIDE: N_("Price override"),
    StepKind.IMPORTED: N_("Imported amount"),
    StepKind.PROMOTION: N_("Promotion"),
    StepKind.ORDER_SHARE: N_("Share of an order promotion"),
    StepKind.TAX_INCLUDED: N_("Tax included"),
    StepKind.TAX: N_("Tax"),
}


@dataclass(frozen=True, slots=True)
class PriceStep:
    """A step: by how much the line's value changes (minor units), and what it is then.

    ``source`` names where an entitled price comes from; ``promotion_id`` and ``name`` the
    promotion. ``contained`` is the included tax, which changes nothing.
    """

    kind: StepKind
    change: int
    running: int
    source: PriceSource | None = None
    promotion_id: int | None = None
    name: str = ""
    contained: int = 0


def price_steps(priced: Priced, line_id: int) -> tuple[PriceStep, ...]:
    """The steps of one line, from list price to what is paid with its tax.

    The first step starts from nothing, so the changes add up to the last ``running``. Raises
    KeyError for a line that was not priced.
    """
    if line_id not in priced.lines.ids:
        raise KeyError(line_id)
    row = priced.lines.ids.index(line_id)
    steps: list[PriceStep] = []
    running = 0
    for step in (*_own(priced, row), *_promotions(priced, line_id), *_taxes(priced, row)):
        kind, change, source, result, contained = step
        running += change
        promotion_id, name = (result.promotion_id, result.name) if result else (None, "")
        steps.append(PriceStep(kind, change, running, source, promotion_id, name, contained))
    return tuple(steps)


_Step = tuple[StepKind, int, PriceSource | None, PromotionResult | None, int]


def _own(priced: Priced, row: int) -> Iterator[_Step]:
    """From the list price to the goods value: what was agreed before any promotion."""
    lines = priced.lines
    quantity, entitled = lines.quantities[row], lines.entitled_prices[row]
    source, listed = lines.sources[row], lines.list_prices[row]
    value = (entitled if listed is None else listed) * quantity
    yield (StepKind.LIST_PRICE, value, source if listed is None else PriceSource.LIST, None, 0)
    if entitled * quantity != value:
        yield (StepKind.ENTITLED_PRICE, entitled * quantity - value, source, None, 0)
        value = entitled * quantity
    override = lines.overrides[row]
    if override is not None:
        yield (StepKind.OVERRIDE, override * quantity - value, None, None, 0)
        value = override * quantity
    if lines.goods[row] != value:
        yield (StepKind.IMPORTED, lines.goods[row] - value, None, None, 0)


def _promotions(priced: Priced, line_id: int) -> Iterator[_Step]:
    for result in priced.promotions:
        amount = _amount_on(result, line_id)
        if amount:
            is_item = result.group is PromotionGroup.ITEM
            kind = StepKind.PROMOTION if is_item else StepKind.ORDER_SHARE
            yield (kind, -amount, None, result, 0)


def _amount_on(result: PromotionResult, line_id: int) -> int:
    if line_id not in result.line_ids:
        return 0
    return result.line_amounts[result.line_ids.index(line_id)]


def _taxes(priced: Priced, row: int) -> Iterator[_Step]:
    lines = priced.lines
    if lines.taxes_included[row]:
        yield (StepKind.TAX_INCLUDED, 0, None, None, lines.taxes_included[row])
    if lines.taxes[row]:
        yield (StepKind.TAX, lines.taxes[row], None, None, 0)
