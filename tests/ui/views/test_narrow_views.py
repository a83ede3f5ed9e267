"""Views in a narrow dock: words stay words, buttons say what they do."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from salescenter.ui.promotion_words import Nearness, PromotionWords
from salescenter.ui.views.customer_finder import CustomerFinder
from salescenter.ui.views.marketing_promotions import PromotionCard
from tests.ui.fake_desk import FakeWorkbench
from tests.ui.frame import named

WORDS = PromotionWords(
    promotion_id=1,
    name="Garden furniture: 20 % off, with nothing else",
    detail="Applied to line 3",
    amount="-€1,676.20",
    nearness=Nearness.APPLIED,
)


def a_card(qtbot: Any, width: int) -> PromotionCard:
    card = PromotionCard(1)
    qtbot.addWidget(card)
    card.resize(width, 200)
    card.show_words(WORDS)
    card.show()
    QApplication.processEvents()
    return card


@pytest.mark.parametrize(("width", "is_below"), [(170, True), (340, False)])
def test_the_amount_stands_under_the_name_in_a_narrow_dock(
    qtbot: Any, theme: object, width: int, is_below: bool
) -> None:
    card = a_card(qtbot, width)
    amount = named(card, "promotion-1-amount")
    top = amount.mapTo(card, amount.rect().topLeft()).y()
    assert (top > amount.height()) is is_below
    assert amount.width() >= amount.minimumSizeHint().width()


def test_new_customer_is_a_button_with_words(qtbot: Any, qapp: object) -> None:
    finder = CustomerFinder(FakeWorkbench())  # type: ignore[arg-type]
    qtbot.addWidget(finder)
    assert "New customer" in finder.new_button.text()
