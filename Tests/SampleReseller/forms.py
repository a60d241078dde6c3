"""The three forms in which one and the same line arrives, and the legacy one."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date, datetime
from decimal import Decimal

from catalogue import CUSTOMERS, LEGACY_OFFERS, MPN_ID, PARTNER_ID, PARTNER_NAME
from documents import attributes
from legacy import LegacyLine
from lines import BilledLine

# Columns of the portal's reconciliation file, in its order.
COLUMNS = (
    "PartnerId CustomerId CustomerName CustomerDomainName CustomerCountry InvoiceNumber MpnId ResellerMpnId OrderId "
    "OrderDate ProductId SkuId AvailabilityId SkuName ProductName ChargeType UnitPrice Quantity Subtotal TaxTotal "
    "Total Currency PriceAdjustmentDescription PublisherName PublisherId SubscriptionDescription SubscriptionId "
    "ChargeStartDate ChargeEndDate TermAndBillingCycle EffectiveUnitPrice UnitType AlternateId BillableQuantity "
    "BillingFrequency PricingCurrency PCToBCExchangeRate PCToBCExchangeRateDate MeterDescription ReservationOrderId "
    "CreditReasonCode SubscriptionStartDate SubscriptionEndDate ReferenceId ProductQualifiers PromotionId"
).split()

# Names of the v1 page that are not the column's name with a small first letter.
PAGE_NAMES = {
    "Total": "totalForCustomer",
    "PCToBCExchangeRate": "pcToBCExchangeRate",
    "PCToBCExchangeRateDate": "pcToBCExchangeRateDate",
}
NUMBERS = {
    "UnitPrice", "EffectiveUnitPrice", "Quantity", "BillableQuantity", "Subtotal", "TaxTotal", "Total",
    "PCToBCExchangeRate",
}


def text_of(number: Decimal) -> str:
    return format(number, "f")


def json_text(value: object, indent: int | None = None, depth: int = 0) -> str:
    """JSON with decimals written digit by digit, never through binary floating point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return text_of(value)
    if not isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}:{' ' * bool(indent)}{json_text(item, indent, depth + 1)}"
                 for key, item in value.items()]
    else:
        parts = [json_text(item, indent, depth + 1) for item in value]
    if not indent or not parts:
        return opening + ",".join(parts) + closing
    inner, outer = "\n" + " " * indent * (depth + 1), "\n" + " " * indent * depth
    return opening + inner + ("," + inner).join(parts) + outer + closing


def gzipped(data: bytes) -> bytes:
    """A gzip member without name or time, the same bytes on every run."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + body + struct.pack("<II", zlib.crc32(data), len(data))


def columns(line: BilledLine) -> dict[str, object]:
    """The line's values by column: numbers as decimals, dates as dates, everything else as text."""
    return {
        "PartnerId": PARTNER_ID, "CustomerId": line.customer_id, "CustomerName": line.customer.name,
        "CustomerDomainName": line.customer.domain, "CustomerCountry": line.customer.country,
        "InvoiceNumber": line.invoice, "MpnId": MPN_ID, "ResellerMpnId": "0", "OrderId": line.order_id,
        "OrderDate": line.order_time, "ProductId": line.product, "SkuId": line.sku,
        "AvailabilityId": line.availability, "SkuName": line.sku_name, "ProductName": line.product_name,
        "ChargeType": line.charge_type, "UnitPrice": line.unit_price, "Quantity": line.quantity,
        "Subtotal": line.subtotal, "TaxTotal": line.tax, "Total": line.total, "Currency": line.currency,
        "PriceAdjustmentDescription": line.price_adjustment, "PublisherName": line.publisher, "PublisherId": "",
        "SubscriptionDescription": line.subscription_description, "SubscriptionId": line.subscription_id,
        "ChargeStartDate": line.charge_start, "ChargeEndDate": line.charge_end,
        "TermAndBillingCycle": line.term_text, "EffectiveUnitPrice": line.effective_price,
        "UnitType": line.unit_type, "AlternateId": line.alternate_id, "BillableQuantity": line.billable_quantity,
        "BillingFrequency": line.frequency, "PricingCurrency": line.pricing_currency,
        "PCToBCExchangeRate": line.rate, "PCToBCExchangeRateDate": line.rate_date, "MeterDescription": line.meter,
        "ReservationOrderId": "", "CreditReasonCode": line.credit_reason,
        "SubscriptionStartDate": line.subscription_start, "SubscriptionEndDate": line.subscription_end,
        "ReferenceId": line.reference_id, "ProductQualifiers": list(line.qualifiers), "PromotionId": line.promotion_id,
    }


