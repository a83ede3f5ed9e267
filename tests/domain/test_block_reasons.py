"""Why an order is held back, in words."""

from salescenter.domain.block_reasons import BLOCK_REASONS, block_reason
from salescenter.domain.order_blocks import PRICE_OVERRIDE, SHIPPING_OVERRIDE
from salescenter.services.demo.incidents import _INCIDENTS


def test_every_reason_of_the_demo_store_has_a_name():
    assert {code for code, *_rest in _INCIDENTS} <= BLOCK_REASONS.keys()


def test_both_overrides_beyond_a_limit_have_a_name():
    assert {PRICE_OVERRIDE, SHIPPING_OVERRIDE} <= BLOCK_REASONS.keys()


def test_a_reason_reads_in_words_and_an_unknown_one_as_it_is():
    assert block_reason("suspected_fraud") == "Suspected fraud"
    assert block_reason("of another release") == "of another release"
