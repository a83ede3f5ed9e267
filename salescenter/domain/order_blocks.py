"""Blocks that rules place on an order while it is taken: overrides beyond a team's limit.

Decision 34: the override is done, and the order waits until somebody with the right has looked at
it. While the order is pending a block goes with its cause: an override that is taken back, or
brought within the limit, blocks nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from salescenter.domain.order import Block, BlockKind, Order

PRICE_OVERRIDE = "price_override"
SHIPPING_OVERRIDE = "shipping_override"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an order is blocked by a rule: what about, the facts, when and by whose step."""

    reason_code: str
    part_id: int
    evidence: str
    at: datetime
    by: int | None


def blocked(order: Order, cause: Cause) -> Order:
    """With a block for this cause; the newest facts take the place of older ones."""
    order = unblocked(order, cause.reason_code, cause.part_id)
    block = Block(
        id=order.next_part,
        reason_code=cause.reason_code,
        kind=BlockKind.AUTOMATIC,
        evidence=cause.evidence,
        placed_at=cause.at,
        placed_by=cause.by,
        part_id=cause.part_id,
    )
    return replace(order, blocks=order.blocks.put(block), next_part=block.id + 1)


def unblocked(order: Order, reason_code: str, part_id: int) -> Order:
    """Without the open block that a rule placed for this reason on this part."""
    blocks = order.blocks
    for block in order.blocks:
        mine = block.kind is BlockKind.AUTOMATIC and not block.is_resolved
        if mine and (block.reason_code, block.part_id) == (reason_code, part_id):
            blocks = blocks.without(block.id)
    return replace(order, blocks=blocks)


def without_parts(order: Order, part_ids: set[int]) -> Order:
    """Without open blocks that rules placed on parts that are gone."""
    blocks = order.blocks
    for block in order.blocks:
        if block.kind is BlockKind.AUTOMATIC and not block.is_resolved:
            blocks = blocks.without(block.id) if block.part_id in part_ids else blocks
    return replace(order, blocks=blocks)


def is_blocked_for(order: Order, reason_code: str, part_id: int) -> bool:
    """Whether an open block for this reason is about this part."""
    return any(
        (block.reason_code, block.part_id) == (reason_code, part_id) for block in order.open_blocks
    )
