from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from salescenter.domain.pricing.priced import NotApplied, PromotionResult, Reason
from salescenter.domain.promotion import PromotionType
from salescenter.ui.views.marketing_promotions import MarketingPromotions
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.frame import named
from tests.ui.keys import press
from tests.ui.views.following import InFront, a_view

HOSTILE = '<b>Zoë</b> <img src="file:///x.png"> & Söhne'


def applied(number=1, name="Ten off", amount=1_000):
    return PromotionResult(number, 1, name, PromotionType.ORDER_PERCENT, amount=amount)


def short(number=2, have=5_765, name="Free delivery from 75.00"):
    why = NotApplied(Reason.BELOW_AMOUNT, have, 7_500)
    return PromotionResult(number, 1, name, PromotionType.DELIVERY_FIXED_PRICE, why)


def refused(reason, number=3):
    return PromotionResult(
        number, 1, f"Promotion {number}", PromotionType.ORDER_AMOUNT, NotApplied(reason)
    )


@pytest.fixture
def bench(qapp):
    return InFront()


@pytest.fixture
def view(qtbot, theme, bench):
    made = MarketingPromotions(bench)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def show(view, bench, *promotions, **more):
    bench.bring(a_view(*promotions, **more))
    QApplication.processEvents()


def spoken(cards):
    return [card.accessibleName() for card in cards.cards()]


def test_without_an_order_it_says_what_can_be_done(view, bench):
    QApplication.processEvents()
    empty = named(view, "promotions-empty")
    assert empty.isVisible()
    assert empty.accessibleName() == "No order in front"


def test_a_store_without_promotions_says_so(view, bench):
    show(view, bench)
    assert named(view, "promotions-empty").accessibleName() == "No promotions"


def test_applied_ones_come_first_with_their_amount_then_what_is_short(view, bench):
    show(view, bench, short(), applied(), discount=1_000)
    assert spoken(view.applied) == ["Ten off. -€10.00. Applied to the whole order"]
    assert spoken(view.possible) == ["Free delivery from 75.00. €17.35 short of €75.00"]
    assert named(view, "promotions-applied-heading").text() == "Applied: €10.00 off"


def test_what_does_not_concern_the_order_is_counted_and_shown_on_request(view, bench, qtbot):
    show(view, bench, applied(), refused(Reason.NOT_SCHEDULED), refused(Reason.NOT_ACTIVE, 4))
    more = named(view, "promotions-more")
    assert (more.text(), spoken(view.others)) == ("Show 2 more", [])
    more.setFocus()
    press(more, Qt.Key.Key_Space)
    assert spoken(view.others) == [
        "Promotion 3. Not running at this time.",
        "Promotion 4. Not offered at the moment.",
    ]
    press(more, Qt.Key.Key_Space)
    assert (more.text(), spoken(view.others)) == ("Show 2 more", [])


def test_a_code_that_does_not_qualify_yet_says_what_is_missing_until_it_does(view, bench):
    show(view, bench, refused(Reason.CODE_MISSING))
    assert spoken(view.possible) == ["Promotion 3. Needs a code. Does the customer have one?"]
    show(view, bench, replace(short(3), name="Promotion 3"))
    assert spoken(view.possible) == ["Promotion 3. €17.35 short of €75.00"]
    show(view, bench, replace(applied(3), name="Promotion 3"), discount=1_000)
    assert spoken(view.possible) == []
    assert spoken(view.applied) == ["Promotion 3. -€10.00. Applied to the whole order"]


def test_arrow_keys_go_from_card_to_card(view, bench, qtbot):
    show(view, bench, applied(1), applied(5, "Other"), short())
    view.setFocus()
    first, second = view.applied.cards()
    qtbot.waitUntil(first.hasFocus)
    press(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(second, Qt.Key.Key_Down)
    assert view.possible.cards()[0].hasFocus()
    press(view.possible.cards()[0], Qt.Key.Key_Up)
    assert second.hasFocus()


def test_cards_are_used_again_for_another_version(view, bench):
    show(view, bench, applied(), short())
    card = view.possible.cards()[0]
    show(view, bench, applied(), short(have=7_000))
    assert view.possible.cards() == [card]
    assert card.accessibleName() == "Free delivery from 75.00. €5.00 short of €75.00"


def test_a_store_with_hundreds_of_promotions_draws_a_few(view, bench):
    show(view, bench, *(short(number, have=number) for number in range(1, 201)))
    assert len(view.possible.cards()) == 15
    assert named(view, "promotions-more").text() == "Show 185 more"


def test_while_nobody_can_see_it_nothing_is_drawn(view, bench, qtbot):
    view.hide()
    show(view, bench, applied(), discount=1_000)
    assert spoken(view.applied) == []
    view.show()
    assert len(spoken(view.applied)) == 1


def test_shipping_methods_are_called_by_their_names_and_asked_for_once(view, bench):
    why = NotApplied(Reason.OTHER_PAYMENT_OR_DELIVERY, names=("parcel",))
    promotion = PromotionResult(9, 1, "Parcel deal", PromotionType.DELIVERY_REDUCTION, why)
    show(view, bench, promotion)
    show(view, bench, promotion, applied())
    assert spoken(view.possible) == ["Parcel deal. Only with: Parcel post."]
    assert bench.services.stores.asked == 1


def test_names_show_as_they_were_typed_and_everything_has_a_name(view, bench):
    show(view, bench, applied(name=HOSTILE), short(name=HOSTILE))
    assert find_rich_text(view) == []
    assert find_unnamed(view) == []
    assert view.applied.cards()[0].accessibleName().startswith(HOSTILE)


def test_an_order_that_is_closed_leaves_the_empty_state(view, bench):
    show(view, bench, applied())
    bench.bring(None)
    QApplication.processEvents()
    assert named(view, "promotions-empty").isVisible()
