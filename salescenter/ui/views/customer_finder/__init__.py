"""Finding a customer while they say who they are."""

from salescenter.ui.views.customer_finder.finder import CustomerFinder

__all__ = ["CustomerFinder"]
