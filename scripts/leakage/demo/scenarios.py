"""Tiny companies with a known sum."""

from __future__ import annotations

from collections.abc import Callable

from leakage.demo.company import Company, Config
from leakage.demo.money import major
from leakage.demo.plans import BILLING, Books, Plan, Spec
from leakage.demo.truth import LAYER


def price_50x200(config: Config) -> dict[str, int]:
    """50 accounts, each invoiced 200 a month below the contract: 120,000 a year."""
    return _write(config, [20_000] * 50, quantity=50, start_month=6, drift_is_small=False)


def drift_200x50(config: Config) -> dict[str, int]:
    """200 accounts short by 50 a month for 18 months, each month within tolerance: 180,000."""
    return _write(config, [5_000] * 200, quantity=125, start_month=0, drift_is_small=True)


def net_zero(config: Config) -> dict[str, int]:
    """20 accounts over by as much as 20 others are under: a net of nothing that hides 40 wrong accounts."""
    return _write(config, [30_000, -30_000] * 20, quantity=30, start_month=6, drift_is_small=False)


def _write(
    config: Config, shortfalls: list[int], *, quantity: int, start_month: int, drift_is_small: bool
) -> dict[str, int]:
    company = Company(config)
    books = Books(company)
    total = under = over = per_month = 0
    for shortfall in shortfalls:
        spec = Spec(start_month=start_month, product="CORE", quantity=quantity, alone=True)
        plan = Plan(books, spec, "leak", f"Short by {major(shortfall, 'USD')} every month.")
        for invoice in plan.invoices if config.leaks else []:
            invoice.bill.reprice(unit=invoice.bill.unit - shortfall // quantity)
            plan.leak("pricing_drift", shortfall, is_item=not drift_is_small)
            total += shortfall
            under += max(shortfall, 0)
            over += max(-shortfall, 0)
        if drift_is_small and config.leaks:
            lost = shortfall * len(plan.invoices)
            plan.found("persistent_drift", LAYER[BILLING], "account", plan.account.crm_id, lost)
        per_month += shortfall
        plan.publish()
    books.processor.settle(set(), {})
    books.lifecycle.finish()
    for name, amount in (
        ("total_gap", total),
        ("gross_under", under),
        ("gross_over", over),
        ("annualized_drift", 12 * per_month if config.leaks else 0),
    ):
        company.sink.truth("known_sums", name=name, currency="USD", amount=major(amount, "USD"))
    company.sink.close()
    return {"accounts": books.accounts, "lines": books.lines, "planted": books.lines}


SCENARIOS: dict[str, Callable[[Config], dict[str, int]]] = {
    "price-50x200": price_50x200,
    "drift-200x50": drift_200x50,
    "net-zero": net_zero,
}
