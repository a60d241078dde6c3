#!/usr/bin/env python3
"""Writes the sample reseller: `generate.py sample-invoices` makes the same bytes every time.

Python 3.11, standard library only. The findings that must come of it go to `expected-findings.csv` beside this file.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path

from arithmetic import guid
from book import CREDIT_NOTE, INVOICES, LEGACY_INVOICES, REPLACEMENT, VOID_NOTE, VOIDED, Book, write_up
from documents import collection, headers, manifest, summaries
from forms import (
    export_line, gzipped, json_text, office_item, page, page_item, portal_file, text_of, usage_page_item, usage_record,
)
from lines import BilledLine
from planted import HEADER_ADJUSTMENT, Finding, credit_note, header_difference, plant, void_and_replace
from readme import readme
from usage import daily_usage

ORDER_COLUMNS = (
    "order_id line_number customer_id customer_name order_date transaction_type catalog_item_id product_name sku_name "
    "subscription_id alternate_id quantity unit_price currency term billing_cycle effective_date end_date auto_renew "
    "promotion_id discount_percent account_manager"
).split()

# Invoices whose daily rated usage is shipped too.
DAILY_EXPORT, DAILY_PAGES = INVOICES["2026-08", "EUR"], INVOICES["2026-09", "USD"]


class Folder:
    """The snapshot folder being written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, data: bytes | str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)

    def write_json(self, path: str, value: object) -> None:
        self.write(path, json_text(value, indent=2) + "\n")


