"""The demo store: a deterministic, believable store of our own invention.

``create_demo`` is the way in. The rest makes values (``people``, ``places``, ``offer``, ``goods``,
``promotions``, ``customers``, ``baskets``, ``orders``, ``stock``) and writes them (``rows``,
``order_rows``, ``filling``).
"""

from salescenter.services.demo.creating import DemoReport, create_demo
from salescenter.services.demo.plan import DemoSize
from salescenter.services.demo.users import demo_users

__all__ = ["DemoReport", "DemoSize", "create_demo", "demo_users"]
