"""The preferences as they are shown: groups, names, explanations, and what can be chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import Locale

from salescenter import resources
from salescenter.domain.money import CURRENCY_DIGITS
from salescenter.domain.preferences import DENSITIES, ENGLISH, SCHEMES
from salescenter.domain.store import Store
from salescenter.gateways.postal import address_format
from salescenter.i18n import N_, _
from salescenter.ui.colours import SCHEME_NAMES, Scheme
from salescenter.ui.money_text import active_locale

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One preference: its name in words and what to know of it."""

    name: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Preferences on one page; ``id`` is lasting."""

    id: str
    title: str
    rows: tuple[Row, ...]


GROUPS = (
    Group(
        "orders",
        N_("Orders"),
        (
            Row(
                "default_channel",
                N_("Business channel of a new order"),
                N_("A store that does not have it takes its own first one."),
            ),
            Row("days_ahead", N_("Requested dates lie at most so many days ahead")),
            Row(
                "page_size",
                N_("Rows that a list reads at a time"),
                N_("Orders of a customer and the history of an order; more are read at a key."),
            ),
        ),
    ),
    Group(
        "customers",
        N_("Customers"),
        (
            Row("country", N_("Country of a new customer")),
            Row("language", N_("Language of a new customer")),
            Row("currency", N_("Currency of a new customer")),
        ),
    ),
    Group(
        "stores", N_("Stores"), (Row("start_store", N_("Store that is selected after sign-on")),)
    ),
    Group(
        "appearance",
        N_("Appearance"),
        (
            Row("scheme", N_("Colours")),
            Row("scale", N_("Size of letters, in percent"), N_("From 80 to 200.")),
            Row("density", N_("Room around letters")),
        ),
    ),
    Group(
        "session",
        N_("Lock and language"),
        (
            Row(
                "idle_minutes",
                N_("Lock after so many minutes without a key"),
                N_("From 1 to 15."),
            ),
            Row(
                "tongue",
                N_("Language of the window"),
                N_("Holds from the next start of the program."),
            ),
        ),
    ),
)

_DENSITY_NAMES = {
    "compact": N_("Compact"),
    "comfortable": N_("Comfortable"),
    "spacious": N_("Spacious"),
}


def title_of(name: str) -> str:
    """A preference in words; the bare name for one that no page shows."""
    for group in GROUPS:
        for row in group.rows:
            if row.name == name:
                return _(row.title)
    return _("Keyboard") if name == "keys" else name


def choices_of(name: str, stores: Sequence[Store]) -> Choices:
    """What can be chosen, each a value and its words; nothing for what is typed."""
    as_store = ("", _("As the store has it"))
    if name == "default_channel":
        found = {channel.code: channel.name for store in stores for channel in store.channels}
        return [as_store, *_sorted(found.items())]
    if name == "start_store":
        return [("", _("The one of the last time")), *((one.code, one.name) for one in stores)]
    if name == "country":
        return [as_store, *_sorted(_countries())]
    if name == "language":
        return [as_store, *_sorted((code, _tongue(code)) for code in _LANGUAGES)]
    if name == "currency":
        return [as_store, *((code, code) for code in sorted(CURRENCY_DIGITS))]
    if name == "scheme":
        return [(word, _(SCHEME_NAMES[Scheme(word)])) for word in SCHEMES]
    if name == "density":
        return [(word, _(_DENSITY_NAMES[word])) for word in DENSITIES]
    if name == "tongue":
        return [(code, _tongue(code)) for code in window_languages()]
    return []


_LANGUAGES = ("cs", "da", "de", "en", "es", "fi", "fr", "hu", "it", "ja", "ko", "nl", "no", "pl",
              "pt", "ro", "sv", "tr", "uk", "zh")  # fmt: skip


def window_languages() -> list[str]:
    """English, and every language that the program has a catalogue of."""
    catalogues = resources.path("locale").glob("*/LC_MESSAGES/salescenter.mo")
    return [ENGLISH, *sorted({file.parents[1].name for file in catalogues} - {ENGLISH})]


def _sorted(choices: Iterable[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: choice[1].casefold())


def _tongue(code: str) -> str:
    own = Locale(code).get_language_name(code) or code
    return own[:1].upper() + own[1:]


def _countries() -> Iterable[tuple[str, str]]:
    for code, name in active_locale().territories.items():
        if len(code) == 2 and code.isalpha() and address_format(code) is not None:
            yield code, str(name)
