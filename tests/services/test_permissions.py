"""Who may do what: every verb as every role, signed off, locked and disabled."""

import json

import pytest
from sqlalchemy import text

from salescenter.domain.permissions import GRANTED, Permission, Role
from salescenter.driver import Driver
from salescenter.services.desk import Unlock
from salescenter.services.users import SetActive
from salescenter.services.verbs import Nothing
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk, key

# The suite's own copy of the table (reliability.md section 6): a difference is a failure.
C, S, A = Role.CSR, Role.SUPERVISOR, Role.ADMINISTRATOR
ALL, LEADS, ADMIN = {C, S, A}, {S, A}, {A}
EXPECTED = {
    "catalogue.find": ALL,
    "catalogue.get": ALL,
    "catalogue.goes_with": ALL,
    "catalogue.product": ALL,
    "catalogue.recognise": ALL,
    "customer.add_comment": ALL,
    "customer.address_format": ALL,
    "customer.change_identity": ALL,
    "customer.comments": ALL,
    "customer.create": ALL,
    "customer.create_guest": ALL,
    "customer.find": ALL,
    "customer.find_by_fields": ALL,
    "customer.forget_search": ALL,
    "customer.get": ALL,
    "customer.glance": ALL,
    "customer.history": ALL,
    "customer.organizations": ALL,
    "customer.remove_address": ALL,
    "customer.save_address": ALL,
    "customer.save_search": ALL,
    "customer.saved_searches": ALL,
    "customer.set_account": ALL,
    "customer.set_emails": ALL,
    "customer.set_phones": ALL,
    "customer.set_segments": ALL,
    "customer.twins": ALL,
    "desk.change_password": ALL,
    "desk.lock": ALL,
    "desk.sign_off": ALL,
    "desk.sign_on": ALL,
    "desk.unlock": ALL,
    "desk.who": ALL,
    "news": ALL,
    "order.add_bundle": ALL,
    "order.add_item": ALL,
    "order.add_items": ALL,
    "order.assign_customer": ALL,
    "order.cancel": ALL,
    "order.change_quantities": ALL,
    "order.change_quantity": ALL,
    "order.choose_contract": ALL,
    "order.comment": ALL,
    "order.create": ALL,
    "order.enter_code": ALL,
    "order.expedite": ALL,
    "order.find_number": ALL,
    "order.get": ALL,
    "order.history": ALL,
    "order.list": ALL,
    "order.override_charge": ALL,
    "order.override_price": ALL,
    "order.redo": ALL,
    "order.register_guest": ALL,
    "order.remove_code": ALL,
    "order.remove_item": ALL,
    "order.remove_items": ALL,
    "order.send": ALL,
    "order.set_bill_to": ALL,
    "order.set_channel": ALL,
    "order.set_method": ALL,
    "order.set_ship_to": ALL,
    "order.submit": ALL,
    "order.undo": ALL,
    "payment.add": ALL,
    "payment.add_certificate": ALL,
    "payment.cancel_capture": ALL,
    "payment.capture": ALL,
    "payment.captures": ALL,
    "payment.means": ALL,
    "payment.remove": ALL,
    "payment.retry": ALL,
    "payment.start_capture": ALL,
    "preference.fix": ADMIN,
    "preference.get": ALL,
    "preference.release": ADMIN,
    "preference.save": ALL,
    "simulation.cards": ALL,
    "simulation.key_in": ALL,
    "store.get": ALL,
    "store.list": ALL,
    "user.create": ADMIN,
    "user.list": LEADS,
    "user.set_active": ADMIN,
    "user.set_role": ADMIN,
    "user.unlock": LEADS,
}
WITHOUT_SESSION = {"desk.sign_on"}
WHILE_LOCKED = {"desk.sign_on", "desk.sign_off", "desk.unlock", "desk.lock"}
ENDS_SESSION = {"desk.sign_off", "desk.lock", "desk.sign_on"}
LOGINS = {C: "rep", S: "lead", A: "root"}


def content(database):
    """Everything in the store but the journal, the sessions and the tries."""
    left_out = {"journal", "user_session", "sign_on_try", "alembic_version", "seal"}
    with database.read() as uow:
        names = _tables(uow)
        return {
            name: sorted(map(repr, uow.execute(text(f"SELECT * FROM {name}")).all()))
            for name in names
            if name not in left_out
        }


