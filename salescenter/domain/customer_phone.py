"""A telephone number while it is typed: spaced as its country writes it, odd ones left alone."""

import phonenumbers

from salescenter.domain.contact import phone_of
from salescenter.domain.errors import Refused

_DIALLED = frozenset("0123456789+ ()/-.")


def spaced_phone(text: str, country: str) -> str:
    """The number so far, spaced as people of ``country`` (ISO alpha-2) write it.

    A text that holds anything but digits and their usual separators is left as it is: it says
    more than its digits. Nothing is added or taken away but spaces and separators.
    """
    typed = text.strip()
    if not typed or not _DIALLED.issuperset(typed) or "+" in typed[1:]:
        return text
    formatter = phonenumbers.AsYouTypeFormatter(country or "ZZ")
    made = ""
    for sign in typed:
        if sign.isdigit() or sign == "+":
            made = formatter.input_digit(sign)
    return made if _digits(made) == _digits(typed) else text


def is_odd_phone(text: str, country: str) -> bool:
    """Whether a number that can be kept is none that is usual in ``country`` or abroad."""
    try:
        return not phone_of(text, country).digits
    except Refused:
        return False


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign == "+")
