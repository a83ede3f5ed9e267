"""The help: Markdown files that come along, taken apart into what can be found and linked to.

The files name delivered keys (`` `Ctrl+O` ``); shown are the keys in force, so that the help is
true for whoever changed theirs.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from salescenter import resources
from salescenter.ui.workbench.contract import ActionKeys

INDEX = "index"
KEYBOARD = "keyboard"
PAGES = (
    INDEX,
    "getting-started",
    "customers",
    "orders",
    "views",
    "preferences",
    KEYBOARD,
    "import",
    "administration",
    "driver",
)

# What is in front, by the kind of an editor or the id of a view, and where the help speaks of it.
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "customer": "customers#Customer",
        "customer.find_by_fields": "customers#Find customers by field",
        "customer.new": "customers#New customer",
        "customer_finder": "customers#Customer finder",
        "order": "orders#Order",
        "order.find": "orders#Find an order",
        "stores": "views#Stores",
        "marketing_promotions": "views#Marketing promotions",
        "merchandising_associations": "views#Merchandising associations",
        "blocks": "views#Blocks",
        "preferences": "preferences#Preferences",
        "password": "administration#Change the password",
        "help.keys": "keyboard",
        "help": "index",
    }
)
_KEYS_MARK = "<!-- keys -->"
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^(#{1,4}) (.+)$")
_SIGNS = re.compile(r"[*_`|#>]+|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its heading; ``text`` is what a search looks through."""

    page: str
    page_title: str
    heading: str
    level: int
    text: str

    @property
    def target(self) -> str:
        """How a link names it."""
        return self.page if self.level == 1 else f"{self.page}#{self.heading}"


def place_of(names: Iterable[str]) -> str:
    """Where the help speaks of the first of these that it knows; the contents for none."""
    return next((PLACES[name] for name in names if name in PLACES), INDEX)


@lru_cache(maxsize=len(PAGES))
def source(page: str) -> str:
    """A page as it is written; raises KeyError for one that is not in the list."""
    if page not in PAGES:
        raise KeyError(page)
    return resources.path("help", f"{page}.md").read_text(encoding="utf-8")


def shown(page: str, keys: Iterable[ActionKeys]) -> str:
    """A page with the keys in force, and on the keyboard page with all of them."""
    known = tuple(keys)
    spoken = {each.delivered: each.keys for each in known if each.delivered}
    text = _CODE.sub(lambda found: f"`{spoken.get(found[1]) or found[1]}`", source(page))
    return text.replace(_KEYS_MARK, _table(known))


def sections(keys: Iterable[ActionKeys]) -> tuple[Section, ...]:
    """Everything that can be found, page by page."""
    known = tuple(keys)
    return tuple(part for page in PAGES for part in _parts(page, shown(page, known)))


def matching(parts: Iterable[Section], words: str) -> list[Section]:
    """The sections with all words in them, those first that have them in their heading."""
    wanted = words.casefold().split()
    found = [part for part in parts if all(word in _searched(part) for word in wanted)]
    return sorted(
        found, key=lambda part: not all(word in part.heading.casefold() for word in wanted)
    )


def _searched(part: Section) -> str:
    return f"{part.heading}\n{part.text}".casefold()


def _parts(page: str, text: str) -> Iterable[Section]:
    title, heading, level, lines = "", "", 0, []
    for line in text.splitlines():
        found = _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        if heading:
            yield Section(page, title, heading, level, _plain(lines))
        level, heading, lines = len(found[1]), found[2].strip(), []
        title = title or heading
    yield Section(page, title, heading, level, _plain(lines))


def _plain(lines: list[str]) -> str:
    return _SIGNS.sub(lambda found: found[1] or "", "\n".join(lines))


def _table(keys: Iterable[ActionKeys]) -> str:
    """All commands that have keys, by menu."""
    rows = [f"| `{each.keys}` | {_cell(each.title)} | {each.menu} |" for each in keys if each.keys]
    return "\n".join(["| Keys | Command | Menu |", "|---|---|---|", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").rstrip("…")
