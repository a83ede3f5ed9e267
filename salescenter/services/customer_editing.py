"""Changing a customer's file: identity, contacts, address book, account; twins; comments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from salescenter.domain.address import Address
from salescenter.domain.comment import Comment
from salescenter.domain.contact import phone_of, require_email
from salescenter.domain.customer import AddressUse, BookAddress, Customer, CustomerMatch
from salescenter.domain.customer_steps import (
    Identity,
    guest,
    with_account,
    with_address,
    with_emails,
    with_identity,
    with_phones,
    with_segments,
    without_address,
)
from salescenter.domain.errors import Conflict, Refused
from salescenter.domain.journal import Subject
from salescenter.domain.money import currency_digits
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean
from salescenter.domain.twins import Sought, TwinReason, twin_reasons
from salescenter.domain.undo import kind_title
from salescenter.services.customers import (
    clean_address,
    require_customer,
    write_change,
    write_new,
)
from salescenter.services.stores import require_store
from salescenter.services.verbs import Service, reading, wish, writing
from salescenter.services.work import Work

_TWINS = 5
_CANDIDATES = 20

Name = Annotated[str, Field(max_length=64)]
Short = Annotated[str, Field(max_length=32)]


@wish
class OnCustomer:
    """Something about one customer; ``version`` is the one that the wish was made on."""

    customer_id: int
    version: int


@wish
class ChangeIdentity(OnCustomer):
    """Who it is and how to speak to them. Empty language or currency: as it was."""

    last_name: Name
    first_name: Name = ""
    title: Short = ""
    language: Annotated[str, Field(max_length=12)] = ""
    currency: Annotated[str, Field(max_length=3)] = ""


@wish
class SetEmails(OnCustomer):
    """All e-mail addresses, the first one primary."""

    emails: tuple[Annotated[str, Field(max_length=254)], ...]


@dataclass(frozen=True, slots=True)
class TypedPhone:
    """A telephone as it was typed, and what it is (home, work)."""

    text: Annotated[str, Field(max_length=40)]
    label: Short = ""


@wish
class SetPhones(OnCustomer):
    """All telephones, the first one primary."""

    phones: tuple[TypedPhone, ...]


@wish
class SaveAddress(OnCustomer):
    """An entry of the address book: number 0 for a new one."""

    nickname: Annotated[str, Field(max_length=64)]
    address: Address
    use: AddressUse = AddressUse.BOTH
    is_primary: bool = False
    address_id: int = 0


@wish
class RemoveAddress(OnCustomer):
    """An entry of the address book that is not used any more."""

    address_id: int


@wish
class SetSegments(OnCustomer):
    """All segments the customer is in."""

    segments: tuple[Annotated[str, Field(max_length=40)], ...]


@wish
class SetAccount(OnCustomer):
    """Enable or disable the account."""

    active: bool


@wish
class NewGuest:
    """Somebody who orders without being registered; everything may be unknown."""

    store_id: int
    last_name: Name = ""
    first_name: Name = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""


@wish
class TwinsOf:
    """What is known of somebody who may be here already; ``customer_id`` is not their own twin."""

    store_id: int
    first_name: Name = ""
    last_name: Name = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    postal_code: Annotated[str, Field(max_length=20)] = ""
    customer_id: int = 0


@dataclass(frozen=True, slots=True)
class Twin:
    """A customer who is likely the one that is sought, and why."""

    match: CustomerMatch
    reasons: tuple[TwinReason, ...]


@wish
class AddComment:
    """A note about a customer."""

    customer_id: int
    text: Annotated[str, Field(min_length=1, max_length=2000)]


@wish
class CommentsOf:
    """The notes about a customer, newest first, before a note's number."""

    customer_id: int
    before: int | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@wish
class HistoryOf:
    """The steps of a customer's file, newest first, before a step's number."""

    customer_id: int
    before: int | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@dataclass(frozen=True, slots=True)
class CustomerStep:
    """A change of a customer's file; differences as (path, before, after)."""

    number: int
    kind: str
    parameters: dict[str, Any]
    at: datetime
    by: str
    role: str
    channel: str
    differences: tuple[tuple[Any, ...], ...]

    @property
    def title(self) -> str:
        """The step's name in the user's language."""
        return kind_title(self.kind, self.parameters)


