"""The worked basket of promotions.md section 3, and short ways to say what a test needs.

3 x MUG 8.40 (CUPS), 2 x TEA 6.25 (TEA), 1 x POT 31.50 (POTS), delivery 6.90; goods 69.20.
"""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from salescenter.domain.money import Money
from salescenter.domain.pricing.engine import price_order
from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.priced import NotApplied, Priced, PromotionResult
from salescenter.domain.pricing.request import (
    Buyer,
    Lines,
    PricingRequest,
    RequestDelivery,
    RequestLine,
)
from salescenter.domain.promotion import (
    Amounts,
    Portion,
    Promotion,
    PromotionType,
    Reward,
    Selection,
)

NOW = datetime(2024, 6, 5, 12, tzinfo=UTC)  # a Wednesday
CUPS, TEA_CATEGORY, POTS, KITCHEN = 1, 2, 3, 9
MUG = RequestLine(1, 11, "MUG", 840, 3, (CUPS, KITCHEN))
TEA = RequestLine(2, 12, "TEA", 625, 2, (TEA_CATEGORY,))
POT = RequestLine(3, 13, "POT", 3150, 1, (POTS, KITCHEN))
BASKET = (MUG, TEA, POT)
DELIVERY = RequestDelivery(1, "ground", 690)
MUGS, TEAS, POT_ONLY = (Selection(item_ids=(item,)) for item in (11, 12, 13))
T = PromotionType


def euro(minor: int) -> Amounts:
    return (Money(minor, "EUR"),)


def percent(value: int) -> int:
    """A percentage as millionths."""
    return value * 10_000


_ids = count(1)


def promotion(kind: PromotionType, **fields: Any) -> Promotion:
    """A promotion with a number of its own; the fields of ``Reward`` may be given directly."""
    reward = {name: fields.pop(name) for name in Reward.__dataclass_fields__ if name in fields}
    number = fields.pop("id", None) or next(_ids)
    given = {"name": f"promotion {number}", "reward": Reward(**reward), **fields}
    return Promotion(id=number, version=1, store_id=1, type=kind, **given)


def buy_get(buy: Selection, bought: int, get: Selection, given: int, **fields: Any) -> Promotion:
    return promotion(T.BUY_GET_FREE, buy=(Portion(bought, buy),), get=Portion(given, get), **fields)


def request(
    lines: tuple[RequestLine, ...] = BASKET,
    deliveries: tuple[RequestDelivery, ...] = (DELIVERY,),
    **fields: Any,
) -> PricingRequest:
    given = {"currency": "EUR", "at": NOW, "local_at": NOW, "buyer": Buyer(customer_id=1), **fields}
    return PricingRequest(lines=Lines.of(lines), deliveries=deliveries, **given)


def priced(*promotions: Promotion, **fields: Any) -> Priced:
    """The basket, or what is given instead, priced under these promotions."""
    return price_order(request(**fields), Offers(promotions))


def result(price: Priced, wanted: Promotion) -> PromotionResult:
    return next(one for one in price.promotions if one.promotion_id == wanted.id)


def why_not(price: Priced, wanted: Promotion) -> NotApplied:
    """Why a promotion was not applied; a test fails here if it was."""
    not_applied = result(price, wanted).not_applied
    assert not_applied is not None
    return not_applied


def line(number: int, price: int, quantity: int = 1, **fields: Any) -> RequestLine:
    """A line of an item of its own."""
    made = RequestLine(number, 100 + number, f"SKU-{number}", price, quantity)
    return replace(made, **fields)
