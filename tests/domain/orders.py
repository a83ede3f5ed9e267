"""Strategies that draw orders and what may be changed on them."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from salescenter.domain.address import Address
from salescenter.domain.comment import OrderComment
from salescenter.domain.order import (
    Block,
    BlockKind,
    Delivery,
    Order,
    OrderItem,
    OrderStatus,
    Payment,
    PaymentMethod,
    PaymentState,
)
from salescenter.domain.parts import Parts

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

words = st.sampled_from(["", "a", "Müller", "北京", "=1+1", "<b>x</b>"])
amounts = st.one_of(st.none(), st.integers(0, 10**9))
addresses = st.one_of(st.none(), st.builds(Address, recipient=words, city=words))


def parts(build):
    return st.lists(build, max_size=6, unique_by=lambda part: part.id).map(Parts)


part_ids = st.integers(1, 12)
items = st.builds(
    OrderItem,
    id=part_ids,
    item_id=st.integers(1, 5),
    sku=words,
    name=words,
    quantity=st.integers(1, 999_999),
    delivery_id=st.just(1),
    override_price=amounts,
    override_reason=words,
    told_price=amounts,
    told_date=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 1, 1))),
)
deliveries = st.builds(Delivery, id=part_ids, address=addresses, method=words, instructions=words)
payments = st.builds(
    Payment,
    id=part_ids,
    method=st.sampled_from(PaymentMethod),
    amount=amounts,
    state=st.sampled_from(PaymentState),
    token=words,
)
blocks = st.builds(
    Block,
    id=part_ids,
    reason_code=words,
    kind=st.sampled_from(BlockKind),
    placed_at=st.one_of(st.none(), st.just(NOW)),
)
comments = st.builds(
    OrderComment,
    id=part_ids,
    text=words,
    at=st.just(NOW),
    author_id=st.one_of(st.none(), st.integers(1, 9)),
    channel=words,
    for_customer=st.booleans(),
)
orders = st.builds(
    Order,
    id=st.just(1),
    number=st.just("1000017"),
    store_id=st.just(1),
    currency=st.sampled_from(["EUR", "JPY"]),
    status=st.sampled_from(OrderStatus),
    customer_id=st.one_of(st.none(), st.integers(1, 9)),
    channel=words,
    placed_at=st.one_of(st.none(), st.just(NOW)),
    bill_to=addresses,
    codes=st.lists(words, max_size=3).map(tuple),
    deliveries=parts(deliveries),
    items=parts(items),
    payments=parts(payments),
    blocks=parts(blocks),
    comments=parts(comments),
)
