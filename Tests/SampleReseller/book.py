"""The three months as they should have been billed: lines, order rows, and where to find each."""

from __future__ import annotations

from dataclasses import dataclass

from agreements import MONTHS, Subscription
from legacy import LegacyLine, LegacySubscription
from lines import BilledLine
from reseller import azure_plans, legacy_subscriptions, subscriptions
from usage import AzurePlan

CURRENCIES = ("EUR", "USD", "GBP")

# The invoice of each month and currency; September's in pounds was voided and is the replacement's number here.
INVOICES = {
    ("2026-08", "EUR"): "G041870112",
    ("2026-08", "USD"): "G041870113",
    ("2026-08", "GBP"): "G041870114",
    ("2026-09", "EUR"): "G043216508",
    ("2026-09", "USD"): "G043216509",
    ("2026-09", "GBP"): "G043302272",
    ("2026-10", "EUR"): "G044598631",
    ("2026-10", "USD"): "G044598632",
    ("2026-10", "GBP"): "G044598633",
}
VOIDED, VOID_NOTE, REPLACEMENT = "G043216510", "G043302271", "G043302272"
CREDIT_NOTE = "G043377940"
LEGACY_INVOICES = {"2026-08": "D0300ABK21", "2026-09": "D0300AC4Z8", "2026-10": "D0300ADJ57"}


@dataclass
class Book:
    subscriptions: dict[str, Subscription]
    plans: dict[str, AzurePlan]
    legacy: list[LegacySubscription]
    # Lines of the new commerce by invoice, in the order they are written.
    invoices: dict[str, list[BilledLine]]
    legacy_invoices: dict[str, list[LegacyLine]]
    order_rows: list[dict[str, str]]

    def line(self, key: str, month: str, charge_type: str = "") -> BilledLine:
        """The one line of a subscription in a month."""
        found = [
            line for lines in self.invoices.values() for line in lines
            if line.key == key and line.month == month and charge_type in ("", line.charge_type)
        ]
        if len(found) != 1:
            raise LookupError(f"{key} has {len(found)} lines in {month}")
        return found[0]

    def lines_of(self, month: str, currency: str) -> list[BilledLine]:
        return self.invoices[INVOICES[month, currency]]

    def add(self, line: BilledLine) -> BilledLine:
        line.invoice = INVOICES[line.month, line.currency]
        self.invoices[line.invoice].append(line)
        return line

    def drop(self, line: BilledLine) -> None:
        self.invoices[line.invoice].remove(line)


def write_up() -> Book:
    """Every agreement billed as agreed: no discrepancy anywhere yet."""
    agreed, plans, legacy = subscriptions(), azure_plans(), legacy_subscriptions()
    book = Book(
        subscriptions={subscription.key: subscription for subscription in agreed},
        plans={plan.key: plan for plan in plans},
        legacy=legacy,
        invoices={number: [] for number in INVOICES.values()},
        legacy_invoices={LEGACY_INVOICES[month]: [] for month in MONTHS},
        order_rows=[],
    )
    for agreement in [*agreed, *plans]:
        for line in agreement.charges():
            book.add(line)
    for subscription in legacy:
        for line in subscription.charges():
            book.legacy_invoices[LEGACY_INVOICES[line.month]].append(line)
    rows = [row for subscription in agreed for row in subscription.order_rows()]
    rows += [agreement.order_row() for agreement in [*plans, *legacy]]
    book.order_rows = sorted(rows, key=lambda row: (row["order_date"], row["order_id"], row["line_number"]))
    for lines in book.invoices.values():
        lines.sort(key=lambda line: (line.is_usage, line.customer.name, line.key, line.order_time))
    return book
