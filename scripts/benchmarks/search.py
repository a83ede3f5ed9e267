"""Finding a customer: 200 recorded queries, every fifth misspelt."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from salescenter.domain.customer import CustomerMatch
from salescenter.services.bundle import Services
from salescenter.services.customers import FindCustomer
from scripts.benchmarks.measure import Report, timed
from scripts.benchmarks.stores import signed_on, store_file

_QUERIES = 200
_MISSPELT_EVERY = 5
_ROUNDS = 3


def recorded_queries(services: Services, store_id: int) -> list[str]:
    """What is typed for 200 customers of a store: beginnings of names, digits, cities, slips."""
    chance = Random(7)
    seeds = ("an", "ma", "li", "so", "ka", "mü", "ni", "jo", "pe", "el", "王", "ива", "zo")
    people: list[CustomerMatch] = []
    for text in seeds:
        hits = services.customers.find(FindCustomer(store_id=store_id, text=text, limit=50))
        people += hits.matches
    queries = []
    for place in range(_QUERIES):
        person = people[chance.randrange(len(people))]
        first, _, last = person.name.partition(" ")
        forms = (
            last,
            last[:3],
            f"{last} {first[:1]}",
            f"{first[:2]} {last[:3]}",
            f"{last} {person.city[:4]}",
            person.phone[-6:] or last,
            person.email.partition("@")[0] or last,
            person.postal_code or last,
        )
        text = forms[chance.randrange(len(forms))]
        queries.append(_with_slip(last, chance) if place % _MISSPELT_EVERY == 0 else text)
    return queries


def _with_slip(word: str, chance: Random) -> str:
    """The word with one letter doubled, missing or exchanged for its neighbour."""
    if len(word) < 4:
        return word
    place = chance.randrange(1, len(word) - 1)
    kinds = (
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    return kinds[chance.randrange(3)]


def measure(report: Report, folder: Path, customers: int) -> None:
    """Add the figures of one size."""
    services = signed_on(str(store_file(folder, customers, 100, 400)), folder)
    try:
        queries = recorded_queries(services, 1)
        services.customers.find(FindCustomer(store_id=1, text="zzzzzzyx"))  # words are read once
        spelt: list[float] = []
        misspelt: list[float] = []
        processor: list[float] = []
        for _ in range(_ROUNDS):
            for place, text in enumerate(queries):
                into = misspelt if place % _MISSPELT_EVERY == 0 else spelt
                with timed(into), _processor(processor):
                    services.customers.find(FindCustomer(store_id=1, text=text))
    finally:
        services.database.close()
    size = f"{customers:,} cust."
    report.add("find a customer, service", size, spelt + misspelt, 5.0)
    report.add("  of these misspelt", size, misspelt, None)
    report.add("  processor time of all", size, processor, None)


@contextmanager
def _processor(into: list[float]) -> Iterator[None]:
    """Append what the block computed, in seconds: others on the machine do not count."""
    begin = time.thread_time()
    yield
    into.append(time.thread_time() - begin)
