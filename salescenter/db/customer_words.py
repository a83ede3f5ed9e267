"""What a customer is found by, as folded words by field; the fields of a hit are these."""

from itertools import chain

from salescenter.domain.customer import Customer
from salescenter.domain.search_text import (
    digits,
    fold,
    mail_words,
    of_store,
    phone_words,
    search_text,
    words,
)

FIELDS = ("number", "name", "organization", "email", "phone", "city", "postal_code")
WEIGHTS = (8, 7, 6, 5, 5, 2, 3)
CORRECTED = ("name", "organization", "city")
"""The fields whose words misspelt ones may stand for."""


def customer_words(customer: Customer) -> str:
    """The text that a customer is found by: a line for each of ``FIELDS``, and the store's mark."""
    organization = customer.organization.name if customer.organization else ""
    addresses = [entry.address for entry in customer.addresses]
    telephones = [(phone.text, phone.digits) for phone in customer.phones]
    telephones += [(address.phone, "") for address in addresses if address.phone]
    return search_text(
        (*words(customer.number), digits(customer.number)),
        words(customer.name),
        words(organization),
        chain.from_iterable(map(mail_words, customer.emails)),
        chain.from_iterable(phone_words(*telephone) for telephone in telephones),
        chain.from_iterable(words(address.city) for address in addresses),
        chain.from_iterable(_postal(address.postal_code) for address in addresses),
        (of_store(customer.store_id),),
    )


def sort_key(customer: Customer) -> str:
    """How customers are sorted: last name, then first, folded."""
    return f"{fold(customer.last_name)} {fold(customer.first_name)}".strip()


def _postal(code: str) -> tuple[str, ...]:
    """A postal code by its groups and as one word: "SW1A 1AA" is also sw1a1aa."""
    groups = words(code)
    return (*groups, "".join(groups)) if len(groups) > 1 else groups
