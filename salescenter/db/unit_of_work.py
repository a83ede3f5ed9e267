"""One unit of work: a transaction with the repositories in it."""

from functools import cached_property

from salescenter.db.claims import Claims
from salescenter.db.commands import Commands
from salescenter.db.customer_comments import CustomerComments
from salescenter.db.customer_search import Customers
from salescenter.db.funds import Funds
from salescenter.db.items import Items
from salescenter.db.journal import Journal
from salescenter.db.lookups import Lookups
from salescenter.db.orders import Orders
from salescenter.db.payments import Payments
from salescenter.db.promotions import Promotions
from salescenter.db.sessions import Sessions
from salescenter.db.settings import Settings
from salescenter.db.stores import Stores
from salescenter.db.users import Users
from salescenter.db.work import Work


class UnitOfWork(Work):
    """All repositories over one transaction; each is made when it is first needed."""

    @cached_property
    def claims(self) -> Claims:
        """Who is at what."""
        return Claims(self)

    @cached_property
    def commands(self) -> Commands:
        """Keys already answered."""
        return Commands(self)

    @cached_property
    def customers(self) -> Customers:
        """Customers and organizations."""
        return Customers(self)

    @cached_property
    def customer_comments(self) -> CustomerComments:
        """What was written down about customers."""
        return CustomerComments(self)

    @cached_property
    def funds(self) -> Funds:
        """Certificates, credit lines, the ledger."""
        return Funds(self)

    @cached_property
    def items(self) -> Items:
        """Items, prices, stock."""
        return Items(self)

    @cached_property
    def journal(self) -> Journal:
        """What was done."""
        return Journal(self)

    @cached_property
    def lookups(self) -> Lookups:
        """What is there already, by its keys."""
        return Lookups(self)

    @cached_property
    def orders(self) -> Orders:
        """Orders."""
        return Orders(self)

    @cached_property
    def payments(self) -> Payments:
        """What is asked of the payment provider."""
        return Payments(self)

    @cached_property
    def promotions(self) -> Promotions:
        """Promotions and redemptions."""
        return Promotions(self)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is signed on."""
        return Sessions(self)

    @cached_property
    def settings(self) -> Settings:
        """What users set for themselves."""
        return Settings(self)

    @cached_property
    def stores(self) -> Stores:
        """Stores and their terms."""
        return Stores(self)

    @cached_property
    def users(self) -> Users:
        """Users."""
        return Users(self)
