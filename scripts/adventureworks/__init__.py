"""The AdventureWorks sample data as files that ``salescenter import`` reads.

``source`` reads the original files; ``stores``, ``catalogue``, ``offers``, ``people`` and
``orders`` convert one area each, ``conversion`` runs them. Whatever is not taken over as it stands
is noted in ``repairs`` with its count and examples.
"""
