"""Customers in one unit of work: by id and by words."""

from salescenter.db.customer_hits import shown_hits
from salescenter.db.customers import CustomerRows
from salescenter.db.search import Wish, find
from salescenter.db.search_subjects import CUSTOMER
from salescenter.domain.customer import CustomerMatch
from salescenter.domain.search_text import of_store, words


class Customers(CustomerRows):
    """Customers: get, insert, write, find."""

    def find(self, store_id: int | None, text: str, limit: int) -> list[CustomerMatch]:
        """Customers of a store (None: of all) by words of anything they say of themselves.

        Words in any order, each may be only begun; misspelt ones are corrected against names and
        cities. Best first. Three statements, two more where words were corrected.
        """
        wish = Wish(CUSTOMER, limit)
        if store_id is not None:
            wish = Wish(CUSTOMER, limit, of_store(store_id), {"store_id": store_id})
        return shown_hits(self._work, find(self._work, wish, text), words(text))
