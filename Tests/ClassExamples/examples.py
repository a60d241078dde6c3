"""A world for every class of discrepancy, each as small as it can be."""

from __future__ import annotations

import copy
import json

from world import ITEM, OTHER_CUSTOMER, OTHER_ITEM, World, day

UBL = """\
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \
xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>G0090001</b:ID>
<b:IssueDate>{date}</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
<a:TaxTotal><b:TaxAmount currencyID="EUR">0</b:TaxAmount></a:TaxTotal>
<a:LegalMonetaryTotal><b:LineExtensionAmount>{sum}</b:LineExtensionAmount><b:TaxExclusiveAmount>{sum}</b:TaxExclusiveAmount>\
<b:TaxInclusiveAmount>{sum}</b:TaxInclusiveAmount><b:PayableAmount>{sum}</b:PayableAmount></a:LegalMonetaryTotal>
{lines}</Invoice>
"""
UBL_LINE = """\
<a:InvoiceLine><b:ID>{number}</b:ID><b:InvoicedQuantity>1</b:InvoicedQuantity>\
<b:LineExtensionAmount>{net}</b:LineExtensionAmount><a:Item><a:SellersItemIdentification><b:ID>{item}</b:ID>\
</a:SellersItemIdentification></a:Item></a:InvoiceLine>
"""
CAMT = """\
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S1</Id>
{entries}</Stmt></BkToCstmrStmt></Document>
"""
ENTRY = """\
<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-10-20</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Microsoft Ireland Operations Ltd</Nm></Cdtr></RltdPties>\
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
"""
ECB = """\
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time='2026-10-08'>\
<Cube currency='USD' rate='1.3000'/></Cube><Cube time='2026-08-28'><Cube currency='USD' rate='1.3000'/></Cube>\
</Cube></gesmes:Envelope>
"""


def plain() -> World:
    """One subscription, billed as ordered."""
    return World().order().line()


def meter(month: int = 9, **fields: object) -> dict:
    return {"kind": "new", "month": month, "MeterDescription": "Compute Hours", "UnitType": "1 Hour",
            "item": "DZH318Z0BPS6:0001:DZH318Z0BXWC"} | fields


def usage(*lines: dict) -> World:
    world = World().order(catalog_item_id="DZH318Z0BPS6:0001:DZH318Z0BXWC", billing_cycle="usage", quantity=1,
                          unit_price="", term="")
    for line in lines:
        world.line(**line)
    return world


def document(lines: list[tuple[str, str]], date: str = "2026-10-08", total: str = "100.00") -> World:
    world = plain()
    body = "".join(UBL_LINE.format(number=number, net=net, item=item) for number, (net, item) in enumerate(lines, 1))
    world.files["snapshot/invoices/G0090001/invoice.xml"] = UBL.format(date=date, sum=total, lines=body)
    return world


def paid(*payments: tuple[str, str]) -> World:
    world = plain()
    entries = "".join(ENTRY.format(amount=amount, text=text) for amount, text in payments)
    world.files["bank.xml"] = CAMT.format(entries=entries)
    world.options = ["--statements", "bank.xml"]
    return world


def later(world: World, change) -> World:
    """The same a night later, with something changed."""
    second = copy.deepcopy(world)
    change(second)
    second.as_of = day(10, 21)
    world.then = second
    return world


def removed(world: World) -> None:
    world.lines.pop()
    world.invoices["G0090001"]["totalCharges"] = "100"


def restated(world: World) -> None:
    world.lines[-1] |= {"Subtotal": "130.00", "Total": "130.00", "EffectiveUnitPrice": "13", "UnitPrice": "13"}


def replaced() -> World:
    world = plain()
    void = world.invoice("G0090002", 9, documentType="void_note", amendsOf="G0090001", totalCharges="-100")
    world.line(qty=-10, invoice=void)
    adjusted = world.invoice("G0090003", 9, documentType="adjustment_note", amendsOf="G0090001")
    return world.line(qty=9, price="10", invoice=adjusted)


