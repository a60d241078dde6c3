#!/usr/bin/env python3
"""Writes a benchmark corpus: `generate.py FOLDER --lines 1000000 --orders 1000000 [--events 0.3] [--seed 1]`.

FOLDER/snapshot is a snapshot folder with three monthly invoices in v2 JSON Lines, FOLDER/orders.csv the order book,
FOLDER/labels.json the number of planted faults by class. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date, timedelta
from multiprocessing import Process
from pathlib import Path
from typing import TextIO

from corpus import (
    CONVERSION, CREDIT, CURRENCY, INVOICES, MISSING, MONTHS, NOT_ORDERED, PAIR, PRICE, PRODUCTS, QUANTITY_OVER,
    QUANTITY_UNDER, TAX_PERCENT, Product, Shape, Subscription, add_month, customer_id, cycle_days, mixed, month_day,
    order_id, subscription_id,
)

PART_LINES = 100_000
PARTNER = "5f0c7c1e-3b1d-4c58-9b57-0c6a1f2e7d90"
# Numbers of subscriptions that nobody ordered, and of orders closed long ago, lie far from the others.
UNKNOWN = 1 << 40
CLOSED = 1 << 41

PRODUCT_TEXT = {
    product: f'"ProductId":"{product.product}","SkuId":"{product.sku}","AvailabilityId":"{product.availability}",'
    f'"SkuName":"{product.name} (monthly)","ProductName":"{product.name}",'
    for product in PRODUCTS
}


class InvoiceWriter:
    """The v2 export of one invoice, in parts of 100,000 lines."""

    def __init__(self, snapshot: Path, number: str) -> None:
        self.number = number
        self.folder = snapshot / "invoices" / number / "reconciliation"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.names: list[str] = []
        self.lines = self.cents = 0
        self.part: TextIO | None = None

    def write(self, text: str, total: int) -> None:
        if self.lines % PART_LINES == 0:
            self.close()
            self.names.append(f"part-{len(self.names):05}.c000.json")
            self.part = open(self.folder / self.names[-1], "w", encoding="ascii", buffering=1 << 20)
        self.part.write(text)
        self.lines += 1
        self.cents += total

    def close(self) -> None:
        if self.part:
            self.part.close()

    def finish(self) -> None:
        self.close()
        manifest = {
            "id": self.number, "schemaVersion": "2", "dataFormat": "compressedJSON", "partnerTenantId": PARTNER,
            "eTag": f"{self.number}-{self.lines}", "rootDirectory": "https://benchmark.blob.core.windows.net/export",
            "sasToken": "", "partitionType": "default", "blobCount": len(self.names),
            "blobs": [{"name": name, "partitionValue": "default"} for name in self.names],
        }
        (self.folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def decimal(cents: int) -> str:
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}{cents // 100}.{cents % 100:02}"


class LineWriter:
    """Turns subscriptions into billed lines and counts what was planted."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self.shape = shape
        self.invoices = [InvoiceWriter(folder / "snapshot", number) for number in INVOICES]
        self.labels: Counter[str] = Counter()
        self.event_lines = 0
        self.customers = [
            f'{{"PartnerId":"{PARTNER}","CustomerId":"{customer_id(n)}","CustomerName":"Customer {n:06} of the North",'
            f'"CustomerDomainName":"customer{n:06}.example","CustomerCountry":"DE",'
            for n in range(shape.customers)
        ]

    def put(
        self, month: int, subscription: Subscription, number: int, charge: str, start: date, end: date,
        product: Product, quantity: int, cents: int, price: str, reference: str = "",
    ) -> None:
        """One line: `cents` is the price of a seat cut to cents, `price` the effective price as written."""
        subtotal = quantity * cents
        # Half up, away from zero for credits.
        tax = (abs(subtotal) * TAX_PERCENT + 50) // 100 * (1 if subtotal >= 0 else -1)
        total = subtotal + tax
        invoice = self.invoices[month]
        order = order_id(number)
        term_start = subscription.start
        term_end = date(term_start.year + 1, term_start.month, term_start.day) - timedelta(days=1)
        invoice.write(
            f'{self.customers[subscription.customer]}"InvoiceNumber":"{invoice.number}","MpnId":"6141877",'
            f'"ResellerMpnId":"0","OrderId":"{order}","OrderDate":"{start}T08:15:30.1234567Z",{PRODUCT_TEXT[product]}'
            f'"ChargeType":"{charge}","UnitPrice":{decimal(product.cents)},"Quantity":{quantity},'
            f'"Subtotal":{decimal(subtotal)},"TaxTotal":{decimal(tax)},"Total":{decimal(total)},'
            f'"Currency":"{CURRENCY}","PriceAdjustmentDescription":"","PublisherName":"Microsoft Corporation",'
            f'"PublisherId":"",'
            f'"SubscriptionDescription":"{product.name}","SubscriptionId":"{subscription_id(number)}",'
            f'"ChargeStartDate":"{start}T00:00:00Z","ChargeEndDate":"{end}T00:00:00Z",'
            f'"TermAndBillingCycle":"One-Year commitment for monthly billing","EffectiveUnitPrice":{price},'
            f'"UnitType":"Seats","AlternateId":"{order}","BillableQuantity":{quantity},"BillingFrequency":"Monthly",'
            f'"PricingCurrency":"{CURRENCY}","PCToBCExchangeRate":1,"PCToBCExchangeRateDate":"{start}T00:00:00Z",'
            f'"MeterDescription":"","CreditReasonCode":"","SubscriptionStartDate":"{term_start}T00:00:00Z",'
            f'"SubscriptionEndDate":"{term_end}T00:00:00Z","ReferenceId":"{reference}","ProductQualifiers":[],'
            f'"PromotionId":""}}\n',
            total,
        )

    def add(self, subscription: Subscription) -> None:
        if subscription.kind == CREDIT:
            self._add_credit(subscription)
            return
        rows = subscription.rows()
        for month, (_, number) in enumerate(MONTHS):
            start = month_day(number, subscription.day)
            state = rows[0]
            for row in rows:
                if row[0] <= start:
                    state = row
            self._add_cycle(month, subscription, start, state[2], state[3])
            if month == 1 and subscription.kind in (PAIR, CONVERSION):
                self._add_change(subscription, start, rows[1], rows[2])

    def _add_cycle(
        self, month: int, subscription: Subscription, start: date, quantity: int, product: Product
    ) -> None:
        charge = "new" if start == subscription.start else "cycleCharge"
        number, cents = subscription.number, product.cents
        if subscription.fault >= 0 and subscription.fault_month == month:
            if subscription.fault == QUANTITY_OVER:
                quantity += 3
                self.labels["quantity_over"] += 1
            elif subscription.fault == QUANTITY_UNDER:
                quantity -= 2
                self.labels["quantity_under"] += 1
            elif subscription.fault == PRICE:
                # About 7 %, which is no billing plan's uplift.
                cents = cents * 107 // 100
                self.labels["unit_price_mismatch"] += 1
            elif subscription.fault == NOT_ORDERED:
                self._add_unordered(month, subscription, start, quantity, product)
            elif subscription.fault == MISSING:
                self.labels["ordered_not_charged" if charge == "new" else "cycle_missing"] += 1
                return
        end = add_month(start) - timedelta(days=1)
        self.put(month, subscription, number, charge, start, end, product, quantity, cents, decimal(cents))

    def _add_unordered(
        self, month: int, subscription: Subscription, start: date, quantity: int, product: Product
    ) -> None:
        """A line like its neighbour's, but for the product and ids that are in no order."""
        self.labels["charged_not_ordered"] += 1
        other = PRODUCTS[(PRODUCTS.index(product) + 7) % len(PRODUCTS)]
        end = add_month(start) - timedelta(days=1)
        number = UNKNOWN + subscription.number
        self.put(month, subscription, number, "cycleCharge", start, end, other, quantity + 1000, other.cents,
                 decimal(other.cents))

    def _add_change(
        self, subscription: Subscription, cycle: date, before: tuple[date, str, int, Product],
        after: tuple[date, str, int, Product],
    ) -> None:
        """A pair: what was, back for the days that are left; what is, charged for them."""
        days, left = cycle_days(cycle), (add_month(cycle) - after[0]).days
        end = add_month(cycle) - timedelta(days=1)
        reference = subscription_id(subscription.number ^ 0x5A5A) if subscription.kind == CONVERSION else ""
        charge = "convert" if subscription.kind == CONVERSION else "addQuantity"
        for quantity, product in ((-before[2], before[3]), (after[2], after[3])):
            # A change is billed in the month of its own day.
            self.put(after[0].month - 8, subscription, subscription.number, charge, after[0], end, product, quantity,
                     product.cents * left // days, prorated(product.cents, left, days), reference)
        self.event_lines += 2

    def _add_credit(self, subscription: Subscription) -> None:
        bought, cancelled = subscription.rows()
        days, left = cycle_days(bought[0]), (add_month(bought[0]) - cancelled[0]).days
        end = add_month(bought[0]) - timedelta(days=1)
        product = subscription.product
        self.put(1, subscription, subscription.number, "new", bought[0], end, product, bought[2], product.cents,
                 decimal(product.cents))
        self.put(cancelled[0].month - 8, subscription, subscription.number, "cancelImmediate", cancelled[0], end,
                 product, -bought[2], product.cents * left // days, prorated(product.cents, left, days))
        self.event_lines += 1

    def finish(self, folder: Path) -> None:
        for invoice in self.invoices:
            invoice.finish()
        headers = [
            {
                "id": invoice.number, "invoiceDate": f"{add_month(date(year, month, 7))}T00:00:00Z",
                "billingPeriodStartDate": f"{date(year, month, 1)}T00:00:00Z",
                "billingPeriodEndDate": f"{add_month(date(year, month, 1)) - timedelta(days=1)}T00:00:00Z",
                "totalCharges": decimal(invoice.cents), "paidAmount": 0, "currencyCode": CURRENCY,
                "currencySymbol": "€", "documentType": "invoice", "invoiceType": "OneTime",
                "attributes": {"objectType": "Invoice"},
            }
            for invoice, (year, month) in zip(self.invoices, MONTHS, strict=True)
        ]
        envelope = {"totalCount": len(headers), "items": headers}
        (folder / "snapshot" / "invoices.json").write_text(json.dumps(envelope, indent=1) + "\n")
        labels = {
            "lines": sum(invoice.lines for invoice in self.invoices), "event_lines": self.event_lines,
            "faults": dict(sorted(self.labels.items())),
        }
        (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")


def prorated(cents: int, left: int, days: int) -> str:
    """The price of part of a cycle, cut to twelve decimals."""
    units = cents * 10_000_000_000 * left // days
    return f"{units // 1_000_000_000_000}.{units % 1_000_000_000_000:012}"


def write_lines(folder: Path, shape: Shape) -> None:
    writer = LineWriter(folder, shape)
    for number in range(shape.subscriptions):
        writer.add(Subscription(number, shape))
    writer.finish(folder)


def write_orders(folder: Path, shape: Shape) -> None:
    """The order book, in another order than the lines; closed orders of years ago fill it up to its length."""
    count, written = shape.subscriptions, 0
    step = next(step for step in range(count * 5 // 8 | 1, count * 2 + 3, 2) if _coprime(step, count))
    customers = [f"{customer_id(n)},Customer {n:06} of the North" for n in range(shape.customers)]
    with open(folder / "orders.csv", "w", encoding="ascii", buffering=1 << 20) as book:
        book.write(
            "order_id,line_number,customer_id,customer_name,order_date,catalog_item_id,subscription_id,"
            "transaction_type,quantity,unit_price,currency,term,billing_cycle,effective_date,auto_renew,status\n"
        )

        def put(number: int, customer: int, day: date, kind: str, quantity: int, product: Product) -> None:
            book.write(
                f"{order_id(number)},1,{customers[customer]},{day},{product.item_id},{subscription_id(number)},{kind},"
                f"{quantity},{decimal(product.cents)},{CURRENCY},P1Y,monthly,{day},true,completed\n"
            )

        for n in range(count):
            subscription = Subscription(n * step % count, shape)
            for day, kind, quantity, product in subscription.rows():
                put(subscription.number, subscription.customer, day, kind, quantity, product)
                written += 1
        number = CLOSED
        while written + 1 < shape.orders:
            bits = mixed(number)
            product, bought = PRODUCTS[bits % len(PRODUCTS)], date(2024, 1 + bits % 12, 1 + (bits >> 8) % 28)
            put(number, bits % shape.customers, bought, "new", 1 + (bits >> 16) % 50, product)
            put(number, bits % shape.customers, bought.replace(year=2025), "cancel", 0, product)
            number, written = number + 1, written + 2


def _coprime(a: int, b: int) -> bool:
    while b:
        a, b = b, a % b
    return a == 1


def generate(folder: Path, shape: Shape) -> None:
    """Writes lines and order book side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    orders = Process(target=write_orders, args=(folder, shape))
    orders.start()
    write_lines(folder, shape)
    orders.join()
    if orders.exitcode:
        raise RuntimeError("the order book could not be written")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--lines", type=int, default=1_000_000)
    options.add_argument("--orders", type=int, help="rows of the order book; as many as lines by default")
    options.add_argument("--events", type=float, default=0.0, help="share of lines in pairs, conversions and credits")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    generate(chosen.folder, Shape(chosen.lines, chosen.orders or chosen.lines, chosen.events, chosen.seed))


if __name__ == "__main__":
    main()
