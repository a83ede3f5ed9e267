"""Refusals whose amounts read as amounts: their parameters are whole minor units."""

from salescenter.domain.errors import Problem, SalesCenterError
from salescenter.domain.refusals import sentence
from salescenter.ui.money_text import money_text, quantity_text

_AMOUNTS = frozenset({"floor", "missing", "over", "was", "now"})


def refusal_text(error: Exception | Problem) -> str:
    """The sentence of a refusal or a problem; every other error as it says itself."""
    if not isinstance(error, SalesCenterError | Problem):
        return str(error)
    problems = getattr(error, "problems", ())
    params = _written(dict(error.params))
    return "\n".join([sentence(error.code, params), *map(refusal_text, problems)])


def _written(params: dict[str, object]) -> dict[str, object]:
    currency = str(params.get("currency", ""))
    for name, value in params.items():
        if isinstance(value, int) and name in _AMOUNTS and currency:
            params[name] = money_text(value, currency)
        elif name == "most" and isinstance(value, int):
            params[name] = quantity_text(value)
    return params
