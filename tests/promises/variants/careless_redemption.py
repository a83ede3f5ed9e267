"""A wrong desk: it prices by what it once read, and takes without looking at the row count."""

import sys
from dataclasses import replace

from salescenter import app
from salescenter.db.orders import Orders
from salescenter.db.promotions import Promotions

_take, _history_of = Promotions.take, Orders.history_of


def _stale(self, *args, **kwargs):
    return replace(_history_of(self, *args, **kwargs), redeemed=())


def _careless(self, *args, **kwargs):
    _take(self, *args, **kwargs)
    return True


Orders.history_of = _stale  # type: ignore[method-assign]
Promotions.take = _careless  # type: ignore[method-assign]
app.run_driver(sys.argv[2], sys.stdin, sys.stdout)
