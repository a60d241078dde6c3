"""The discrepancies that are planted, each on an agreement of its own, with the finding that it must lead to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agreements import Subscription
from arithmetic import guid, short_id, usage_subtotal
from book import CREDIT_NOTE, INVOICES, REPLACEMENT, VOID_NOTE, VOIDED, Book
from catalogue import ITEMS
from lines import BilledLine

HEADER_ADJUSTMENT = Decimal("185.01")


@dataclass(frozen=True)
class Finding:
    """What a reconciliation must report, in the words of the catalogue of discrepancy classes."""

    kind: str
    invoice: str
    customer_id: str
    customer_name: str
    order_id: str
    subscription_id: str
    item_id: str
    charge_start: str
    currency: str
    expected: Decimal | None
    billed: Decimal | None
    why: str


class Planting:
    """Plants faults in a book and keeps the list of what must be found."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.findings: list[Finding] = []

    def expect(
        self, kind: str, line: BilledLine, expected: Decimal | None, billed: Decimal | None, why: str
    ) -> None:
        self.findings.append(
            Finding(
                kind, line.invoice, line.customer_id, line.customer.name, line.order_id, line.subscription_id,
                line.item_id, line.charge_start.isoformat(), line.currency, expected, billed, why,
            )
        )

    def expect_missing(self, kind: str, owner: Subscription, line: BilledLine, why: str) -> None:
        """A charge that never came stands on no invoice."""
        self.findings.append(
            Finding(
                kind, "", owner.customer.id, owner.customer.name, owner.order_id, owner.subscription_id, line.item_id,
                line.charge_start.isoformat(), line.currency, line.subtotal, Decimal("0.00"), why,
            )
        )

    def expect_of_document(
        self, kind: str, invoice: str, currency: str, expected: Decimal | None, billed: Decimal | None, why: str
    ) -> None:
        self.findings.append(Finding(kind, invoice, "", "", "", "", "", "", currency, expected, billed, why))


def plant(book: Book) -> list[Finding]:
    """Plants everything but the voided invoice and the header, which need the finished lines."""
    planting = Planting(book)
    _existence(planting)
    _items_and_ladder(planting)
    _quantity(planting)
    _price(planting)
    _cancellation_and_duplicates(planting)
    _currency_and_master(planting)
    return planting.findings


def _existence(planting: Planting) -> None:
    book = planting.book
    line = book.add(_bought_by_nobody(book.line("alpine-defender", "2026-10"), "visio", 3, "2026-10-12"))
    planting.expect("charged_not_ordered", line, Decimal("0.00"), line.subtotal,
                    "Three Visio seats on the October invoice; no order by any id.")

    line = book.line("maple-visio", "2026-09").copy().charged_to("harborlight").take_item(ITEMS["concierge"])
    line.key, line.order_id, line.alternate_id = "harborlight-concierge", short_id("order", "concierge"), ""
    line.subscription_id, line.charge_type = guid("subscription", "concierge"), "new"
    line.unit_price = line.effective_price = Decimal("1188.00")
    line.quantity = line.billable_quantity = Decimal(1)
    line.charge_start, line.charge_end = line.charge_start.replace(day=15), line.charge_end.replace(day=14)
    line.subscription_start, line.subscription_end = line.charge_start, line.charge_end
    line.order_time = line.order_time.replace(day=15)
    book.add(line.settle())
    planting.expect("customer_purchased", line, Decimal("0.00"), line.subtotal,
                    "A marketplace offer that somebody at the hotel bought in the Azure portal.")

    line = book.line("dune-copilot", "2026-10")
    book.drop(line)
    planting.expect_missing("ordered_not_charged", book.subscriptions["dune-copilot"], line,
                            "Ten Copilot seats ordered on 9 October; October's invoice has no line for them.")

    line = book.line("eastgate-premium", "2026-09")
    book.drop(line)
    planting.expect_missing("cycle_missing", book.subscriptions["eastgate-premium"], line,
                            "August's and October's cycles are there, September's is not.")


