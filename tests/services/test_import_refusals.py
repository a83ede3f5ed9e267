"""What an import refuses in a row: each kind once, by its code and its column."""

import re
from pathlib import Path

import pytest

from salescenter.db.engine import Database
from salescenter.domain.order import order_number
from salescenter.domain.refusals import SENTENCES
from salescenter.services import transfer
from tests.services.import_folders import Folder, codes

CARD = "4111 1111 1111 1111"


@pytest.fixture
def store(sqlite_url):
    """What a row is refused for does not depend on the engine; what is written does."""
    opened = Database.open(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


@pytest.mark.parametrize(
    ("noun", "column", "text", "code"),
    [
        ("stores", "name", "", "import.missing"),
        ("stores", "name", "   ", "import.blank"),
        ("stores", "name", "x" * 129, "text.too_long"),
        ("stores", "name", "one\x07two", "text.control_character"),
        ("stores", "kind", "b2x", "import.word"),
        ("stores", "currency", "EURO", "currency.unknown"),
        ("stores", "country", "XX", "address.country_unknown"),
        ("stores", "country", "de", "address.country_unknown"),
        ("stores", "language", "klingon-xx", "import.language"),
        ("stores", "time_zone", "Berlin", "import.time_zone"),
        ("items", "sku", "MUG 01", "import.key"),
        ("items", "sku", "MUG;01", "import.key"),
        ("items", "weight_kg", "0,35", "import.weight"),
        ("items", "weight_kg", "0.3505", "import.weight"),
        ("items", "active", "true", "import.yes_no"),
        ("items", "category", "none", "import.unknown"),
        ("tax_rates", "rate", "-7", "rate.malformed"),
        ("tax_rates", "rate", "1001", "rate.too_large"),
        ("tax_rates", "starts", "01.02.2024", "import.date"),
        ("tax_rates", "starts", "2024-02-30", "import.date"),
        ("tax_rates", "starts", "20240201", "import.date"),
        ("prices", "amount", "8,40", "amount.malformed"),
        ("prices", "amount", "1e4", "amount.malformed"),
        ("prices", "amount", "NaN", "amount.malformed"),
        ("prices", "amount", "-1", "import.negative"),
        ("prices", "amount", "8.405", "amount.too_precise"),
        ("prices", "amount", "999999999999999", "amount.too_large"),
        ("prices", "min_quantity", "0", "import.out_of_range"),
        ("prices", "min_quantity", "1_0", "import.whole_number"),
        ("prices", "min_quantity", "\u0663", "import.whole_number"),
        ("prices", "kind", "contract", "import.word"),
        ("prices", "starts", "2024-01-01", "import.instant_zone"),
        ("prices", "starts", "yesterday", "import.instant"),
        ("prices", "starts", "9999-12-31T23:59:59-14:00", "import.instant"),
        ("stock", "on_hand", "1.5", "import.whole_number"),
        ("stock", "place", "south", "import.unknown"),
        ("receipts", "quantity", "1000000", "import.out_of_range"),
        ("organizations", "name", CARD, "text.card_number"),
        ("customers", "last_name", CARD, "text.card_number"),
        ("customers", "organization", "F-999", "import.unknown"),
        ("customers", "organization", "", "customer.organization_missing"),
        ("customer_emails", "email", "kari(at)example.com", "contact.email_wrong"),
        ("customer_phones", "phone", "12", "contact.phone_wrong"),
        ("customer_phones", "phone", CARD, "text.card_number"),
        ("customer_phones", "phone", "9" * 41, "contact.phone_wrong"),
        ("customer_addresses", "use", "holiday", "import.word"),
        ("customer_addresses", "phone", CARD, "text.card_number"),
        ("promotions", "percent", "15.12345", "rate.malformed"),
        ("promotions", "type", "magic", "import.word"),
        ("promotions", "ship_methods", "parcel;pigeon", "method.unknown"),
        ("promotion_codes", "code", "C" * 41, "text.too_long"),
        ("orders", "number", order_number(17), "import.own_number"),
        ("orders", "status", "pending", "import.word"),
        ("orders", "method", "pigeon", "import.unknown"),
        ("orders", "channel", "smoke", "import.unknown"),
        ("orders", "tax_name", "", "import.missing"),
        ("orders", "tax_included", "1", "import.one_of_two"),
        ("orders", "ship_phone", CARD, "text.card_number"),
        ("order_items", "sku", "NONE", "import.unknown"),
        ("order_items", "amount", "38.005", "amount.too_precise"),
        ("order_items", "promotion", "No such", "import.promotion_unknown"),
        ("order_payments", "last_four", "4111111111111111", "import.last_four"),
        ("order_payments", "expiry", "05/27", "import.month"),
        ("order_payments", "reference", CARD, "text.card_number"),
    ],
)
def test_a_cell_that_is_wrong_is_refused_by_file_line_and_column(
    store, folder, noun, column, text, code
):
    report = folder.change(noun, **{column: text}).dry(store)
    assert (noun, 2, column, code) in codes(report)


def test_everything_that_is_wrong_with_a_row_is_told_at_once(store, folder):
    folder.only("stores").change("stores", kind="b2x", currency="EURO", name=None)
    assert codes(folder.dry(store)) == {
        ("stores", 2, "kind", "import.word"),
        ("stores", 2, "currency", "currency.unknown"),
        ("stores", 2, "name", "import.missing"),
    }


def test_a_card_number_is_not_repeated_in_the_report(store, folder):
    folder.change("stock", on_hand="4111111111111111").change("items", name=CARD)
    text = str(folder.dry(store))
    assert "4111" not in text
    assert "card number" in text


def test_a_number_that_is_dialled_is_a_telephone_number_even_where_its_digits_fit_a_card(
    store, folder
):
    folder.change("customer_phones", phone="+49 30 4111111111")
    assert folder.dry(store).is_clean


def test_a_row_that_is_there_twice_is_refused_with_the_line_of_the_first(store, folder):
    report = folder.add("items").dry(store)
    refused = [each for each in report.refused if each.file == "items.csv"]
    assert [(each.line, each.problem.code) for each in refused] == [(3, "import.twice")]
    assert "line 2" in refused[0].reason


@pytest.mark.parametrize(
    ("noun", "same"),
    [
        ("promotion_codes", {"code": "tea10"}),
        ("customer_emails", {"email": "KARI@example.com"}),
        ("ship_charge_steps", {"amount_from": "0.00"}),
        ("channels", {}),
    ],
)
def test_what_means_the_same_is_twice_however_it_is_spelt(store, folder, noun, same):
    report = folder.add(noun, **same).dry(store)
    assert {each.problem.code for each in report.refused} >= {"import.twice"}


def test_a_category_below_one_that_comes_later_is_refused(store, folder):
    folder.rows["categories"] = [
        {"code": "cups", "name": "Cups", "parent": "kitchen"},
        {"code": "kitchen", "name": "Kitchen", "parent": ""},
    ]
    assert ("categories", 2, "parent", "import.unknown") in codes(folder.dry(store))


def test_organizations_are_for_stores_of_businesses_only(store, folder):
    folder.change("stores", kind="b2c")
    found = codes(folder.dry(store))
    assert ("organizations", 2, "store", "customer.organization_in_b2c") in found
    assert ("customers", 2, "organization", "import.depends") in found


def test_a_customer_of_another_store_cannot_have_the_order(store, folder):
    folder.add("stores", code="other").add("organizations", number="F-1", store="other")
    folder.add("customers", number="K-1", store="other", organization="F-1")
    folder.change("orders", customer="K-1")
    assert ("orders", 2, "customer", "customer.other_store") in codes(folder.dry(store))


def test_a_member_belongs_to_an_organization_of_the_same_store(store, folder):
    folder.add("stores", code="other").add("organizations", number="F-1", store="other")
    folder.change("customers", organization="F-1")
    assert ("customers", 2, "organization", "customer.other_store") in codes(folder.dry(store))


def test_a_canceled_order_says_why(store, folder):
    folder.change("orders", status="canceled")
    found = codes(folder.dry(store))
    assert ("orders", 2, "cancel_reason", "order.cancel_reason_missing") in found


def test_an_order_without_lines_is_refused(store, folder):
    report = folder.drop("order_items").dry(store)
    assert ("orders", 2, "", "import.no_lines") in codes(report)


def test_an_order_beyond_all_amounts_is_refused(store, folder):
    folder.change("order_items", amount="9999999999999").add("order_items")
    assert ("orders", 2, "", "amount.too_large") in codes(folder.dry(store))


def test_only_one_payment_takes_the_rest(store, folder):
    report = folder.add("order_payments", method="invoice").dry(store)
    assert ("orders", 2, "", "payment.rest_twice") in codes(report)


def test_a_promotion_that_could_not_be_offered_is_refused(store, folder):
    report = folder.change("promotions", percent="").drop("promotion_ranges").dry(store)
    assert ("promotions", 2, "reward.rate", "promotion.rate_out_of_range") in codes(report)


def test_a_promotion_of_a_type_that_is_not_computed_is_refused(store, folder):
    report = folder.change("promotions", type="set_fixed_price").dry(store)
    assert ("promotions", 2, "type", "promotion.type_not_offered") in codes(report)


def test_a_promotion_item_is_an_item_or_a_category(store, folder):
    folder.change("promotion_items", sku="")
    assert ("promotion_items", 2, "sku", "import.one_of_two") in codes(folder.dry(store))
    folder.change("promotion_items", sku="MUG-01").rows["promotion_items"][0]["category"] = "cups"
    assert ("promotion_items", 2, "sku", "import.one_of_two") in codes(folder.dry(store))


@pytest.mark.parametrize("noun", ["prices", "promotions"])
def test_what_ends_before_it_starts_is_refused(store, folder, noun):
    times = {"starts": "2026-02-01T00:00:00Z", "ends": "2026-01-01T00:00:00Z"}
    report = folder.change(noun, **times).dry(store)
    assert (noun, 2, "ends", "import.ends_first") in codes(report)


def test_every_reason_that_an_import_gives_has_its_sentence_and_every_sentence_is_used():
    package = Path(transfer.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in package.glob("*.py"))
    used = set(re.findall(r'"(import\.[a-z_]+)"', sources))
    assert used == {code for code in SENTENCES if code.startswith("import.")}
