"""Prices against their truth: drift from the rate card by invoice line and cause, discounts by contract line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from leakage.accuracy.compare import Comparison, Query, read_truth, summed

MEASURES = ("drift_amount", "monthly_drift_amount", "annualized_drift_amount")


def told_lines(truth: Path) -> set[str]:
    """Contract lines whose prices the truth knows."""
    return {row["contract_line_id"] for row in read_truth(truth, "discounts")}


def compare_drift(truth: Path, query: Query, measure: str) -> Comparison:
    """Drift of the lines that the truth knows, with all that it says about them."""
    names = ("contract_line", "invoice_line", "currency", "cause", "sanctioned", "current")
    lines = told_lines(truth)
    found = query(f"""
        select contract_line_id, invoice_line_id, currency, drift_cause, is_sanctioned, is_current, {measure}
        from fct_pricing_drift
    """)
    planted = (
        (
            row["contract_line_id"],
            row["invoice_line_id"],
            row["currency"],
            row["drift_cause"],
            row["is_sanctioned"] == "true",
            row["is_current"] == "true",
            row[measure],
        )
        for row in read_truth(truth, "pricing")
    )
    return Comparison(measure, names, summed(planted), summed(row for row in found if row[0] in lines))


def compare_discounts(truth: Path, query: Query) -> Comparison:
    """List and net amount at signing of the lines that the truth knows, by status and approved percent."""
    names = ("contract_line", "currency", "status", "split", "approved_pct", "side")
    lines = told_lines(truth)
    found = query("""
        select
            contract_line_id, currency, status, coalesce(split_finding, ''), cast(coalesce(approved_pct, 0) as integer),
            list_amount, net_amount
        from fct_discount_approvals
    """)
    planted = [
        (
            row["contract_line_id"],
            row["currency"],
            row["status"],
            row["split_finding"],
            int(row["approved_pct"] or 0),
            row["list_amount"],
            row["net_amount"],
        )
        for row in read_truth(truth, "discounts")
    ]

    def both(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [(*key, side, amount) for *key, listed, net in rows for side, amount in (("list", listed), ("net", net))]

    return Comparison("discount", names, summed(both(planted)), summed(both([r for r in found if r[0] in lines])))


def compare_unapproved_items(truth: Path, query: Query) -> Comparison:
    """Items of unapproved discounts against the planted drift of all invoices so far."""
    planted = (
        (row["contract_line_id"], row["currency"], row["drift_amount"])
        for row in read_truth(truth, "pricing")
        if row["drift_cause"] == "unapproved_discount"
    )
    lines = told_lines(truth)
    found = query("""
        select subject_id, currency, leakage_amount from fct_leakage_items where cause = 'unapproved_discount'
    """)
    return Comparison(
        "item", ("contract_line", "currency"), summed(planted), summed(row for row in found if row[0] in lines)
    )
