"""Commissions, sales of partners and registrations: the rows of the marts are those of the truth, and no other."""

from decimal import Decimal
from typing import Any

from leakage.accuracy.compare import read_truth
from tests.planted_truth.companies import truth_folder
from tests.project.builds import Build


def planted(build: Build, name: str, texts: list[str], numbers: list[str]) -> list[tuple[Any, ...]]:
    return sorted(
        (*(row[text] for text in texts), *(Decimal(row[number]) for number in numbers))
        for row in read_truth(truth_folder(build), name)
    )


def found(build: Build, mart: str, texts: list[str], numbers: list[str]) -> list[tuple[Any, ...]]:
    columns = [f"coalesce(cast({text} as varchar), '')" for text in texts] + numbers
    return sorted(build.query(f"select {', '.join(columns)} from {mart}"))


def differences(is_there: list[tuple[Any, ...]], should_be: list[tuple[Any, ...]]) -> str:
    lines = [f"found   {row}" for row in is_there if row not in should_be]
    lines += [f"planted {row}" for row in should_be if row not in is_there]
    return "\n".join([*lines, *([] if len(is_there) == len(should_be) else ["another number of rows"])])


AMOUNTS = ["due_amount", "paid_amount", "finding_amount"]


def test_every_commission_is_judged_as_planted(company: Build) -> None:
    is_there = found(
        company,
        "fct_commission_audit",
        ["commission_payment_id", "coalesce(partner_id, rep_id)", "subject_id", "currency", "finding"],
        AMOUNTS,
    )
    should_be = planted(
        company, "commissions", ["commission_payment_id", "payee", "subject_id", "currency", "finding"], AMOUNTS
    )
    assert should_be
    assert not differences(is_there, should_be)


QUANTITIES = ["reported_quantity", "activated_quantity", "invoiced_quantity", "finding_quantity", "finding_amount"]


def test_every_month_of_sales_is_judged_as_planted(company: Build) -> None:
    is_there = found(
        company,
        "fct_sell_through_audit inner join dim_products using (product_key)",
        ["partner_id", "product_code", "month", "currency", "finding"],
        QUANTITIES,
    )
    should_be = planted(
        company, "sell_through", ["partner_id", "product_code", "month", "currency", "finding"], QUANTITIES
    )
    assert should_be
    assert not differences(is_there, should_be)


def test_every_registration_is_judged_as_planted(company: Build) -> None:
    columns = ["registration_id", "partner_id", "finding"]
    should_be = planted(company, "deal_registrations", columns, [])
    assert should_be
    assert not differences(found(company, "fct_deal_registrations", columns, []), should_be)


def test_every_rebate_is_told_from_corrections(company: Build) -> None:
    should_be = planted(company, "rebates", ["partner_id", "month", "currency"], ["rebate_amount"])
    assert should_be
    months = "(select * from fct_partner_performance where rebate_amount <> 0)"
    assert not differences(found(company, months, ["partner_id", "month", "currency"], ["rebate_amount"]), should_be)


def test_each_finding_is_planted_somewhere(company: Build) -> None:
    """The truth of the demo company holds every finding that there is, so none of them is shown untested."""
    findings = {row[0] for row in planted(company, "commissions", ["finding"], [])}
    findings |= {row[0] for row in planted(company, "sell_through", ["finding"], [])}
    everything = {
        "ok", "approved_exception", "duplicate_payment", "paid_on_unbilled", "paid_on_uncollected", "rate_mismatch",
        "underpaid", "unreported_sale", "unbilled_sell_through", "price_exception", "duplicate_claim",
    }  # fmt: skip
    has_leaks = any(
        row[0] not in ("ok", "approved_exception") for row in planted(company, "commissions", ["finding"], [])
    )
    assert findings == (everything if has_leaks else {"ok", "approved_exception"})


def test_the_comparison_sees_one_cent_and_one_row() -> None:
    row = ("CPAY-1", "P-1", "L1", "USD", "ok", Decimal(10), Decimal(10), Decimal(0))
    assert differences([row], [(*row[:6], Decimal("10.01"), row[7])])
    assert differences([row, row], [row]) == "another number of rows"
    assert not differences([row], [row])
