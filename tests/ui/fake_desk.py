"""A workbench without a window over services without a store: what was wished is written down."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from salescenter.domain.address import Address
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    CustomerMatch,
    Organization,
    Phone,
)
from salescenter.domain.errors import NotFound
from salescenter.domain.order import OrderStatus
from salescenter.domain.order_summary import OrderSummary
from salescenter.domain.permissions import Permission, Role
from salescenter.domain.store import Store, StoreKind
from salescenter.domain.user import User
from salescenter.gateways.postal import address_format
from salescenter.services.customers import CustomerHits
from salescenter.services.desk import Desk
from salescenter.services.orders.views import OrderStep
from salescenter.services.preferences import PreferenceSheet
from salescenter.ui.background import Inline, outcome_of
from salescenter.ui.colours import Tone
from salescenter.ui.events import EventRelay
from salescenter.ui.state import Person, StoreRef, WorkbenchState
from tests.ui.frame import FakeBus

RIGHTS = frozenset(map(str, Permission))
NORA = Person("nora", "Nora Field", "csr", RIGHTS)
RUBEN = Person("ruben", "Ruben Ashdown", "supervisor", RIGHTS)
SHOP, TRADE = StoreRef(1, "Shop"), StoreRef(2, "Trade", is_business=True)
AT_WORK = WorkbenchState(person=NORA, stores=(SHOP, TRADE), store=SHOP)
_SINCE = datetime(2024, 5, 17, 9, 30, tzinfo=UTC)


def a_match(number: int, name: str, **changes: Any) -> CustomerMatch:
    """A hit with speaking defaults."""
    match = CustomerMatch(
        id=number,
        number=f"C{100_000 + number}",
        name=name,
        organization="",
        city="Köln",
        postal_code="50968",
        country="DE",
        phone="+49 221 5550199",
        email=f"customer{number}@example.com",
        matched=("name",),
    )
    return replace(match, **changes)


def a_customer(number: int = 1, **changes: Any) -> Customer:
    """A customer with speaking defaults."""
    home = Address("Zoë Müller", "Lindenallee 14", "", "Köln", "", "50968", "DE")
    customer = Customer(
        id=number,
        number=f"C{100_000 + number}",
        store_id=1,
        kind=CustomerKind.REGISTERED,
        last_name="Müller",
        first_name="Zoë",
        emails=("zoe@example.com",),
        phones=(Phone("0221 5550199", "492215550199"),),
        addresses=(BookAddress(1, "Home", AddressUse.BOTH, home, is_primary=True),),
        version=1,
        created_at=_SINCE,
    )
    return replace(customer, **changes)


def a_summary(number: int, status: OrderStatus = OrderStatus.SHIPPED) -> OrderSummary:
    """An order in a list."""
    return OrderSummary(
        number, f"{100_000 + number}7", status, "Zoë Müller", 12_345, "EUR", _SINCE, _SINCE
    )


def a_store(ref: StoreRef) -> Store:
    """The store behind a reference."""
    kind = StoreKind.B2B if ref.is_business else StoreKind.B2C
    return Store(ref.id, ref.name.lower(), ref.name, kind, "EUR", "en", "DE", "Europe/Berlin", 1)


class Held:
    """A runner that answers when it is told to: the order of answers is the test's."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []

    def write(self, work: Any, then: Any, failed: Any) -> None:
        self.waiting.append((work, then, failed))

    read = write

    def answer(self, place: int = 0) -> None:
        """Do what waits in that place, and deliver it."""
        work, then, failed = self.waiting.pop(place)
        outcome_of(work, then, failed)()

    def answer_all(self) -> None:
        """Until nothing waits any more."""
        while self.waiting:
            self.answer()


@dataclass
class FakeCustomers:
    """Answers what it is told; an error that stands in ``errors`` is raised first."""

    hits: CustomerHits = CustomerHits((), more=False)  # noqa: RUF009 - a frozen value
    people: dict[int, Customer] = field(default_factory=dict)
    found_organizations: tuple[Organization, ...] = ()
    errors: list[Exception] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stopped: int = 0

    def find(self, wish: Any) -> CustomerHits:
        self._note(wish)
        return self.hits

    def stop_finding(self) -> None:
        self.stopped += 1

    def get(self, wish: Any) -> Customer:
        self._note(wish)
        if wish.customer_id not in self.people:
            raise NotFound("customer.unknown")
        return self.people[wish.customer_id]

    def create(self, wish: Any, *, key: str) -> Customer:
        self.keys.append(key)
        self._note(wish)
        made = a_customer(77, first_name=wish.first_name, last_name=wish.last_name)
        self.people[77] = made
        return made

    def organizations(self, wish: Any) -> tuple[Organization, ...]:
        self._note(wish)
        return self.found_organizations

    def address_format(self, wish: Any) -> Any:
        form = address_format(wish.country)
        if form is None:
            raise NotFound("address.country_unknown", value=wish.country)
        return form

    def _note(self, wish: Any) -> None:
        self.asked.append(wish)
        if self.errors:
            raise self.errors.pop(0)


