"""What is searched: customers and items, the fields of their words and what each field weighs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from salescenter.db import customer_words


@dataclass(frozen=True, slots=True)
class Subject:
    """A table with a column ``search_text``: folded words, a line for each of ``fields``.

    ``corrected``: the fields whose words misspelt ones may stand for. ``condition`` is SQL on the
    table, as ``{t}``, that a hit must meet.
    """

    name: str
    fields: tuple[str, ...]
    weights: Mapping[str, int] = field(hash=False)
    corrected: tuple[str, ...]
    condition: str = ""

    def by_field(self, text: str) -> dict[str, str]:
        """The words of a search text by field."""
        return dict(zip(self.fields, text.split("\n"), strict=False))

    def correct_words(self, text: str) -> Iterator[str]:
        """The words of a search text that misspelt ones may stand for."""
        lines = text.split("\n")
        for name in self.corrected:
            yield from lines[self.fields.index(name)].split()


CUSTOMER = Subject(
    "customer", customer_words.FIELDS, customer_words.WEIGHTS, customer_words.CORRECTED
)
ITEM = Subject(
    "item",
    ("sku", "name", "category"),
    {"sku": 8, "name": 6, "category": 2},
    ("name", "category"),
    "{t}.is_active AND EXISTS (SELECT 1 FROM price_list JOIN price"
    " ON price.price_list_id = price_list.id AND price.item_id = {t}.id"
    " WHERE price_list.store_id = :store_id AND price_list.currency = :currency)",
)
SUBJECTS = (CUSTOMER, ITEM)
