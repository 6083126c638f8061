"""Typed raw values, so that a whole company can be doubled or brought into another currency and then be written."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MINOR_UNITS = {"USD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KWD": 3, "AUD": 2, "KRW": 0}


class Rows(dict[str, list[dict[str, Any]]]):
    """Raw rows by "system.table"; where a test fails, the rows themselves lie in the raw directory of its run."""

    def __repr__(self) -> str:
        return ", ".join(f"{len(rows)} {table}" for table, rows in self.items() if rows)


@dataclass(frozen=True)
class Money:
    """An amount in whole minor units."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return str(Decimal(self.minor).scaleb(-MINOR_UNITS[self.currency]))


@dataclass(frozen=True)
class Price:
    """A price of one unit, in minor units."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return str(Decimal(self.minor).scaleb(-MINOR_UNITS[self.currency]))


@dataclass(frozen=True)
class Quantity:
    """A number of units."""

    units: Decimal

    def __str__(self) -> str:
        return str(self.units)


@dataclass(frozen=True)
class Currency:
    """A currency code."""

    code: str

    def __str__(self) -> str:
        return self.code


def changed(company: Rows, change: Callable[[Any], Any]) -> Rows:
    """The same company with each value changed."""
    return Rows(
        {
            table: [{column: change(value) for column, value in row.items()} for row in rows]
            for table, rows in company.items()
        }
    )


def doubled(company: Rows) -> Rows:
    """Twice the quantities and twice the amounts at the same prices."""

    def change(value: Any) -> Any:
        if isinstance(value, Money):
            return Money(2 * value.minor, value.currency)
        return Quantity(2 * value.units) if isinstance(value, Quantity) else value

    return changed(company, change)


def renamed(company: Rows, before: str, after: str) -> Rows:
    """Another currency of the same name in minor units: what was 100 cents may become 100 yen."""

    def change(value: Any) -> Any:
        if isinstance(value, Money | Price) and value.currency == before:
            return type(value)(value.minor, after)
        return Currency(after) if value == Currency(before) else value

    return changed(company, change)
