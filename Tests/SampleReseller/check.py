#!/usr/bin/env python3
"""Proves the sample from its files alone: `check.py sample-invoices`. Shares no code with the generator.

Every line must agree with its own formula, every header with its lines, every balance with its invoices, every cycle
of the order book with a line, but for what `expected-findings.csv` lists, and all that is listed must be seen.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

CENT = Decimal("0.01")
TAX = {"EUR": ("0.21",), "USD": ("0.065", "0.025"), "GBP": ("0.20",)}
KNOWN_CHARGES = {
    "new", "renew", "cyclecharge", "addquantity", "removequantity", "convert", "cancelimmediate", "customercredit",
}
NUMBERS = "unitprice effectiveunitprice quantity billablequantity subtotal taxtotal total pctobcexchangerate".split()

Line = dict[str, object]


def text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")


def read_json(content: str) -> object:
    return json.loads(content, parse_float=Decimal, parse_int=Decimal)


def normalised(record: dict[str, object], evidence: str) -> Line:
    line: Line = {name.lower(): value for name, value in record.items()}
    line["total"] = line.pop("totalforcustomer", line.get("total"))
    line["customerid"] = str(line["customerid"]).removeprefix("org:").lower()
    for name in NUMBERS:
        line[name] = Decimal(str(line[name]))
    for name in ("orderdate", "chargestartdate", "chargeenddate", "pctobcexchangeratedate"):
        line[name] = day(str(line[name]))
    line["evidence"] = evidence
    return line


def day(written: str) -> str:
    if "/" in written:
        month, number, year = (int(part) for part in written.split("/"))
        return date(year, month, number).isoformat()
    return "" if written.startswith("0001") else written[:10]


def portal_lines(path: Path) -> tuple[list[Line], list[str]]:
    rows = list(csv.reader(text(path).splitlines()))
    whole = [row for row in rows[1:] if len(row) == len(rows[0])]
    lines = [normalised(dict(zip(rows[0], row, strict=True)), path.name) for row in whole]
    return lines, [",".join(row) for row in rows[1:] if len(row) != len(rows[0])]


def read_lines(folder: Path) -> tuple[list[Line], list[str]]:
    """Lines and rejected rows of one document, in the first form present; other forms must agree."""
    forms: list[tuple[list[Line], list[str]]] = []
    manifest = folder / "reconciliation" / "manifest.json"
    if manifest.exists():
        named = [blob["name"] for blob in json.loads(text(manifest))["blobs"]]
        parts = [path for path in sorted(manifest.parent.glob("part-*"))]
        assert len(named) == len(parts) and all(path.name.removesuffix(".gz") + ".gz" in named for path in parts)
        forms.append(([normalised(read_json(row), path.name) for path in parts for row in text(path).splitlines()], []))
    pages = sorted((folder / "lineitems" / "onetime-billinglineitems").glob("page-*"))
    if pages:
        forms.append(([normalised(item, path.name) for path in pages for item in read_json(text(path))["items"]], []))
    forms += [portal_lines(path) for path in sorted(folder.glob("*.csv"))]
    for other, _ in forms[1:]:
        assert total(other) == total(forms[0][0]), f"{folder.name}: two forms disagree"
    return forms[0] if forms else office_lines(folder)


def office_lines(folder: Path) -> tuple[list[Line], list[str]]:
    items = read_json(text(folder / "lineitems" / "office-billinglineitems" / "page-0001.json"))["items"]
    lines = []
    for item in items:
        assert item["amount"] == item["unitPrice"] * item["quantity"] == item["subtotal"]
        lines.append({
            "legacy": True, "orderid": item["orderId"], "subtotal": item["subtotal"], "taxtotal": item["tax"],
            "total": item["totalForCustomer"], "currency": item["currency"], "quantity": item["quantity"],
            "subscriptionid": item["syndicationPartnerSubscriptionNumber"].lower(), "chargetype": "cyclecharge",
            "chargestartdate": item["chargeStartDate"][:10], "customerid": item["customerId"].lower(),
        })
    return lines, []


def total(lines: list[Line]) -> Decimal:
    return sum((line["total"] for line in lines), Decimal(0))


def down(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_DOWN)


def formula(line: Line) -> Decimal:
    price, quantity, rate = line["effectiveunitprice"], line["billablequantity"], line["pctobcexchangerate"]
    if line["meterdescription"] or str(line["unittype"])[:1].isdigit():
        return down(down(price * quantity) * rate)
    return down(price * rate) * quantity


def check_line(seen: Counter, number: str, line: Line) -> None:
    if "legacy" in line:
        return
    identity = (number, str(line["orderid"]), line["chargestartdate"])
    if line["subtotal"] != formula(line):
        seen["line_arithmetic", *identity] += 1
    elif line["total"] != line["subtotal"] + line["taxtotal"]:
        seen["total_identity", *identity] += 1
    if line["chargetype"].lower() not in KNOWN_CHARGES:
        seen["unknown_charge_type", *identity] += 1
    if line["quantity"] != line["billablequantity"] and not line["meterdescription"]:
        seen["quantity_billable_differs", *identity] += 1
    parts = (line["subtotal"] * Decimal(rate) for rate in TAX[line["currency"]])
    tax = sum(part.quantize(CENT, rounding=ROUND_HALF_UP) for part in parts)
    assert tax == line["taxtotal"], f"tax of {line['evidence']}"
    assert line["invoicenumber"] == number


def check_daily_usage(root: Path, number: str, lines: list[Line]) -> None:
    folder = root / "invoices" / number
    records = [read_json(row) for path in sorted(folder.glob("usage/part-*")) for row in text(path).splitlines()]
    for path in folder.glob("lineitems/onetime-usagelineitems/page-*"):
        records += read_json(text(path))["items"]
    if not records:
        return
    difference: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for record in records:
        record = {name.lower(): value for name, value in record.items()}
        difference[record["subscriptionid"], record["productid"], record["skuid"]] += record["billingpretaxtotal"]
    for line in lines:
        if line["meterdescription"]:
            difference[line["subscriptionid"], line["productid"], line["skuid"]] -= line["subtotal"]
    worst = max(abs(value) for value in difference.values())
    assert worst < Decimal("0.50"), f"{number}: daily usage is {worst} off"


def check_order_book(seen: Counter, root: Path, lines: list[tuple[str, Line]], rejected: str) -> None:
    """Each billed line's order, customer, item and currency; each subscription's months."""
    rows = list(csv.DictReader(text(root / "orders.csv").splitlines()))
    by_order, by_subscription = defaultdict(list), defaultdict(list)
    for row in rows:
        by_order[row["order_id"]].append(row)
        by_subscription[row["subscription_id"]].append(row)
    for number, line in lines:
        identity = (number, str(line["orderid"]), line["chargestartdate"])
        subscribed = by_subscription[line["subscriptionid"]] if line["subscriptionid"] else []
        known = by_order[line["orderid"]] + subscribed
        if not known:
            publisher = line["publishername"]
            seen["charged_not_ordered" if "Microsoft" in publisher else "customer_purchased", *identity] += 1
            continue
        if not by_order[line["orderid"]]:
            seen["fallback_match", *identity] += 1
        check_against(seen, identity, line, known)
    billed = {(line["subscriptionid"], line["chargestartdate"][:7]) for _, line in lines}
    for row in rows:
        if row["transaction_type"] == "new" and row["billing_cycle"] == "monthly" and row["subscription_id"]:
            ends = [other["effective_date"][:7] for other in by_subscription[row["subscription_id"]]
                    if other["transaction_type"] == "cancel"]
            check_months(seen, row, ends, billed, rejected)


def check_months(
    seen: Counter, row: dict[str, str], ends: list[str], billed: set[tuple[str, str]], rejected: str
) -> None:
    """A monthly order has a line in every month from its start to its end; its ids in a rejected row will do."""
    bought = row["effective_date"][:7]
    for month in ("2026-08", "2026-09", "2026-10"):
        due = bought == month or (bought < month and row["auto_renew"] == "true" and not any(e < month for e in ends))
        if due and (row["subscription_id"], month) not in billed and row["subscription_id"] not in rejected:
            kind = "ordered_not_charged" if bought == month else "cycle_missing"
            seen[kind, "", row["order_id"], f"{month}-{row['effective_date'][8:]}"] += 1


def check_against(seen: Counter, identity: tuple[str, ...], line: Line, known: list[dict[str, str]]) -> None:
    customers = {row["customer_id"] for row in known}
    if not line["customerid"]:
        seen["customer_unmatched", *identity] += 1
    elif line["customerid"] not in customers:
        seen["customer_mismatch", *identity] += 1
    if line["currency"] not in {row["currency"] for row in known}:
        seen["currency_mismatch", *identity] += 1
    if "legacy" in line or line["meterdescription"]:
        return
    cancelled = [row["effective_date"] for row in known if row["transaction_type"] == "cancel"]
    if any(end <= line["chargestartdate"] for end in cancelled) and line["subtotal"] > 0:
        seen["charge_after_cancel", *identity] += 1
        return
    items = {row["catalog_item_id"] for row in known}
    item = f"{line['productid']}:{line['skuid']}"
    if not any(name.startswith(item) for name in items):
        seen["item_mismatch", *identity] += 1
    elif f"{item}:{line['availabilityid']}" not in items:
        seen["availability_drift", *identity] += 1
    elif line["chargetype"] in ("new", "renew", "cycleCharge", "transferIn"):
        check_quantity_and_price(seen, identity, line, known)


def check_quantity_and_price(seen: Counter, identity: tuple[str, ...], line: Line, known: list[dict[str, str]]) -> None:
    if len({row["line_number"] for row in known}) > 1:
        seen["ambiguous_match", *identity] += 1
        return
    same = [row for row in known if row["effective_date"] <= line["chargestartdate"]] or known
    state = max(same, key=lambda row: row["effective_date"])
    quantity, price = Decimal(state["quantity"]), Decimal(state["unit_price"])
    if line["billablequantity"] > quantity:
        seen["quantity_over", *identity] += 1
    elif line["billablequantity"] < quantity:
        seen["quantity_under", *identity] += 1
    ratio = line["effectiveunitprice"] / price if price else Decimal(1)
    short_first_cycle = state["end_date"] and line["chargetype"] == "new"
    if ratio in (Decimal("1.05"), Decimal("1.2")):
        seen["billing_plan_uplift", *identity] += 1
    elif ratio != 1 and not short_first_cycle:
        seen["unit_price_mismatch", *identity] += 1


def check_duplicates_and_rates(seen: Counter, lines: list[tuple[str, Line]]) -> None:
    copies: dict[tuple[object, ...], list[str]] = defaultdict(list)
    rates: dict[str, Counter] = defaultdict(Counter)
    for number, line in lines:
        if "legacy" in line:
            continue
        fields = sorted((name, str(value)) for name, value in line.items() if name not in ("invoicenumber", "evidence"))
        copies[tuple(fields)].append(number)
        if len(copies[tuple(fields)]) > 1:
            same = len(set(copies[tuple(fields)])) == 1
            kind = "duplicate_line" if same else "duplicate_across_invoices"
            seen[kind, number, str(line["orderid"]), line["chargestartdate"]] += 1
        if line["meterdescription"] and line["currency"] != line["pricingcurrency"]:
            rates[number][line["pctobcexchangerate"]] += 1
    for number, line in lines:
        if "legacy" not in line and line["meterdescription"] and rates[number]:
            if line["pctobcexchangerate"] != rates[number].most_common(1)[0][0]:
                seen["exchange_rate_inconsistent", number, str(line["orderid"]), line["chargestartdate"]] += 1


def check_balances(root: Path, headers: list[dict], excluded: set[str]) -> None:
    open_amounts: dict[str, Decimal] = defaultdict(Decimal)
    for header in headers:
        if header["id"] not in excluded:
            open_amounts[header["currencyCode"]] += header["totalCharges"] - abs(header["paidAmount"])
    for summary in read_json(text(root / "summaries.json"))["items"]:
        assert summary["balanceAmount"] == open_amounts[summary["currencyCode"]]
        assert sum(part["summary"]["balanceAmount"] for part in summary["details"]) == summary["balanceAmount"]


def main() -> None:
    root = Path(sys.argv[1])
    top = read_json(text(root / "invoices.json"))["items"]
    headers = [note for header in top for note in (header, *header.get("amendments", ()))]
    excluded = {header["amendsOf"] for header in headers if header["documentType"] == "void_note"}
    excluded |= {header["id"] for header in headers if header["documentType"] == "void_note"}
    seen: Counter = Counter()
    active: list[tuple[str, Line]] = []
    subtotals: dict[str, Decimal] = {}
    set_aside: list[str] = []
    for header in headers:
        number = header["id"]
        lines, rejected = read_lines(root / "invoices" / number)
        subtotals[number] = sum(line["subtotal"] for line in lines)
        if number in excluded:
            assert total(lines) == header["totalCharges"]
            continue
        for line in lines:
            check_line(seen, number, line)
            active.append((number, line))
        if rejected:
            seen["line_rejected", number, "", ""] += len(rejected)
            set_aside += rejected
        elif total(lines) != header["totalCharges"]:
            seen["header_total_mismatch", number, "", ""] += 1
        check_daily_usage(root, number, lines)
        if header["documentType"] == "adjustment_note" and subtotals[header["amendsOf"]] != subtotals[number]:
            seen["rebill_difference", number, "", ""] += 1
            seen["invoice_voided", header["amendsOf"], "", ""] += 1
    check_order_book(seen, root, active, "\n".join(set_aside))
    check_duplicates_and_rates(seen, active)
    check_balances(root, headers, excluded)

    labels = Path(__file__).with_name("expected-findings.csv")
    expected = Counter(
        (row["class"], row["invoice_id"], row["order_id"], row["charge_start"])
        for row in csv.DictReader(text(labels).splitlines())
    )
    for difference, word in ((expected - seen, "listed, not seen"), (seen - expected, "seen, not listed")):
        for finding in difference:
            print(word, *finding)
    print(f"{len(headers)} documents, {len(active)} active lines, {sum(seen.values())} findings")
    sys.exit(0 if expected == seen else 1)


if __name__ == "__main__":
    main()
