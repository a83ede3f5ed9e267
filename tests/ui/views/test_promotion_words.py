from dataclasses import replace

import pytest

from salescenter.domain.pricing.priced import Limit, NotApplied, PromotionResult, Reason
from salescenter.domain.promotion import PromotionType, Selection
from salescenter.ui.colours import Tone
from salescenter.ui.promotion_words import Facts, Nearness, all_words, named, words_of
from tests.ui.views.following import a_view

THING_2 = Selection(item_ids=(102,))
SOMETHING_ELSE = Selection(category_ids=(4,))


def result(why=None, kind=PromotionType.ORDER_PERCENT, promotion_id=1, name="Spring", **more):
    return PromotionResult(promotion_id, 1, name, kind, why, **more)


def said(why, view=None):
    view = view or a_view(result(), result(promotion_id=7, name="10 % off paint"))
    return words_of(result(why), Facts(view, {"parcel": "Parcel post"})).detail


SENTENCES = [
    (NotApplied(Reason.NOT_ACTIVE), "Not offered at the moment."),
    (NotApplied(Reason.NOT_SCHEDULED), "Not running at this time."),
    (NotApplied(Reason.WRONG_CUSTOMER), "Not for this customer."),
    (NotApplied(Reason.WRONG_CUSTOMER, names=("club", "staff")),
     "Only for customers in: club, staff."),
    (NotApplied(Reason.WRONG_CUSTOMER, 1, 3), "Only for a customer's order no. 3; this is no. 1."),
    (NotApplied(Reason.CODE_MISSING), "Needs a code. Does the customer have one?"),
    (NotApplied(Reason.CODE_UNKNOWN), "The code that was entered belongs to no promotion."),
    (NotApplied(Reason.BELOW_QUANTITY, 2, 3), "1 unit more needed: 2 of 3"),
    (NotApplied(Reason.BELOW_QUANTITY, 1, 3, SOMETHING_ELSE), "2 units more needed: 1 of 3"),
    (NotApplied(Reason.BELOW_QUANTITY, 1, 3, THING_2), "2 more of Thing 2 needed: 1 of 3"),
    (NotApplied(Reason.BELOW_AMOUNT, 5_765, 7_500), "€17.35 short of €75.00"),
    (NotApplied(Reason.BELOW_AMOUNT, 0, 7_500, THING_2),
     "€75.00 short of €75.00, counting Thing 2"),
    (NotApplied(Reason.ITEM_MISSING, 0, 1), "An item that it is for is not on the order yet."),
    (NotApplied(Reason.ITEM_MISSING, 1, 3, SOMETHING_ELSE),
     "2 units of what it is for are not on the order yet."),
    (NotApplied(Reason.ITEM_MISSING, 0, 2, THING_2), "2 more of Thing 2 needed"),
    (NotApplied(Reason.ALREADY_DISCOUNTED, promotion_ids=(7,)),
     "The lines it is for have 10 % off paint already."),
    (NotApplied(Reason.EXCLUDED, promotion_ids=(7,)), "Does not go together with 10 % off paint."),
    (NotApplied(Reason.EXCLUDED, promotion_ids=(99,)),
     "Does not go together with another promotion."),
    (NotApplied(Reason.OTHERS_APPLIED, promotion_ids=(1, 7)),
     "Stands alone, and the order has Spring, 10 % off paint already."),
    (NotApplied(Reason.LIMIT_REACHED, 1, 1, limit=Limit.TOTAL), "It was used up."),
    (NotApplied(Reason.LIMIT_REACHED, 500, 500, limit=Limit.TOTAL), "All 500 of it are used up."),
    (NotApplied(Reason.LIMIT_REACHED, 1, 1, limit=Limit.PER_CUSTOMER),
     "This customer has had it already."),
    (NotApplied(Reason.LIMIT_REACHED, 3, 3, limit=Limit.PER_CUSTOMER),
     "This customer has had it 3 times already; that is the limit."),
    (NotApplied(Reason.LIMIT_REACHED, 2, 2, limit=Limit.PER_ORDER), "At most 2 times an order."),
    (NotApplied(Reason.NO_AMOUNT_IN_CURRENCY), "Not offered in EUR."),
    (NotApplied(Reason.OTHER_PAYMENT_OR_DELIVERY), "Only with another method."),
    (NotApplied(Reason.OTHER_PAYMENT_OR_DELIVERY, names=("parcel", "drone", "invoice")),
     "Only with: Parcel post, drone, Invoice."),
    (NotApplied(Reason.REWARD_IS_ZERO), "There is nothing left that it could take off."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentence"), SENTENCES)
def test_each_reason_is_a_sentence_that_says_what_is_short(why, sentence):
    assert said(why) == sentence


def test_no_reason_is_without_a_sentence():
    assert {why.reason for why, _sentence in SENTENCES} == set(Reason)


def test_an_item_promotion_says_on_which_lines_it_fell():
    applied = result(
        kind=PromotionType.CATEGORY_PERCENT, amount=1_290, line_ids=(11,), line_amounts=(1_290,)
    )
    words = words_of(applied, Facts(a_view(applied)))
    assert (words.detail, words.amount) == ("Applied to line 1", "-€12.90")
    assert (words.tone, words.icon, words.share) == (Tone.OK, "check", None)
    more = result(kind=PromotionType.CATEGORY_PERCENT, amount=1, line_ids=tuple(range(11, 18)))
    assert words_of(more, Facts(a_view(more, lines=9))).detail == (
        "Applied to lines 1, 2, 3, 4 more"
    )


def test_order_and_delivery_promotions_are_applied_to_the_whole():
    whole = result(amount=100, line_ids=(11, 12), line_amounts=(50, 50), line_units=(0, 0))
    assert words_of(whole, Facts(a_view(whole))).detail == "Applied to the whole order"
    delivery = result(kind=PromotionType.DELIVERY_FIXED_PRICE, amount=490, delivery_ids=(1,))
    assert words_of(delivery, Facts(a_view(delivery))).detail == "Applied to the delivery"


def test_what_is_applied_comes_first_then_what_is_nearest():
    far = result(NotApplied(Reason.BELOW_AMOUNT, 10, 100), promotion_id=2)
    near = result(NotApplied(Reason.BELOW_QUANTITY, 2, 3), promotion_id=3)
    code = result(NotApplied(Reason.CODE_MISSING), promotion_id=4)
    closed = result(NotApplied(Reason.NOT_SCHEDULED), promotion_id=5)
    applied = result(promotion_id=6, amount=1)
    view = a_view(closed, code, far, near, applied)
    words = all_words(view, Facts(view))
    assert [one.promotion_id for one in words] == [6, 3, 2, 4, 5]
    assert [one.share for one in words] == [None, 66, 10, None, None]
    assert words[-1].nearness is Nearness.NOT_FOR_THIS_ORDER


def test_a_promotion_is_spoken_whole():
    applied = result(promotion_id=6, amount=1_250)
    words = words_of(applied, Facts(a_view(applied)))
    assert words.spoken == "Spring. -€12.50. Applied to the whole order"


def test_many_names_are_counted():
    assert named(["a", "b", "c", "d"]) == "a, b, c, d"
    assert named(["a", "b", "c", "d", "e"]) == "a, b, c, 2 more"
    assert named([]) == ""


def test_what_a_promotion_wants_is_named_even_when_it_is_not_on_the_order():
    view = replace(
        a_view(), item_names={900: "Teak bench", 102: "Old name"}, category_names={4: "Wall paint"}
    )

    def short_of(**wanted):
        return said(NotApplied(Reason.ITEM_MISSING, 0, 2, Selection(**wanted)), view)

    assert short_of(item_ids=(900,)) == "2 more of Teak bench needed"
    assert short_of(category_ids=(4,)) == "2 more of Wall paint needed"
    assert short_of(item_ids=(102, 900), category_ids=(4,)) == (
        "2 more of Thing 2, Teak bench, Wall paint needed"
    )
    assert short_of(item_ids=(900, 901, 902, 903, 904)) == "2 more of Teak bench, 4 more needed"
