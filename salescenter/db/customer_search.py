"""Customers in one unit of work: by id and by words."""

from collections.abc import Iterable, Sequence

from salescenter.db.customers import CustomerRows
from salescenter.db.search import Found, Wish, find
from salescenter.db.search_subjects import CUSTOMER
from salescenter.domain.address import Address
from salescenter.domain.customer import Customer, CustomerMatch
from salescenter.domain.search_text import ending, of_store, phone_words, words


class Customers(CustomerRows):
    """Customers: get, insert, write, find."""

    def find(self, store_id: int | None, text: str, limit: int) -> list[CustomerMatch]:
        """Customers of a store (None: of all) by words of anything they say of themselves.

        Words in any order, each may be only begun; misspelt ones are corrected against names and
        cities. Best first. Six statements, two more where words were corrected.
        """
        wish = Wish(CUSTOMER, limit)
        if store_id is not None:
            wish = Wish(CUSTOMER, limit, of_store(store_id), {"store_id": store_id})
        hits = find(self._work, wish, text)
        people = self.many([hit.id for hit in hits]) if hits else {}
        typed = words(text)
        return [_match(people[hit.id], hit, typed) for hit in hits if hit.id in people]


def _match(customer: Customer, hit: Found, typed: Sequence[str]) -> CustomerMatch:
    """What a hit shows: of several e-mails, phones, addresses the one that was typed."""
    address = _address(customer, typed)
    texts = [phone.text for phone in customer.phones]
    return CustomerMatch(
        id=customer.id,
        number=customer.number,
        name=customer.name,
        organization=customer.organization.name if customer.organization else "",
        city=address.city,
        postal_code=address.postal_code,
        country=address.country,
        phone=_meant(texts, [phone_words(p.text, p.digits) for p in customer.phones], typed),
        email=_meant(customer.emails, map(words, customer.emails), typed),
        matched=hit.answer.fields,
        corrected=hit.answer.corrected,
    )


def _address(customer: Customer, typed: Sequence[str]) -> Address:
    book = sorted(customer.addresses, key=lambda entry: not entry.is_primary)
    if not book:
        return Address()
    return max(
        (entry.address for entry in book),
        key=lambda each: _begun(words(f"{each.city} {each.postal_code}"), typed),
    )


def _meant(texts: Sequence[str], found: Iterable[Sequence[str]], typed: Sequence[str]) -> str:
    """The text whose words were typed; the first where none was."""
    counts = [_begun(each, typed) for each in found]
    return texts[counts.index(max(counts))] if texts else ""


def _begun(found: Sequence[str], typed: Sequence[str]) -> int:
    """How many of the typed words begin one of these; digits count together, from both ends."""
    number = "".join(word for word in typed if word.isdecimal())
    ends = [ending(number), ending(number.lstrip("0") or number)]
    starts = [*typed, number, *ends] if number else typed
    return sum(any(word.startswith(start) for word in found) for start in starts)
