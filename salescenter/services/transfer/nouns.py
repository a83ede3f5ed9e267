"""The files of an import: one a noun, what tells rows apart, and which rows they lean on."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from salescenter.i18n import N_
from salescenter.services.transfer.rows_catalogue import (
    CategoryRow,
    ItemRow,
    PlaceRow,
    PriceRow,
    ReceiptRow,
    StockRow,
)
from salescenter.services.transfer.rows_customers import (
    AddressRow,
    CustomerRow,
    EmailRow,
    OrganizationRow,
    PhoneRow,
)
from salescenter.services.transfer.rows_orders import OrderItemRow, OrderPaymentRow, OrderRow
from salescenter.services.transfer.rows_promotions import (
    PromotionCodeRow,
    PromotionItemRow,
    PromotionRangeRow,
    PromotionRow,
)
from salescenter.services.transfer.rows_stores import (
    ChannelRow,
    ShipChargeRow,
    ShipChargeStepRow,
    ShipMethodRow,
    StoreRow,
    TaxRateRow,
)

Key = tuple[Any, ...]
"""What tells a row from the others of its noun."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that hold the key of a row of another file, or of what the store has already.

    ``within``: only of this import, since an import never changes what is there. ``whole``: a row
    that is refused takes the one it belongs to with it, since that would be incomplete.
    """

    noun: str
    columns: tuple[str, ...]
    within: bool = False
    whole: bool = False

    def key(self, row: Any) -> Key | None:
        """The key of the other row; None where the columns are empty."""
        key = tuple(getattr(row, column) for column in self.columns)
        return key if key[-1] != "" else None


@dataclass(frozen=True, slots=True)
class Noun:
    """One file. ``key`` names columns or properties of its row; none: rows may be equal."""

    name: str
    row: type[Any]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def belongs_to(self) -> Reference | None:
        """The reference to what its rows are a part of."""
        return next((each for each in self.references if each.within), None)

    def key_of(self, row: Any) -> Key | None:
        """What tells a row from the others; None when nothing has to."""
        return tuple(getattr(row, name) for name in self.key) if self.key else None


_STORE = Reference("stores", ("store",))
_METHOD = Reference("ship_methods", ("store", "method"))
_CHARGE = ("store", "method", "country", "region", "currency")
_PROMOTION = Reference("promotions", ("store", "promotion"), within=True, whole=True)
_CUSTOMER = Reference("customers", ("customer",), within=True)
_ORDER = Reference("orders", ("order",), within=True, whole=True)
_ITEM = Reference("items", ("sku",))

# In the order in which they are checked and written: what is leant on comes first.
NOUNS = (
    Noun("stores", StoreRow, ("code",)),
    Noun("channels", ChannelRow, ("store", "code"), (_STORE,)),
    Noun(
        "tax_rates",
        TaxRateRow,
        ("store", "country", "region", "category", "name", "starts"),
        (_STORE,),
    ),
    Noun("ship_methods", ShipMethodRow, ("store", "code"), (_STORE,)),
    Noun("ship_charges", ShipChargeRow, _CHARGE, (_STORE, _METHOD)),
    Noun(
        "ship_charge_steps",
        ShipChargeStepRow,
        (*_CHARGE, "amount_from"),
        (Reference("ship_charges", _CHARGE, within=True, whole=True),),
    ),
    Noun("categories", CategoryRow, ("code",), (Reference("categories", ("parent",)),)),
    Noun("items", ItemRow, ("sku",), (Reference("categories", ("category",)),)),
    Noun(
        "prices",
        PriceRow,
        ("store", "sku", "kind", "currency", "min_quantity", "starts"),
        (_STORE, _ITEM),
    ),
    Noun("places", PlaceRow, ("code",)),
    Noun("stock", StockRow, ("sku", "place"), (_ITEM, Reference("places", ("place",)))),
    Noun("receipts", ReceiptRow, (), (_ITEM, Reference("places", ("place",)))),
    Noun("promotions", PromotionRow, ("store", "name"), (_STORE,)),
    Noun(
        "promotion_ranges",
        PromotionRangeRow,
        ("store", "promotion", "from_quantity", "from_amount"),
        (_PROMOTION,),
    ),
    Noun(
        "promotion_items",
        PromotionItemRow,
        ("store", "promotion", "part", "sku", "category"),
        (_PROMOTION, _ITEM, Reference("categories", ("category",))),
    ),
    Noun("promotion_codes", PromotionCodeRow, ("store", "code_key"), (_PROMOTION,)),
    Noun("organizations", OrganizationRow, ("number",), (_STORE,)),
    Noun(
        "customers",
        CustomerRow,
        ("number",),
        (_STORE, Reference("organizations", ("organization",))),
    ),
    Noun("customer_emails", EmailRow, ("customer", "email_key"), (_CUSTOMER,)),
    Noun("customer_phones", PhoneRow, ("customer", "phone"), (_CUSTOMER,)),
    Noun("customer_addresses", AddressRow, ("customer", "nickname"), (_CUSTOMER,)),
    Noun(
        "orders",
        OrderRow,
        ("number",),
        (
            _STORE,
            Reference("customers", ("customer",)),
            _METHOD,
            Reference("channels", ("store", "channel")),
        ),
    ),
    Noun("order_items", OrderItemRow, (), (_ORDER, _ITEM)),
    Noun("order_payments", OrderPaymentRow, (), (_ORDER,)),
)
BY_NAME = MappingProxyType({noun.name: noun for noun in NOUNS})
FILES = MappingProxyType({noun.file: noun for noun in NOUNS})

# What a row of a file is called in a sentence.
TITLES = MappingProxyType(
    {
        "stores": N_("store"),
        "channels": N_("channel"),
        "tax_rates": N_("tax rate"),
        "ship_methods": N_("ship method"),
        "ship_charges": N_("ship charge"),
        "ship_charge_steps": N_("step of a ship charge"),
        "categories": N_("category"),
        "items": N_("item"),
        "prices": N_("price"),
        "places": N_("place"),
        "stock": N_("stock"),
        "receipts": N_("receipt"),
        "promotions": N_("promotion"),
        "promotion_ranges": N_("step of a promotion"),
        "promotion_items": N_("item of a promotion"),
        "promotion_codes": N_("promotion code"),
        "organizations": N_("organization"),
        "customers": N_("customer"),
        "customer_emails": N_("e-mail address"),
        "customer_phones": N_("telephone number"),
        "customer_addresses": N_("address"),
        "orders": N_("order"),
        "order_items": N_("line"),
        "order_payments": N_("payment"),
    }
)


def shown(key: Key) -> str:
    """A key as a sentence names it."""
    return " / ".join(str(part) for part in key if part not in ("", None))


def leaning_on(name: str) -> Iterator[tuple[Noun, Reference]]:
    """The nouns whose rows name rows of this one."""
    for noun in NOUNS:
        for reference in noun.references:
            if reference.noun == name:
                yield noun, reference
