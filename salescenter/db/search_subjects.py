"""What is searched: customers and items, the fields of their words and what each field weighs."""

from collections.abc import Iterator
from dataclasses import dataclass

from salescenter.db import customer_words
from salescenter.domain.search_query import Fields


@dataclass(frozen=True, slots=True)
class Subject:
    """A table with a column ``search_text``: folded words, a line for each of ``fields``.

    ``corrected``: the fields whose words misspelt ones may stand for. ``condition`` is SQL on the
    table, as ``{t}``, that a hit must meet. ``sorted_by``: a column that with ``store_id`` leads an
    index; where the words are dear to look through, short beginnings are looked for there first,
    a single letter nowhere else. ``sorted_as``: the field that it is.
    """

    name: str
    fields: tuple[str, ...]
    weights: tuple[int, ...]
    corrected: tuple[str, ...]
    condition: str = ""
    sorted_by: str = ""
    sorted_as: str = ""

    def fields_of(self, text: str) -> Fields:
        """A search text as it is looked through."""
        return Fields.of(text, self.fields, self.weights)

    def correct_words(self, text: str) -> Iterator[str]:
        """The words of a search text that misspelt ones may stand for."""
        lines = text.split("\n")
        for name in self.corrected:
            yield from lines[self.fields.index(name)].split()


CUSTOMER = Subject(
    "customer",
    customer_words.FIELDS,
    customer_words.WEIGHTS,
    customer_words.CORRECTED,
    sorted_by="sort_key",
    sorted_as="name",
)
_PRICED = (
    "EXISTS (SELECT 1 FROM price_list JOIN price"
    " ON price.price_list_id = price_list.id AND price.item_id = {item}"
    " WHERE price_list.store_id = :store_id AND price_list.currency = :currency)"
)
_ITSELF, _VARIANT, _PART = (
    _PRICED.replace("{item}", each) for each in ("{t}.id", "variant.id", "item_part.part_id")
)
# A product is sold where one of its items is, a bundle where all of its parts are.
_SOLD = (
    f"{{t}}.is_active AND CASE {{t}}.kind"
    f" WHEN 'product' THEN EXISTS (SELECT 1 FROM item variant"
    f" WHERE variant.product_id = {{t}}.id AND variant.is_active AND {_VARIANT})"
    f" WHEN 'bundle' THEN EXISTS (SELECT 1 FROM item_part WHERE item_part.item_id = {{t}}.id)"
    f" AND NOT EXISTS (SELECT 1 FROM item_part JOIN item part ON part.id = item_part.part_id"
    f" WHERE item_part.item_id = {{t}}.id AND NOT (part.is_active AND {_PART}))"
    f" ELSE {_ITSELF} END"
)
ITEM = Subject(
    "item",
    ("sku", "name", "category"),
    (8, 6, 2),
    ("name", "category"),
    condition=_SOLD,
)
SUBJECTS = (CUSTOMER, ITEM)
