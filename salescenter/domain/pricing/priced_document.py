"""A price as one JSON document: stored whole at submit, read back equal in every field."""

from functools import cache

from pydantic import TypeAdapter

from salescenter.domain.pricing.priced import Priced


@cache
def _adapter() -> TypeAdapter[Priced]:
    return TypeAdapter(Priced)


def write_priced(priced: Priced) -> str:
    """The price as JSON."""
    return _adapter().dump_json(priced, exclude_defaults=True).decode()


def read_priced(document: str) -> Priced:
    """The price that ``write_priced`` wrote; raises pydantic's ValidationError for another."""
    return _adapter().validate_json(document, strict=True)
