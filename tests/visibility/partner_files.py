"""The files of an export, and what a partner may find in them: worked out from the raw files, not from the marts."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from leakage.project import ROOT

FORBIDDEN = ("margin", "cost", "list", "discount", "rate_card", "leak", "gap", "drift", "finding", "owner", "segment")
"""Words that no column of an export may contain."""


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@dataclass
class Portal:
    """Partners, their deals and customers as the raw files have them."""

    raw: Path
    partners: dict[str, dict[str, str]] = field(init=False)
    lines: dict[str, str] = field(init=False)
    """Contract line or deal without lines -> its deal."""
    partner_of_deal: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.partners = {row["partner_id"]: row for row in rows_of(self.raw / "partner_portal" / "partner.csv")}
        by_account = {row["crm_account_id"]: name for name, row in self.partners.items()}
        self.deals = {row["id"]: row for row in rows_of(self.raw / "salesforce" / "opportunity.csv")}
        self.partner_of_deal = {
            key: by_account[row["partner_account_id_c"]]
            for key, row in self.deals.items()
            if row["partner_account_id_c"] in by_account
        }
        self.lines = {
            row["id"]: row["opportunity_id"] for row in rows_of(self.raw / "salesforce" / "opportunity_line_item.csv")
        }
        self.accounts = {row["id"]: row["name"] for row in rows_of(self.raw / "salesforce" / "account.csv")}

    def levels(self, partner: str) -> int:
        """How far down a partner sees, as the policy seed says."""
        rules = rows_of(ROOT / "seeds" / "policy" / "partner_visibility.csv")
        for fits in (
            [rule for rule in rules if rule["partner_id"] == partner],
            [
                rule
                for rule in rules
                if not rule["partner_id"] and rule["tier"] == self.partners[partner]["tier"].lower()
            ],
            [rule for rule in rules if not rule["partner_id"] and not rule["tier"]],
        ):
            if fits:
                return int(fits[0]["sub_partner_levels"])
        return 0

    def below(self, partner: str, levels: int) -> set[str]:
        """The partner itself and those below it."""
        found = {partner}
        for _ in range(levels):
            found |= {name for name, row in self.partners.items() if row["parent_partner_id"] in found}
        return found

    def seen_by(self, partner: str) -> set[str]:
        """Partners whose rows it sees."""
        return self.below(partner, self.levels(partner))

    def own_accounts(self, partners: set[str]) -> set[str]:
        """CRM accounts of these partners: resale is invoiced to them."""
        return {self.partners[name]["crm_account_id"] for name in partners}

    def deals_of(self, partners: set[str]) -> set[str]:
        """Deals that these partners brought, and deals with these partners themselves."""
        own = self.own_accounts(partners)
        return {key for key, row in self.deals.items() if self.partner_of_deal.get(key) in partners} | {
            key for key, row in self.deals.items() if row["account_id"] in own and key not in self.partner_of_deal
        }

    def foreign_to(self, partner: str) -> "Foreign":
        """What the partner must not find."""
        seen = self.seen_by(partner)
        deals = self.deals_of(seen)
        customers = {self.deals[key]["account_id"] for key in deals} | self.own_accounts(seen)
        names = {self.accounts[key] for key in customers}
        return Foreign(
            ids={key for key in self.deals if key not in deals}
            | {line for line, deal in self.lines.items() if deal not in deals}
            | (set(self.partners) - seen),
            names={name for key, name in self.accounts.items() if key not in customers and name not in names},
        )


@dataclass
class Foreign:
    """Ids that no cell may be, and names that no cell may contain."""

    ids: set[str]
    names: set[str]


def cells(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """File, column and value of every cell below a folder."""
    for path in sorted(folder.rglob("*.csv")):
        for row in rows_of(path):
            yield from ((path.name, column, value) for column, value in row.items())
    for path in sorted(folder.rglob("*.parquet")):
        for record in pq.read_table(path).to_pylist():
            yield from ((path.name, column, value) for column, value in record.items())


def foreign_cells(folder: Path, foreign: Foreign) -> list[tuple[str, str, str]]:
    """Every cell that shows what the partner must not see."""
    found = []
    for file, column, value in cells(folder):
        text = "" if value is None else str(value)
        if text in foreign.ids or any(name in text for name in foreign.names):
            found.append((file, column, text))
    return found


def columns(folder: Path) -> set[str]:
    """All columns of all files."""
    found: set[str] = set()
    for path in folder.rglob("*.csv"):
        found |= set(path.read_text(encoding="utf-8").splitlines()[0].split(","))
    for path in folder.rglob("*.parquet"):
        found |= set(pq.read_schema(path).names)
    return found
