"""What was typed into the finder, and which letters of a cell answer it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from salescenter.domain.customer import CustomerMatch
from salescenter.domain.search_text import digits, fold, is_phone_like, words

Marks = tuple[tuple[int, int], ...]

_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed, with its folded words and the numbers among them."""

    text: str = ""
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer that was found, and what for."""

    match: CustomerMatch
    asked: Asked


def asked_for(text: str) -> Asked:
    """The search that a text means; one without words asks for nothing."""
    found = words(text)
    if is_phone_like(text):
        return Asked(text, found, (digits(text),))
    return Asked(text, found, tuple(word for word in found if word.isdigit()))


def marked_words(hit: Hit, text: str) -> Marks:
    """Where words of ``text`` begin with what was typed, or stand in for it, as (start, length)."""
    if not text:
        return ()
    return _word_marks(text, hit.asked.words + hit.match.corrected)


def marked_digits(hit: Hit, text: str) -> Marks:
    """Where the digits of a telephone number are those that were typed."""
    return _digit_marks(text, hit.asked.numbers) if text else ()


def found_as(hit: Hit) -> tuple[str, ...]:
    """The words of this customer that stood in for misspelt ones, as they are written there."""
    shown = f"{hit.match.name} {hit.match.organization} {hit.match.city}"
    written = {fold(word): word for word in shown.replace(",", " ").split()}
    return tuple(written.get(fold(word), word) for word in hit.match.corrected)


def misspelt(hit: Hit) -> tuple[str, ...]:
    """The typed words that stand nowhere in this customer, so that others stood in for them."""
    match = hit.match
    text = " ".join((match.name, match.organization, match.city, match.email, match.number))
    there = words(f"{text} {match.postal_code} {match.phone}")
    typed = {fold(word): word for word in hit.asked.text.split()}
    return tuple(
        typed.get(word, word)
        for word in hit.asked.words
        if not any(other.startswith(word) for other in there)
    )


@lru_cache(maxsize=4096)
def _word_marks(text: str, wanted: tuple[str, ...]) -> Marks:
    folded, places = _spelled(text)
    covered: set[int] = set()
    for word in wanted:
        for start in _beginnings(folded, word):
            covered.update(range(places[start], _end(text, places[start + len(word) - 1])))
    return _runs(covered)


@lru_cache(maxsize=1024)
def _digit_marks(text: str, numbers: tuple[str, ...]) -> Marks:
    places = [place for place, sign in enumerate(text) if sign.isdecimal()]
    plain = digits(text)
    covered: set[int] = set()
    for number in numbers:
        start, length = _found_digits(plain, number)
        if length >= min(_FEWEST_DIGITS, len(plain)):
            covered.update(range(places[start], places[start + length - 1] + 1))
    return _runs(covered)


def _found_digits(plain: str, number: str) -> tuple[int, int]:
    """Where a number stands among digits; the zeros that only dial out may be missing."""
    for tried in (number, number.lstrip("0")):
        start = plain.find(tried)
        if tried and start >= 0:
            return start, len(tried)
    return 0, 0


@lru_cache(maxsize=4096)
def _spelled(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text, and for each of its letters the place in ``text`` that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = fold(letter) if letter.isalnum() or unicodedata.combining(letter) else " "
        for one in plain.replace(" ", ""):
            folded.append(one)
            places.append(place)
        if plain == " ":
            folded.append(" ")
            places.append(place)
    return "".join(folded), tuple(places)


def _beginnings(folded: str, word: str) -> Iterator[int]:
    """Where a word of the text begins with ``word``; signs of Han and kana are words each."""
    start = folded.find(word)
    while word and start >= 0:
        before = folded[start - 1] if start else " "
        if not before.isalnum() or (not word[0].isascii() and ord(word[0]) > 0x2FFF):
            yield start
        start = folded.find(word, start + 1)


def _end(text: str, last: int) -> int:
    """Past a letter and the marks that belong to it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _runs(places: set[int]) -> Marks:
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and place == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return tuple(runs)