def _bought_by_nobody(template: BilledLine, item_key: str, seats: int, day: str) -> BilledLine:
    line = template.copy().take_item(ITEMS[item_key])
    line.key, line.order_id, line.alternate_id = f"nobody-{item_key}", short_id("order", item_key, day), ""
    line.subscription_id, line.charge_type = guid("subscription", "nobody", item_key), "new"
    line.unit_price = line.effective_price = ITEMS[item_key].price(line.currency)
    line.quantity = line.billable_quantity = Decimal(seats)
    start = line.charge_start.fromisoformat(day)
    line.charge_start, line.charge_end = start, line.charge_end.replace(day=start.day - 1)
    line.subscription_start, line.subscription_end = start, start.replace(year=start.year + 1, day=start.day - 1)
    line.order_time = line.order_time.replace(day=start.day)
    return line.settle()


def _items_and_ladder(planting: Planting) -> None:
    book = planting.book
    line = book.line("cobalt-powerbi", "2026-08")
    agreed = line.subtotal
    line.take_item(ITEMS["powerbi-premium"])
    line.unit_price = line.effective_price = ITEMS["powerbi-premium"].price("EUR") * 12
    line.settle()
    planting.expect("item_mismatch", line, agreed, line.subtotal,
                    "Power BI Pro was ordered, Power BI Premium Per User was billed under the same order.")

    line = book.line("rookery-exchange", "2026-10")
    line.availability = "CFQ7TTC0T9ZZ"
    planting.expect("availability_drift", line, line.subtotal, line.subtotal,
                    "October's line has another AvailabilityId; product, SKU and price are as ordered.")

    line = book.line("maple-standard", "2026-10")
    line.order_id, line.alternate_id = short_id("system order", "maple-standard"), ""
    planting.expect("fallback_match", line, line.subtotal, line.subtotal,
                    "Renewed by Microsoft under an order id that the book does not know; found by the subscription.")

    shop, warehouse = book.line("rookery-shop", "2026-10"), book.line("rookery-warehouse", "2026-10")
    book.drop(warehouse)
    shop.quantity = shop.billable_quantity = Decimal(12)
    shop.settle()
    planting.expect("ambiguous_match", shop, None, shop.subtotal,
                    "One line of 12 seats; the order has a line of 10 and a line of 15, and it fits neither.")


def _quantity(planting: Planting) -> None:
    book = planting.book
    for kind, key, month, seats, why in [
        ("quantity_over", "granite-exchange", "2026-10", 25, "Renewed at 20 seats, billed for the old 25."),
        ("quantity_under", "maple-copilot", "2026-08", 12, "Eighteen seats ordered, twelve billed."),
    ]:
        line = book.line(key, month)
        agreed = line.subtotal
        line.quantity = line.billable_quantity = Decimal(seats)
        line.settle()
        planting.expect(kind, line, agreed, line.subtotal, why)

    line = book.line("brightwater-teams", "2026-09")
    line.quantity = Decimal(58)
    planting.expect("quantity_billable_differs", line, line.subtotal, line.subtotal,
                    "Quantity says 58, BillableQuantity 60; the money is that of the 60 that were ordered.")


def _price(planting: Planting) -> None:
    book = planting.book
    line = book.line("fernhill-visio", "2026-08")
    formula = line.subtotal
    line.settle(formula + Decimal("10.00"))
    planting.expect("line_arithmetic", line, formula, line.subtotal,
                    "14 seats at 14.00 are 196.00; the line says 206.00 and its tax follows.")

    line = book.line("ironwood-defender", "2026-09")
    true_total = line.total
    line.total = true_total + Decimal("2.29")
    planting.expect("total_identity", line, true_total, line.total, "Total is not Subtotal plus TaxTotal.")

    for kind, key, month, price, why in [
        ("unit_price_mismatch", "ironwood-sales", "2026-08", "804.00", "780.00 a year agreed, 804.00 billed."),
        ("billing_plan_uplift", "quayside-teams", "2026-08", "9.84",
         "8.20 agreed, billed at 1.20 times that: the premium of a monthly term."),
    ]:
        line = book.line(key, month)
        agreed = line.subtotal
        line.unit_price = line.effective_price = Decimal(price)
        line.settle()
        planting.expect(kind, line, agreed, line.subtotal, why)