def _tables(uow):
    from salescenter.db.tables import metadata

    return [table.name for table in metadata.sorted_tables]


def sample(schema):
    """Arguments of the right shape: required fields only."""
    defs = schema.get("$defs", {})

    def value(field):
        if "$ref" in field:
            return value(defs[field["$ref"].split("/")[-1]])
        if "enum" in field:
            return field["enum"][0]
        if "anyOf" in field:
            return value(field["anyOf"][0])
        kind = field.get("type")
        if kind == "object":
            return {name: value(each) for name, each in field.get("properties", {}).items()}
        if kind == "array":
            return [value(field["items"])] if field.get("minItems") else []
        words = "some words here"[: field.get("maxLength")]
        return {"integer": 1, "string": words, "boolean": False}.get(kind)

    properties = schema.get("properties", {})
    return {name: value(properties[name]) for name in schema.get("required", ())}


class Asker:
    def __init__(self, desk):
        self.desk = desk
        self.driver = Driver(desk.services)
        self.listed = {verb["verb"]: verb for verb in self.driver.listed()}

    def outcome(self, verb):
        args = sample(self.listed[verb]["args"])
        line = {"id": 1, "verb": verb, "key": key(), "args": args}
        return self.driver.answer(json.dumps(line))["outcome"]


@pytest.fixture
def asker(database, tmp_path):
    desk = Desk.over(database, seeded(database), tmp_path)
    desk.add(desk.new_order(), "HW-4411")
    return Asker(desk)


def test_the_table_of_verbs_and_roles_is_the_expected_one(asker):
    granted = {
        name: {role for role in Role if verb["permission"] in map(str, GRANTED[role])}
        for name, verb in asker.listed.items()
    }
    granted["desk.sign_on"] = ALL

    assert granted == EXPECTED


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_not_do_is_denied_and_changes_nothing(asker, role):
    asker.desk.sign_on(LOGINS[role])
    before = content(asker.desk.services.database)
    for verb, roles in EXPECTED.items():
        if role in roles:
            continue
        assert asker.outcome(verb) == "denied", verb
    assert content(asker.desk.services.database) == before


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_is_not_denied(asker, role):
    for verb, roles in EXPECTED.items():
        if role not in roles or verb in ENDS_SESSION:
            continue
        asker.desk.sign_on(LOGINS[role])
        assert asker.outcome(verb) != "denied" or verb.startswith("user.set_"), verb


def test_signed_off_nothing_but_sign_on_answers(asker):
    asker.desk.services.desk.sign_off(Nothing())
    before = content(asker.desk.services.database)
    for verb in EXPECTED.keys() - WITHOUT_SESSION:
        assert asker.outcome(verb) == "denied", verb
    assert content(asker.desk.services.database) == before


def test_locked_only_unlock_sign_on_and_sign_off_answer(asker):
    asker.desk.services.desk.lock(Nothing())
    before = content(asker.desk.services.database)
    for verb in EXPECTED.keys() - WHILE_LOCKED:
        assert asker.outcome(verb) == "denied", verb
    assert content(asker.desk.services.database) == before
    asker.desk.services.desk.unlock(Unlock(password=PASSWORD))
    assert asker.outcome("store.list") == "ok"


def test_a_disabled_user_is_out_at_the_next_verb(asker, tmp_path):
    desk = asker.desk
    other = Desk.over(desk.services.database, desk.seed, tmp_path, "root")
    other.services.users.set_active(
        SetActive(user_id=desk.seed.users["rep"], active=False), key=key()
    )
    before = content(desk.services.database)
    for verb in EXPECTED.keys() - WITHOUT_SESSION:
        assert asker.outcome(verb) == "denied", verb
    assert content(desk.services.database) == before


def test_every_denial_is_written_down(asker):
    asker.outcome("user.create")
    asker.outcome("user.list")
    with asker.desk.services.database.read() as uow:
        entries = uow.journal.tail("security", 0, 2)

    assert [entry.kind for entry in entries] == ["denied", "denied"]
    assert [entry.parameters["verb"] for entry in entries] == ["user.list", "user.create"]
    assert entries[0].actor_id == asker.desk.seed.users["rep"]


def test_nobody_outside_the_table_may_do_anything():
    assert all(set(rights) <= set(Permission) for rights in GRANTED.values())
    assert Permission.USER_EDIT not in GRANTED[Role.SUPERVISOR]