def damaged() -> World:
    world = plain()
    world.line("o2", item=OTHER_ITEM)
    world.lines[-1]["Subtotal"] = "1O0.00"
    return world.order("o2", catalog_item_id=OTHER_ITEM)


def cut() -> World:
    world = plain()
    world.files["snapshot/invoices/G0090001/reconciliation/manifest.json"] = (
        '{"blobCount": 2, "blobs": [{"name": "part-0001.json"}, {"name": "part-0002.json"}]}')
    return world


def daily() -> World:
    world = usage(meter(qty=100, price="0.5", subtotal="50.00"))
    row = {"CustomerId": world.lines[0]["CustomerId"], "InvoiceNumber": "G0090001", "SubscriptionId": "s-o1",
           "ProductId": "DZH318Z0BPS6", "SkuId": "0001", "UsageDate": "2026-09-03T00:00:00Z", "Quantity": "90",
           "UnitPrice": "0.5", "EffectiveUnitPrice": "0.5", "BillingPreTaxTotal": "45.00",
           "BillingCurrency": "EUR", "PricingPreTaxTotal": "45.00", "PricingCurrency": "EUR",
           "PCToBCExchangeRate": "1", "MeterName": "Compute Hours", "ChargeType": "new"}
    world.files["snapshot/invoices/G0090001/usage/part-0001.json"] = json.dumps(row) + "\n"
    return world


def owed() -> World:
    world = plain()
    world.files["snapshot/balance.json"] = '{"balanceAmount": 80.00, "currencyCode": "EUR"}'
    return world


def taxed() -> World:
    world = World()
    for number, tax in enumerate(["19.00", "19.00", "19.00", "25.00"], 1):
        world.order(f"o{number}").line(f"o{number}", tax=tax)
    return world


