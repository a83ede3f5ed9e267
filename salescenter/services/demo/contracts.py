"""Prices that some organizations have agreed on: two contracts of the business store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salescenter.domain.catalogue import PriceRow, PriceSource
from salescenter.services.demo.goods import Good, categories, list_price, pleasant
from salescenter.services.demo.offer import TRADE_ID

_FIRST_LIST = TRADE_ID * 100 + 50


@dataclass(frozen=True, slots=True)
class Contract:
    """So many percent of the list price for everything below a category ("" for everything).

    ``min_quantity`` is how many of an item have to be bought; ``organizations`` are ids.
    """

    list_id: int
    name: str
    currency: str
    percent: int
    category: str
    min_quantity: int
    organizations: frozenset[int]


CONTRACTS = (
    Contract(
        _FIRST_LIST,
        "Framework agreement, tools and fasteners",
        "USD",
        90,
        "hardware",
        1,
        frozenset({1, 8, 12}),
    ),
    Contract(
        _FIRST_LIST + 1, "Project prices from five up", "USD", 87, "", 5, frozenset({4, 8, 9})
    ),
)


def contracts_of(organization_id: int | None, currency: str) -> tuple[Contract, ...]:
    """The contracts by which an organization may buy in a currency."""
    return tuple(
        each
        for each in CONTRACTS
        if organization_id in each.organizations and each.currency == currency
    )


def agreed(good: Good, contracts: Iterable[Contract]) -> tuple[PriceRow, ...]:
    """The prices of an item by these contracts."""
    return tuple(
        PriceRow(
            PriceSource.CONTRACT,
            pleasant(list_price(good, TRADE_ID, each.currency) * each.percent // 100),
            each.min_quantity,
            list_id=each.list_id,
        )
        for each in contracts
        if _covers(each, good)
    )


def _covers(contract: Contract, good: Good) -> bool:
    if not good.category.is_discountable:
        return False
    return not contract.category or categories()[contract.category].id in good.category.path


def price_rows(goods: Iterable[Good]) -> Iterator[tuple[int, int, PriceRow]]:
    """(price list, item, price) of all contracts."""
    for good in goods:
        for row in agreed(good, CONTRACTS):
            yield row.list_id, good.id, row
