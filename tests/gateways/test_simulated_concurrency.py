"""One charge a key, however many threads and processes ask at once (C4 of reliability.md)."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from salescenter.gateways.payment import Answer, AnswerState, GatewayTimeout
from salescenter.gateways.simulated import SimulatedProvider

AMOUNT = 5_000
KEYS = [f"key-{letter}" for letter in "abcdefgh"]


def token_of(provider: SimulatedProvider, card: str) -> str:
    session = provider.start_capture("capture", "1000025", AMOUNT, "EUR")
    captured = provider.simulate_customer(session.id, card).card
    assert captured is not None
    return captured.token


def authorise(provider: SimulatedProvider, key: str, token: str) -> Answer:
    """What a desk does: send, and on silence ask by the key, then send again."""
    for _ in range(3):
        try:
            return provider.authorise(key, token, AMOUNT, "EUR")
        except GatewayTimeout:
            found = provider.outcome(key)
            if found is not None:
                return found
    raise AssertionError("the provider never answered")


def test_a_ledger_that_many_threads_open_first_is_made_once(tmp_path):
    barrier = threading.Barrier(8)

    def first(number: int) -> str:
        barrier.wait(10)
        provider = SimulatedProvider(tmp_path / "new" / "ledger")
        return provider.start_capture("the same key", "1000025", AMOUNT, "EUR").id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(first, range(8)))) == 1
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["ledger"]


def test_eight_threads_with_the_same_keys_charge_each_key_once(tmp_path):
    provider = SimulatedProvider(tmp_path / "ledger")
    token = token_of(provider, "Times out after")
    barrier = threading.Barrier(8)

    def desk(number: int) -> list[Answer]:
        barrier.wait(10)
        return [authorise(provider, key, token) for key in KEYS]

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(desk, range(8)))
    for answers in zip(*told, strict=True):
        assert {answer.state for answer in answers} == {AnswerState.AUTHORISED}
        assert len({answer.reference for answer in answers}) == 1
    assert sorted(charge.key for charge in provider.charges()) == KEYS


DESK = """
import sys
from salescenter.gateways import gateway_at
from salescenter.gateways.payment import GatewayTimeout
gateway = gateway_at(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for key in sys.argv[3:]:
    for _ in range(2):
        try:
            print(gateway.authorise(key, sys.argv[2], 5000, "EUR").reference, flush=True)
            break
        except GatewayTimeout:
            pass
"""


def test_two_processes_with_the_same_keys_charge_each_key_once(tmp_path):
    path = tmp_path / "ledger"
    provider = SimulatedProvider(path)
    token = token_of(provider, "Times out before")
    command = [sys.executable, "-c", DESK, f"sim:{path}", token, *KEYS]
    desks = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for desk in desks:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "ready\n"
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    told = [desk.communicate(timeout=60)[0].split() for desk in desks]
    assert [desk.returncode for desk in desks] == [0, 0]
    assert told[0] == told[1]
    assert len(told[0]) == len(KEYS)
    assert sorted(charge.key for charge in provider.charges()) == KEYS
