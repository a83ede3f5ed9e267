"""Writing promotions, each with its first version."""

from collections.abc import Sequence

from salescenter.domain.journal import Subject
from salescenter.services.transfer.make_promotion import PromotionRows, make_promotion
from salescenter.services.transfer.writing import Writer


def write_promotions(writer: Writer, promotions: Sequence[PromotionRows]) -> None:
    """All promotions, in file order."""
    for rows in promotions:
        promotion = make_promotion(rows, writer.uow.promotions.next_id(), writer.id_of)
        writer.uow.promotions.insert(promotion)
        writer.learn("promotions", {(rows.row.store, rows.row.name): promotion.id})
        parameters = {"name": promotion.name, "version": promotion.version}
        entry = writer.entry(
            Subject.PROMOTION, promotion.id, "promotion.import", parameters=parameters
        )
        writer.record([entry])
