"""Customers and items are found the same on both engines."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from salescenter.db.engine import Database
from salescenter.db.search import rebuild
from salescenter.db.search_subjects import CUSTOMER, ITEM
from salescenter.db.vocabulary import vocabulary_of
from salescenter.domain.address import Address
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    Organization,
    Phone,
)
from tests.seed import seeded

PEOPLE = (
    ("Zoë", "Müller", "Köln", "50968", "zoe.mueller@example.com", "+49 221 5550101"),
    ("Jan", "Müller", "Łódź", "90-001", "jan@example.org", "+48 42 5550102"),
    ("Thomas", "Meier", "Berlin", "10115", "t.meier@example.net", "030 5550103"),
    ("Łukasz", "Nowak", "Kraków", "30-002", "lukasz@example.com", ""),
    ("小明", "王", "上海", "200001", "wang@example.com", ""),
    ("Иван", "Соколов", "Москва", "101000", "ivan@example.com", ""),
    ("Ng", "Li", "Bath", "BA1 1AA", "ng@example.com", ""),
    ("Christopher", "Schwarzenberger", "Wien", "1010", "cs@example.at", ""),
)


def a_customer(place, person, store_id=1, organization=None):
    first, last, city, postal_code, email, phone = person
    home = Address(f"{first} {last}", "Lindenallee 1", "", city, "", postal_code, "DE")
    digits = "".join(sign for sign in phone if sign.isdigit())
    return Customer(
        id=0,
        number=f"C20{place:02}",
        store_id=store_id,
        kind=CustomerKind.REGISTERED,
        last_name=last,
        first_name=first,
        organization=organization,
        emails=(email,),
        phones=(Phone(phone, digits.removeprefix("0")),) if phone else (),
        addresses=(BookAddress(1, "home", AddressUse.BOTH, home, is_primary=True),),
    )


@pytest.fixture
def shop(database):
    seeded(database)
    with database.write() as unit:
        for table in ("customer_email", "customer_phone", "customer_address", "customer"):
            unit.execute(text(f"DELETE FROM {table}"))
        firm = unit.customers.insert_organization(Organization(0, "", 2, "Nordwind Bau GmbH"))
        for place, person in enumerate(PEOPLE, 1):
            unit.customers.insert(a_customer(place, person))
        buyer = ("Berta", "Li", "Kiel", "24103", "buyer@nordwind.example", "+49 431 5550999")
        unit.customers.insert(a_customer(50, buyer, 2, firm))
    return database


def found(database, typed, store_id=1, limit=20):
    with database.read(search=True) as unit:
        return unit.customers.find(store_id, typed, limit)


def names(database, typed, store_id=1):
    return [match.name for match in found(database, typed, store_id)]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("müller", ["Jan Müller", "Zoë Müller"]),
        ("MULLER zoe", ["Zoë Müller"]),
        ("zo mü", ["Zoë Müller"]),
        ("jan lodz", ["Jan Müller"]),
        ("nowak", ["Łukasz Nowak"]),
        ("lukasz", ["Łukasz Nowak"]),
        ("王", ["小明 王"]),
        (" 王\u3000", ["小明 王"]),
        ("明", ["小明 王"]),
        ("明 王", ["小明 王"]),
        ("上海", ["小明 王"]),
        ("сокол", ["Иван Соколов"]),
        ("C2003", ["Thomas Meier"]),
        ("2003", ["Thomas Meier"]),
        ("zoe.mueller@example.com", ["Zoë Müller"]),
        ("zoe.mueller@exa", ["Zoë Müller"]),
        ("0221 5550101", ["Zoë Müller"]),
        ("+49 221 555", ["Zoë Müller"]),
        ("221 555", ["Zoë Müller"]),
        ("2215550", ["Zoë Müller"]),
        ("0049 221 555", ["Zoë Müller"]),
        ("0221 555 01", ["Zoë Müller"]),
        ("42 555", ["Jan Müller"]),
        ("5550102", ["Jan Müller"]),
        ("müller 0102", ["Jan Müller"]),
        ("030 5550", ["Thomas Meier"]),
        ("50968", ["Zoë Müller"]),
        ("90-001", ["Jan Müller"]),
        ("90001", ["Jan Müller"]),
        ("ba11aa", ["Ng Li"]),
        ("li", ["Ng Li"]),
        ("nobody at all", []),
        ('"; DROP TABLE customer; --', []),
        ("müller* OR nowak", []),
        ("%", []),
    ],
)
def test_a_customer_is_found_by_what_they_say_of_themselves(shop, typed, who):
    assert names(shop, typed) == who


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("m", ["Thomas Meier", "Jan Müller", "Zoë Müller"]),
        ("Ł", ["Ng Li"]),
        ("\u0441", ["Иван Соколов"]),
        ("x", []),
        ("5", []),
    ],
)
def test_one_letter_opens_the_list_of_last_names_there(shop, typed, who):
    assert names(shop, typed) == who
    assert all(match.matched == ("name",) for match in found(shop, typed))


def test_one_letter_that_is_a_last_name_goes_before_longer_ones(shop):
    with shop.write() as unit:
        for place, last in enumerate(("Oak", "O", "Oz"), 80):
            person = ("Yun", last, "Rom", "1", "o@example.com", "")
            unit.customers.insert(a_customer(place, person))
    assert names(shop, "o") == ["Yun O", "Yun Oak", "Yun Oz"]
    assert names(shop, "o", store_id=2) == []


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Mulelr Zoe", "Zoë Müller"),
        ("Tomas Meier", "Thomas Meier"),
        ("Meyer Thomas", "Thomas Meier"),
        ("Nowaak", "Łukasz Nowak"),
        ("Schwarzenbreger", "Christopher Schwarzenberger"),
        ("Schwazenb", "Christopher Schwarzenberger"),
        ("Kristopher", "Christopher Schwarzenberger"),
        ("Soklov", None),
        ("соклов", "Иван Соколов"),
    ],
)
def test_a_misspelt_name_is_corrected(shop, typed, who):
    matches = found(shop, typed)
    assert [match.name for match in matches[:1]] == ([who] if who else [])
    assert all(match.corrected for match in matches)


def test_a_hit_says_by_which_field_it_was_found(shop):
    assert found(shop, "zoe köln")[0].matched == ("name", "city")
    assert found(shop, "5550101")[0].matched == ("phone",)
    assert found(shop, "C2001")[0].matched == ("number",)
    assert found(shop, "50968")[0].matched == ("postal_code",)
    assert found(shop, "zoe.mueller@")[0].matched == ("email",)
    assert found(shop, "nordwind", None)[0].matched == ("organization",)


def test_a_hit_shows_what_tells_one_from_another(shop):
    match = found(shop, "nordwind kiel", None)[0]
    assert (match.number, match.name, match.organization) == (
        "C2050",
        "Berta Li",
        "Nordwind Bau GmbH",
    )
    assert (match.city, match.postal_code, match.country) == ("Kiel", "24103", "DE")
    assert (match.phone, match.email) == ("+49 431 5550999", "buyer@nordwind.example")


def test_each_store_has_its_own_customers(shop):
    assert names(shop, "li", store_id=1) == ["Ng Li"]
    assert names(shop, "li", store_id=2) == ["Berta Li"]
    assert names(shop, "li", store_id=None) == ["Berta Li", "Ng Li"]


def test_of_several_telephones_and_addresses_the_one_that_was_typed_is_shown(shop):
    home = Address("A B", "Way 1", "", "Ulm", "", "89073", "DE")
    away = Address("A B", "Way 2", "", "Genf", "", "1201", "CH")
    with shop.write() as unit:
        unit.customers.insert(
            Customer(
                0,
                "",
                1,
                CustomerKind.REGISTERED,
                "Ferrari",
                "Anna",
                emails=("first@example.com", "second@example.com"),
                phones=(Phone("0731 1000", "497311000"), Phone("022 2000", "41222000")),
                addresses=(
                    BookAddress(1, "home", AddressUse.BOTH, home, is_primary=True),
                    BookAddress(2, "away", AddressUse.SHIPPING, away),
                ),
            )
        )
    plain, other = found(shop, "ferrari")[0], found(shop, "ferrari genf")[0]
    assert (plain.city, plain.phone, plain.email) == ("Ulm", "0731 1000", "first@example.com")
    assert (other.city, other.country) == ("Genf", "CH")
    assert found(shop, "41222000")[0].phone == "022 2000"
    assert found(shop, "2000")[0].phone == "022 2000"
    assert found(shop, "second@example")[0].email == "second@example.com"


def test_a_whole_word_goes_before_one_that_only_begins_so(shop):
    with shop.write() as unit:
        for place in range(60, 64):
            unit.customers.insert(
                a_customer(place, ("Ada", "Linde", "Rom", "1", "l@example.com", ""))
            )
    assert names(shop, "li")[0] == "Ng Li"
    assert len(names(shop, "li")) == 5


def test_a_changed_customer_is_found_by_the_new_words_only(shop):
    with shop.write() as unit:
        before = unit.customers.get(found(shop, "nowak")[0].id)
        after = unit.customers.write(before, replace(before, last_name="Kowalski"))
    assert after.version == before.version + 1
    assert names(shop, "nowak") == []
    assert names(shop, "kowalski") == ["Łukasz Kowalski"]
    assert names(shop, "kowalsky") == ["Łukasz Kowalski"]


def test_what_was_rolled_back_is_not_found(shop):
    def write_and_fail():
        with shop.write() as unit:
            unit.customers.insert(a_customer(70, ("Un", "Written", "X", "1", "u@example.com", "")))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert names(shop, "written") == []


def test_a_search_takes_a_fixed_number_of_statements(shop, statements):
    counts = []
    for typed in ("müller", "li", "m", "zoe köln", "meyer thomas"):
        with shop.read() as unit, shop.statement_log() as log:
            unit.customers.find(1, typed, 20)
        counts.append(len(log))
    assert max(counts) <= 7


def test_a_word_that_is_committed_after_later_ones_is_learned_too(postgresql_url):
    database = Database.open(postgresql_url)
    seeded(database)
    with database.write() as early:
        early.customers.insert(a_customer(90, ("Eva", "Wintergrün", "Ulm", "1", "e@x.example", "")))
        with database.write() as late:
            udo = ("Udo", "Sommerfeld", "Bonn", "1", "u@x.example", "")
            late.customers.insert(a_customer(91, udo))
        assert names(database, "Sommerfled") == ["Udo Sommerfeld"]
        assert names(database, "Wintergrnü") == []
    assert names(database, "Wintergrnü") == ["Eva Wintergrün"]
    assert names(database, "Sommerfled") == ["Udo Sommerfeld"]
    database.close()


def test_known_words_are_read_once_only(shop):
    names(shop, "Mulelr Zoe")
    for _until_all_that_wrote_them_ended in range(2):
        names(shop, "Mulelr Zoe")
    with shop.read() as unit:
        known = vocabulary_of(unit, CUSTOMER)
        with shop.statement_log() as log:
            assert vocabulary_of(unit, CUSTOMER) is known
    assert len(log) == 1


def test_an_index_made_anew_finds_the_same(shop):
    before = {typed: names(shop, typed) for typed in ("müller", "mulelr", "C2003", "li")}
    with shop.write() as unit:
        rebuild(unit, CUSTOMER)
        rebuild(unit, ITEM)
    assert {typed: names(shop, typed) for typed in before} == before


# items


def item_names(database, typed, store_id=1, currency="EUR"):
    with database.read() as unit:
        return [match.name for match in unit.items.find(store_id, currency, typed, 20)]


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("HW-4411", ["Cordless drill 18 V"]),
        ("hw4411", ["Cordless drill 18 V"]),
        ("4411", ["Cordless drill 18 V"]),
        ("drill", ["Cordless drill 18 V", "Drill bit set, 25 pieces"]),
        ("drill cordl", ["Cordless drill 18 V"]),
        ("bench teak", ["Teak garden bench 150 cm"]),
        ("roler paint", ["Paint roller set"]),
        ("cordles", ["Cordless drill 18 V"]),
        ("garden", ["Teak garden bench 150 cm"]),
        ("xyzzy", []),
    ],
)
def test_an_item_is_found_by_code_and_words(shop, typed, what):
    assert sorted(item_names(shop, typed)) == sorted(what)


def test_only_what_the_store_sells_in_the_currency_is_found(shop):
    assert item_names(shop, "drill", currency="JPY") == []
    with shop.write() as unit:
        unit.execute(text("UPDATE item SET is_active = :no WHERE sku = 'HW-0092'"), {"no": False})
    assert item_names(shop, "drill") == ["Cordless drill 18 V"]


def test_an_item_hit_says_price_and_what_is_free(shop):
    with shop.read() as unit:
        match = unit.items.find(1, "EUR", "HW-4411", 5)[0]
    assert (match.sku, match.amount, match.currency, match.free) == ("HW-4411", 12_900, "EUR", 40)