def shares(items: list, parts: int) -> list[list]:
    """Splits a list into parts of nearly equal length, in order."""
    size = -(-len(items) // parts)
    return [items[n : n + size] for n in range(0, len(items), size)]


def write_export(
    folder: Folder, number: str, kind: str, month: str, records: list[str], parts: int, packed: bool
) -> None:
    """A v2 export: manifest and JSON Lines in parts."""
    names = []
    for index, part in enumerate(shares(records, parts)):
        names.append(f"part-{index:05}-{guid('blob', number, kind, index)}.c000.json.gz")
        data = "".join(record + "\n" for record in part).encode()
        path = f"invoices/{number}/{kind}/{names[-1]}"
        if packed:
            folder.write(path, gzipped(data))
        else:
            folder.write(path.removesuffix(".gz"), data)
    folder.write_json(f"invoices/{number}/{kind}/manifest.json", manifest(number, kind, month, names))


def write_reconciliation(
    folder: Folder, number: str, lines: list[BilledLine], month: str, parts: int, packed: bool = True,
    quoted: bool = False,
) -> None:
    records = [export_line(line, quoted) for line in lines]
    write_export(folder, number, "reconciliation", month, records, parts, packed)


def write_pages(folder: Folder, number: str, lines: list[BilledLine], pages: int, packed: bool = False) -> None:
    """v1 pages; every third item has its numbers quoted, as the service mixes them."""
    items = [page_item(line, quoted=index % 3 == 2) for index, line in enumerate(lines)]
    groups = shares(items, pages)
    for index, group in enumerate(groups):
        answer = page(group, number, "onetime", "billinglineitems", index + 1 < len(groups))
        path = f"invoices/{number}/lineitems/onetime-billinglineitems/page-{index + 1:04}.json"
        text = json_text(answer, indent=2) + "\n"
        folder.write(path + ".gz" if packed else path, gzipped(text.encode()) if packed else text)


def write_portal_file(folder: Folder, number: str, lines: list[BilledLine]) -> None:
    folder.write(f"invoices/{number}/ReconciliationFile_{number}.csv", portal_file(lines))


# In which form the lines of each document are shipped.
FORMS = {
    INVOICES["2026-08", "EUR"]: "v2, three packed parts; daily usage",
    INVOICES["2026-09", "EUR"]: "v2, two packed parts",
    INVOICES["2026-10", "EUR"]: "v2, two plain parts; portal file as well",
    INVOICES["2026-08", "USD"]: "v1, two pages",
    INVOICES["2026-09", "USD"]: "v1, three packed pages; daily usage",
    INVOICES["2026-10", "USD"]: "v2, two packed parts, numbers quoted",
    INVOICES["2026-08", "GBP"]: "portal file",
    INVOICES["2026-10", "GBP"]: "portal file",
    VOIDED: "portal file",
    VOID_NOTE: "portal file",
    REPLACEMENT: "v2, one packed part",
    CREDIT_NOTE: "v1, one page",
} | {number: "v1 office page" for number in LEGACY_INVOICES.values()}


def write_lines(folder: Folder, book: Book) -> None:
    """Each invoice in the form chosen for it; between them they show every form."""
    lines = book.invoices
    write_reconciliation(folder, INVOICES["2026-08", "EUR"], lines[INVOICES["2026-08", "EUR"]], "2026-08", 3)
    write_reconciliation(folder, INVOICES["2026-09", "EUR"], lines[INVOICES["2026-09", "EUR"]], "2026-09", 2)
    october = INVOICES["2026-10", "EUR"]
    write_reconciliation(folder, october, lines[october], "2026-10", 2, packed=False)
    write_portal_file(folder, october, lines[october])

    write_pages(folder, INVOICES["2026-08", "USD"], lines[INVOICES["2026-08", "USD"]], 2)
    write_pages(folder, INVOICES["2026-09", "USD"], lines[INVOICES["2026-09", "USD"]], 3, packed=True)
    october = INVOICES["2026-10", "USD"]
    write_reconciliation(folder, october, lines[october], "2026-10", 2, quoted=True)
    write_pages(folder, CREDIT_NOTE, lines[CREDIT_NOTE], 1)

    for number in (INVOICES["2026-08", "GBP"], VOIDED, VOID_NOTE, INVOICES["2026-10", "GBP"]):
        write_portal_file(folder, number, lines[number])
    write_reconciliation(folder, REPLACEMENT, lines[REPLACEMENT], "2026-09", 1)

    for number, legacy in book.legacy_invoices.items():
        answer = page([office_item(line) for line in legacy], number, "office", "billinglineitems", False)
        folder.write_json(f"invoices/{number}/lineitems/office-billinglineitems/page-0001.json", answer)


def write_daily_usage(folder: Folder, book: Book) -> None:
    def days(number: str) -> list[dict[str, object]]:
        return [
            day for line in book.invoices[number] if line.is_usage
            for day in daily_usage(book.plans[line.key], line, number)
        ]

    records = [json_text(usage_record(day)) for day in days(DAILY_EXPORT)]
    write_export(folder, DAILY_EXPORT, "usage", "2026-08", records, 2, packed=True)
    items = [usage_page_item(day) for day in days(DAILY_PAGES)]
    answer = page(items, DAILY_PAGES, "onetime", "usagelineitems", False)
    path = f"invoices/{DAILY_PAGES}/lineitems/onetime-usagelineitems/page-0001.json.gz"
    folder.write(path, gzipped(json_text(answer).encode()))


def table(columns: list[str], rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def findings_table(findings: list[Finding]) -> str:
    columns = (
        "class invoice_id customer_id order_id subscription_id catalog_item_id charge_start currency expected_amount "
        "billed_amount why"
    ).split()
    rows = []
    for finding in findings:
        values = [
            finding.kind, finding.invoice, finding.customer_id, finding.order_id, finding.subscription_id,
            finding.item_id, finding.charge_start, finding.currency,
            "" if finding.expected is None else text_of(finding.expected),
            "" if finding.billed is None else text_of(finding.billed), finding.why,
        ]
        rows.append(dict(zip(columns, values, strict=True)))
    return table(columns, rows)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py FOLDER")
    root = Path(sys.argv[1])
    book = write_up()
    findings = plant(book)
    for lines in book.invoices.values():
        lines.sort(key=lambda line: (line.is_usage, line.customer.name, line.subscription_description, line.order_time))
    void_and_replace(book, findings)
    credit_note(book)
    short_of = header_difference(book, findings)

    shutil.rmtree(root / "invoices", ignore_errors=True)
    folder = Folder(root)
    answers = headers(book, {short_of: HEADER_ADJUSTMENT}, {DAILY_EXPORT, DAILY_PAGES})
    folder.write_json("invoices.json", collection(answers, "/invoices"))
    per_currency = summaries(answers)
    folder.write_json("balance.json", per_currency[0])
    folder.write_json("summaries.json", collection(per_currency, "/invoices/summaries"))
    folder.write("orders.csv", table(ORDER_COLUMNS, book.order_rows))
    write_lines(folder, book)
    write_daily_usage(folder, book)
    folder.write("README.md", readme(book, findings, answers, FORMS))
    Path(__file__).with_name("expected-findings.csv").write_text(findings_table(findings), encoding="utf-8")


if __name__ == "__main__":
    main()
