"""Stores: which there are, and how each sells."""

from salescenter.domain.errors import NotFound
from salescenter.domain.permissions import Permission
from salescenter.domain.store import Store
from salescenter.services.verbs import Nothing, Service, reading, wish
from salescenter.services.work import Work


@wish
class StoreById:
    """One store."""

    store_id: int


class StoreService(Service):
    """The verbs about stores."""

    @reading("store.list", Permission.DESK_READ)
    def all(self, work: Work, wish: Nothing) -> tuple[Store, ...]:
        """All stores, by code."""
        return tuple(work.uow.stores.all())

    @reading("store.get", Permission.DESK_READ)
    def get(self, work: Work, wish: StoreById) -> Store:
        """One store with its channels and shipping methods."""
        return require_store(work, wish.store_id)


def require_store(work: Work, store_id: int) -> Store:
    """The store with this id; raises NotFound."""
    store = work.uow.stores.get(store_id)
    if store is None:
        raise NotFound("store.unknown")
    return store
