"""Amounts, quantities and rates as a person reads and types them, in the locale's way.

Amounts are whole minor units; nothing here passes through a float. The digits of a currency are
those of ISO 4217, as everywhere in the program. Digits are equally wide in the bundled font, so
texts of one column stand under each other when they are aligned to the right.
"""

from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, NumberPattern, parse_decimal, parse_pattern

from salescenter.domain.money import Money, currency_digits, parse_amount, parse_rate

DEFAULT_LOCALE = "en_GB"
DASH = "—"

_active = Locale.parse(DEFAULT_LOCALE)


def use_locale(name: str) -> None:
    """Write and read in this locale ("de_DE") from now on; an unknown one changes nothing."""
    global _active  # noqa: PLW0603 - one locale a process, chosen once at the start
    try:
        _active = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return
    for cached in (_money, _amount, _pattern, _count):
        cached.cache_clear()


def active_locale() -> Locale:
    """The locale in which texts are written."""
    return _active


def money_text(minor: int, currency: str) -> str:
    """An amount with its currency: ``€1,234.50``."""
    return _money(minor, currency)


def amount_text(minor: int, currency: str) -> str:
    """An amount without its currency, for columns: ``1,234.50``."""
    return _amount(minor, currency)


def change_text(minor: int, currency: str) -> str:
    """What is added or taken off, always with its sign; a dash for nothing."""
    if not minor:
        return DASH
    return _amount(minor, currency) if minor < 0 else f"+{_amount(minor, currency)}"


def quantity_text(count: int) -> str:
    """A whole number: ``12,000``."""
    return _count(count)


def rate_text(millionths: int) -> str:
    """A rate as percentage, with as many decimals as it has: ``19 %``, ``7.25 %``."""
    percent = Decimal(millionths).scaleb(-4).normalize()
    pattern = parse_pattern("#,##0.####")
    return f"{pattern.apply(percent, _active)} %"


def typed_amount(typed: str, currency: str) -> Money:
    """Read an amount as it is typed in the locale, or plainly (``1234.5``).

    Raises Refused: ``amount.malformed``, ``amount.too_precise``, ``amount.too_large``.
    """
    return parse_amount(_plain(typed), currency)


def typed_rate(typed: str) -> int:
    """Read a percentage as it is typed, with or without its sign; millionths. Raises Refused."""
    return parse_rate(_plain(typed.replace("%", ""))).millionths


def _plain(typed: str) -> str:
    """What was typed in the locale's way as plain digits and a point; else as it is."""
    text = typed.strip()
    if not text or not set(text) & set("0123456789") or any(sign in text for sign in "eE"):
        return text
    try:
        return format(parse_decimal(text, locale=_active, strict=True), "f")
    except NumberFormatError:
        return text


@lru_cache(maxsize=200)
def _pattern(kind: str, digits: int) -> NumberPattern:
    formats = _active.currency_formats if kind == "money" else _active.decimal_formats
    found = formats["standard" if kind == "money" else None]
    pattern = parse_pattern(found.pattern)
    pattern.frac_prec = (digits, digits)
    return pattern


@lru_cache(maxsize=20_000)
def _money(minor: int, currency: str) -> str:
    digits = currency_digits(currency)
    value = Decimal(minor).scaleb(-digits)
    made: str = _pattern("money", digits).apply(
        value, _active, currency=currency, currency_digits=False
    )
    return made


@lru_cache(maxsize=20_000)
def _amount(minor: int, currency: str) -> str:
    digits = currency_digits(currency)
    made: str = _pattern("amount", digits).apply(Decimal(minor).scaleb(-digits), _active)
    return made


@lru_cache(maxsize=5_000)
def _count(count: int) -> str:
    made: str = _pattern("amount", 0).apply(count, _active)
    return made
