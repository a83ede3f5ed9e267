"""A card number in the wrong field is kept nowhere and said back nowhere (decision 29)."""

import itertools
import json

import pytest
from sqlalchemy import select

from salescenter.db.tables import metadata
from salescenter.domain.card_text import looks_like_card
from salescenter.driver import Driver
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk

CARD = "4" + "1" * 15
GROUPS = " ".join([CARD[:4], CARD[4:8], CARD[8:12], CARD[12:]])
WIDE = CARD.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
SPELT = (CARD, GROUPS, WIDE, GROUPS.replace(" ", "/"))
ADDRESS = {
    "recipient": "Ada Example",
    "line1": "Long Road 1",
    "line2": "",
    "city": "Köln",
    "region": "",
    "postal_code": "50667",
    "country": "DE",
    "phone": "+49 221 123456",
}


class Talk:
    """Sends lines to a driver and keeps what it answered."""

    def __init__(self, desk):
        self.driver = Driver(desk.services)
        self.numbers = itertools.count(1)
        self.answers = []

    def __call__(self, verb, /, _key="", **args):
        number = next(self.numbers)
        asked = {"id": number, "verb": verb, "args": args, "key": _key or f"talk-{number}"}
        answer = self.driver.answer(json.dumps(asked))
        self.answers.append(json.dumps(answer, ensure_ascii=False))
        return answer


@pytest.fixture
def talk(database, tmp_path):
    return Talk(Desk.over(database, seeded(database), tmp_path, login=""))


@pytest.fixture
def leaves_nothing(database, talk):
    """After the test no row and no answer holds a card number."""
    yield
    with database.read() as uow:
        for table in metadata.sorted_tables:
            for row in uow.all(select(table)):
                assert not any(looks_like_card(str(value)) for value in row), table.name
    assert not [answer for answer in talk.answers if looks_like_card(answer)]


@pytest.fixture
def order(talk):
    talk("desk.sign_on", login="rep", password=PASSWORD)
    step = talk("order.create", store_id=1, customer_id=1)["result"]
    return {"order_id": step["order_id"], "version": step["version"]}


@pytest.mark.usefixtures("leaves_nothing")
@pytest.mark.parametrize("field", sorted(ADDRESS))
def test_no_line_of_an_address_takes_one(talk, order, field):
    for text in SPELT:
        address = ADDRESS | {field: text}
        create = {"store_id": 1, "last_name": "Example", "address": address}
        assert talk("customer.create", **create)["outcome"] == "refused"
        for verb in ("order.set_ship_to", "order.set_bill_to"):
            assert talk(verb, **order, address=address)["outcome"] == "refused"


def test_a_telephone_number_of_an_address_that_would_pass_as_one_is_kept(talk, order):
    phones = (f"+49 176 {number}" for number in range(10_000_000, 10_001_000))
    phone = next(phone for phone in phones if looks_like_card(phone.removeprefix("+")))

    answer = talk("order.set_ship_to", **order, address=ADDRESS | {"phone": phone})

    assert answer["outcome"] == "ok"


@pytest.mark.usefixtures("leaves_nothing")
@pytest.mark.parametrize("login", SPELT)
def test_as_an_id_it_gets_the_answer_of_a_wrong_password(talk, login):
    unknown = talk("desk.sign_on", login="nobody", password="wrong")
    asked = talk("desk.sign_on", login=login, password="wrong")

    assert {**asked, "id": 0} == {**unknown, "id": 0}


@pytest.mark.usefixtures("leaves_nothing")
def test_ids_that_are_card_numbers_are_delayed_like_others(talk):
    codes = [talk("desk.sign_on", login=CARD, password="wrong")["code"] for _ in range(4)]

    assert codes == ["sign_on.wrong"] * 3 + ["sign_on.delayed"]


@pytest.mark.usefixtures("leaves_nothing")
@pytest.mark.parametrize("name", [*SPELT[:2], f"order-{CARD}"])
def test_as_a_key_it_is_refused(talk, order, name):
    answer = talk("order.create", _key=name, store_id=1, customer_id=1)

    assert (answer["outcome"], answer["code"]) in [("refused", "text.card_number")]


@pytest.mark.parametrize("name", [f"{CARD}ab{'7' * 14}", f"{CARD[:8]}-1111-1111-a111-{'1' * 12}"])
def test_digits_inside_a_number_drawn_at_random_are_no_card(talk, order, name):
    assert talk("order.create", _key=name, store_id=1, customer_id=1)["outcome"] == "ok"


@pytest.mark.usefixtures("leaves_nothing")
@pytest.mark.parametrize("text", SPELT)
def test_no_answer_says_it_back(talk, order, text):
    sent = {
        "order.set_method": {"method": text},
        "order.set_channel": {"channel": text},
        "order.enter_code": {"code": text},
        "order.remove_code": {"code": text},
        "order.cancel": {"reason": f"card {text}"},
    }
    for verb, args in sent.items():
        assert talk(verb, **order, **args)["outcome"] == "refused", verb
    number = text[:20]
    assert talk("order.find_number", number=number)["outcome"] == "refused"
    assert talk("simulation.key_in", session_ref=text, card=text)["outcome"] == "refused"
    assert talk(text)["outcome"] == "denied"
    assert talk("store.list", **{text: 1})["outcome"] == "refused"
