"""A billed line as the reconciliation file has it, whatever form it is written in."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from arithmetic import number_from, seat_subtotal, tax_on, usage_subtotal
from catalogue import CUSTOMERS, Customer, Item

ONE = Decimal(1)


@dataclass
class BilledLine:
    """One line. Money is in `currency`, prices are in `pricing_currency`. `key` names the subscription in this
    generator and is written nowhere."""

    key: str
    month: str
    customer_id: str
    customer: Customer
    order_id: str
    alternate_id: str
    order_time: datetime
    product: str
    sku: str
    availability: str
    product_name: str
    sku_name: str
    charge_type: str
    unit_price: Decimal
    effective_price: Decimal
    quantity: Decimal
    billable_quantity: Decimal
    currency: str
    publisher: str
    subscription_id: str
    subscription_description: str
    charge_start: date
    charge_end: date
    term_text: str
    unit_type: str
    frequency: str
    pricing_currency: str
    rate: Decimal = ONE
    rate_date: date | None = None
    price_adjustment: str = ""
    meter: str = ""
    credit_reason: str = ""
    subscription_start: date | None = None
    subscription_end: date | None = None
    reference_id: str = ""
    qualifiers: tuple[str, ...] = ()
    promotion_id: str = ""
    invoice: str = ""
    subtotal: Decimal = Decimal("0.00")
    tax: Decimal = Decimal("0.00")
    total: Decimal = Decimal("0.00")
    damaged: bool = field(default=False, compare=False)

    @property
    def item_id(self) -> str:
        return f"{self.product}:{self.sku}:{self.availability}"

    @property
    def is_usage(self) -> bool:
        return self.meter != ""

    @property
    def formula_subtotal(self) -> Decimal:
        formula = usage_subtotal if self.is_usage else seat_subtotal
        return formula(self.effective_price, self.billable_quantity, self.rate).quantize(Decimal("0.01"))

    def settle(self, subtotal: Decimal | None = None) -> BilledLine:
        """Works out subtotal, tax and total; a given subtotal replaces the formula's."""
        self.subtotal = self.formula_subtotal if subtotal is None else subtotal
        self.tax = tax_on(self.subtotal, self.currency)
        self.total = self.subtotal + self.tax
        return self

    def take_item(self, item: Item) -> BilledLine:
        self.product, self.sku, self.availability = item.product, item.sku, item.availability
        self.product_name, self.sku_name = item.product_name, item.sku_name
        self.publisher, self.unit_type = item.publisher, item.unit_type
        self.subscription_description = item.product_name
        return self

    def charged_to(self, customer_key: str) -> BilledLine:
        self.customer = CUSTOMERS[customer_key]
        self.customer_id = self.customer.id
        return self

    def copy(self) -> BilledLine:
        return copy.copy(self)

    def reversed(self) -> BilledLine:
        """The line of a void note: the same with negative units and money."""
        line = self.copy()
        line.quantity, line.billable_quantity = -line.quantity, -line.billable_quantity
        line.subtotal, line.tax, line.total = -line.subtotal, -line.tax, -line.total
        return line


def event_time(day: date, *name: object) -> datetime:
    """A believable time of day for a billing event; stays on its day in UTC."""
    seconds = number_from("time", *name) % (22 * 3600) + 3600
    moment = datetime(day.year, day.month, day.day, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    return moment.replace(microsecond=number_from("fraction", *name) % 1_000_000)
