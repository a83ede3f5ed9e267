"""What a person sets for themselves, and what an administrator fixes for everyone.

A value that nobody set is the delivered one. What is read back leniently (an older release may
have kept another word) is checked strictly when it is set.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from salescenter.domain.errors import Refused
from salescenter.domain.money import currency_digits

Value = str | int | dict[str, str] | None

SCHEMES = ("system", "light", "dark", "contrast")
DENSITIES = ("compact", "comfortable", "spacious")
ENGLISH = "en"
_MOST_KEYS = 500
_LONGEST_KEYS = 80
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """All values in force for one person.

    ``default_channel``, ``country``, ``language`` and ``currency`` empty: what the store says;
    ``start_store`` (a store's code) empty: the store of the last time. ``days_ahead`` is how far
    ahead a delivery may be asked for, in days; ``page_size`` how many rows a list reads at a time;
    ``scale`` is in percent. ``keys`` are the keys of actions that differ from the delivered ones;
    ``tongue`` is the language of the window.
    """

    default_channel: str = ""
    days_ahead: int = 90
    page_size: int = 50
    country: str = ""
    language: str = ""
    currency: str = ""
    start_store: str = ""
    scheme: str = "system"
    scale: int = 100
    density: str = "comfortable"
    keys: Mapping[str, str] = field(default_factory=dict)
    idle_minutes: int = 10
    tongue: str = ENGLISH


DELIVERED = Preferences()
NAMES = tuple(each.name for each in fields(Preferences))

RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "days_ahead": (0, 730),
        "page_size": (10, 200),
        "scale": (80, 200),
        "idle_minutes": (1, 15),
    }
)
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"scheme": SCHEMES, "density": DENSITIES}
)
_LONGEST: Mapping[str, int] = MappingProxyType({"default_channel": 32, "start_store": 64})


def checked(name: str, value: object) -> Value:
    """The value as it is kept. Raises Refused ``preference.…`` for what cannot be one."""
    if name not in NAMES:
        raise Refused("preference.unknown", name=name[:40])
    if name in RANGES:
        return _whole(name, value)
    if name == "keys":
        return _keys(value)
    if not isinstance(value, str):
        raise Refused("preference.wrong", name=name)
    return _word(name, value.strip())


def _whole(name: str, value: object) -> int:
    least, most = RANGES[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refused("preference.range", name=name, least=least, most=most)
    return value


def _word(name: str, value: str) -> str:
    fits = value in _CHOICES.get(name, (value,)) and len(value) <= _LONGEST.get(name, 12)
    if name == "country" and value:
        fits = _COUNTRY.fullmatch(value) is not None
    elif name in ("language", "tongue") and (value or name == "tongue"):
        fits = _LANGUAGE.fullmatch(value) is not None
    elif name == "currency" and value:
        currency_digits(value)
    if not fits:
        raise Refused("preference.wrong", name=name)
    return value


def _keys(value: object) -> dict[str, str]:
    """Actions by id with their keys; which actions there are, the window knows."""
    if not isinstance(value, Mapping) or len(value) > _MOST_KEYS:
        raise Refused("preference.wrong", name="keys")
    for words in value.items():
        if not all(isinstance(word, str) and len(word) <= _LONGEST_KEYS for word in words):
            raise Refused("preference.wrong", name="keys")
    return dict(value)


def merged(own: object, fixed: object) -> Preferences:
    """What is in force: what is fixed for everyone, else one's own, else the delivered value."""
    return Preferences(**{**readable(own), **readable(fixed)})  # type: ignore[arg-type]


def readable(kept: object) -> dict[str, Value]:
    """Of what was kept, everything that is still a value."""
    found: dict[str, Value] = {}
    for name, value in kept.items() if isinstance(kept, Mapping) else ():
        try:
            found[name] = checked(name, value)
        except Refused:
            continue
    return found


def changed(kept: object, changes: Mapping[str, object], fixed: Iterable[str]) -> dict[str, Value]:
    """What is kept after changes; None lets a value be the delivered one again.

    Raises Refused: for a value that cannot be one, ``preference.fixed`` for one that is fixed.
    """
    values = readable(kept)
    for name, value in changes.items():
        if name in set(fixed):
            raise Refused("preference.fixed", name=name)
        if value is None:
            values.pop(name, None)
        else:
            values[name] = checked(name, value)
    return values
