"""The driver: lines in, lines out, whatever somebody sends."""

import io
import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salescenter.driver import Driver
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk


class Line:
    """Talks to a driver as a script would."""

    def __init__(self, desk):
        self.driver = Driver(desk.services)
        self.numbers = itertools.count(1)

    def __call__(self, verb, /, _key=None, **args):
        number = next(self.numbers)
        asked = {"id": number, "verb": verb, "args": args}
        if _key != "":
            asked["key"] = _key or f"line-{number}"
        answer = json.loads(json.dumps(self.driver.answer(json.dumps(asked))))
        assert answer["id"] == number
        return answer

    def ok(self, verb, /, **args):
        answer = self(verb, **args)
        assert answer["outcome"] == "ok", answer
        return answer["result"]


@pytest.fixture
def line(database, tmp_path):
    desk = Desk.over(database, seeded(database), tmp_path, login="")
    return Line(desk)


def test_a_whole_order_through_the_driver(line):
    line.ok("desk.sign_on", login="rep", password=PASSWORD)
    store = line.ok("store.list")[0]
    (customer,) = line.ok("customer.find", store_id=store["id"], text="nowak luk")["matches"]
    (drill,) = line.ok("catalogue.find", store_id=store["id"], text="cordles")["matches"]
    step = line.ok("order.create", store_id=store["id"], customer_id=customer["id"])

    def on(verb, **args):
        return line.ok(verb, order_id=step["order_id"], version=step["version"], **args)

    step = on("order.add_item", item_id=drill["id"], quantity=2)
    step = on("order.enter_code", code="spring")
    capture = on("payment.start_capture")
    line.driver._services.errands.run_open()
    session = line.ok("payment.capture", intention_id=capture["intention_id"])["session_ref"]
    line.ok("simulation.key_in", session_ref=session, card="Approves")
    line.driver._services.errands.run_open()
    view = line.ok("order.get", order_id=step["order_id"])
    assert view["priced"]["totals"]["order_discount"] == 1_500
    step["version"] = view["order"]["version"]
    step = on("order.submit", total=view["priced"]["totals"]["total"])
    line.driver._services.errands.run_open()

    found = line.ok("order.find_number", number=step["number"])
    assert found["order"]["status"] == "processing"
    kinds = [entry["kind"] for entry in line.ok("order.history", order_id=step["order_id"])]
    assert kinds == [
        "payment.answer",
        "order.submit",
        "payment.capture",
        "code.enter",
        "item.add",
        "order.begin",
    ]


def test_every_verb_is_listed_with_its_schemas_and_permission(line):
    listed = {verb["verb"]: verb for verb in line.ok("verbs")}

    assert {"order.add_item", "desk.sign_on", "customer.find", "news"} <= listed.keys()
    assert listed["order.add_item"]["permission"] == "order.edit"
    assert listed["order.add_item"]["args"]["additionalProperties"] is False
    assert set(listed["order.add_item"]["args"]["required"]) == {"order_id", "version", "item_id"}
    assert all(verb["about"] for verb in listed.values())


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        ("", "refused"),
        ("{", "refused"),
        ("[]", "refused"),
        ("null", "refused"),
        ('"x"', "refused"),
        ("{}", "denied"),
        ('{"verb": "no.such"}', "denied"),
        ('{"verb": {"a": 1}}', "denied"),
        ('{"verb": "store.list", "args": []}', "refused"),
        ('{"verb": "store.list", "args": {"more": 1}}', "refused"),
        ('{"verb": "store.list", "key": 7}', "refused"),
        ('{"verb": "store.list", "other": 7}', "refused"),
        ('{"verb": "store.get", "args": {"store_id": "1"}}', "refused"),
        ('{"verb": "store.get", "args": {"store_id": 1e400}}', "refused"),
        ('{"verb": "store.get", "args": {"store_id": 99999999999999999999}}', "refused"),
        ("[" * 100_000, "refused"),
    ],
)
def test_a_malformed_line_gets_an_answer(line, sent, outcome):
    line.ok("desk.sign_on", login="rep", password=PASSWORD)

    assert line.driver.answer(sent)["outcome"] == outcome


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_arguments_whatever_end_in_an_internal_error(sqlite_line, data):
    verbs = sqlite_line.ok("verbs")
    verb = data.draw(st.sampled_from(verbs))
    if verb["verb"] in ("desk.sign_off", "desk.lock"):
        return
    names = st.sampled_from(sorted(verb["args"]["properties"]) or ["x"])
    args = data.draw(st.dictionaries(names, json_values, max_size=8))

    answer = sqlite_line(verb["verb"], **args)

    assert answer.get("code") != "internal", (verb["verb"], args, answer)


@pytest.fixture
def sqlite_line(sqlite_url, tmp_path):
    from salescenter.db.engine import Database

    database = Database.open(sqlite_url)
    line = Line(Desk.over(database, seeded(database), tmp_path))
    yield line
    database.close()


def test_lines_are_answered_one_by_one_and_flushed(line):
    class Out(io.StringIO):
        flushed = 0

        def flush(self):
            self.flushed += 1

    out = Out()
    line.driver.serve(['{"id": 1, "verb": "verbs"}\n', "\n", '{"id": 2}\n'], out)

    answers = [json.loads(each) for each in out.getvalue().splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2]
    assert out.flushed >= 2


def test_news_tells_what_changed_since(line):
    line.ok("desk.sign_on", login="rep", password=PASSWORD)
    last = line.ok("news", after=0)[-1]["number"]
    step = line.ok("order.create", store_id=1, item_id=1)

    (item,) = line.ok("news", after=last)

    assert (item["kind"], item["subject_id"], item["version"]) == ("order", step["order_id"], 1)
