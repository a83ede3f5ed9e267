"""All services of one desk, built once by ``app`` and by the tests alike."""

from collections.abc import Iterator
from typing import Any

from salescenter.db.engine import Database
from salescenter.gateways.payment import PaymentGateway
from salescenter.services.bus import EventBus
from salescenter.services.catalogue import CatalogueService
from salescenter.services.catalogue_entry import CatalogueEntryService
from salescenter.services.customer_editing import CustomerEditingService
from salescenter.services.customer_finding import CustomerFindingService
from salescenter.services.customers import CustomerService
from salescenter.services.desk import DeskService
from salescenter.services.errands import Errands
from salescenter.services.gate import DeskSession, Gate
from salescenter.services.news import NewsService
from salescenter.services.orders.comments import CommentService
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.lines import LineService
from salescenter.services.orders.service import OrderService
from salescenter.services.orders.shipping import ShippingService
from salescenter.services.passwords import Passwords
from salescenter.services.payments import PaymentService
from salescenter.services.preferences import PreferenceService
from salescenter.services.simulation import SimulationService
from salescenter.services.stores import StoreService
from salescenter.services.users import UserService
from salescenter.services.verbs import BoundVerb


class Services:
    """One of each service, all behind one gate. ``channel`` says from where the desk works."""

    def __init__(
        self,
        database: Database,
        gateway: PaymentGateway,
        passwords: Passwords,
        channel: str = "desk",
    ) -> None:
        self.database = database
        self.bus = EventBus()
        self.session = DeskSession(channel=channel)
        self.gate = Gate(database, self.bus, self.session)
        orders = OrderDesk()
        self.desk = DeskService(self.gate, passwords)
        self.users = UserService(self.gate, passwords)
        self.stores = StoreService(self.gate)
        self.customers = CustomerService(self.gate)
        self.customer_files = CustomerEditingService(self.gate)
        self.customer_finding = CustomerFindingService(self.gate)
        self.catalogue = CatalogueService(self.gate)
        self.entry = CatalogueEntryService(self.gate)
        self.orders = OrderService(self.gate, orders)
        self.lines = LineService(self.gate, orders)
        self.comments = CommentService(self.gate, orders)
        self.shipping = ShippingService(self.gate, orders)
        self.payments = PaymentService(self.gate, orders)
        self.preferences = PreferenceService(self.gate)
        self.news = NewsService(self.gate)
        self.simulation = SimulationService(self.gate, gateway)
        self.errands = Errands(self.gate, orders, gateway)

    def verbs(self) -> Iterator[BoundVerb[Any, Any]]:
        """Every verb of every service."""
        for service in (
            self.catalogue,
            self.comments,
            self.entry,
            self.customers,
            self.customer_files,
            self.customer_finding,
            self.desk,
            self.lines,
            self.news,
            self.orders,
            self.payments,
            self.preferences,
            self.shipping,
            self.simulation,
            self.stores,
            self.users,
        ):
            yield from service.verbs()
