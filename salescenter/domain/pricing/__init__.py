"""Pricing as one pure engine: a request in columns in, the price and how it came about out.

``request`` and ``priced`` are the values, ``engine.price_order`` the function, ``steps`` tells one
line's way from list price to what is paid. ``entitled``, ``shipping`` and ``tax`` prepare a request
from a store's rows. Everything counts in whole minor units of the order's currency.
"""
