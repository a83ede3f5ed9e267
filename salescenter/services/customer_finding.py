"""Finding customers field by field, searches that a user keeps, and a customer at a glance."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from salescenter.domain.comment import Comment
from salescenter.domain.customer import CustomerMatch
from salescenter.domain.customer_search import CustomerFields, fits, is_hidden, words_to_find
from salescenter.domain.errors import Refused
from salescenter.domain.order_summary import OrderSummary
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean
from salescenter.services.customers import CustomerById, require_customer
from salescenter.services.verbs import Nothing, Service, reading, wish, writing
from salescenter.services.work import Work

MOST_SAVED = 50
_KEY = "customer_searches"
_CANDIDATES = 200
_GLANCED_ORDERS = 20
_LAST_ORDERS = 3
_DEFAULT_LIMIT = 50


@wish
class FindByFields:
    """What is looked for in a store, field by field."""

    store_id: int
    fields: CustomerFields
    limit: Annotated[int, Field(ge=1, le=200)] = _DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class FieldHits:
    """Who was found; ``more``: there are others; ``hidden``: so many only without the filter."""

    matches: tuple[CustomerMatch, ...]
    more: bool
    hidden: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search as a user has called it."""

    name: str
    fields: CustomerFields


@wish
class SaveSearch:
    """A search to be kept under a name; one of that name is replaced."""

    name: Annotated[str, Field(max_length=64)]
    fields: CustomerFields


@wish
class ForgetSearch:
    """A search that is not needed any more."""

    name: Annotated[str, Field(max_length=64)]


@dataclass(frozen=True, slots=True)
class CustomerGlance:
    """What helps while somebody talks to a customer.

    ``orders`` are the last ones, the newest first; ``open_blocks`` counts those of the last
    twenty; ``note`` is the newest comment.
    """

    customer_id: int
    orders: tuple[OrderSummary, ...]
    more_orders: bool
    open_blocks: int
    note: Comment | None


_stored = TypeAdapter(tuple[SavedSearch, ...])


class CustomerFindingService(Service):
    """The verbs that find customers by field, and tell of one at a glance."""

    @reading("customer.find_by_fields", Permission.DESK_READ)
    def find_by_fields(self, work: Work, wish: FindByFields) -> FieldHits:
        """Find customers by name, company, contact, number or place; filters hide some of them."""
        text = words_to_find(wish.fields)
        if not text:
            raise Refused("customer.find_too_little")
        found = work.uow.customers.find(wish.store_id, text, _CANDIDATES)
        people = work.uow.customers.many([match.id for match in found]) if found else {}
        fitting = [match for match in found if fits(people[match.id], wish.fields)]
        shown = [match for match in fitting if not is_hidden(people[match.id], wish.fields)]
        more = len(shown) > wish.limit or len(found) == _CANDIDATES
        return FieldHits(tuple(shown[: wish.limit]), more, len(fitting) - len(shown))

    @reading("customer.glance", Permission.DESK_READ)
    def glance(self, work: Work, wish: CustomerById) -> CustomerGlance:
        """Read the last orders, open blocks and the newest comment of a customer."""
        customer = require_customer(work, wish.customer_id)
        orders = work.uow.orders.newest(
            customer.store_id, customer_id=customer.id, before=None, limit=_GLANCED_ORDERS
        )
        notes = work.uow.customer_comments.of(customer.id, None, 1)
        return CustomerGlance(
            customer.id,
            tuple(orders[:_LAST_ORDERS]),
            len(orders) > _LAST_ORDERS,
            sum(order.open_blocks for order in orders),
            notes[0] if notes else None,
        )

    # searches that are kept

    @reading("customer.saved_searches", Permission.DESK_READ)
    def saved_searches(self, work: Work, wish: Nothing) -> tuple[SavedSearch, ...]:
        """Read the searches that the user has kept, by name."""
        return _saved(work)

    @writing("customer.save_search", Permission.DESK_READ)
    def save_search(self, work: Work, wish: SaveSearch) -> tuple[SavedSearch, ...]:
        """Keep a search under a name of the user's own."""
        name = clean(wish.name, "name", 64)
        if not name:
            raise Refused("search.name_missing")
        texts: dict[str, Any] = {
            field: clean(getattr(wish.fields, field), field, 128)
            for field in CustomerFields.__dataclass_fields__
            if field != "status"
        }
        kept = SavedSearch(name, replace(wish.fields, **texts))
        others = tuple(each for each in _saved(work) if each.name != name)
        if len(others) >= MOST_SAVED:
            raise Refused("search.too_many", most=MOST_SAVED)
        return _keep(work, (*others, kept))

    @writing("customer.forget_search", Permission.DESK_READ)
    def forget_search(self, work: Work, wish: ForgetSearch) -> tuple[SavedSearch, ...]:
        """Forget a search; one that is not there is forgotten already."""
        return _keep(work, tuple(each for each in _saved(work) if each.name != wish.name))


def _saved(work: Work) -> tuple[SavedSearch, ...]:
    return _stored.validate_python(work.uow.settings.get(work.actor.user.id, _KEY) or ())


def _keep(work: Work, searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
    kept = tuple(sorted(searches, key=lambda each: each.name.casefold()))
    plain = _stored.dump_python(kept, mode="json")
    work.uow.settings.put(work.actor.user.id, _KEY, plain)
    return kept