def _moment(value: date | None, digits: int) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f") + "1" * (digits - 6) + "Z"
    return f"{value}T00:00:00Z"


def export_line(line: BilledLine, quoted: bool) -> str:
    """One line of a v2 export: JSON Lines with the portal's column names; numbers may arrive quoted."""
    record = {}
    for name, value in columns(line).items():
        if isinstance(value, date) or value is None:
            value = _moment(value, 7)
        elif isinstance(value, Decimal) and quoted:
            value = text_of(value)
        record[name] = value
    return json_text(record)


def page_item(line: BilledLine, quoted: bool) -> dict[str, object]:
    """One item of a v1 page, with the quirks of the published samples: `org:` before the customer, numbers quoted on
    some items of a page and not on others, no date as the year one."""
    item: dict[str, object] = {}
    for column, value in columns(line).items():
        name = PAGE_NAMES.get(column, column[0].lower() + column[1:])
        if column == "CustomerId" and value:
            value = f"org:{value}"
        elif column == "PCToBCExchangeRateDate" and value is None:
            value = "0001-01-01T00:00:00"
        elif isinstance(value, date) or value is None:
            value = _moment(value, 7)
        elif isinstance(value, Decimal) and quoted:
            value = text_of(value)
        item[name] = value
    item |= {
        "invoiceLineItemType": "billing_line_items", "billingProvider": "one_time",
        "attributes": attributes("OneTimeInvoiceLineItem"),
    }
    return item


def page(items: list[dict[str, object]], number: str, provider: str, kind: str, has_next: bool) -> dict[str, object]:
    """The envelope of a v1 page; all but the last have a continuation token."""
    uri = f"/invoices/{number}/lineitems?provider={provider}&invoicelineitemtype={kind}&size=2000"
    links: dict[str, object] = {"self": {"uri": uri, "method": "GET", "headers": []}}
    answer: dict[str, object] = {}
    if has_next:
        token = "AQAAAA=="
        links["next"] = {
            "uri": f"{uri}&seekOperation=Next", "method": "GET",
            "headers": [{"key": "MS-ContinuationToken", "value": token}],
        }
        answer["continuationToken"] = token
    return answer | {
        "totalCount": len(items), "items": items, "links": links, "attributes": attributes("Collection"),
    }


def office_item(line: LegacyLine) -> dict[str, object]:
    """One item of a legacy licence page: capital GUIDs, dates without a zone, no effective price."""
    subscription = line.subscription
    customer, offer = CUSTOMERS[subscription.customer_key], LEGACY_OFFERS[subscription.offer_key]
    term_end = subscription.start.replace(year=subscription.start.year + 1)
    return {
        "partnerId": PARTNER_ID, "customerId": customer.id.upper(), "customerName": customer.name,
        "mpnId": int(MPN_ID), "tier2MpnId": -1, "orderId": subscription.order_id,
        "subscriptionId": subscription.platform_id,
        "syndicationPartnerSubscriptionNumber": subscription.subscription_id.upper(),
        "offerId": offer.offer_id.upper(), "durableOfferId": offer.durable_offer_id.upper(), "offerName": offer.name,
        "domainName": customer.domain, "billingCycleType": "MONTHLY", "subscriptionName": offer.name,
        "subscriptionDescription": offer.name, "subscriptionStartDate": f"{subscription.start}T00:00:00",
        "subscriptionEndDate": f"{term_end}T00:00:00", "chargeStartDate": f"{line.charge_start}T00:00:00",
        "chargeEndDate": f"{line.charge_end}T00:00:00", "chargeType": "CYCLE FEE", "unitPrice": offer.price,
        "quantity": subscription.quantity, "amount": line.subtotal, "totalOtherDiscount": Decimal("0.0"),
        "subtotal": line.subtotal, "tax": line.tax, "totalForCustomer": line.total, "currency": "GBP",
        "invoiceLineItemType": "billing_line_items", "billingProvider": "office",
        "attributes": attributes("LicenseBasedLineItem"),
    }


def csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text


def portal_row(line: BilledLine) -> str:
    """One row of the portal's file: dates as month/day/year, numbers bare, texts quoted where they need it."""
    cells = []
    for name, value in columns(line).items():
        if isinstance(value, date):
            text = f"{value.month}/{value.day}/{value.year}"
        elif isinstance(value, Decimal):
            text = text_of(value)
        elif isinstance(value, list):
            text = json.dumps(value) if value else ""
        else:
            text = value or ""
        cells.append(text if line.damaged and name == "CustomerName" else csv_cell(text))
    return ",".join(cells)


def portal_file(lines: list[BilledLine]) -> bytes:
    rows = [",".join(COLUMNS)] + [portal_row(line) for line in lines]
    return b"\xef\xbb\xbf" + "".join(row + "\r\n" for row in rows).encode()


def usage_record(day: dict[str, object]) -> dict[str, object]:
    """One day of rated usage as a v2 usage export has it."""
    line, meter = day["line"], day["meter"]
    return {
        "PartnerId": PARTNER_ID, "PartnerName": PARTNER_NAME, "CustomerId": line.customer_id,
        "CustomerName": line.customer.name, "CustomerDomainName": line.customer.domain,
        "CustomerCountry": line.customer.country, "MpnId": MPN_ID, "Tier2MpnId": "0", "InvoiceNumber": day["invoice"],
        "ProductId": line.product, "SkuId": line.sku, "AvailabilityId": line.availability, "SkuName": line.sku_name,
        "ProductName": line.product_name, "PublisherName": line.publisher, "PublisherId": "",
        "SubscriptionId": line.subscription_id, "SubscriptionDescription": line.subscription_description,
        "ChargeStartDate": f"{line.charge_start}T00:00:00Z", "ChargeEndDate": f"{line.charge_end}T00:00:00Z",
        "UsageDate": f"{day['day']}T00:00:00Z", "MeterType": meter.unit, "MeterCategory": meter.product_name,
        "MeterId": meter.key, "MeterSubCategory": "", "MeterName": meter.sku_name, "MeterRegion": "EU West",
        "Unit": meter.unit, "ResourceLocation": "WESTEUROPE", "ConsumedService": day["consumed_service"],
        "ResourceGroup": day["resource_group"], "ResourceURI": day["resource_uri"], "ChargeType": line.charge_type,
        "UnitPrice": meter.price, "Quantity": day["quantity"], "UnitType": meter.unit,
        "BillingPreTaxTotal": day["billing_total"], "BillingCurrency": line.currency,
        "PricingPreTaxTotal": day["pricing_total"], "PricingCurrency": line.pricing_currency, "ServiceInfo1": "",
        "ServiceInfo2": "", "Tags": "", "AdditionalInfo": "", "EffectiveUnitPrice": line.effective_price,
        "PCToBCExchangeRate": line.rate, "EntitlementId": day["entitlement_id"],
        "EntitlementDescription": "Production", "PartnerEarnedCreditPercentage": day["earned_credit"],
        "CreditPercentage": 100, "CreditType": "Credit Not Applied", "BenefitOrderID": "", "BenefitID": "",
        "BenefitType": "",
    }


# What the v1 page calls the fields of a day that are not the export's name with a small first letter.
USAGE_PAGE_NAMES = {
    "Unit": "unitOfMeasure", "Tier2MpnId": "resellerMpnId", "ResourceURI": "resourceUri",
    "PCToBCExchangeRate": "pcToBCExchangeRate", "PartnerEarnedCreditPercentage": "rateOfPartnerEarnedCredit",
    "CreditPercentage": "rateOfCredit",
}


def usage_page_item(day: dict[str, object]) -> dict[str, object]:
    """The same as an item of a v1 page, where rates are fractions."""
    item: dict[str, object] = {}
    for name, value in usage_record(day).items():
        if name in ("PartnerEarnedCreditPercentage", "CreditPercentage"):
            value = Decimal(value) / 100
        item[USAGE_PAGE_NAMES.get(name, name[0].lower() + name[1:])] = value
    item |= {
        "invoiceLineItemType": "usage_line_items", "billingProvider": "marketplace",
        "attributes": attributes("DailyRatedUsageLineItem"),
    }
    return item
