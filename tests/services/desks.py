"""A desk in a test: services over a seeded store, somebody signed on, keys that never repeat."""

import itertools
from dataclasses import dataclass

from salescenter.gateways import gateway_at
from salescenter.services.bundle import Services
from salescenter.services.desk import SignOn
from salescenter.services.orders.views import AddItem, NewOrder, OrderById
from salescenter.services.simulation import KeyInCard
from tests.seed import PASSWORD, PASSWORDS, Seed

_keys = itertools.count(1)


def key():
    """A key of its own for every wish."""
    return f"test-{next(_keys)}"


@dataclass
class Desk:
    """Services and what is in their store."""

    services: Services
    seed: Seed

    @classmethod
    def over(cls, database, seed, folder, login="rep"):
        """A desk over a store, with somebody signed on."""
        gateway = gateway_at(f"sim:{folder / 'payments.sqlite'}")
        desk = cls(Services(database, gateway, PASSWORDS), seed)
        if login:
            desk.sign_on(login)
        return desk

    def sign_on(self, login):
        self.services.desk.sign_on(SignOn(login=login, password=PASSWORD))

    def new_order(self, customer=0):
        wish = NewOrder(store_id=1, customer_id=self.seed.customers[customer])
        return self.services.orders.create(wish, key=key())

    def add(self, step, sku, quantity=1):
        wish = AddItem(
            order_id=step.order_id,
            version=step.version,
            item_id=self.seed.items[sku],
            quantity=quantity,
        )
        return self.services.lines.add_item(wish, key=key())

    def do(self, verb, wish, step, **args):
        """Call a verb on the current version of an order."""
        return verb(wish(order_id=step.order_id, version=step.version, **args), key=key())

    def view(self, step):
        return self.services.orders.get(OrderById(order_id=step.order_id))

    def key_in(self, capture, card="Approves"):
        """The customer keys in a card; errands bring it home."""
        self.services.errands.run_open()
        from salescenter.services.payments import CaptureById

        session = self.services.payments.capture(
            CaptureById(intention_id=capture.intention_id)
        ).session_ref
        self.services.simulation.key_in(KeyInCard(session_ref=session, card=card))
        self.services.errands.run_open()
