"""A wrong engine: it spreads an amount by rounding each share, and so loses or invents cents."""

import sys

from salescenter import app
from salescenter.domain.pricing import order_rewards


def _lossy(amount, weights):
    whole = sum(weights)
    return [round(amount * weight / whole) if whole else 0 for weight in weights]


order_rewards.share = _lossy  # type: ignore[attr-defined]
app.run_driver(sys.argv[2], sys.stdin, sys.stdout)
