"""The simulated provider does what a real one does, and never charges twice."""

import sqlite3
import stat

import pytest

from salescenter.domain.errors import NotFound, Refused
from salescenter.gateways import gateway_at
from salescenter.gateways.payment import (
    Answer,
    AnswerState,
    CaptureState,
    GatewayDown,
    GatewayTimeout,
    KeyReused,
    PaymentGateway,
)
from salescenter.gateways.simulated import Fault, SimulatedProvider
from salescenter.gateways.simulated_cards import CARDS

AMOUNT = 12_345


@pytest.fixture
def path(tmp_path):
    return tmp_path / "provider" / "ledger"


@pytest.fixture
def provider(path):
    return SimulatedProvider(path)


def token_of(provider: SimulatedProvider, card: str, key: str = "capture-1") -> str:
    session = provider.start_capture(key, "1000017", AMOUNT, "EUR")
    answer = provider.simulate_customer(session.id, card)
    assert answer.card is not None
    return answer.card.token


def states(provider: SimulatedProvider) -> list[str]:
    return [delivery.answer.state for delivery in provider.deliveries(0)]


def test_an_address_chooses_the_provider(tmp_path):
    gateway: PaymentGateway = gateway_at(f"sim:{tmp_path / 'ledger'}")
    assert gateway.is_simulation


@pytest.mark.parametrize("address", ["", "sim:", "sim:  ", "ledger", "https://pay.example"])
def test_an_address_that_names_no_provider_is_refused(address):
    with pytest.raises(Refused) as refusal:
        gateway_at(address)
    assert refusal.value.code == "gateway.address_unknown"


def test_a_capture_waits_until_the_customer_has_keyed_in_a_card(provider):
    session = provider.start_capture("k", "1000017", AMOUNT, "EUR")
    assert provider.capture(session.id).state is CaptureState.WAITING
    provider.simulate_customer(session.id, "Approves")
    card = provider.capture(session.id).card
    assert card is not None
    assert (card.brand, card.last_four, card.expiry) == ("SimCard", "0001", "2049-12")


def test_a_capture_that_has_ended_stays_as_it_is(provider):
    session = provider.start_capture("k", "1000017", AMOUNT, "EUR")
    first = provider.simulate_customer(session.id, "Approves")
    assert provider.simulate_customer(session.id, "Declines") == first


@pytest.mark.parametrize(
    ("card", "state"),
    [("Hangs up", CaptureState.CANCELED), ("Never keys in", CaptureState.EXPIRED)],
)
def test_a_capture_may_end_without_a_card(provider, card, state):
    session = provider.start_capture("k", "1000017", AMOUNT, "EUR")
    provider.simulate_customer(session.id, card)
    answer = provider.capture(session.id)
    assert answer.state is state
    assert answer.card is None


def test_a_capture_nobody_started_has_expired(provider):
    assert provider.capture("capture-none").state is CaptureState.EXPIRED


def test_starting_a_capture_again_gives_the_same_one(provider):
    first = provider.start_capture("k", "1000017", AMOUNT, "EUR")
    assert provider.start_capture("k", "1000017", AMOUNT, "EUR") == first
    with pytest.raises(KeyReused):
        provider.start_capture("k", "1000017", AMOUNT + 1, "EUR")


def test_only_a_known_card_can_be_keyed_into_a_known_capture(provider):
    session = provider.start_capture("k", "1000017", AMOUNT, "EUR")
    with pytest.raises(NotFound, match="Platinum"):
        provider.simulate_customer(session.id, "Platinum")
    with pytest.raises(NotFound):
        provider.simulate_customer("capture-none", "Approves")
    assert provider.capture(session.id).state is CaptureState.WAITING


def test_cards_are_found_by_name_in_any_case_and_each_says_what_it_does(provider):
    assert len({card.name for card in CARDS}) == len(CARDS) == len({card.about for card in CARDS})
    assert all(len(card.last_four) == 4 for card in CARDS)
    assert token_of(provider, " approves ")


def test_an_approving_card_is_charged_what_was_asked(provider):
    answer = provider.authorise("k", token_of(provider, "Approves"), AMOUNT, "EUR")
    assert (answer.state, answer.amount) == (AnswerState.AUTHORISED, AMOUNT)
    (charge,) = provider.charges()
    assert (charge.reference, charge.key) == (answer.reference, "k")
    assert (charge.order_number, charge.amount, charge.currency) == ("1000017", AMOUNT, "EUR")


@pytest.mark.parametrize(
    ("card", "reason"), [("Declines", "insufficient_funds"), ("Is expired", "expired_card")]
)
def test_a_declined_card_is_not_charged(provider, card, reason):
    answer = provider.authorise("k", token_of(provider, card), AMOUNT, "EUR")
    assert (answer.state, answer.reason, answer.amount) == (AnswerState.DECLINED, reason, 0)
    assert answer.is_final
    assert provider.charges() == ()


def test_a_token_of_another_provider_is_declined(provider):
    answer = provider.authorise("k", "token-of-somebody-else", AMOUNT, "EUR")
    assert (answer.state, answer.reason) == (AnswerState.DECLINED, "unknown_token")


