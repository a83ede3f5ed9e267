"""Refusals whose amounts and counts read as they do everywhere in the window."""

from salescenter.domain.errors import Problem, SalesCenterError
from salescenter.domain.money import Money
from salescenter.domain.refusals import sentence
from salescenter.ui.money_text import money_text, quantity_text


def refusal_text(error: Exception | Problem) -> str:
    """The sentence of a refusal or a problem; every other error as it says itself."""
    if not isinstance(error, SalesCenterError | Problem):
        return str(error)
    problems = getattr(error, "problems", ())
    params = {name: _written(value) for name, value in error.params.items()}
    return "\n".join([sentence(error.code, params), *map(refusal_text, problems)])


def _written(value: object) -> object:
    if isinstance(value, Money):
        return money_text(value.minor, value.currency)
    return quantity_text(value) if type(value) is int else value
