"""Keeping spreadsheet programs from running text as a formula (reliability.md section 4, S4b).

A text that a spreadsheet might take for a formula is exported with one apostrophe before it, and
an import takes exactly one off again. So that nothing is lost on the way, a text that looks guarded
already gets another apostrophe. Numbers are never guarded: they stay numbers.
"""

import re

_GUARD = "'"
# What starts a formula, or one after blanks; full-width forms are read like the plain ones.
_STARTS = r"[ \u00a0\u3000]*[=+\-@\t\r\n\x00|%\uff1d\uff0b\uff0d\uff20]"
_DANGEROUS = re.compile(rf"{_GUARD}*{_STARTS}")
_GUARDED = re.compile(rf"{_GUARD}+{_STARTS}")


def guarded(text: str) -> str:
    """The text as it is exported."""
    return _GUARD + text if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before ``guarded``; one that was never guarded stays as it is."""
    return text[1:] if _GUARDED.match(text) else text