EXAMPLES = {
    "charged_not_ordered": lambda: plain().line("o7", qty=3, price=14, item=OTHER_ITEM),
    "customer_purchased": lambda: plain().line(
        "o7", qty=3, price=14, item=OTHER_ITEM, PublisherName="Example Software Inc."),
    "ordered_not_charged": lambda: plain().order("o2", order_date=day(9, 10), catalog_item_id=OTHER_ITEM),
    "cycle_missing": lambda: plain().order("o2", catalog_item_id=OTHER_ITEM).line("o2", item=OTHER_ITEM)
    .line("o2", 10, kind="cycleCharge", item=OTHER_ITEM),
    "item_mismatch": lambda: World().order().line(item=OTHER_ITEM, price=12),
    "availability_drift": lambda: World().order().line(item="CFQ7TTC0LH18:0001:CFQ7TTC0K972"),
    "fallback_match": lambda: World().order().line("o7", SubscriptionId="s-o1"),
    "ambiguous_match": lambda: World().order(quantity=10, subscription_id="").order(
        line_number=2, quantity=15, subscription_id="").line(qty=12, SubscriptionId=""),
    "quantity_over": lambda: World().order().line(qty=12),
    "quantity_under": lambda: World().order().line(qty=8),
    "quantity_pair_unbalanced": lambda: plain().order(
        transaction_type="addQuantity", quantity=12, effective_date=day(9, 16)).line(
        first=16, qty=12, price="5.00", UnitPrice=10, kind="addQuantity"),
    "quantity_billable_differs": lambda: World().order().line(Quantity=9),
    "quantity_sign": lambda: World().order().line(qty=-10, price=-10, subtotal="100.00"),
    "line_arithmetic": lambda: World().order().line(subtotal="106.00"),
    "total_identity": lambda: World().order().line(tax="19.00", Total="121.00"),
    "unit_price_mismatch": lambda: World().order().line(price="11.30"),
    "billing_plan_uplift": lambda: World().order().line(price="10.50"),
    "renewal_price_change": lambda: World().order(term="P1M").line().line(month=10, price="11.30", kind="renew"),
    "midterm_price_change": lambda: World().order().line().line(month=10, price="11.30", kind="cycleCharge"),
    "promotion_missing": lambda: World().order(
        unit_price="8.00", promotion_id="39NFJQT1PFPN:0001", discount_percent=20).line(price=10),
    "promotion_unexpected": lambda: World().order().line(price=9, PromotionId="39NFJQT1PFPN:0001"),
    "earned_credit_lost": lambda: usage(
        meter(qty=744, price="0.7378", subtotal="548.92", PriceAdjustmentDescription="15% Partner Earned Credit"),
        meter(10, qty=240, price="0.868", subtotal="208.32")),
    "earned_credit_partial": lambda: usage(
        meter(qty=504, price="0.7378", subtotal="371.85", PriceAdjustmentDescription="15% Partner Earned Credit"),
        meter(qty=240, price="0.868", subtotal="208.32")),
    "proration_wrong": lambda: plain().order(
        transaction_type="addQuantity", quantity=12, effective_date=day(9, 16)).line(
        first=16, qty=2, price="6.66", UnitPrice=10, kind="addQuantity"),
    "period_overlap": lambda: World().order(order_date=day(9, 1)).line().line(
        month=10, first=1, kind="cycleCharge").line(month=9, first=20, last=day(10, 19), kind="cycleCharge"),
    "period_gap": lambda: World().order().line().line(
        month=10, first=6, price="8.38", kind="cycleCharge", UnitPrice=10),
    "start_date_mismatch": lambda: World().order().line(first=4, last=day(10, 3)),
    "end_date_mismatch": lambda: World().order(end_date=day(9, 30).replace("2026", "2027")).line(
        SubscriptionEndDate="2027-10-15"),
    "term_mismatch": lambda: World().order().line(
        price=11, TermAndBillingCycle="One-Month commitment for monthly/yearly billing"),
    "late_charge": lambda: World().order(order_date=day(7, 1)).line(kind="cycleCharge").line(
        month=7, kind="cycleCharge", invoice="G0090001"),
    "future_charge": lambda: plain().line(month=10, kind="cycleCharge", invoice="G0090001"),
    "charge_after_cancel": lambda: plain().order(
        transaction_type="cancel", quantity=0, effective_date=day(9, 20)).line(month=10, kind="cycleCharge"),
    "cancel_credit_missing": lambda: plain().order(
        transaction_type="cancel", quantity=0, effective_date=day(9, 4)),
    "credit_amount_wrong": lambda: plain().order(
        transaction_type="cancel", quantity=0, effective_date=day(9, 4)).line(
        first=4, qty=-10, price=5, UnitPrice=10, kind="cancelImmediate"),
    "orphan_credit": lambda: plain().line(first=10, qty=-10, price="7.00", UnitPrice=10, kind="cancelImmediate"),
    "over_credit": lambda: plain().order(
        transaction_type="cancel", quantity=0, effective_date=day(9, 4)).line(
        first=4, qty=-10, price=12, UnitPrice=10, kind="cancelImmediate"),
    "conversion_incomplete": lambda: plain().order(
        transaction_type="convert", catalog_item_id=OTHER_ITEM, unit_price="6.00", effective_date=day(9, 16)).line(
        first=16, qty=10, price="3.00", UnitPrice=6, kind="convert", item=OTHER_ITEM),
    "unwanted_renewal": lambda: World().order(term="P1M", auto_renew="false").line().line(month=10, kind="renew"),
    "trial_converted": lambda: World().order(term="P1M", unit_price="0").line(price=0).line(
        month=10, price=2, kind="renew"),
    "suspended_still_billed": lambda: plain().order(
        transaction_type="suspend", effective_date=day(9, 20)).line(month=10, kind="cycleCharge"),
    "duplicate_line": lambda: plain().line(),
    "duplicate_across_invoices": lambda: plain().line(invoice="G0090009"),
    "duplicate_subscription": lambda: plain().line("o9", SubscriptionId="s-second"),
    "invoice_voided": replaced,
    "rebill_difference": replaced,
    "line_restated": lambda: later(
        World().order().order("o2", catalog_item_id=OTHER_ITEM).line().line("o2", item=OTHER_ITEM), restated),
    "line_withdrawn": lambda: later(
        World().order().order("o2", catalog_item_id=OTHER_ITEM).line().line("o2", item=OTHER_ITEM), removed),
    "header_total_mismatch": lambda: (world := plain(), world.invoice("G0090001", 9, totalCharges="118.50"))[0],
    "lines_incomplete": cut,
    "line_rejected": damaged,
    "unknown_charge_type": lambda: World().order().line(kind="transferIn"),
    "usage_total_mismatch": daily,
    "invoice_missing": lambda: (world := World().order(order_date=day(8, 1)).line(month=8),
                                setattr(world, "as_of", day(10, 20)))[0],
    "currency_mismatch": lambda: World().order(currency="GBP").line(),
    "exchange_rate_on_same_currency": lambda: World().order().line(PCToBCExchangeRate="0.9", subtotal="90.00"),
    "exchange_rate_inconsistent": lambda: usage(
        *[meter(qty=quantity, price="0.5", PCToBCExchangeRate=rate, PricingCurrency="USD", subtotal=subtotal)
          for quantity, rate, subtotal in [(100, "0.85", "42.50"), (101, "0.85", "42.92"), (102, "0.87", "44.37")]]),
    "exchange_rate_out_of_tolerance": lambda: (
        world := usage(meter(qty=100, price="0.5", PCToBCExchangeRate="0.85", PricingCurrency="USD", subtotal="42.50")),
        world.files.update({"rates.xml": ECB}), world.options.extend(["--rates", "rates.xml"]))[0],
    "tax_rate_anomaly": taxed,
    "customer_unmatched": lambda: World().order().line(CustomerId=""),
    "customer_mismatch": lambda: World().order().order("o2", customer_id=OTHER_CUSTOMER, customer_name="Fabrikam").line(
        "o2").line(CustomerId=OTHER_CUSTOMER),
    "reseller_mismatch": lambda: World().order(reseller_mpn_id="4390934").line(ResellerMpnId="1234567"),
    "identifier_corrupted": lambda: World().order().line("1.23457E+17", SubscriptionId=""),
    "addon_without_base": lambda: plain().order("o2", catalog_item_id=OTHER_ITEM, reference_id="s-o1", quantity=2,
                                                unit_price="5.00").line("o2", qty=2, price=5, item=OTHER_ITEM)
    .order(transaction_type="cancel", quantity=0, effective_date=day(9, 25)).line(
        "o2", 10, qty=2, price=5, item=OTHER_ITEM, kind="cycleCharge"),
    "balance_mismatch": owed,
    "payment_unallocated": lambda: paid(("100.00", "Invoice G0090001"), ("55.00", "Invoice G0770077")),
    "overdue": lambda: (world := plain(), world.options.extend(["--payment-terms", "7"]))[0],
    "payment_differs": lambda: paid(("60.00", "Invoice G0090001")),
    "payment_duplicate": lambda: paid(("100.00", "Invoice G0090001"), ("100.00", "Invoice G0090001")),
    "document_arithmetic": lambda: document([("60.00", ITEM), ("30.00", ITEM)]),
    "document_mismatch": lambda: document([("100.00", ITEM)], date="2026-10-09"),
    "document_line_mismatch": lambda: document([("101.00", ITEM)], total="101.00"),
    "document_line_unmatched": lambda: document([("100.00", ITEM), ("5.00", OTHER_ITEM)], total="105.00"),
    "tolerated_difference_material": lambda: World().order(quantity=2000).line(qty=2000, price="10.01"),
}
