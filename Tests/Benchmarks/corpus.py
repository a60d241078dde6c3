"""What the benchmark's reseller has: customers, products, and one subscription for every number.

Everything about a subscription follows from its number and the seed, so that lines and order rows can be written
independently and in different orders. Money is in whole cents, and stays exact.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ((2026, 8), (2026, 9), (2026, 10))
INVOICES = ("G060000008", "G060000009", "G060000010")
CURRENCY = "EUR"
TAX_PERCENT = 21
MASK = (1 << 64) - 1
LOW_48 = (1 << 48) - 1

PLAIN, PAIR, CONVERSION, CREDIT = range(4)

QUANTITY_OVER, QUANTITY_UNDER, PRICE, NOT_ORDERED, MISSING = range(5)
# Faulty subscriptions per thousand, by kind of fault: one fault in three lines, so 90 are 3 % of the lines.
FAULTS = ((QUANTITY_OVER, 20), (QUANTITY_UNDER, 20), (PRICE, 25), (NOT_ORDERED, 12), (MISSING, 13))


def mixed(number: int) -> int:
    """Well-spread bits of a number (the finaliser of SplitMix64)."""
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    number = (number ^ (number >> 27)) * 0x94D049BB133111EB & MASK
    return number ^ (number >> 31)


@dataclass(frozen=True)
class Product:
    product: str
    sku: str
    availability: str
    name: str
    cents: int

    @property
    def item_id(self) -> str:
        return f"{self.product}:{self.sku}:{self.availability}"


PRODUCTS = [
    Product(f"CFQ7TTC0{n:04X}", f"{n % 7 + 1:04}", f"CFQ7TTC0{0xA000 + n * 17:04X}", f"Business Suite Plan {n + 1:02}",
            210 + mixed(n + 1) % 5800)
    for n in range(48)
]


def customer_id(number: int) -> str:
    bits = mixed(number + 0x5000_0000)
    return f"{number:08x}-{bits & 0xFFFF:04x}-4{bits >> 16 & 0xFFF:03x}-a{bits >> 28 & 0xFFF:03x}-{bits >> 16:012x}"


def _scattered(number: int, factor: int) -> int:
    """48 bits, different for different numbers: multiplying by an odd factor and folding can both be undone."""
    number = (number + 1) * factor & LOW_48
    return (number ^ number >> 23) * 0x5DEECE66D & LOW_48


def order_id(number: int) -> str:
    return f"{_scattered(number, 0xA0761D6478BD):012x}"


def subscription_id(number: int) -> str:
    return f"{mixed(number):016x}"[:8] + f"-7c1d-4e5f-9a0b-{_scattered(number, 0xE7037ED1A0B5):012x}"


class Subscription:
    """A P1Y subscription billed monthly, with its changes and its fault."""

    __slots__ = (
        "number", "customer", "product", "target", "kind", "fault", "fault_month", "start", "day", "quantities",
        "change_day",
    )

    def __init__(self, number: int, shape: Shape) -> None:
        bits = mixed(number * 0x9E3779B97F4A7C15 + shape.seed & MASK)
        more = mixed(bits)
        self.number = number
        self.customer = bits % shape.customers
        self.product = PRODUCTS[(bits >> 32) % len(PRODUCTS)]
        self.target = PRODUCTS[((bits >> 32) + 1) % len(PRODUCTS)]
        self.kind = shape.kind_of(more % 100_000)
        self.day = 1 + (bits >> 40) % 28
        first = 4 + (bits >> 48) % 60
        self.quantities = (first, first + (more >> 20) % 5, first + 5 + (more >> 24) % 9)
        bought_in_august = self.kind == PLAIN and (more >> 28) % 10 == 0
        # Bought from November to April: no term ends within the three months, every cycle is a cycleCharge.
        months_back = 0 if bought_in_august else 4 + (more >> 32) % 6
        self.start = month_day(8 - months_back, self.day)
        self.change_day = 2 + (more >> 40) % 20
        self.fault, self.fault_month = -1, 0
        if self.kind == PLAIN:
            self.fault = shape.fault_of((more >> 44) % 1000)
            # A price fault stands in August: later, with an earlier cycle at the agreed price, it is another class.
            self.fault_month = 0 if self.fault == PRICE else (more >> 54) % 3

    def rows(self) -> list[tuple[date, str, int, Product]]:
        """Effective day, transaction, quantity in force after it and item: the order book's side."""
        first, second, third = self.quantities
        if self.kind == CREDIT:
            bought = self.september()
            return [
                (bought, "new", first, self.product),
                (bought + timedelta(days=self.change_day % 6 + 1), "cancel", 0, self.product),
            ]
        # Changes on the first day of a cycle are part of that cycle's charge.
        grown = month_day(9, self.day) if self.bought_in_window else add_month(self.start)
        rows = [(self.start, "new", first, self.product), (grown, "addQuantity", second, self.product)]
        if self.kind == PLAIN:
            rows.append((month_day(10 if self.bought_in_window else 9, self.day), "addQuantity", third, self.product))
        else:
            changed = self.september() + timedelta(days=self.change_day)
            pair = self.kind == PAIR
            rows.append((changed, "addQuantity" if pair else "convert", third if pair else second,
                         self.product if pair else self.target))
        return rows

    @property
    def bought_in_window(self) -> bool:
        return self.start.year == 2026 and self.start.month == 8

    def september(self) -> date:
        return month_day(9, self.day)


@dataclass(frozen=True)
class Shape:
    """How many lines and order rows, and how eventful: `events` is the share of lines that pairs, conversions and
    credits add or concern."""

    lines: int
    orders: int
    events: float
    seed: int

    @property
    def customers(self) -> int:
        return max(10, self.lines // 200)

    @property
    def _eventful(self) -> float:
        # Pairs and conversions add two lines to three, a credit is one line of two, and there are four times as many
        # of the former: 2.25 x event lines among 3 + 1.75 x lines.
        return 3 * self.events / (2.25 - 1.75 * self.events)

    @property
    def subscriptions(self) -> int:
        return round(self.lines / (3 + 1.75 * self._eventful))

    def kind_of(self, draw: int) -> int:
        share = self._eventful * 100_000
        if draw < share / 2:
            return PAIR
        if draw < share:
            return CONVERSION
        return CREDIT if draw < share * 1.25 else PLAIN

    def fault_of(self, draw: int) -> int:
        for fault, share in FAULTS:
            if draw < share:
                return fault
            draw -= share
        return -1


def month_day(month: int, day: int) -> date:
    """A day of a month counted from January 2026; months before it are those of 2025."""
    return date(2026, month, day) if month > 0 else date(2025, month + 12, day)


def add_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, day.day)


def cycle_days(start: date) -> int:
    return calendar.monthrange(start.year, start.month)[1]
