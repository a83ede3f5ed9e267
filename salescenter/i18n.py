"""Words for people: every text a person reads goes through here.

``_`` translates now, ``N_`` only marks a text that is kept as data and translated when it is
drawn. Placeholders are named (``{number}``) so that translators may reorder them.
"""

import gettext
from pathlib import Path

_DOMAIN = "salescenter"
_active: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str, folder: Path | None = None) -> None:
    """Translate into ``language`` from now on; a language without a catalogue reads English."""
    global _active  # noqa: PLW0603 - one language a process, chosen once at the start
    _active = gettext.translation(_DOMAIN, localedir=folder, languages=[language], fallback=True)


def _(text: str) -> str:
    """Translate a text now."""
    return _active.gettext(text) if text else text


def N_(text: str) -> str:  # noqa: N802 - the mark that gettext tools look for
    """Mark a text that is translated later, when it is drawn."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a text that depends on a number."""
    return _active.ngettext(one, many, count)
