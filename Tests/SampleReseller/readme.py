"""The README of the sample, with the table of what was planted."""

from __future__ import annotations

from decimal import Decimal

from book import Book
from planted import Finding

HEAD = """\
# A sample reseller: Northlight Cloud Partners

Northlight sells Microsoft 365, Azure and a few marketplace products to sixteen customers in three billing currencies.
This folder holds what Microsoft billed it for August, September and October 2026, and the order book that says what
should have been billed. All names, ids and prices are invented.

    tieout run --source sample-invoices --orders sample-invoices/orders.csv --as-of 2026-11-10

## What is here

| | |
| --- | --- |
| `invoices.json` | headers of {documents} documents |
| `balance.json`, `summaries.json` | what is open on 10 November: August is paid, the rest is not |
| `orders.csv` | the order book: {rows} rows; `account_manager` is a column of Northlight's own |
| `invoices/<number>/` | the lines, {lines} in all |

| document | issued | covers | currency | lines | form |
| --- | --- | --- | --- | --- | --- |
{table}

The v1 pages have the service's habits: numbers that are quoted on some items and not on others, `org:` before a
customer id, times with seven fractional digits, the year one for "no date". The portal files have month/day/year.

## What is in order, although it may not look like it

None of these is a finding.

* Alpine Dental goes from 24 to 28 seats on 22 September: 24 seats back, 28 charged, both for the 23 days left of 30.
* Granite Peak adds five seats on 26 August under an order of its own: one line for the difference.
* Cobalt Architects gives two seats back on the fourth day.
* Lakeshore Academy cancels Teams Premium on the fourth day and gets 28 of 31 days back.
* Fernhill Analytics upgrades from Business Standard to Business Premium on 21 September: a refund and a charge, tied by
  ReferenceId.
* Brightwater Logistics renews E3 on 16 September at 38.70 after 36.90; the order book has the new price.
* Quayside Theatre buys Power BI to end with its financial year: twelve days of August, then whole months.
* Dune & Field has a promotion of 20 %; the order book has the net price.
* Eastgate Pharmacy tries Teams Premium for nothing and keeps it, as agreed, at 9.40.
* Harborlight Hotels has a marketplace backup that was ordered, and a service-level credit in a document of its own.
* Maple Street Clinics pays Visio once a year; Granite Peak bought Windows Server once.
* Azure is priced in dollars and billed at one rate per month. Each meter's price is net of partner earned credit, but
  for Spot machines, which never have it; the first 100 GB of traffic are free and have a line of their own.
* Stonebridge Solicitors still has licences of the old commerce, on `D` invoices.

## What was planted

Amounts are before tax, but for the two classes about totals. Where a class is not about money, or one side is unknown,
the cell is empty.

| class | document | customer | expected | billed | difference | what happened, and why it matters |
| --- | --- | --- | --- | --- | --- | --- |
"""

TAIL = """
The same as data, with every id: `Tests/SampleReseller/expected-findings.csv`. The folder is written by
`python3 Tests/SampleReseller/generate.py sample-invoices`, the same bytes every time, and proved by
`python3 Tests/SampleReseller/check.py sample-invoices`, which reads the files back without the generator's help.
"""

# Why a finance person cares, by class.
MATTERS = {
    "charged_not_ordered": "Pay only for what was ordered: find the buyer, or cancel within seven days.",
    "customer_purchased": "Microsoft does not tell the partner, but sends it the bill.",
    "ordered_not_charged": "It will come later, or was never provisioned; accrue it.",
    "cycle_missing": "Northlight's customer is billed for a month that Northlight was not.",
    "item_mismatch": "Another product at another price for a whole year.",
    "availability_drift": "Harmless; the price list has moved on.",
    "fallback_match": "Harmless; confirm the new order id once.",
    "ambiguous_match": "A person must say which; a guess would hide a wrong quantity.",
    "quantity_over": "The reduction at renewal was not honoured.",
    "quantity_under": "Six seats in use that nobody pays for, or were never delivered.",
    "quantity_billable_differs": "The money is right; whoever multiplies by Quantity is not.",
    "line_arithmetic": "Microsoft's own figures do not multiply out.",
    "total_identity": "The invoice asks for more than the line's parts.",
    "unit_price_mismatch": "24.00 a seat and year beyond the quotation.",
    "billing_plan_uplift": "The wrong plan, not a wrong price list.",
    "charge_after_cancel": "Money back from Microsoft, and the customer must not see it.",
    "duplicate_line": "Charged twice; the order accounts for one.",
    "duplicate_across_invoices": "Invisible to whoever checks one invoice at a time.",
    "currency_mismatch": "Euros and pounds must never be compared as numbers.",
    "exchange_rate_inconsistent": "One invoice has one rate.",
    "unknown_charge_type": "Counted and matched, and listed until somebody knows the word.",
    "customer_unmatched": "Cannot be passed on to anyone as it stands.",
    "customer_mismatch": "The wrong customer would pay.",
    "line_rejected": "Set aside with its text; the invoice's sums are short by this line.",
    "invoice_voided": "Counting it beside its replacement would double September.",
    "rebill_difference": "What the correction was worth.",
    "header_total_mismatch": "Stop: there is a charge that no line explains.",
}


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount, "f")


def _finding_row(finding: Finding) -> str:
    known = finding.expected is not None and finding.billed is not None
    difference = _money(finding.billed - finding.expected) if known else ""
    cells = [
        f"`{finding.kind}`", finding.invoice or "none", finding.customer_name,
        f"{_money(finding.expected)} {finding.currency}" if finding.expected is not None else "",
        f"{_money(finding.billed)} {finding.currency}" if finding.billed is not None else "",
        difference, f"{finding.why} {MATTERS[finding.kind]}",
    ]
    return "| " + " | ".join(cells) + " |"


def readme(book: Book, findings: list[Finding], documents: list[dict[str, object]], forms: dict[str, str]) -> str:
    """The text of the README; `forms` says for each document in which form its lines are shipped."""
    counts = {number: len(lines) for number, lines in [*book.invoices.items(), *book.legacy_invoices.items()]}
    flat = [note for document in documents for note in (document, *document.get("amendments", ()))]
    rows = [
        f"| {document['id']}{_kind(document)} | {document['invoiceDate'][:10]} | "
        f"{document['billingPeriodStartDate'][:7]} | {document['currencyCode']} | {counts[document['id']]} | "
        f"{forms[document['id']]} |"
        for document in flat
    ]
    head = HEAD.format(
        documents=len(flat), rows=len(book.order_rows), lines=sum(counts.values()), table="\n".join(rows)
    )
    order = sorted(range(len(findings)), key=lambda n: (list(MATTERS).index(findings[n].kind), n))
    return head + "\n".join(_finding_row(findings[n]) for n in order) + "\n" + TAIL


def _kind(document: dict[str, object]) -> str:
    amends = document.get("amendsOf")
    words = {"void_note": "voids", "adjustment_note": "replaces", "credit_note": "credits"}
    return f" ({words[document['documentType']]} {amends})" if amends else ""
