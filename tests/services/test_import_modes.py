"""All or nothing, trying out, keeping what is good: what is written, on both engines."""

import pytest

from salescenter.domain.errors import Refused
from salescenter.domain.journal import Subject
from salescenter.services.transfer import FileCount, import_folder, importing
from salescenter.services.transfer.assembly import assemble
from tests.services.import_folders import Folder, codes, content


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


def test_a_folder_is_written_whole(database, folder):
    report = folder.into(database)
    assert (report.written, report.is_clean, report.rows) == (True, True, 24)
    with database.read() as uow:
        (store,) = uow.stores.all()
        assert (store.code, store.name, store.currency) == ("main", "Main Street Shop", "EUR")
        assert [channel.code for channel in store.channels] == ["phone"]
        (hit,) = uow.customers.find(store.id, "olsen", 5)
        customer = uow.customers.get(hit.id)
        assert customer.organization.name == "Blue Harbour Trading"
        assert customer.emails == ("kari@example.com",)
        assert [phone.digits for phone in customer.phones] == ["4722123456"]
        assert customer.addresses[0].address.recipient == "Kari Olsen"
        (item,) = uow.items.find(store.id, "EUR", "mug blue", 5)
        assert (item.sku, item.amount, item.free) == ("MUG-01", 840, 110)
        terms = uow.stores.terms(store.id, "EUR")
    assert [(tax.name, tax.rate, tax.included) for tax in terms.taxes] == [("VAT", 190_000, True)]
    assert (terms.rules[0].base, terms.rules[0].rate_per_kg) == (490, 50)
    assert [offer.promotion.name for offer in terms.promotions.sequence] == ["Tea time"]
    assert terms.promotions.known_codes == {"tea10"}


def test_one_row_that_is_wrong_keeps_everything_from_being_written(database, folder):
    before = content(database)
    report = folder.change("order_payments", expiry="never").into(database)
    assert not report.written
    assert not report.is_clean
    assert content(database) == before
    text = str(report)
    assert text.startswith("Nothing was written: 3 problems.")
    cause, following = text.split("Refused because of these:")
    assert "order_payments.csv:2 expiry" in cause
    assert "orders.csv:2: A payment of it was refused" in following


def test_trying_out_changes_nothing(database, folder):
    before = content(database)
    report = folder.dry(database)
    assert (report.is_clean, report.written, report.rows) == (True, False, 24)
    assert content(database) == before
    assert str(report).startswith("Dry run: 24 rows good, 0 problems. Nothing was written.")


def test_what_is_good_is_kept_without_what_is_not(database, folder):
    folder.add("items", sku="CUP-01", name="Cup").add("items", sku="CUP-02", weight_kg="heavy")
    folder.add("prices", sku="CUP-01").add("prices", sku="CUP-02")
    report = folder.keep_good(database)
    assert report.written
    assert codes(report) == {
        ("items", 4, "weight_kg", "import.weight"),
        ("prices", 4, "sku", "import.depends"),
    }
    assert report.count("items") == FileCount("items.csv", 3, 2)
    assert report.count("items").refused == 1
    with database.read() as uow:
        store_id = uow.stores.all()[0].id
        found = {item.sku for item in uow.items.find(store_id, "EUR", "cup", 5)}
        assert found == {"CUP-01", "MUG-01"}


def test_what_depends_on_a_refused_row_is_refused_for_that_reason(database, folder):
    report = folder.change("stores", currency="EURO").keep_good(database)
    assert not any(count.good for count in report.files if count.file not in _INDEPENDENT)
    reasons = {each.problem.code for each in report.refused}
    assert reasons == {"currency.unknown", "import.depends"}
    assert "The store main was refused, and this depends on it." in str(report)


_INDEPENDENT = ("categories.csv", "items.csv", "places.csv", "stock.csv", "receipts.csv")


def test_an_order_that_lost_a_line_is_not_kept(database, folder):
    folder.add("orders", number="A-2").add("order_items", order="A-2")
    folder.add("order_items", quantity="0").add("order_payments", order="A-2")
    report = folder.keep_good(database)
    assert codes(report) == {
        ("order_items", 4, "quantity", "import.out_of_range"),
        ("orders", 2, "", "import.part_refused"),
        ("order_items", 2, "order", "import.depends"),
        ("order_payments", 2, "order", "import.depends"),
    }
    with database.read() as uow:
        assert uow.orders.id_of("A-20017") is None
        assert uow.orders.id_of("A-2") is not None


def test_a_promotion_goes_with_the_step_it_lost_and_takes_the_order_that_names_it_along(
    database, folder
):
    folder.change("promotion_ranges", percent="much").change("order_items", promotion="Tea time")
    report = folder.keep_good(database)
    assert codes(report) >= {
        ("promotions", 2, "", "import.part_refused"),
        ("promotion_codes", 2, "promotion", "import.depends"),
        ("orders", 2, "", "import.promotion_unknown"),
    }
    with database.read() as uow:
        assert uow.orders.id_of("A-20017") is None
        store = uow.stores.all()[0]
        assert not uow.stores.terms(store.id, "EUR").promotions.sequence


def test_parts_that_cannot_be_read_leave_no_order_whole(database, folder):
    folder.drop("order_items").write_raw("order_items.csv", b"order,sku\xff\n")
    report = folder.keep_good(database)
    assert ("orders", 2, "", "import.part_refused") in codes(report)
    with database.read() as uow:
        assert uow.orders.id_of("A-20017") is None


