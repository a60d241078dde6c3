#!/usr/bin/env python3
"""Writes a UBL invoice of about 40 MB, and times reading it beside `xmllint --stream --noout`.

    python3 Tests/Benchmarks/einvoice.py write FILE [LINES]
    python3 Tests/Benchmarks/einvoice.py time FILE COMMAND…      COMMAND is run with FILE as its last argument

`xmllint` is in Debian's libxml2-utils.
"""
import os
import resource
import subprocess
import sys
import time

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
LINE = """  <cac:InvoiceLine>
    <cbc:ID>{n}</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">{quantity}</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">{net}.00</cbc:LineExtensionAmount>
    <cac:InvoicePeriod><cbc:StartDate>2026-09-01</cbc:StartDate><cbc:EndDate>2026-09-30</cbc:EndDate></cac:InvoicePeriod>
    <cac:Item>
      <cbc:Name>Microsoft 365 Business Premium, seat {n}</cbc:Name>
      <cac:SellersItemIdentification><cbc:ID>CFQ7TTC0LCHC:{sku:04}</cbc:ID></cac:SellersItemIdentification>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent></cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">20.00</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
"""


def write(path, lines):
    net = sum(20 * (1 + n % 7) for n in range(1, lines + 1))
    tax = f"{net * 19 // 100}.{net * 19 % 100:02}"
    gross = f"{net * 119 // 100}.{net * 119 % 100:02}"
    with open(path, "w", encoding="utf-8") as out:
        out.write(
            f'<Invoice xmlns="{NAMESPACE}Invoice-2" xmlns:cac="{NAMESPACE}CommonAggregateComponents-2" '
            f'xmlns:cbc="{NAMESPACE}CommonBasicComponents-2">\n'
            "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>G000000001</cbc:ID>"
            "<cbc:IssueDate>2026-10-08</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>\n"
            f'<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount>'
            f'<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{net}.00</cbc:TaxableAmount>'
            f'<cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount>'
            "<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>"
            "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>\n"
            f"<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>{net}</cbc:LineExtensionAmount>"
            f"<cbc:TaxExclusiveAmount>{net}</cbc:TaxExclusiveAmount>"
            f"<cbc:TaxInclusiveAmount>{gross}</cbc:TaxInclusiveAmount>"
            f"<cbc:PayableAmount>{gross}</cbc:PayableAmount></cac:LegalMonetaryTotal>\n"
        )
        for n in range(1, lines + 1):
            out.write(LINE.format(n=n, quantity=1 + n % 7, net=20 * (1 + n % 7), sku=n % 9000))
        out.write("</Invoice>\n")
    print(f"{path}: {lines} lines, {os.path.getsize(path) / 1e6:.1f} MB")


def timed(command):
    """Best of three, and the peak memory of all of them."""
    best = min(once(command) for _ in range(3))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return best, peak


def once(command):
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 47_000)
    elif len(sys.argv) > 3 and sys.argv[1] == "time":
        ours, peak = timed(sys.argv[3:] + [sys.argv[2]])
        print(f"{' '.join(sys.argv[3:])}: {ours:.2f} s, peak {peak:.0f} MB")
        theirs, _ = timed(["xmllint", "--stream", "--noout", sys.argv[2]])
        print(f"xmllint --stream --noout: {theirs:.2f} s, ratio {ours / theirs:.1f}")
    else:
        sys.exit(__doc__)
