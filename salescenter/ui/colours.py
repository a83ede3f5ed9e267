"""The colours in force: one dictionary of twenty-one names for each scheme, read from a file.

Qt has one palette and one style sheet a process; so there is one set of colours a process, and
whoever paints asks here.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtGui import QColor

from salescenter import resources
from salescenter.i18n import N_

NAMES = (
    "window",
    "chrome",
    "base",
    "alternate",
    "header",
    "border",
    "edge",
    "text",
    "muted",
    "disabled",
    "accent",
    "accent_strong",
    "on_accent",
    "selection",
    "on_selection",
    "focus",
    "ok",
    "warn",
    "error",
    "info",
    "mark",
)

Colours = Mapping[str, str]


class Scheme(StrEnum):
    """Which set of colours a person wants; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


SCHEME_NAMES = MappingProxyType(
    {
        Scheme.SYSTEM: N_("Like the system"),
        Scheme.LIGHT: N_("Light"),
        Scheme.DARK: N_("Dark"),
        Scheme.CONTRAST: N_("High contrast"),
    }
)


class Tone(StrEnum):
    """What a colour means. Never the only bearer of the meaning: words or an icon go with it."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    ERROR = "error"
    INFO = "info"
    SELECTED = "selected"


_COLOUR_OF_TONE = {Tone.PLAIN: "text", Tone.SELECTED: "on_selection"}


def load() -> dict[Scheme, Colours]:
    """Read the schemes; raises ValueError when one has not exactly the twenty-one names."""
    with resources.path("style", "colours.toml").open("rb") as file:
        tables = tomllib.load(file)
    schemes: dict[Scheme, Colours] = {}
    for word, table in tables.items():
        if set(table) != set(NAMES):
            raise ValueError(f"the colours of {word!r} are not the named ones")
        schemes[Scheme(word)] = MappingProxyType(table)
    return schemes


_active: Colours = MappingProxyType({})


def activate(colours: Colours) -> None:
    """Paint with these from now on; the theme calls this, nobody else."""
    global _active  # noqa: PLW0603 - as with Qt's palette there is one a process
    _active = colours
    _colour.cache_clear()


def active() -> Colours:
    """The colours in force, by name; light until a theme has spoken."""
    if not _active:
        activate(load()[Scheme.LIGHT])
    return _active


def colour(name: str) -> QColor:
    """A colour in force; raises KeyError for a name that is not in the dictionary."""
    return _colour(name)


@lru_cache(maxsize=64)
def _colour(name: str) -> QColor:
    return QColor(active()[name])


def name_of(tone: Tone) -> str:
    """The name in the dictionary that stands for ``tone``."""
    return _COLOUR_OF_TONE.get(tone, str(tone))


def tone_colour(tone: Tone) -> QColor:
    """The colour in force for a meaning."""
    return colour(name_of(tone))


def mixed(front: str, back: str, share: float) -> str:
    """``share`` of one ``#rrggbb`` over the rest of the other: quiet backgrounds of a tone."""
    a, b = QColor(front), QColor(back)

    def between(one: int, other: int) -> int:
        return round(one * share + other * (1 - share))

    return QColor(
        between(a.red(), b.red()), between(a.green(), b.green()), between(a.blue(), b.blue())
    ).name()