class CustomerEditingService(Service):
    """The verbs that change a customer's file."""

    @writing("customer.change_identity", Permission.CUSTOMER_EDIT)
    def change_identity(self, work: Work, wish: ChangeIdentity) -> Customer:
        """Change name, title, language or currency."""
        if wish.currency:
            currency_digits(wish.currency)
        identity = Identity(
            clean(wish.last_name, "last_name", 64),
            clean(wish.first_name, "first_name", 64),
            clean(wish.title, "title", 32),
            wish.language,
            wish.currency,
        )
        return _change(work, wish, "customer.identity", lambda it: with_identity(it, identity))

    @writing("customer.set_emails", Permission.CUSTOMER_EDIT)
    def set_emails(self, work: Work, wish: SetEmails) -> Customer:
        """Write down all e-mail addresses of a customer, the first one primary."""
        emails = [require_email(email) for email in wish.emails if email.strip()]
        return _change(work, wish, "customer.emails", lambda it: with_emails(it, emails))

    @writing("customer.set_phones", Permission.CUSTOMER_EDIT)
    def set_phones(self, work: Work, wish: SetPhones) -> Customer:
        """Write down all telephones of a customer, the first one primary."""
        store = require_store(work, require_customer(work, wish.customer_id).store_id)
        phones = [
            phone_of(each.text, store.country, clean(each.label, "label", 32))
            for each in wish.phones
            if each.text.strip()
        ]
        return _change(work, wish, "customer.phones", lambda it: with_phones(it, phones))

    @writing("customer.save_address", Permission.CUSTOMER_EDIT)
    def save_address(self, work: Work, wish: SaveAddress) -> Customer:
        """Add an entry to the address book, or change one."""
        nickname = clean(wish.nickname, "nickname", 64)
        address = clean_address(wish.address)
        entry = BookAddress(wish.address_id, nickname, wish.use, address, wish.is_primary)
        kind = "customer.address_change" if wish.address_id else "customer.address_add"
        parameters = {"nickname": nickname}
        return _change(work, wish, kind, lambda it: with_address(it, entry)[0], parameters)

    @writing("customer.remove_address", Permission.CUSTOMER_EDIT)
    def remove_address(self, work: Work, wish: RemoveAddress) -> Customer:
        """Take an entry out of the address book; orders keep their copies of it."""
        before = require_customer(work, wish.customer_id)
        names = {entry.id: entry.nickname for entry in before.addresses}
        return _change(
            work,
            wish,
            "customer.address_remove",
            lambda it: without_address(it, wish.address_id),
            {"nickname": names.get(wish.address_id, "")},
        )

    @writing("customer.set_segments", Permission.CUSTOMER_EDIT)
    def set_segments(self, work: Work, wish: SetSegments) -> Customer:
        """Say which segments a customer is in."""
        names = [clean(name, "segments", 40) for name in wish.segments]
        return _change(work, wish, "customer.segments", lambda it: with_segments(it, names))

    @writing("customer.set_account", Permission.CUSTOMER_EDIT)
    def set_account(self, work: Work, wish: SetAccount) -> Customer:
        """Enable or disable the account of a customer."""
        kind = "customer.enable" if wish.active else "customer.disable"
        return _change(work, wish, kind, lambda it: with_account(it, is_active=wish.active))

    @writing("customer.create_guest", Permission.CUSTOMER_EDIT)
    def create_guest(self, work: Work, wish: NewGuest) -> Customer:
        """Write down a guest of a consumer store, with whatever is known."""
        store = require_store(work, wish.store_id)
        identity = Identity(
            clean(wish.last_name, "last_name", 64), clean(wish.first_name, "first_name", 64)
        )
        new = guest(store, identity)
        if wish.email.strip():
            new = with_emails(new, (require_email(wish.email),))
        if wish.phone.strip():
            new = with_phones(new, (phone_of(wish.phone, store.country),))
        return write_new(work, replace(new, created_at=work.now), "customer.create_guest")

    # who may be here already

    @reading("customer.twins", Permission.DESK_READ)
    def twins(self, work: Work, wish: TwinsOf) -> tuple[Twin, ...]:
        """Find who is likely the same person: by e-mail, telephone, or name and postal code."""
        sought = Sought(
            wish.first_name,
            wish.last_name,
            (wish.email,) if wish.email.strip() else (),
            (wish.phone,) if wish.phone.strip() else (),
            (wish.postal_code,) if wish.postal_code.strip() else (),
        )
        matches: dict[int, CustomerMatch] = {}
        for text in _asked(wish):
            for match in work.uow.customers.find(wish.store_id, text, _CANDIDATES):
                matches.setdefault(match.id, match)
        matches.pop(wish.customer_id, None)
        people = work.uow.customers.many(list(matches)) if matches else {}
        found = [Twin(matches[it.id], twin_reasons(sought, it)) for it in people.values()]
        likely = [twin for twin in found if twin.reasons]
        likely.sort(key=lambda twin: (-len(twin.reasons), twin.match.id))
        return tuple(likely[:_TWINS])

    # notes

    @writing("customer.add_comment", Permission.CUSTOMER_EDIT)
    def add_comment(self, work: Work, wish: AddComment) -> Comment:
        """Write down a note about a customer; notes are never changed."""
        before = require_customer(work, wish.customer_id)
        text = clean(wish.text, "comment", 2000, multiline=True)
        if not text:
            raise Refused("comment.empty")
        write_change(work, before, before, "customer.comment", {})
        author = work.actor.user
        number = work.uow.customer_comments.add(before.id, text, work.channel, author.id)
        return Comment(number, text, work.now, author.name, work.channel)

    @reading("customer.comments", Permission.DESK_READ)
    def comments(self, work: Work, wish: CommentsOf) -> tuple[Comment, ...]:
        """Read the notes about a customer, newest first."""
        found = work.uow.customer_comments.of(wish.customer_id, wish.before, wish.limit)
        return tuple(found)

    @reading("customer.history", Permission.DESK_READ)
    def history(self, work: Work, wish: HistoryOf) -> tuple[CustomerStep, ...]:
        """Read who changed what in a customer's file, newest first."""
        page = work.uow.journal.tail(Subject.CUSTOMER, wish.customer_id, wish.limit, wish.before)
        names = work.uow.users.names({entry.actor_id for entry in page if entry.actor_id})
        return tuple(
            CustomerStep(
                number=entry.number,
                kind=entry.kind,
                parameters=dict(entry.parameters),
                at=entry.at,
                by=names.get(entry.actor_id or 0, ""),
                role=entry.actor_role,
                channel=entry.channel,
                differences=entry.differences,
            )
            for entry in page
        )


