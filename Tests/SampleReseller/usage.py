"""Azure plans: reconciliation lines per meter and month, and the daily rated usage that adds up to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from agreements import MONTHS
from arithmetic import add_months, azure_effective_price, guid, month_days, number_from, short_id
from catalogue import CUSTOMERS, ITEMS, METERS, MICROSOFT, Meter
from lines import BilledLine, event_time

# US dollar to the billing currency, fixed once for each month's invoice.
RATES = {
    ("EUR", "2026-08"): Decimal("0.858120034"),
    ("EUR", "2026-09"): Decimal("0.846202666"),
    ("EUR", "2026-10"): Decimal("0.861450127"),
    ("GBP", "2026-08"): Decimal("0.742905518"),
    ("GBP", "2026-09"): Decimal("0.738461207"),
    ("GBP", "2026-10"): Decimal("0.751130946"),
    ("USD", "2026-08"): Decimal(1),
    ("USD", "2026-09"): Decimal(1),
    ("USD", "2026-10"): Decimal(1),
}

EARNED_CREDIT = "15.0% Partner earned credit for services managed"
FREE_TIER = "100.0% Tier 1 Discount"
FREE_GIGABYTES = Decimal("100.000000")


@dataclass(frozen=True)
class AzurePlan:
    """An Azure plan: one order without a price, usage billed in arrears. `percent` is its size beside a typical one."""

    key: str
    customer_key: str
    start: date
    percent: int
    meters: tuple[str, ...]

    @property
    def order_id(self) -> str:
        return short_id("order", self.key)

    @property
    def subscription_id(self) -> str:
        return guid("subscription", self.key)

    @property
    def entitlement_id(self) -> str:
        return guid("entitlement", self.key)

    @property
    def currency(self) -> str:
        return CUSTOMERS[self.customer_key].currency

    def charges(self) -> list[BilledLine]:
        lines = []
        for month in MONTHS:
            for meter in METERS:
                if meter.key in self.meters:
                    lines += self._meter_lines(meter, month)
        return lines

    def quantity(self, meter: Meter, month: str) -> Decimal:
        """A month's quantity: the typical one, scaled to the plan and moved by up to 12 %."""
        swing = 880 + number_from(self.key, meter.key, month) % 241
        millionths = meter.typical * self.percent * swing // 100_000
        return Decimal(millionths + number_from("tail", self.key, meter.key, month) % 1000).scaleb(-6)

    def _meter_lines(self, meter: Meter, month: str) -> list[BilledLine]:
        quantity = self.quantity(meter, month)
        if not meter.free_tier:
            return [self._line(meter, month, quantity, False)]
        return [
            self._line(meter, month, FREE_GIGABYTES, True),
            self._line(meter, month, quantity, False),
        ]

    def _line(self, meter: Meter, month: str, quantity: Decimal, free: bool) -> BilledLine:
        first, last = month_days(month)
        discount = Decimal("0.15") if meter.earned_credit else Decimal(0)
        price = azure_effective_price(meter.price, quantity, Decimal(1) if free else discount)
        reasons = [EARNED_CREDIT] * meter.earned_credit + [FREE_TIER] * free
        rate = RATES[self.currency, month]
        return BilledLine(
            key=self.key, month=month, customer_id=CUSTOMERS[self.customer_key].id,
            customer=CUSTOMERS[self.customer_key], order_id=self.order_id, alternate_id=self.order_id,
            order_time=event_time(last, self.key, meter.key, month), product=meter.product, sku=meter.sku,
            availability=meter.availability, product_name=meter.product_name, sku_name=meter.sku_name,
            charge_type="new", unit_price=meter.price, effective_price=price, quantity=Decimal(1),
            billable_quantity=quantity, currency=self.currency, publisher=MICROSOFT,
            subscription_id=self.subscription_id, subscription_description="Azure plan", charge_start=first,
            charge_end=last, term_text=meter.unit, unit_type=meter.unit, frequency="", pricing_currency="USD",
            rate=rate, rate_date=first if self.currency != "USD" else None,
            price_adjustment="[" + ",".join(f'"{reason}"' for reason in reasons) + "]" if reasons else "",
            meter=meter.meter,
        ).settle()

    def service_level_credit(self, month: str, amount: Decimal) -> BilledLine:
        """A credit for an outage: a line of its own, tied to the plan, with a reason."""
        meter = next(meter for meter in METERS if meter.key == "sql")
        line = self._line(meter, month, Decimal(1), False)
        line.charge_type, line.credit_reason = "customerCredit", "Service level agreement credit"
        line.unit_price = line.effective_price = amount
        line.quantity = line.billable_quantity = Decimal(-1)
        line.product, line.sku, line.availability = "DZH318Z0DG91", "0001", "DZH318Z0EG63"
        line.product_name = line.sku_name = "Azure service level credit"
        line.meter = f"{meter.product_name} - Service level credit"
        line.price_adjustment = ""
        return line.settle()

    def order_row(self) -> dict[str, str]:
        customer, item = CUSTOMERS[self.customer_key], ITEMS["azure-plan"]
        return {
            "order_id": self.order_id, "line_number": "1", "customer_id": customer.id, "customer_name": customer.name,
            "order_date": self.start.isoformat(), "transaction_type": "new", "catalog_item_id": item.id,
            "product_name": item.product_name, "sku_name": item.sku_name, "subscription_id": self.subscription_id,
            "quantity": "1", "unit_price": "", "currency": self.currency, "term": "", "billing_cycle": "usage",
            "effective_date": self.start.isoformat(), "auto_renew": "true", "account_manager": "Cloud desk",
        }


def daily_usage(plan: AzurePlan, line: BilledLine, invoice: str) -> list[dict[str, object]]:
    """The daily rated usage behind one reconciliation line; quantities add up to the line's exactly."""
    meter = next(meter for meter in METERS if meter.product == line.product)
    days = (add_months(line.charge_start, 1) - line.charge_start).days
    total = int(line.billable_quantity.scaleb(6))
    weights = [900 + number_from("day", line.key, meter.key, line.month, line.effective_price, n) % 200
               for n in range(days)]
    shares = [total * weight // sum(weights) for weight in weights]
    shares[-1] += total - sum(shares)
    return [
        _daily_record(plan, meter, line, invoice, line.charge_start + timedelta(days=n), Decimal(share).scaleb(-6))
        for n, share in enumerate(shares)
    ]


def _daily_record(
    plan: AzurePlan, meter: Meter, line: BilledLine, invoice: str, day: date, quantity: Decimal
) -> dict[str, object]:
    # Daily totals are not cut to cents; the service writes about fifteen decimals.
    priced = (line.effective_price * quantity).quantize(Decimal("1e-15"), rounding=ROUND_HALF_UP)
    billed = (line.effective_price * quantity * line.rate).quantize(Decimal("1e-15"), rounding=ROUND_HALF_UP)
    group = f"rg-{plan.customer_key}-prod"
    provider = "Microsoft.Compute" if "Virtual" in meter.product_name else "Microsoft.Storage"
    return {
        "day": day, "meter": meter, "line": line, "invoice": invoice, "quantity": quantity,
        "pricing_total": priced, "billing_total": billed, "resource_group": group, "consumed_service": provider,
        "resource_uri": f"/subscriptions/{plan.entitlement_id}/resourceGroups/{group}/providers/{provider}/{meter.key}",
        "entitlement_id": plan.entitlement_id, "earned_credit": 15 if meter.earned_credit else 0,
    }
