from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.order import Block, BlockKind
from salescenter.domain.parts import Parts
from salescenter.ui.views.blocks import Blocks
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.views.following import InFront, a_view

HOSTILE = '<b>Zoë</b> <img src="file:///x.png"> & Söhne'
AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
OPEN = Block(5, "price.beyond_limit", BlockKind.AUTOMATIC, "12 % below", "limit 10 %", AT)
DONE = Block(4, "checked", BlockKind.MANUAL, HOSTILE, placed_at=AT, resolved_at=AT)


@pytest.fixture
def bench(qapp):
    return InFront()


@pytest.fixture
def view(qtbot, theme, bench):
    made = Blocks(bench)
    qtbot.addWidget(made)
    made.resize(1100, 160)
    made.show()
    return made


def cells(view, column):
    place = view.model.column_of(column)
    return [view.model.index(row, place).data() for row in range(view.model.rowCount())]


def test_without_an_order_and_without_blocks_it_is_one_line_that_says_so(view, bench):
    assert view.quiet_text.text() == "Open an order to see what holds it back."
    bench.bring(a_view())
    assert view.quiet_text.text() == "No blocks: nothing holds this order back."
    assert not view.table.isVisible()
    assert view.minimumSizeHint().height() < 80


def test_open_blocks_stand_before_resolved_ones_with_reason_kind_and_comment(view, bench):
    bench.bring(a_view(blocks=Parts((DONE, OPEN))))
    assert view.table.isVisible()
    assert cells(view, "state") == ["Open", "Resolved"]
    assert cells(view, "reason") == ["price.beyond_limit", "checked"]
    assert cells(view, "kind") == ["Automatic", "Manual"]
    assert cells(view, "comment") == ["12 % below", HOSTILE]
    assert cells(view, "resolved")[0] == "—"


def test_times_are_those_of_the_store(view, bench):
    bench.bring(a_view(blocks=Parts((OPEN,))))
    assert cells(view, "placed")[0].endswith("11:30")
    assert bench.services.stores.asked == 1


def test_it_follows_the_order_in_front(view, bench):
    bench.bring(a_view(blocks=Parts((OPEN,))))
    bench.bring(a_view())
    assert not view.table.isVisible()
    bench.bring(None)
    assert "Open an order" in view.quiet_text.text()


def test_comments_show_as_they_were_typed_and_everything_has_a_name(view, bench):
    bench.bring(a_view(blocks=Parts((DONE, OPEN))))
    assert find_rich_text(view) == []
    assert find_unnamed(view) == []


def test_the_table_obeys_qt(qtmodeltester, view, bench):
    bench.bring(a_view(blocks=Parts((DONE, OPEN))))
    qtmodeltester.check(view.model)


def test_a_block_says_in_words_why_it_is_there_and_who_placed_it(view, bench):
    held = Block(6, "credit_check", BlockKind.AUTOMATIC, placed_at=AT)
    asked = Block(
        7, "customer_request", BlockKind.MANUAL, placed_at=AT, placed_by=1,
        resolved_at=AT, resolved_by=2,
    )  # fmt: skip
    made = a_view(blocks=Parts((held, asked)))
    bench.bring(replace(made, user_names={1: "Rep", 2: "<b>Lead</b>"}))
    assert cells(view, "reason") == ["Credit check", "Customer's request"]
    assert cells(view, "placed_by") == ["System", "Rep"]
    tips = view.model.index(1, view.model.column_of("resolved")).data(Qt.ItemDataRole.ToolTipRole)
    assert "Lead" in tips
