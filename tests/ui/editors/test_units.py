"""What a quantity counts stands beside it, where it counts something else than pieces."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from salescenter.db import tables
from salescenter.domain.catalogue import ItemMatch, is_piece
from salescenter.ui.editors.order.suggestions import COLUMNS as OFFERED
from tests.ui.editors.order_desk import OrderDesk


def sold_by(at_desk: OrderDesk, sku: str, unit: str) -> None:
    with at_desk.desk.services.database.write() as uow:
        uow.execute(update(tables.item).where(tables.item.c.sku == sku).values(unit=unit))


def is_shown(at_desk: OrderDesk) -> bool:
    grid = at_desk.editor.items.grid
    return not grid.isColumnHidden(at_desk.editor.items.model.column_of("unit"))


def test_the_unit_stands_beside_the_quantity(at_desk: OrderDesk) -> None:
    sold_by(at_desk, "PA-1120", "bucket")
    at_desk.an_order(HW_4411=1, PA_1120=2)
    assert at_desk.cell(1, "unit") == "bucket"
    assert at_desk.cell(0, "unit") == ""
    assert is_shown(at_desk)


def test_while_all_lines_count_pieces_there_is_no_column_for_it(at_desk: OrderDesk) -> None:
    at_desk.an_order(HW_4411=1)
    assert not is_shown(at_desk)
    sold_by(at_desk, "PA-1120", "bucket")
    at_desk.enter("PA-1120")
    at_desk.wait_lines("HW-4411", "PA-1120")
    at_desk.wait(lambda: is_shown(at_desk))


@pytest.mark.parametrize("unit", ["", "EA", "C62", "piece", "Each"])
def test_pieces_need_no_unit(unit: str) -> None:
    assert is_piece(unit)


def test_an_item_that_may_be_meant_says_what_its_price_is_for() -> None:
    match = ItemMatch(1, "PA-1120", "Paint", "BKT", 4_750, "EUR", 3)
    price = next(column for column in OFFERED if column.id == "price")
    assert price.text(match) == "€47.50 / BKT"
    assert price.text(replace(match, unit="EA")) == "€47.50"