def _cancellation_and_duplicates(planting: Planting) -> None:
    book = planting.book
    line = book.line("lakeshore-powerbi", "2026-09").copy()
    line.month = "2026-10"
    line.charge_start, line.charge_end = line.charge_start.replace(month=10), line.charge_end.replace(month=11, day=9)
    line.subscription_start, line.subscription_end = line.charge_start, line.charge_end
    line.order_time = line.order_time.replace(month=10)
    book.add(line)
    planting.expect("charge_after_cancel", line, Decimal("0.00"), line.subtotal,
                    "Cancelled on 25 September; the cycle from 10 October was charged all the same.")

    line = book.add(book.line("maple-exchange", "2026-09").copy())
    planting.expect("duplicate_line", line, Decimal("0.00"), line.subtotal,
                    "The same line stands twice on September's invoice.")

    line = book.line("dune-basic", "2026-08").copy()
    line.invoice = INVOICES["2026-09", "EUR"]
    book.invoices[line.invoice].append(line)
    planting.expect("duplicate_across_invoices", line, Decimal("0.00"), line.subtotal,
                    "August's cycle, billed in August, comes again on September's invoice.")


def _currency_and_master(planting: Planting) -> None:
    book = planting.book
    line = book.line("eastgate-powerbi", "2026-08")
    planting.expect("currency_mismatch", line, None, None, "Agreed in pounds, billed in euros.")

    line = next(line for line in book.lines_of("2026-09", "EUR")
                if line.key == "cobalt-azure" and line.unit_type == "1/Month")
    usual = line.rate
    line.rate = Decimal("0.855317204")
    line.settle()
    at_usual = usage_subtotal(line.effective_price, line.billable_quantity, usual)
    planting.expect("exchange_rate_inconsistent", line, at_usual, line.subtotal,
                    f"Every other usage line of the invoice has {usual} euros for a dollar.")

    line = book.line("stonebridge-premium", "2026-10")
    line.charge_type = "transferIn"
    planting.expect("unknown_charge_type", line, line.subtotal, line.subtotal,
                    "A charge type outside the known list, on a subscription moved from another partner.")

    line = book.line("thistle-visio", "2026-08")
    line.customer_id = ""
    planting.expect("customer_unmatched", line, line.subtotal, line.subtotal,
                    "The line has no customer id; the order says whose it is.")

    line = book.line("lakeshore-office", "2026-09").charged_to("maple")
    planting.expect("customer_mismatch", line, None, None,
                    "Lakeshore's order, charged to Maple Street Clinics.")

    line = book.line("pemberton-visio", "2026-10")
    line.damaged = True
    planting.expect_of_document("line_rejected", line.invoice, line.currency, None, None,
                                "Pemberton's name has a comma and lost its quotes: the row has a cell too many.")


def void_and_replace(book: Book, findings: list[Finding]) -> None:
    """September in pounds three times: as first issued with a wrong quantity, its reversal, and its replacement."""
    replacement = book.invoices[REPLACEMENT]
    original = [line.copy() for line in replacement]
    wrong = next(line for line in original if line.key == "quayside-standard")
    wrong.quantity = wrong.billable_quantity = Decimal(48)
    wrong.settle()
    for line in original:
        line.invoice = VOIDED
    book.invoices[VOIDED] = original
    reversal = [line.reversed() for line in original]
    for line in reversal:
        line.invoice = VOID_NOTE
    book.invoices[VOID_NOTE] = reversal

    planting = Planting(book)
    planting.expect_of_document("invoice_voided", VOIDED, "GBP", None, None,
                                "Voided on 12 October; its lines must not be counted.")
    old, new = (sum(line.subtotal for line in lines) for lines in (original, replacement))
    planting.expect_of_document("rebill_difference", REPLACEMENT, "GBP", old, new,
                                "The replacement bills Quayside for 38 seats where the original had 48.")
    findings += planting.findings


def credit_note(book: Book) -> None:
    """A service-level credit in a document of its own: normal business, no finding."""
    line = book.plans["harborlight-azure"].service_level_credit("2026-09", Decimal("36.40"))
    line.invoice = CREDIT_NOTE
    book.invoices[CREDIT_NOTE] = [line]


def header_difference(book: Book, findings: list[Finding]) -> str:
    """The invoice whose header is more than its lines; answers its number."""
    invoice = INVOICES["2026-08", "USD"]
    lines = sum(line.total for line in book.invoices[invoice])
    planting = Planting(book)
    planting.expect_of_document("header_total_mismatch", invoice, "USD", lines + HEADER_ADJUSTMENT, lines,
                                "The invoice asks for 185.01 more than its lines, an adjustment without a line.")
    findings += planting.findings
    return invoice
