"""What was agreed with a customer, and what follows from it: rows of the order book and the lines Microsoft owes.

The rules are those of billing rules section 6: a `new` charge at the purchase, a charge at the start of every cycle
with the quantity and price in force on that day, the net of a change for the days that are left, and a credit for a
cancellation within seven days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from arithmetic import add_months, guid, month_of, prorated, short_id
from catalogue import CUSTOMERS, ITEMS, Item
from lines import BilledLine, event_time

MONTHS = ("2026-08", "2026-09", "2026-10")
TERM_MONTHS = {"P1M": 1, "P1Y": 12, "P3Y": 36}
CYCLE_MONTHS = {"monthly": 1, "annual": 12}
TERM_WORDS = {"P1M": "One-Month", "P1Y": "One-Year", "P3Y": "Three-Year"}
CYCLE_WORDS = {"monthly": "monthly", "annual": "yearly"}
PLAIN_CHARGES = ("new", "renew", "cycleCharge")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """A change of what was agreed. `quantity` and `price` are those in force after it."""

    kind: str
    day: date
    quantity: int
    price: Decimal
    item: Item
    order_id: str
    shape: str = "delta"
    auto_renew: bool = True


@dataclass
class Subscription:
    """One order line. Prices are for one full cycle; without one it is the list price."""

    key: str
    customer_key: str
    item_key: str
    quantity: int
    start: date
    term: str = "P1Y"
    cycle: str = "monthly"
    price: Decimal | None = None
    end: date | None = None
    auto_renew: bool = True
    promotion_percent: int = 0
    trial: bool = False
    order_currency: str = ""
    line_number: int = 1
    order_key: str = ""
    book_names_subscription: bool = True
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.customer = CUSTOMERS[self.customer_key]
        self.item = ITEMS[self.item_key]
        self.currency = self.customer.currency
        self.order_id = short_id("order", self.order_key or self.key)
        self.alternate_id = short_id("quote", self.key) if self.book_names_subscription else ""
        self.subscription_id = guid("subscription", self.key)
        self.list_price = self.item.price(self.currency) * (CYCLE_MONTHS.get(self.cycle, 1))
        if self.price is None:
            self.price = self.list_price * (100 - self.promotion_percent) / 100
        self.price = Decimal(self.price)
        self.promotion_id = guid("promotion", self.item_key) if self.promotion_percent else ""
        new = Event("new", self.start, self.quantity, self.price, self.item, self.order_id, "", self.auto_renew)
        self.events.insert(0, new)

    # Changes, in the order of their days.

    def _then(self, kind: str, day: str, **change: object) -> Subscription:
        last = self.events[-1]
        values = {
            "quantity": last.quantity, "price": last.price, "item": last.item, "order_id": self.order_id,
            "shape": "delta", "auto_renew": True,
        }
        self.events.append(Event(kind, date.fromisoformat(day), **(values | change)))
        return self

    def add(self, day: str, quantity: int, shape: str = "delta", own_order: bool = False) -> Subscription:
        order_id = short_id("order", self.key, day) if own_order else self.order_id
        return self._then("addQuantity", day, quantity=quantity, shape=shape, order_id=order_id)

    def remove(self, day: str, quantity: int) -> Subscription:
        return self._then("removeQuantity", day, quantity=quantity, shape="pair")

    def cancel(self, day: str) -> Subscription:
        return self._then("cancel", day, quantity=0)

    def renew(self, day: str, price: str = "", quantity: int = 0) -> Subscription:
        last = self.events[-1]
        return self._then(
            "renew", day, price=Decimal(price) if price else last.price, quantity=quantity or last.quantity
        )

    def convert(self, day: str, item_key: str) -> Subscription:
        item = ITEMS[item_key]
        return self._then("convert", day, item=item, price=item.price(self.currency))

    # What follows.

    def state(self, day: date) -> Event:
        return [event for event in self.events if event.day <= day][-1]

    def cycles(self) -> list[tuple[date, date, int]]:
        """Start, end and days of the whole cycle of every cycle up to the last month."""
        months = CYCLE_MONTHS[self.cycle]
        horizon = add_months(date.fromisoformat(f"{MONTHS[-1]}-01"), 1)
        if self.end:
            starts = [add_months(self.end + DAY, -months * n) for n in range(TERM_MONTHS[self.term] // months, 0, -1)]
        else:
            starts = [add_months(self.start, months * n) for n in range(61)]
        result = []
        for whole_start in starts:
            whole_end = add_months(whole_start, months) - DAY
            if whole_end < self.start or whole_start >= horizon:
                continue
            result.append((max(whole_start, self.start), whole_end, (whole_end - whole_start).days + 1))
        return result

    def _is_charged(self, start: date) -> bool:
        cancelled = any(event.kind == "cancel" and event.day <= start for event in self.events)
        lapsed = not self.auto_renew and start >= add_months(self.start, TERM_MONTHS[self.term])
        return not cancelled and not lapsed

    def charges(self) -> list[BilledLine]:
        """The lines of the three months, as they should be."""
        if self.cycle == "one_time":
            line = self._line(self.events[0], "new", self.start, self.start, self.quantity, self.price)
            return [line] if line.month in MONTHS else []
        lines = []
        for start, end, whole_days in self.cycles():
            if not self._is_charged(start):
                continue
            lines += [self._cycle_line(start, end, whole_days)]
            for event in self.events[1:]:
                if start < event.day <= end:
                    lines += self._change_lines(event, end, whole_days)
        return [line for line in lines if line.month in MONTHS]

    def _cycle_line(self, start: date, end: date, whole_days: int) -> BilledLine:
        state = self.state(start)
        months_in = (start.year - self.start.year) * 12 + start.month - self.start.month
        renewed = start > self.start and not self.end and months_in % TERM_MONTHS[self.term] == 0
        kind = "new" if start == self.start else "renew" if renewed else "cycleCharge"
        price = prorated(state.price, (end - start).days + 1, whole_days)
        return self._line(state, kind, start, end, state.quantity, price)

    def _change_lines(self, event: Event, end: date, whole_days: int) -> list[BilledLine]:
        before = self.state(event.day - DAY)
        days = (end - event.day).days + 1
        new_price = prorated(event.price, days, whole_days)
        old_price = prorated(before.price, days, whole_days)
        if event.kind == "cancel":
            if (event.day - self.start).days > 6:
                return []
            # Credits come in two shapes; this is the one with positive units and a negative price.
            return [self._line(before, "cancelImmediate", event.day, end, before.quantity, -old_price)]
        if event.kind == "convert":
            reference = guid("upgrade", self.key, event.day)
            refund = self._line(before, "convert", event.day, end, -before.quantity, old_price, event.day)
            charge = self._line(event, "convert", event.day, end, event.quantity, new_price)
            refund.reference_id = charge.reference_id = reference
            return [refund, charge]
        if event.kind not in ("addQuantity", "removeQuantity"):
            return []
        if event.shape == "delta":
            return [self._line(event, event.kind, event.day, end, event.quantity - before.quantity, new_price)]
        return [
            self._line(event, event.kind, event.day, end, -before.quantity, new_price),
            self._line(event, event.kind, event.day, end, event.quantity, new_price),
        ]

    def _line(
        self, state: Event, kind: str, start: date, end: date, quantity: int, price: Decimal, day: date | None = None
    ) -> BilledLine:
        recurring = self.cycle != "one_time"
        day = day or start
        line = BilledLine(
            key=self.key, month=month_of(day), customer_id=self.customer.id, customer=self.customer,
            order_id=self.order_id if kind in PLAIN_CHARGES else state.order_id, alternate_id=self.alternate_id,
            order_time=event_time(day, self.key, day), product=state.item.product, sku=state.item.sku,
            availability=state.item.availability, product_name=state.item.product_name,
            sku_name=state.item.sku_name, charge_type=kind, unit_price=state.price, effective_price=price,
            quantity=Decimal(quantity), billable_quantity=Decimal(quantity), currency=self.currency,
            publisher=state.item.publisher, subscription_id=self.subscription_id if recurring else "",
            subscription_description=state.item.product_name, charge_start=start, charge_end=end,
            term_text=self.term_text, unit_type=state.item.unit_type,
            frequency={"monthly": "Monthly", "annual": "Annual", "one_time": "OneTime"}[self.cycle],
            pricing_currency=self.currency,
        )
        if recurring:
            line.subscription_start, line.subscription_end = self.term_dates(start)
        if self.promotion_percent:
            line.unit_price, line.promotion_id = self.list_price, self.promotion_id
            line.price_adjustment = f'["{self.promotion_percent}.0% Promotion"]'
        if self.trial and state.price == 0:
            line.qualifiers = ("Trial",)
        return line.settle()

    @property
    def term_text(self) -> str:
        if self.cycle == "one_time":
            return ""
        return f"{TERM_WORDS[self.term]} commitment for {CYCLE_WORDS[self.cycle]} billing"

    def term_dates(self, day: date) -> tuple[date, date]:
        """First and last day of the term that a day falls in."""
        if self.end:
            return self.start, self.end
        months, n = TERM_MONTHS[self.term], 0
        while add_months(self.start, months * (n + 1)) <= day:
            n += 1
        return add_months(self.start, months * n), add_months(self.start, months * (n + 1)) - DAY

    def order_rows(self) -> list[dict[str, str]]:
        """The rows of the order book, one per event."""
        return [self._order_row(event) for event in self.events]

    def _order_row(self, event: Event) -> dict[str, str]:
        recurring = self.cycle != "one_time"
        return {
            "order_id": event.order_id,
            "line_number": str(self.line_number),
            "customer_id": self.customer.id,
            "customer_name": self.customer.name,
            "order_date": event.day.isoformat(),
            "transaction_type": event.kind,
            "catalog_item_id": event.item.id,
            "product_name": event.item.product_name,
            "sku_name": event.item.sku_name,
            "subscription_id": self.subscription_id if recurring and self.book_names_subscription else "",
            "alternate_id": self.alternate_id,
            "quantity": str(event.quantity),
            "unit_price": format(event.price.quantize(Decimal("0.01")), "f"),
            "currency": self.order_currency or self.currency,
            "term": self.term if recurring else "",
            "billing_cycle": self.cycle,
            "effective_date": event.day.isoformat(),
            "end_date": self.end.isoformat() if self.end else "",
            "auto_renew": "true" if event.auto_renew else "false",
            "promotion_id": self.promotion_id,
            "discount_percent": str(self.promotion_percent or ""),
            "account_manager": self.account_manager,
        }

    @property
    def account_manager(self) -> str:
        return {"EUR": "Mirjam Aalto", "USD": "Desmond Okafor", "GBP": "Priya Whitlock"}[self.currency]
