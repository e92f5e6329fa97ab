"""Dates and times as people write them, in the language of the interface."""

from datetime import date, datetime

from quiz.locale import _, mark

WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def date_text(day: date, with_weekday: bool = False) -> str:
    """Return a date without its year, with the name of the weekday where that is wanted."""
    shown = _("{day} {month}").format(day=day.day, month=_(MONTHS[day.month - 1]))
    if not with_weekday:
        return shown
    return _("{weekday} {date}").format(weekday=_(WEEKDAYS[day.weekday()]), date=shown)


def day_text(day: date, today: date) -> str:
    """Return a date with its weekday, and with its year where that is not the present one."""
    shown = date_text(day, True)
    return shown if day.year == today.year else _("{date} {year}").format(date=shown, year=day.year)


def when_text(instant: datetime, now: datetime) -> str:
    """Return when something is, seen from ``now``: the time today, “tomorrow”, or the date."""
    days = (instant.date() - now.date()).days
    if days == 0:
        return _("today at {time}").format(time=f"{instant:%H:%M}")
    if days == 1:
        return _("tomorrow")
    return date_text(instant.date(), True)


def clock_text(seconds: float) -> str:
    """Return a duration as minutes and seconds, such as ``9:12``."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
