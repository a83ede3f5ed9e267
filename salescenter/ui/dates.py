"""Dates and instants as a person reads them, in the locale's way and the store's time zone."""

from datetime import UTC, date, datetime, tzinfo

from babel.dates import format_date, format_datetime, format_skeleton, format_time, parse_date

from salescenter.ui.money_text import active_locale


def date_text(day: date) -> str:
    """A date with its year: ``12 Dec 2026``."""
    return format_date(day, format="medium", locale=active_locale())


def typed_day(text: str) -> date | None:
    """A day as somebody typed it, in the locale's way or as 2026-05-17; None for none."""
    typed = text.strip()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    if not any(map(str.isdigit, typed)):
        return None
    try:
        return parse_date(typed, locale=active_locale())
    except (ValueError, IndexError):
        return None


def short_date_text(day: date, today: date) -> str:
    """A date near ``today`` without its year: ``12 Dec``; else with it."""
    if abs((day - today).days) > 180:
        return date_text(day)
    return format_skeleton(
        "MMMd",
        datetime(day.year, day.month, day.day, tzinfo=UTC),
        tzinfo=UTC,
        locale=active_locale(),
    )


def moment_text(at: datetime, zone: tzinfo, now: datetime) -> str:
    """An instant in the store's zone: ``09:41`` today, else ``12 Dec, 09:41``."""
    local = at.astimezone(zone)
    today = now.astimezone(zone).date()
    clock = format_time(local, format="short", tzinfo=zone, locale=active_locale())
    if local.date() == today:
        return clock
    return f"{short_date_text(local.date(), today)}, {clock}"


def full_moment_text(at: datetime, zone: tzinfo) -> str:
    """An instant whole, for tool tips and lists: ``12 Dec 2026, 09:41:07``."""
    return format_datetime(at, format="medium", tzinfo=zone, locale=active_locale())