def test_a_customer_is_kept_without_the_e_mail_address_that_is_none(database, folder):
    report = folder.change("customer_emails", email="nonsense").keep_good(database)
    assert codes(report) == {("customer_emails", 2, "email", "contact.email_wrong")}
    with database.read() as uow:
        store_id = uow.stores.all()[0].id
        (hit,) = uow.customers.find(store_id, "kari", 5)
        assert uow.customers.get(hit.id).emails == ()


def test_importing_again_refuses_what_is_there_and_changes_nothing(database, folder):
    folder.into(database)
    before = content(database)
    report = folder.into(database)
    assert content(database) == before
    found = {(noun, code) for noun, _line, _column, code in codes(report)}
    assert {noun for noun, code in found if code == "import.already_there"} == {
        "stores", "channels", "tax_rates", "ship_methods", "ship_charges", "categories", "items",
        "prices", "places", "stock", "promotions", "promotion_codes", "organizations", "customers",
        "orders",
    }  # fmt: skip
    assert {noun for noun, code in found if code == "import.only_new"} == {
        "ship_charge_steps", "promotion_ranges", "promotion_items", "customer_emails",
        "customer_phones", "customer_addresses", "order_items", "order_payments",
    }  # fmt: skip


def test_more_can_be_added_to_what_is_there(database, folder):
    folder.into(database)
    more = Folder(folder.path).only("items", "prices", "customers", "channels")
    more.change("items", sku="MUG-02", name="Mug, red").change("prices", sku="MUG-02")
    more.change("customers", number="K-2", last_name="Berg").change("channels", code="web")
    assert more.into(database).is_clean
    with database.read() as uow:
        store = uow.stores.all()[0]
        assert [channel.code for channel in store.channels] == ["phone", "web"]
        assert store.offer_version == 2
        assert len(uow.items.find(store.id, "EUR", "mug", 5)) == 2
        (hit,) = uow.customers.find(store.id, "berg", 5)
        assert hit.organization == "Blue Harbour Trading"


def test_an_order_may_name_what_is_there(database, folder):
    folder.into(database)
    more = Folder(folder.path).only("orders", "order_items")
    more.change("orders", number="A-3", channel="").change("order_items", order="A-3")
    more.change("order_items", promotion="Tea time")
    assert more.into(database).is_clean
    with database.read() as uow:
        order = uow.orders.read(uow.orders.id_of("A-3"))
        assert order.channel == "phone"
        assert [item.name for item in order.items] == ["Mug, blue"]
        assert uow.orders.price(order.id).applied[0].name == "Tea time"


def test_an_import_that_is_broken_off_leaves_nothing_behind(database, folder):
    before = content(database)

    def break_off(share, label=""):
        if "orders" in label and "Writing" in label:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.into(database, progress=break_off)
    assert content(database) == before


def test_progress_rises_to_the_end(database, folder):
    shares = []
    folder.into(database, progress=lambda share, label="": shares.append(share))
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_what_somebody_else_wrote_meanwhile_is_not_written_twice(database, folder, monkeypatch):
    folder.into(database)
    folder.only("tax_rates").change("tax_rates", name="Levy")
    other = folder.write().rename(folder.path.with_name("other"))

    def slowly(sieve):
        monkeypatch.setattr(f"{importing.__name__}.assemble", assemble)
        import_folder(database, other)
        return assemble(sieve)

    monkeypatch.setattr(f"{importing.__name__}.assemble", slowly)
    with pytest.raises(Refused, match="Somebody else changed the store meanwhile"):
        folder.into(database)
    with database.read() as uow:
        taxes = uow.stores.terms(uow.stores.all()[0].id, "EUR").taxes
    assert [tax.name for tax in taxes] == ["VAT", "Levy"]


def test_each_customer_promotion_and_order_has_one_entry_from_nothing(database, folder):
    folder.into(database)
    with database.read() as uow:
        kinds = [
            (entry.subject, entry.kind, entry.number, entry.channel, entry.actor_role)
            for entry in _entries(uow)
        ]
    assert sorted(kinds) == [
        (Subject.CUSTOMER, "customer.import", 1, "system", "system"),
        (Subject.ORDER, "order.import", 1, "system", "system"),
        (Subject.PROMOTION, "promotion.import", 1, "system", "system"),
    ]


def _entries(uow):
    for _id, kind, subject_id, _number in uow.journal.news(0, 100):
        yield from uow.journal.entries(Subject(kind), subject_id)


def test_ten_thousand_rows_are_taken_in_one_go(database, folder):
    folder.only("stores", "organizations", "customers", "customer_emails")
    folder.rows["customers"] = [
        {**folder.rows["customers"][0], "number": f"N-{number}", "last_name": f"Name {number}"}
        for number in range(10_000)
    ]
    folder.rows["customer_emails"] = [
        {"customer": f"N-{number}", "email": f"n{number}@example.com"} for number in range(10_000)
    ]
    report = folder.into(database)
    assert report.count("customers") == FileCount("customers.csv", 10_000, 10_000)
    with database.read() as uow:
        (hit,) = uow.customers.find(uow.stores.all()[0].id, "n9999@example.com", 5)
        assert hit.number == "N-9999"


def test_the_report_tells_files_figures_and_reasons(database, folder):
    folder.change("prices", amount="8,40").add("places", code="south", active="perhaps")
    text = str(folder.keep_good(database))
    assert "23 rows written; 2 problems left out." in text
    assert "places.csv: 1 of 2 rows" in text
    assert "prices.csv:2 amount: “8,40” is not an amount." in text
    assert "places.csv:3 active: “perhaps” is neither yes nor no." in text
