"""A date as somebody types it at the desk: in the locale's order, as ISO writes it, or +7."""

import re
from datetime import date, timedelta

from babel.dates import format_date

from salescenter.domain.errors import Refused
from salescenter.ui.money_text import active_locale

_IN_DAYS = re.compile(r"\+\s*(\d{1,3})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})\D(\d{1,2})(?:\D(\d{4}|\d{2})?)?")


def date_to_edit(day: date | None) -> str:
    """A date as it can be typed over: ``24/12/2026``; "" for none."""
    return format_date(day, format="short", locale=active_locale()) if day is not None else ""


def typed_date(typed: str, today: date) -> date:
    """Read a date; without its year it is the next such day. Raises Refused ``date.malformed``."""
    text = typed.strip()
    try:
        return _read(text, today)
    except ValueError as error:
        raise Refused("date.malformed", text=text) from error


def _read(text: str, today: date) -> date:
    if days := _IN_DAYS.fullmatch(text):
        return today + timedelta(days=int(days[1]))
    if iso := _ISO.fullmatch(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise ValueError(text)
    first, second = int(parts[1]), int(parts[2])
    day, month = (first, second) if _day_comes_first() else (second, first)
    if parts[3] is not None:
        year = int(parts[3])
        return date(year if year > 99 else 2000 + year, month, day)
    soon = date(today.year, month, day)
    return soon if soon >= today else date(today.year + 1, month, day)


def _day_comes_first() -> bool:
    pattern = str(active_locale().date_formats["short"].pattern)
    return pattern.find("d") < pattern.find("M")
