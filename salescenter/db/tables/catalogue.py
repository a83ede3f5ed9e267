"""What is sold: categories, items, price lists, stock."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Text, false, true

from salescenter.db.tables.base import keyed_table, not_negative, one_of, quantity_check, table
from salescenter.db.types import Id, JsonText, LocalDate, UtcDateTime, Whole
from salescenter.domain.catalogue import AssociationKind, ItemKind, PriceSource

category = table(
    "category",
    Column("id", Id, primary_key=True),
    Column("parent_id", ForeignKey("category.id")),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
)

# ``search_text`` holds the folded words of sku, name and categories (salescenter.db.search).
item = table(
    "item",
    Column("id", Id, primary_key=True),
    Column("sku", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("category_id", ForeignKey("category.id"), nullable=False),
    Column("weight_grams", Whole),
    Column("tax_category", Text, nullable=False),
    Column("is_discountable", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("search_text", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default=ItemKind.ITEM.value),
    Column("product_id", ForeignKey("item.id")),
    Column("attributes", JsonText, nullable=False, server_default="[]"),
    Column("barcode", Text),
    Column("is_backorderable", Boolean, nullable=False, server_default=true()),
    Column("is_discontinued", Boolean, nullable=False, server_default=false()),
    Column("is_returnable", Boolean, nullable=False, server_default=true()),
    not_negative("weight_grams"),
    one_of("kind", ItemKind),
)
Index(None, item.c.product_id)
Index(None, item.c.barcode)

# What is in a bundle or package, and how often.
item_part = keyed_table(
    "item_part",
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("part_id", ForeignKey("item.id"), primary_key=True),
    Column("quantity", Whole, nullable=False),
    Column("position", Whole, nullable=False),
    quantity_check(),
)

association = keyed_table(
    "association",
    Column("source_id", ForeignKey("item.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("target_id", ForeignKey("item.id"), primary_key=True),
    Column("position", Whole, nullable=False),
    one_of("kind", AssociationKind),
)

price_list = table(
    "price_list",
    Column("id", Id, primary_key=True),
    Column("store_id", ForeignKey("store.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("name", Text, nullable=False),
    one_of("kind", PriceSource),
)
Index(None, price_list.c.store_id, price_list.c.currency)

# Per unit in minor units of the list's currency. ``starts`` is part of the key and so never null:
# a price that always held starts with 1970 (prices.ALWAYS).
# Who buys by a contract's prices; a contract that names nobody holds for every organization.
contract_member = keyed_table(
    "contract_member",
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("organization_id", ForeignKey("organization.id"), primary_key=True),
)
Index(None, contract_member.c.organization_id)

price = keyed_table(
    "price",
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("min_quantity", Whole, primary_key=True),
    Column("starts", UtcDateTime, primary_key=True),
    Column("ends", UtcDateTime),
    Column("amount", Whole, nullable=False),
    quantity_check("min_quantity"),
    not_negative("amount"),
)

place = table(
    "place",
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
)

stock = keyed_table(
    "stock",
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("place_id", ForeignKey("place.id"), primary_key=True),
    Column("on_hand", Whole, nullable=False),
    Column("reserved", Whole, nullable=False),
    Column("safety_stock", Whole, nullable=False),
    Column("backorder_limit", Whole, nullable=False),
    not_negative("on_hand", "reserved", "safety_stock", "backorder_limit"),
)

expected_receipt = table(
    "expected_receipt",
    Column("id", Id, primary_key=True),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("quantity", Whole, nullable=False),
    Column("expected", LocalDate, nullable=False),
    quantity_check(),
)
Index(None, expected_receipt.c.item_id)
