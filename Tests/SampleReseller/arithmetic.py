"""Microsoft's published arithmetic, in exact decimals, and the calendar of charge cycles."""

from __future__ import annotations

import calendar
import hashlib
import uuid
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60

CENT = Decimal("0.01")

# Tax that Microsoft charges the reseller, by billing currency, as the components that are rounded one by one.
TAX_COMPONENTS = {
    "EUR": (Decimal("0.21"), Decimal("0.00")),
    "USD": (Decimal("0.065"), Decimal("0.025")),
    "GBP": (Decimal("0.20"), Decimal("0.00")),
}


def rounddown(value: Decimal, places: int = 2) -> Decimal:
    """ROUNDDOWN: toward zero, also for credits."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)


def seat_subtotal(effective_price: Decimal, quantity: Decimal, rate: Decimal) -> Decimal:
    """Licence lines: the price is brought to the billing currency and cut to cents before it meets the seats."""
    return rounddown(effective_price * rate) * quantity


def usage_subtotal(effective_price: Decimal, quantity: Decimal, rate: Decimal) -> Decimal:
    """Usage lines: cut to cents in the pricing currency, and again in the billing currency."""
    return rounddown(rounddown(effective_price * quantity) * rate)


def tax_on(subtotal: Decimal, currency: str) -> Decimal:
    """Each component rounded half up, then added."""
    return sum(
        ((subtotal * part).quantize(CENT, rounding=ROUND_HALF_UP) for part in TAX_COMPONENTS[currency]), Decimal("0.00")
    )


def prorated(price: Decimal, days: int, cycle_days: int) -> Decimal:
    """Effective price of part of a cycle. Cut, not rounded, so that the cents of the exact price survive."""
    return price if days == cycle_days else rounddown(price * days / cycle_days, 12)


def azure_effective_price(unit_price: Decimal, quantity: Decimal, discount: Decimal) -> Decimal:
    """Azure's price after partner earned credit: the cut amount divided by the quantity, to 15 decimals."""
    amount = rounddown(quantity * unit_price * (1 - discount))
    return (amount / quantity).quantize(Decimal("1e-15"), rounding=ROUND_HALF_UP)


def add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(day: date) -> str:
    return day.strftime("%Y-%m")


def month_days(month: str) -> tuple[date, date]:
    """First and last day of a month written 2026-08."""
    first = date.fromisoformat(f"{month}-01")
    return first, add_months(first, 1) - timedelta(days=1)


def number_from(*parts: object) -> int:
    """A stable pseudo-random number of 64 bits for a name."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")


def guid(*parts: object) -> str:
    """An invented GUID, always the same for a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "https://northlight.example/" + "/".join(map(str, parts))))


def short_id(*parts: object) -> str:
    """Twelve hexadecimal digits, the shape of an order id or a quote id; it begins with a letter."""
    text = hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()
    return "abcdef"[int(text[12], 16) % 6] + text[1:12]
