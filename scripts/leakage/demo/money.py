"""Exact arithmetic on minor units and calendar periods. No float, no clock."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

# Decimals of a currency's minor unit; the demo company sells in these.
EXPONENT = {"USD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KWD": 3}


def divide(numerator: int, denominator: int) -> int:
    """The nearest whole number to a quotient, halves away from zero; the denominator is positive."""
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -quotient if numerator < 0 else quotient


def round_half_away(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return divide(value.numerator, value.denominator)


def percent_of(amount: int, percent: int) -> int:
    """A whole percentage of an amount, rounded once."""
    return divide(amount * percent, 100)


def major(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal in major units."""
    return Decimal(minor).scaleb(-EXPONENT[currency])


def split(amount: int, weights: Sequence[Fraction | int]) -> list[int]:
    """An amount over weights with cumulative rounding: the parts sum to the amount."""
    scale = math.lcm(*(weight.denominator for weight in weights))
    whole = [weight.numerator * (scale // weight.denominator) for weight in weights]
    total, cumulative, before, parts = sum(whole), 0, 0, []
    for weight in whole:
        cumulative += weight
        upto = divide(amount * cumulative, total)
        parts.append(upto - before)
        before = upto
    return parts


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_start(day: date) -> date:
    """First day of the month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def days_in(first: date, last: date) -> int:
    """Days of a period, both ends included."""
    return (last - first).days + 1


def spread(amount: int, first: date, last: date) -> list[tuple[date, int]]:
    """An amount over the calendar months of a period, by days."""
    months, month = [], month_start(first)
    while month <= last:
        months.append(month)
        month = add_months(month, 1)
    days = [days_in(max(first, m), min(last, month_end(m))) for m in months]
    return list(zip(months, split(amount, days), strict=True))


def billing_periods(anchor: date, first: date, last: date, months: int) -> list[tuple[date, date, Fraction]]:
    """Periods that start at anchor + k * months, clipped to the term, each with its weight in months."""
    k = 0
    while add_months(anchor, k * months) > first:
        k -= 1
    while add_months(anchor, (k + 1) * months) <= first:
        k += 1
    periods = []
    while (start := add_months(anchor, k * months)) <= last:
        end = add_months(anchor, (k + 1) * months) - timedelta(days=1)
        cut_start, cut_end = max(start, first), min(end, last)
        periods.append((cut_start, cut_end, Fraction(months * days_in(cut_start, cut_end), days_in(start, end))))
        k += 1
    return periods
