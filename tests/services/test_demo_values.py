"""What the demo store is made of, before it is written: names, places, items, promotions."""

import re

import pytest

from salescenter.domain.address import address_problems
from salescenter.domain.card_text import looks_like_card
from salescenter.domain.contact import email_problems, phone_of, phone_problems
from salescenter.domain.plain_text import clean
from salescenter.domain.promotion_document import read_promotion, write_promotion
from salescenter.domain.promotion_rules import COMPUTED_TYPES, require_complete
from salescenter.gateways.postal import address_format
from salescenter.services.demo.customers import customer
from salescenter.services.demo.goods import goods, prices
from salescenter.services.demo.offer import shops
from salescenter.services.demo.people import languages
from salescenter.services.demo.places import countries
from salescenter.services.demo.plan import DemoSize, dice, plan_of
from salescenter.services.demo.promotions import promotions
from salescenter.services.demo.users import USERS
from salescenter.services.passwords import require_good
from tests.services.demos import NOW

PLAN = plan_of(DemoSize.SMALL, NOW)
CUSTOMERS = [customer(index, PLAN) for index in range(PLAN.customers)]
# Kept for films: not given out, so no number book knows them unless the country code is there.
FICTIONAL_ONLY = ("0699", "0639", "07700")


def test_every_address_is_what_its_country_expects():
    for each in CUSTOMERS:
        for entry in each.addresses:
            form = address_format(entry.address.country)
            assert address_problems(entry.address, form) == (), entry


def test_every_telephone_number_is_one_and_its_digits_are_right():
    for each in CUSTOMERS:
        country = each.addresses[0].address.country
        for phone in each.phones:
            assert phone_problems(phone.text, country) == ()
            found = phone_of(phone.text, country).digits
            if phone.text.replace(" ", "").startswith(FICTIONAL_ONLY):
                assert found in ("", phone.digits)
            else:
                assert found == phone.digits, phone


def test_no_mail_can_ever_reach_anybody():
    for each in CUSTOMERS:
        for email in each.emails:
            assert email_problems(email) == (), email
            assert re.search(r"(\.example|@example\.(com|net|org))$", email), email


def test_every_text_is_one_that_a_desk_would_have_stored():
    for each in CUSTOMERS:
        texts = [each.first_name, each.last_name, each.title, *each.emails]
        texts += [phone.text for phone in each.phones]
        texts += [entry.nickname for entry in each.addresses]
        for entry in each.addresses:
            address = entry.address
            texts += [address.recipient, address.line1, address.line2, address.city]
        for text in texts:
            assert clean(text, "text", 128) == text


@pytest.mark.parametrize(
    "script", ["é", "ł", "ř", "å", "ğ", "ζ", "ж", "ї", "野", "娟", "張", "ש", "ن"]
)
def test_customers_write_their_names_in_many_scripts(script):
    assert any(script in each.name.casefold() for each in CUSTOMERS)


def test_some_customers_have_several_ways_to_be_reached():
    assert any(len(each.emails) > 1 for each in CUSTOMERS)
    assert any(len(each.phones) > 1 for each in CUSTOMERS)
    assert any(len(each.addresses) > 1 for each in CUSTOMERS)
    assert len({each.addresses[0].address.country for each in CUSTOMERS}) > 20


def test_a_customer_can_be_made_again_from_the_place_in_the_list():
    assert [customer(index, PLAN) for index in (0, 6, 13, 700, 1999)] == [
        CUSTOMERS[index] for index in (0, 6, 13, 700, 1999)
    ]


def test_names_made_of_parts_never_leave_a_gap():
    for language in languages().values():
        stream = dice("test", language.code)
        for _ in range(300):
            person = language.person(stream)
            assert clean(person.written, "name", 128) == person.written
            assert re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", person.mail), person


def test_all_languages_that_countries_name_are_there():
    for country in countries().values():
        for place in range(20):
            assert country.languages.draw(dice(country.code, place)) in languages()


@pytest.mark.parametrize("size", list(DemoSize))
def test_item_codes_and_names_are_there_once(size):
    plan = plan_of(size, NOW)
    made = goods(plan)
    assert len(made) == plan.items
    assert len({good.sku for good in made}) == plan.items
    assert len({good.name for good in made}) == plan.items


def test_items_have_prices_in_each_currency_and_some_are_on_offer():
    offers = 0
    for good in goods(PLAN):
        for shop in shops():
            for currency in shop.currencies:
                rows = prices(good, shop.store.id, currency, PLAN)
                assert rows[0].amount > 0
                assert all(row.amount < rows[0].amount for row in rows[1:]), good
                offers += any(row.ends is not None for row in rows)
    assert offers > 50


def test_the_items_that_pictures_show_cost_what_pictures_say():
    found = {good.sku: good for good in goods(PLAN)}
    assert found["HW-4411"].name == "Cordless drill 18 V, 2 batteries"
    assert prices(found["HW-4411"], 1, "EUR", PLAN)[0].amount == 12_900


def test_some_items_are_not_discountable_not_weighed_or_not_sold_any_more():
    made = goods(PLAN)
    assert any(not good.category.is_discountable for good in made)
    assert any(good.weight_grams is None for good in made)
    assert any(not good.is_active for good in made)


def test_promotions_are_complete_and_survive_being_written():
    made = promotions(goods(PLAN), NOW)
    for promotion in made:
        require_complete(promotion)
        assert read_promotion(write_promotion(promotion)) == promotion


def test_the_store_for_everybody_has_twenty_promotions_of_all_computed_types():
    made = [each for each in promotions(goods(PLAN), NOW) if each.store_id == 1]
    assert len(made) == 20
    assert {promotion.type for promotion in made} == COMPUTED_TYPES


def test_passwords_of_the_demo_users_are_good_ones():
    for user in USERS:
        require_good(user.password, user.login)


def test_nothing_looks_like_a_card_number():
    for each in CUSTOMERS:
        assert not looks_like_card("\n".join([each.number, *(p.text for p in each.phones)]))