def test_a_provider_may_grant_less_than_was_asked(provider):
    answer = provider.authorise("k", token_of(provider, "Approves less"), AMOUNT, "EUR")
    assert (answer.state, answer.amount) == (AnswerState.AUTHORISED, AMOUNT // 2)
    assert provider.charges()[0].amount == AMOUNT // 2


@pytest.mark.parametrize(
    ("approve", "state"), [(True, AnswerState.AUTHORISED), (False, AnswerState.DECLINED)]
)
def test_a_review_is_open_until_somebody_decides(provider, approve, state):
    token = token_of(provider, "Goes to review")
    answer = provider.authorise("k", token, AMOUNT, "EUR")
    assert answer.state is AnswerState.REVIEW
    assert not answer.is_final
    assert provider.charges() == ()
    assert provider.decide("k", approve).state is state
    assert provider.outcome("k").state is state
    assert len(provider.charges()) == approve
    with pytest.raises(NotFound):
        provider.decide("k", approve=True)


def test_a_request_lost_before_it_arrives_has_no_outcome_and_may_be_sent_again(provider):
    token = token_of(provider, "Times out before")
    with pytest.raises(GatewayTimeout):
        provider.authorise("k", token, AMOUNT, "EUR")
    assert provider.outcome("k") is None
    assert provider.charges() == ()
    assert provider.authorise("k", token, AMOUNT, "EUR").state is AnswerState.AUTHORISED
    assert len(provider.charges()) == 1


def test_a_lost_answer_is_found_by_its_key(provider):
    token = token_of(provider, "Times out after")
    with pytest.raises(GatewayTimeout):
        provider.authorise("k", token, AMOUNT, "EUR")
    found = provider.outcome("k")
    assert found.state is AnswerState.AUTHORISED
    assert found.repeated
    assert provider.authorise("k", token, AMOUNT, "EUR") == found
    assert len(provider.charges()) == 1


def test_an_answer_may_be_delivered_twice_for_one_charge(provider):
    answer = provider.authorise("k", token_of(provider, "Answers twice"), AMOUNT, "EUR")
    first, second = provider.deliveries(0)
    assert first.answer == answer
    assert (second.answer.reference, second.answer.repeated) == (answer.reference, True)
    assert provider.deliveries(first.number) == (second,)
    assert provider.deliveries(second.number) == ()
    assert len(provider.charges()) == 1


def test_a_slow_answer_is_pending_first_and_comes_when_it_is_asked_for(provider):
    answer = provider.authorise("k", token_of(provider, "Slow"), AMOUNT, "EUR")
    assert answer.state is AnswerState.PENDING
    assert states(provider) == []
    assert provider.outcome("k").state is AnswerState.AUTHORISED
    assert states(provider) == [AnswerState.AUTHORISED]
    assert len(provider.charges()) == 1


def test_a_card_that_is_down_never_gets_through(provider):
    token = token_of(provider, "Down")
    for _ in range(3):
        with pytest.raises(GatewayDown):
            provider.authorise("k", token, AMOUNT, "EUR")
    assert provider.outcome("k") is None
    assert provider.charges() == ()


@pytest.mark.parametrize("card", [c.name for c in CARDS if c.name not in ("Down", "Slow")])
def test_the_same_key_gives_the_same_answer_and_at_most_one_charge(provider, card):
    session = provider.start_capture("c", "1000017", AMOUNT, "EUR")
    captured = provider.simulate_customer(session.id, card).card
    token = captured.token if captured else "none"
    answers: set[Answer] = set()
    for _ in range(5):
        try:
            answers.add(provider.authorise("k", token, AMOUNT, "EUR"))
        except GatewayTimeout:
            answers.discard(provider.outcome("k"))
    assert len({(a.state, a.amount, a.reference, a.reason) for a in answers}) == 1
    assert len(provider.charges()) <= 1


def test_a_key_that_stands_for_something_else_is_refused_and_does_nothing(provider):
    token = token_of(provider, "Approves")
    reference = provider.authorise("k", token, AMOUNT, "EUR").reference
    for wish in ((token, AMOUNT + 1, "EUR"), (token, AMOUNT, "USD"), ("other", AMOUNT, "EUR")):
        with pytest.raises(KeyReused):
            provider.authorise("k", *wish)
    with pytest.raises(KeyReused):
        provider.void("k", reference)
    assert [charge.voided for charge in provider.charges()] == [0]


@pytest.mark.parametrize("amount", [0, -1])
def test_only_an_amount_can_be_authorised(provider, amount):
    with pytest.raises(ValueError, match="amount"):
        provider.authorise("k", "token", amount, "EUR")
    with pytest.raises(ValueError, match="key"):
        provider.authorise("", "token", 1, "EUR")


def test_a_void_gives_everything_back_once(provider):
    token = token_of(provider, "Approves")
    reference = provider.authorise("k", token, AMOUNT, "EUR").reference
    voided = provider.void("v", reference)
    assert (voided.state, voided.amount) == (AnswerState.VOIDED, AMOUNT)
    assert provider.void("v", reference).repeated
    assert provider.void("w", reference).state is AnswerState.VOIDED
    assert provider.outcome("k").state is AnswerState.VOIDED
    assert [charge.voided for charge in provider.charges()] == [AMOUNT]


def test_a_charge_nobody_made_cannot_be_given_back(provider):
    answer = provider.void("v", "SIM-NONE")
    assert (answer.state, answer.reason) == (AnswerState.DECLINED, "unknown_reference")


def test_an_abandoned_key_that_was_charged_is_given_back(provider):
    token = token_of(provider, "Times out after")
    with pytest.raises(GatewayTimeout):
        provider.authorise("k", token, AMOUNT, "EUR")
    assert provider.abandon("k").state is AnswerState.VOIDED
    assert provider.abandon("k").state is AnswerState.VOIDED
    assert [charge.voided for charge in provider.charges()] == [AMOUNT]


def test_an_abandoned_key_that_arrives_late_is_never_charged(provider):
    token = token_of(provider, "Approves")
    assert provider.abandon("k").reason == "abandoned"
    late = provider.authorise("k", token, AMOUNT, "EUR")
    assert (late.state, late.reason) == (AnswerState.DECLINED, "abandoned")
    assert provider.charges() == ()


@pytest.mark.parametrize("card", ["Slow", "Goes to review", "Declines"])
def test_an_abandoned_key_that_was_not_authorised_never_will_be(provider, card):
    provider.authorise("k", token_of(provider, card), AMOUNT, "EUR")
    assert provider.abandon("k").state is AnswerState.DECLINED
    assert provider.outcome("k").state is AnswerState.DECLINED
    assert provider.charges() == ()


def test_a_void_is_not_abandoned(provider):
    provider.void("v", "SIM-NONE")
    with pytest.raises(KeyReused):
        provider.abandon("v")


def test_a_fault_strikes_as_often_as_it_was_set_and_only_where(provider):
    token = token_of(provider, "Approves")
    provider.set_fault(Fault.DOWN, "authorise", times=2)
    assert provider.outcome("k") is None
    for _ in range(2):
        with pytest.raises(GatewayDown):
            provider.authorise("k", token, AMOUNT, "EUR")
    assert provider.authorise("k", token, AMOUNT, "EUR").state is AnswerState.AUTHORISED


@pytest.mark.parametrize(
    ("fault", "charged"), [(Fault.TIMEOUT_BEFORE, 0), (Fault.TIMEOUT_AFTER, 1)]
)
def test_a_timeout_says_nothing_about_what_was_done(provider, fault, charged):
    token = token_of(provider, "Approves")
    provider.set_fault(fault)
    with pytest.raises(GatewayTimeout):
        provider.authorise("k", token, AMOUNT, "EUR")
    assert len(provider.charges()) == charged
    assert (provider.outcome("k") is not None) == bool(charged)
    provider.authorise("k", token, AMOUNT, "EUR")
    assert len(provider.charges()) == 1


def test_a_void_whose_answer_was_lost_is_found_by_its_key(provider):
    token = token_of(provider, "Approves")
    reference = provider.authorise("k", token, AMOUNT, "EUR").reference
    provider.set_fault(Fault.TIMEOUT_AFTER, "void")
    with pytest.raises(GatewayTimeout):
        provider.void("v", reference)
    assert provider.outcome("v").state is AnswerState.VOIDED


def test_a_delay_lasts_as_long_as_it_was_set(provider, monkeypatch):
    waited: list[float] = []
    monkeypatch.setattr("salescenter.gateways.simulated.time.sleep", waited.append)
    provider.set_fault(Fault.DELAY, "outcome", seconds=2.5)
    assert provider.outcome("k") is None
    assert waited == [2.5]


def test_faults_can_be_taken_back(provider):
    provider.set_fault(Fault.DOWN, times=100)
    provider.clear_faults()
    assert provider.outcome("k") is None


def test_the_ledger_outlives_whoever_opened_it(provider, path):
    token = token_of(provider, "Times out after")
    provider.set_fault(Fault.TIMEOUT_BEFORE, "capture")
    with pytest.raises(GatewayTimeout):
        provider.authorise("k", token, AMOUNT, "EUR")
    again = SimulatedProvider(path)
    found = again.outcome("k")
    assert found is not None
    assert found.state is AnswerState.AUTHORISED
    assert len(again.charges()) == 1
    with pytest.raises(GatewayTimeout):
        again.capture("any")


def test_only_its_owner_can_read_the_ledger(provider, path):
    provider.charges()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["ledger"]


def test_a_ledger_that_cannot_be_opened_is_a_provider_that_is_down(tmp_path):
    (tmp_path / "text").write_text("not a database at all, and long enough to be read as one")
    other = tmp_path / "other"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (id)")
    connection.close()
    for path in (tmp_path / "text", other, tmp_path, tmp_path / "text" / "below"):
        with pytest.raises(GatewayDown):
            SimulatedProvider(path).outcome("k")


def test_names_of_the_provider_hold_no_digits(provider):
    token = token_of(provider, "Approves")
    answer = provider.authorise("k", token, AMOUNT, "EUR")
    assert not any(map(str.isdigit, token + answer.reference))
