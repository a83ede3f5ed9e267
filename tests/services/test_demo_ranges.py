"""What belongs together in a demo store: products, sets, associations, contracts, bar codes."""

from collections import Counter

import pytest

from salescenter.db.engine import Database
from salescenter.domain.catalogue import AssociationKind, ItemKind, PriceSource
from salescenter.gateways import gateway_at
from salescenter.services.bundle import Services
from salescenter.services.catalogue import FindItem
from salescenter.services.catalogue_entry import GoesWith, ProductOf, Recognise
from salescenter.services.demo.contracts import CONTRACTS
from salescenter.services.demo.goods import goods
from salescenter.services.demo.plan import DemoSize, plan_of
from salescenter.services.demo.ranges import barcode, check_digit, ranges
from salescenter.services.demo.users import USERS
from salescenter.services.desk import SignOn
from tests.services.demos import NOW, PASSWORDS, small_demo

HOME, TRADE = 1, 2
PLAN = plan_of(DemoSize.SMALL, NOW)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ranges")
    small_demo(folder / "demo.db")
    database = Database.open(str(folder / "demo.db"))
    database.use_clock(lambda: NOW)
    services = Services(database, gateway_at(f"sim:{folder / 'payments.sqlite'}"), PASSWORDS)
    services.desk.sign_on(SignOn(login=USERS[0].login, password=USERS[0].password))
    yield services
    database.close()


@pytest.fixture(scope="module")
def made():
    return ranges(goods(PLAN), PLAN)


def found(demo, text, store_id=HOME):
    return demo.catalogue.find(FindItem(store_id=store_id, text=text)).matches


@pytest.mark.parametrize(
    ("digits", "last"), [("400638133393", 1), ("978014300723", 4), ("200000000000", 8)]
)
def test_the_last_digit_of_a_bar_code_proves_the_others(digits, last):
    assert check_digit(digits) == last


def test_every_item_has_a_bar_code_of_its_own():
    codes = {barcode(item_id) for item_id in range(1, 2_001)}
    assert len(codes) == 2_000
    assert all(len(code) == 13 and code.isdigit() for code in codes)


def test_families_are_products_of_items_that_exist(demo):
    (product,) = (each for each in found(demo, "work trousers") if each.kind is ItemKind.PRODUCT)
    read = demo.entry.product(ProductOf(store_id=HOME, item_id=product.id))
    assert read.attributes == ("Colour", "Size")
    assert len(read.variants) > 1
    assert len({variant.values for variant in read.variants}) == len(read.variants)
    assert all(variant.amount > 0 for variant in read.variants)


def test_units_belong_to_the_values():
    blades = next(good for good in goods(PLAN) if good.name == "Saw blade 160 mm, 24 teeth")
    assert blades.values == ("160 mm", "24 teeth")


def test_a_bundle_is_found_where_all_its_parts_are_sold(demo):
    assert found(demo, "SET-100")[0].kind is ItemKind.BUNDLE
    assert found(demo, "decorator bundle")[0].sku == "SET-101"


def test_a_package_is_sold_and_stored_as_one(demo):
    package = found(demo, "PKG-200", TRADE)[0]
    assert package.kind is ItemKind.PACKAGE
    assert package.amount > 0
    assert package.free > 0


def test_a_scanned_item_is_recognised(demo):
    drill = found(demo, "HW-4411")[0]
    (line,) = demo.entry.recognise(Recognise(store_id=HOME, block=barcode(drill.id)))
    assert line.match is not None
    assert line.match.sku == "HW-4411"


def test_there_are_associations_of_every_kind(made):
    kinds = Counter(each.kind for each in made.associations)
    assert set(kinds) == set(AssociationKind)
    assert all(each.source_id != each.target_id for each in made.associations)


def test_what_is_discontinued_is_found_and_replaced_by_something_that_stays(demo):
    known = {good.id: good for good in goods(PLAN)}
    gone = [good for good in known.values() if good.is_discontinued]
    assert len(gone) >= 3
    replaced = 0
    for good in gone:
        match = next(each for each in found(demo, good.sku) if each.id == good.id)
        assert match.is_discontinued
        suggestions = demo.entry.goes_with(GoesWith(store_id=HOME, item_ids=(good.id,)))
        needed = [each for each in suggestions if each.is_needed]
        assert all(not each.match.is_discontinued for each in needed)
        replaced += bool(needed)
    assert replaced >= 3


def test_members_of_a_contract_pay_by_it(demo):
    drill = found(demo, "HW-4411", TRADE)[0]
    with demo.database.read() as unit:
        for whose, sources in ((8, 2), (1, 1), (2, 0)):
            item = unit.items.facts([drill.id], TRADE, "USD", whose)[drill.id]
            agreed = [row for row in item.prices if row.source is PriceSource.CONTRACT]
            assert len(agreed) == sources
            assert all(row.amount < drill.amount for row in agreed)


def test_contracts_are_of_organizations_that_are_there(demo):
    with demo.database.read() as unit:
        there = {
            each.organization.id
            for each in unit.customers.many(range(1, 2_001)).values()
            if each.organization and each.currency == "USD"
        }
    assert all(contract.organizations <= there for contract in CONTRACTS)
