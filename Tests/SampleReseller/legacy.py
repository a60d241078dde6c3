"""Licences of the old commerce: a `D` invoice with office lines, billed by anniversary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from agreements import MONTHS
from arithmetic import add_months, guid, number_from, tax_on
from catalogue import CUSTOMERS, LEGACY_OFFERS


@dataclass(frozen=True)
class LegacyLine:
    month: str
    subscription: LegacySubscription
    charge_start: date
    charge_end: date
    subtotal: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        return self.subtotal + self.tax


@dataclass(frozen=True)
class LegacySubscription:
    customer_key: str
    offer_key: str
    quantity: int
    start: date

    @property
    def key(self) -> str:
        return f"legacy-{self.customer_key}-{self.offer_key}"

    @property
    def order_id(self) -> str:
        """Eighteen digits, none of them lost to a spreadsheet."""
        return "5677" + str(number_from("legacy order", self.key))[-13:].zfill(13) + "7"

    @property
    def subscription_id(self) -> str:
        return guid("subscription", self.key)

    @property
    def platform_id(self) -> str:
        """The billing platform's own id, which is not the subscription's GUID."""
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
        number = number_from("platform", self.key)
        return "".join(letters[(number >> 5 * n) % len(letters)] for n in range(5)) + "wEAAAAAAAEA"

    def charges(self) -> list[LegacyLine]:
        price, lines = LEGACY_OFFERS[self.offer_key].price, []
        for n in range(24):
            start = add_months(self.start, n)
            if start.strftime("%Y-%m") in MONTHS:
                subtotal = (price * self.quantity).quantize(Decimal("0.01"))
                end = add_months(self.start, n + 1) - timedelta(days=1)
                lines.append(
                    LegacyLine(start.strftime("%Y-%m"), self, start, end, subtotal, tax_on(subtotal, "GBP"))
                )
        return lines

    def order_row(self) -> dict[str, str]:
        customer, offer = CUSTOMERS[self.customer_key], LEGACY_OFFERS[self.offer_key]
        return {
            "order_id": self.order_id, "line_number": "1", "customer_id": customer.id, "customer_name": customer.name,
            "order_date": self.start.isoformat(), "transaction_type": "new", "catalog_item_id": offer.offer_id,
            "product_name": offer.name, "sku_name": offer.name, "subscription_id": self.subscription_id,
            "quantity": str(self.quantity), "unit_price": format(offer.price, "f"), "currency": "GBP", "term": "P1Y",
            "billing_cycle": "monthly", "effective_date": self.start.isoformat(), "auto_renew": "true",
            "account_manager": "Priya Whitlock",
        }
