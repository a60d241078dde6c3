"""A reseller of one or two subscriptions, written out as a snapshot folder, an order book and what else a night reads.

Lines and order rows have to name only what an example is about; the rest is an ordinary monthly subscription of ten seats
at 10.00. Lines lie in the invoice of the month in which they start, unless told otherwise.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

CUSTOMER = "6c9a0e4b-1f2d-4c3a-9b8e-0123456789ab"
OTHER_CUSTOMER = "91213394-ee09-4f4c-beb9-6999f4c1b0f1"
ITEM = "CFQ7TTC0LH18:0001:CFQ7TTC0K971"
OTHER_ITEM = "CFQ7TTC0LHXM:0002:CFQ7TTC0HM3S"
LAST = {6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
CENT = Decimal("0.01")


def day(month: int, number: int) -> str:
    return f"2026-{month:02}-{number:02}"


@dataclass
class World:
    """One night's input; `then` changes it for a second night."""

    lines: list[dict] = field(default_factory=list)
    orders: list[dict] = field(default_factory=list)
    invoices: dict[str, dict] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)
    # Set where the night is not the one after the last invoice.
    as_of: str = ""
    then: World | None = None

    @property
    def night(self) -> str:
        """A day after the last invoice has come and before the next one is due."""
        last = max((header["invoiceDate"] for header in self.invoices.values()), default="2026-10-08")
        return self.as_of or last[:8] + "20"

    def order(self, order_id: str = "o1", **columns: object) -> World:
        row = {
            "order_id": order_id, "customer_id": CUSTOMER, "customer_name": "Contoso", "order_date": day(9, 1),
            "catalog_item_id": ITEM, "subscription_id": f"s-{order_id}", "quantity": 10, "unit_price": "10.00",
            "currency": "EUR", "term": "P1Y", "billing_cycle": "monthly",
        }
        self.orders.append(row | columns)
        return self

    def invoice(self, name: str, month: int, currency: str = "EUR", **header: object) -> str:
        following = month + 1
        self.invoices.setdefault(name, {
            "id": name, "invoiceDate": day(following, 8), "billingPeriodStartDate": day(month, 1),
            "billingPeriodEndDate": day(month, LAST[month]), "currencyCode": currency, "paidAmount": 0,
            "documentType": "invoice", "invoiceType": "OneTime",
        }).update(header)
        return name

    def line(self, order_id: str = "o1", month: int = 9, first: int = 1, last: str | None = None, *, qty: object = 10,
             price: object = "10", subtotal: object = None, tax: object = "0", invoice: str | None = None,
             kind: str = "new", item: str = ITEM, **fields: object) -> World:
        product, sku, availability = (item.split(":") + [""])[:3]
        price, qty = Decimal(str(price)), Decimal(str(qty))
        rate = Decimal(str(fields.get("PCToBCExchangeRate", 1)))
        amount = qty * (price * rate).quantize(CENT, ROUND_DOWN) if subtotal is None else Decimal(str(subtotal))
        currency = str(fields.get("Currency", "EUR"))
        name = self.invoice(invoice or f"G0{month:02}000{ {'EUR': 1, 'USD': 2, 'GBP': 3}.get(currency, 4)}", month, currency)
        line = {
            "InvoiceNumber": name, "CustomerId": CUSTOMER, "CustomerName": "Contoso", "OrderId": order_id,
            "OrderDate": day(9, 1), "SubscriptionId": f"s-{order_id}", "ProductId": product, "SkuId": sku,
            "AvailabilityId": availability, "ChargeType": kind, "UnitPrice": str(price),
            "EffectiveUnitPrice": str(price), "Quantity": str(qty), "BillableQuantity": str(qty),
            "Subtotal": str(amount), "TaxTotal": str(tax), "Total": str(amount + Decimal(str(tax))),
            "Currency": currency, "PricingCurrency": currency, "PCToBCExchangeRate": "1",
            "ChargeStartDate": day(month, first), "ChargeEndDate": last or day(month, LAST[month]),
        }
        self.lines.append(line | {name: str(value) for name, value in fields.items()})
        return self

    def write(self, folder: Path) -> None:
        """Writes `snapshot/`, `orders.csv` and the further files."""
        items = []
        for name, header in self.invoices.items():
            total = sum((Decimal(line["Total"]) for line in self.lines if line["InvoiceNumber"] == name), Decimal(0))
            items.append({"totalCharges": str(total)} | header)
        texts = {"snapshot/invoices.json": json.dumps({"items": items})}
        for name in self.invoices:
            own = [json.dumps(line) + "\n" for line in self.lines if line["InvoiceNumber"] == name]
            if own:
                texts[f"snapshot/invoices/{name}/reconciliation/part-0001.json"] = "".join(own)
        texts |= self.files
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        columns = list(dict.fromkeys(name for row in self.orders for name in row))
        with open(folder / "orders.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(self.orders)
