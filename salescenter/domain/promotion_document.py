"""A promotion as one JSON document, read strictly: an unknown key or a wrong type is refused."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from salescenter.domain.errors import Refused
from salescenter.domain.promotion import Promotion


@cache
def _adapter() -> TypeAdapter[Promotion]:
    return TypeAdapter(Promotion)


def write_promotion(promotion: Promotion) -> str:
    """The promotion as JSON; fields that stand at their defaults are left out."""
    return _adapter().dump_json(promotion, exclude_defaults=True).decode()


def read_promotion(document: str) -> Promotion:
    """The promotion that ``write_promotion`` wrote. Raises Refused ``promotion.malformed``."""
    try:
        return _adapter().validate_json(document, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise Refused("promotion.malformed", where=where, detail=first["msg"]) from error
