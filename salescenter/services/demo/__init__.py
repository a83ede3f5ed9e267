"""The demo store: a deterministic, believable store of our own invention.

``creating.create_demo`` is the way in. The rest makes values (``people``, ``places``, ``offer``,
``goods``, ``promotions``, ``customers``, ``orders``) and writes them (``rows``, ``loading``).
"""