@dataclass
class FakeCustomerFiles:
    """Knows nobody who is likely the same, until a test says so."""

    found: tuple[Any, ...] = ()
    asked: list[Any] = field(default_factory=list)

    def twins(self, wish: Any) -> tuple[Any, ...]:
        self.asked.append(wish)
        return self.found


@dataclass
class FakeOrders:
    """Starts orders and lists them."""

    listed: list[OrderSummary] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    started: list[tuple[Any, str]] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)

    def create(self, wish: Any, *, key: str) -> OrderStep:
        self.started.append((wish, key))
        if self.errors:
            raise self.errors.pop(0)
        return OrderStep(500 + len(self.started), "1005007", 1, OrderStatus.PENDING, 0, "EUR")

    def list(self, wish: Any) -> tuple[OrderSummary, ...]:
        self.asked.append(wish)
        rows = [row for row in self.listed if wish.before_id is None or row.id < wish.before_id]
        return tuple(rows[: wish.limit])


@dataclass
class FakeStores:
    """Two stores, the second for businesses."""

    known: tuple[Store, ...] = (a_store(SHOP), a_store(TRADE))

    def all(self, _wish: Any) -> tuple[Store, ...]:
        return self.known

    def get(self, wish: Any) -> Store:
        return next(store for store in self.known if store.id == wish.store_id)


@dataclass
class FakeDeskService:
    """Says who sits here."""

    errors: list[Exception] = field(default_factory=list)
    must_change: bool = False
    role: Role = Role.CSR
    calls: list[Any] = field(default_factory=list)

    def who(self, _wish: Any) -> Desk:
        return self._desk()

    def sign_on(self, wish: Any) -> Desk:
        self.calls.append(wish)
        return self._desk()

    unlock = sign_on

    def lock(self, wish: Any) -> None:
        self.calls.append("lock")

    def sign_off(self, wish: Any) -> None:
        self.calls.append("sign off")

    def change_password(self, wish: Any) -> None:
        self.calls.append(wish)
        if self.errors:
            raise self.errors.pop(0)

    def _desk(self) -> Desk:
        if self.errors:
            raise self.errors.pop(0)
        user = User(1, "nora", "Nora Field", self.role, True)
        return Desk(user, _SINCE, False, tuple(Permission), self.must_change)


class FakePreferences:
    """Nobody set anything until a test does."""

    def __init__(self) -> None:
        self.sheet = PreferenceSheet()

    def get(self, _wish: Any) -> PreferenceSheet:
        return self.sheet


class FakeServices:
    """The bundle, as far as the desk needs it."""

    def __init__(self) -> None:
        self.bus = FakeBus()
        self.customers = FakeCustomers()
        self.customer_files = FakeCustomerFiles()
        self.orders = FakeOrders()
        self.stores = FakeStores()
        self.preferences = FakePreferences()
        self.desk = FakeDeskService()


class Memory:
    """Preferences in memory; column widths too."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def preference(self, name: str, default: str = "") -> str:
        return self.kept.get(name, default)

    def keep_preference(self, name: str, value: str) -> None:
        self.kept[name] = value

    def widths_of(self, _table: str) -> dict[str, int]:
        return {}

    def keep_widths(self, table: str, widths: dict[str, int]) -> None:
        """Nothing is remembered here."""


class FakeWorkbench(QObject):
    """What views, editors and actions see of a window."""

    state_changed = Signal(object)

    def __init__(self, state: WorkbenchState = AT_WORK, runner: Any = None) -> None:
        super().__init__()
        self.services: Any = FakeServices()
        self.runner: Any = runner or Inline()
        self.widths = self.memory = Memory()
        self.state = state
        self.active_editor: Any = None
        self.opened: list[tuple[str, str]] = []
        self.closed: list[Any] = []
        self.said: list[tuple[str, Tone]] = []
        self.reported: list[Exception] = []
        self.refused: list[str] = []
        self.shown: list[str] = []
        self.triggered: list[str] = []
        self.menus: list[str] = []
        self.offered: list[Any] = []
        self.choosing: Any = None
        self.signed_off = 0
        self.makes: dict[str, Any] = {}

    def change_state(self, **changes: Any) -> None:
        new = replace(self.state, **changes)
        if new != self.state:
            self.state = new
            self.state_changed.emit(new)

    def relay(self, parent: QObject) -> EventRelay:
        return EventRelay(self.services.bus, parent)

    def open_editor(self, kind: str, key: str = "") -> Any:
        self.opened.append((kind, key))
        return self.makes.get(kind)

    def close_editor(self, editor: Any = None) -> None:
        self.closed.append(editor)

    def say(self, text: str, tone: Tone = Tone.OK) -> None:
        self.said.append((text, tone))

    def report(self, error: Exception) -> None:
        self.reported.append(error)

    def refuse(self, reason: str) -> None:
        self.refused.append(reason)

    def show_view(self, view_id: str) -> None:
        self.shown.append(view_id)

    def trigger(self, action_id: str) -> None:
        self.triggered.append(action_id)

    def show_context_menu(self, context: str, _widget: Any, _point: Any) -> None:
        self.menus.append(context)

    def choose(self, question: str, choices: Any, then: Any) -> None:
        self.offered, self.choosing = list(choices), then

    def sign_off(self) -> None:
        self.signed_off += 1
