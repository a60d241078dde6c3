"""Invoice headers, balances and manifests, as the API answers them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from arithmetic import guid, month_days
from book import CREDIT_NOTE, CURRENCIES, INVOICES, LEGACY_INVOICES, REPLACEMENT, VOID_NOTE, VOIDED, Book
from catalogue import PARTNER_ID

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
ISSUED = {"2026-08": date(2026, 9, 8), "2026-09": date(2026, 10, 7), "2026-10": date(2026, 11, 6)}
LEGACY_ISSUED = {"2026-08": date(2026, 9, 3), "2026-09": date(2026, 10, 3), "2026-10": date(2026, 11, 3)}
NOTED = date(2026, 10, 12)
CREDITED = date(2026, 10, 20)
PAID_ON = date(2026, 10, 30)
PAID_MONTH = "2026-08"


def attributes(kind: str) -> dict[str, str]:
    return {"objectType": kind}


def header(
    number: str, issued: date, month: str, currency: str, total: Decimal, paid: Decimal = Decimal("0.00"),
    document_type: str = "invoice", amends: str = "", usage: bool = False,
) -> dict[str, object]:
    legacy = number.startswith("D")
    invoice_type, provider = ("Recurring", "Office") if legacy else ("OneTime", "OneTime")
    first, last = month_days(month)
    details = [("billing_line_items", "BillingLineItems")] + [("usage_line_items", "UsageLineItems")] * usage
    answer: dict[str, object] = {
        "id": number,
        "invoiceDate": f"{issued}T00:00:00Z",
        "billingPeriodStartDate": f"{first}T00:00:00Z",
        "billingPeriodEndDate": f"{last}T23:59:59.9999999Z",
        "totalCharges": total,
        "paidAmount": paid,
        "currencyCode": currency,
        "currencySymbol": SYMBOLS[currency],
        "pdfDownloadLink": f"/invoices/{number}/documents/statement",
        "invoiceDetails": [
            {
                "invoiceLineItemType": kind,
                "billingProvider": "office" if legacy else "one_time",
                "links": {"self": _link(f"/invoices/{invoice_type}-{number}/lineitems/{provider}/{segment}")},
                "attributes": attributes("InvoiceDetail"),
            }
            for kind, segment in details
        ],
        "documentType": document_type,
        "invoiceType": invoice_type,
        "links": {"self": _link(f"/invoices/{invoice_type}-{number}")},
        "attributes": attributes("Invoice"),
    }
    if amends:
        answer["amendsOf"] = amends
    return answer


def _link(uri: str) -> dict[str, object]:
    return {"uri": uri, "method": "GET", "headers": []}


def headers(book: Book, extra: dict[str, Decimal], daily: set[str]) -> list[dict[str, object]]:
    """All headers by date; `extra` is what a header asks for beyond its lines."""
    total = {number: sum(line.total for line in lines) for number, lines in book.invoices.items()}
    total |= {number: sum(line.total for line in lines) for number, lines in book.legacy_invoices.items()}
    for number, amount in extra.items():
        total[number] += amount
    answers = []
    for (month, currency), number in INVOICES.items():
        # The sign of a payment is not dependable on the wire, so the sample has both.
        paid = total[number] * (-1 if currency == "EUR" else 1) if month == PAID_MONTH else Decimal("0.00")
        if number != REPLACEMENT:
            answers.append(
                header(number, ISSUED[month], month, currency, total[number], paid, usage=number in daily)
            )
    for month, number in LEGACY_INVOICES.items():
        paid = total[number] if month == PAID_MONTH else Decimal("0.00")
        answers.append(header(number, LEGACY_ISSUED[month], month, "GBP", total[number], paid))
    voided = header(VOIDED, ISSUED["2026-09"], "2026-09", "GBP", total[VOIDED])
    voided["amendments"] = [
        header(VOID_NOTE, NOTED, "2026-09", "GBP", total[VOID_NOTE], document_type="void_note", amends=VOIDED),
        header(REPLACEMENT, NOTED, "2026-09", "GBP", total[REPLACEMENT], document_type="adjustment_note",
               amends=VOIDED),
    ]
    credited = INVOICES["2026-09", "USD"]
    answers += [
        voided,
        header(CREDIT_NOTE, CREDITED, "2026-09", "USD", total[CREDIT_NOTE], document_type="credit_note",
               amends=credited),
    ]
    return sorted(answers, key=lambda answer: (answer["invoiceDate"], answer["id"]))


def collection(items: list[dict[str, object]], uri: str) -> dict[str, object]:
    return {
        "totalCount": len(items), "items": items, "links": {"self": _link(uri)}, "attributes": attributes("Collection"),
    }


def open_amounts(answers: list[dict[str, object]]) -> dict[tuple[str, str], Decimal]:
    """What is still to be paid by currency and invoice type: voided documents are nothing, credit notes subtract."""
    amounts: dict[tuple[str, str], Decimal] = {}
    amending = [note for answer in answers for note in answer.get("amendments", ())]
    for answer in answers + amending:
        if answer["id"] in (VOIDED, VOID_NOTE):
            continue
        key = (answer["currencyCode"], answer["invoiceType"])
        amounts[key] = amounts.get(key, Decimal("0.00")) + answer["totalCharges"] - abs(answer["paidAmount"])
    return amounts


def summaries(answers: list[dict[str, object]]) -> list[dict[str, object]]:
    """One summary per currency that agrees with the open invoices."""
    amounts = open_amounts(answers)
    result = []
    for currency in CURRENCIES:
        parts = {kind: amount for (code, kind), amount in sorted(amounts.items(), reverse=True) if code == currency}
        summary = _summary(answers, currency, sum(parts.values()))
        summary["details"] = [
            {"invoiceType": kind, "summary": _summary(answers, currency, amount)} for kind, amount in parts.items()
        ]
        summary["links"] = {"self": _link("/invoices/summary")}
        result.append(summary)
    return result


def _summary(answers: list[dict[str, object]], currency: str, balance: Decimal) -> dict[str, object]:
    dates = [answer["invoiceDate"] for answer in answers if answer["currencyCode"] == currency]
    paid = sum(abs(answer["paidAmount"]) for answer in answers if answer["currencyCode"] == currency)
    return {
        "balanceAmount": balance,
        "currencyCode": currency,
        "currencySymbol": SYMBOLS[currency],
        "accountingDate": "2026-11-10T00:00:00",
        "firstInvoiceCreationDate": min(dates),
        "lastPaymentDate": f"{PAID_ON}T12:00:00Z",
        "lastPaymentAmount": paid,
        "latestInvoiceDate": max(dates),
        "attributes": attributes("InvoiceSummary"),
    }


def manifest(number: str, kind: str, issued_month: str, names: list[str]) -> dict[str, object]:
    """A v2 manifest that names every blob. The signature of the storage address is left out."""
    issued = ISSUED[issued_month]
    root = f"https://northlight.blob.core.windows.net/{kind}/v1/PartnerTenantId={PARTNER_ID}"
    return {
        "id": guid("manifest", number, kind),
        "schemaVersion": "2",
        "dataFormat": "compressedJSON",
        "createdDateTime": f"{issued}T06:34:34.87Z",
        "eTag": guid("etag", number, kind)[:18].replace("-", ""),
        "partnerTenantId": PARTNER_ID,
        "rootDirectory": f"{root}/InvoiceId={number}/Fragment=full/PartitionType=default",
        "sasToken": "",
        "partitionType": "default",
        "blobCount": len(names),
        "blobs": [{"name": name, "partitionValue": "default"} for name in names],
    }