def _change(
    work: Work,
    wish: OnCustomer,
    kind: str,
    step: Callable[[Customer], Customer],
    parameters: dict[str, Any] | None = None,
) -> Customer:
    """Take a step on the version the wish was made on; the same value again writes nothing."""
    before = require_customer(work, wish.customer_id)
    if wish.version != before.version:
        raise _conflict(work, before, wish.version)
    after = step(before)
    return before if after == before else write_change(work, before, after, kind, parameters or {})


def _conflict(work: Work, now: Customer, version: int) -> Conflict:
    """What changed since the wish's version, and by whom, as far as the journal tells."""
    since = work.uow.journal.tail(Subject.CUSTOMER, now.id, max(1, now.version - version))
    names = work.uow.users.names({entry.actor_id for entry in since if entry.actor_id})
    return Conflict(
        now.name or now.number,
        version=now.version,
        fields=sorted({"/".join(map(str, each[0])) for it in since for each in it.differences}),
        by=sorted({names.get(entry.actor_id or 0, entry.actor_role) for entry in since}),
    )


def _asked(wish: TwinsOf) -> Iterator[str]:
    """What the search is asked for, one thing after the other."""
    if wish.email.strip():
        yield wish.email
    if wish.phone.strip():
        yield wish.phone
    if wish.last_name.strip() and wish.postal_code.strip():
        yield f"{wish.first_name} {wish.last_name}"
        yield f"{wish.last_name} {wish.postal_code}"
